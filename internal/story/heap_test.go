package story

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestTop: the k greatest keys, whatever the order.
func TestTop(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for range 300 {
		n, k := r.IntN(60), r.IntN(60)
		keys := make([]uint64, n)
		for i := range keys {
			keys[i] = pack(float32(1+r.IntN(9)), uint32(i))
		}
		r.Shuffle(n, func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
		want := slices.Clone(keys)
		slices.Sort(want)
		want = want[max(0, n-k):]
		got := top(keys, k)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("top %d of %d: %v, want %v", k, n, got, want)
		}
	}
	if k := pack(0.25, 17); unpack(k) != 17 || weight(k) != 0.25 {
		t.Errorf("a key gives back %v, %v", unpack(k), weight(k))
	}
}

// TestHeaviest: the same, of keys that hold weights.
func TestHeaviest(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 3))
	for round := range 600 {
		n, k := r.IntN(400), r.IntN(400)
		keys := make([]uint64, n)
		for i := range keys {
			x := math.Pow(10, -float64(r.IntN(1+round%48))) // down to what no float32 tells from 0
			keys[i] = pack(float32((1+r.Float64())*x), uint32(r.IntN(9*n)))
		}
		want := slices.Clone(keys)
		slices.Sort(want)
		want = want[max(0, n-k):]
		got := heaviest(keys, k)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("the heaviest %d of %d: %v, want %v", k, n, got, want)
		}
	}
}

// TestHeap: offers come out best first, whatever is pushed between.
func TestHeap(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	var h heap
	for round := range 200 {
		for range r.IntN(20) {
			h.push(choice{score: int64(r.IntN(5)), a: int32(r.IntN(5)), b: int32(r.IntN(5))})
		}
		last := choice{score: math.MaxInt64}
		for left := len(h) * (round % 2); left > 0; left-- {
			c := h.pop()
			if c.before(last) {
				t.Fatalf("%v came after %v", c, last)
			}
			last = c
		}
	}
}
