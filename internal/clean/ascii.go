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
	for ; len(b) >= 32; b = b[32:] {
		w, x, y, z := binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint64(b[8:]), binary.LittleEndian.Uint64(b[16:]), binary.LittleEndian.Uint64(b[24:])
		if (w|x|y|z)&topBits != 0 {
			return false
		}
	}
	for ; len(b) >= 8; b = b[8:] {
		if binary.LittleEndian.Uint64(b)&topBits != 0 {
			return false
		}
	}
	return lastBlock(b)&topBits == 0
}

// mask is the marks as the bits of one byte.
func mask(marks uint64) uint64 { return marks >> 7 * 0x0102040810204080 >> 56 }

// block is the eight bytes of b from i on, filled up with zeros.
func block(b []byte, i int) uint64 {
	if i+8 <= len(b) {
		return binary.LittleEndian.Uint64(b[i : i+8])
	}
	return lastBlock(b[i:])
}

func lastBlock(b []byte) (x uint64) {
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
		words, caps, quotes int
		kinds               uint64 // marks of all blocks: capitals, in the next bit small letters, then digits
		before              uint64 // 1 when a word's byte stands before the group
	)
	for from := 0; from < len(text); from += 64 {
		var word, capital uint64 // a bit a byte of the group
		group := text[from:min(len(text), from+64)]
		for i := 0; i < len(group); i += 8 {
			b := block(group, i)
			low := b | 0x20*each // capitals in lower case, _ as 0x7f
			letter, digit := between(low, 'a', 'z'), between(b, '0', '9')
			small := letter & (b << 2) // bit 5
			large := letter ^ small
			kinds |= large | small>>1 | digit>>2
			marks := letter | digit
			if (low+each|between(b, '"', '\''))&topBits != 0 {
				m, q := rareMarks(text, from+i, b)
				marks |= m
				quotes += q
			}
			word |= mask(marks) << (i & 63)
			capital |= mask(large) << (i & 63)
		}
		starts := word &^ (word<<1 | before)
		before = word >> 63
		words += bits.OnesCount64(starts)
		caps += bits.OnesCount64(starts & capital)
		if literals != nil {
			found = literals.lookUp(found, text, from, starts)
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
		lastLow: lowerLen(lastWord(text)), oddQuote: quotes%2 == 1, digit: kinds&(topBits>>2) != 0, upper: kinds&topBits != 0 && kinds&(topBits>>1) == 0,
	}, found
}

// insideWord reports whether the apostrophe at i stands between two bytes of words.
func insideWord(text []byte, i int) bool {
	return i > 0 && i+1 < len(text) && byteKind[text[i-1]] != 0 && byteKind[text[i+1]] != 0
}

// rareMarks is the marks of the bytes of words that are rare, in the block b at
// text[i]: _, and ' inside a word. quotes is how many " it has.
func rareMarks(text []byte, i int, b uint64) (word uint64, quotes int) {
	word = between(b, '_', '_')
	for a := between(b, '\'', '\''); a != 0; a &= a - 1 {
		if insideWord(text, i+bits.TrailingZeros64(a)/8) {
			word |= a & -a
		}
	}
	return word, bits.OnesCount64(between(b, '"', '"'))
}

// lookUp appends the rules with an inner literal that one of the words begins
// with that start behind text[from:] where starts has a bit.
func (x *literalIndex) lookUp(found []uint16, text []byte, from int, starts uint64) []uint16 {
	for ; starts != 0; starts &= starts - 1 {
		at := from + bits.TrailingZeros64(starts)
		if at+4 > len(text) || x.short {
			found = x.lookUpShort(found, text[at:])
		} else if h := hash4(binary.LittleEndian.Uint32(text[at:at+4]) | fold4); x.starts[h>>6]>>(h&63)&1 != 0 {
			found = x.inner.walk(found, text[at:])
		}
	}
	return found
}

// lookUpShort appends the rules with an inner literal that b begins with, which
// may be shorter than four bytes; b starts with a word.
func (x *literalIndex) lookUpShort(found []uint16, b []byte) []uint16 {
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
