package story

import (
	"math"
	"math/rand/v2"
	"testing"
)

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
