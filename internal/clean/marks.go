package clean

// Nearly every line is measured 64 bytes at a time. What comes of such a group is
// marks, a bit a byte; words begin where a mark stands behind none, and are counted
// and looked up from the bits:
//
//	text      It didn't
//	word      ##.####.#       and the apostrophe, between two of them: ##.######
//	starts    #..#.....
//
// Of ASCII the bits are made of eight bytes at once: one below 0x80 is at least lo
// if adding 0x80-lo sets its top bit, and above hi if adding 0x7f-hi does; no sum
// carries into the next byte, so one addition asks for all eight. The same pass
// finds out whether normalise would change the line. Other characters, which are
// the quotation marks and accents of most paragraphs, are marked one by one in
// their group, as if '!' stood there at first.
//
// Byte by byte through a table of kinds takes three times as long on ASCII. A line
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
	noMark  = '!' // stands in a group for what has no mark
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

// fill sets g to text, which is shorter.
func (g *group) fill(text []byte) {
	for i := copy(g[:], text); i < len(g); i++ {
		g[i] = noMark
	}
}

// mask sets g to from with noMark for each byte that is not ASCII.
func (g *group) mask(from *group) {
	for i := range len(g) / 8 {
		x := from.at(i)
		high := x & topBits >> 7 * 0xff
		binary.LittleEndian.PutUint64(g[8*i:8*i+8], x&^high|noMark*each&high)
	}
}

// between has the top bits of the bytes of x, which is ASCII, from lo to hi; the
// other bits are anything.
func between(x uint64, lo, hi byte) uint64 {
	return (x + uint64(0x80-lo)*each) ^ (x + uint64(0x7f-hi)*each) // what is above hi is above lo
}

// marks of a group.
type marks struct {
	word, capital uint64 // a bit a byte
	rare          uint64 // _, ' and ", and some that are none of words

	// Bits of any bytes, where there are such.
	other uint64 // not ASCII, or a control character
	digit uint64
	small uint64 // a small letter
}

// marks sets m to the marks of what is ASCII. Those of eight bytes go to the bits
// of a word that are free, and are put in order when all are there.
func (g *group) marks(m *marks) {
	var rare, wide uint64
	printed := uint64(topBits)
	for i := range 8 { // two loops, so that all of one is in registers
		x := g.at(i)
		wide |= x
		printed &= x + (0x80-' ')*each
		rare = rare>>1 | ((x|0x20*each)+each|between(x, '"', '\''))&topBits // _|0x20 is 0x7f
	}
	var word, capital, digits, smalls uint64
	for i := range 8 {
		x := g.at(i)
		letter, digit := between(x|0x20*each, 'a', 'z'), between(x, '0', '9') // |0x20 makes capitals small
		small := letter & (x << 2)                                            // bit 5
		digits |= digit
		smalls |= small
		word = word>>1 | (letter|digit)&topBits
		capital = capital>>1 | (letter^small)&topBits
	}
	m.word, m.capital, m.rare = transposed(word), transposed(capital), transposed(rare)
	m.other, m.digit, m.small = (wide|^printed)&topBits, digits&topBits, smalls&topBits
}

// transposed is x as a matrix of eight by eight bits with rows for columns.
func transposed(x uint64) uint64 {
	if x == 0 {
		return 0
	}
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
		buffer, masked group
		m              marks
		before         uint64 // 1 when a word's byte stands before the group
		digits         uint64
		smalls         uint64
		capitals       uint64
		words, caps    int
		quotes         int
		first, last    = -1, 0 // where the first and the last word start
		others         wideRunes
		known          = len(found)
		chosen         bool // literals are those of the number of characters
	)
	for from := 0; from < len(text); from += groupBytes {
		g := &buffer
		if len(text)-from >= len(buffer) {
			g = (*group)(text[from:])
		} else {
			g.fill(text[from:])
		}
		g.marks(&m)
		if m.other != 0 {
			if !chosen {
				chosen = true
				if right := x.ofWide(text); right != literals {
					return x.scanIn(right, text, found[:known])
				}
			}
			high := g.wide()
			masked.mask(g)
			if masked.marks(&m); m.other != 0 || !others.mark(text, from, high) {
				return l, found, false
			}
			m.word |= others.word
			m.capital |= others.capital
		}
		digits |= m.digit
		smalls |= m.small
		capitals |= m.capital
		for r := m.rare; r != 0; r &= r - 1 {
			switch i := from + bits.TrailingZeros64(r); text[i] {
			case '_':
				m.word |= r & -r
			case '"':
				quotes++
			case '\'':
				if insideWord(text, i, 1) {
					m.word |= r & -r
				}
			}
		}
		for gap := ^m.word & (^m.word<<1 | before ^ 1); gap != 0; gap &= gap - 1 { // two bytes of no word, perhaps blanks
			if i := from + bits.TrailingZeros64(gap); i >= len(text) {
				break
			} else if text[i] == ' ' && i > 0 && text[i-1] == ' ' {
				return l, found, false
			}
		}
		starts := m.word &^ (m.word<<1 | before)
		before = m.word >> 63
		words += bits.OnesCount64(starts)
		caps += bits.OnesCount64(starts & m.capital)
		if starts != 0 {
			if first < 0 {
				first = from + bits.TrailingZeros64(starts)
			}
			last = from + 63 - bits.LeadingZeros64(starts)
			if literals != nil {
				found = literals.lookUp(found, g, text[from:], starts, m.word)
			}
		}
		for ; others.signs != 0; others.signs &= others.signs - 1 {
			if literals != nil {
				found = literals.inner.walk(found, text[from+bits.TrailingZeros64(others.signs):])
			}
		}
	}
	if literals != nil && first >= 0 && literals.firstSieve.maybe(text[first:], wordLen(text[first:], 4)) {
		found = literals.first.walk(found, text[first:])
	}
	l = line{text: text}
	l.measures = measures{
		n: float64(words), words: int32(words), caps: int32(caps), runes: int32(len(text) - others.extra),
		oddQuote: quotes%2 == 1, digit: digits != 0 || others.kinds&kDigit != 0,
		upper: capitals != 0 && smalls == 0 && others.kinds&kLower == 0,
	}
	if first >= 0 {
		l.lastLow = lowerLen(text[last : last+wordLen(text[last:], len(text))])
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

// wordLen is the number of bytes of the word that b begins with; where that is more
// than most, it is at least most.
func wordLen(b []byte, most int) int {
	n := 0
	for n < min(len(b), most) {
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
			if x.innerSieve.maybe(b, wordLen(b, 4)) {
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
