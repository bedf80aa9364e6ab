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

// relate finds the copies: identical texts first, then every pair of the rest.
// It keeps the sets of the clips that group compares, and of those asked for.
func relate(ctx context.Context, o *Options, c *corpus, asked ...int32) (*group.Input, error) {
	apart := newNotSamePairs(o.Memory.NotSame)
	in := &group.Input{Clips: c.clips, Class: classes(c, apart), Keep: o.Keep, Workers: o.workers(), Lean: o.Budget > 0}
	in.Apart = apart.ofClasses(c, in.Class)
	in.Scores = c.scores

	firsts := firstOf(in.Class)
	size := func(i int32) copies.Size { return c.size[c.set[firsts[i]]] }
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
	c.related = int64(joined.Stats.Pairs)
	if err := c.keepTo(o, len(c.set)); err != nil {
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
	c.found, c.firsts = found.Pairs, firsts
	in.Unit = make([]int32, len(c.set))
	for i, id := range firsts {
		in.Unit[id] = firsts[found.Label[i]]
	}
	c.related, c.loose, c.together = int64(found.Pairs.Len()), 0, mostTogether(in)
	for range c.loosePairs(in.Unit) { // there may be millions: they are counted before they are held
		c.loose++
	}
	if err := c.keepTo(o, len(c.set)); err != nil {
		return nil, err
	}
	in.Pairs = slices.AppendSeq(make([]copies.Pair, 0, c.loose), c.loosePairs(in.Unit))
	return in, c.paired.failed.first()
}

// mostTogether is how many clips the largest group of copies has.
func mostTogether(in *group.Input) (most int64) {
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

// scores answers one goroutine of group about copies.
func (c *corpus) scores() group.Scores {
	sets := c.paired.reader()
	one := func(id int32) *shingle.Set { return sets.one(c.set[id], c.set[id]) }
	return group.Scores{
		Jaccard: func(a, b int32) float64 {
			if p, ok := c.pair(a, b); ok {
				return p.Jaccard
			}
			x, y := sets.two(c.set[a], c.set[b])
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

// join joins the texts of some clips and loads those that are in a pair, or asked for.
func (c *corpus) join(ctx context.Context, run *Options, clips []int32, o join.Options, asked []int32) (*join.Found, error) {
	sets := make([]int32, len(clips))
	for i, id := range clips {
		sets[i] = c.set[id]
	}
	c.number = nil // all that was read is in
	o.Room = run.joinRoom()
	found, err := c.sets.Find(ctx, sets, o)
	var above *join.RoomError
	if errors.As(err, &above) {
		need := run.Budget + (above.Need-o.Room)*4/3
		return nil, &BudgetError{Budget: run.Budget, Need: need, All: need, Clips: len(c.set), Files: len(c.set)}
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
	if err := c.load(wanted, o.Workers); err != nil {
		_ = found.Close()
		return nil, err
	}
	return found, nil
}

// pairsFound gives the pairs of first clips that are related, in order of (A, B).
func (c *corpus) pairsFound() iter.Seq[copies.Pair] {
	return func(yield func(copies.Pair) bool) {
		for p := range c.found.All() {
			if p.A, p.B = c.firsts[p.A], c.firsts[p.B]; !yield(p) {
				return
			}
		}
	}
}

// loosePairs gives those of them that groups do not show by being groups.
func (c *corpus) loosePairs(unit []int32) iter.Seq[copies.Pair] {
	return func(yield func(copies.Pair) bool) {
		for p := range c.pairsFound() {
			if (p.Relation != clip.Near || unit[p.A] != unit[p.B]) && !yield(p) {
				return
			}
		}
	}
}

// pair is the pair of two first clips, if they are related.
func (c *corpus) pair(a, b int32) (p copies.Pair, ok bool) {
	a, b = min(a, b), max(a, b)
	i, _ := slices.BinarySearch(c.firsts, a)
	k, _ := slices.BinarySearch(c.firsts, b)
	p, ok = c.found.Of(int32(i), int32(k))
	p.A, p.B = a, b
	return p, ok
}

// compared notes what a join had to do, of that what is the same for any number of workers.
func (o *Options) countJoin(s join.Stats, pairs int) {
	o.Progress.count("sets", s.Sets)
	o.Progress.count("shared shingles", s.Kept)
	o.Progress.count("candidates", s.Merges)
	o.Progress.count("pairs", pairs)
}

// classes gives for each page the first page of the same text; -1 for pages
// that are too small to be compared. Pages that stand apart are of two classes.
func classes(c *corpus, apart notSamePairs) []int32 {
	type text struct {
		set    int32
		parted int32 // classes of the same text before this one
	}
	class := make([]int32, len(c.set))
	seen := make([]int32, c.sets.Len()) // by set: 1 + the first page,
	more := map[text]int32{}            // and of those behind the first that are parted
	find := func(t text) (first int32, ok bool) {
		if t.parted == 0 {
			return seen[t.set] - 1, seen[t.set] > 0
		}
		first, ok = more[t]
		return first, ok
	}
	marked := map[int32][][32]byte{} // contents of a class that are in a pair
	for i := range c.set {
		if c.set[i] < 0 {
			class[i] = -1
			continue
		}
		t := text{set: c.set[i]}
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

// firstOf lists the first pages of all classes.
func firstOf(class []int32) []int32 {
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
