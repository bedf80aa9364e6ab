package story

import (
	"math"
	"slices"
	"testing"
)

// TestFarLack: what a clip shares with the part of a small folder that is least like it, but
// for a clip that is surely in a story there.
func TestFarLack(t *testing.T) {
	for _, c := range []struct {
		name   string
		cos    []float64
		others int
		want   float64
	}{
		{"alone", nil, 0, .04},
		{"two, alike", []float64{.3}, 1, .065},
		{"two, less alike", []float64{.05}, 1, .05},
		{"two of nothing in common", nil, 1, .04},
		{"one of three is another's", []float64{.3, .05}, 2, .05},
		{"two pairs", []float64{.3, .02, .02}, 3, .04},
		{"of one beat", []float64{.3, .07, .09, .1}, 4, .065},
		{"half are not found", []float64{.3, .07, .09, .1}, 8, .04},
		{"with one sure mate", []float64{.3, .18, .09, .1}, 4, .065},
		{"with two", []float64{.3, .24, .09, .1}, 4, .04},
		{"with two that are less sure", []float64{.3, .21, .09, .1}, 4, .0525},
		{"all of one event", []float64{.3, .3, .3, .2}, 4, .04},
		{"ranks 21 to 35 are there", slices.Repeat([]float64{.08}, 35), 35, .04 + .0325},
		{"all are there, and more than half are not found", slices.Repeat([]float64{.08}, 50), 120, .08},
	} {
		var bits []uint64
		for _, x := range c.cos {
			bits = append(bits, math.Float64bits(x))
		}
		if f := farBackground(bits, c.others, unknownLevel); math.Abs(f-c.want) > 1e-9 {
			t.Errorf("%s: %g, want %g", c.name, f, c.want)
		}
	}
}
