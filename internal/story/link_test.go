package story

import (
	"math"
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
