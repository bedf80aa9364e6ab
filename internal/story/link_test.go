package story

import (
	"math"
	"slices"
	"testing"
)

func TestFarBackground(t *testing.T) {
	ranks := func(best, far float64) []uint64 { // ten of the best, then the far ones
		cos := make([]uint64, 60)
		for i := range cos {
			if cos[i] = math.Float64bits(far); i%6 == 0 {
				cos[i] = math.Float64bits(best)
			}
		}
		return cos
	}
	for _, c := range []struct {
		name             string
		best, far, level float64
		want             float64
	}{
		{"nothing near", .3, .01, .01, .04},
		{"a beat", .3, .08, .02, .08},
		{"a dense beat", .3, .13, .02, .12},
		{"a story of a hundred", .35, .2, .02, .04},
		{"between the two", .4, .175, .02, .08},
		{"a story of a quarter of the folder", .15, .13, .02, .04},
		{"ranks half flat", .15, .12, .02, .08},
		{"a flat beat", .1, .09, .02, .09},
		{"a folder without stories", .14, .13, .1, .12},
		{"a folder of which nothing is known", .15, .13, unknownLevel, .12},
	} {
		if f := farBackground(ranks(c.best, c.far), farLast, c.level); math.Abs(f-c.want) > 1e-9 {
			t.Errorf("%s: %g, want %g", c.name, f, c.want)
		}
	}
}

// TestFarLack: what a clip shares with the half of a small folder that is least like it.
func TestFarLack(t *testing.T) {
	for _, c := range []struct {
		name   string
		cos    []float64
		others int
		want   float64
	}{
		{"alone", nil, 0, .04},
		{"two, alike", []float64{.3}, 1, .06},
		{"two, less alike", []float64{.05}, 1, .05},
		{"two of nothing in common", nil, 1, .04},
		{"one of three is another's", []float64{.3, .05}, 2, .05},
		{"two pairs", []float64{.3, .02, .02}, 3, .04},
		{"of one beat", []float64{.3, .07, .09, .1}, 4, .06},
		{"half are not found", []float64{.3, .07, .09, .1}, 8, .04},
		{"ranks 21 to 35 are there", slices.Repeat([]float64{.08}, 35), 35, .04 + .03},
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
