package dedup

// Pairs of clips that the user declared not the same.
//
// A pair names contents, so it holds wherever the two clips are. It separates them at each
// step that joins clips:
//
//	class     clips of the same words: the second of the two begins a class of its own
//	copies    two groups that hold one clip each are not joined, whatever else is near both
//	story     nor are their stories merged
//	round-up  nor does a round-up join a story that holds the other clip
//	attached  nor is a clip attached to a story that holds the other clip
//
// The closest pairs are joined first, so a third clip that is like both goes with the one
// that it is closer to, and so does what follows it:
//
//	A ~ C .8    B ~ C .6    A, B not the same      {A C} {B}
//
// Rejected: removing one of the two from the groups that were found, which would leave a
// group without the clip that joined it.

import (
	"slices"

	"newsdup/internal/store"
)

// notSamePairs gives the contents that a content is not the same as, for both contents of
// each pair.
type notSamePairs map[[32]byte][][32]byte

func newNotSamePairs(pairs []store.NotSame) notSamePairs {
	if len(pairs) == 0 {
		return nil
	}
	a := notSamePairs{}
	for _, p := range pairs {
		a[p.A] = append(a[p.A], p.B)
		a[p.B] = append(a[p.B], p.A)
	}
	return a
}

// has reports whether content is declared not the same as one of the others.
func (a notSamePairs) has(content [32]byte, others [][32]byte) bool {
	return slices.ContainsFunc(a[content], func(b [32]byte) bool { return slices.Contains(others, b) })
}

// ofClasses lists the classes that must stay apart, each pair once, in order.
func (a notSamePairs) ofClasses(c *corpus, class []int32) (list [][2]int32) {
	if a == nil {
		return nil
	}
	classes := map[[32]byte][]int32{} // the classes of each content that is in a pair
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
