package main

// The weights of units in a run are those of a logistic model: whether a unit is
// the body's, of the runs that stacked weights choose (runs.go), so that it learns
// from the faults which it will meet. A unit counts by its share of the run's
// words, and a little for itself. Runs that miss the article teach nothing.

import (
	"math"
	"strings"

	"newsdup/internal/clean"
)

const (
	insidePenalty = 1
	leastRun      = .4 // F1 of a run that is learnt from
	wordWeight    = 5  // of a whole run
	unitWeight    = .02
)

// example is a unit in a run.
type example struct {
	x      []float64
	is     bool // the body's
	weight float64
}

// goldShares is, per unit, the share of its words that stand in a 4-gram of gold.
func goldShares(kept, gold []string) []float64 {
	known := map[string]bool{}
	for _, g := range grams(gold) {
		known[g] = true
	}
	var row []string
	var of []int
	count := make([]float64, len(kept))
	for i, text := range kept {
		for _, w := range words(text) {
			row, of = append(row, w), append(of, i)
			count[i]++
		}
	}
	covered := make([]bool, len(row))
	for k := 0; k+gramWords <= len(row); k++ {
		if known[strings.Join(row[k:k+gramWords], " ")] {
			for j := range gramWords {
				covered[k+j] = true
			}
		}
	}
	shares := make([]float64, len(kept))
	for k, i := range of {
		if covered[k] {
			shares[i] += 1 / count[i]
		}
	}
	return shares
}

// examples are the units of the run that w chooses of a page.
func (c *choice) examples(w []float64) (es []example) {
	best, score := clean.Run{}, math.Inf(-1)
	for _, r := range c.runs {
		if s := dot(w, r.Features); s > score {
			best, score = r, s
		}
	}
	s := c.sample
	if len(c.runs) == 0 || s.f1[best.First][best.Last-best.First] < leastRun {
		return nil
	}
	total := 0.
	s.inside(best.First, best.Last, func(i int, x []float64) {
		n := float64(len(words(s.kept[i])))
		total += n
		es = append(es, example{x, s.gold[i] >= .5, n})
	})
	for k := range es {
		es[k].weight = es[k].weight/max(1, total)*wordWeight + unitWeight
	}
	return es
}

func fitInside(es []example) []float64 {
	return maximise(clean.InsideCount, func(w, g []float64) float64 {
		clear(g)
		const penalty = insidePenalty * stackings
		value := -penalty / 2. * dot(w, w)
		add(g, w, -penalty)
		for _, e := range es {
			s := dot(w, e.x)
			if !e.is {
				s = -s
			}
			p := 1 / (1 + math.Exp(-s)) // of what it is
			value -= e.weight * math.Log1p(math.Exp(-s))
			d := e.weight * (1 - p)
			if !e.is {
				d = -d
			}
			add(g, e.x, d)
		}
		return value
	})
}
