package join

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/bits"
	"slices"

	"newsdup/internal/crew"
	"newsdup/internal/spill"
)

// How document frequency is counted, region by region (collection.go); a region
// of more than half a million elements in several passes. In a pass
//
//  1. every element is counted in a filter of two-bit counters that stop at two
//     (none, once, more), four an element: 256 KB, which stays in cache;
//  2. the region is read again, and the elements counted more than once are
//     dealt into buckets small enough for the fastest cache;
//  3. an exact hash table gives each element of a bucket its true document
//     frequency, and lists its sets. One in five is there by collision in the
//     filter; its true frequency is 1, and it goes.
//
// Two thirds of the elements of a news archive are in one clip only and never
// pass step 2. Rejected: a list of all elements, for step 2, which is more to write
// than the region is to read again. One table for all elements would miss the cache at each of
// them; sorting them would touch each eight times and need a copy of all.
//
// What is left goes through a store of its own, as half of the memory would be
// lists that are read once. It is numbered by document frequency and stored twice:
// the sets by element as one flat array (postings, sorted when they are filled),
// and the elements by set, which walking the postings in order sorts. These go to
// a store again, some sets at a time, for each is read once as the set that asks,
// and then by the few sets that meet it.

// index holds the sets by the elements they share. Sets are numbered by size.
type index struct {
	size     []int32                // of each set as given, dropped elements included; ascending
	elems    *spill.Streams[uint32] // kept elements set by set, ascending: rarest first; shifted by one, with isAhead
	elemsOf  []int64                // from elemsOf[s] to elemsOf[s+1] are those of set s
	postings []int32                // sets element by element, ascending
	pairs    uint32                 // elements of two sets: the first ones, and so are their postings
	setsOf   []uint32               // postings[setsOf[e]:setsOf[e+1]] are the sets that hold element pairs+e
}

// What lists the elements by set.
const (
	listed     = 1 << 22 // elements listed at a time: 16 MB,
	listedPart = 8       // or an eighth of all
	pieceElems = 1 << 14 // of the stream that they go to
)

// isAhead is the lowest bit of a set's element that a larger set holds, too.
const isAhead = 1

// kept is the number of elements in all sets.
func (x *index) kept() int { return len(x.postings) }

// own gives the elements of set s, valid as long as buf is left alone.
func (x *index) own(s int32, buf *[]uint32) ([]uint32, error) {
	from := x.elemsOf[s]
	return x.elems.Slice(0, from, int(x.elemsOf[s+1]-from), buf)
}

// of is the sets that hold element e, ascending.
func (x *index) of(e uint32) []int32 {
	if e < x.pairs {
		return x.postings[2*e : 2*e+2]
	}
	e -= x.pairs
	return x.postings[x.setsOf[e]:x.setsOf[e+1]]
}

const (
	regionSize = 1 << 18 // elements of a pass to aim for
	perElement = 4       // counters an element in the filter
	buckets    = 1 << 7  // buckets of a pass: some thousand elements each
)

// index indexes the sets of d, with their elements in store.
func (c *Collection) index(ctx context.Context, d *collapsed, store *spill.Store, workers int) (*index, error) {
	number := make([]int32, c.Len()) // of each set of the collection; -1: not joined, or the same as another
	for i := range number {
		number[i] = -1
	}
	for s := range d.number() {
		number[d.set[d.first(int32(s))]] = int32(s)
	}
	regions := 1 << c.width
	workers = max(1, min(workers, regions))
	counters := make([]*counter, workers)
	failed := make([]error, workers)
	passing := c.store.Beside()
	defer passing.Close()
	lists := spill.NewStreams[int32](passing, workers, 4*pieceWords)
	var hands crew.Crew
	for w := range workers {
		k := &counter{collection: c, set: number, lists: lists, stream: w}
		counters[w] = k
		hands.Go(func() {
			from, to := regions*w/workers, regions*(w+1)/workers
			for r := from; r < to && ctx.Err() == nil && failed[w] == nil; r++ {
				failed[w] = k.region(r)
				if r == from { // regions are alike: room for the rest
					k.freq = slices.Grow(k.freq, len(k.freq)*(to-from)*9/8)
				}
			}
			*k = counter{freq: k.freq} // the scratch can go before the arrays come
		})
	}
	hands.Wait()
	if err := cmp.Or(ctx.Err(), cmp.Or(failed...)); err != nil {
		return nil, err
	}
	x := &index{size: d.size}
	if err := x.post(counters, lists); err != nil {
		return nil, err
	}
	return x, x.list(store)
}

// run is a list of elements with the sets that hold them.
type run struct {
	value []uint64
	set   []int32
}

// counter counts the regions given to one worker.
type counter struct {
	collection *Collection
	set        []int32  // by number in the collection: the set's number in the index
	filter     []uint64 // two-bit counters

	often, dealt run // elements of the pass that passed the filter, as they came and by bucket
	ends         [buckets]int
	number       []int32  // of each element of a bucket: its place in known
	slots        []int32  // hash table: places in known; 0 is free
	known        []uint64 // the distinct elements, from place 1 on
	count        []int32  // and their document frequency

	lists  *spill.Streams[int32] // result, in
	stream int
	found  []int32 // those of a bucket, on their way
	freq   []int32 // result: document frequency by element
}

// spread makes the place of an element in filter and table from all of its bits.
const spread = 0x9e3779b97f4a7c15

// region counts region r, in several passes if it is large.
func (c *counter) region(r int) error {
	words := c.collection.elems.Len(r)
	split := subregions(words)
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
	all := run{c.often.value[:cap(c.often.value)], c.often.set[:cap(c.often.set)]}
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
		c.exact(c.dealt.value[start:end], c.dealt.set[start:end])
		start = end
		if err := c.lists.Append(c.stream, c.found...); err != nil {
			return err
		}
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
func (c *counter) exact(values []uint64, sets []int32) {
	c.found = c.found[:0]
	if len(values) == 0 {
		return
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
	found := resize(c.found[:0], len(values)) // from behind, those of elements that go
	c.freq = slices.Grow(c.freq, int(distinct)+1)
	freq := c.freq[len(c.freq):cap(c.freq)]
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
	c.found, c.freq = found[:up], c.freq[:len(c.freq)+stay]
}

// post numbers the elements by document frequency and fills the postings.
func (x *index) post(counters []*counter, lists *spill.Streams[int32]) error {
	most, elems, kept := int32(0), 0, int64(0)
	for w, c := range counters {
		elems += len(c.freq)
		kept += lists.Len(w)
		for _, f := range c.freq {
			most = max(most, f)
		}
	}
	if kept > math.MaxUint32 {
		return fmt.Errorf("join: %d shingles that sets share are more than %d; split the input", kept, math.MaxUint32)
	}
	held := make([]int, most+1) // elements by document frequency
	for _, c := range counters {
		for _, f := range c.freq {
			held[f]++
		}
	}
	if most >= 2 {
		x.pairs = uint32(held[2])
	}
	next := make([]uint32, most+1) // by document frequency: where the postings of its next element go
	at := 2 * x.pairs
	x.setsOf = append(make([]uint32, 0, elems-int(x.pairs)+1), at)
	for f := 3; f <= int(most); f++ {
		next[f] = at
		for range held[f] {
			at += uint32(f)
			x.setsOf = append(x.setsOf, at)
		}
	}
	x.postings = make([]int32, kept)
	x.elemsOf = make([]int64, len(x.size)+1)
	for w, c := range counters {
		var some []int32
		r := lists.NewReader(w)
		for _, f := range c.freq {
			sets := x.postings[next[f]:][:f]
			next[f] += uint32(f)
			if f == 2 && len(some) >= 2 {
				a, b := some[0], some[1]
				some = some[2:]
				sets[0], sets[1] = min(a, b), max(a, b)
				x.elemsOf[a+1]++
				x.elemsOf[b+1]++
				continue
			}
			for to := sets; len(to) > 0; {
				if len(some) == 0 {
					var err error
					if some, err = r.Next(); err != nil {
						return err
					}
				}
				n := min(len(to), len(some))
				for i, s := range some[:n] {
					to[i] = s
					x.elemsOf[s+1]++
				}
				to, some = to[n:], some[n:]
			}
			slices.Sort(sets)
		}
		c.freq = nil
	}
	lists.Drop()
	for s := range x.size {
		x.elemsOf[s+1] += x.elemsOf[s]
	}
	return nil
}

// list writes the elements set by set: in each round those of as many sets as fit,
// found by walking all postings.
func (x *index) list(store *spill.Store) error {
	x.elems = spill.NewStreams[uint32](store, 1, pieceElems)
	most := int64(max(listed, len(x.postings)/listedPart))
	var elems []uint32
	var next []uint32 // by set of the round: the place of its next element
	for from := 0; from < len(x.size); {
		to := from + 1
		for to < len(x.size) && x.elemsOf[to+1]-x.elemsOf[from] <= most {
			to++
		}
		elems = resize(elems, int(x.elemsOf[to]-x.elemsOf[from]))
		next = next[:0]
		for _, at := range x.elemsOf[from:to] {
			next = append(next, uint32(at-x.elemsOf[from]))
		}
		for e := range x.pairs + uint32(len(x.setsOf)-1) {
			sets := x.of(e)
			if len(sets) > 16 {
				k, _ := slices.BinarySearch(sets, int32(from))
				sets = sets[k:]
			}
			for k, s := range sets {
				if int(s) >= to {
					break
				}
				if int(s) < from {
					continue
				}
				elem := e<<1 | isAhead
				if k == len(sets)-1 {
					elem &^= isAhead
				}
				at := &next[int(s)-from]
				elems[*at] = elem
				*at++
			}
		}
		if err := x.elems.Append(0, elems...); err != nil {
			return err
		}
		from = to
	}
	return nil
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
