package join

import (
	"context"

	"newsdup/internal/spill"
)

// findPairs joins sets in memory.
func findPairs(ctx context.Context, sets [][]uint64, o Options, yield func(Pair) error) (Stats, error) {
	c := NewCollection(spill.New("", 1<<62), 0)
	numbers := make([]int32, len(sets))
	for i, s := range sets {
		numbers[i] = int32(i)
		if err := c.Add(s, nil); err != nil {
			return Stats{}, err
		}
	}
	f, err := c.Find(ctx, numbers, o)
	if err != nil {
		return Stats{}, err
	}
	return f.Stats, f.Each(ctx, yield)
}
