package entity

import "math/bits"

// counts is how often the capitalised words of one clip stand in it capitalised
// in mid-sentence, and how often in lower case. What is met is written down, and
// counted when all are known that matter: a table of those, a hundred of a clip's
// words, stays in the fastest cache. One of all words does not.
type counts struct {
	low, mid []uint32 // entries, as often as met: in lower case; of what is capitalised in mid-sentence, in lower case
	unsaid   []uint32 // entries that are in low, but are not to be counted there
	places   []count  // open addressing, at most a quarter full; a power of two
}

// count is one word.
type count struct {
	entry   uint32 // 0 is free
	balance int32  // twice the times capitalised in mid-sentence, less twice those in lower case; and 1 when there are any of the first
}

// fewPlaces is the table of a clip of up to 128 capitals.
const fewPlaces = 1 << 9

// keptCounts bounds the memory that a huge clip leaves behind.
const keptCounts = 1 << 16

// settle counts the words of the capitals.
func (c *counts) settle(caps []capital) {
	n := fewPlaces
	for n < 4*len(caps) {
		n *= 2
	}
	if cap(c.places) < n {
		c.places = make([]count, n)
	}
	c.places = c.places[:n]
	clear(c.places)
	for i := range caps {
		c.of(caps[i].lower).entry = caps[i].lower
	}
	for _, entry := range c.mid {
		if at := c.of(entry); at.entry != 0 {
			at.balance = (at.balance + 2) | 1
		}
	}
	c.add(c.low, -2)
	c.add(c.unsaid, 2)
}

// add adds to the balance of each entry; those of free places mean nothing.
func (c *counts) add(entries []uint32, balance int32) {
	places := c.places
	mask := uint32(len(places) - 1)
	for _, entry := range entries {
		at := &places[spreadEntry(entry)&mask]
		if uint64(at.entry^entry)*uint64(at.entry) != 0 { // one branch: neither there nor free
			at = c.of(entry)
		}
		at.balance += balance
	}
}

// of is the place of an entry, which is free when it is not there.
func (c *counts) of(entry uint32) *count {
	mask := uint32(len(c.places) - 1)
	for i := spreadEntry(entry) & mask; ; i = (i + 1) & mask {
		if at := &c.places[i]; at.entry == entry || at.entry == 0 {
			return at
		}
	}
}

// proved says whether the word of a capital stands capitalised in mid-sentence, and at least as often as in lower case.
func (c *counts) proved(entry uint32) bool { return c.of(entry).balance > 0 }

// spreadEntry makes a place of an entry: entries of one time lie together.
func spreadEntry(entry uint32) uint32 { return entry * 0x9e3779b1 >> 8 }

// reset empties the counts, and lets go of those that a huge page filled.
func (c *counts) reset() {
	if cap(c.low)+cap(c.mid)+cap(c.places) > keptCounts {
		*c = counts{}
	}
	c.low, c.mid, c.unsaid = c.low[:0], c.mid[:0], c.unsaid[:0]
}

// speech counts the function words of one clip, by the languages that they belong to.
type functionWords struct {
	times [wordClasses]uint32      // by class, of anywhere alone; of 0, other words
	met   [wordClasses / 64]uint64 // bit c: times[c] was above 0
}

const wordClasses = 1 << len(languages)

func (s *functionWords) add(c class) {
	s.times[c]++
	s.met[c>>6] |= 1 << (c & 63)
}

// each calls f with each class of function words met.
func (s *functionWords) each(f func(c class)) {
	for i, set := range s.met {
		for ; set != 0; set &= set - 1 {
			f(class(i<<6 + bits.TrailingZeros64(set)))
		}
	}
}

func (s *functionWords) reset() {
	s.each(func(c class) { s.times[c] = 0 })
	clear(s.met[:])
}
