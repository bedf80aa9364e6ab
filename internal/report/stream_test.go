package report

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"newsdup/internal/clip"
)

// TestStreams: a group is out before the next call.
func TestStreams(t *testing.T) {
	s := storySample()
	for _, f := range Formats() {
		var buf bytes.Buffer
		w, err := NewWriter(&buf, f, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Run(s.run); err != nil {
			t.Fatal(err)
		}
		if err := w.Group(&s.groups[0]); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(buf.String(), "dockers-vote-updated.txt") {
			t.Errorf("%s: the group is not written yet: %q", f, buf.String())
		}
	}
}

// longestWrite keeps how much was written at once.
type longestWrite int

func (n *longestWrite) Write(p []byte) (int, error) {
	*n = max(*n, longestWrite(len(p)))
	return len(p), nil
}

// TestLargeGroup: no format has a group of many clips in memory as text.
func TestLargeGroup(t *testing.T) {
	g := storySample().groups[0]
	last := g.Members[len(g.Members)-1]
	for i := range 20_000 {
		last.Origin.Path = fmt.Sprintf("clips/%05d.txt", i)
		g.Members = append(g.Members, last)
	}
	for _, f := range Formats() {
		var longest longestWrite
		w, err := NewWriter(&longest, f, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(w.Run(clip.Run{}), w.Group(&g), w.Close()); err != nil {
			t.Fatal(err)
		}
		if longest > groupPiece+1<<10 {
			t.Errorf("%s: %d bytes at once", f, longest)
		}
	}
}

// TestBrokenOff: a report that ends after any call is well-formed.
func TestBrokenOff(t *testing.T) {
	schema := compiled(t)
	s := storySample()
	for calls := range 4 {
		var buf bytes.Buffer
		w, err := NewWriter(&buf, JSON, Options{})
		if err != nil {
			t.Fatal(err)
		}
		steps := []func() error{
			func() error { return w.Run(s.run) },
			func() error { return w.Group(&s.groups[0]) },
			func() error { return w.Problem(s.problems[0]) },
			func() error { return w.Group(&s.groups[1]) },
		}
		for _, step := range steps[:calls+1] {
			if err := step(); err != nil {
				t.Fatal(err)
			}
		}
		for range 2 { // a second Close does nothing
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
		}
		validate(t, schema, buf.Bytes())
	}
}

var errFull = errors.New("no space left on device")

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

// TestWriteErrors: every format tells of a failed write.
func TestWriteErrors(t *testing.T) {
	s := storySample()
	for _, f := range Formats() {
		w, err := NewWriter(fullDisk{}, f, Options{})
		if err != nil {
			t.Fatal(err)
		}
		w.Run(s.run) // some formats write here, the others with the group
		if err := w.Group(&s.groups[0]); !errors.Is(err, errFull) {
			t.Errorf("%s: Group gives %v, want %v", f, err, errFull)
		}
	}
	for _, f := range []Format{TSV, CSV} {
		if _, err := NewPairWriter(fullDisk{}, f); !errors.Is(err, errFull) {
			t.Errorf("pairs %s: %v", f, err)
		}
	}
	w, _ := NewPairWriter(fullDisk{}, JSONL)
	if err := w.Pair(Pair{}); !errors.Is(err, errFull) {
		t.Errorf("pairs jsonl: %v", err)
	}
}

// BenchmarkGroup writes one group of 6 clips, the first of storySample.
func BenchmarkGroup(b *testing.B) {
	s := storySample()
	for _, f := range Formats() {
		b.Run("format="+string(f), func(b *testing.B) {
			var n counter
			w, err := NewWriter(&n, f, Options{})
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if err := w.Group(&s.groups[0]); err != nil {
					b.Fatal(err)
				}
			}
			b.SetBytes(int64(n) / int64(b.N))
		})
	}
}

type counter int

func (c *counter) Write(p []byte) (int, error) { *c += counter(len(p)); return len(p), nil }
