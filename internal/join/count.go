package join

// How document frequency is counted, one region of the hash space at a time (collection.go);
// a region of more than four million elements takes several passes. In a pass
//
//  1. every element is counted in a filter of two-bit counters (none, once, more), four
//     counters an element. They take 512 KB for ten thousand sets, which stay in cache, and
//     4 MB for a hundred thousand, which do not; filters that fit would mean reading a
//     region four times and take half as long again;
//  2. the region is read again, and the elements counted more than once are dealt into
//     buckets small enough for the fastest cache;
//  3. an exact hash table gives each element of a bucket its true document frequency and
//     lists its sets. One in five got there by a collision in the filter; its frequency is
//     1, and it is dropped.
//
// Two thirds of the elements of a news archive are in one clip only and never pass step 2.
// Rejected: a list of all elements for step 2, which costs more to write than the region
// costs to read again; one table for all elements, which would miss the cache at each of
// them; sorting, which would move each eight times and needs a copy of all. Keeping a region
// in memory for step 2 is no faster: what is saved on reading is spent on fresh memory. To
// deal in step 2 without a list of what passed takes a quarter longer. Up to 256 regions, each element
// with its set in the bits that all elements of a region have in common, make filters that
// fit; but 300,000 sets take as long as with 32, and 10,000 a third longer.

import (
	"math/bits"
	"slices"
)

const (
	regionSize = 1 << 21 // elements of a pass to aim for
	passBytes  = 18      // that a pass takes for each of them: the filter, and what passed it, a third of them twice
	mostPasses = 10      // as bits
	perElement = 4       // counters an element in the filter
	buckets    = 1 << 7  // buckets of a pass: some thousand elements each
)

// run is a list of elements with the sets that hold them.
type run struct {
	value []uint64
	set   []int32
}

// counter counts the regions given to one worker.
type counter struct {
	collection *Collection
	set        []int32  // by number in the collection: the set's number in the index
	room       int64    // bytes that may be taken; 0 is no bound
	filter     []uint64 // two-bit counters

	often, dealt run // elements of the pass that passed the filter, as they came and by bucket
	ends         [buckets]int
	number       []int32  // of each element of a bucket: its place in known
	slots        []int32  // hash table: places in known; 0 is free
	known        []uint64 // the distinct elements, from place 1 on
	count        []int32  // and their document frequency
	freq         []int32  // likewise, of those that stay

	found  []int32 // the sets of one element behind those of another
	result *lists
}

// spread makes the place of an element in filter and table from all of its bits.
const spread = 0x9e3779b97f4a7c15

// subregions is in how many passes a region of so many words is counted, as bits,
// where there is some room.
// Each pass reads the whole region, so that of many passes there are only half as
// many doublings, and the others go into larger filters.
func subregions(words, room int64) int {
	split := bits.Len64(uint64(words)/regionSize) / 2
	for room > 0 && split < mostPasses && words>>split*passBytes > room {
		split++
	}
	return split
}

// region counts region r, in several passes if it is large.
func (c *counter) region(r int) error {
	words := c.collection.elems.Len(r)
	split := subregions(words, c.room)
	for pass := range uint64(1) << split {
		if err := c.pass(r, split, pass, int(words>>split)); err != nil {
			return err
		}
	}
	return nil
}

// pass counts the elements of region r whose bits behind those of the region
// are pass, some n of them.
func (c *counter) pass(r, split int, pass uint64, n int) error {
	filter := 1 << bits.Len(uint(max(64, perElement*n)/32-1))
	c.filter = resize(c.filter, filter)
	clear(c.filter)
	shift := 64 - 5 - bits.Len(uint(filter-1))
	part := 64 - c.collection.width - split // an element shifted by this ends with its pass
	mask := uint64(1)<<split - 1
	inPass := func(words []uint64) []uint64 { // a run is ascending
		for split > 0 && len(words) > 0 && words[0]>>part&mask < pass {
			words = words[1:]
		}
		for split > 0 && len(words) > 0 && words[len(words)-1]>>part&mask > pass {
			words = words[:len(words)-1]
		}
		return words
	}
	err := each(c.collection.elems, r, func(set int32, words []uint64) {
		if c.set[set] < 0 {
			return
		}
		filter, shift := c.filter, shift&63
		for _, v := range inPass(words) {
			at := v * spread >> shift
			once := uint64(1) << (at & 31)
			w := &filter[at>>5]
			*w |= *w&once<<32 | once
		}
	})
	if err != nil {
		return err
	}
	all := run{resize(c.often.value, n), resize(c.often.set, n)}
	all = run{all.value[:cap(all.value)], all.set[:cap(all.set)]}
	n = 0
	err = each(c.collection.elems, r, func(set int32, words []uint64) {
		s := c.set[set]
		if s < 0 {
			return
		}
		words = inPass(words)
		for n+len(words) > min(len(all.value), len(all.set)) {
			all = run{longer(all.value), longer(all.set)}
		}
		// Every element is written, and written over when it is not to stay: a
		// branch that goes both ways half of the time costs more than the store.
		filter, shift := c.filter, shift&63
		values, owners, k := all.value[n:], all.set[n:], 0
		for _, v := range words {
			at := v * spread >> shift
			values[k], owners[k] = v, s
			k += int(filter[at>>5] >> 32 >> (at & 31) & 1)
		}
		n += k
	})
	if err != nil {
		return err
	}
	c.often = run{all.value[:n], all.set[:n]}
	c.deal()
	start := 0
	for _, end := range c.ends {
		if err := c.exact(c.dealt.value[start:end], c.dealt.set[start:end]); err != nil {
			return err
		}
		start = end
	}
	return nil
}

// deal sorts what passed the filter into buckets.
func (c *counter) deal() {
	n := len(c.often.value)
	c.dealt = run{resize(c.dealt.value, n), resize(c.dealt.set, n)}
	c.ends = [buckets]int{}
	bucket := func(v uint64) uint64 { return v * spread >> 20 % buckets }
	for _, v := range c.often.value {
		c.ends[bucket(v)]++
	}
	sum := 0
	for b, n := range c.ends {
		c.ends[b] = sum
		sum += n
	}
	for k, v := range c.often.value {
		at := &c.ends[bucket(v)]
		c.dealt.value[*at] = v
		c.dealt.set[*at] = c.often.set[k]
		*at++
	}
}

// exact counts the elements of a bucket and lists the sets of each that more than
// one holds. What is new and what is to stay is a matter of chance: so no branch.
func (c *counter) exact(values []uint64, sets []int32) error {
	if len(values) == 0 {
		return nil
	}
	width := bits.Len(uint(2*len(values) - 1))
	c.slots = resize(c.slots, 1<<width)
	c.number = resize(c.number, len(values))
	c.known = resize(c.known, len(values)+1)
	c.count = resize(c.count, len(values)+1)
	slots, number, known, count := c.slots, c.number, c.known, c.count
	clear(slots)
	clear(count)
	mask, distinct := uint64(len(slots)-1), int32(0)
	for k, v := range values {
		at := v * spread >> (64 - width)
		known[0] = v // what is free is it, too
		for known[slots[at]] != v {
			at = (at + 1) & mask
		}
		n := slots[at]
		is := (n - 1) >> 31 // all ones when it is new
		distinct -= is
		n |= distinct & is
		slots[at], known[n], number[k] = n, v, n
		count[n]++
	}
	count = count[1 : distinct+1]
	c.found = resize(c.found, len(values)) // from behind, those of elements that go
	c.freq = resize(c.freq, int(distinct)+1)
	found, freq := c.found, c.freq
	up, down, stay := int32(0), int32(len(values)), 0
	for i, n := range count { // from here on: the place of its next set
		freq[stay] = n
		is := (1 - n) >> 31 // all ones when it stays
		down -= is + 1
		count[i] = up&is | down&^is
		up += n & is
		stay -= int(is)
	}
	for k, n := range number {
		at := &count[n-1]
		found[*at] = sets[k]
		*at++
	}
	for _, n := range freq[:stay] {
		if err := c.result.add(found[:n]); err != nil {
			return err
		}
		found = found[n:]
	}
	return nil
}

// longer is s with room for more.
func longer[T any](s []T) []T {
	s = slices.Grow(s, len(s)/4+64)
	return s[:cap(s)]
}
