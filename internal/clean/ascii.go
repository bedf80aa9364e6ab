package clean

// Most lines of a page in English are ASCII, and they are measured eight bytes
// at a time. A byte below 0x80 is at least lo if adding 0x80-lo sets its top
// bit, and above hi if adding 0x7f-hi does; no sum carries into the next byte,
// so one addition asks for all eight. What comes of a block is a mark, the top
// bit, on each byte of a kind; words begin where a mark stands behind none.
//
//	text      It didn't
//	word      ##.####.#       and the apostrophe, between two of them: ##.######
//	starts    #..#.....
//
// Byte by byte through a table of kinds takes five times as long.

import (
	"encoding/binary"
	"math/bits"
)

const (
	each    = 0x0101010101010101
	topBits = 0x80 * each
)

// marks of the bytes of x from lo to hi; x is ASCII.
func between(x uint64, lo, hi byte) uint64 {
	return (x + uint64(0x80-lo)*each) &^ (x + uint64(0x7f-hi)*each) & topBits
}

func isASCII(b []byte) bool {
	for ; len(b) >= 8; b = b[8:] {
		if binary.LittleEndian.Uint64(b)&topBits != 0 {
			return false
		}
	}
	return block(b)&topBits == 0
}

// block is the first eight bytes of b, filled up with zeros.
func block(b []byte) (x uint64) {
	if len(b) >= 8 {
		return binary.LittleEndian.Uint64(b)
	}
	for i, c := range b {
		x |= uint64(c) << (8 * i)
	}
	return x
}

// scanASCII is index.scan for text that is ASCII: a character is a byte.
func (x *index) scanASCII(text []byte, found []uint16) (line, []uint16) {
	literals := &x.all
	switch {
	case len(text) > x.longest:
		literals = nil
	case len(text) > defaultLongest:
		literals = &x.long
	}
	var (
		words, caps, quotes  int
		upper, lower, digits uint64 // marks of all blocks
		before               uint64 // 0x80 when a word's byte stands before the block
	)
	for i := 0; i < len(text); i += 8 {
		b := block(text[i:])
		capital, small, digit := between(b, 'A', 'Z'), between(b, 'a', 'z'), between(b, '0', '9')
		word := capital | small | digit | between(b, '_', '_')
		for a := between(b, '\'', '\''); a != 0; a &= a - 1 {
			if j := i + bits.TrailingZeros64(a)/8; insideWord(text, j) {
				word |= a & -a
			}
		}
		starts := word &^ (word<<8 | before)
		before = word >> 56
		words += bits.OnesCount64(starts)
		caps += bits.OnesCount64(starts & capital)
		quotes += bits.OnesCount64(between(b, '"', '"'))
		upper, lower, digits = upper|capital, lower|small, digits|digit
		if literals != nil {
			for ; starts != 0; starts &= starts - 1 {
				found = literals.lookUp(found, text[i+bits.TrailingZeros64(starts)/8:])
			}
		}
	}
	if literals != nil && words > 0 {
		first := 0
		for byteKind[text[first]] == 0 {
			first++
		}
		found = literals.first.walk(found, text[first:])
	}
	return line{
		text: text, n: float64(words), words: int32(words), caps: int32(caps), runes: int32(len(text)),
		lastLow: lowerLen(lastWord(text)), oddQuote: quotes%2 == 1, digit: digits != 0, upper: upper != 0 && lower == 0,
	}, found
}

// insideWord reports whether the apostrophe at i stands between two bytes of words.
func insideWord(text []byte, i int) bool {
	return i > 0 && i+1 < len(text) && byteKind[text[i-1]] != 0 && byteKind[text[i+1]] != 0
}

// lookUp appends the rules with an inner literal that b begins with; b starts
// with a word.
func (x *literalIndex) lookUp(found []uint16, b []byte) []uint16 {
	if len(b) >= 4 && !x.short {
		if h := hash4(binary.LittleEndian.Uint32(b) | fold4); x.starts[h>>6]>>(h&63)&1 == 0 {
			return found
		}
		return x.inner.walk(found, b)
	}
	n := 1
	for n < min(len(b), 4) && (byteKind[b[n]] != 0 || b[n] == '\'' && insideWord(b, n)) {
		n++
	}
	if x.maybe(b, n) {
		found = x.inner.walk(found, b)
	}
	return found
}

// lastWord is the last word of text, which is ASCII.
func lastWord(text []byte) []byte {
	end := len(text)
	for end > 0 && byteKind[text[end-1]] == 0 {
		end--
	}
	start := end
	for start > 0 && (byteKind[text[start-1]] != 0 || text[start-1] == '\'' && insideWord(text, start-1)) {
		start--
	}
	return text[start:end]
}
