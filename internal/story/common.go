package story

import (
	"cmp"
	"slices"
)

// Common gives the names and the numbers that at least half of some docs have,
// by ID, the heaviest first. It takes docs and variants; of fewer than two it gives none.
func (r *Result) Common(docs []int) (names, numbers []uint64) {
	type sum struct {
		clips  int
		weight float64
	}
	sums := map[uint32]sum{}
	var buf []entry
	for _, doc := range docs {
		for _, e := range r.space.row(doc, &buf) {
			if r.space.named[e.col] || r.space.kind[e.col] == number {
				s := sums[e.col]
				sums[e.col] = sum{s.clips + 1, s.weight + float64(e.val)}
			}
		}
	}
	var columns []uint32
	for c, s := range sums {
		if s.clips >= 2 && 2*s.clips >= len(docs) {
			columns = append(columns, c)
		}
	}
	slices.SortFunc(columns, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(units(sums[b].weight), units(sums[a].weight)), cmp.Compare(r.space.id[a], r.space.id[b]))
	})
	for _, c := range columns {
		if r.space.kind[c] == number {
			numbers = append(numbers, r.space.id[c])
		} else {
			names = append(names, r.space.id[c])
		}
	}
	return names, numbers
}
