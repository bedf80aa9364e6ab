package story

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"newsdup/internal/spill"
)

// TestSweep compares the cosines of a sweep, in blocks of one doc, of some and of
// all, by one worker and by three, with those taken one by one.
func TestSweep(t *testing.T) {
	docs := newGenerator(3).folder(1, 200, 1, 2, 4, 6).docs
	docs = append(docs, newGenerator(4).doc(newGenerator(5).words(awayPiece+10)), Doc{})
	n := len(docs)
	build := func(room func() int64) *space {
		var c Corpus
		if room != nil {
			if err := c.Spill(spill.New(t.TempDir(), 0)); err != nil {
				t.Fatal(err)
			}
		}
		for _, d := range docs {
			if err := c.Add(d); err != nil {
				t.Fatal(err)
			}
		}
		s, err := c.space(c.counts(c.count(every(docs), nil, room, 2), nil), nil, nil, nil, testBackground(), room)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	plain, s := build(nil), build(roomOf(1))
	defer s.close()
	dense := make([]float32, len(plain.df))
	r := rand.New(rand.NewPCG(1, 1))
	const most = 9
	for _, room := range []int64{1, 30_000, 1 << 30} {
		s.room = roomOf(room)
		for _, workers := range []int{1, 3} {
			met := make([][]int32, n)
			for i := range met {
				for range r.IntN(most + 1) {
					met[i] = append(met[i], r.Int32N(int32(n)))
				}
			}
			w := (&finder{index: &index{space: s}}).newSweep(workers, most)
			for _, h := range w.hands {
				for k := range h.dense {
					h.dense[k] = make([]float32, len(s.df))
				}
			}
			blocks := 0
			err := w.byBlock(every(docs), 8, 16, func() error {
				blocks++
				err := w.take(context.Background(), func(_ *sweeper, i int, out []int32) []int32 { return append(out, met[i]...) })
				for k, i := range w.docs {
					scatter(dense, plain.held[i])
					want := make([]float64, len(met[i]))
					for p, j := range met[i] {
						gatherAll(dense, [][]entry{plain.held[j]}, want[p:p+1])
					}
					unscatter(dense, plain.held[i])
					if got := w.cosines(k); !slices.Equal(got, want) {
						t.Fatalf("room %d, %d workers: doc %d has %v with %v, want %v", room, workers, i, got, met[i], want)
					}
				}
				return err
			})
			if err != nil || s.failed() != nil {
				t.Fatal(err, s.failed())
			}
			if blocks < 1 || (blocks == n) != (room == 1) || (blocks == 1) != (room == 1<<30) {
				t.Errorf("room %d: %d blocks of %d docs", room, blocks, n)
			}
			if i := slices.IndexFunc(w.head, func(first uint32) bool { return first > 0 }); i >= 0 {
				t.Fatalf("room %d: row %d is still asked for", room, i)
			}
		}
	}
}
