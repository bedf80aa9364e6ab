package join

import (
	"cmp"
	"context"
	"slices"
)

// collapsed is the input with identical sets made one and empty ones gone.
// Distinct sets are numbered by size, then content: an order that does not
// depend on the order of the input.
type collapsed struct {
	sets    [][]uint64 // by number
	class   []int32    // of each input set: its number, -1 when empty
	members []int32    // input sets by number, ascending within one
	start   []int32    // members[start[s]:start[s+1]] are those of number s
}

// collapse sorts by size and content. Sorting needs no hash of the sets: those
// of one size differ within their first elements unless they are near copies.
func collapse(sets [][]uint64) *collapsed {
	type key struct {
		size, id int32
		first    uint64
	}
	keys := make([]key, 0, len(sets))
	for i, s := range sets {
		if len(s) > 0 {
			keys = append(keys, key{int32(len(s)), int32(i), s[0]})
		}
	}
	same := func(a, b key) int {
		if c := cmp.Or(cmp.Compare(a.size, b.size), cmp.Compare(a.first, b.first)); c != 0 {
			return c
		}
		return slices.Compare(sets[a.id], sets[b.id])
	}
	slices.SortFunc(keys, func(a, b key) int {
		if c := same(a, b); c != 0 {
			return c
		}
		return cmp.Compare(a.id, b.id)
	})
	c := &collapsed{class: make([]int32, len(sets)), members: make([]int32, len(keys))}
	for i := range c.class {
		c.class[i] = -1
	}
	for i, k := range keys {
		if i == 0 || same(keys[i-1], k) != 0 {
			c.start = append(c.start, int32(i))
			c.sets = append(c.sets, sets[k.id])
		}
		c.class[k.id] = int32(len(c.sets) - 1)
		c.members[i] = k.id
	}
	c.start = append(c.start, int32(len(keys)))
	return c
}

// of lists the input sets of number s, ascending.
func (c *collapsed) of(s int32) []int32 { return c.members[c.start[s]:c.start[s+1]] }

// first and last are the least and greatest input set of number s.
func (c *collapsed) first(s int32) int32 { return c.members[c.start[s]] }
func (c *collapsed) last(s int32) int32  { return c.members[c.start[s+1]-1] }

// expand turns links between distinct sets into pairs of input sets, in order.
//
// Each set gets the list of those it is linked to, and input sets are walked
// in order, each with the members of its set's list that come after it. The
// lists need a link only in the direction in which some member comes before
// some other: for sets that stand alone, once.
func (c *collapsed) expand(ctx context.Context, n int, links []link, r rule, yield func(Pair) error) error {
	type partner struct{ set, overlap int32 }
	each := func(do func(from int32, to partner)) {
		for _, l := range links {
			if c.first(l.a) < c.last(l.b) {
				do(l.a, partner{l.b, l.overlap})
			}
			if c.first(l.b) < c.last(l.a) {
				do(l.b, partner{l.a, l.overlap})
			}
		}
	}
	start := make([]int, len(c.sets)+2)
	each(func(from int32, _ partner) { start[from+2]++ })
	for i := 2; i < len(start); i++ {
		start[i] += start[i-1]
	}
	partners := make([]partner, start[len(start)-1])
	each(func(from int32, to partner) {
		partners[start[from+1]] = to
		start[from+1]++
	})

	var found []Pair
	for a := range int32(n) {
		if err := ctx.Err(); err != nil {
			return err
		}
		s := c.class[a]
		if s < 0 {
			continue
		}
		found = found[:0]
		if size := len(c.sets[s]); r.qualifies(size, size, size) {
			found = c.after(found, a, s, int32(size))
		}
		for _, p := range partners[start[s]:start[s+1]] {
			found = c.after(found, a, p.set, p.overlap)
		}
		slices.SortFunc(found, func(p, q Pair) int { return cmp.Compare(p.B, q.B) })
		for _, p := range found {
			if err := yield(p); err != nil {
				return err
			}
		}
	}
	return nil
}

// after appends the pairs of a with the members of set s that come after it.
func (c *collapsed) after(found []Pair, a, s, overlap int32) []Pair {
	of := c.of(s)
	i, _ := slices.BinarySearch(of, a+1)
	for _, b := range of[i:] {
		found = append(found, Pair{a, b, overlap})
	}
	return found
}
