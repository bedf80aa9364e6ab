package copies

import (
	"context"

	"newsdup/internal/clip"
	"newsdup/internal/crew"
	"newsdup/internal/join"
	"newsdup/internal/shingle"
)

// Found is what Find found.
type Found struct {
	Pairs  Pairs   // near, contains and form
	Groups []Group // by their smallest member
	Label  []int32 // of each clip: the smallest member of its group, itself when it has none
}

// Sets gives the shingles of clips, which need not be in memory.
type Sets interface {
	Count() int // of clips
	Size(i int32) Size
	// Two gives the sets of two clips, valid until it is called again. It returns no
	// error: the implementation keeps a failure to read, and its owner asks for it.
	Two(a, b int32) (x, y *shingle.Set)
	// Reader gives the same sets to another goroutine.
	Reader() Sets
}

// JudgeOf is Judge of two of some sets, which it reads only where their sizes
// leave a doubt.
func JudgeOf(p join.Pair, sets Sets, t Thresholds) Pair {
	t = t.WithDefaults()
	if q, sure := t.bySize(p, sets.Size(p.A), sets.Size(p.B)); sure {
		return q
	}
	a, b := sets.Two(p.A, p.B)
	return Judge(p, a, b, t)
}

// Find judges every pair of a join that was asked for with t.Join, and groups
// the copies. sets are those joined; one that is in no pair may be empty. No two
// sets should come from one sequence of words: such clips are exact copies, one
// of which speaks for all. The two clips of a pair of apart are never in one group.
func Find(ctx context.Context, joined *join.Found, sets Sets, apart [][2]int32, t Thresholds, workers int) (*Found, error) {
	f := &Found{Label: make([]int32, sets.Count())}
	t = t.WithDefaults()
	f.Pairs = Pairs{make([]packed, 0, joined.Pairs), sets}
	j := newJudges(sets, t, workers)
	err := joined.Each(ctx, func(p join.Pair) error {
		if j.asked = append(j.asked, p); len(j.asked) == askedAtOnce {
			j.judge(&f.Pairs)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	j.judge(&f.Pairs)
	f.Groups = groups(&f.Pairs, apart, joined.Crowded, t)
	for i := range f.Label {
		f.Label[i] = int32(i)
	}
	for _, g := range f.Groups {
		for _, i := range g.Members {
			f.Label[i] = g.Members[0]
		}
	}
	return f, nil
}

// askedAtOnce is how many pairs the judges share out: 50 KB.
const askedAtOnce = 1 << 12

// judges are goroutines that judge pairs, each with its own way to the sets.
type judges struct {
	t     Thresholds
	sets  []Sets
	asked []join.Pair
	found []clip.Relation // of those asked
}

func newJudges(sets Sets, t Thresholds, workers int) *judges {
	j := &judges{t: t, sets: []Sets{sets}, found: make([]clip.Relation, askedAtOnce)}
	for range workers - 1 {
		j.sets = append(j.sets, sets.Reader())
	}
	return j
}

// judge appends the pairs that were asked for and are something, in their order.
func (j *judges) judge(pairs *Pairs) {
	n := len(j.asked)
	var hands crew.Crew
	for w, sets := range j.sets {
		hands.Go(func() {
			for i := n * w / len(j.sets); i < n*(w+1)/len(j.sets); i++ {
				j.found[i] = JudgeOf(j.asked[i], sets, j.t).Relation
			}
		})
	}
	hands.Wait()
	for i, relation := range j.found[:n] {
		if relation != "" {
			pairs.list = append(pairs.list, pack(j.asked[i], relation))
		}
	}
	j.asked = j.asked[:0]
}
