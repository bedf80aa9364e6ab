package copies

import (
	"context"

	"newsdup/internal/join"
	"newsdup/internal/shingle"
)

// Found is what Find found.
type Found struct {
	Pairs []Pair  // near, contains and form, in order of (A, B)
	Label []int32 // the copy group of each clip, named by its smallest member
}

// Find joins the sets, judges every pair and groups the copies. No two sets
// should come from one sequence of words: such clips are exact copies, one of
// which speaks for all. An empty set is in no pair.
func Find(ctx context.Context, sets []*shingle.Set, t Thresholds, workers int) (*Found, error) {
	hashes := make([][]uint64, len(sets))
	for i, s := range sets {
		hashes[i] = s.Hashes
	}
	f := &Found{}
	err := join.Pairs(ctx, hashes, t.Join(workers), func(p join.Pair) error {
		if q := Judge(p, sets[p.A], sets[p.B], t); q.Relation != "" {
			f.Pairs = append(f.Pairs, q)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	f.Label = groups(sets, f.Pairs)
	return f, nil
}

// strangers is the containment below which two clips are never in one group.
const strangers = 0.4
