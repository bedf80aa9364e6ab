package story

// Two halves of one story.
//
// Reports of one event may fall into two clusters, the first news and what was told
// the day after, whose score is just below the threshold. Of the pairs of clusters with
// .03 to .04 two in three are not one story. Three signs that are not in the score tell the
// right ones: that both are about the same days, that they say what happened in the same
// words, and that no other cluster is near.
//
//	days    mean over the pairs of a clip of A and one of B: 1 if both are about
//	        some weekday or month and about one in common, -1 if about none in
//	        common, else 0
//	words   mean over these pairs of the idf of the plain words that both are about
//	lead    mean link of A and B, less the highest mean link of one of the two to
//	        another cluster, 0 without any
//
//	A and B merge if their score is .03 to .038, each is the other's nearest, and
//
//	4 days + ln(1 + words) + 65 min(lead, .06) >= 6
//
// once all merges of .038 are made, by the clusters that stand then. Nearest is by mean
// link, among those to which an edge of .038 leads. A clip is about a plain word if its term
// frequency is at least that of a word said once, at position 40, and about a day if it is
// that of one at position 60: what it says early, or again and again. Far from all others a
// lead says no more than that, so it counts up to .06.
//
// Two clusters that are each other's nearest are so whatever the order, and each is in
// at most one such merge: nothing chains. Merges by score go on behind them, down to the
// threshold. So all merges are one sequence, the threshold says where it ends, and a
// higher one still only refines; above .038 there are none of these. What speaks against
// a merge (number.go, Options.Apart and Window) does so here. Two clips alone are never
// asked about: with an edge of .038 they have merged.
//
// Example: five reports of Tuesday's raid on a depot, and three of the arrests that
// followed, mean link .035; all but one name Tuesday, days = .6. They share "raid",
// "depot", "masked" in most pairs, words = 11; the next cluster has .015 with the five:
// lead .020. 2.4 + 2.5 + 1.3 = 6.2: one story. A raid on another depot, with .033: on
// Friday, words = 9; -2.4 + 2.3 + 65 x .018: two.
//
// What it gives, and how the numbers were chosen, is in experiments_merges.go.
//
// Rejected: the score among the signs (its weight is next to 0); the lowest link (basil
// loses); merges one after the other, with leads taken anew, which chain; the first 40
// words marked as such, no better than their term frequency; edges from .03 on (one right
// merge more in all sets).

import (
	"cmp"
	"math"
	"slices"

	"newsdup/internal/shingle"
	"newsdup/internal/word"
)

const (
	halvesFrom     = 0.03 // score; up to DefaultThreshold
	halvesDays     = 4
	halvesLead     = 65
	halvesFar      = 0.06 // the lead that counts at most
	halvesEvidence = 6

	salientPlain    = 40 // position of a plain word
	salientCalendar = 60 // and of a weekday or month, from where once is enough
)

// salient is the term frequency from which a clip is about a feature of the kind.
func (k kind) salient() float32 {
	switch k {
	case plain:
		return shingle.TF(salientPlain, 0)
	case calendar:
		return shingle.TF(salientCalendar, word.Calendar)
	}
	return math.MaxFloat32
}

// marks are a bit for each entry of rows: some 40 bytes a row.
type marks struct {
	bits sequence[uint64]
	next []uint64 // of the row under way
}

// newMarks has room for n rows, in some parts, those of away if that is not nil.
func newMarks(away *away, n int, parts []part) marks {
	return marks{bits: newSequence[uint64](away, n, parts)}
}

// begin gives the bits, all 0, of the next row, of at most n entries.
func (m *marks) begin(n int) []uint64 {
	n = (n + 63) / 64
	m.next = slices.Grow(m.next[:0], n)[:n]
	clear(m.next)
	return m.next
}

// end keeps the bits of row i, of n entries.
func (m *marks) end(i, n int) { m.bits.put(i, m.next[:(n+63)/64]) }

// of gives the bits of row i.
func (m *marks) of(i int32) marked {
	var buf []uint64
	return m.bits.of(int(i), &buf)
}

// marked is the bits of a row; none are set after an error of the file.
type marked []uint64

func (m marked) has(k int) bool { return k>>6 < len(m) && m[k>>6]>>(k&63)&1 != 0 }

// Halves is the second decision on two clusters that are each other's nearest.
type Halves struct {
	Score             float64 // in [.03, .038)
	Days, Words, Lead float64
	Joined            bool
}

// Evidence is what has to be Least.
func (h *Halves) Evidence() float64 {
	return halvesDays*h.Days + math.Log1p(h.Words) + halvesLead*min(h.Lead, halvesFar)
}

// Least is the evidence that it takes.
func (h *Halves) Least() float64 { return halvesEvidence }

// nearest is the cluster of the highest mean link, that link and the next one.
type nearest struct {
	node       int32
	best, next float64
}

func (n *nearest) meet(node int32, mean float64) {
	switch {
	case mean > n.best:
		n.node, n.best, n.next = node, mean, n.best
	case mean > n.next:
		n.next = mean
	}
}

// joinHalves merges, of the clusters of a component that stand, those that are halves of one story.
func (r *merger) joinHalves() {
	var pairs []choice
	for _, e := range r.edges {
		if e.link < DefaultThreshold {
			continue
		}
		if a, b := r.root(r.node[e.a]), r.root(r.node[e.b]); a != b {
			pairs = append(pairs, choice{a: min(a, b), b: max(a, b)})
		}
	}
	if len(pairs) == 0 {
		return
	}
	slices.SortFunc(pairs, func(x, y choice) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) })
	pairs = slices.Compact(pairs)
	near := make([]nearest, len(r.nodes))
	for k := range pairs {
		p := &pairs[k]
		ties := r.nodes[p.a].ties
		t := slices.IndexFunc(ties, func(t tie) bool { return t.node == p.b })
		if t < 0 { // outside the window
			continue
		}
		p.sum = ties[t].sum
		mean := p.sum / (float64(r.nodes[p.a].size) * float64(r.nodes[p.b].size))
		near[p.a].meet(p.b, mean)
		near[p.b].meet(p.a, mean)
	}
	pairs = slices.DeleteFunc(pairs, func(p choice) bool { return !r.uncertain(&p, near) })
	if len(pairs) == 0 {
		return
	}
	clips := map[int32][]int32{}
	for _, p := range pairs {
		clips[p.a], clips[p.b] = nil, nil
	}
	for k, doc := range r.docs {
		if root := r.root(int32(k)); near[root].best > 0 {
			if list, ok := clips[root]; ok {
				clips[root] = append(list, doc)
			}
		}
	}
	for _, p := range pairs {
		h := r.halves(clips[p.a], clips[p.b])
		h.Score = score(&r.nodes[p.a], &r.nodes[p.b], p.sum)
		h.Lead = near[p.a].best - max(near[p.a].next, near[p.b].next)
		h.Joined = units(h.Evidence()) >= units(halvesEvidence)
		if r.told != nil {
			r.told(clips[p.a], clips[p.b], h)
		}
		if h.Joined {
			r.join(p)
		}
	}
}

// uncertain reports whether the second decision is asked about two clusters.
func (r *merger) uncertain(p *choice, near []nearest) bool {
	a, b := &r.nodes[p.a], &r.nodes[p.b]
	x, y := &near[p.a], &near[p.b]
	return x.node == p.b && y.node == p.a && x.best > 0 && // each other's nearest,
		units(x.best) > units(x.next) && units(y.best) > units(y.next) && // and nobody else's
		units(score(a, b, p.sum)) >= units(halvesFrom) &&
		!r.parted(p.a, p.b) && !r.conflict(p.a, p.b)
}

// halves is the signs that are in the words of two clusters, given by their docs.
func (r *merger) halves(a, b []int32) (h Halves) {
	days := func(docs []int32) (of [][]uint32) {
		for _, doc := range docs {
			var list []uint32
			marked := r.salient.of(doc)
			for k, e := range r.row(int(doc), &r.buf) {
				if r.kind[e.col] == calendar && marked.has(k) {
					list = append(list, e.col)
				}
			}
			of = append(of, list)
		}
		return of
	}
	words := func(docs []int32, do func(col uint32)) {
		for _, doc := range docs {
			marked := r.salient.of(doc)
			for k, e := range r.row(int(doc), &r.buf) {
				if r.kind[e.col] == plain && marked.has(k) {
					do(e.col)
				}
			}
		}
	}
	in := days(b)
	for _, x := range days(a) {
		for _, y := range in {
			switch {
			case len(x) == 0 || len(y) == 0:
			case slices.ContainsFunc(x, func(col uint32) bool { return slices.Contains(y, col) }):
				h.Days++
			default:
				h.Days--
			}
		}
	}
	words(a, func(col uint32) { r.dense[col]++ })
	words(b, func(col uint32) { h.Words -= r.dense[col] * math.Log(float64(r.often[col])) })
	words(a, func(col uint32) { r.dense[col] = 0 })
	n := float64(len(a) * len(b))
	h.Days /= n
	h.Words /= n
	return h
}
