package story

// Two clips alone.
//
// Two reports of one event share the more the longer they are: each has most of
// the names and figures that the event has. Two reports of one beat share more,
// too, but what is taken off for that is a mean of their beats. So a link that says
// much of two notices of 30 words is next to nothing between two articles: among
// pairs of clips that were a story by a link of .04 to .08, of 128 features and
// more, one of two that have a label was one event, and of 60 others, by their
// headlines, one in five; of the pairs of short clips nearly all are. A third clip
// is a witness, and stories of three and more keep what they have.
//
//	least link = T + .04 r,   r = (log2(terms A) + log2(terms B)) / 2 - 6, from 0 to 1
//
// for a story of two, which is taken apart below it when merging is done: T to 64
// features each (150 words), .04 more from 128 (350 words). Who is apart so at one
// threshold is at each higher one: that still only refines.
//
// Example: an airline's profits, and the same airline's quarrel with a minister,
// 150 features each: its name and "flights" make a link of .054, below .08.
//
// Rejected: a threshold by length for each merge (-.004 to -.06 of "parts", see
// experiments_merges.go: parts of one long story meet below .08); leaving the two unmerged, rather
// than taking the story of two apart (-.008 on BASIL: a third clip comes later).

import "math"

// Of log2 of the features of a clip: up to which it is short, and from which it is long.
const (
	shortClip = 6
	longClip  = 7

	longMore = 0.04 // link that two long clips need above the threshold
)

// leastLink is the link that docs i and j must have to be a story by themselves.
func (s *space) leastLink(i, j int, threshold float64) float64 {
	length := (math.Log2(float64(max(1, s.terms[i]))) + math.Log2(float64(max(1, s.terms[j])))) / 2
	return threshold + longMore*min(1, max(0, (length-shortClip)/(longClip-shortClip)))
}

// part takes the stories of two apart whose link is too low for that.
func (s *space) part(labels []int32, edges *edges, threshold float64) {
	size := make([]int32, len(labels))
	for _, l := range labels {
		size[l]++
	}
	edges.all(func(e edge) {
		if l := labels[e.a]; l == labels[e.b] && size[l] == 2 && units(e.link) < units(s.leastLink(int(e.a), int(e.b), threshold)) {
			labels[e.b] = e.b
		}
	})
}
