package join

import (
	"cmp"
	"context"
	"slices"
)

// collapsed is the input with identical sets made one and empty ones gone.
// Distinct sets are numbered by size, then digest: an order that does not
// depend on the order of the input.
type collapsed struct {
	size    []int32 // by number
	set     []int32 // input sets by their number in the collection
	class   []int32 // of each input set: its number, -1 when empty
	members []int32 // input sets by number, ascending within one
	start   []int32 // members[start[s]:start[s+1]] are those of number s
}

// collapse numbers some sets of the collection.
func (c *Collection) collapse(sets []int32) *collapsed {
	type key struct {
		digest   [2]uint64
		size, at int32 // at: place in sets
	}
	keys := make([]key, 0, len(sets))
	for i, s := range sets {
		if c.size[s] > 0 {
			keys = append(keys, key{c.digest[s], c.size[s], int32(i)})
		}
	}
	slices.SortFunc(keys, func(a, b key) int {
		return cmp.Or(cmp.Compare(a.size, b.size), cmp.Compare(a.digest[0], b.digest[0]), cmp.Compare(a.digest[1], b.digest[1]), cmp.Compare(a.at, b.at))
	})
	d := &collapsed{set: sets, class: make([]int32, len(sets)), members: make([]int32, len(keys))}
	for i := range d.class {
		d.class[i] = -1
	}
	for i, k := range keys {
		if i == 0 || keys[i-1].size != k.size || keys[i-1].digest != k.digest {
			d.start = append(d.start, int32(i))
			d.size = append(d.size, k.size)
		}
		d.class[k.at] = int32(len(d.size) - 1)
		d.members[i] = k.at
	}
	d.start = append(d.start, int32(len(keys)))
	return d
}

// number is how many distinct sets there are.
func (c *collapsed) number() int { return len(c.size) }

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
	start := make([]int, c.number()+2)
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
		if size := int(c.size[s]); r.qualifies(size, size, size) {
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
