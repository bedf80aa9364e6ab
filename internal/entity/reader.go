package entity

import (
	"math/bits"

	"newsdup/internal/word"
)

// Reader makes tokens. It keeps what it learned of every spelling it met, so
// keep one for each worker; it is not safe for concurrent use. What it met
// before changes no answer.
type Reader struct {
	t       *Tables
	slots   []uint32          // open addressing by entry.raw: index into words, 0 is free
	words   []entry           // words[0] is unused
	forms   map[uint64]string // stem -> best form met
	capital map[uint32]string // capitalised spelling -> its letters, until it proves a name

	// Of the current clip.
	clip  uint32 // its number, which stamps the counters of words
	line  []ref
	caps  []mention // capitalised tokens
	gated []mention // tokens that mean something else when the clip is not in English
	hints []uint32  // words that are function words of some language
}

// entry is one spelling.
type entry struct {
	raw     uint64 // hash of its bytes
	exact   uint64 // Token.Exact
	stem    uint64 // Token.Stem
	fold    uint64 // hash of the folded word: its key in the names table
	lower   uint32 // entry of the word in lower case, which counts for all its spellings
	clip    uint32 // clip of the counters
	mid     uint32 // times capitalised in mid-sentence in this clip
	low     uint32 // times in lower case in this clip
	foreign uint32 // id+1 of the name it is in a clip that is not in English
	langs   uint16 // languages whose function word it is
	class   class
	flags   word.Flag
}

// class is what a spelling is, beyond its flags.
type class uint16

const (
	isAlpha      class = 1 << iota // starts with a letter
	isLong                         // more than 3 letters
	isCapital                      // starts with a capital
	isUpper                        // two capitals or more, and no lower-case letter
	isCJK                          // one letter of a script without spaces
	isStart                        // a name of several words starts with it
	isMaybe                        // calendar only when capitalised or beside a number
	isShouted                      // acronym spelt like a common word: a word in a line of capitals
	isPossessive                   // ends in 's
	isNoted                        // its form as a name is in forms
	isShort                        // at most 2 letters: a full stop behind it may belong to it
)

// ref is one word of the line.
type ref struct {
	hash       uint64 // of its bytes
	start, end uint32 // of the text being cut; texts are far below 4 GB
	entry      uint32
	gap        gap // how it follows the word before
}

type gap uint8

const (
	apart       gap = iota // something that parts names stands between them
	joined                 // a space, a hyphen, an apostrophe
	tight                  // nothing
	sentence               // a sentence starts here
	abbreviated            // so it seems, but the full stop may be that of an abbreviation: St. Petersburg
)

// mention is a token that the end of the clip looks at again.
type mention struct{ token, entry uint32 }

// maxWords is where the table of spellings is emptied, between two clips: 300,000
// of them are 25 MB, and a corpus has that many only in misprints and numbers.
const maxWords = 300_000

// NewReader returns a Reader that uses t.
func NewReader(t *Tables) *Reader {
	r := &Reader{t: t, forms: map[uint64]string{}}
	r.reset()
	return r
}

// reset forgets all spellings.
func (r *Reader) reset() {
	r.slots = make([]uint32, 1<<14)
	r.words = make([]entry, 1, 1<<13)
	r.capital = map[uint32]string{}
}

// Tokens appends the tokens of a clip to dst: those of the title, then those of
// the body. A line break ends a sentence and a name. It allocates only for
// spellings this Reader has not met, and to grow its buffers.
func (r *Reader) Tokens(dst []word.Token, title, body string) []word.Token {
	if len(r.words) > maxWords {
		r.reset()
	}
	r.clip++
	if r.clip == 0 { // wrapped round: the stamps of 2^32 clips ago would be taken for ours
		r.reset()
		r.clip = 1
	}
	r.caps, r.gated, r.hints = r.caps[:0], r.gated[:0], r.hints[:0]
	first := len(dst)
	dst = r.cut(dst, first, title)
	dst = r.cut(dst, first, body)
	r.finish(dst[first:])
	return dst
}

// resolve finds the entries of the words of the line. A word is known by the
// 64-bit hash of its bytes, as everywhere downstream.
//
// The two loops are for the cache: each load of the first stands alone, so that
// many are on their way at once, and so in the second. Word by word, slot and
// entry one after the other, the pass takes twice as long.
func (r *Reader) resolve(text string) {
	mask := uint64(len(r.slots) - 1)
	for k := range r.line {
		ref := &r.line[k]
		ref.entry = r.slots[ref.hash&mask]
	}
	for k := range r.line {
		if ref := &r.line[k]; r.words[ref.entry].raw != ref.hash {
			ref.entry = r.lookup(ref.hash, text[ref.start:ref.end])
		}
	}
}

// lookup is the entry of the spelling w with the hash h, made if it is new.
func (r *Reader) lookup(h uint64, w string) uint32 {
	mask := uint64(len(r.slots) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		switch e := r.slots[i]; {
		case e == 0:
			return r.learn(h, w)
		case r.words[e].raw == h:
			return e
		}
	}
}

// insert adds an entry and keeps the table at most half full.
func (r *Reader) insert(e entry) uint32 {
	id := uint32(len(r.words))
	r.words = append(r.words, e)
	if 2*len(r.words) > len(r.slots) {
		r.slots = make([]uint32, 2*len(r.slots))
		for i := 1; i < len(r.words); i++ {
			r.place(uint32(i))
		}
	} else {
		r.place(id)
	}
	return id
}

func (r *Reader) place(id uint32) {
	mask := uint64(len(r.slots) - 1)
	i := r.words[id].raw & mask
	for r.slots[i] != 0 {
		i = (i + 1) & mask
	}
	r.slots[i] = id
}

// count returns the entry that counts for e in this clip.
func (r *Reader) count(e *entry) *entry {
	c := &r.words[e.lower]
	if c.clip != r.clip {
		c.clip, c.mid, c.low = r.clip, 0, 0
		if c.langs != 0 {
			r.hints = append(r.hints, e.lower)
		}
	}
	return c
}

// extend is the key of a phrase: the key of what stands before w, and w. The
// key of a single word is extend(0, its hash).
func extend(before, w uint64) uint64 {
	hi, lo := bits.Mul64(before^0x9e3779b97f4a7c15, w^0xd6e8feb86659fd93)
	return hi ^ lo ^ w
}
