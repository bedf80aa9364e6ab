package join

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"newsdup/internal/crew"
	"newsdup/internal/spill"
)

// What the count leaves (count.go) goes through a store of its own, as half of the
// memory would be lists that are read once. It is numbered by document frequency and
// stored twice: the sets by element as one flat array (postings, sorted when they are
// filled), and the elements by set, which walking the postings in order sorts. These
// go to a store again, some sets at a time, for each is read once as the set that
// asks, and then by the few sets that meet it.

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

// resize returns a slice of length n, reusing s when it is long enough; its content is undefined.
func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/4)
	}
	return s[:n]
}
