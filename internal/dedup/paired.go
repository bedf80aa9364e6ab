package dedup

import (
	"cmp"
	"math/bits"
	"sync"

	"newsdup/internal/copies"
	"newsdup/internal/shingle"
	"newsdup/internal/spill"
)

// paired is the sets of the clips that are compared two by two, up to all that
// was read where copies abound: in a store of their own, read when asked for. It
// is not safe for concurrent use; each goroutine has a reader of its own.
type paired struct {
	store *spill.Store
	words *spill.Streams[uint64] // set behind set, as own writes them,
	part  int                    // of so many sets in each stream
	rank  []rank                 // of their numbers in corpus.sets
	place []where                // by rank
	slots [2]slot
	next  int // the slot to be used next

	failed *failure // of all readers
}

// failure is the first error of reading by several goroutines.
type failure struct {
	mu  sync.Mutex
	err error
}

// note remembers an error, nil or not, if it is the first.
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

// rank is which of 64 numbers are those of a set, and how many are before them.
type rank struct {
	in     uint64
	before int32
}

// where says where the words of a set stand.
type where struct {
	at    int64
	words int32
	size  copies.Size
}

// slot is a set at hand.
type slot struct {
	number int32
	set    shingle.Set
	buf    []uint64
}

// pairedPiece is the words of a piece: sets of news have 400 and mostly stand in one.
const pairedPiece = 1 << 14

// newPaired makes room for the sets that are wanted, of some sizes, which come in some
// streams at once.
func newPaired(store *spill.Store, wanted []bool, sizes []copies.Size, streams int) *paired {
	p := &paired{store: store, words: spill.NewStreams[uint64](store, streams, pairedPiece), part: max(1, (len(wanted)+streams-1)/streams),
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
	p.place = make([]where, n)
	for i, in := range wanted {
		if in {
			p.where(int32(i)).size = sizes[i]
		}
	}
	p.slots[0].number, p.slots[1].number = -1, -1
	return p
}

// reader gives the same sets to another goroutine. No set may be added any more.
func (p *paired) reader() *paired {
	r := *p
	r.slots = [2]slot{{number: -1}, {number: -1}}
	return &r
}

// add adds set n. Two sets of one stream are not added at once.
func (p *paired) add(n int32, hashes, beside []uint64) error {
	stream := int(n) / p.part
	at := p.where(n)
	at.at, at.words = p.words.Len(stream), int32(len(hashes)+len(beside))
	if err := p.words.Append(stream, hashes...); err != nil {
		return err
	}
	return p.words.Append(stream, beside...)
}

// where is the place of set n; nil when it is not there.
func (p *paired) where(n int32) *where {
	if n < 0 {
		return nil
	}
	r, bit := p.rank[n/64], uint64(1)<<(n%64)
	if r.in&bit == 0 {
		return nil
	}
	return &p.place[int(r.before)+bits.OnesCount64(r.in&(bit-1))]
}

// two gives sets n and m, valid until it is called again; empty ones after an error.
func (p *paired) two(n, m int32) (a, b *shingle.Set) {
	a = p.one(n, m)
	return a, p.one(m, n)
}

// one gives set n, and leaves the slot of another alone.
func (p *paired) one(n, other int32) *shingle.Set {
	at := p.where(n)
	if at == nil {
		return &shingle.Set{}
	}
	for k := range p.slots {
		if p.slots[k].number == n {
			return &p.slots[k].set
		}
	}
	s := &p.slots[p.next]
	if s.number == other {
		s = &p.slots[1-p.next]
	}
	p.next = 1 - p.next
	s.number = -1 // what its memory held is going
	words, err := p.words.Slice(int(n)/p.part, at.at, int(at.words), &s.buf)
	if err != nil {
		p.failed.note(err)
		return &shingle.Set{}
	}
	s.number, s.set = n, unpackSet(words[:at.size.Shingles:at.size.Shingles], words[at.size.Shingles:])
	return &s.set
}

// close frees the store.
func (p *paired) close() {
	if p != nil {
		_ = p.store.Close()
	}
}

// byClip is the sets of some clips, for package copies.
type byClip struct {
	*corpus
	sets *paired
	ids  []int32
}

func (s byClip) Count() int { return len(s.ids) }

func (s byClip) Size(i int32) copies.Size { return s.sets.where(s.set[s.ids[i]]).size }

func (s byClip) Two(a, b int32) (x, y *shingle.Set) {
	return s.sets.two(s.set[s.ids[a]], s.set[s.ids[b]])
}

func (s byClip) Reader() copies.Sets { return byClip{s.corpus, s.sets.reader(), s.ids} }
