package join

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// anyOrder makes n sets of about so many elements of a small stock, the rarer the higher.
func anyOrder(r *rand.Rand, n, size, stock int) [][]uint64 {
	sets := make([][]uint64, n)
	for i := range sets {
		for range size/2 + r.IntN(size) {
			v := min(r.IntN(stock), r.IntN(stock))
			sets[i] = append(sets[i], element(uint64(v)))
		}
		sets[i] = ascending(sets[i])
	}
	return sets
}

// TestTally: sets that meet hundreds find every pair that merging each would, and
// merge few of those that do not qualify.
func TestTally(t *testing.T) {
	sets := anyOrder(rand.New(rand.NewPCG(4, 4)), 500, 50, 300)
	for _, o := range []Options{{Containment: .45}, {Jaccard: .2}, {Jaccard: .25, Containment: .5}, {Containment: .5, Small: 30, SmallJaccard: .2}} {
		var got []Pair
		s, err := findPairs(t.Context(), sets, o, func(p Pair) error { got = append(got, p); return nil })
		if err != nil {
			t.Fatal(err)
		}
		if want := reference(sets, o); len(want) < 30 || !slices.Equal(got, want) {
			t.Errorf("%+v: %d pairs, want %d", o, len(got), len(want))
		}
		if most := len(sets)*(manyMissed+20) + len(got); s.Merges > most || s.Lookups < 2*s.Merges {
			t.Errorf("%+v: %d merges and %d lookups for %d pairs, want at most %d merges, and more that were met", o, s.Merges, s.Lookups, len(got), most)
		}
	}
}

// TestTallyCrowd: where some elements are a crowd's, what is found is right, what is not
// is of a crowd, and both are the same for any number of workers.
func TestTallyCrowd(t *testing.T) {
	sets := anyOrder(rand.New(rand.NewPCG(5, 5)), 500, 50, 400)
	o := Options{Jaccard: .2, Containment: .4, Crowd: 30}
	want := reference(sets, o)
	var before []Pair
	for _, o.Workers = range []int{1, 7} {
		f, got := find(t, sets, o)
		for _, p := range got {
			if _, is := slices.BinarySearchFunc(want, p, compare); !is {
				t.Fatalf("pair %v is none, or has another overlap", p)
			}
		}
		missing := 0
		for _, p := range want {
			if _, found := slices.BinarySearchFunc(got, p, compare); !found {
				missing++
				if !f.Crowded(p.A) && !f.Crowded(p.B) {
					t.Fatalf("pair %v is left out, and none of the two is of a crowd", p)
				}
			}
		}
		if missing == 0 || missing > len(want)/2 {
			t.Errorf("%d of %d pairs are missing: the test says little", missing, len(want))
		}
		if before != nil && !slices.Equal(got, before) {
			t.Errorf("%d pairs with %d workers, %d before", len(got), o.Workers, len(before))
		}
		before = got
	}
}

func compare(p, q Pair) int {
	if p.A != q.A {
		return int(p.A - q.A)
	}
	return int(p.B - q.B)
}

// TestTwins: thousands of sets of which few are distinct come to pairs in the number
// of the sets, by which all hang together; without a crowd, or where none are
// identical, to all.
func TestTwins(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	stock := anyOrder(r, 30, 200, 60) // all alike
	twins := func(n int) (sets [][]uint64) {
		for range n {
			sets = append(sets, stock[r.IntN(len(stock))])
		}
		return sets
	}
	o := Options{Jaccard: .3, Crowd: 500}
	if few := twins(400); !slices.Equal(collect(t, few, o), reference(few, o)) {
		t.Error("400 sets, fewer than a crowd, lack pairs")
	}
	many := twins(3000)
	f, pairs := find(t, many, o)
	if most := len(many) + len(stock)*len(stock)/2; len(pairs) < len(many)-1 || len(pairs) > most {
		t.Errorf("%d pairs of %d sets, want at most %d", len(pairs), len(many), most)
	}
	root := make([]int32, len(many))
	for i := range root {
		root[i] = int32(i)
	}
	for _, p := range pairs { // ascending, so that the least of a component is found first
		root[p.B] = min(root[p.B], root[p.A])
		in := Jaccard(int(p.Overlap), len(many[p.A]), len(many[p.B]))
		if in < o.Jaccard || !f.Crowded(p.A) || !f.Crowded(p.B) {
			t.Fatalf("pair %v: J %.2f, of a crowd %t and %t", p, in, f.Crowded(p.A), f.Crowded(p.B))
		}
	}
	for i := range root {
		if root[i] != 0 {
			t.Fatalf("set %d does not hang together with the first", i)
		}
	}
}
