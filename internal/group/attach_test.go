package group

import (
	"maps"
	"slices"
	"testing"

	"newsdup/internal/clip"
	"newsdup/internal/copies"
)

func TestRoundups(t *testing.T) {
	contains := func(inner, outer int32, share float64) copies.Pair {
		p := copies.Pair{A: inner, B: outer, Relation: clip.Contains, AInB: .9, BInA: share}
		if p.A > p.B {
			p.A, p.B, p.AInB, p.BInA = p.B, p.A, p.BInA, p.AInB
		}
		return p
	}
	for _, c := range []struct {
		name  string
		pairs []copies.Pair
		want  map[int32][]int32
	}{
		{"edits of one brief that the join left out", []copies.Pair{contains(4, 0, .2), contains(5, 0, .3)}, nil},
		{"one brief", []copies.Pair{contains(1, 0, .2)}, nil},
		{"two strangers", []copies.Pair{contains(1, 0, .2), contains(2, 0, .3)}, map[int32][]int32{0: {1, 2}}},
		{"two briefs of one text", []copies.Pair{contains(1, 0, .2), contains(2, 0, .3), contains(1, 2, .6)}, nil},
		{"two near briefs", []copies.Pair{contains(1, 0, .2), contains(2, 0, .3), {A: 1, B: 2, Relation: clip.Near}}, nil},
		{"halves", []copies.Pair{contains(1, 0, .5), contains(2, 0, .45)}, nil},
		{"a stranger among three", []copies.Pair{contains(1, 3, .2), contains(2, 3, .3), contains(1, 2, .6), contains(0, 3, .1)}, map[int32][]int32{3: {0, 1, 2}}},
	} {
		got := Roundups(c.pairs, []int32{0, 1, 2, 3, 4, 4})
		if !maps.EqualFunc(got, c.want, slices.Equal) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}
