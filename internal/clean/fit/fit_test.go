package main

import (
	"math"
	"strings"
	"testing"

	"newsdup/internal/clean"
)

// TestMaximise: a curved valley with one top, whose place is known.
func TestMaximise(t *testing.T) {
	top := []float64{1, -2, .5, 3}
	w := maximise(len(top), func(w, g []float64) float64 {
		value := 0.0
		for i := range w {
			d, steep := w[i]-top[i], float64(1+i*i)
			value -= steep*d*d + .1*d*d*d*d
			g[i] = -2*steep*d - .4*d*d*d
		}
		return value
	})
	for i := range top {
		if math.Abs(w[i]-top[i]) > 1e-3 {
			t.Errorf("weight %d is %.5f, the top is at %g", i, w[i], top[i])
		}
	}
}

// TestLogAdd: the sum of two numbers given by their logarithms, also far apart.
func TestLogAdd(t *testing.T) {
	for _, c := range [][2]float64{{0, 0}, {-3, 2}, {700, 699}, {-1e9, 5}} {
		big := max(c[0], c[1])
		want := big + math.Log(math.Exp(c[0]-big)+math.Exp(c[1]-big))
		if got := logAdd(c[0], c[1]); math.Abs(got-want) > 1e-9 {
			t.Errorf("log(e^%g + e^%g) is %g, want %g", c[0], c[1], got, want)
		}
	}
}

// TestOverlap counts by hand: of the gold's word 4-grams a b c d, b c d e the
// body has the first, and one that the gold lacks.
func TestOverlap(t *testing.T) {
	p, r := overlap(words("a b c d x"), words("a b c d e"))
	if p != .5 || r != .5 {
		t.Errorf("precision %g, recall %g; want .5 and .5", p, r)
	}
	if p, r := overlap(nil, words("a b c d e")); p != 0 || r != 0 {
		t.Errorf("empty body: %g, %g", p, r)
	}
	text := words(strings.Repeat("a b c d ", 3))
	if p, r := overlap(text, text); p != 1 || r != 1 {
		t.Errorf("the gold itself: %g, %g", p, r)
	}
}

// TestGoldShares by hand: a unit is the body's as far as its words stand in 4-grams
// of it, also across the ends of short units.
func TestGoldShares(t *testing.T) {
	got := goldShares([]string{"x y", "a b", "c d e", "z", "a b c d z z z z"}, words("a b c d e"))
	for i, want := range []float64{0, 1, 1, 0, .5} {
		if math.Abs(got[i]-want) > 1e-9 {
			t.Errorf("unit %d: %g, want %g", i, got[i], want)
		}
	}
}

// TestFitInside: a feature that always speaks against gets a weight that does, one
// that says nothing next to none.
func TestFitInside(t *testing.T) {
	var es []example
	for i := range 200 {
		x := make([]float64, clean.InsideCount)
		x[0], x[1], x[2] = float64(i%2), float64(i/2%2), 1
		es = append(es, example{x, i%2 == 0, 1})
	}
	w := fitInside(es)
	if w[0] > -2 || math.Abs(w[1]) > .5 || w[2] < 1 {
		t.Errorf("weights %.2f %.2f %.2f", w[0], w[1], w[2])
	}
}
