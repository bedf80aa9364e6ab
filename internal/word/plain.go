package word

import (
	"unicode"
	"unicode/utf8"
)

// Plain appends to dst the hashes of the words of text, in order. A word is a
// maximal run of letters, marks and digits (Unicode categories L, M and N),
// lower-cased rune by rune; an invalid byte separates words. This is the
// definition `newsdup pairs --raw` documents: no entity, no stop word, no stem.
// It allocates only to grow dst, and for words beyond 256 bytes that are not ASCII.
func Plain(dst []uint64, text []byte) []uint64 {
	for i := 0; i < len(text); {
		start := i
		for i < len(text) && plainASCII[text[i]] {
			i++
		}
		switch {
		case i < len(text) && text[i] >= utf8.RuneSelf:
			var h uint64
			if h, i = plainRunes(text, start); h != 0 {
				dst = append(dst, h)
			}
		case i > start:
			dst = append(dst, hash(text[start:i], true))
		default:
			i++
		}
	}
	return dst
}

// plainRunes hashes the word of text that starts at start and returns its hash
// and the offset where it ends; the hash is 0 and the end behind one rune when
// no word starts there.
func plainRunes(text []byte, start int) (h uint64, end int) {
	var stack [256]byte
	low := stack[:0]
	for end = start; end < len(text); {
		r, size := utf8.DecodeRune(text[end:])
		if r = Lower(r); r < 0 {
			if end == start {
				return 0, end + size
			}
			break
		}
		low = utf8.AppendRune(low, r)
		end += size
	}
	return Hash(low), end
}

// Lower is the lower case of r when r belongs to a word (category L, M or N), else -1.
func Lower(r rune) rune {
	switch {
	case 0 <= r && int(r) < len(lowerTable):
		return lowerTable[r]
	case unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r):
		return unicode.ToLower(r)
	}
	return -1
}

// lowerTable is Lower of the runes of one and two bytes: Latin, Greek,
// Cyrillic, Hebrew and Arabic, four times faster than Unicode's range tables.
var lowerTable = func() (t [0x800]rune) {
	for r := range t {
		t[r] = -1
		if unicode.In(rune(r), unicode.L, unicode.M, unicode.N) {
			t[r] = unicode.ToLower(rune(r))
		}
	}
	return t
}()

// plainASCII marks the bytes 0-9, A-Z and a-z.
var plainASCII = func() (t [256]bool) {
	for c := range utf8.RuneSelf {
		t[c] = lowerTable[c] >= 0
	}
	return t
}()
