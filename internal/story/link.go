package story

// The link of two clips: what they share beyond what each shares with its beat.
//
//	x_i  = mean of the 21st..50th best cosine of clip i, one that was not found being 0,
//	       and one that the folder is too small for as in small.go
//	f_i  = x_i within [.04, .12]; falling back to .04 where x_i is .15 to .20,
//	       or .12 and more and .75 to .85 of the mean of the 10 best
//	E_ij = C_ij - f_i - f_j
//	r_i  = mean of max(E, 0) over the 3 best of clip i with a cosine above .11
//	       (near.go), a missing one being 0
//	g_i  = (.15 / max(.15, r_i))^.35
//	S_ij = g_i g_j E_ij
//
// Clips of one beat are all alike, so the cosine alone merges two quakes. The
// far background f is how alike a clip is to clips which are surely not of its
// event. The local scale g turns dense neighbourhoods down, where two events
// of one long affair have the links that one event has elsewhere.
//
// Example: two reports of one quake with C = .30 in a folder of quakes where
// f = .08: E = .14, r = .16, g = .978, S = .134, far above .038. A report of
// another quake with C = .17: E = .01, S = .0096: no story. In a mixed folder
// (f = .04) the same .17 would give .087: there, it would be one.
//
// The ranks 21-50 are the beat as long as the event has fewer clips. From .15
// on, the mean is what clips of one event have in common, not clips of one
// beat: a large story fills the ranks with itself, nothing is known of its
// beat, and f goes back to its least value; held, it would break stories of
// 300 to pieces. (In labelled stories of 12 to 19 clips, ranks scaled up to a
// story of 100, the median is .36; in a mixed folder two clips in a hundred
// have more than .17.)
//
// A story of a tenth of its folder and more has lower cosines, as its own words
// are common there. It is told by its ranks being flat: 21-50 have .9 of the
// mean of 1-10 in such stories, .2 to .6 in the beats of labelled sets, where
// the first ranks are of an event and the others are not. Ranks are as flat in
// a folder without any story; but there they are no higher than the cosine of
// any two clips, of which x_i must be three times the median.
//
// A folder of less than 51 clips has not all of these ranks; what a missing one counts is
// in small.go.
//
// Rejected: the cosine with a higher threshold (no one threshold holds from a
// mixed folder to a folder of one beat: .821 and .857 where this gives .883
// and .900); neighbours shared in place of neighbours' strength; dropping
// the scale (-.03 together with the contrast of merge.go).
//
// S is separable: with the vector g_i x_i and the scalars G = g_i, H = g_i f_i
//
//	S_ij = (g_i x_i).(g_j x_j) - H_i G_j - G_i H_j
//
// and sums of S between two sets of clips follow from the sums of their
// vectors and scalars. Evidence on single pairs (dates, numbers, persons) is
// not separable, but it is sparse: it belongs on the edges, as a term added
// to edge.sum, which merge carries along.

import (
	"cmp"
	"math"
	"slices"
)

const (
	farFirst = 20   // the far background is the mean of the cosines ranked farFirst+1 ..
	farLast  = 50   // .. farLast
	farMin   = 0.04 // at least this (.02 to .045 alike),
	farMax   = 0.12 // and at most this (up to .15 makes no difference);
	farTurn  = 0.15 // from here the ranks begin to be of the clip's own story,
	farOwn   = 0.20 // and here they surely are
)

const (
	flatBest  = 10   // from farMax on the ranks may be flat: against the mean of so many best
	flatTurn  = 0.75 // they begin to be of the clip's own story,
	flatOwn   = 0.85 // and here they surely are,
	flatLevel = 3    // if they are so many times as high as cosines of any two clips
)

const (
	scaleNear = 3    // the local scale looks at so many best excesses,
	scaleFrom = 0.15 // leaves a mean up to here alone
	scalePow  = 0.35 // and flattens a higher one by this power
)

// farBackground is f of the cosines of one clip, those above 0, with so many others, in a
// folder in which any two clips have a cosine of level. It takes the bits of the cosines,
// which sort like them, and reorders them.
func farBackground(cos []uint64, others int, level float64) float64 {
	lack := farLack(cos, others)
	x, near := farRanks(cos)
	x += lack
	own := min(1, max(0, (x-farTurn)/(farOwn-farTurn)))
	if x >= farMax && x >= flatLevel*level {
		best := 0.0
		for _, x := range top(near, flatBest) {
			best += math.Float64frombits(x) / flatBest
		}
		own = max(own, min(1, (x/best-flatTurn)/(flatOwn-flatTurn)))
	}
	return min(farMax, max(farMin, x)) - own*(farMax-farMin)
}

// farRanks gives the mean of the ranks of the far background, and the best cosines.
func farRanks(cos []uint64) (x float64, near []uint64) {
	near = top(cos, farLast)
	sum := 0.0
	for _, x := range near[len(top(near, farFirst)):] {
		sum += math.Float64frombits(x)
	}
	return sum / (farLast - farFirst), near
}

// model holds the two numbers of a clip that make cosines to links.
type model struct {
	far   []float64 // f
	scale []float64 // g, in (0, 1]
}

func newModel(n *near, workers int) *model {
	m := &model{far: n.far, scale: make([]float64, len(n.far))}
	k := min(scaleNear, len(n.far)-1)
	evenly(len(m.scale), workers, func(_, from, to int) {
		var excess []float64
		var buf []neighbour
		for i := from; i < to; i++ {
			excess = excess[:0]
			for _, x := range n.found.of(i, &buf) {
				excess = append(excess, max(0, x.cos-m.far[i]-m.far[x.doc]))
			}
			m.scale[i] = localScale(excess, k)
		}
	})
	return m
}

// localScale is g for the excesses of one clip, k of them counted; it reorders them.
func localScale(excess []float64, k int) float64 {
	slices.Sort(excess)
	sum := 0.0
	for r := range min(k, len(excess)) {
		sum += excess[len(excess)-1-r]
	}
	r := sum / float64(max(1, k))
	return math.Pow(scaleFrom/max(scaleFrom, r), scalePow)
}

// link is S for two clips of that cosine.
func (m *model) link(i, j int, cos float64) float64 {
	return m.scale[i] * m.scale[j] * (cos - m.far[i] - m.far[j])
}

// edge is a pair of clips, a < b, with its link.
type edge struct {
	a, b int32
	link float64
}

// compare orders edges by (a, b).
func (e edge) compare(x edge) int { return cmp.Or(cmp.Compare(e.a, x.a), cmp.Compare(e.b, x.b)) }

// edges gives the pairs with a link of at least threshold.
func (m *model) edges(n *near, threshold float64) *edges {
	edges := newEdges(n.found.away, len(m.scale))
	var list []edge
	var own, other []neighbour
	for i := range m.scale {
		list = list[:0]
		for _, x := range n.found.of(i, &own) {
			e := edge{int32(i), x.doc, m.link(i, int(x.doc), x.cos)}
			if e.link < threshold {
				continue
			}
			if e.a > e.b {
				if lists(n.found.of(int(e.b), &other), e.a) {
					continue
				}
				e.a, e.b = e.b, e.a
			}
			list = append(list, e)
		}
		edges.next(list)
	}
	return edges
}

// lists reports whether doc is one of the neighbours.
func lists(neighbours []neighbour, doc int32) bool {
	_, ok := slices.BinarySearchFunc(neighbours, doc, func(x neighbour, d int32) int { return cmp.Compare(x.doc, d) })
	return ok
}
