package story

// Numbers, days and plain words in conflict: what tells two rounds of one affair
// apart when all else is the same.
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
// The same holds of months and weekdays: three reports name Tuesday and June,
// three of another ruling of the same court Friday and July.
//
// Reports of one event do differ in numbers, in the morning's toll and the
// evening's; so it takes agreement inside both clusters, not a difference, and
// clusters rather than clips. Of the hundred least certain merges of such
// clusters in three labelled sets this stops no right one and three wrong ones:
// figures of two weeks, two quakes on one coast, two ships of one navy. Floors
// of .005 to .02 and shares of .2 to .5 give the same within .001 of B-cubed.
//
// Of days, with the same bounds, it lifts two of five sets by .001 and moves no
// other; a floor of .0075 costs ECB+ .003, from .015 on nothing changes.
//
// Plain words are all that are no names either. Two events of one cast have the
// names in common, which weigh most: a senator's campaign, and his campaign of
// two years later. What was done is in the other words, so the same rule holds
// of them, from a part of .03 on (below, a text is hardly more than names). It
// stops three merges of the labelled sets, all wrong, and lifts two sets by .001
// to .002. Floors of .01 to .08 do the same, shares of .35 to .45, too; .55
// stops right ones.
//
// Rejected: the same rule for names (no gain), for the first 15 or 40 words
// (-.0007 to -.011: leads differ more than events do), and for numbers weighed
// against each other clip by clip (no gain).

import "newsdup/internal/word"

// kindShare is the share of the part inside below which two clusters are in conflict.
const kindShare = 0.35

// kind is a class of words that rounds of one affair have each of their own.
type kind uint8

const (
	noKind     kind = iota // names
	ofHeadline             // words of headlines
	number
	calendar
	plain
	kinds
)

// agree is the part from which a cluster agrees on its words of a kind.
func (k kind) agree() float64 {
	if k == plain {
		return 0.03
	}
	return 0.01
}

// kindOf is the kind of a feature with these flags, which is a name or not.
func kindOf(flags word.Flag, named bool) kind {
	switch {
	case flags&word.Headline != 0:
		return ofHeadline
	case flags&word.Number != 0:
		return number
	case flags&word.Calendar != 0:
		return calendar
	case named:
		return noKind
	}
	return plain
}

// byKind is a sum by kind.
type byKind [kinds]float64

func (s *byKind) add(t byKind) {
	for k, v := range t {
		s[k] += v
	}
}

// conflict reports whether the numbers, the days or the plain words of two clusters are in conflict.
func (r *merger) conflict(a, b int32) bool {
	x, y := &r.nodes[a], &r.nodes[b]
	if x.size < 2 || y.size < 2 {
		return false
	}
	var xx, yy, xy byKind
	for _, e := range r.vector(x) {
		if k := r.kind[e.col]; k >= number {
			xx[k] += e.val * e.val
			r.dense[e.col] = e.val
		}
	}
	for _, e := range r.vector(y) {
		if k := r.kind[e.col]; k >= number {
			yy[k] += e.val * e.val
			xy[k] += e.val * r.dense[e.col]
		}
	}
	for _, e := range r.vector(x) {
		r.dense[e.col] = 0
	}
	n, m := float64(x.size), float64(y.size)
	for k := number; k < kinds; k++ {
		inner := min((xx[k]-x.own[k])/(n*(n-1)), (yy[k]-y.own[k])/(m*(m-1)))
		if units(inner) >= units(k.agree()) && units(xy[k]/(n*m)) < units(kindShare*inner) {
			return true
		}
	}
	return false
}

// own is the squares of g x of a doc.
func (r *merger) own(doc int) (sum byKind) {
	for _, e := range r.row(doc, &r.buf) {
		if k := r.kind[e.col]; k >= number {
			x := r.scale[doc] * float64(e.val)
			sum[k] += x * x
		}
	}
	return sum
}
