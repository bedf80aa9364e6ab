package join

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"math"
	"slices"

	"newsdup/internal/crew"
	"newsdup/internal/spill"
)

// What the count leaves (count.go, lists.go) goes through a store of its own, as half of
// the memory could be lists that are read once. It is numbered by document frequency and
// stored twice: the sets by element as one flat array (postings, sorted when they are
// filled), and the elements by set, which walking the postings in order sorts. These
// go to a store again, some sets at a time, for each is read once as the set that
// asks, and then by the few sets that meet it. An element is here all those that one
// list of sets holds, and has a weight.

// index holds the sets by the elements they share. Sets are numbered by size.
type index struct {
	size     []int32                // of each set as given, dropped elements included; ascending
	elems    *spill.Streams[uint32] // kept elements set by set, ascending: rarest first
	elemsOf  []int64                // from elemsOf[s] to elemsOf[s+1] are those of set s
	held     []int32                // by set: their weight
	weight   []int32                // by element: as many have these sets
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

// kept is the weight of the elements in all sets.
func (x *index) kept() int {
	sum := 0
	for _, n := range x.held {
		sum += int(n)
	}
	return sum
}

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

// index indexes the sets of d, with their elements in store, in some room.
func (c *Collection) index(ctx context.Context, d *collapsed, store *spill.Store, workers int, room int64) (*index, error) {
	number := make([]int32, c.Len()) // of each set of the collection; -1: not joined, or the same as another
	for i := range number {
		number[i] = -1
	}
	for s := range d.number() {
		number[d.set[d.first(int32(s))]] = int32(s)
	}
	regions := 1 << c.width
	workers = max(1, min(workers, regions))
	longest := int64(0)
	for r := range regions {
		longest = max(longest, c.elems.Len(r))
	}
	for room > 0 && workers > 1 && min(longest, regionSize)*passBytes > room/int64(workers) {
		workers-- // one that reads a region once is as fast as two that read it twice
	}
	failed := make([]error, workers)
	found := make([]*lists, workers)
	passing := c.store.Beside()
	defer passing.Close()
	out := spill.NewStreams[int32](passing, workers, 4*pieceWords)
	var hands crew.Crew
	for w := range workers {
		found[w] = &lists{out: out, stream: w, most: mostFound}
		if room > 0 {
			found[w].most = min(mostFound, max(leastFound, int(room)/workers/foundRoom))
		}
		hands.Go(func() {
			k := counter{collection: c, set: number, result: found[w], room: room / int64(workers)}
			for r := regions * w / workers; r < regions*(w+1)/workers && ctx.Err() == nil && failed[w] == nil; r++ {
				failed[w] = k.region(r)
			}
			failed[w] = cmp.Or(failed[w], found[w].flush())
		})
	}
	hands.Wait()
	if err := cmp.Or(ctx.Err(), cmp.Or(failed...)); err != nil {
		return nil, err
	}
	x := &index{size: d.size}
	if err := x.post(found, out, room); err != nil {
		return nil, err
	}
	return x, x.list(store, room)
}

// What an index takes.
const (
	setBytes    = 48 // a set, to be asked for and met, by two workers
	elemBytes   = 12 // an element,
	useBytes    = 4  // and a set that holds it
	listedBytes = 16 // of room is an element listed at a time
)

// post numbers the elements by document frequency and fills the postings.
func (x *index) post(found []*lists, written *spill.Streams[int32], room int64) error {
	var many []int // elements by document frequency
	for _, l := range found {
		if short := len(l.many) - len(many); short > 0 {
			many = append(many, make([]int, short)...)
		}
		for f, n := range l.many {
			many[f] += n
		}
	}
	elems, uses := 0, 0
	for f, n := range many {
		elems += n
		uses += f * n
	}
	if uses > math.MaxUint32 {
		return fmt.Errorf("join: %d shingles that sets share are more than %d; split the input", uses, uint32(math.MaxUint32))
	}
	if need := setBytes*int64(len(x.size)) + elemBytes*int64(elems) + useBytes*int64(uses); room > 0 && need > room {
		return &RoomError{need}
	}
	next := make([]uint32, len(many)) // by document frequency: the number of its next element
	if len(many) > 2 {
		x.pairs = uint32(many[2])
	}
	e, at := x.pairs, 2*x.pairs
	x.setsOf = append(make([]uint32, 0, elems-int(x.pairs)+1), at)
	for f := 3; f < len(many); f++ {
		next[f] = e
		for range many[f] {
			at += uint32(f)
			x.setsOf = append(x.setsOf, at)
		}
		e += uint32(many[f])
	}
	x.postings = make([]int32, uses)
	x.weight = make([]int32, elems)
	x.held = make([]int32, len(x.size))
	x.elemsOf = make([]int64, len(x.size)+1)
	for w := range found {
		r := listReader{Reader: written.NewReader(w)}
		for {
			var head [listHead]int32
			err := r.read(head[:])
			if err == io.EOF {
				break
			}
			if err != nil {
				return err
			}
			e := next[head[0]]
			next[head[0]]++
			sets := x.of(e)
			if err := r.read(sets); err != nil {
				return err
			}
			slices.Sort(sets)
			x.weight[e] = head[1]
			for _, s := range sets {
				x.elemsOf[s+1]++
				x.held[s] += head[1]
			}
		}
	}
	written.Drop()
	for s := range x.size {
		x.elemsOf[s+1] += x.elemsOf[s]
	}
	return nil
}

// list writes the elements set by set: in each round those of as many sets as fit,
// found by walking all postings.
func (x *index) list(store *spill.Store, room int64) error {
	x.elems = spill.NewStreams[uint32](store, 1, pieceElems)
	most := int64(max(listed, len(x.postings)/listedPart))
	if room > 0 {
		most = min(most, max(pieceElems, room/listedBytes))
	}
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
			for _, s := range sets {
				if int(s) >= to {
					break
				}
				if int(s) < from {
					continue
				}
				at := &next[int(s)-from]
				elems[*at] = e
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
