package source

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"newsdup/internal/clip"
)

// benchmarkText is a page of 5 kB, the mean of the generated corpus.
var benchmarkText = strings.Repeat("The port is open again, the mayor said on Wednesday.\n", 100)

// BenchmarkRead lists and reads 1,000 files of 5 kB, one after the other.
func BenchmarkRead(b *testing.B) {
	files := make([]string, 1000)
	for i := range files {
		files[i] = fmt.Sprintf("d%d/%d.txt", i%10, i)
	}
	tree(b, files...)
	for _, c := range []struct {
		name    string
		content []byte
	}{
		{"utf-8", []byte(benchmarkText)},
		{"crlf", []byte(strings.ReplaceAll(benchmarkText, "\n", "\r\n"))},
		{"windows-1252", []byte("caf\xe9\n" + benchmarkText)},
		{"gzip", gz([]byte(benchmarkText))},
		{"zstd", zst([]byte(benchmarkText))},
	} {
		for _, f := range files {
			os.WriteFile(f, c.content, 0o644)
		}
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(files) * len(benchmarkText)))
			b.ReportAllocs()
			for b.Loop() {
				o := Options{Paths: []string{"."}}
				l, err := List(context.Background(), o)
				if err != nil || len(l.Entries) != len(files) {
					b.Fatalf("%d entries, %v", len(l.Entries), err)
				}
				readAll(b, NewReader(o), l.Entries, len(files))
			}
		})
	}
}

// BenchmarkRecords reads 1,000 JSONL records of 5 kB from one stream.
func BenchmarkRecords(b *testing.B) {
	record := fmt.Sprintf("{\"id\":\"http://gazette.example/1\",\"title\":\"Port open\",\"date\":\"2026-03-04T05:06:07Z\",\"text\":%q}\n", benchmarkText)
	in := []byte(strings.Repeat(record, 1000))
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		readAll(b, NewReader(Options{Stdin: bytes.NewReader(in)}), []Entry{{Path: Stdin}}, 1000)
	}
}

func readAll(b *testing.B, r *Reader, entries []Entry, want int) {
	n := 0
	for _, e := range entries {
		r.Read(context.Background(), e, func(*clip.Raw) error { n++; return nil }, func(p clip.Problem) { b.Error(p.Err) })
	}
	if n != want {
		b.Fatalf("%d pages, want %d", n, want)
	}
}
