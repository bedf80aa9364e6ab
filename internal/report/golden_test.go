package report

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares got with testdata/name, or writes it with -update.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs (-update writes it anew)\ngot:\n%s\nwant:\n%s", path, got, want)
	}
}

// TestGolden writes every sample in every format.
func TestGolden(t *testing.T) {
	looks := []struct {
		suffix string
		format Format
		o      Options
	}{
		{"text", Text, Options{}},
		{"color.text", Text, Options{Color: true}},
		{"narrow.text", Text, Options{Width: 72}},
		{"jsonl", JSONL, Options{}},
		{"json", JSON, Options{}},
		{"tsv", TSV, Options{}},
		{"csv", CSV, Options{}},
		{"paths", Paths, Options{}},
		{"nul.paths", Paths, Options{NUL: true}},
		{"fdupes", Fdupes, Options{}},
		{"nul.fdupes", Fdupes, Options{NUL: true}},
	}
	for _, s := range samples() {
		for _, l := range looks {
			t.Run(s.name+"."+l.suffix, func(t *testing.T) {
				var buf bytes.Buffer
				s.feed(t, &buf, l.format, l.o)
				golden(t, s.name+"."+l.suffix, buf.Bytes())
			})
		}
	}
}

// TestGoldenPairs writes pairs in every format of PairWriter.
func TestGoldenPairs(t *testing.T) {
	pairs := []Pair{
		{A: file("a.txt"), B: file("b\t.txt"), Jaccard: 1.0 / 3, AInB: 0.5, BInA: 0.5},
		{A: file("a.txt"), B: file("c\xff.txt"), Jaccard: 1, AInB: 1, BInA: 1, Relation: "exact"},
		{A: file("b.txt"), B: file("feed.jsonl"), Jaccard: 0.0000004, AInB: 0.25, BInA: 0.0000006, Relation: "contains"},
	}
	pairs[2].B.Line = 9
	for _, f := range PairFormats() {
		t.Run(string(f), func(t *testing.T) {
			var buf bytes.Buffer
			w, err := NewPairWriter(&buf, f)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range pairs {
				if err := w.Pair(p); err != nil {
					t.Fatal(err)
				}
			}
			golden(t, "pairs."+string(f), buf.Bytes())
		})
	}
}
