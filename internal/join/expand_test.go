package join

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"newsdup/internal/spill"
)

// TestExpand: the pairs are the same, in the same order, however few links a range of
// the input has room for, also of sets that stand in several ranges.
func TestExpand(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	var sets [][]uint64
	for range 300 {
		switch k := r.IntN(10); {
		case k < 3 && len(sets) > 0:
			sets = append(sets, sets[r.IntN(len(sets))])
		case k == 3:
			sets = append(sets, nil)
		default:
			var set []uint64
			for range 3 + r.IntN(8) {
				set = append(set, uint64(r.IntN(14))<<58|uint64(r.IntN(3)))
			}
			sets = append(sets, ascending(set))
		}
	}
	pairs := func(room int) (all []Pair, ranges int) {
		c := NewCollection(spill.New(t.TempDir(), 0), 0)
		var numbers []int32
		for i, s := range sets {
			if err := c.Add(s, nil); err != nil {
				t.Fatal(err)
			}
			numbers = append(numbers, int32(i))
		}
		f, err := c.Find(context.Background(), numbers, Options{Jaccard: .3, Workers: 3})
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		f.room = room
		count := make([]int32, f.sets.number())
		for i := range count {
			count[i] = 1
		}
		if err := f.Each(context.Background(), func(p Pair) error { all = append(all, p); return nil }); err != nil {
			t.Fatal(err)
		}
		return all, len(f.sets.ranges(count, room))
	}
	want, ranges := pairs(leastRange)
	if len(want) < 500 || ranges != 1 {
		t.Fatalf("%d pairs, %d ranges", len(want), ranges)
	}
	for _, room := range []int{1, 7, 100} {
		got, ranges := pairs(room)
		if ranges < 2 || !slices.Equal(got, want) {
			t.Errorf("room for %d: %d ranges, %d pairs in place of %d", room, ranges, len(got), len(want))
		}
	}
}
