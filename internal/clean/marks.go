package clean

// Nearly every line is measured 64 bytes at a time. What comes of such a group is
// marks, a bit a byte; words begin where a mark stands behind none, and are counted
// and looked up from the bits:
//
//	text      It didn't
//	letter    ##.####.#
//	odd       .......#.       neither letters nor blanks: looked at one by one
//	word      ##.######       with the apostrophe, between two letters
//	starts    #..#.....
//
// Of ASCII the bits are made of eight bytes at once: one below 0x80 is at least lo
// if adding 0x80-lo sets its top bit, and above hi if adding 0x7f-hi does; no sum
// carries into the next byte, so one addition asks for all eight. Letters and blanks
// are nearly all of a text, and one byte in forty is odd: digits, quotation marks,
// accents. Blanks and odd bytes also tell whether normalise would change the line.
//
// Byte by byte through a table of kinds takes three times as long on ASCII, and bits
// for digits and for apostrophes, too, a third more. A line
// with a script without spaces, where a character counts as a word or less, is left
// to literalIndex.scan, which is the obvious way and the tests' reference.

import (
	"encoding/binary"
	"math/bits"
	"unicode"
	"unicode/utf8"
)

const (
	each    = 0x0101010101010101
	topBits = 0x80 * each
)

// group is 64 bytes of a line with what stands behind them.
type group [64 + 8]byte

// groupBytes are those that have marks.
const groupBytes = 64

// at is the eight bytes from 8*i on.
func (g *group) at(i int) uint64 { return binary.LittleEndian.Uint64(g[8*i : 8*i+8]) }

// four are the bytes from i on, which is below 64.
func (g *group) four(i int) uint32 {
	i &= groupBytes - 1
	return binary.LittleEndian.Uint32(g[i : i+4])
}

// between has the top bits of the bytes of x, which is ASCII, from lo to hi; the
// other bits are anything.
func between(x uint64, lo, hi byte) uint64 {
	return (x + uint64(0x80-lo)*each) ^ (x + uint64(0x7f-hi)*each) // what is above hi is above lo
}

// marks are the letters, the small ones among them and the blanks of a group, and
// whether there is more in it than ASCII: the marks of such bytes are anything.
//
// The marks of eight bytes go to the bits of a word that are free, and are put in
// order when all are there. Without the bits of 0xa0 small letters are capitals, and
// blanks are 0; no sum carries then.
func (g *group) marks() (letter, small, blank uint64, wide bool) {
	var text, all uint64
	for i := range 8 {
		x := g.at(i)
		all |= x
		y := x &^ (0xa0 * each)
		letter = letter>>1 | between(y, 'A', 'Z')&topBits
		text = text>>1 | (y+0x7f*each)&topBits // neither blank nor NUL
		small = small>>1 | x<<2&topBits        // bit 5, which capitals and NUL lack
	}
	letter, small = transposed(letter), transposed(small)
	return letter, letter & small, small &^ transposed(text), all&topBits != 0
}

// transposed is x as a matrix of eight by eight bits with rows for columns.
func transposed(x uint64) uint64 {
	t := (x ^ x>>7) & 0x00aa00aa00aa00aa
	x ^= t ^ t<<7
	t = (x ^ x>>14) & 0x0000cccc0000cccc
	x ^= t ^ t<<14
	t = (x ^ x>>28) & 0x00000000f0f0f0f0
	return x ^ t ^ t<<28
}

// wide has a bit for each byte that is not ASCII.
func (g *group) wide() (found uint64) {
	for i := range 8 {
		found = found>>1 | g.at(i)&topBits
	}
	return transposed(found)
}

// scan is literalIndex.scan; ok is false when the line is not in its normal form or
// holds a script without spaces.
func (x *index) scan(text []byte, found []uint16) (l line, _ []uint16, ok bool) {
	return x.scanIn(x.of(len(text)), text, found)
}

// scanIn is scan with the literals of one index, which may be nil.
func (x *index) scanIn(literals *literalIndex, text []byte, found []uint16) (l line, _ []uint16, ok bool) {
	var (
		buffer      group
		wordBefore  uint64 // 1 when a word's byte stands before the group
		blankBefore uint64 // likewise a blank
		capitals    uint64
		smalls      uint64
		digit       bool
		words, caps int
		quotes      int
		first       = -1 // where the first word starts
		others      wideRunes
		known       = len(found)
		chosen      bool // literals are those of the number of characters
	)
	for from := 0; from < len(text); from += groupBytes {
		g, inside := &buffer, ^uint64(0)
		if len(text)-from >= len(buffer) {
			g = (*group)(text[from:])
		} else if n := copy(g[:], text[from:]); n < groupBytes {
			inside = 1<<n - 1
		}
		letter, small, blank, wide := g.marks()
		high := uint64(0)
		if wide {
			high = g.wide() & inside
		}
		ascii := inside &^ high
		letter &= ascii
		blank &= ascii
		word, capital := letter, letter&^small
		smalls |= small & ascii
		if high != 0 {
			if !chosen {
				chosen = true
				if right := x.ofWide(text); right != literals {
					return x.scanIn(right, text, found[:known])
				}
			}
			if !others.mark(text, from, high) {
				return l, found, false
			}
			word |= others.word
			capital |= others.capital
			for s := others.signs; s != 0 && literals != nil; s &= s - 1 {
				found = literals.inner.walk(found, text[from+bits.TrailingZeros64(s):])
			}
		}
		capitals |= capital
		for odd := ascii &^ (letter | blank); odd != 0; odd &= odd - 1 {
			bit := odd & -odd
			switch i := from + bits.TrailingZeros64(odd); {
			case byteKind[text[i]] != 0:
				word |= bit
				digit = digit || text[i] != '_'
			case text[i] == '"':
				quotes++
			case text[i] == '\'':
				if insideWord(text, i, 1) {
					word |= bit
				}
			case text[i] < ' ':
				return l, found, false
			}
		}
		if blank&(blank<<1|blankBefore) != 0 {
			return l, found, false
		}
		blankBefore = blank >> 63
		starts := word &^ (word<<1 | wordBefore)
		wordBefore = word >> 63
		words += bits.OnesCount64(starts)
		caps += bits.OnesCount64(starts & capital)
		if starts != 0 {
			if first < 0 {
				first = from + bits.TrailingZeros64(starts)
			}
			if literals != nil {
				found = literals.lookUp(found, g, text[from:], starts, word)
			}
		}
	}
	if literals != nil && first >= 0 && literals.firstSieve.maybe(text[first:], wordLen(text[first:])) {
		found = literals.first.walk(found, text[first:])
	}
	l = line{text: text}
	l.measures = measures{
		n: float64(words), words: int32(words), caps: int32(caps), runes: int32(len(text) - others.extra),
		oddQuote: quotes%2 == 1, digit: digit || others.kinds&kDigit != 0,
		upper: capitals != 0 && smalls == 0 && others.kinds&kLower == 0,
	}
	return l, found, true
}

// wideRunes is what is known of the characters of a line that are not ASCII.
type wideRunes struct {
	extra int   // bytes beyond the first of each
	kinds uint8 // of letters and digits
	rest  int   // bytes of the last one that stand in the next group

	// Marks of the group.
	word, capital uint64
	signs         uint64 // ©
	restWord      uint64 // of the rest
}

// mark marks those of the group at from, which stand at the bytes high. It reports
// false for one that scan leaves to others.
func (w *wideRunes) mark(text []byte, from int, high uint64) bool {
	w.word, w.capital, w.signs = w.restWord, 0, 0
	high &^= 1<<w.rest - 1
	w.rest, w.restWord = 0, 0
	for high != 0 {
		i := bits.TrailingZeros64(high)
		r, size := utf8.DecodeRune(text[from+i:])
		its := uint64(1<<size - 1)
		high &^= its << i
		w.rest = max(0, i+size-64)
		w.extra += size - 1
		word := isWordRune(r)
		switch {
		case word && unspaced(r):
			return false
		case word && unicode.IsLower(r):
			w.kinds |= kLower
		case word && unicode.IsUpper(r):
			w.capital |= 1 << i
		case word && unicode.IsDigit(r):
			w.kinds |= kDigit
		case word:
		case r == '’':
			word = insideWord(text, from+i, size)
		case r == '©':
			w.signs |= 1 << i
		case r >= 0x2010 && r < 0x2028: // the other marks of most lines
		case invisible(r) || unicode.IsSpace(r) || unicode.IsControl(r):
			return false
		}
		if word {
			w.word |= its << i
			w.restWord = 1<<w.rest - 1
		}
	}
	return true
}

// insideWord reports whether the apostrophe of so many bytes at i stands between
// two letters or digits.
func insideWord(text []byte, i, size int) bool {
	if i == 0 || i+size >= len(text) {
		return false
	}
	before, behind := rune(text[i-1]), rune(text[i+size])
	if before >= utf8.RuneSelf {
		before, _ = utf8.DecodeLastRune(text[:i])
	}
	if behind >= utf8.RuneSelf {
		behind, _ = utf8.DecodeRune(text[i+size:])
	}
	return isWordRune(before) && isWordRune(behind)
}

// wordLen is the number of bytes of the word that b begins with; of a longer one
// 4 or a few more, which is all that a sieve asks.
func wordLen(b []byte) int {
	n := 0
	for n < min(len(b), 4) {
		c := b[n]
		if byteKind[c] != 0 {
			n++
			continue
		}
		if c < utf8.RuneSelf && c != '\'' {
			break
		}
		r, size := utf8.DecodeRune(b[n:])
		if !isWordRune(r) && !((r == '\'' || r == '’') && insideWord(b, n, size)) {
			break
		}
		n += size
	}
	return n
}

// lookUp appends the rules with an inner literal that one of the words begins
// with that start in the group g at text where starts has a bit; word has the
// bits of all their bytes.
func (x *literalIndex) lookUp(found []uint16, g *group, text []byte, starts, word uint64) []uint16 {
	if x.innerSieve.short { // words of fewer than four bytes, perhaps
		long := word >> 1 & (word >> 2) & (word >> 3)
		for s := starts &^ long; s != 0; s &= s - 1 {
			b := text[bits.TrailingZeros64(s):]
			if x.innerSieve.maybe(b, wordLen(b)) {
				found = x.inner.walk(found, b)
			}
		}
		starts &= long
	}
	for ; starts != 0; starts &= starts - 1 {
		at := bits.TrailingZeros64(starts)
		if h := hash4(g.four(at) | fold4); x.innerSieve.starts[h>>6]>>(h&63)&1 != 0 {
			found = x.inner.walk(found, text[at:])
		}
	}
	return found
}
