package story

// Numbers in conflict: what tells two rounds of one affair apart when all
// their words are the same.
//
// The number part of a cosine is what numbers add to it. Let nin(A) be its
// mean inside A and n(A,B) its mean across. Two clusters of two clips or more
// are in conflict when each agrees on its numbers and they do not share them:
//
//	min(nin A, nin B) >= .01  and  n(A,B) < .35 min(nin A, nin B)
//
// Example: three reports say that 31,000 homes lost power, three that 12,500
// did in the next storm. All else is one form of words: c = .09, half of the
// inner means. But nin is .15 and .11, and n is 0: two stories.
//
// Reports of one event do differ in numbers, in the morning's toll and the
// evening's; so it takes agreement inside both clusters, not a difference, and
// clusters rather than clips. Of the hundred least certain merges of such
// clusters in three labelled sets this stops no right one and three wrong ones:
// figures of two weeks, two quakes on one coast, two ships of one navy. Floors
// of .005 to .02 and shares of .2 to .5 give the same within .001 of B-cubed.
//
// Rejected: the same rule for names (no gain) and for the other words (a gain
// on title-and-lead texts, a loss in a mixed folder); numbers weighed against
// each other clip by clip (stories.md: no gain).

const (
	numberAgree = 0.01 // the number part from which a cluster agrees on its numbers
	numberShare = 0.35 // the share of that below which two clusters are in conflict
)

// conflict reports whether the numbers of two clusters are in conflict.
func (r *merger) conflict(a, b int32) bool {
	x, y := &r.nodes[a], &r.nodes[b]
	if x.size < 2 || y.size < 2 {
		return false
	}
	var xx, yy, xy float64
	for _, e := range x.vector {
		if r.number[e.col] {
			xx += e.val * e.val
			r.dense[e.col] = e.val
		}
	}
	for _, e := range y.vector {
		if r.number[e.col] {
			yy += e.val * e.val
			xy += e.val * r.dense[e.col]
		}
	}
	for _, e := range x.vector {
		r.dense[e.col] = 0
	}
	n, m := float64(x.size), float64(y.size)
	inner := min((xx-x.figure)/(n*(n-1)), (yy-y.figure)/(m*(m-1)))
	return units(inner) >= units(numberAgree) && units(xy/(n*m)) < units(numberShare*inner)
}

// figure is the square of the number part of g x of a doc.
func (r *merger) figure(doc int) float64 {
	sum := 0.0
	for _, e := range r.row(doc) {
		if r.number[e.col] {
			x := r.scale[doc] * float64(e.val)
			sum += x * x
		}
	}
	return sum
}
