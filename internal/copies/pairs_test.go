package copies

import (
	"context"
	"math/rand/v2"
	"testing"

	"newsdup/internal/clip"
	"newsdup/internal/join"
	"newsdup/internal/shingle"
)

// TestPairs: what Find gives of a pair, to whoever walks or asks, is what Judge says of it.
func TestPairs(t *testing.T) {
	related := map[clip.Relation]int{}
	for seed := range uint64(15) {
		sets := family(rand.New(rand.NewPCG(seed, 3)), 60)
		f, err := joinAndFind(context.Background(), sets, nil, Thresholds{Near: .3}, 2)
		if err != nil {
			t.Fatal(err)
		}
		last := Pair{A: -1}
		for p := range f.Pairs.All() {
			if p.A < last.A || p.A == last.A && p.B <= last.B {
				t.Errorf("%+v behind %+v", p, last)
			}
			shared := int32(shingle.Overlap(sets[p.A].Hashes, sets[p.B].Hashes))
			if want := Judge(join.Pair{A: p.A, B: p.B, Overlap: shared}, sets[p.A], sets[p.B], Thresholds{Near: .3}); p != want {
				t.Errorf("got %+v, want %+v", p, want)
			}
			if got, ok := f.Pairs.Of(p.A, p.B); !ok || got != p {
				t.Errorf("asked for %+v: %+v, %t", p, got, ok)
			}
			if got, ok := f.Pairs.Of(p.B, p.A); ok {
				t.Errorf("B before A: %+v", got)
			}
			last = p
			related[p.Relation]++
		}
	}
	if related[clip.Near] == 0 || related[clip.Contains] == 0 || related[clip.Form] == 0 {
		t.Errorf("tried %v", related)
	}
}
