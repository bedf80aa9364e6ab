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
	s := NewStreams[uint64](New("/nonexistent/folder", 0), 1, 2)
	err := s.Append(0, 1, 2)
	if err == nil || !strings.Contains(err.Error(), `"/nonexistent/folder"`) || !strings.Contains(err.Error(), "TMPDIR") {
		t.Errorf("got %v", err)
	}
}
