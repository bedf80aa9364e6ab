package join

import (
	"context"
	"math/bits"
	"slices"

	"newsdup/internal/crew"
)

// How document frequency is counted. The hash space is cut into regions of
// about a quarter of a million elements. Sets are ascending, so each holds a region as one
// run, and one cursor a set walks through all regions. In a region
//
//  1. every element is copied to one list and counted in a filter of two-bit
//     counters that stop at two (none, once, more), four an element: 256 KB,
//     which stays in cache;
//  2. the list is read, in order, and the elements counted more than once
//     are dealt into buckets small enough for the fastest cache;
//  3. an exact hash table gives each element of a bucket a number and its true
//     document frequency. One in five is there by collision in the filter; its
//     true frequency is 1, and it goes.
//
// Two thirds of the elements of a news archive are in one clip only and never
// leave step 1. One table for all elements would miss the cache at each of
// them; sorting them would touch each eight times and need a copy of all.
// Smaller regions keep the filter in a faster cache, but then each visit to a
// set finds few elements. A visit costs a wait for memory and a page walk, so
// those of many sets are begun at once (touch): half of the time of the join.
//
// What is left is numbered by document frequency and stored twice as flat
// arrays: the sets by element (postings) and the elements by set. Filling the
// postings by set, then the sets by walking the postings in order, sorts both.

// index holds the sets by the elements they share. Sets are numbered by size.
type index struct {
	size     []int32  // of each set as given, dropped elements included; ascending
	elems    []uint32 // kept elements set by set, ascending: rarest first
	elemsOf  []int    // elems[elemsOf[s]:elemsOf[s+1]] are those of set s
	postings []int32  // sets element by element, ascending
	setsOf   []int    // postings[setsOf[e]:setsOf[e+1]] are the sets that hold e
}

const (
	regionSize = 1 << 18 // elements of a region to aim for
	maxRegions = 1 << 9  // however many sets there are, so that a visit to one finds more than an element
	perElement = 4       // counters an element in the filter
	buckets    = 1 << 7  // buckets of a region: some hundred elements each
	perLine    = 8       // elements of a cache line
	touched    = 1 << 6  // sets whose runs are loaded at once: 20 KB
)

// buildIndex takes sets in order of size.
func buildIndex(ctx context.Context, sets [][]uint64, workers int) (*index, error) {
	total := 0
	x := &index{size: make([]int32, len(sets))}
	for i, s := range sets {
		total += len(s)
		x.size[i] = int32(len(s))
	}
	regionBits := min(bits.Len(uint(total/regionSize)), bits.Len(maxRegions)-1)
	regions := 1 << regionBits
	workers = max(1, min(workers, regions))

	counters := make([]*counter, workers)
	var hands crew.Crew
	for w := range workers {
		c := newCounter(sets, regionBits, total)
		counters[w] = c
		hands.Go(func() {
			from, to := regions*w/workers, regions*(w+1)/workers
			c.seek(uint64(from))
			for r := from; r < to && ctx.Err() == nil; r++ {
				c.region(uint64(r))
				if r == from { // regions are alike: room for the rest
					c.uses = slices.Grow(c.uses, len(c.uses)*(to-from)*9/8)
					c.freq = slices.Grow(c.freq, len(c.freq)*(to-from)*9/8)
				}
			}
			*c = counter{uses: c.uses, freq: c.freq} // the scratch can go before the arrays come
		})
	}
	hands.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	x.fill(counters)
	return x, nil
}

// use is one kept element of one set.
type use struct {
	set  int32
	elem uint32 // in the order of the counter that found it
}

// run is a list of elements with the sets that hold them.
type run struct {
	value []uint64
	set   []int32
}

// counter counts the regions given to one worker.
type counter struct {
	sets   [][]uint64
	shift  int // an element's region is its value shifted by this
	cursor []int32
	filter []uint64 // two-bit counters
	loaded uint64   // what touch read, so that it is read

	often, dealt run // elements of the region that passed the filter, by set and by bucket
	ends         [buckets]int
	number       []int32 // of each element of a bucket: its place in values
	slots        []int32 // hash table: place in values plus one, 0 is free
	values       []uint64
	count        []int32 // document frequency of values

	uses []use   // result: set by set within a region
	freq []int32 // result: document frequency by element
}

func newCounter(sets [][]uint64, regionBits, total int) *counter {
	counters := max(64, perElement*total>>regionBits)
	return &counter{
		sets:   sets,
		shift:  64 - regionBits,
		cursor: make([]int32, len(sets)),
		filter: make([]uint64, 1<<bits.Len(uint(counters/32-1))),
	}
}

// seek moves all cursors to region r.
func (c *counter) seek(r uint64) {
	if r == 0 {
		return
	}
	for s, set := range c.sets {
		lo, hi := 0, len(set)
		for lo < hi {
			if m := (lo + hi) / 2; set[m]>>c.shift < r {
				lo = m + 1
			} else {
				hi = m
			}
		}
		c.cursor[s] = int32(lo)
	}
}

// spread makes the place of an element in filter and table from all of its bits.
const spread = 0x9e3779b97f4a7c15

// region counts region r and moves the cursors behind it.
func (c *counter) region(r uint64) {
	clear(c.filter)
	shift := 64 - 5 - bits.Len(uint(len(c.filter)-1))
	values, owners := c.often.value[:cap(c.often.value)], c.often.set[:cap(c.often.set)]
	n := 0
	for s, set := range c.sets {
		if s%touched == 0 {
			c.touch(s)
		}
		i := int(c.cursor[s])
		for ; i < len(set) && set[i]>>c.shift == r; i++ {
			if n == min(len(values), len(owners)) {
				values, owners = longer(values), longer(owners)
			}
			v := set[i]
			values[n], owners[n] = v, int32(s)
			n++
			at := v * spread >> shift
			once := uint64(1) << (at & 31)
			w := &c.filter[at>>5]
			*w |= *w&once<<32 | once
		}
		c.cursor[s] = int32(i)
	}
	// Every element is written, and written over when it is not to stay: a
	// branch that goes both ways half of the time costs more than the store.
	all := n
	n = 0
	for k, v := range values[:all] {
		at := v * spread >> shift
		values[n], owners[n] = v, owners[k]
		n += int(c.filter[at>>5] >> 32 >> (at & 31) & 1)
	}
	c.often = run{values[:n], owners[:n]}
	c.deal()
	start := 0
	for _, end := range c.ends {
		c.exact(c.dealt.value[start:end], c.dealt.set[start:end])
		start = end
	}
}

// touch reads a word of each cache line that the coming runs of some sets from
// s on are likely to lie in. No load waits for another, so that the memory
// brings many at a time; run after run it brings a few.
func (c *counter) touch(s int) {
	var sum uint64
	for k, set := range c.sets[s:min(s+touched, len(c.sets))] {
		from := int(c.cursor[s+k])
		to := min(len(set), from+len(set)>>(64-c.shift)+perLine)
		for i := from; i < to; i += perLine {
			sum += set[i]
		}
	}
	c.loaded = sum
}

// deal sorts what passed the filter into buckets; within one, sets stay ascending.
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

// exact counts the elements of a bucket and keeps what more than one set holds.
func (c *counter) exact(values []uint64, sets []int32) {
	if len(values) == 0 {
		return
	}
	width := bits.Len(uint(2*len(values) - 1))
	c.slots = resize(c.slots, 1<<width)
	c.number = resize(c.number, len(values))
	clear(c.slots)
	c.values, c.count = c.values[:0], c.count[:0]
	mask := uint64(len(c.slots) - 1)
	for k, v := range values {
		at := v * spread >> (64 - width)
		for c.slots[at] != 0 && c.values[c.slots[at]-1] != v {
			at = (at + 1) & mask
		}
		if c.slots[at] == 0 {
			c.values = append(c.values, v)
			c.count = append(c.count, 0)
			c.slots[at] = int32(len(c.values))
		}
		n := c.slots[at] - 1
		c.number[k] = n
		c.count[n]++
	}
	for i, n := range c.count { // from here on: the element's number, or -1
		if n < 2 {
			c.count[i] = -1
			continue
		}
		c.count[i] = int32(len(c.freq))
		c.freq = append(c.freq, n)
	}
	for k, n := range c.number {
		if e := c.count[n]; e >= 0 {
			c.uses = append(c.uses, use{sets[k], uint32(e)})
		}
	}
}

// fill numbers the elements by document frequency and builds the flat arrays.
func (x *index) fill(counters []*counter) {
	most, elems, uses := int32(0), 0, 0
	for _, c := range counters {
		elems += len(c.freq)
		uses += len(c.uses)
		for _, f := range c.freq {
			most = max(most, f)
		}
	}
	// rank[f] is the number of the next element of document frequency f.
	rank := make([]uint32, most+2)
	for _, c := range counters {
		for _, f := range c.freq {
			rank[f+1]++
		}
	}
	for f := 1; f < len(rank); f++ {
		rank[f] += rank[f-1]
	}
	x.setsOf = make([]int, elems+1)
	for _, c := range counters {
		for e, f := range c.freq {
			r := rank[f]
			rank[f]++
			c.freq[e] = int32(r) // from here on: the element's number over all counters
			x.setsOf[r] = int(f)
		}
	}
	sum := 0
	for e, f := range x.setsOf {
		x.setsOf[e] = sum
		sum += f
	}

	// The start of each list serves as its cursor and is put right after.
	x.postings = make([]int32, uses)
	x.elemsOf = make([]int, len(x.size)+1)
	for _, c := range counters {
		for _, u := range c.uses {
			e := c.freq[u.elem]
			x.postings[x.setsOf[e]] = u.set
			x.setsOf[e]++
			x.elemsOf[u.set]++
		}
		c.uses = nil
	}
	back(x.setsOf)
	sum = 0
	for s, n := range x.elemsOf {
		x.elemsOf[s] = sum
		sum += n
	}
	x.elems = make([]uint32, uses)
	for e := range elems {
		for _, s := range x.postings[x.setsOf[e]:x.setsOf[e+1]] {
			x.elems[x.elemsOf[s]] = uint32(e)
			x.elemsOf[s]++
		}
	}
	back(x.elemsOf)
}

// back makes starts of the ends that filling left: each list begins where the one before it ends.
func back(ends []int) {
	copy(ends[1:], ends)
	ends[0] = 0
}

// longer is s with room for more.
func longer[T any](s []T) []T {
	s = slices.Grow(s, len(s)/4+64)
	return s[:cap(s)]
}

// resize returns a slice of length n, reusing s when it is long enough; its content is undefined.
func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/4)
	}
	return s[:n]
}
