package join

import (
	"cmp"
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
		first uint64 // size, and the first half of the first sum: nearly all order there is
		at    int32  // place in sets
	}
	keys := make([]key, 0, len(sets))
	for i, s := range sets {
		if c.size[s] > 0 {
			keys = append(keys, key{uint64(c.size[s])<<32 | c.digest[s][0]>>32, int32(i)})
		}
	}
	slices.SortFunc(keys, func(a, b key) int {
		if a.first != b.first {
			return cmp.Compare(a.first, b.first)
		}
		x, y := &c.digest[sets[a.at]], &c.digest[sets[b.at]]
		return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1]), cmp.Compare(a.at, b.at))
	})
	d := &collapsed{set: sets, class: make([]int32, len(sets)), members: make([]int32, len(keys))}
	for i := range d.class {
		d.class[i] = -1
	}
	for i, k := range keys {
		if i == 0 || keys[i-1].first != k.first || c.digest[sets[keys[i-1].at]] != c.digest[sets[k.at]] {
			d.start = append(d.start, int32(i))
			d.size = append(d.size, c.size[sets[k.at]])
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
