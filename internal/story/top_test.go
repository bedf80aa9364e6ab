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

// TestTopOfWeights: the same, of keys that hold weights, some of which are the same.
func TestTopOfWeights(t *testing.T) {
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
		got := top(keys, k)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("top %d of %d: %v, want %v", k, n, got, want)
		}
	}
}
