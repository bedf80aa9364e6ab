package join

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestPairsRandom(t *testing.T) {
	for seed := range uint64(25) {
		r := rand.New(rand.NewPCG(seed, 1))
		sets := skewed(r, 40+r.IntN(60), []int{4, 20, 100}[seed%3])
		for _, o := range options {
			if got, want := collect(t, sets, o), reference(sets, o); !slices.Equal(got, want) {
				t.Fatalf("seed %d, %+v: %d pairs, want %d\ngot  %v\nwant %v", seed, o, len(got), len(want), got, want)
			}
		}
	}
}

// TestPairsSmallValues has sets whose values all fall into one region and one
// run of the filter, as no hash would.
func TestPairsSmallValues(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	sets := make([][]uint64, 80)
	for i := range sets {
		for range r.IntN(30) {
			sets[i] = append(sets[i], r.Uint64N(60))
		}
		sets[i] = ascending(sets[i])
	}
	for _, o := range options {
		if got, want := collect(t, sets, o), reference(sets, o); !slices.Equal(got, want) {
			t.Fatalf("%+v: %d pairs, want %d", o, len(got), len(want))
		}
	}
}

// TestPairsRegions has enough elements for many regions, so that cursors, workers and regions meet.
func TestPairsRegions(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	sets := make([][]uint64, 120)
	for i := range sets {
		n := 1000 + r.IntN(3000)
		if i%4 == 3 {
			sets[i] = append(sets[i], sets[i-1][:len(sets[i-1])/2]...)
		}
		for range n {
			sets[i] = append(sets[i], r.Uint64())
		}
		sets[i] = ascending(sets[i])
	}
	for _, o := range []Options{{Jaccard: 0.2}, {Jaccard: 0.5, Containment: 0.3}} {
		want := reference(sets, o)
		for _, o.Workers = range []int{1, 2, 8} {
			if got := collect(t, sets, o); len(got) < 20 || !slices.Equal(got, want) {
				t.Fatalf("%+v: %d pairs, want %d", o, len(got), len(want))
			}
		}
	}
}

func TestPairsText(t *testing.T) {
	var sets [][]uint64
	for _, p := range pages {
		sets = append(sets, shingles(p))
	}
	for _, o := range options {
		if got, want := collect(t, sets, o), reference(sets, o); !slices.Equal(got, want) {
			t.Errorf("%+v:\ngot  %v\nwant %v", o, got, want)
		}
	}
}

// TestPairsShuffled checks that other orders and other numbers of workers give the same pairs.
func TestPairsShuffled(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	sets := skewed(r, 300, 60)
	for _, o := range options {
		want := map[[2]int32]int32{}
		for _, p := range collect(t, sets, o) {
			want[[2]int32{p.A, p.B}] = p.Overlap
		}
		perm := r.Perm(len(sets))
		shuffled := make([][]uint64, len(sets))
		for i, from := range perm {
			shuffled[i] = sets[from]
		}
		o.Workers = 1
		first := collect(t, shuffled, o)
		if len(first) != len(want) {
			t.Fatalf("%+v: %d pairs after shuffling, want %d", o, len(first), len(want))
		}
		for _, p := range first {
			a, b := int32(perm[p.A]), int32(perm[p.B])
			if want[[2]int32{min(a, b), max(a, b)}] != p.Overlap {
				t.Fatalf("%+v: pair %d %d has another overlap after shuffling", o, a, b)
			}
		}
		for _, o.Workers = range []int{2, 8, 1000} {
			if got := collect(t, shuffled, o); !slices.Equal(got, first) {
				t.Fatalf("%d workers give other pairs or another order than 1", o.Workers)
			}
		}
	}
}

// TestPairsGrow checks that a lower threshold keeps every pair.
func TestPairsGrow(t *testing.T) {
	sets := skewed(rand.New(rand.NewPCG(8, 8)), 300, 60)
	var last []Pair
	for _, v := range []float64{1, 0.9, 0.7, 0.55, 0.3, 0.1, 0.01} {
		got := collect(t, sets, Options{Jaccard: v, Containment: min(1, v+0.05)})
		in := map[Pair]bool{}
		for _, p := range got {
			in[p] = true
		}
		for _, p := range last {
			if !in[p] {
				t.Fatalf("threshold %g loses the pair %v", v, p)
			}
		}
		last = got
	}
}

// TestNeed compares the least overlap with a search from below.
func TestNeed(t *testing.T) {
	for _, o := range options {
		r, err := newRule(o)
		if err != nil {
			t.Fatal(err)
		}
		for a := 1; a <= 60; a++ {
			for b := a; b <= 130; b++ {
				want := 1
				for want <= a && !r.qualifies(want, a, b) {
					want++
				}
				if got := r.need(a, b); got != want {
					t.Fatalf("%+v: sets of %d and %d need %d, want %d", o, a, b, got, want)
				}
			}
		}
	}
}

// TestAccept: pairs that are not accepted are not found, and nobody is in a pair for them.
func TestAccept(t *testing.T) {
	sets := skewed(rand.New(rand.NewPCG(3, 3)), 100, 40)
	odd := func(p Pair) bool { return p.Overlap%2 == 1 }
	var want []Pair
	for _, p := range reference(sets, Options{Jaccard: 0.2}) {
		if odd(p) || slices.Equal(sets[p.A], sets[p.B]) { // identical sets are not asked for
			want = append(want, p)
		}
	}
	if got := collect(t, sets, Options{Jaccard: 0.2, Accept: odd}); !slices.Equal(got, want) {
		t.Errorf("%d pairs, want %d", len(got), len(want))
	}
}

func TestPairsErrors(t *testing.T) {
	sets := skewed(rand.New(rand.NewPCG(9, 9)), 50, 20)
	stop := errors.New("enough")
	calls := 0
	_, err := findPairs(context.Background(), sets, Options{Jaccard: 0.01}, func(Pair) error { calls++; return stop })
	if err != stop || calls != 1 {
		t.Errorf("yield's error after one call: got %v after %d", err, calls)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := findPairs(ctx, sets, Options{Jaccard: 0.01}, func(Pair) error { return nil }); err != context.Canceled {
		t.Errorf("cancelled: got %v", err)
	}
	zero := 0.0
	for _, o := range []Options{{Jaccard: -0.1}, {Jaccard: 1.5}, {Containment: 2}, {Jaccard: zero / zero}, {Jaccard: 0.5, SmallJaccard: -1}} {
		if _, err := findPairs(context.Background(), sets, o, func(Pair) error { return nil }); err == nil {
			t.Errorf("%+v: no error", o)
		}
	}
	for _, none := range [][][]uint64{nil, {}, {nil}, {nil, nil, {}}, {{1}}, {{1}, {2}}} {
		if got := collect(t, none, Options{Jaccard: 0.01, Containment: 0.01}); len(got) != 0 {
			t.Errorf("%v: got pairs %v", none, got)
		}
	}
}

func TestScores(t *testing.T) {
	for _, c := range []struct {
		overlap, a, b        int
		jaccard, containment float64
	}{{0, 0, 0, 0, 0}, {0, 3, 4, 0, 0}, {2, 3, 4, 0.4, 2.0 / 3}, {3, 3, 3, 1, 1}, {1, 1, 1000, 0.001, 1}} {
		if j, k := Jaccard(c.overlap, c.a, c.b), Containment(c.overlap, c.a); j != c.jaccard || k != c.containment {
			t.Errorf("overlap %d of %d and %d: J %g, C %g, want %g, %g", c.overlap, c.a, c.b, j, k, c.jaccard, c.containment)
		}
	}
}

// FuzzPairs reads sets from bytes: 0 ends a set, any other byte is an element.
func FuzzPairs(f *testing.F) {
	f.Add([]byte("abc\x00abd\x00abc\x00xyz"), uint8(50), uint8(55), uint8(0))
	f.Add([]byte("\x00\x00a\x00ab\x00abcdefgh\x00abcdefgi"), uint8(20), uint8(0), uint8(3))
	f.Add([]byte("aaaa\x00a"), uint8(100), uint8(100), uint8(9))
	f.Fuzz(func(t *testing.T, data []byte, jaccard, containment, small uint8) {
		if len(data) > 2000 {
			return
		}
		var sets [][]uint64
		for _, s := range strings.Split(string(data), "\x00") {
			var set []uint64
			for _, b := range []byte(s) {
				set = append(set, element(uint64(b)))
			}
			sets = append(sets, ascending(set))
		}
		o := Options{Jaccard: float64(jaccard%101) / 100, Containment: float64(containment%101) / 100, Small: int(small % 10), SmallJaccard: 0.9}
		if got, want := collect(t, sets, o), reference(sets, o); !slices.Equal(got, want) {
			t.Errorf("%+v: got %v, want %v", o, got, want)
		}
	})
}
