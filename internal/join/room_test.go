package join

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestRoom: a join in little room reads the sets more often, and finds the same; in
// too little it says so.
func TestRoom(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	sets := make([][]uint64, 3000)
	for i := range sets {
		for range 40 + r.IntN(80) {
			sets[i] = append(sets[i], element(r.Uint64N(40_000)))
		}
		if k := r.IntN(i + 1); i%3 == 0 { // an edit of another
			sets[i] = append(sets[i], sets[k][:len(sets[k])*3/4]...)
		}
		slices.Sort(sets[i])
		sets[i] = slices.Compact(sets[i])
	}
	o := Options{Jaccard: .3, Containment: .4, Crowd: 50}
	want := collect(t, sets, o)
	if len(want) < 1000 {
		t.Fatalf("%d pairs", len(want))
	}
	o.Workers = 3
	for _, o.Room = range []int64{3 << 20, 1 << 22, 1 << 30} {
		if got := collect(t, sets, o); !slices.Equal(got, want) {
			t.Errorf("room of %d: %d pairs, want %d", o.Room, len(got), len(want))
		}
	}
	o.Room = 1 << 10
	var above *RoomError
	if _, err := findPairs(context.Background(), sets, o, nil); !errors.As(err, &above) || above.Need < 1<<20 {
		t.Errorf("got %v", err)
	}
}

// TestSubregions: the passes of a region double until one fits.
func TestSubregions(t *testing.T) {
	for _, c := range []struct {
		words, room int64
		want        int
	}{
		{1 << 20, 0, 0}, {1 << 25, 0, 2}, {1 << 20, 32 << 20, 0}, {1 << 20, 8 << 20, 2}, {1 << 26, 1 << 18, mostPasses}, {1 << 25, 1 << 30, 2},
	} {
		if got := subregions(c.words, c.room); got != c.want {
			t.Errorf("%d words in room for %d bytes: 2^%d passes, want 2^%d", c.words, c.room, got, c.want)
		}
	}
}
