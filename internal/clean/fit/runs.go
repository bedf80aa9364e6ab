package main

// The weights of runs are fitted like those of units, on the runs that the
// linear model proposes for a page: the target is softmax(F1/runSharpness) among
// them. On its own pages the linear model is better than on others, and a
// choice learnt there would trust it too much: so the proposals for a page come
// from weights fitted without its site (stacking; Wolpert 1992).

import (
	"math"
	"math/rand/v2"

	"newsdup/internal/clean"
)

const (
	runSharpness = .015 // .9250 cross-validated at .03, .9253 at .015, .923 at .01
	runPenalty   = 4    // .9239 at 1, .9250 at 4, .923 at 8
	stackFolds   = 4
	stackings    = 3 // each page is proposed to by three models: less hangs on one split
	stackSeed    = 1000
)

// fit returns the weights of units, behind them those of runs, then of units in runs.
func fit(docs []*document, penalty float64) []float64 {
	w := fitUnits(docs, clean.WeightCount, penalty)
	var choices []choice
	for stacking := range uint64(stackings) {
		parts := split(docs, stackFolds, stackSeed+stacking)
		for k, part := range parts {
			other := fitUnits(except(parts, k), clean.WeightCount, penalty)
			for _, d := range part {
				choices = append(choices, newChoice(d.sample, other))
			}
		}
	}
	runs := fitRuns(choices)
	var es []example
	for i := range choices {
		es = append(es, choices[i].examples(runs)...)
	}
	return append(append(w, runs...), fitInside(es)...)
}

// choice is a page as the fit of the weights of runs sees it.
type choice struct {
	sample *sample
	runs   []clean.Run
	target []float64 // chances of the runs
}

func newChoice(s *sample, w []float64) choice {
	c := choice{sample: s, runs: s.runs(s.scores(w))}
	best, total := 0., 0.
	for _, r := range c.runs {
		best = max(best, s.f1[r.First][r.Last-r.First])
	}
	for _, r := range c.runs {
		q := math.Exp((s.f1[r.First][r.Last-r.First] - best) / runSharpness)
		c.target = append(c.target, q)
		total += q
	}
	for i := range c.target {
		c.target[i] /= total
	}
	return c
}

func fitRuns(choices []choice) []float64 {
	return maximise(clean.RunCount, func(w, g []float64) float64 {
		clear(g)
		const penalty = runPenalty * stackings
		value := -penalty / 2. * dot(w, w)
		add(g, w, -penalty)
		for _, c := range choices {
			value += c.gain(w, g)
		}
		return value
	})
}

// gain is the log-likelihood of one page, up to a constant, and adds its
// gradient to g.
func (c choice) gain(w, g []float64) (value float64) {
	scores, z := make([]float64, len(c.runs)), math.Inf(-1)
	for i, r := range c.runs {
		scores[i] = dot(w, r.Features)
		z = logAdd(z, scores[i])
	}
	for i, r := range c.runs {
		value += c.target[i] * (scores[i] - z)
		add(g, r.Features, c.target[i]-math.Exp(scores[i]-z))
	}
	return value
}

// split deals the pages to folds, all pages of a site to the same one.
func split(docs []*document, folds int, seed uint64) [][]*document {
	bySite := map[string][]*document{}
	var sites []string
	for _, d := range docs {
		if bySite[d.site] == nil {
			sites = append(sites, d.site)
		}
		bySite[d.site] = append(bySite[d.site], d)
	}
	parts := make([][]*document, folds)
	for _, s := range rand.New(rand.NewPCG(1, seed)).Perm(len(sites)) {
		small := 0
		for k := range parts {
			if len(parts[k]) < len(parts[small]) {
				small = k
			}
		}
		parts[small] = append(parts[small], bySite[sites[s]]...)
	}
	return parts
}

// except joins all parts but number k.
func except(parts [][]*document, k int) (docs []*document) {
	for j, p := range parts {
		if j != k {
			docs = append(docs, p...)
		}
	}
	return docs
}
