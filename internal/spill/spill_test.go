package spill

import (
	"cmp"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
)

// read gives all values of a stream.
func read[T any](t *testing.T, s *Streams[T], i int) (all []T) {
	t.Helper()
	for r := s.NewReader(i); ; {
		values, err := r.Next()
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, values...)
	}
}

// TestStreams compares streams of two types in one store with slices, for
// limits at which nothing, some and all goes to the file.
func TestStreams(t *testing.T) {
	type pair struct {
		a uint32
		b float32
	}
	for _, limit := range []int64{0, 100, 5000, 1 << 20} {
		dir := t.TempDir()
		store := New(dir, limit)
		words, pairs := NewStreams[uint64](store, 5, 16), NewStreams[pair](store, 2, 7)
		wantWords, wantPairs := make([][]uint64, 5), make([][]pair, 2)
		r := rand.New(rand.NewPCG(1, uint64(limit)))
		for range 500 {
			i := r.IntN(4) // one stream stays empty
			values := make([]uint64, r.IntN(40))
			for k := range values {
				values[k] = r.Uint64()
			}
			wantWords[i] = append(wantWords[i], values...)
			p := pair{r.Uint32(), r.Float32()}
			wantPairs[i%2] = append(wantPairs[i%2], p)
			if err := cmp.Or(words.Append(i, values...), pairs.Append(i%2, p)); err != nil {
				t.Fatal(err)
			}
		}
		var buf []uint64
		for range 300 {
			i := r.IntN(4)
			from := r.IntN(len(wantWords[i]))
			n := r.IntN(min(40, len(wantWords[i])-from) + 1)
			for k := range min(n, 5) {
				wantWords[i][from+k] = r.Uint64()
			}
			if err := words.Overwrite(i, int64(from), wantWords[i][from:from+min(n, 5)]); err != nil {
				t.Fatal(err)
			}
			got, err := words.Slice(i, int64(from), n, &buf)
			if want := wantWords[i][from : from+n]; err != nil || !slices.Equal(got, want) {
				t.Fatalf("limit %d: stream %d from %d has %v, want %v, %v", limit, i, from, got, want, err)
			}
		}
		for range 2 { // a stream can be read again
			for i, want := range wantWords {
				if got := read(t, words, i); !slices.Equal(got, want) || words.Len(i) != int64(len(want)) {
					t.Errorf("limit %d: stream %d has %d words, want %d", limit, i, len(got), len(want))
				}
			}
			for i, want := range wantPairs {
				if got := read(t, pairs, i); !slices.Equal(got, want) {
					t.Errorf("limit %d: stream %d has %d pairs, want %d", limit, i, len(got), len(want))
				}
			}
		}
		if (store.Spilled() > 0) != (limit < 1<<20) {
			t.Errorf("limit %d: %d bytes in the file", limit, store.Spilled())
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("limit %d: the file has a name: %v, %v", limit, left, err)
		}
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestNoFolder(t *testing.T) {
	store := New("/nonexistent/folder", 0)
	store.Strict = true
	err := NewStreams[uint64](store, 1, 2).Append(0, 1, 2)
	if err == nil || !strings.Contains(err.Error(), `"/nonexistent/folder"`) || !strings.Contains(err.Error(), "TMPDIR") {
		t.Errorf("got %v", err)
	}
}

// TestLost: once the file of a strict store takes no more, nothing of it is read.
func TestLost(t *testing.T) {
	store := New(t.TempDir(), 0)
	store.Strict = true
	s := NewStreams[uint64](store, 1, 2)
	if err := s.Append(0, 1, 2, 3); err != nil {
		t.Fatal(err)
	}
	readOnly(t, store)
	want := s.Append(0, 4, 5, 6)
	if want == nil {
		t.Fatal("the file could be written")
	}
	var buf []uint64
	_, sliced := s.Slice(0, 4, 2, &buf)
	_, next := s.NewReader(0).Next()
	for what, got := range map[string]error{"append": s.Append(0, 7), "slice": sliced, "next": next, "overwrite": s.Overwrite(0, 4, []uint64{9})} {
		if got != want {
			t.Errorf("%s: got %v, want %v", what, got, want)
		}
	}
}

// TestLarge: no full piece of a large store stays in memory, and a store beside it is as any.
func TestLarge(t *testing.T) {
	large := New(t.TempDir(), 1<<20)
	large.Large = true
	for _, store := range []*Store{large, large.Beside()} {
		s := NewStreams[uint64](store, 1, 4)
		for k := range uint64(9) {
			if err := s.Append(0, k); err != nil {
				t.Fatal(err)
			}
		}
		want := int64(0)
		if store == large {
			want = 64
		}
		if got := read(t, s, 0); len(got) != 9 || store.Spilled() != want {
			t.Errorf("large %t: %d values, %d bytes in the file; want 9 and %d", store.Large, len(got), store.Spilled(), want)
		}
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestStaysInMemory keeps what cannot be written: all where there is no folder, the
// rest where the file takes no more.
func TestStaysInMemory(t *testing.T) {
	const none, first, later = -1, 30, 200 // values written before the file fails
	for _, fails := range []int{none, first, later} {
		dir := t.TempDir()
		if fails == none {
			dir = "/nonexistent/folder"
		}
		store := New(dir, 64)
		s := NewStreams[uint64](store, 2, 4)
		want := make([][]uint64, 2)
		for k := range 400 {
			if k == fails {
				readOnly(t, store)
			}
			want[k%2] = append(want[k%2], uint64(k))
			if err := s.Append(k%2, uint64(k)); err != nil {
				t.Fatal(err)
			}
		}
		for i := range want {
			if got := read(t, s, i); !slices.Equal(got, want[i]) {
				t.Errorf("%d: got %v, want %v", fails, got, want[i])
			}
		}
		if spilled := store.Spilled(); (spilled > 0) != (fails != none) || spilled > 8*max(0, int64(fails)) {
			t.Errorf("%d: %d bytes in the file", fails, spilled)
		}
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	}
}

// readOnly puts a copy that cannot be written in the place of the file.
func readOnly(t *testing.T, s *Store) {
	t.Helper()
	held, err := io.ReadAll(io.NewSectionReader(s.file, 0, s.end))
	if err != nil {
		t.Fatal(err)
	}
	name := t.TempDir() + "/full"
	if err := cmp.Or(os.WriteFile(name, held, 0o600), s.file.Close()); err != nil {
		t.Fatal(err)
	}
	if s.file, err = os.Open(name); err != nil {
		t.Fatal(err)
	}
}
