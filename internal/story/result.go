package story

import (
	"cmp"
	"slices"
	"sync"
)

// Result is a clustering with what explains it. Doc numbers are indices of the
// docs given to Cluster; Cosine and Shared also take those of variants, which
// follow the docs. Its methods may be called from several goroutines.
type Result struct {
	Labels    []int32 // by doc: the smallest doc of its cluster
	Threshold float64 // the one used

	Candidates int // of the docs that may be linked
	Linked     int // of them, those at the threshold

	space   *space
	dates   []int64 // by doc: see middle
	model   *model
	members []int32   // by label, then doc
	from    []int32   // the docs of label l: members[from[l]:from[l+1]]
	asked   *asked    // nil without Options.Explain
	scratch sync.Pool // of *[]float64 by column, all 0
}

// Term is a feature's part in the cosine of two docs.
type Term struct {
	ID     uint64  // the stem of a word
	Weight float64 // product of its two weights, > 0; the terms of a pair sum to the cosine
}

// Pair explains the link of two docs, a and b in the order they were given:
//
//	Link = ScaleA * ScaleB * (Cosine - FarA - FarB)
type Pair struct {
	Cosine         float64 // [0, 1]
	FarA, FarB     float64 // what each shares with its beat alone, [.04, .12]
	ScaleA, ScaleB float64 // less than 1 in a dense neighbourhood, (0, 1]
	Link           float64 // below 0: they share less than their beats do
}

// Failed is the first error of reading what was spilled (Corpus.Spill): from then on
// what the result says of rows is wrong.
func (r *Result) Failed() error { return r.space.failed() }

// Close frees what was spilled. The result can then be asked nothing but for its labels.
func (r *Result) Close() error {
	if r.asked != nil {
		r.asked.near.found.close()
		r.asked.edges.close()
	}
	return r.space.close()
}

func newResult(s *space, m *model, labels []int32, threshold float64) *Result {
	n := len(labels)
	r := &Result{Labels: labels, Threshold: threshold, space: s, model: m,
		members: make([]int32, n), from: make([]int32, n+1)}
	r.scratch.New = func() any {
		dense := make([]float64, len(s.df))
		return &dense
	}
	for _, l := range labels {
		r.from[l+1]++
	}
	for l := range n {
		r.from[l+1] += r.from[l]
	}
	fill := slices.Clone(r.from)
	for i, l := range labels {
		r.members[fill[l]] = int32(i)
		fill[l]++
	}
	return r
}

// Members gives the docs of the cluster that label names, ascending. It is
// empty for a number that is no label. The caller must not change it.
func (r *Result) Members(label int) []int32 {
	return r.members[r.from[label]:r.from[label+1]]
}

// Cosine is the exact cosine of docs i and j, in [0, 1].
func (r *Result) Cosine(i, j int) float64 {
	if i == j {
		return 1
	}
	sum := 0.0
	r.common(i, j, func(_ uint32, x float64) { sum += x })
	return min(1, sum)
}

// Link is S of docs i and j, the number that the threshold is about.
func (r *Result) Link(i, j int) float64 { return r.Pair(i, j).Link }

// Least is the link that docs i and j must have to be a story by themselves: the
// threshold, and up to .04 more for two long texts.
func (r *Result) Least(i, j int) float64 { return r.space.leastLink(i, j, r.Threshold) }

// Pair explains the link of docs i and j.
func (r *Result) Pair(i, j int) Pair {
	m := r.model
	c := r.Cosine(i, j)
	return Pair{c, m.far[i], m.far[j], m.scale[i], m.scale[j], m.link(i, j, c)}
}

// Shared gives the words that weigh most in the cosine of docs i and j, in text and
// headline, at most n, the heaviest first, ties by ID.
func (r *Result) Shared(i, j, n int) []Term {
	w := words{space: r.space, most: n}
	r.common(i, j, w.add)
	return w.ranked()
}

// words are the heaviest of those that two docs share, at most so many.
type words struct {
	*space
	most  int
	terms []Term
	last  Term // comes again if it is a word of the headline
}

// add adds a part of a column above 0; they come in the order of the IDs.
func (w *words) add(column uint32, part float64) {
	id := w.id[column] - uint64(bit(w.kind[column] == ofHeadline))
	if id != w.last.ID {
		w.put()
		w.last = Term{ID: id}
	}
	w.last.Weight += part
}

// put puts the last word among the heaviest, if it is one of them.
func (w *words) put() {
	if w.last.Weight == 0 {
		return
	}
	k, _ := slices.BinarySearchFunc(w.terms, w.last, func(a, b Term) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.ID, b.ID))
	})
	w.terms = slices.Insert(w.terms, k, w.last)
	w.terms = w.terms[:min(len(w.terms), w.most)]
}

// ranked gives them, the heaviest first.
func (w *words) ranked() []Term {
	w.put()
	return w.terms
}

// common calls f with each feature that docs i and j share, in the order of
// the IDs, and its part in the cosine.
func (r *Result) common(i, j int, f func(column uint32, part float64)) {
	s := r.space
	var bufs [2][]entry
	a, b := s.row(i, &bufs[0]), s.row(j, &bufs[1])
	for p, q := 0, 0; p < len(a) && q < len(b); {
		switch u, v := s.id[a[p].col], s.id[b[q].col]; {
		case u < v:
			p++
		case u > v:
			q++
		default:
			f(a[p].col, float64(a[p].val)*float64(b[q].val))
			p++
			q++
		}
	}
}
