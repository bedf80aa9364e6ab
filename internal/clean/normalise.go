package clean

// A line in its normal form: one blank for white space and control characters,
// nothing for what nobody sees. Most lines are normal, and eight bytes of those
// are passed at once.

import (
	"encoding/binary"
	"unicode"
	"unicode/utf8"
)

// normalise returns b with white space and control characters collapsed to
// single blanks, none at the ends, and zero-width characters and soft hyphens
// removed. It returns b itself where nothing has to change; otherwise the
// result stands at the end of arena, which is returned grown.
func normalise(b, arena []byte) (text, grown []byte) {
	b = trimBlanks(b)
	at := firstOdd(b)
	if at < 0 {
		return b, arena
	}
	start := len(arena)
	arena = append(arena, b[:at]...)
	blank := false // a blank is owed before the next visible character
	if at > 0 && b[at-1] == ' ' {
		arena = arena[:len(arena)-1]
		blank = true
	}
	for i := at; i < len(b); {
		c, size := b[i], 1
		if c < utf8.RuneSelf {
			if c <= ' ' {
				blank = true
				i++
				continue
			}
		} else {
			var r rune
			r, size = utf8.DecodeRune(b[i:])
			if invisible(r) {
				i += size
				continue
			}
			if unicode.IsSpace(r) || unicode.IsControl(r) {
				blank = true
				i += size
				continue
			}
		}
		if blank && len(arena) > start {
			arena = append(arena, ' ')
		}
		blank = false
		arena = append(arena, b[i:i+size]...)
		i += size
	}
	return arena[start:len(arena):len(arena)], arena
}

// trimBlanks is b without the blanks and control characters of ASCII at its ends.
func trimBlanks(b []byte) []byte {
	for len(b) > 0 && b[0] <= ' ' {
		b = b[1:]
	}
	for len(b) > 0 && b[len(b)-1] <= ' ' {
		b = b[:len(b)-1]
	}
	return b
}

func invisible(r rune) bool {
	return r >= 0x200b && r <= 0x200f || r == 0xfeff || r == 0x00ad
}

// firstOdd is the offset of the first byte of b that normalise has to look at;
// -1 when b is normal already.
func firstOdd(b []byte) int {
	before := uint64(0) // 0x80 when b[i-1] is a blank
	for i := 0; i < len(b); {
		for ; i+8 <= len(b); i += 8 {
			// Eight ASCII bytes at once: no control character, no two blanks in a row.
			x := binary.LittleEndian.Uint64(b[i : i+8])
			blanks := ^((x ^ ' '*each) + 0x7f*each) // of ASCII
			if (x|^(x+(0x80-' ')*each)|blanks&(blanks<<8|before))&topBits != 0 {
				break
			}
			before = blanks & topBits >> 56
		}
		if i == len(b) {
			break
		}
		blank := before != 0
		c, size := b[i], 1
		if c < ' ' || c == ' ' && blank {
			return i
		}
		if c >= utf8.RuneSelf {
			var r rune
			if r, size = utf8.DecodeRune(b[i:]); invisible(r) || unicode.IsSpace(r) || unicode.IsControl(r) {
				return i
			}
		}
		before = 0
		if c == ' ' {
			before = 0x80
		}
		i += size
	}
	return -1
}
