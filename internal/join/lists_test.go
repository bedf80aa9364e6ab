package join

import (
	"maps"
	"math/rand/v2"
	"testing"

	"newsdup/internal/spill"
)

// TestLists: elements are grouped by their lists, and none is lost where a table
// takes no more of them.
func TestLists(t *testing.T) {
	for _, c := range []struct {
		elements, lists, sets int // some elements, of so many different lists of up to so many sets
		atMost                int // lists written
	}{
		{0, 1, 2, 0},
		{1, 1, 2, 1},
		{20_000, 300, 40, 300},
		{2_000, 20, 9000, 500},
		{200_000, 30_000, 5, 50_000},
		{100_000, 1 << 40, 3, 100_000}, // hardly any list is there twice
	} {
		r := rand.New(rand.NewPCG(9, uint64(c.lists)))
		out := spill.NewStreams[int32](spill.New(t.TempDir(), 0), 1, 1<<10)
		l := &lists{out: out, most: mostFound}
		want, found, seen := map[[2]int32]int{}, 0, 0 // a list by its length and first set
		for range c.elements {
			of := rand.New(rand.NewPCG(uint64(r.IntN(c.lists)), 3))
			sets := make([]int32, 2+of.IntN(c.sets-1))
			for i := range sets {
				sets[i] = of.Int32()
			}
			want[[2]int32{int32(len(sets)), sets[0]}]++
			if err := l.add(sets); err != nil {
				t.Fatal(err)
			}
			found, seen = len(l.found), l.seen
		}
		if found > max(leastFound, seen/foundPart)+listHead+c.sets {
			t.Errorf("%+v: a table of %d values for %d seen", c, found, seen)
		}
		if err := l.flush(); err != nil {
			t.Fatal(err)
		}
		got, written := map[[2]int32]int{}, 0
		in := listReader{Reader: out.NewReader(0)}
		var head [listHead]int32
		for in.read(head[:]) == nil {
			sets := make([]int32, head[0])
			if err := in.read(sets); err != nil {
				t.Fatal(err)
			}
			got[[2]int32{head[0], sets[0]}] += int(head[1])
			l.many[head[0]]--
			written++
		}
		if !maps.Equal(got, want) || written > c.atMost {
			t.Errorf("%+v: %d lists, %d of them different; want %d", c, written, len(got), len(want))
		}
		for f, n := range l.many {
			if n != 0 {
				t.Errorf("%+v: %d lists of %d sets are counted that were not written", c, n, f)
			}
		}
	}
}
