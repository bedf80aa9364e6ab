package main

// A segment a..b of a page has the score
//
//	s(a,b) = first(a) + member(a) + ... + member(b) + last(b)
//
// each term w·x of the unit's features, and the probability e^s(a,b)/Z. The fit
// maximises, over the pages, the expectation of log e^s/Z when a..b is drawn
// from the target softmax(F1(a,b)/sharpness), less penalty/2·|w|². Its gradient
// is the features expected under the target less those expected under the
// model: for both, only the chances are needed that the body begins at unit i,
// ends there, holds it. Those of the target are computed once (O(n²) a page),
// those of the model by sums from both ends (O(n)). The function is concave;
// L-BFGS climbs it (lbfgs.go).

import (
	"math"
	"strings"
	"sync"

	"newsdup/internal/clean"
)

const (
	sharpness      = .004 // of the target: segments .01 below the best count for a twelfth
	penaltyDefault = 5    // .9182 cross-validated at 30, .9205 at 5, .9195 at 1: all within the spread
	negligible     = .06  // of F1 below the best: e^-15
)

// sample is a page for the fit.
type sample struct {
	x           [][]float64
	target      chances
	f1          [][]float64 // of a run: row first, entry last-first
	runs        func(begin, end []float64) []clean.Run
	first, last int // where the parts of a vector begin

	kept   []string
	gold   []float64 // per unit: its share of the body
	inside func(first, last int, f func(i int, x []float64))
}

// chances are, for each unit, those that the body begins there, holds it, ends
// there.
type chances struct {
	first, member, last []float64
}

func newChances(n int) chances {
	return chances{make([]float64, n), make([]float64, n), make([]float64, n)}
}

// newSample computes the target of a page.
func newSample(s *clean.Sample, gold []string) *sample {
	f1 := segmentScores(s.Kept, gold)
	out := &sample{
		x: s.Vectors, target: newChances(len(s.Kept)), f1: f1, runs: s.Runs, first: clean.FirstFeature, last: clean.LastFeature,
		kept: s.Kept, gold: goldShares(s.Kept, gold), inside: s.Inside,
	}
	total, best := 0., 0.
	for _, row := range f1 {
		for _, f := range row {
			best = max(best, f)
		}
	}
	t := out.target
	for a, row := range f1 {
		for k, f := range row {
			if f > best-negligible {
				q := math.Exp((f - best) / sharpness)
				t.first[a] += q
				t.last[a+k] += q
				total += q
			}
		}
	}
	for i := range t.first {
		t.first[i] /= total
		t.last[i] /= total
	}
	t.fillMember()
	return out
}

// fillMember computes who is inside from where it begins and ends.
func (c chances) fillMember() {
	inside := 0.
	for i := range c.member {
		inside += c.first[i]
		c.member[i] = inside
		inside -= c.last[i]
	}
}

// segmentScores is the F1 of every segment: row a, entry b-a.
func segmentScores(kept []string, gold []string) [][]float64 {
	known := map[string]int{} // gold gram -> number
	var has []int             // how often gold has it
	goldGrams := grams(gold)
	for _, g := range goldGrams {
		id, ok := known[g]
		if !ok {
			id = len(has)
			known[g] = id
			has = append(has, 0)
		}
		has[id]++
	}
	// The kept words in a row, and for each the gold gram that ends there when
	// the three before it are in the segment too; -1 for none.
	var row []string
	end := make([]int, len(kept))
	for i, text := range kept {
		row = append(row, words(text)...)
		end[i] = len(row)
	}
	id := make([]int, len(row))
	for k := range row {
		id[k] = -1
		if k+1 >= gramWords {
			if g, ok := known[strings.Join(row[k+1-gramWords:k+1], " ")]; ok {
				id[k] = g
			}
		}
	}
	out := make([][]float64, len(kept))
	left := make([]int, len(has))
	start := 0
	for a := range kept {
		copy(left, has)
		shared, k := 0, start+gramWords-1
		out[a] = make([]float64, len(kept)-a)
		for b := a; b < len(kept); b++ {
			for ; k < end[b]; k++ {
				if g := id[k]; g >= 0 && left[g] > 0 {
					left[g]--
					shared++
				}
			}
			if n := end[b] - start - gramWords + 1; n > 0 && shared > 0 {
				out[a][b-a] = harmonic(float64(shared)/float64(n), float64(shared)/float64(len(goldGrams)))
			}
		}
		start = end[a]
	}
	return out
}

// scores are begin and end such that a..b has the score begin[a]+end[b].
func (s *sample) scores(w []float64) (begin, end []float64) {
	begin, end = make([]float64, len(s.x)), make([]float64, len(s.x))
	sum := 0.
	for i, x := range s.x {
		begin[i] = dot(w[s.first:s.last], x[s.first:s.last]) - sum
		sum += dot(w[:s.first], x[:s.first])
		end[i] = sum + dot(w[s.last:len(x)], x[s.last:])
	}
	return begin, end
}

// gain is the log-likelihood of one page, up to a constant, and adds its
// gradient to g.
func (s *sample) gain(w, g []float64) float64 {
	n := len(s.x)
	f, l := s.first, s.last
	begin, end := s.scores(w)
	value := 0.
	for i := range n {
		value += s.target.first[i]*begin[i] + s.target.last[i]*end[i]
	}
	// from[i]: log of the sum over begins up to i; to[i]: over ends from i on.
	from, to := make([]float64, n), make([]float64, n)
	acc := math.Inf(-1)
	for i := range n {
		acc = logAdd(acc, begin[i])
		from[i] = acc
	}
	z := math.Inf(-1)
	acc = math.Inf(-1)
	for i := n - 1; i >= 0; i-- {
		acc = logAdd(acc, end[i])
		to[i] = acc
		z = logAdd(z, from[i]+end[i])
	}
	p := newChances(n)
	for i := range n {
		p.first[i] = math.Exp(begin[i] + to[i] - z)
		p.last[i] = math.Exp(from[i] + end[i] - z)
	}
	p.fillMember()
	for i, x := range s.x {
		add(g[:f], x[:f], s.target.member[i]-p.member[i])
		add(g[f:l], x[f:l], s.target.first[i]-p.first[i])
		add(g[l:], x[l:], s.target.last[i]-p.last[i])
	}
	return value - z
}

// fitUnits returns the weights of units that fit the pages best.
func fitUnits(docs []*document, count int, penalty float64) []float64 {
	return maximise(count, func(w, g []float64) float64 {
		const parts = 8 // a fixed number: the order of additions is the same on every machine
		values, grads := [parts]float64{}, [parts][]float64{}
		var pool sync.WaitGroup
		for k := range parts {
			pool.Go(func() {
				grads[k] = make([]float64, len(g))
				for i := k; i < len(docs); i += parts {
					values[k] += docs[i].sample.gain(w, grads[k])
				}
			})
		}
		pool.Wait()
		clear(g)
		value := -penalty / 2 * dot(w, w)
		add(g, w, -penalty)
		for k := range parts {
			value += values[k]
			add(g, grads[k], 1)
		}
		return value
	})
}

func logAdd(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	if math.IsInf(b, -1) {
		return a
	}
	return a + math.Log1p(math.Exp(b-a))
}

func dot(a, b []float64) (s float64) {
	for i, x := range a {
		s += x * b[i]
	}
	return s
}

// add adds x, times by, to g.
func add(g, x []float64, by float64) {
	if by == 0 {
		return
	}
	for i, v := range x {
		g[i] += v * by
	}
}
