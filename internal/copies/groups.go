package copies

import (
	"cmp"
	"slices"

	"newsdup/internal/clip"
	"newsdup/internal/join"
	"newsdup/internal/shingle"
)

// Groups without chains. Near pairs are taken closest first; each ties the
// groups of its two clips, unless some clip of the one and some clip of the
// other could not be copies: they are strangers (C below Together), or one
// form with other numbers.
//
//	A ~ B .8    B ~ C .7    C holds half of A's text      {A B C}
//	A ~ B .8    B ~ D .6    A and D share a tenth         {A B} {D}, B near D is a link
//
// Containment decides who is a stranger, not Jaccard, because a text that
// grows from a brief to a report is one text: brief and report have J .3, but
// the report holds the brief whole. In the pairs that were read no component
// of near pairs held a pair below C .4, so the rule costs nothing where folders
// behave; a page whose text is replaced bit by bit it cuts in pieces.
//
// Connected components are simpler, and the first complaint about tools of
// this kind: A is tied to D through B, then D's rewrites to A's; one public
// report has a group of 859,091. Pairwise near (complete link at J .5) splits
// a text from its second edit. Judging large groups by samples of their
// members keeps the promise only where somebody looked.
//
// Every two members are compared once, mostly by looking up what the join
// found, and groups that were kept apart stay apart as they grow, so the work
// follows the pairs inside of groups. Twenty thousand edits of one text would be
// two hundred million pairs: of a crowd (join.Options.Crowd) the join finds some
// pairs for each clip, and two groups of it are compared by these and by the
// first of each, the closest. The guard then sees of a group of thousands every
// member stand beside the same 32, and no form that was found is in a group.

// sample is how many clips of a group of a crowd others are compared with.
const sample = 32

// Group is two clips or more that are copies of one text.
type Group struct {
	Members  []int32 // ascending
	Cohesion float64 // the lowest Jaccard similarity of two members, exact; of a crowd, of those compared
}

// groups makes the groups of near pairs, by their smallest member; crowded says
// which sets may lack some.
func groups(pairs *Pairs, apart [][2]int32, crowded func(i int32) bool, t Thresholds) []Group {
	g := newGrouper(pairs, crowded, t)
	for _, p := range apart {
		g.divide(p[0], p[1])
	}
	near, rank := closestFirst(pairs)
	g.rank = rank
	for _, p := range near {
		if a, b := g.root[p.a], g.root[p.b]; a != b && !g.apart[a][b] {
			g.tie(a, b)
		}
	}
	var list []Group
	for root, members := range g.members {
		slices.Sort(members)
		list = append(list, Group{members, g.lowest[root]})
	}
	slices.SortFunc(list, func(a, b Group) int { return cmp.Compare(a.Members[0], b.Members[0]) })
	return list
}

// nearPair is a near pair of two clips.
type nearPair struct {
	jaccard float64
	a, b    int32
}

// closestFirst lists the near pairs, by falling Jaccard
// similarity, and ranks their clips by content. Pairs of one similarity go by
// these ranks, so that the order of the input decides nothing.
func closestFirst(pairs *Pairs) (near []nearPair, rank []int32) {
	sets := pairs.sets
	type text struct {
		first uint64 // shingle, in which most sets differ
		id    int32
	}
	var texts []text
	rank = make([]int32, sets.Count())
	for i, p := range pairs.list {
		if p.relation() != clip.Near {
			continue
		}
		near = append(near, nearPair{pairs.At(i).Jaccard, p.a, p.b})
		for _, id := range [2]int32{p.a, p.b} {
			if rank[id] == 0 {
				rank[id] = 1
				x := text{id: id}
				if s, _ := sets.Two(id, id); s.Len() > 0 {
					x.first = s.Hashes[0]
				}
				texts = append(texts, x)
			}
		}
	}
	slices.SortFunc(texts, func(a, b text) int {
		if c := cmp.Compare(a.first, b.first); c != 0 || a.id == b.id {
			return c
		}
		x, y := sets.Two(a.id, b.id)
		return cmp.Or(slices.Compare(x.Hashes, y.Hashes), cmp.Compare(a.id, b.id))
	})
	for i, x := range texts {
		rank[x.id] = int32(i)
	}
	slices.SortFunc(near, func(p, q nearPair) int {
		if p.jaccard != q.jaccard {
			return cmp.Compare(q.jaccard, p.jaccard)
		}
		pa, pb, qa, qb := rank[p.a], rank[p.b], rank[q.a], rank[q.b]
		return cmp.Or(cmp.Compare(min(pa, pb), min(qa, qb)), cmp.Compare(max(pa, pb), max(qa, qb)))
	})
	return near, rank
}

// grouper is the groups under way. A group goes by its root, any of its members.
type grouper struct {
	sets    Sets
	t       Thresholds
	pairs   *Pairs
	start   []int                    // of pairs those from start[a] to start[a+1] are those with A == a
	crowded func(i int32) bool       // more pairs of clip i may qualify
	tallies map[int32]*shingle.Tally // by root of a crowd: of its first clips
	behind  []int32                  // pairs, by index, by their B; nil where no clip is crowded
	end     []int                    // behind[end[b-1]:end[b]] are those with B == b
	rank    []int32                  // by clip, of those in a near pair: its place by content
	root    []int32                  // by clip
	members map[int32][]int32        // by root, of two clips and more
	lowest  map[int32]float64        // by root: the cohesion
	apart   map[int32]map[int32]bool // by root: roots of groups that it must not be tied to
}

func newGrouper(pairs *Pairs, crowded func(i int32) bool, t Thresholds) *grouper {
	sets := pairs.sets
	g := &grouper{
		sets: sets, t: t, pairs: pairs,
		crowded: crowded,
		tallies: map[int32]*shingle.Tally{},
		start:   make([]int, sets.Count()+1),
		root:    make([]int32, sets.Count()),
		members: map[int32][]int32{},
		lowest:  map[int32]float64{},
		apart:   map[int32]map[int32]bool{},
	}
	for _, p := range pairs.list {
		g.start[p.a+1]++
	}
	some := false
	for i := range sets.Count() {
		g.start[i+1] += g.start[i]
		g.root[i] = int32(i)
		some = some || crowded(int32(i))
	}
	if some {
		g.listBehind()
	}
	return g
}

// listBehind lists the pairs by their B: all, for a group of a crowd also has
// clips that are not crowded themselves.
func (g *grouper) listBehind() {
	g.behind = make([]int32, g.pairs.Len())
	g.end = make([]int, len(g.root)+1)
	for _, p := range g.pairs.list {
		g.end[p.b+1]++
	}
	for i := range g.root {
		g.end[i+1] += g.end[i]
	}
	for i, p := range g.pairs.list {
		g.behind[g.end[p.b]] = int32(i)
		g.end[p.b]++
	}
}

// pairsBehind lists the pairs with B == b, by index.
func (g *grouper) pairsBehind(b int32) []int32 {
	if b == 0 {
		return nil
	}
	return g.behind[g.end[b-1]:g.end[b]]
}

func (g *grouper) of(root int32) []int32 {
	if m, ok := g.members[root]; ok {
		return m
	}
	return []int32{root}
}

// cohesion is the lowest Jaccard similarity in the group of root; 1 of one clip.
func (g *grouper) cohesion(root int32) float64 {
	if v, ok := g.lowest[root]; ok {
		return v
	}
	return 1
}

// tie makes two groups one, or notes that they must stay two.
func (g *grouper) tie(a, b int32) {
	lowest := min(g.cohesion(a), g.cohesion(b))
	large, small := g.of(a), g.of(b)
	if len(large) < len(small) || len(large) == len(small) && g.rank[large[0]] > g.rank[small[0]] {
		a, b, large, small = b, a, small, large // the smaller one moves, so that a clip moves few times
	}
	compare := g.compared
	if len(large)*len(small) > sample*sample && (g.crowded(large[0]) || g.crowded(small[0])) {
		compare = g.sampled
	}
	v, ok := compare(a, large, small)
	if !ok {
		g.divide(a, b)
		return
	}
	lowest = min(lowest, v)
	for _, i := range g.of(b) {
		g.root[i] = a
	}
	g.members[a] = append(g.of(a), g.of(b)...)
	g.lowest[a] = lowest
	for c := range g.apart[b] {
		delete(g.apart[c], b)
		g.divide(a, c)
	}
	delete(g.members, b)
	delete(g.lowest, b)
	delete(g.apart, b)
	delete(g.tallies, b)
}

func (g *grouper) divide(a, b int32) {
	for range 2 {
		if g.apart[a] == nil {
			g.apart[a] = map[int32]bool{}
		}
		g.apart[a][b] = true
		a, b = b, a
	}
}

// compared gives the lowest Jaccard similarity of two clips of two groups, the
// larger of which goes by root; not ok when two of them could not be in one group.
func (g *grouper) compared(_ int32, large, small []int32) (lowest float64, ok bool) {
	lowest = 1
	for _, i := range large {
		for _, j := range small {
			v, ok := g.together(min(i, j), max(i, j))
			if !ok {
				return 0, false
			}
			lowest = min(lowest, v)
		}
	}
	return lowest, true
}

// sampled is compared of the pairs that were found, and of the first clips of each.
func (g *grouper) sampled(root int32, large, small []int32) (lowest float64, ok bool) {
	if g.foundApart(small, root) {
		return 0, false
	}
	large, small = large[:min(len(large), sample)], small[:min(len(small), sample)]
	tally := g.tallies[root]
	if tally == nil {
		tally = shingle.NewTally(len(large), func(i int) *shingle.Set {
			x, _ := g.sets.Two(large[i], large[i])
			return x
		})
		g.tallies[root] = tally // the first clips of a group stay the first
	}
	lowest = 1
	for _, j := range small {
		x, _ := g.sets.Two(j, j)
		for k, n := range tally.Overlaps(x) {
			v, ok := g.scored(large[k], j, int(n))
			if !ok {
				return 0, false
			}
			lowest = min(lowest, v)
		}
	}
	return lowest, true
}

// foundApart reports a found pair of clips, one of them in the group of root,
// that could not be in one group.
func (g *grouper) foundApart(clips []int32, root int32) bool {
	bad := func(k int) bool {
		p := g.pairs.At(k)
		return p.Relation == clip.Form || p.Containment() < g.t.Together
	}
	for _, i := range clips {
		for k := g.start[i]; k < g.start[i+1]; k++ {
			if g.root[g.pairs.list[k].b] == root && bad(k) {
				return true
			}
		}
		for _, k := range g.pairsBehind(i) {
			if g.root[g.pairs.list[k].a] == root && bad(int(k)) {
				return true
			}
		}
	}
	return false
}

// together reports whether clips i < j could be in one group, and their
// Jaccard similarity. Pairs that the join left out are scored here.
func (g *grouper) together(i, j int32) (jaccard float64, ok bool) {
	of := g.pairs.list[g.start[i]:g.start[i+1]]
	if k, found := slices.BinarySearchFunc(of, j, func(p packed, b int32) int { return cmp.Compare(p.b, b) }); found {
		p := g.pairs.At(g.start[i] + k)
		return p.Jaccard, p.Relation != clip.Form && p.Containment() >= g.t.Together
	}
	a, b := g.sets.Two(i, j)
	return g.scored(i, j, shingle.Overlap(a.Hashes, b.Hashes))
}

// scored is together of two clips of that overlap.
func (g *grouper) scored(i, j int32, overlap int) (jaccard float64, ok bool) {
	x, y := g.sets.Size(i), g.sets.Size(j)
	p := score(join.Pair{A: i, B: j, Overlap: int32(overlap)}, int(x.Shingles), int(y.Shingles))
	if p.Containment() < g.t.Together {
		return 0, false
	}
	if g.t.mayBeForm(overlap, p.Jaccard, p.Containment(), x, y) {
		if a, b := g.sets.Two(i, j); Ask(&p, a, b, g.t).Form {
			return 0, false
		}
	}
	return p.Jaccard, true
}
