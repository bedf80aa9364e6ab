package entity

import (
	"math/bits"
	"time"

	"newsdup/internal/clip"
	"newsdup/internal/word"
)

// Reader makes tokens. It keeps the counts of a clip, so each worker has one of its own; it
// is not safe for concurrent use. Which clips it read before changes no answer.
type Reader struct {
	*Spellings
	noted []bool              // by entry: its form as a name has been recorded
	grams map[uint64]struct{} // stems of grams of a script without spaces whose form has been recorded

	// Of the current clip.
	spellings *spellings
	*view
	buffer  *lineBuffer
	line    []ref    // a part of buffer, as are asked and special
	asked   []uint32 // see lineBuffer
	special []uint32 // likewise
	merged  []merged // names of several words in the line that are one token
	counts
	speech     functionWords
	text       Text
	caps       []capital  // the capitalised tokens
	gated      []gated    // the tokens that mean something else when the clip is not in English
	fullNames  []fullName // what gated acronyms can stand for
	lang       int        // the language of its function words, see language
	langKnown  bool
	behind     int // the place in line behind the last capital; -1 before the first one
	readsTitle bool
	namer
	values

	inflects *inflection // how the words of the clip inflect; nil when they have the stems of stem
	salt     uint64      // of its spellings
	sample   []byte      // of its text

	collector *collector // nil when forms are not asked for
}

// ref is one word of the line.
type ref struct {
	hash       uint64 // see spell; short words have it from resolve on, and plain words not at all
	start, end uint32 // where it stands in the text being cut, which is far below 4 GB
	entry      uint32 // plainWord, or set by resolve
	how        uint32 // its gap and, from the bit shortShift on, short
}

const shortShift = 8

// gap is how the word follows the one before.
func (x *ref) gap() gap { return gap(x.how) }

// short is the length of a word of 1 to 15 ASCII letters that has 16 bytes of text from its
// start on, and 0 for all other words.
func (x *ref) short() uint32 { return x.how >> shortShift }

// gap is how a word follows the one before.
type gap uint8

const (
	apart       gap = iota // something stands between them that parts names
	joined                 // a space, a hyphen or an apostrophe stands between them
	tight                  // nothing stands between them
	sentence               // a sentence starts here
	abbreviated            // a sentence may start here, or the full stop belongs to an abbreviation: St. Petersburg
)

// gated is a token that finish looks at again at the end of the clip.
type gated struct {
	token, entry uint32
	capital      uint32 // its place in caps, or noCapital
}

const noCapital = 1<<32 - 1

// fullName is a name of the tables that a gated acronym can stand for.
type fullName struct {
	stem uint64
	said bool // the clip has it
}

// Text is what a Reader reads of a clip.
type Text struct {
	Title, Body string
	Lang        string    // ISO 639-1: "de"; "" when unknown
	Date        time.Time // published; zero when unknown
}

// TextOf is the text of a cleaned clip.
func TextOf(c *clip.Clip) Text {
	return Text{Title: c.Title, Body: c.Body, Lang: c.Lang, Date: c.Date.Time}
}

// NewReader returns a Reader with a table of its own, and with stems.
func NewReader(t *Tables) *Reader { return NewSpellings(t, true).NewReader() }

// NewReader returns a Reader that shares s.
func (s *Spellings) NewReader() *Reader {
	return &Reader{Spellings: s, buffer: new(lineBuffer), grams: map[uint64]struct{}{}, values: newValues(s.t)}
}

// keptLetters bounds the memory that a huge clip leaves behind: a text of 4 MB has that
// many.
const keptLetters = 1 << 19

// Tokens appends the tokens of a clip to dst: first those of the title, then those of the
// body. A line break ends a sentence and a name. Tokens allocates only for new spellings
// and to grow its buffers.
func (r *Reader) Tokens(dst []word.Token, text Text) []word.Token {
	t := r.table()
	if r.collector != nil {
		r.collector.begin(t != r.spellings)
	}
	if t != r.spellings { // the table was emptied, and entries have other numbers now
		r.spellings, r.view = t, t.view.Load()
		clear(r.noted)
		clear(r.grams)
	}
	r.setInflection(&text)
	r.counts.reset()
	r.speech.reset()
	r.text, r.caps, r.gated, r.fullNames = text, r.caps[:0], r.gated[:0], r.fullNames[:0]
	r.values.reset()
	if cap(r.buffer.letters) > keptLetters {
		r.buffer.letters = nil
	}
	first := len(dst)
	r.readsTitle = true
	dst = r.cut(dst, first, text.Title)
	r.readsTitle = false
	for i := range dst[first:] {
		dst[first+i].Flags |= word.Headline
	}
	r.values.titleEnds()
	dst = r.cut(dst, first, text.Body)
	r.finish(dst[first:])
	return dst[:first+r.mergeValues(dst[first:])]
}

// resolve finds the entries of the words of the line. The tokens hold the hashes that
// hashPlain made.
//
// There are two loops for the sake of the cache. In the first one each load stands alone,
// so that many of them are on their way at the same time; so it is in the second. Finding
// slot and entry for one word after the other takes twice as long.
func (r *Reader) resolve(tokens []word.Token, text string) {
	v, line := r.view, r.line
	if !r.stems { // with stems, hash has done this
		slots, mask := v.slots, uint64(len(v.slots)-1)
		for _, k := range r.asked {
			ref := &line[k]
			if ref.short() > 0 {
				ref.hash = capitalised(tokens[k].Exact, uint64(text[ref.start]))
			}
			ref.entry = slots[ref.hash&mask].Load()
		}
	}
	missed, n := &r.buffer.special, 0 // special is free until writeTokens
	words := v.words
	for _, k := range r.asked {
		ref := &line[k]
		missed[n&(maxLine-1)] = k
		if words[ref.entry].hash != ref.hash {
			n++
		}
	}
	for _, k := range missed[:n] {
		ref := &line[k]
		ref.entry = r.learn(ref.hash, text[ref.start:ref.end])
	}
	if n > 0 {
		r.view = r.spellings.view.Load()
	}
	if n := len(r.words) - len(r.noted); n > 0 {
		r.noted = append(r.noted, make([]bool, n)...)
	}
	if r.collector != nil {
		r.collectLine(text)
	}
}

// isTitleCase reports whether most words of the line are capitalised, as in a headline, so
// that a capital does not make a name.
func (r *Reader) isTitleCase() bool {
	var long, capital class
	for _, ref := range r.line {
		c := r.words[ref.entry].class
		is := c / isAlpha & (c / isLong) & 1
		long += is
		capital += is & (c / isCapital)
	}
	return long >= 3 && 10*capital >= 7*long
}

// countLow counts a special entry in lower case, as writeTokens counts the others. Without
// stems only the function words are needed, which show the language.
func (r *Reader) countLow(e *entry) {
	r.speech.add(r.words[e.lower].class & anywhere)
	if r.stems {
		r.low = append(r.low, e.lower)
	}
}

// uncount takes back what writeTokens counted for the words of a demonym.
func (r *Reader) uncount(line []ref) {
	for _, ref := range line {
		e := &r.words[ref.entry]
		if e.class.isSpecial() {
			continue
		}
		r.speech.times[r.words[e.lower].class&anywhere]--
		if r.stems {
			r.unsaid = append(r.unsaid, e.lower)
		}
	}
}

// extend is the key of a phrase, from the key of what stands before the word w. The key of
// a single word is extend(0, its hash).
func extend(before, w uint64) uint64 {
	hi, lo := bits.Mul64(before^0x9e3779b97f4a7c15, w^0xd6e8feb86659fd93)
	return hi ^ lo ^ w
}
