package join

import (
	"cmp"
	"context"
	"io"
	"math/bits"
	"runtime"

	"newsdup/internal/crew"
	"newsdup/internal/spill"
)

// Sets as they come, before they are joined.
//
// A set is written by region of the hash space, each region a stream that is
// read once when document frequencies are counted: nothing of a set need stay in
// memory. In a stream a set is a word with its number and how many elements
// follow:
//
//	set 7 = {01.. 02.. 43.. c1..}     region 00   7:2 01.. 02..
//	                                  region 10   7:1 43..
//	                                  region 30   7:1 c1..
//
// A set of news has some twenty elements in each of 32 regions, so that the words
// in front are a twentieth more. Ten thousand sets have 16 regions: fewer would be
// read as fast, but what counts one takes 10 bytes of memory for each of its elements.
// Rejected: sets as a whole, and a cursor in each that walks through all regions (each
// visit to a set waits for memory, and a set on disk cannot be visited).

const (
	leastRegions = 4 // as bits
	mostRegions  = 5
	few          = 1 << 12 // sets that may be files of many
	setsInRegion = 1 << 10 // to aim for, or less
	pieceWords   = 1 << 12 // of a stream: 32 KB
	markedSets   = 1 << 8  // sets from one mark to the next
)

// Collection keeps sets until they are joined. It is not safe for concurrent use.
type Collection struct {
	store  *spill.Store
	width  int // bits of an element that say which region it is of
	elems  *spill.Streams[uint64]
	beside *spill.Streams[uint64]
	size   []int32  // by set
	digest []digest // by set: of its elements
	marks  []int64  // of every markedSets-th set: where it begins in each stream, beside last
}

// NewCollection gives an empty collection that keeps its sets in store. About so
// many are expected; it works with any other number of them, too.
func NewCollection(store *spill.Store, expected int) *Collection {
	width := mostRegions
	if expected >= few {
		width = min(max(leastRegions, bits.Len(uint(expected/setsInRegion))), mostRegions)
	}
	return &Collection{
		store:  store,
		width:  width,
		elems:  spill.NewStreams[uint64](store, 1<<width, pieceWords),
		beside: spill.NewStreams[uint64](store, 1, pieceWords),
		size:   make([]int32, 0, expected),
		digest: make([]digest, 0, expected),
	}
}

// Len is the number of sets.
func (c *Collection) Len() int { return len(c.size) }

// Add adds the next set, which must be ascending and distinct, and words that
// are to be loaded with it. Both are copied. The error is that of the store.
func (c *Collection) Add(set, beside []uint64) error {
	if len(c.size)%markedSets == 0 {
		for r := range 1 << c.width {
			c.marks = append(c.marks, c.elems.Len(r))
		}
		c.marks = append(c.marks, c.beside.Len(0))
	}
	number := uint64(len(c.size)) << 32
	c.size = append(c.size, int32(len(set)))
	// The end of a region is written at each of its elements, for a branch at the
	// last of them costs more.
	var ends [1 << mostRegions]int32
	var d digest
	shift := (64 - c.width) & 63
	for i, v := range set {
		d.add(v)
		ends[v>>shift%(1<<mostRegions)] = int32(i + 1)
	}
	c.digest = append(c.digest, d)
	from := int32(0)
	for r, end := range ends[:1<<c.width] {
		if end == 0 {
			continue
		}
		if err := c.elems.AppendRun(r, number|uint64(end-from), set[from:end]); err != nil {
			return err
		}
		from = end
	}
	if len(beside) == 0 {
		return nil
	}
	return c.beside.AppendRun(0, number|uint64(len(beside)), beside)
}

// digest is the identity of a set: two different ones share it with a chance below
// 2^-100. It is two sums, of the halves of a product, so that no element waits for
// the one before it.
type digest [2]uint64

func (d *digest) add(v uint64) {
	hi, lo := bits.Mul64(v*spread, v^0xd1342543de82ef95)
	d[0] += hi
	d[1] += lo
}

// each calls do with the runs of a stream, in the order of the sets; a run may
// come in two parts.
func each(s *spill.Streams[uint64], stream int, do func(set int32, words []uint64)) error {
	r := s.NewReader(stream)
	set, left := int32(0), 0
	for {
		words, err := r.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		for len(words) > 0 {
			if left == 0 {
				set, left = int32(words[0]>>32), int(uint32(words[0]))
				words = words[1:]
				continue
			}
			n := min(left, len(words))
			do(set, words[:n])
			words, left = words[n:], left-n
		}
	}
}

// Load calls do with each set that is wanted, as it was added, and with the words
// beside it; both are valid until do returns. Sets come in parts of some, all parts at
// once and each in the order of the numbers. All streams are read side by side, so that
// of a part no more than one set is in memory.
func (c *Collection) Load(wanted []bool, part int, do func(set int32, elems, beside []uint64) error) error {
	failed := make([]error, (len(wanted)+part-1)/part)
	var hands crew.Crew
	for p := range failed {
		hands.Go(func() { failed[p] = c.load(wanted, p*part, min(len(wanted), (p+1)*part), do) })
	}
	hands.Wait()
	return cmp.Or(failed...)
}

// load is Load of some sets.
func (c *Collection) load(wanted []bool, begin, end int, do func(set int32, elems, beside []uint64) error) error {
	var elems, words []uint64
	from := make([]cursor, 1<<c.width)
	mark := c.marks[begin/markedSets*(len(from)+1):]
	for r := range from {
		from[r].Reader = c.elems.NewReaderFrom(r, mark[r])
	}
	beside := cursor{Reader: c.beside.NewReaderFrom(0, mark[len(from)])}
	for i := begin; i < end; i++ {
		if !wanted[i] {
			continue
		}
		var err error
		elems = elems[:0]
		for r := range from {
			if elems, err = from[r].take(int32(i), elems); err != nil {
				return err
			}
		}
		if words, err = beside.take(int32(i), words[:0]); err != nil {
			return err
		}
		if err := do(int32(i), elems, words); err != nil {
			return err
		}
	}
	return nil
}

// cursor walks through the runs of a stream.
type cursor struct {
	*spill.Reader[uint64]
	words []uint64 // read ahead, from the head of a run or
	set   int32    // of this one
	left  int      // so many words
}

// take appends the words of a set, if the stream has any; sets are asked for in order.
func (c *cursor) take(set int32, dst []uint64) ([]uint64, error) {
	for {
		for c.left == 0 && len(c.words) > 0 {
			head := c.words[0]
			c.set, c.left = int32(head>>32), int(uint32(head))
			switch n := c.left + 1; {
			case c.set > set:
				c.left = 0
				return dst, nil
			case n > len(c.words): // the rest is in the next piece
				c.words = c.words[1:]
			case c.set == set:
				dst = append(dst, c.words[1:n]...)
				c.words, c.left = c.words[n:], 0
				return dst, nil
			default:
				c.words, c.left = c.words[n:], 0
			}
		}
		if len(c.words) == 0 {
			var err error
			if c.words, err = c.Next(); err == io.EOF {
				return dst, nil
			} else if err != nil {
				return dst, err
			}
		}
		if c.left > 0 {
			n := min(c.left, len(c.words))
			if c.set == set {
				dst = append(dst, c.words[:n]...)
			}
			c.words, c.left = c.words[n:], c.left-n
		}
	}
}

// Drop forgets the sets.
func (c *Collection) Drop() {
	c.elems.Drop()
	c.beside.Drop()
}

// Found is the pairs of a join.
type Found struct {
	Stats
	sets    *collapsed
	links   links
	streams int    // of links
	linked  []bool // by number
	crowded []bool // by number
	heads   []bool // by number: of identical ones the first speaks for all, see twins; nil: of none
	rule    rule
	room    int // links of a range, see expand
}

// Find joins some of the sets, given by number; a set may be given more than once.
// The error is ctx's, the store's, or names a bad option.
func (c *Collection) Find(ctx context.Context, sets []int32, o Options) (*Found, error) {
	r, err := newRule(o)
	if err != nil {
		return nil, err
	}
	workers := o.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	f := &Found{sets: c.collapse(sets), rule: r, streams: max(1, workers), room: leastRange}
	store := c.store.Beside()
	defer store.Close()
	x, err := c.index(ctx, f.sets, store, workers, o.Room)
	if err != nil {
		return nil, err
	}
	var accept func(a, b, overlap int32) bool
	if o.Accept != nil {
		accept = func(a, b, overlap int32) bool {
			a, b = f.sets.first(a), f.sets.first(b)
			return o.Accept(Pair{min(a, b), max(a, b), overlap})
		}
	}
	if f.links, f.linked, f.crowded, f.Stats, err = x.search(ctx, o, r, accept, c.store.Beside(), workers); err != nil {
		_ = f.Close()
		return nil, err
	}
	f.Sets, f.Kept = len(x.size), x.kept()
	if o.Crowd > 0 {
		if err := f.twins(o.Crowd); err != nil {
			_ = f.Close()
			return nil, err
		}
	}
	return f, nil
}

// Paired reports for each of the sets as given whether it is in a pair.
func (f *Found) Paired() []bool {
	paired := make([]bool, len(f.sets.class))
	for s := range f.sets.number() {
		of, size := f.sets.of(int32(s)), int(f.sets.size[s])
		if f.linked[s] || len(of) > 1 && f.rule.qualifies(size, size, size) {
			for _, i := range of {
				paired[i] = true
			}
		}
	}
	return paired
}

// Close frees the file of the pairs. Each can no longer be called.
func (f *Found) Close() error { return f.links.store.Close() }

// Crowded reports whether set i of the list given to Find is of a crowd: pairs
// with others of it may be missing.
func (f *Found) Crowded(i int32) bool {
	s := f.sets.class[i]
	return s >= 0 && f.crowded[s]
}

// Each calls yield for every pair, once, in order of (A, B), which are places in
// the list given to Find. The error is ctx's, the
// store's or yield's.
func (f *Found) Each(ctx context.Context, yield func(Pair) error) error {
	return f.sets.expand(ctx, f, yield)
}
