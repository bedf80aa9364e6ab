package dedup

import (
	"cmp"
	"math/bits"
	"sync"

	"newsdup/internal/copies"
	"newsdup/internal/shingle"
	"newsdup/internal/spill"
)

// pairedSets holds the sets of the clips that are compared two by two. Where copies abound
// these are nearly all sets, so they wait in a store of their own. pairedSets is not safe
// for concurrent use; each goroutine has a reader of its own.
type pairedSets struct {
	store  *spill.Store
	words  *spill.Streams[uint64] // the sets as packSet writes them
	part   int                    // how many sets each stream covers
	rank   []rank                 // of the numbers of sets in corpus.sets
	place  []setPlace             // by rank
	cached [2]cachedSet
	next   int // the place in cached to use next

	failed *failure // shared by all readers
}

// failure is the first error of several goroutines that read.
type failure struct {
	mu  sync.Mutex
	err error
}

// note remembers an error if it is the first one.
func (f *failure) note(err error) {
	f.mu.Lock()
	f.err = cmp.Or(f.err, err)
	f.mu.Unlock()
}

func (f *failure) first() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.err
}

// rank says which of 64 numbers are those of a set that is held, and how many such numbers
// are before these.
type rank struct {
	in     uint64
	before int32
}

// setPlace says where the words of a set stand.
type setPlace struct {
	at    int64
	words int32
	size  copies.Size
}

// cachedSet is a set that was read.
type cachedSet struct {
	number int32
	set    shingle.Set
	buf    []uint64
}

// setsPiece is the words of a piece of the store. A set of news has 400 words and mostly
// stands in one piece.
const setsPiece = 1 << 14

// newPairedSets makes room for the sets that are wanted, which have these sizes and are
// added to several streams at the same time.
func newPairedSets(store *spill.Store, wanted []bool, sizes []copies.Size, streams int) *pairedSets {
	p := &pairedSets{store: store, words: spill.NewStreams[uint64](store, streams, setsPiece), part: max(1, (len(wanted)+streams-1)/streams),
		rank: make([]rank, (len(wanted)+63)/64), failed: new(failure)}
	n := 0
	for i, in := range wanted {
		r := &p.rank[i/64]
		if i%64 == 0 {
			r.before = int32(n)
		}
		if in {
			r.in |= 1 << (i % 64)
			n++
		}
	}
	p.place = make([]setPlace, n)
	for i, in := range wanted {
		if in {
			p.placeOf(int32(i)).size = sizes[i]
		}
	}
	p.cached[0].number, p.cached[1].number = -1, -1
	return p
}

// reader returns the same sets for another goroutine. No set may be added from then on.
func (p *pairedSets) reader() *pairedSets {
	r := *p
	r.cached = [2]cachedSet{{number: -1}, {number: -1}}
	return &r
}

// add adds set n. Two sets of one stream must not be added at the same time.
func (p *pairedSets) add(n int32, hashes, beside []uint64) error {
	stream := int(n) / p.part
	at := p.placeOf(n)
	at.at, at.words = p.words.Len(stream), int32(len(hashes)+len(beside))
	if err := p.words.Append(stream, hashes...); err != nil {
		return err
	}
	return p.words.Append(stream, beside...)
}

// placeOf is the place of set n; nil when it is not held.
func (p *pairedSets) placeOf(n int32) *setPlace {
	if n < 0 {
		return nil
	}
	r, bit := p.rank[n/64], uint64(1)<<(n%64)
	if r.in&bit == 0 {
		return nil
	}
	return &p.place[int(r.before)+bits.OnesCount64(r.in&(bit-1))]
}

// two returns the sets n and m, valid until the next call; empty sets after an error.
func (p *pairedSets) two(n, m int32) (a, b *shingle.Set) {
	a = p.one(n, m)
	return a, p.one(m, n)
}

// one returns set n, and keeps the set other in the cache.
func (p *pairedSets) one(n, other int32) *shingle.Set {
	at := p.placeOf(n)
	if at == nil {
		return &shingle.Set{}
	}
	for k := range p.cached {
		if p.cached[k].number == n {
			return &p.cached[k].set
		}
	}
	s := &p.cached[p.next]
	if s.number == other {
		s = &p.cached[1-p.next]
	}
	p.next = 1 - p.next
	s.number = -1 // its memory is overwritten
	words, err := p.words.Slice(int(n)/p.part, at.at, int(at.words), &s.buf)
	if err != nil {
		p.failed.note(err)
		return &shingle.Set{}
	}
	s.number, s.set = n, unpackSet(words[:at.size.Shingles:at.size.Shingles], words[at.size.Shingles:])
	return &s.set
}

// close frees the store.
func (p *pairedSets) close() {
	if p != nil {
		_ = p.store.Close()
	}
}

// byClip is the sets of some clips; it implements copies.Sets.
type byClip struct {
	*corpus
	sets *pairedSets
	ids  []int32
}

func (s byClip) Count() int { return len(s.ids) }

func (s byClip) Size(i int32) copies.Size { return s.sets.placeOf(s.setOf[s.ids[i]]).size }

func (s byClip) Two(a, b int32) (x, y *shingle.Set) {
	return s.sets.two(s.setOf[s.ids[a]], s.setOf[s.ids[b]])
}

func (s byClip) Reader() copies.Sets { return byClip{s.corpus, s.sets.reader(), s.ids} }
