package main

// maximise climbs a concave function of n variables from zero by L-BFGS:
// Nocedal and Wright, Numerical Optimization, algorithm 7.5, with a step that
// is halved until it gains. f returns its value at w and sets the gradient g.

import (
	"math"
	"slices"
)

const (
	memory    = 12   // steps that shape the next one
	maxSteps  = 400  // far more than are ever needed
	smallGain = 1e-5 // of the value; 1e-7 takes twice the steps for the same figures
)

type step struct {
	s, y []float64 // change of the variables, of the gradient (sign turned)
	rho  float64
}

func maximise(n int, f func(w, g []float64) float64) []float64 {
	w, g := make([]float64, n), make([]float64, n)
	value := f(w, g)
	var past []step
	for range maxSteps {
		direction := ascent(g, past)
		slope := dot(direction, g)
		next, gradient := make([]float64, n), make([]float64, n)
		size, gained := 1., math.Inf(-1)
		if len(past) == 0 {
			size = 1 / math.Sqrt(dot(g, g)+1e-300)
		}
		for range 40 {
			copy(next, w)
			add(next, direction, size)
			if gained = f(next, gradient); gained >= value+1e-4*size*slope {
				break
			}
			size /= 2
		}
		if !(gained > value) {
			return w
		}
		st := step{make([]float64, n), make([]float64, n), 0}
		for i := range n {
			st.s[i], st.y[i] = next[i]-w[i], g[i]-gradient[i]
		}
		if curve := dot(st.s, st.y); curve > 0 {
			st.rho = 1 / curve
			past = append(past, st)
			past = past[max(0, len(past)-memory):]
		}
		done := gained-value < smallGain*math.Abs(gained)
		w, g, value = next, gradient, gained
		if done {
			break
		}
	}
	return w
}

// ascent is the gradient times what the past steps say of the inverse Hessian.
func ascent(g []float64, past []step) []float64 {
	q := slices.Clone(g)
	alpha := make([]float64, len(past))
	for k := len(past) - 1; k >= 0; k-- {
		alpha[k] = past[k].rho * dot(past[k].s, q)
		add(q, past[k].y, -alpha[k])
	}
	if n := len(past); n > 0 {
		last := past[n-1]
		scale := 1 / (last.rho * dot(last.y, last.y))
		for i := range q {
			q[i] *= scale
		}
	}
	for k := range past {
		add(q, past[k].s, alpha[k]-past[k].rho*dot(past[k].y, q))
	}
	return q
}
