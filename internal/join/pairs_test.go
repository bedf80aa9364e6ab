package join

import (
	"context"
	"testing"

	"newsdup/internal/spill"
)

// found joins sets in memory.
func found(ctx context.Context, sets [][]uint64, o Options) (*Found, error) {
	c := NewCollection(spill.New("", 1<<62), 0)
	numbers := make([]int32, len(sets))
	for i, s := range sets {
		numbers[i] = int32(i)
		if err := c.Add(s, nil); err != nil {
			return nil, err
		}
	}
	return c.Find(ctx, numbers, o)
}

// findPairs joins sets in memory and yields their pairs.
func findPairs(ctx context.Context, sets [][]uint64, o Options, yield func(Pair) error) (Stats, error) {
	f, err := found(ctx, sets, o)
	if err != nil {
		return Stats{}, err
	}
	return f.Stats, f.Each(ctx, yield)
}

// find joins sets in memory and gives their pairs.
func find(t *testing.T, sets [][]uint64, o Options) (f *Found, pairs []Pair) {
	t.Helper()
	f, err := found(context.Background(), sets, o)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Each(context.Background(), func(p Pair) error { pairs = append(pairs, p); return nil }); err != nil {
		t.Fatal(err)
	}
	return f, pairs
}
