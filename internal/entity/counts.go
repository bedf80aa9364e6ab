package entity

import "math/bits"

// counts says how often the capitalised words of one clip stand in it capitalised in
// mid-sentence, and how often in lower case. Words are only written down when they are met,
// and counted when it is known which of them matter. Those are a hundred words of a clip,
// and a table of them stays in the fastest cache; a table of all words would not.
type counts struct {
	low, mid []uint32 // entries in lower case of the words met in lower case, and of those capitalised in mid-sentence
	unsaid   []uint32 // entries in low that must not be counted
	places   []count  // open addressing, at most a quarter full; a power of two
}

// count is the count of one word.
type count struct {
	entry   uint32 // 0 for a free place
	balance int32  // 2 for each time capitalised in mid-sentence, -2 for each in lower case, and 1 if it is ever capitalised
}

// fewPlaces is the size of the table of a clip with up to 128 capitals.
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

// add adds to the balance of each entry. The balance of a free place means nothing.
func (c *counts) add(entries []uint32, balance int32) {
	places := c.places
	mask := uint32(len(places) - 1)
	for _, entry := range entries {
		at := &places[spreadEntry(entry)&mask]
		if uint64(at.entry^entry)*uint64(at.entry) != 0 { // neither its place nor a free one, in a single branch
			at = c.of(entry)
		}
		at.balance += balance
	}
}

// of is the place of an entry, or the free place where it would be.
func (c *counts) of(entry uint32) *count {
	mask := uint32(len(c.places) - 1)
	for i := spreadEntry(entry) & mask; ; i = (i + 1) & mask {
		if at := &c.places[i]; at.entry == entry || at.entry == 0 {
			return at
		}
	}
}

// proved reports whether a word stands capitalised in mid-sentence, and does so at least as
// often as it stands in lower case.
func (c *counts) proved(entry uint32) bool { return c.of(entry).balance > 0 }

// spreadEntry makes a place of an entry, because entries that were met at one time have
// numbers close to each other.
func spreadEntry(entry uint32) uint32 { return entry * 0x9e3779b1 >> 8 }

// reset empties the counts, and gives up the memory that a huge page filled.
func (c *counts) reset() {
	if cap(c.low)+cap(c.mid)+cap(c.places) > keptCounts {
		*c = counts{}
	}
	c.low, c.mid, c.unsaid = c.low[:0], c.mid[:0], c.unsaid[:0]
}

// functionWords counts the function words of one clip by the languages that they belong to.
type functionWords struct {
	times [wordClasses]uint32      // by the bits of class that name languages; 0 is for all other words
	met   [wordClasses / 64]uint64 // bit c says that times[c] may be above 0
}

const wordClasses = 1 << len(languages)

func (s *functionWords) add(c class) {
	s.times[c]++
	s.met[c>>6] |= 1 << (c & 63)
}

// each calls f with each class of function words that was met.
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
