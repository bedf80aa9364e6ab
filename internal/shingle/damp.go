package shingle

import "math"

// How the logarithm of a term frequency is taken: math.Log is exact to the last
// bit of 53, and 24 are kept. x is 2^e·m, and the top seven bits of m choose a c
// near it, so that
//
//	ln x = e·ln 2 + ln c + ln(1+r)        r = m/c - 1, at most 2^-8 either way
//
// and four terms of the series for the last are right to 2^-42. Where
// so small an error could round to another float32, once in 100,000 times,
// math.Log has the last word: the result is that of math.Log, bit for bit, in a
// quarter of its time.

const (
	logBits  = 7
	logError = 1e-12 // above that of the sum, 2e-13 and some roundings of 1e-15
)

// logs holds 1/c and ln c of each piece of [1,2); constant once built.
var logs = func() (t [1 << logBits]struct{ inverse, log float64 }) {
	for i := range t {
		c := 1 + (float64(i)+0.5)/(1<<logBits)
		t[i].inverse = 1 / c
		t[i].log = -math.Log(t[i].inverse)
	}
	return t
}()

// damp is the term frequency of a sum of weights: 1 + ln x, or x below 1.
func damp(x float64) float32 {
	switch {
	case x < 1:
		return float32(x)
	case !(x < 1<<60): // no sum is
		return float32(1 + math.Log(x))
	}
	b := math.Float64bits(x)
	c := &logs[b>>(52-logBits)&(1<<logBits-1)]
	m := math.Float64frombits(b&(1<<52-1) | 1023<<52)
	r := m*c.inverse - 1
	e := float64(int(b>>52) - 1023)
	y := 1 + e*math.Ln2 + c.log + r*(1+r*(-1./2+r*(1./3-r/4)))
	if low := float32(y - logError); low == float32(y+logError) {
		return low
	}
	return float32(1 + math.Log(x))
}
