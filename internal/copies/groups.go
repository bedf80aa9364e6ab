package copies

// Groups without chains. Near pairs are taken closest first; each ties the
// groups of its two clips, unless some clip of one and some clip of the other
// are strangers (containment below .4 both ways).
//
//	A ~ B .8    B ~ C .7    A, C share a third: C's containment in A is .5   -> {A B C}
//	A ~ B .8    B ~ D .6    A, D share a tenth                               -> {A B} {D}
//
// The simpler way, connected components, ties A to D through B, then D's
// rewrites to A's, and so on: one public report has 859,091 clips in one group.
// Complete link (every pair near) splits a text from its second re-edit.

import (
	"cmp"
	"slices"

	"newsdup/internal/clip"
	"newsdup/internal/shingle"
)

// checked is how many clips of each group are compared before two groups are
// tied. Groups up to this size are compared in full; of larger ones, which are
// many edits of one text, evenly spaced members stand for the rest, so that
// twenty thousand of them do not cost two hundred million comparisons.
const checked = 24

// groups gives each clip the smallest clip of its group.
func groups(sets []*shingle.Set, pairs []Pair) []int32 {
	g := grouper{sets: sets, root: make([]int32, len(sets)), members: map[int32][]int32{}, form: map[[2]int32]bool{}}
	for i := range g.root {
		g.root[i] = int32(i)
	}
	var near []Pair
	for _, p := range pairs {
		switch p.Relation {
		case clip.Near:
			near = append(near, p)
		case clip.Form:
			g.form[[2]int32{p.A, p.B}] = true
		}
	}
	slices.SortStableFunc(near, func(p, q Pair) int { return cmp.Compare(q.Jaccard, p.Jaccard) })
	for _, p := range near {
		if a, b := g.root[p.A], g.root[p.B]; a != b && g.fit(a, b) {
			g.tie(a, b)
		}
	}
	return g.labels()
}

type grouper struct {
	sets    []*shingle.Set
	root    []int32           // by clip: any clip of its group, one for all of them
	members map[int32][]int32 // by root, of groups of two clips and more, in the order they came
	form    map[[2]int32]bool // pairs of one form
}

func (g *grouper) of(root int32) []int32 {
	if m, ok := g.members[root]; ok {
		return m
	}
	return []int32{root}
}

// fit reports that no clip of one group is a stranger to one of the other.
func (g *grouper) fit(a, b int32) bool {
	for _, i := range spread(g.of(a)) {
		for _, j := range spread(g.of(b)) {
			if g.form[[2]int32{min(i, j), max(i, j)}] {
				return false
			}
			x, y := g.sets[i], g.sets[j]
			shared := shingle.Overlap(x.Hashes, y.Hashes)
			if float64(shared) < strangers*float64(min(x.Len(), y.Len())) {
				return false
			}
		}
	}
	return true
}

// spread takes at most checked members, evenly spaced, the first and the last among them.
func spread(members []int32) []int32 {
	n := len(members)
	if n <= checked {
		return members
	}
	some := make([]int32, checked)
	for k := range some {
		some[k] = members[k*(n-1)/(checked-1)]
	}
	return some
}

// tie puts the smaller of two groups into the larger, so that a clip changes
// its root a logarithmic number of times.
func (g *grouper) tie(a, b int32) {
	if len(g.of(a)) < len(g.of(b)) {
		a, b = b, a
	}
	for _, i := range g.of(b) {
		g.root[i] = a
	}
	g.members[a] = append(g.of(a), g.of(b)...)
	delete(g.members, b)
}

// labels names each group by its smallest clip.
func (g *grouper) labels() []int32 {
	label := make([]int32, len(g.root))
	smallest := map[int32]int32{}
	for i, r := range g.root {
		if _, ok := smallest[r]; !ok {
			smallest[r] = int32(i)
		}
		label[i] = smallest[r]
	}
	return label
}
