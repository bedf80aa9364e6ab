package story

import (
	"cmp"
	"slices"
)

// Common gives the names and the numbers that at least half of some docs have,
// by ID, the heaviest first. It takes docs and variants; of fewer than two it gives none.
func (r *Result) Common(docs []int) (names, numbers []uint64) {
	var scratch [2]*[]float64
	for k := range scratch {
		scratch[k] = r.scratch.Get().(*[]float64)
		defer r.scratch.Put(scratch[k])
	}
	weight, clips := *scratch[0], *scratch[1] // by column
	var met []uint32
	var buf []entry
	for _, doc := range docs {
		for _, e := range r.space.row(doc, &buf) {
			if r.space.named[e.col] || r.space.kind[e.col] == number {
				if clips[e.col] == 0 {
					met = append(met, e.col)
				}
				weight[e.col] += float64(e.val)
				clips[e.col]++
			}
		}
	}
	var columns []uint32
	for _, c := range met {
		if clips[c] >= 2 && 2*int(clips[c]) >= len(docs) {
			columns = append(columns, c)
		}
	}
	slices.SortFunc(columns, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(units(weight[b]), units(weight[a])), cmp.Compare(r.space.id[a], r.space.id[b]))
	})
	for _, c := range met {
		weight[c], clips[c] = 0, 0
	}
	for _, c := range columns {
		if r.space.kind[c] == number {
			numbers = append(numbers, r.space.id[c])
		} else {
			names = append(names, r.space.id[c])
		}
	}
	return names, numbers
}
