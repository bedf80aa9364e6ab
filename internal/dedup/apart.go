package dedup

// Pairs that the user declared not the same.
//
// A pair names contents, so it holds wherever the two clips are. It separates them at
// each step that joins clips:
//
//	class     clips of the same words: the second of the two begins a class of its own
//	copies    two groups that hold one each are not joined, whatever else is near both
//	story     nor are their stories merged
//	round-up  nor does one join a story that holds the other
//	hang      nor does a clip that is contained in another
//
// A third clip that is like both goes with the one that it is closer to, as the closest
// pairs are taken first, and so does what follows it:
//
//	A ~ C .8    B ~ C .6    A, B not the same      {A C} {B}
//
// Rejected: removing the two from the groups that are found, which leaves a group
// without what joined it.

import (
	"slices"

	"newsdup/internal/store"
)

// apartness is the pairs of a run, by content, both ways.
type apartness map[[32]byte][][32]byte

func newApartness(pairs []store.NotSame) apartness {
	if len(pairs) == 0 {
		return nil
	}
	a := apartness{}
	for _, p := range pairs {
		a[p.A] = append(a[p.A], p.B)
		a[p.B] = append(a[p.B], p.A)
	}
	return a
}

// has reports whether a content is in a pair with one of others.
func (a apartness) has(content [32]byte, others [][32]byte) bool {
	return slices.ContainsFunc(a[content], func(b [32]byte) bool { return slices.Contains(others, b) })
}

// pairs lists the classes that must stand apart, each pair once, in order.
func (a apartness) pairs(c *corpus, class []int32) (list [][2]int32) {
	if a == nil {
		return nil
	}
	classes := map[[32]byte][]int32{} // of contents that are in a pair
	for i, first := range class {
		if sum := c.clips.content(int32(i)); first >= 0 && a[sum] != nil && !slices.Contains(classes[sum], first) {
			classes[sum] = append(classes[sum], first)
		}
	}
	for i, first := range class {
		content := c.clips.content(int32(i))
		if first != int32(i) && content == c.clips.content(max(first, 0)) {
			continue
		}
		for _, partner := range a[content] {
			for _, other := range classes[partner] {
				if first >= 0 && first < other {
					list = append(list, [2]int32{first, other})
				}
			}
		}
	}
	slices.SortFunc(list, func(x, y [2]int32) int { return slices.Compare(x[:], y[:]) })
	return slices.Compact(list)
}
