package story

// The clips of a story of thousands that do not take part in clustering.
//
// Of a big story (big.go) 1,000 clips, drawn by chance, are its delegates. The
// others follow: nobody's candidates, counted in no idf, in no merge. So their
// story is to all others one of 1,000 clips, its words are rare enough to be in
// the index, and merging, which takes the square of a story, is done in a
// moment. A follower has candidates, a far background and a scale as any clip
// has; and when all others have their labels, it joins the cluster of the
// highest mean link, of those that one of its edges leads to, if that mean is
// the threshold: what merge.go asks of a clip alone.
//
// Example: 12,000 clips of 14,000 tell of an earthquake. "quake" is in 11,000,
// and the rarest word that two of its outlets use for one thing in 700: no word
// of theirs is in 300 clips. Of 1,000 it is in 60, and of 3,000 clips in all a
// follower's 100 candidates are delegates. Its mean link to their cluster is
// .09. A clip on the last quake of that coast, taken for a follower, has .03 with
// them, and .17 with the three clips that tell of it.
//
// With a higher threshold a follower may go to another cluster: merging only ever
// refines, but of the parts of a cluster one may be nearer to it than another
// cluster, where the whole was not.
//
// Rejected: the whole story in the index by the first 300 clips of each word (to
// merge a clip with a cluster of n, ties to n others are looked at); to label
// followers by their cosine to the middle of the story, which takes the last quake in.

import (
	"cmp"
	"context"
	"slices"
)

// delegates cuts each big story down to its delegates, and gives by index of docs
// who follows; nil when nobody does.
func (c *Corpus) delegates(big [][]int32, docs []int32, most int) ([][]int32, []bool) {
	var follows []bool
	for k, story := range big {
		if len(story) <= most {
			continue
		}
		if follows == nil {
			follows = make([]bool, len(docs))
		}
		chosen := c.draw(story, most)
		slices.Sort(chosen)
		few := make([]int32, 0, most)
		for i, doc := range story {
			if len(few) < len(chosen) && chosen[len(few)] == int32(i) {
				few = append(few, doc)
			} else {
				place, _ := slices.BinarySearch(docs, doc)
				follows[place] = true
			}
		}
		big[k] = few
	}
	return big, follows
}

// label gives the label of each doc, the smallest doc of its cluster: merge, then
// those that follow, less the pairs that are none, and clips of few words in common.
func label(ctx context.Context, s *space, m *model, edges *edges, apart [][2]int32, d *dates, threshold float64, workers int) ([]int32, error) {
	var labels []int32
	var err error
	if s.rest == nil {
		labels, err = merge(ctx, s, m, edges, apart, d, threshold, workers)
	} else {
		labels, err = mergeAndFollow(ctx, s, m, edges, apart, d, threshold, workers)
	}
	if err == nil {
		s.part(labels, edges, threshold)
		s.strip(labels, edges)
	}
	return labels, err
}

func mergeAndFollow(ctx context.Context, s *space, m *model, edges *edges, apart [][2]int32, d *dates, threshold float64, workers int) ([]int32, error) {
	ties := s.byFollowing(edges)
	defer ties.close()
	labels, err := merge(ctx, s, m, ties, apart, d, threshold, workers)
	if err != nil {
		return nil, err
	}
	s.follow(labels, m, s.offers(edges, labels), apart, d, threshold)
	return labels, ctx.Err()
}

// byFollowing gives the edges between docs that take part in clustering.
func (s *space) byFollowing(all *edges) *edges {
	if s.rest == nil {
		return all
	}
	ties := newEdges(all.away, s.docs())
	var list, some, buf []edge
	for i := range s.docs() {
		list, some = all.sequence.of(i, &buf), some[:0]
		for _, e := range list {
			if !s.rest[e.a] && !s.rest[e.b] {
				some = append(some, e)
			}
		}
		ties.next(some)
	}
	return ties
}

// offer is a cluster that a follower may join.
type offer struct {
	link       int64 // mean, in units
	label, doc int32
}

// offers gives the clusters to which an edge leads from a follower, once each, by label and
// doc. A hundred edges of each lead to a story of thousands, so those that say the same are
// dropped whenever the list is full.
func (s *space) offers(all *edges, labels []int32) []offer {
	offers := make([]offer, 0, leastOffers)
	distinct := func() []offer {
		slices.SortFunc(offers, func(a, b offer) int { return cmp.Or(cmp.Compare(a.label, b.label), cmp.Compare(a.doc, b.doc)) })
		return slices.Compact(offers)
	}
	all.all(func(e edge) {
		if s.rest[e.a] == s.rest[e.b] {
			return
		}
		if s.rest[e.a] {
			e.a, e.b = e.b, e.a
		}
		if len(offers) == cap(offers) {
			if offers = distinct(); len(offers) > cap(offers)/2 {
				offers = slices.Grow(offers, cap(offers))
			}
		}
		offers = append(offers, offer{label: labels[e.a], doc: e.b})
	})
	return distinct()
}

// leastOffers have room in any case.
const leastOffers = 1 << 10

// follow has the followers join clusters that are offered to them.
func (s *space) follow(labels []int32, m *model, offers []offer, apart [][2]int32, d *dates, threshold float64) {
	spans := s.weigh(offers, labels, m, d)
	slices.SortFunc(offers, func(a, b offer) int {
		return cmp.Or(cmp.Compare(b.link, a.link), cmp.Compare(a.label, b.label), cmp.Compare(a.doc, b.doc))
	})
	not := map[int32][]int32{} // by follower: whom it must not be with
	for _, p := range apart {
		for k, doc := range p {
			if s.rest[doc] {
				not[doc] = append(not[doc], p[1-k])
			}
		}
	}
	joined := make([]bool, len(labels))
	for _, o := range offers {
		if o.link < units(threshold) {
			break
		}
		together := spans[o.label].join(d.of(int(o.doc)))
		if joined[o.doc] || !d.fits(together) || slices.ContainsFunc(not[o.doc], func(other int32) bool { return labels[other] == o.label }) {
			continue
		}
		joined[o.doc], labels[o.doc], spans[o.label] = true, o.label, together
	}
	least := make([]int32, len(labels)) // by label, from 1: a follower may be the smallest doc of its cluster
	for i, l := range labels {
		if least[l] == 0 {
			least[l] = int32(i + 1)
		}
		labels[i] = least[l] - 1
	}
}

// weigh sets the links of offers, which are in the order of the labels, and gives
// the spans of these.
func (s *space) weigh(offers []offer, labels []int32, m *model, d *dates) map[int32]span {
	members := map[int32][]int32{}
	for _, o := range offers {
		members[o.label] = nil
	}
	for i, l := range labels {
		if list, ok := members[l]; ok && !s.rest[i] {
			members[l] = append(list, int32(i))
		}
	}
	spans := map[int32]span{}
	dense := make([]float64, len(s.df))
	var buf []entry
	for k := 0; k < len(offers); {
		l := offers[k].label
		var g, h float64
		spans[l] = d.of(int(l))
		for _, i := range members[l] {
			for _, e := range s.row(int(i), &buf) {
				dense[e.col] += m.scale[i] * float64(e.val)
			}
			g += m.scale[i]
			h += m.scale[i] * m.far[i]
			spans[l] = spans[l].join(d.of(int(i)))
		}
		for ; k < len(offers) && offers[k].label == l; k++ {
			o := &offers[k]
			sum := m.scale[o.doc] * (gather(dense, s.row(int(o.doc), &buf)) - m.far[o.doc]*g - h)
			o.link = units(sum / float64(len(members[l])))
		}
		for _, i := range members[l] {
			unscatter(dense, s.row(int(i), &buf))
		}
	}
	return spans
}
