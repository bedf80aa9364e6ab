package entity

// counts is how often the words of one clip stand in it: a hash table that one
// clip fills. It is small enough for the fastest cache; an array by entry is
// not, and cost 4 % of a run in misses.
type counts struct {
	places []count // open addressing, at most half full; a power of two
	used   int
}

// count is one word.
type count struct {
	entry   uint32 // 0 is free
	balance int32  // twice the times capitalised in mid-sentence, less twice those in lower case; and 1 when there are any of the first
}

func (c *count) lower()   { c.balance -= 2 }
func (c *count) capital() { c.balance = (c.balance + 2) | 1 }

// proved says whether the word stands capitalised in mid-sentence, and at least as often as in lower case.
func (c *count) proved() bool { return c.balance > 0 }

// emptyCounts is the table of a clip of up to 512 different words.
const emptyCounts = 1 << 10

// of is the count of an entry, good until the next call.
func (c *counts) of(entry uint32) *count {
	if 2*c.used >= len(c.places) {
		c.grow()
	}
	mask := uint32(len(c.places) - 1)
	for i := spreadEntry(entry) & mask; ; i = (i + 1) & mask {
		switch at := &c.places[i]; at.entry {
		case entry:
			return at
		case 0:
			at.entry = entry
			c.used++
			return at
		}
	}
}

// spreadEntry makes a place of an entry: entries of one time lie together.
func spreadEntry(entry uint32) uint32 { return entry * 0x9e3779b1 >> 8 }

func (c *counts) grow() {
	old := c.places
	c.places = make([]count, max(emptyCounts, 2*len(old)))
	mask := uint32(len(c.places) - 1)
	for _, x := range old {
		if x.entry != 0 {
			i := spreadEntry(x.entry) & mask
			for c.places[i].entry != 0 {
				i = (i + 1) & mask
			}
			c.places[i] = x
		}
	}
}

// reset empties the table, and lets go of one that a huge page filled.
func (c *counts) reset() {
	if len(c.places) > 16*emptyCounts {
		c.places = nil
	}
	if c.used > 0 {
		clear(c.places)
		c.used = 0
	}
}

// speech counts the function words of one clip, by the languages that they belong to.
type speech struct {
	times [1 << len(languages)]uint32 // by class, of anywhere alone
	met   []class                     // with times above 0
}

func (s *speech) add(c class) {
	if s.times[c] == 0 {
		s.met = append(s.met, c)
	}
	s.times[c]++
}

func (s *speech) reset() {
	for _, c := range s.met {
		s.times[c] = 0
	}
	s.met = s.met[:0]
}
