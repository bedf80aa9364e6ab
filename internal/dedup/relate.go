package dedup

import (
	"context"
	"errors"
	"iter"
	"slices"

	"newsdup/internal/clip"
	"newsdup/internal/copies"
	"newsdup/internal/group"
	"newsdup/internal/join"
	"newsdup/internal/shingle"
)

// relate finds the copies: first identical texts, then all pairs of the others. It keeps
// the sets of the clips that package group compares, and of those asked for.
func relate(ctx context.Context, o *Options, c *corpus, asked ...int32) (*group.Input, error) {
	apart := newNotSamePairs(o.Memory.NotSame)
	in := &group.Input{Clips: c.clips, Class: classes(c, apart), Keep: o.Keep, Workers: o.workers(), Lean: o.Budget > 0}
	in.Apart = apart.ofClasses(c, in.Class)
	in.Scores = c.scores

	firsts := firstsOf(in.Class)
	size := func(i int32) copies.Size { return c.sizes[c.setOf[firsts[i]]] }
	joined, err := c.join(ctx, o, firsts, o.Copies.Join(size, o.workers()), asked)
	if err != nil {
		return nil, err
	}
	at := make(map[int32]int32, 2*len(in.Apart))
	if len(in.Apart) > 0 {
		for i, id := range firsts {
			at[id] = int32(i)
		}
	}
	defer joined.Close()
	c.pairCount = int64(joined.Stats.Pairs)
	if err := c.keepTo(o, len(c.setOf)); err != nil {
		return nil, err
	}
	kept := make([][2]int32, len(in.Apart))
	for i, p := range in.Apart {
		kept[i] = [2]int32{at[p[0]], at[p[1]]}
	}
	found, err := copies.Find(ctx, joined, byClip{c, c.paired, firsts}, kept, o.Copies, o.workers())
	if err != nil {
		return nil, err
	}
	o.countJoin(joined.Stats, found.Pairs.Len())
	c.related, c.firsts = found.Pairs, firsts
	in.Unit = make([]int32, len(c.setOf))
	for i, id := range firsts {
		in.Unit[id] = firsts[found.Label[i]]
	}
	c.pairCount, c.looseCount, c.largestGroup = int64(found.Pairs.Len()), 0, largestGroupOf(in)
	for range c.loosePairs(in.Unit) { // there may be millions, so they are counted before they are held
		c.looseCount++
	}
	if err := c.keepTo(o, len(c.setOf)); err != nil {
		return nil, err
	}
	in.Pairs = slices.AppendSeq(make([]copies.Pair, 0, c.looseCount), c.loosePairs(in.Unit))
	return in, c.paired.failed.first()
}

// largestGroupOf is the number of clips in the largest group of copies.
func largestGroupOf(in *group.Input) (most int64) {
	clips := make([]int32, len(in.Unit)) // by unit
	for _, first := range in.Class {
		if first >= 0 {
			n := &clips[in.Unit[first]]
			*n++
			most = max(most, int64(*n))
		}
	}
	return most
}

// scores answers one goroutine of package group about copies.
func (c *corpus) scores() group.Scores {
	sets := c.paired.reader()
	one := func(id int32) *shingle.Set { return sets.one(c.setOf[id], c.setOf[id]) }
	return group.Scores{
		Jaccard: func(a, b int32) float64 {
			if p, ok := c.pairOf(a, b); ok {
				return p.Jaccard
			}
			x, y := sets.two(c.setOf[a], c.setOf[b])
			return join.Jaccard(shingle.Overlap(x.Hashes, y.Hashes), x.Len(), y.Len())
		},
		Jaccards: func(of []int32) func(id int32) []float64 {
			sizes := make([]int, len(of))
			tally := shingle.NewTally(len(of), func(i int) *shingle.Set {
				x := one(of[i])
				sizes[i] = x.Len()
				return x
			})
			scores := make([]float64, len(of))
			return func(id int32) []float64 {
				x := one(id)
				for i, n := range tally.Overlaps(x) {
					scores[i] = join.Jaccard(int(n), x.Len(), sizes[i])
				}
				return scores
			}
		},
	}
}

// join joins the texts of some clips. It keeps the sets of those that are in a pair, or
// asked for.
func (c *corpus) join(ctx context.Context, run *Options, clips []int32, o join.Options, asked []int32) (*join.Found, error) {
	sets := make([]int32, len(clips))
	for i, id := range clips {
		sets[i] = c.setOf[id]
	}
	c.setNumber = nil // no clip is added any more
	o.Room = run.joinRoom()
	found, err := c.sets.Find(ctx, sets, o)
	var above *join.RoomError
	if errors.As(err, &above) {
		need := run.Budget + (above.Need-o.Room)*4/3
		return nil, &BudgetError{Budget: run.Budget, Need: need, All: need, Clips: len(c.setOf), Files: len(c.setOf)}
	}
	if err != nil {
		return nil, err
	}
	wanted := slices.Clone(asked)
	for i, in := range found.Paired() {
		if in {
			wanted = append(wanted, clips[i])
		}
	}
	if err := c.loadPaired(wanted, o.Workers); err != nil {
		_ = found.Close()
		return nil, err
	}
	return found, nil
}

// pairsFound yields the pairs of first clips that are related, in the order of (A, B).
func (c *corpus) pairsFound() iter.Seq[copies.Pair] {
	return func(yield func(copies.Pair) bool) {
		for p := range c.related.All() {
			if p.A, p.B = c.firsts[p.A], c.firsts[p.B]; !yield(p) {
				return
			}
		}
	}
}

// loosePairs yields the related pairs that the report lists as links, because no unit shows them.
func (c *corpus) loosePairs(unit []int32) iter.Seq[copies.Pair] {
	return func(yield func(copies.Pair) bool) {
		for p := range c.pairsFound() {
			if (p.Relation != clip.Near || unit[p.A] != unit[p.B]) && !yield(p) {
				return
			}
		}
	}
}

// pairOf is the pair of two first clips; ok is false when they are not related.
func (c *corpus) pairOf(a, b int32) (p copies.Pair, ok bool) {
	a, b = min(a, b), max(a, b)
	i, _ := slices.BinarySearch(c.firsts, a)
	k, _ := slices.BinarySearch(c.firsts, b)
	p, ok = c.related.Of(int32(i), int32(k))
	p.A, p.B = a, b
	return p, ok
}

// countJoin counts the work of a join for -v, as far as it is the same for any number of
// workers.
func (o *Options) countJoin(s join.Stats, pairs int) {
	o.Progress.count("sets", s.Sets)
	o.Progress.count("shared shingles", s.Kept)
	o.Progress.count("candidates", s.Merges)
	o.Progress.count("pairs", pairs)
}

// classes gives for each page the first page with the same text; -1 for pages that are too
// small to be compared. Two pages that are declared not the same are in two classes.
func classes(c *corpus, apart notSamePairs) []int32 {
	type text struct {
		set    int32
		parted int32 // classes of the same text before this one
	}
	class := make([]int32, len(c.setOf))
	seen := make([]int32, c.sets.Len()) // by set: 1 + the first page of its first class
	more := map[text]int32{}            // the first page of each further class
	find := func(t text) (first int32, ok bool) {
		if t.parted == 0 {
			return seen[t.set] - 1, seen[t.set] > 0
		}
		first, ok = more[t]
		return first, ok
	}
	marked := map[int32][][32]byte{} // by class: its contents that are in a pair of NotSame
	for i := range c.setOf {
		if c.setOf[i] < 0 {
			class[i] = -1
			continue
		}
		t := text{set: c.setOf[i]}
		var content [32]byte
		if apart != nil {
			content = c.clips.content(int32(i))
		}
		first, ok := find(t)
		for ok && apart.has(content, marked[first]) {
			t.parted++
			first, ok = find(t)
		}
		if !ok {
			if first = int32(i); t.parted == 0 {
				seen[t.set] = 1 + first
			} else {
				more[t] = first
			}
		}
		if apart[content] != nil {
			marked[first] = append(marked[first], content)
		}
		class[i] = first
	}
	return class
}

// firstsOf lists the first pages of all classes.
func firstsOf(class []int32) []int32 {
	n := 0
	for i, c := range class {
		if c == int32(i) {
			n++
		}
	}
	firsts := make([]int32, 0, n)
	for i, c := range class {
		if c == int32(i) {
			firsts = append(firsts, c)
		}
	}
	return firsts
}
