package story

// Figures of a whole cluster.
//
// Central needs no pairs: the cosines of a clip with all others sum to the dot
// product of its row with the sum of the rows, less its own square.
//
// Cohesion is the lowest cosine of any pair, so it needs them all: m(m-1)/2
// for m clips, one row scattered at a time and the others gathered (.2 us a
// pair). Up to 2,000 clips it is exact. Beyond, only pairs with one of the
// clips least like the cluster's sum are looked at, as many such clips as make
// two million pairs: the lowest pair nearly always has one of them, and the
// figure is a true cosine of the cluster, at most a little above the lowest.

import (
	"cmp"
	"slices"
)

// cohesionPairs bounds the pairs that Cohesion looks at: those of 2,000 clips.
const cohesionPairs = 2_000_000

// Central gives the doc of the cluster whose mean cosine to the others is the
// highest, ties to the lowest index: the one to name the story after. For a
// number that is no label it is that number.
func (r *Result) Central(label int) int {
	docs := r.Members(label)
	if len(docs) < 3 {
		return label
	}
	like := r.likeness(docs)
	best := 0
	for k := range like {
		if units(like[k]) > units(like[best]) {
			best = k
		}
	}
	return int(docs[best])
}

// Cohesion gives the lowest cosine between two docs of the cluster, 1 for a
// cluster of one; for clusters of more than 2,000 docs see above.
func (r *Result) Cohesion(label int) float64 {
	docs := r.Members(label)
	if pairs := len(docs) * (len(docs) - 1) / 2; pairs > cohesionPairs {
		return r.cohesion(r.outliers(docs, max(1, cohesionPairs/len(docs))), docs)
	}
	return r.cohesion(docs, docs)
}

// cohesion is the lowest cosine between one of from and another of docs.
func (r *Result) cohesion(from, docs []int32) float64 {
	scratch := r.scratch.Get().(*[]float64)
	defer r.scratch.Put(scratch)
	dense := *scratch
	lowest := 1.0
	var own, buf []entry
	for k, i := range from {
		others := docs
		if len(from) == len(docs) {
			others = docs[k+1:] // the earlier ones have met i
		}
		row := r.space.row(int(i), &own)
		scatter(dense, row)
		for _, j := range others {
			if j != i {
				lowest = min(lowest, gather(dense, r.space.row(int(j), &buf)))
			}
		}
		unscatter(dense, row)
		if lowest == 0 {
			break // no cosine is lower
		}
	}
	return lowest
}

// outliers gives the k docs that are least like all.
func (r *Result) outliers(docs []int32, k int) []int32 {
	like := r.likeness(docs)
	order := make([]int, len(docs))
	for p := range order {
		order[p] = p
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(units(like[a]), units(like[b])), cmp.Compare(a, b))
	})
	out := make([]int32, k)
	for p := range out {
		out[p] = docs[order[p]]
	}
	return out
}

// likeness gives, for each of the docs, the sum of its cosines with the others.
func (r *Result) likeness(docs []int32) []float64 {
	scratch := r.scratch.Get().(*[]float64)
	defer r.scratch.Put(scratch)
	dense := *scratch
	var buf []entry
	for _, i := range docs {
		for _, e := range r.space.row(int(i), &buf) {
			dense[e.col] += float64(e.val)
		}
	}
	like := make([]float64, len(docs))
	for k, i := range docs {
		row := r.space.row(int(i), &buf)
		own := 0.0
		for _, e := range row {
			own += float64(e.val) * float64(e.val)
		}
		like[k] = gather(dense, row) - own
	}
	for _, i := range docs {
		unscatter(dense, r.space.row(int(i), &buf))
	}
	return like
}
