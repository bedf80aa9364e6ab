package join

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// corpus is n pages of 300 to 800 words from a Zipf vocabulary of 60,000, 30 %
// of them copies of an earlier one with 1 to 15 % of the words edited, each
// with one of 40 footers of 50 words; one page in three quotes one of 3,000
// common phrases. Word 5-grams.
func corpus(n int) [][]uint64 {
	r := rand.New(rand.NewPCG(1, 7))
	z := rand.NewZipf(r, 1.07, 2.7, 60000)
	word := func() uint64 { return element(z.Uint64()) }
	run := func(n int) []uint64 {
		ws := make([]uint64, n)
		for i := range ws {
			ws[i] = word()
		}
		return ws
	}
	phrases, footers := make([][]uint64, 3000), make([][]uint64, 40)
	for i := range phrases {
		phrases[i] = run(6 + r.IntN(9))
	}
	for i := range footers {
		footers[i] = run(50)
	}
	texts, sets := make([][]uint64, n), make([][]uint64, n)
	for i := range sets {
		if i > 0 && r.Float64() < 0.3 {
			rate := 0.01 + 0.14*r.Float64()
			for _, w := range texts[r.IntN(i)] {
				if r.Float64() < rate {
					w = word()
				}
				texts[i] = append(texts[i], w)
			}
		} else {
			for range 3 {
				texts[i] = append(append(texts[i], run(100+r.IntN(167))...), phrases[r.IntN(len(phrases))]...)
			}
		}
		page := append(slices.Clone(texts[i]), footers[r.IntN(len(footers))]...)
		for k := 0; k+5 <= len(page); k++ {
			var h uint64
			for _, w := range page[k : k+5] {
				h = h*0x9e3779b97f4a7c15 + w
			}
			sets[i] = append(sets[i], element(h))
		}
		sets[i] = ascending(sets[i])
	}
	return sets
}

func BenchmarkPairs(b *testing.B) {
	sets := corpus(10000)
	for _, o := range []Options{
		{Jaccard: 0.7},
		{Jaccard: 0.5},
		{Jaccard: 0.5, Containment: 0.55, Small: 40, SmallJaccard: 0.9},
		{Jaccard: 0.3},
		{Jaccard: 0.2},
	} {
		o.Workers = 1
		b.Run(fmt.Sprintf("docs=10k/jaccard=%g/containment=%g", o.Jaccard, o.Containment), func(b *testing.B) {
			b.ReportAllocs()
			var s Stats
			n := 0
			for b.Loop() {
				n = 0
				s, _ = findPairs(context.Background(), sets, o, func(Pair) error { n++; return nil })
			}
			b.ReportMetric(float64(n), "pairs")
			b.ReportMetric(float64(s.Kept), "kept")
			b.ReportMetric(float64(s.Lookups), "lookups")
			b.ReportMetric(float64(s.Merges), "merges")
		})
	}
}
