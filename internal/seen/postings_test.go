package seen

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// TestPostings adds and removes clips whose shingles often share a tag or a
// place, and compares with a map of lists.
func TestPostings(t *testing.T) {
	for _, test := range []struct {
		name string
		tags uint64 // the shingles have
		step uint64 // between them
	}{
		{"shared by most", 40, 1 << 25},
		{"runs of places", 3000, 1},
		{"at the end of the table", 200, 1<<32 - 1},
		{"spread", 50_000, 85_899},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, 2))
			var p postings
			slow := map[uint32][]uint32{} // clips by tag
			var known [][]uint64
			first := uint32(several - 20) // numbers come round
			number := func(i int) uint32 { return (first + uint32(i)) % several }
			for range 400 {
				var hashes []uint64
				for range 1 + r.IntN(80) {
					tag := uint32(r.Uint64N(test.tags) * test.step)
					hashes = append(hashes, uint64(tag)<<32|uint64(r.IntN(2)))
				}
				slices.Sort(hashes)
				hashes = slices.Compact(hashes)

				got, want := map[uint32]int{}, map[uint32]int{}
				p.meet(number(len(known)), hashes, func(doc uint32) { got[doc]++ })
				for _, h := range hashes {
					for _, doc := range slow[tagOf(h)] {
						want[doc]++
					}
				}
				if !reflect.DeepEqual(got, want) {
					t.Fatalf("the clips of %x are %v, want %v", hashes, got, want)
				}

				for _, h := range hashes {
					slow[tagOf(h)] = append(slow[tagOf(h)], number(len(known)))
				}
				if known = append(known, hashes); len(known) > 50 || r.IntN(3) == 0 {
					p.remove(first, known[0])
					for _, h := range known[0] {
						tag := tagOf(h)
						slow[tag] = slow[tag][1:]
					}
					known, first = known[1:], number(1)
				}
			}
			for i, hashes := range known {
				p.remove(number(i), hashes)
			}
			if p.taken != 0 || slices.ContainsFunc(p.places, func(at posting) bool { return at != posting{} }) {
				t.Errorf("an empty table has %d places taken", p.taken)
			}
			unused := 0
			for n := p.free; n != 0; n = p.links[n].next {
				unused++
			}
			if unused != max(0, len(p.links)-1) {
				t.Errorf("%d of %d links are unused", unused, len(p.links)-1)
			}
		})
	}
}
