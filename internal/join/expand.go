package join

// From links between distinct sets to pairs of input sets, in order.
//
// Each set gets the list of those it is linked to, and the input sets are walked in order,
// each with the members of its set's list that come after it. A list needs a link only in
// the direction in which some member comes before some other; for a set without copies that
// is once. So a link takes 8 bytes more than where it is stored. Where links are many (the
// edits of one text are all linked to each other), the input is cut into ranges whose lists
// fit, and the links are first dealt to those:
//
//	links 0-2 0-3 1-2 1-4 2-3, sets alone, room for two
//	range 0: set 0      0-2 0-3
//	range 1: sets 1     1-2 1-4
//	range 2: sets 2-4   2-3
//
// A set with members in several ranges has its links in each. Rejected: sorting the links in
// a file, which moves each once for every doubling of the number of ranges.

import (
	"cmp"
	"context"
	"io"
	"slices"

	"newsdup/internal/spill"
)

// links are those that a join found, in the streams of its workers: in memory
// while they are few.
type links struct {
	store *spill.Store
	list  *spill.Streams[link]
}

// linkPiece is the links of a piece: 12 KB.
const linkPiece = 1 << 10

func newLinks(store *spill.Store, streams int) links {
	return links{store, spill.NewStreams[link](store, streams, linkPiece)}
}

// eachLink calls do for the links of some streams.
func eachLink(list *spill.Streams[link], from, to int, do func(l link) error) error {
	for i := from; i < to; i++ {
		for r := list.NewReader(i); ; {
			some, err := r.Next()
			if err == io.EOF {
				break
			}
			if err != nil {
				return err
			}
			for _, l := range some {
				if err := do(l); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// Of the lists of a range.
const (
	leastRange = 1 << 19 // links that they may have: 4 MB
	mostRanges = 1 << 10 // each takes 12 KB
)

// partner is a set that another is linked to.
type partner struct{ set, overlap int32 }

// expander is the state of expand.
type expander struct {
	*collapsed
	rule
	heads    []bool // see Found
	yield    func(Pair) error
	start    []int32 // by set, from 2 on: where its partners begin
	partners []partner
	found    []Pair
}

// expand calls yield for the pairs of input sets that links between distinct ones
// come to, in order.
func (c *collapsed) expand(ctx context.Context, f *Found, yield func(Pair) error) error {
	x := &expander{collapsed: c, rule: f.rule, heads: f.heads, yield: yield, start: make([]int32, c.number()+2)}
	all := func(do func(link) error) error {
		return eachLink(f.links.list, 0, f.streams, func(l link) error { return c.directed(l, do) })
	}
	count, total := make([]int32, c.number()), 0
	if err := all(func(l link) error { count[l.a]++; total++; return nil }); err != nil {
		return err
	}
	ends := c.ranges(count, max(f.room, total/mostRanges))
	if len(ends) == 1 {
		return x.expand(ctx, all, 0, ends[0])
	}
	store := f.links.store.Beside()
	defer store.Close()
	dealt := spill.NewStreams[link](store, len(ends), linkPiece)
	err := all(func(l link) error {
		last := -1
		for _, i := range c.of(l.a) {
			if k, _ := slices.BinarySearch(ends, int(i)+1); k != last {
				if err := dealt.Append(k, l); err != nil {
					return err
				}
				last = k
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	begin := 0
	for k, end := range ends {
		some := func(do func(link) error) error { return eachLink(dealt, k, k+1, do) }
		if err := x.expand(ctx, some, begin, end); err != nil {
			return err
		}
		begin = end
	}
	return nil
}

// directed calls do for a link in each direction in which some member comes before some other.
func (c *collapsed) directed(l link, do func(from link) error) error {
	if c.first(l.a) < c.last(l.b) {
		if err := do(l); err != nil {
			return err
		}
	}
	if c.first(l.b) < c.last(l.a) {
		return do(link{l.b, l.a, l.overlap})
	}
	return nil
}

// ranges cuts the input where the lists of the sets in a range, of so many links
// each, would have no room; it gives the end of each range.
func (c *collapsed) ranges(count []int32, room int) (ends []int) {
	in := make([]int32, c.number()) // the range, from 1, that has the set's list
	some := 0
	for i, s := range c.class {
		if s < 0 || in[s] == int32(len(ends)+1) {
			continue
		}
		if some > 0 && some+int(count[s]) > room {
			ends, some = append(ends, i), 0
		}
		in[s] = int32(len(ends) + 1)
		some += int(count[s])
	}
	return append(ends, len(c.class))
}

// expand does a range of input sets; each calls do for the links from any of them.
func (x *expander) expand(ctx context.Context, each func(do func(link) error) error, begin, end int) error {
	clear(x.start)
	total := 0
	if err := each(func(l link) error { x.start[l.a+2]++; total++; return nil }); err != nil {
		return err
	}
	for i := 2; i < len(x.start); i++ {
		x.start[i] += x.start[i-1]
	}
	x.partners = slices.Grow(x.partners[:0], total)[:total]
	err := each(func(l link) error {
		x.partners[x.start[l.a+1]] = partner{l.b, l.overlap}
		x.start[l.a+1]++
		return nil
	})
	if err != nil {
		return err
	}
	for a := begin; a < end; a++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		if s := x.class[a]; s >= 0 {
			if err := x.pairsOf(int32(a), s); err != nil {
				return err
			}
		}
	}
	return nil
}

// pairsOf hands over the pairs of input set a, which is of set s, with those behind it.
func (x *expander) pairsOf(a, s int32) error {
	first := a == x.first(s)
	if x.isCrowd(s) && !first {
		return nil
	}
	x.found = x.found[:0]
	if size := int(x.size[s]); x.qualifies(size, size, size) {
		x.found = x.after(x.found, a, x.of(s), int32(size))
	}
	for _, p := range x.partners[x.start[s]:x.start[s+1]] {
		switch {
		case !x.isCrowd(s) && !x.isCrowd(p.set):
			x.found = x.after(x.found, a, x.of(p.set), p.overlap)
		case first:
			x.found = x.after(x.found, a, x.of(p.set)[:1], p.overlap)
		}
	}
	slices.SortFunc(x.found, func(p, q Pair) int { return cmp.Compare(p.B, q.B) })
	for _, p := range x.found {
		if err := x.yield(p); err != nil {
			return err
		}
	}
	return nil
}

// isCrowd reports whether the first of set s speaks for all that are identical.
func (x *expander) isCrowd(s int32) bool { return x.heads != nil && x.heads[s] }

// after appends the pairs of a with those of some input sets that come after it.
func (c *collapsed) after(found []Pair, a int32, of []int32, overlap int32) []Pair {
	i, _ := slices.BinarySearch(of, a+1)
	for _, b := range of[i:] {
		found = append(found, Pair{a, b, overlap})
	}
	return found
}

// twins finds the sets of which a member would be in more than so many pairs, not all
// with sets that stand alone. They are of a crowd.
func (f *Found) twins(crowd int) error {
	c := f.sets
	if c.number() == len(c.members) {
		return nil
	}
	pairs, alone := make([]int, c.number()), make([]bool, c.number())
	for s := range pairs {
		of := len(c.of(int32(s)))
		pairs[s], alone[s] = of-1, of == 1
	}
	meet := func(a, b int32) {
		pairs[a] += len(c.of(b))
		alone[a] = alone[a] && len(c.of(b)) == 1
	}
	err := eachLink(f.links.list, 0, f.streams, func(l link) error {
		meet(l.a, l.b)
		meet(l.b, l.a)
		return nil
	})
	f.heads = make([]bool, c.number())
	for s, n := range pairs {
		f.heads[s] = n > crowd && !alone[s]
		f.crowded[s] = f.crowded[s] || f.heads[s]
	}
	return err
}
