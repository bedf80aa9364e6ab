package story

// Average link with contrast, over the edges.
//
//	c(A,B)     = mean link between clips of A and clips of B, all pairs
//	in(A)      = mean link inside A, all pairs
//	score(A,B) = c min(1, .08 / min(in A, in B)), the factor only when both
//	             have two clips or more
//
// Merge the two clusters of the highest score while it reaches the threshold;
// scores are compared after rounding to 1e-12, ties go to the lower numbers (a
// clip's number is its index, a new cluster gets the next free one). The
// factor asks that two clusters which each hold together well are linked well:
// c >= .038 and c >= half of the weaker inner mean. That keeps apart two events
// of one saga, each of them dense. A merge against the evidence of numbers
// (number.go) is not made, nor one that puts a pair of Options.Apart into
// one cluster; both may still merge with others.
//
// All pairs means all, yet none is looked at again. Links are separable
// (link.go), so with the sums over the clips of a cluster a = sum g x, G = sum
// g, H = sum g f
//
//	sum of S between A and B = a.b - H_A G_B - G_A H_B
//
// and sums add up: sum(A+B, C) = sum(A, C) + sum(B, C), of which one or both
// are known from before. A mean of at least T needs one pair of at least T, so
// only clusters joined by an edge can merge: a heap over those is exact, given
// the edges. The score is at most c, so the factor takes nothing from that.
// The heap has one offer a cluster: its best one with a cluster made before it.
// Scores of two clusters stand as long as both live; so when an offer comes to
// nothing the next best behind it is looked for (one of all pairs would be half
// of the time of a story of thousands, whose clusters all touch).
//
// Example: A = {1,2} with S = .20, clip 3 with S(1,3) = .06, S(2,3) = .01:
// c = .035, below .038: 3 stays alone although its edge to 1 is above. Single
// link would have chained it.
//
// Clips that no chain of edges ties come to nothing together, so each connected
// component is merged by itself: the vectors of all clusters under way would be
// half of what a large run holds.
//
// Rejected: single link (chains), complete link and WPGMA (-.01 to -.02),
// Louvain, label propagation, star clusters; a
// map for each cluster's vector (10 times slower than a slice); computing
// the sum anew for each neighbour after each merge (twice the dot products).

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// innerFrom is the inner mean from which contrast begins.
const innerFrom = 0.08

// tie is an adjacent cluster, with the sum of S over all pairs between.
type tie struct {
	node int32
	sum  float64
}

// cluster is a node of the forest of merges. Nodes below len(docs) are the clips,
// in order; a merge adds one.
type cluster struct {
	vector []sumEntry // sum of g x, in no useful order; nil for a clip alone, whose row serves, without ties, and when parked
	g, h   float64    // sums of g and of g f
	inner  float64    // sum of S over the pairs inside
	own    byKind     // sum over its clips of the squares of g x
	size   int
	span   span
	ties   []tie   // may name dead nodes
	apart  []int32 // nodes of clips that no clip of this one may be with
	at     stretch // of a parked vector
	parked bool    // its vector is in a file (parked.go)
	wanted bool    // since the hand passed
	dead   bool    // merged into another
}

// meanInner is in(A), 0 for a clip alone.
func (c *cluster) meanInner() float64 {
	if c.size < 2 {
		return 0
	}
	return c.inner / (float64(c.size) * float64(c.size-1) / 2)
}

// score of two clusters with that sum of S between them.
func score(a, b *cluster, sum float64) float64 {
	c := sum / (float64(a.size) * float64(b.size))
	return c * min(1, innerFrom/max(innerFrom, min(a.meanInner(), b.meanInner())))
}

// merger is the state of one worker, and of the component under way.
type merger struct {
	*space
	*model
	dates     *dates
	threshold float64
	docs      []int32 // the clips of the component, ascending, by node
	edges     []edge  // of the component, by (a, b)
	node      []int32 // of each clip of the component
	nodes     []cluster
	into      []int32 // the node that one was merged into, or -1
	heap      heap
	dense     []float64 // by column; 0 between uses
	at        []uint32  // by column; 0 between uses
	mark      []int32   // by node; 0 between uses
	around    []joint
	short     []sumEntry
	parking   parking
	buf       []entry                      // for a row
	told      func(a, b []int32, h Halves) // of each second decision on two clusters, given by their docs; nil: nobody asks
}

// merge gives the label of each doc: the smallest doc of its cluster. The
// components of most edges come first, so that no worker is left with one.
func merge(ctx context.Context, s *space, m *model, edges *edges, apart [][2]int32, d *dates, threshold float64, workers int) ([]int32, error) {
	labels := make([]int32, s.docs())
	for i := range labels {
		labels[i] = int32(i)
	}
	list := components(s.docs(), edges, apart)
	if err := s.failed(); err != nil { // edges may lead out of a component
		return nil, err
	}
	slices.SortStableFunc(list, func(a, b component) int { return cmp.Compare(b.edges, a.edges) })
	err := inTurn(ctx, len(list), workers, func() func(k int) {
		r := newMerger(s, m, d, threshold)
		return func(k int) {
			r.begin(&list[k], edges)
			r.mergeTo(ctx, max(threshold, DefaultThreshold))
			if threshold <= DefaultThreshold {
				r.joinHalves()
				r.mergeTo(ctx, threshold)
			}
			r.label(labels)
			r.parking.clear()
		}
	})
	return labels, err
}

func newMerger(s *space, m *model, d *dates, threshold float64) *merger {
	return &merger{space: s, model: m, dates: d, threshold: threshold, parking: newParking(s),
		dense: make([]float64, len(s.df)), at: make([]uint32, len(s.df)), node: make([]int32, s.docs())}
}

// mergeTo makes the merges of a score of at least so much.
func (r *merger) mergeTo(ctx context.Context, threshold float64) {
	least := units(threshold)
	for n := 1; r.step(least) && (n%1024 > 0 || ctx.Err() == nil); n++ {
	}
}

// step takes the best offer, and reports whether there was one of at least so many units.
func (r *merger) step(least int64) bool {
	if len(r.heap) == 0 || r.heap[0].score < least {
		return false
	}
	switch c := r.heap.pop(); {
	case r.nodes[c.b].dead:
	case r.nodes[c.a].dead || r.parted(c.a, c.b) || r.conflict(c.a, c.b):
		r.offer(c.b, &c)
	default:
		r.join(c)
	}
	return true
}

// begin makes each doc of a component a node.
func (r *merger) begin(c *component, edges *edges) {
	r.docs, r.edges = c.docs, edges.of(c.docs, r.edges)
	n := len(r.docs)
	r.heap = r.heap[:0]
	clear(r.nodes) // vectors of the component before
	r.parking.hand = n
	r.nodes, r.into = slices.Grow(r.nodes[:0], 2*n), slices.Grow(r.into[:0], 2*n)
	r.mark = slices.Grow(r.mark[:0], 2*n)[:2*n]
	clear(r.mark)
	for k, doc := range r.docs {
		g := r.scale[doc]
		r.nodes = append(r.nodes, cluster{g: g, h: g * r.far[doc], own: r.own(int(doc)), size: 1, span: r.dates.of(int(doc))})
		r.into = append(r.into, -1)
		r.node[doc] = int32(k)
	}
	for _, e := range r.edges { // counted where the length will be
		r.mark[r.node[e.a]]++
		r.mark[r.node[e.b]]++
	}
	all := make([]tie, 2*len(r.edges))
	for k := range r.docs {
		degree := r.mark[k]
		r.nodes[k].ties, all, r.mark[k] = all[:0:degree], all[degree:], 0
	}
	for _, e := range r.edges {
		a, b := r.node[e.a], r.node[e.b]
		r.nodes[a].ties = append(r.nodes[a].ties, tie{b, e.link})
		r.nodes[b].ties = append(r.nodes[b].ties, tie{a, e.link})
	}
	for k := range r.docs {
		r.offer(int32(k), nil)
	}
	for _, p := range c.apart {
		a, b := r.node[p[0]], r.node[p[1]]
		r.nodes[a].apart = append(r.nodes[a].apart, b)
		r.nodes[b].apart = append(r.nodes[b].apart, a)
	}
}

// parted reports whether two clusters hold a pair that must not be in one.
func (r *merger) parted(a, b int32) bool {
	if len(r.nodes[a].apart) > len(r.nodes[b].apart) {
		a, b = b, a
	}
	return slices.ContainsFunc(r.nodes[a].apart, func(node int32) bool { return r.root(node) == b })
}

// root is the node that node is part of now. Ways to it are halved as they are
// walked, which labels does not mind.
func (r *merger) root(node int32) int32 {
	for r.into[node] >= 0 {
		if up := r.into[r.into[node]]; up >= 0 {
			r.into[node] = up
		}
		node = r.into[node]
	}
	return node
}

// offer queues the best merge of a node with a lower one, of those behind last if
// that is not nil. So each pair is offered by its higher node, which knew all of
// its lower neighbours when it was made, and a node has one offer at a time.
func (r *merger) offer(node int32, last *choice) {
	c := &r.nodes[node]
	var best choice
	found := false
	for _, t := range c.ties {
		if t.node > node || r.nodes[t.node].dead {
			continue
		}
		x := score(&r.nodes[t.node], c, t.sum)
		if x < r.threshold {
			continue
		}
		next := choice{units(x), t.node, node, t.sum}
		if (last == nil || last.before(next)) && (!found || next.before(best)) {
			best, found = next, true
		}
	}
	if found {
		r.heap.push(best)
	}
}

// joint is a neighbour of a cluster in the making.
type joint struct {
	node       int32
	sumA, sumB float64 // NaN when not known
}

// join merges two clusters and offers the result to the neighbours of both.
func (r *merger) join(c choice) {
	a, b := &r.nodes[c.a], &r.nodes[c.b]
	merged := cluster{
		g: a.g + b.g, h: a.h + b.h, inner: a.inner + b.inner + c.sum, own: a.own,
		size: a.size + b.size, span: a.span.join(b.span),
	}
	merged.own.add(b.own)
	r.meet(c, merged.span)
	r.measure(c.a, func(t *joint) *float64 { return &t.sumA })
	r.measure(c.b, func(t *joint) *float64 { return &t.sumB })
	if len(r.around) > 0 {
		merged.vector, merged.wanted = r.add(c.a, c.b), true
		r.parking.held += int64(cap(merged.vector))
	}
	r.parking.held -= int64(cap(a.vector) + cap(b.vector))
	if len(a.apart)+len(b.apart) > 0 {
		merged.apart = slices.Concat(a.apart, b.apart)
	}
	a.retire()
	b.retire()

	id := int32(len(r.nodes))
	r.into[c.a], r.into[c.b] = id, id
	r.into = append(r.into, -1)
	merged.ties = make([]tie, 0, len(r.around))
	for _, t := range r.around {
		merged.ties = append(merged.ties, tie{t.node, t.sumA + t.sumB})
	}
	r.nodes = append(r.nodes, merged)
	r.park()
	for _, t := range merged.ties {
		r.addTie(t.node, tie{id, t.sum})
	}
	r.offer(id, nil)
}

// retire frees what a merged cluster no longer needs.
func (c *cluster) retire() {
	c.dead = true
	c.vector, c.ties, c.apart = nil, nil, nil
}

// meet fills r.around with the living neighbours of both clusters, less those
// whose clips would be too far apart in time (spans only grow, so for good).
func (r *merger) meet(c choice, s span) {
	r.around = r.around[:0]
	for _, t := range r.nodes[c.a].ties {
		if r.open(t.node, c, s) {
			r.around = append(r.around, joint{t.node, t.sum, math.NaN()})
			r.mark[t.node] = int32(len(r.around))
		}
	}
	for _, t := range r.nodes[c.b].ties {
		if k := r.mark[t.node]; k > 0 {
			r.around[k-1].sumB = t.sum
		} else if r.open(t.node, c, s) {
			r.around = append(r.around, joint{t.node, math.NaN(), t.sum})
		}
	}
	for _, t := range r.around {
		r.mark[t.node] = 0
	}
}

// open reports whether a neighbour may still merge with the new cluster.
func (r *merger) open(node int32, c choice, s span) bool {
	return node != c.a && node != c.b && !r.nodes[node].dead && r.dates.fits(s.join(r.nodes[node].span))
}

// measure computes the sums between node and those around that lack them.
func (r *merger) measure(node int32, sum func(*joint) *float64) {
	scattered := false
	for k := range r.around {
		t := &r.around[k]
		p := sum(t)
		if !math.IsNaN(*p) {
			continue
		}
		if !scattered {
			r.scatter(node)
			scattered = true
		}
		a, b := &r.nodes[node], &r.nodes[t.node]
		*p = r.gather(t.node) - a.h*b.g - a.g*b.h
	}
	if scattered {
		r.unscatter(node)
	}
}

// addTie appends a tie. When there is no room those to dead nodes are dropped;
// and if they were few there is made so much room that looking for them again is
// a while off.
func (r *merger) addTie(node int32, t tie) {
	c := &r.nodes[node]
	if len(c.ties) == cap(c.ties) {
		kept := c.ties[:0]
		for _, old := range c.ties {
			if !r.nodes[old.node].dead {
				kept = append(kept, old)
			}
		}
		if len(kept) > cap(kept)-cap(kept)/4 {
			kept = slices.Grow(kept, 1+len(kept)/2)
		}
		c.ties = kept
	}
	c.ties = append(c.ties, t)
}

// label sets the labels of the docs of the component.
func (r *merger) label(labels []int32) {
	// A node has a higher number than those merged into it, so going down each
	// node finds the least clip of its root already known or still to set.
	for k := len(r.into) - 1; k >= 0; k-- {
		if up := r.into[k]; up < 0 {
			r.into[k] = int32(k)
		} else {
			r.into[k] = r.into[up]
		}
	}
	least := r.mark
	for k, doc := range r.docs {
		root := r.into[k]
		if least[root] == 0 {
			least[root] = doc + 1
		}
		labels[doc] = least[root] - 1
	}
}
