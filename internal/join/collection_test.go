package join

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"newsdup/internal/spill"
)

// TestLoad adds sets and loads some of them, from memory and from the file: those
// that are wanted, in order, as they were added.
func TestLoad(t *testing.T) {
	for _, limit := range []int64{0, 1 << 40} {
		r := rand.New(rand.NewPCG(7, 7))
		store := spill.New(t.TempDir(), limit)
		c := NewCollection(store)
		var sets, words [][]uint64
		var wanted []bool
		for range 400 {
			set, beside := make([]uint64, r.IntN(2000)), make([]uint64, r.IntN(3)*r.IntN(300))
			for k := range set {
				set[k] = r.Uint64()
				if r.IntN(3) == 0 {
					set[k] >>= 20 // most of them in one region
				}
			}
			for k := range beside {
				beside[k] = r.Uint64()
			}
			slices.Sort(set)
			set = slices.Compact(set)
			if err := c.Add(set, beside); err != nil {
				t.Fatal(err)
			}
			sets, words, wanted = append(sets, set), append(words, beside), append(wanted, r.IntN(3) > 0)
		}
		next := 0
		err := c.Load(wanted, func(n int32, elems, beside []uint64) error {
			for ; !wanted[next]; next++ {
			}
			if int(n) != next || !slices.Equal(elems, sets[n]) || !slices.Equal(beside, words[n]) {
				t.Errorf("limit %d: set %d in place of %d, %d elements and %d words", limit, n, next, len(elems), len(beside))
			}
			next++
			return nil
		})
		if err != nil || slices.Contains(wanted[next:], true) {
			t.Errorf("limit %d: ended before set %d of %d, %v", limit, next, len(wanted), err)
		}
		stop := errors.New("stop")
		if err := c.Load(wanted, func(int32, []uint64, []uint64) error { return stop }); err != stop {
			t.Errorf("got %v", err)
		}
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	}
}
