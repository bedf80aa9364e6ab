package story

// The docs before they are clustered, as they come.
//
// A feature as shingle makes it is 16 bytes, and a folder's are by far the most
// that a run holds: 62 MB for 10,000 clips, and as much again for the rows made
// of them. Here each distinct ID gets a number when it is first met, and a
// feature is that number and its tf, in the 8 bytes that will be the column and
// the value of its row. Chunks of docs, because one array that grows is copied
// again and again and doubles at the wrong moment.
//
//	Add {9f.. 2.1} {c4.. 1}     ids 9f.. = 0, c4.. = 1      row (0, 2.1) (1, 1)
//	Add {c4.. 3} {d0.. 1}       id  d0.. = 2                row (1, 3) (2, 1)
//
// Which docs count is known only when copies are, so document frequencies and
// columns come at the end (space.go).

import (
	"cmp"
	"math"
	"slices"
	"unsafe"

	"newsdup/internal/shingle"
	"newsdup/internal/spill"
	"newsdup/internal/word"
)

// Corpus collects docs for Cluster. The zero value is empty and works. It is
// not safe for concurrent use.
type Corpus struct {
	numbers[seen]          // of the terms: the distinct features
	rows                   // by doc: the number of each term, and its tf
	dates         []int64  // by doc: see middle
	hash          []uint64 // by doc, of the IDs of its features
	moved         moves    // terms that others stand for; rows in the file do not know of them
	chunks
	learnt []float64 // by term: pb of a word of a language that the background does not know; nil without such docs
	abroad []float64 // by term: pb of a word that mostly clips from abroad have; nil without such docs
	next   []entry   // scratch for a row that goes to the file
	docs   []uint16  // by term, of a Corpus that spills: those that have it, up to one more than the index has of one
	listed int64     // features of docs that the index may have
}

// Spill writes the rows of the docs to a store, now and from now on; what Cluster
// makes of them goes there, too, as far as Options.Room does not let it stay. The store
// should keep nothing in memory itself. It never changes the result. The error is
// that of the store.
func (c *Corpus) Spill(store *spill.Store) error {
	c.away = newAway(store, 0)
	for _, row := range c.held {
		c.list(row)
		if err := c.away.add(row); err != nil {
			return err
		}
	}
	c.held, c.chunks = nil, chunks{}
	return nil
}

// Spills reports whether Spill was called.
func (c *Corpus) Spills() bool { return c.away != nil }

// Close frees the file of a Corpus that spilled and is not clustered.
func (c *Corpus) Close() error { return c.rows.close() }

// Len is the number of docs.
func (c *Corpus) Len() int { return len(c.dates) }

// IndexBytes is the most that the index of a Corpus that spills will take (index.go).
func (c *Corpus) IndexBytes() int64 {
	return min(c.listed, int64(c.Len()*defaultCaps.heaviest)) * int64(unsafe.Sizeof(posting(0)))
}

// list counts the row of a doc that goes to the file.
func (c *Corpus) list(row []entry) {
	c.docs = append(c.docs, make([]uint16, len(c.of)-len(c.docs))...)
	most := uint16(defaultCaps.postings)
	for _, e := range row {
		switch n := &c.docs[e.col]; {
		case *n == 1:
			c.listed += 2
			*n++
		case *n < most:
			c.listed += int64(bit(*n > 0))
			*n++
		case *n == most:
			c.listed -= int64(most)
			*n++
		}
	}
}

// Terms is the number of distinct features.
func (c *Corpus) Terms() int { return len(c.of) }

// Add adds the next doc; d.Features are not kept. The error is that of the store
// to spill to.
func (c *Corpus) Add(d Doc) error {
	var row []entry
	if c.away == nil {
		row = c.room(len(d.Features))
		c.held = append(c.held, row)
	} else {
		c.next = slices.Grow(c.next[:0], len(d.Features))
		row = c.next[:len(d.Features)]
	}
	terms := c.begins(d.Features)
	for i := range terms {
		if id := d.Features[i].ID; c.names(terms[i], id) {
			terms[i]--
		} else {
			terms[i], _ = c.number(id)
		}
	}
	hash := uint64(0)
	for i, t := range terms { // without calls: all it needs is in registers
		f, s := &d.Features[i], &c.of[t].is
		hash += f.ID * (f.ID>>32 | 1) // the IDs are hashes
		s.names += saysName(f.Flags)
		s.flags |= f.Flags
		row[i] = entry{f.TF, t}
	}
	c.dates, c.hash = append(c.dates, middle(d.Date)), append(c.hash, hash)
	if c.away != nil {
		c.list(row)
		return c.away.add(row)
	}
	return nil
}

// saysName is 1 of a feature that its doc has as a name, and -1 of another.
func saysName(f word.Flag) int32 {
	return int32(2*(bit(f&(word.Name|word.Entity) != 0)&bit(f&word.Calendar == 0)) - 1)
}

// draw gives up to n of the docs, as indices, in the order of their hashes: by
// chance, in which the order of the clips has no say. Docs without features are
// not drawn.
func (c *Corpus) draw(docs []int32, n int) []int32 {
	type lot struct {
		hash  uint64
		index int32
	}
	var lots []lot
	below := func(most uint64) {
		for k, doc := range docs {
			if hash := c.hash[doc]; hash != 0 && hash <= most {
				lots = append(lots, lot{hash, int32(k)})
			}
		}
	}
	if few := 2 * n; few < len(docs) { // hashes are even, so n of them are among the few least, to sort which is little work
		below(math.MaxUint64 / uint64(len(docs)) * uint64(few))
	}
	if len(lots) < n {
		lots = lots[:0]
		below(math.MaxUint64)
	}
	slices.SortFunc(lots, func(a, b lot) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.index, b.index)) })
	drawn := make([]int32, min(n, len(lots)))
	for k := range drawn {
		drawn[k] = lots[k].index
	}
	return drawn
}

// Unite makes features one before they are clustered: those whose ID is a key
// of same count as the feature of its value, which must be no key. The term
// frequency of the two is that of their occurrences together.
func (c *Corpus) Unite(same map[uint64]uint64) {
	m := moves{to: map[uint32]uint32{}}
	for t, x := range c.of {
		if target, ok := same[c.word(t)]; ok {
			if inHeadline(x.is.flags) {
				target = shingle.InHeadline(target)
			}
			stands, _ := c.number(target)
			m.to[uint32(t)] = stands
			c.of[stands].is.flags |= x.is.flags
		}
	}
	if len(m.to) == 0 {
		return
	}
	m.has = make([]uint64, len(c.of)/64+1)
	for t := range m.to {
		m.has[t/64] |= 1 << (t % 64)
	}
	for k, row := range c.held {
		c.held[k] = c.united(row, &m)
	}
	c.moved = m
}

// moves is the terms that others stand for. A bit of each says whether it is one: every
// entry of all rows is asked for, and that many bits stay in the processor's cache.
type moves struct {
	has []uint64
	to  map[uint32]uint32 // the term that stands for it
}

// united is a row with the terms that stand for others, in the order of the IDs,
// with one entry a term.
func (c *Corpus) united(row []entry, m *moves) []entry {
	var few [16]entry
	moved, kept := few[:0], row[:0]
	for _, e := range row {
		if m.has[e.col/64]>>(e.col%64)&1 > 0 {
			moved = append(moved, entry{e.val, m.to[e.col]})
		} else {
			kept = append(kept, e)
		}
	}
	for _, e := range moved { // one or two of hundreds: to sort all costs ten times as much
		at, found := slices.BinarySearchFunc(kept, c.of[e.col].id, func(x entry, id uint64) int { return cmp.Compare(c.of[x.col].id, id) })
		if found {
			kept[at].val = shingle.AddTF(kept[at].val, e.val)
		} else {
			kept = slices.Insert(kept, at, e)
		}
	}
	return kept
}

// doc gives the row of a doc, in buf if it is not held. Docs are best asked for in order.
func (c *Corpus) doc(i int32, buf *ahead) []entry {
	if c.away == nil {
		return c.held[i]
	}
	row := c.away.inOrder(int(i), buf)
	if c.moved.has != nil {
		return c.united(row, &c.moved)
	}
	return row
}

// chunkEntries is the entries of a chunk: 512 KB, some 150 docs.
const chunkEntries = 1 << 16

// chunks stores rows one behind the other; none is cut in two.
type chunks struct {
	all   [][]entry
	first []int32 // by chunk: the number of its first row
	n     int32   // rows
	at    int     // chunk being filled
	end   int     // of what is filled of it
}

// room is where the next row of n entries goes. A row that would fill much of a chunk stands alone.
func (c *chunks) room(n int) []entry {
	c.n++
	if alone(n) {
		return make([]entry, n)
	}
	if len(c.all) == 0 || c.end+n > chunkEntries {
		c.at, c.end = c.at+min(1, len(c.all)), 0
		if c.at == len(c.all) {
			c.all, c.first = append(c.all, make([]entry, chunkEntries)), append(c.first, c.n-1)
		}
	}
	c.end += n
	return c.all[c.at][c.end-n : c.end : c.end]
}

// store copies a row and returns the copy.
func (c *chunks) store(row []entry) []entry {
	to := c.room(len(row))
	copy(to, row)
	return to
}

// alone reports whether a row of n entries has an array of its own.
func alone(n int) bool { return n > chunkEntries/8 }

// rewind gives the chunks from the one that begins with row from to the one that begins
// with row to, to be written again from the start. Rows that are read in order and stored
// shorter never overtake the reader, as long as those that stood alone stay where they are.
func (c *chunks) rewind(from, to int32) *chunks {
	i, _ := slices.BinarySearch(c.first, from)
	k, _ := slices.BinarySearch(c.first, to)
	return &chunks{all: c.all[i:k:k]}
}

// seen is what all docs say of a term.
type seen struct {
	names int32     // docs where it is a name, less those where it is not
	flags word.Flag // or-ed: Number and Figure follow from the ID
}
