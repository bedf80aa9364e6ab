package story

// Why two docs are in one story or in two.
//
// Between says what stands between two clusters as they are: the figures of
// merge.go and the vetoes. Meet says how far the answer is from the other one:
// the highest threshold at which both docs are in one story. A threshold that is
// raised only refines the stories, so it is found by halving, from that of the run
// on, and each step is a whole run of merge over the same cosines. A clip that
// follows (follow.go) may go to another story when the threshold is raised: of it
// Meet gives one at which the two part, on the side that the run says.
//
// Halves gives the second decision on two clusters (halves.go), by merging the component
// they are in once more.
//
// Example: threshold .04, A and B apart, their link .05, but in clusters whose
// mean link is .031. Meet merges at .01 (together), .025 (together), .032 (apart),
// .028, .03, .031 (together) and answers .031: six merges, no new cosine.
//
// Rejected: noting the score of each merge and going on below the threshold.
// Edges below it tie clusters that a run at the threshold never looks at, so
// its stories could differ from the ones to be explained.

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// asked is what a clustering keeps for Options.Explain.
type asked struct {
	near  *near
	edges *edges
	dates *dates
	apart [][2]int32
}

// Link is a pair of docs, A < B, whose link reaches the threshold.
type Link struct {
	A, B int32
	Link float64
}

// Links gives the links that merging went by, in order of (A, B). It needs
// Options.Explain.
func (r *Result) Links() []Link {
	links := make([]Link, 0, r.asked.edges.n)
	r.asked.edges.all(func(e edge) { links = append(links, Link{e.a, e.b, e.link}) })
	slices.SortFunc(links, func(x, y Link) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	return links
}

// Meet searches the thresholds .01, .011 .. 1.
const (
	meetLowest = 10 // in steps
	meetSteps  = 1000
)

// Meet gives the highest threshold, in thousandths, at which docs i and j are
// in one story; ok is false when none from .01 on puts them into one. It needs
// Options.Explain. The error is that of ctx.
func (r *Result) Meet(ctx context.Context, i, j int) (threshold float64, ok bool, err error) {
	together := func(step int) bool {
		if err != nil {
			return false
		}
		t := float64(step) / meetSteps
		edges := r.model.edges(r.asked.near, t)
		defer edges.close()
		var labels []int32
		labels, err = label(ctx, r.space, r.model, edges, r.asked.apart, r.asked.dates, t, 1)
		return err == nil && labels[i] == labels[j]
	}
	low, high := meetLowest, meetSteps+1 // together at low, not at high
	switch asked := r.Threshold * meetSteps; {
	case r.Labels[i] != r.Labels[j]:
		high = int(math.Ceil(asked))
	case int(asked) > low:
		low = int(asked)
	}
	if low == meetLowest && !together(low) {
		return 0, false, err
	}
	for high-low > 1 && err == nil {
		if mid := (low + high) / 2; together(mid) {
			low = mid
		} else {
			high = mid
		}
	}
	return float64(low) / meetSteps, true, err
}

// Halves gives the second decision on the clusters that docs i and j were in when all
// merges of DefaultThreshold were made; ok is false when there was none. It needs Options.Explain.
// The error is that of ctx.
func (r *Result) Halves(ctx context.Context, i, j int) (h Halves, ok bool, err error) {
	if r.Threshold > DefaultThreshold || r.space.follows(i) || r.space.follows(j) {
		return Halves{}, false, nil
	}
	edges := r.space.byFollowing(r.asked.edges)
	if edges != r.asked.edges {
		defer edges.close()
	}
	m := newMerger(r.space, r.model, r.asked.dates, r.Threshold)
	m.told = func(a, b []int32, told Halves) {
		for range 2 {
			if slices.Contains(a, int32(i)) && slices.Contains(b, int32(j)) {
				h, ok = told, true
			}
			a, b = b, a
		}
	}
	for _, c := range components(r.space.docs(), edges, r.asked.apart) {
		if slices.Contains(c.docs, int32(i)) && slices.Contains(c.docs, int32(j)) {
			m.begin(&c, edges)
			m.mergeTo(ctx, DefaultThreshold)
			m.joinHalves()
			m.parking.clear()
		}
	}
	return h, ok, ctx.Err()
}

// Between is what stands between two clusters.
type Between struct {
	SizeA, SizeB   int
	Mean           float64 // link between a doc of the one and a doc of the other, mean of all pairs
	InnerA, InnerB float64 // mean link inside; 0 for a doc alone
	Score          float64 // Mean with contrast: the number that the threshold is about
	Window         bool    // together they would span more than Options.Window
	Apart          bool    // they hold a pair of Options.Apart
	Few            bool    // one is a clip of few words that shares too few of them
	Numbers        bool    // their numbers, their days or their plain words are in conflict
}

// Between judges the clusters of two labels. It needs Options.Explain.
func (r *Result) Between(a, b int32) Between {
	m := &merger{space: r.space, model: r.model, dates: r.asked.dates, dense: make([]float64, len(r.space.df))}
	for _, label := range [2]int32{a, b} {
		m.nodes = append(m.nodes, m.sum(r.Members(int(label))))
	}
	x, y := &m.nodes[0], &m.nodes[1]
	for _, e := range m.vector(x) {
		m.dense[e.col] = e.val
	}
	sum := -x.h*y.g - x.g*y.h
	for _, e := range m.vector(y) {
		sum += m.dense[e.col] * e.val
	}
	clear(m.dense)
	return Between{
		SizeA: x.size, SizeB: y.size,
		Mean:   sum / (float64(x.size) * float64(y.size)),
		InnerA: x.meanInner(), InnerB: y.meanInner(),
		Score:   score(x, y, sum),
		Window:  !m.dates.fits(x.span.join(y.span)),
		Few:     r.few(a, b) || r.few(b, a),
		Numbers: m.conflict(0, 1),
		Apart: slices.ContainsFunc(r.asked.apart, func(p [2]int32) bool {
			l, k := r.Labels[p[0]], r.Labels[p[1]]
			return l == a && k == b || l == b && k == a
		}),
	}
}

// few reports whether the cluster of label a is a clip that strip would take out of one with b's.
func (r *Result) few(a, b int32) bool {
	if len(r.Members(int(a))) > 1 || !r.space.isFew(a) {
		return false
	}
	var shared uint32
	others := r.Members(int(b))
	for _, doc := range others {
		if r.Link(int(a), int(doc)) >= r.Threshold {
			shared |= r.space.shared(int(a), int(doc))
		}
	}
	return !r.space.enough(a, shared, int32(1+len(others)))
}

// sum makes a cluster of docs, with its vector whatever its size.
func (r *merger) sum(docs []int32) cluster {
	first := r.dates.of(int(docs[0]))
	c := cluster{size: len(docs), span: first}
	self := 0.0 // the part of g x . g x - 2 G H that a doc has with itself
	for _, doc := range docs {
		g, f := r.scale[doc], r.far[doc]
		for _, e := range r.row(int(doc), &r.buf) {
			x := g * float64(e.val)
			r.dense[e.col] += x
			self += x * x
		}
		self -= 2 * g * g * f
		c.g += g
		c.h += g * f
		c.own.add(r.own(int(doc)))
		c.span = c.span.join(r.dates.of(int(doc)))
	}
	square := 0.0
	for col, x := range r.dense {
		if x != 0 {
			c.vector = append(c.vector, sumEntry{uint32(col), x})
			square += x * x
			r.dense[col] = 0
		}
	}
	c.inner = (square - 2*c.g*c.h - self) / 2
	return c
}
