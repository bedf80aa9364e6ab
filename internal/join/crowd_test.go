package join

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestHubs counts the work on sets that all share something: it must follow
// the pairs that qualify, not the square of the sets.
func TestHubs(t *testing.T) {
	unique := uint64(1e9)
	fresh := func(n int) (s []uint64) {
		for range n {
			unique++
			s = append(s, element(unique))
		}
		return s
	}
	footer := fresh(40)
	with := func(n int, own func() []uint64) [][]uint64 {
		sets := make([][]uint64, n)
		for i := range sets {
			sets[i] = ascending(append(own(), footer...))
		}
		return sets
	}
	copied := func() func() []uint64 { // every second set copies most of the one before
		i, last := 0, []uint64(nil)
		return func() []uint64 {
			if i++; i%2 == 0 {
				return append(slices.Clone(last[:90]), fresh(10)...)
			}
			last = fresh(100)
			return slices.Clone(last)
		}
	}
	edits := func(n int) [][]uint64 { // each lacks five in a hundred of one text
		text, r := fresh(100), rand.New(rand.NewPCG(7, 8))
		sets := make([][]uint64, n)
		for i := range sets {
			own := slices.Clone(text)
			for _, k := range r.Perm(len(own))[:5] {
				own[k] = fresh(1)[0]
			}
			sets[i] = ascending(own)
		}
		return sets
	}
	both := Options{Jaccard: 0.5, Containment: 0.55}
	for _, c := range []struct {
		name          string
		sets          [][]uint64
		o             Options
		pairs, atMost int // pairs found; lookups allowed
	}{
		{"a footer under everything", with(20000, func() []uint64 { return fresh(60) }), both, 0, 0},
		{"a footer under everything, J 0.3", with(20000, func() []uint64 { return fresh(60) }), Options{Jaccard: 0.3}, 0, 0},
		{"a footer and copies", with(5000, copied()), both, 2500, 400000},
		{"identical", with(2000, func() []uint64 { return nil }), both, 1999000, 0},
		{"one template, other numbers", with(300, func() []uint64 { return fresh(20) }), both, 44850, 21 * 44850},
		{"edits of one text", edits(300), both, 44850, 6 * 44850},
		{"a footer of two fifths, within reach", with(20000, func() []uint64 { return fresh(60) }), Options{Containment: .35, Crowd: 500}, 20000*16 - 136, 20000 * 6 * 16},
	} {
		n := 0
		s, err := findPairs(context.Background(), c.sets, c.o, func(Pair) error { n++; return nil })
		if err != nil {
			t.Fatal(err)
		}
		if n != c.pairs || s.Lookups > c.atMost {
			t.Errorf("%s: %d pairs by %d lookups and %d merges, want %d by at most %d lookups", c.name, n, s.Lookups, s.Merges, c.pairs, c.atMost)
		}
	}
}

// TestCrowd: with a bound every pair that is left out shares nothing that fewer
// sets hold, in what the smaller one asks for, and that one says so.
func TestCrowd(t *testing.T) {
	left := 0
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 2))
		sets := skewed(r, 150, 60)
		o := Options{Jaccard: 0.2, Containment: 0.3, Crowd: 20, Workers: 1 + int(seed%3)}
		held, twins := map[uint64]int{}, map[string]int{}
		for _, s := range sets {
			twins[fmt.Sprint(s)]++
			for _, v := range s {
				held[v]++
			}
		}
		f, pairs := find(t, sets, o)
		found := map[Pair]bool{}
		for _, p := range pairs {
			found[p] = true
		}
		want := reference(sets, o)
		exact := map[Pair]bool{}
		for _, p := range want {
			exact[p] = true
		}
		for p := range found {
			if !exact[p] {
				t.Fatalf("seed %d: pair %v is none, or has another overlap", seed, p)
			}
		}
		for _, p := range want {
			if found[p] {
				continue
			}
			left++
			if !f.Crowded(p.A) && !f.Crowded(p.B) {
				t.Fatalf("seed %d: pair %v is left out, and none of the two is of a crowd", seed, p)
			}
			small, large := sets[p.A], sets[p.B]
			if twins[fmt.Sprint(small)]+twins[fmt.Sprint(large)] > 2 {
				continue // the first of identical sets may speak for them
			}
			if len(small) > len(large) {
				small, large = large, small
			}
			slices.SortFunc(small, func(v, w uint64) int { return cmp.Compare(held[v], held[w]) })
			need := 1
			for float64(need)/float64(len(small)) < o.Containment && float64(need)/float64(2*len(small)-need) < o.Jaccard {
				need++
			}
			for _, v := range small[:len(small)-need] { // one less than the prefix: equally rare elements go by another order
				if slices.Contains(large, v) && held[v] <= 12 { // identical sets are held once in the index
					t.Fatalf("seed %d: pair %v is left out, but few sets hold %x", seed, p, v)
				}
			}
			slices.Sort(small)
		}
		for _, o.Workers = range []int{1, 8} {
			if got := collect(t, sets, o); len(got) != len(found) {
				t.Fatalf("seed %d: %d pairs with %d workers, %d before", seed, len(got), o.Workers, len(found))
			}
		}
	}
	if left < 500 {
		t.Errorf("%d pairs were left out: the test says little", left)
	}
}

// TestCrowdedIsMissing: a set that has met all larger ones is of no crowd, whichever of
// two elements that are as common as each other it asks for first.
func TestCrowdedIsMissing(t *testing.T) {
	for _, v := range [][2]uint64{{1 << 8, 1 << 62}, {1 << 62, 1 << 8}} {
		unique := uint64(1 << 40)
		fresh := func(n int) (s []uint64) {
			for range n {
				unique++
				s = append(s, unique)
			}
			return s
		}
		rare, half, all := uint64(1), v[0], v[1]
		sets := [][]uint64{ascending(append(fresh(10), rare, half, all))}
		for range 10 {
			sets = append(sets, ascending(append(fresh(20), rare, all)), ascending(append(fresh(20), half, all)),
				ascending(append(fresh(2), half))) // a smaller one, so that half is as common as all
		}
		f, pairs := find(t, sets, Options{Containment: .01, Crowd: 20, Workers: 2})
		larger := 0
		for _, p := range pairs {
			if p.A == 0 && len(sets[p.B]) > len(sets[0]) {
				larger++
			}
		}
		if larger != 20 || f.Crowded(0) {
			t.Errorf("half %x, all %x: %d of 20 larger sets found, of a crowd %t", half, all, larger, f.Crowded(0))
		}
	}
}
