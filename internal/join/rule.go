package join

import "math"

// rule decides which pairs qualify, the same way for the filter, the
// verification and a reference that divides: the quotient as reported is
// compared with the threshold, so a pair shown as 0.2 is at 0.2. Bounds on the
// overlap come from that predicate too, never from its inverse alone: 0.55·100
// is above 55 in floating point, and a pair that shares 55 of 100 would be lost.
type rule struct {
	jaccard, containment float64 // above 1: off
	small                int
	smallJaccard         float64
}

// off is a threshold that nothing reaches.
const off = 2

func newRule(o Options) (rule, error) {
	for _, c := range []struct {
		name string
		v    float64
	}{{"Jaccard", o.Jaccard}, {"containment", o.Containment}, {"small-set Jaccard", o.SmallJaccard}} {
		if err := check(c.name, c.v); err != nil {
			return rule{}, err
		}
	}
	r := rule{o.Jaccard, o.Containment, o.Small, o.SmallJaccard}
	for _, v := range []*float64{&r.jaccard, &r.containment, &r.smallJaccard} {
		if *v == 0 {
			*v = off
		}
	}
	return r, nil
}

// qualifies reports whether sets of a and b elements, a <= b, that share
// overlap elements are a pair. It never turns false when overlap grows, nor
// true when b does.
func (r rule) qualifies(overlap, a, b int) bool {
	if overlap == 0 {
		return false
	}
	j := Jaccard(overlap, a, b)
	if a < r.small {
		return j >= r.smallJaccard
	}
	return j >= r.jaccard || Containment(overlap, a) >= r.containment
}

// need is the least overlap that makes sets of a and b elements, a <= b, a
// pair; a+1 when none does.
func (r rule) need(a, b int) int {
	j, c := r.jaccard, r.containment
	if a < r.small {
		j, c = r.smallJaccard, off
	}
	guess := math.Min(j/(1+j)*float64(a+b), c*float64(a))
	o := max(1, min(int(guess), a+1))
	for o > 1 && r.qualifies(o-1, a, b) {
		o--
	}
	for o <= a && !r.qualifies(o, a, b) {
		o++
	}
	return o
}
