package story

import (
	"math/rand/v2"
	"testing"

	"newsdup/internal/spill"
)

// TestSweep compares the cosines of a sweep, with little room and with much, of
// rows of which none, some or all are in a file, with those taken one by one.
func TestSweep(t *testing.T) {
	docs := newGenerator(3).folder(1, 200, 1, 2, 4, 6).docs
	docs = append(docs, newGenerator(4).doc(newGenerator(5).words(awayPiece+10)), Doc{})
	all := make([]int32, len(docs))
	for i := range all {
		all[i] = int32(i)
	}
	build := func(hold int64) *space {
		var c Corpus
		if hold > 0 {
			if err := c.Spill(spill.New(t.TempDir(), 0)); err != nil {
				t.Fatal(err)
			}
		}
		for _, d := range docs {
			if err := c.Add(d); err != nil {
				t.Fatal(err)
			}
		}
		s, err := c.space(all, nil, nil, nil, testBackground(), hold)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	plain := build(0)
	dense := make([]float32, len(plain.df))
	r := rand.New(rand.NewPCG(1, 1))
	for _, hold := range []int64{0, 1, 50_000} {
		s := build(hold)
		for _, room := range []int{1, 5000, sweptEntries} {
			w := newSweep(s, room)
			for range 2 { // the scratch serves again
				var want []float64
				var asked [][2]int32
				for i := range int32(len(docs)) {
					for range r.IntN(9) {
						asked = append(asked, [2]int32{i, r.Int32N(int32(len(docs)))})
					}
				}
				w.begin(make([]float64, len(asked)))
				for place, a := range asked {
					w.ask(a[0], a[1], place)
					cos := make([]float64, 1)
					scatter(dense, plain.held[a[0]])
					gatherAll(dense, [][]entry{plain.held[a[1]]}, cos)
					unscatter(dense, plain.held[a[0]])
					want = append(want, cos[0])
				}
				w.take()
				for place, a := range asked {
					if w.cos[place] != want[place] {
						t.Fatalf("hold %d, room %d: docs %v have %v, want %v", hold, room, a, w.cos[place], want[place])
					}
				}
			}
		}
		if err := s.close(); err != nil {
			t.Error(err)
		}
	}
}
