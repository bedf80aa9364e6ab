package source

// Text that was decoded wrongly. Some tool read UTF-8 as windows-1252 or ISO 8859-1 and
// wrote the result as UTF-8: each byte of a character became a character of its own.
//
//	the port’s £2m café   as UTF-8             e2 80 99, c2 a3, c3 a9
//	read as windows-1252  the portâ€™s Â£2m cafÃ©
//
// The page is valid UTF-8 and often only some of its lines are damaged, so each sequence is
// repaired by itself, if nobody would write it:
//
//	with a C1 control       any character; as text those mean nothing
//	Â Ã Å Ð Ñ and one more  £ é œ п
//	â€ and one more, or not ’ “ — …; what is lost behind â€ was ”, byte 9d
//	â‚¬ â„¢ ï»¿ ï¿½            € ™, the byte-order mark (dropped), U+FFFD
//
// Except where it is the end of a word and punctuation behind it: “AMANHÔ or, with C1
// controls for the marks, „groß“. There the word is in one case, and no letter follows.
// Other sequences could be meant: « passé » with a no-break space is 面 by the same rule,
// ß« is ߫. Decoding the whole page back, and keeping that if it is valid, misses the pages
// that were pasted together, which most are.

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// mostDecoded bounds how often a text is taken for encoded or decoded once too often.
const mostDecoded = 4

// mend returns b, valid UTF-8, with every such sequence as the character that it was: b
// itself where there is none. One search for the byte c3, at the speed of memory.
func mend(b []byte) (text []byte, mended bool) { return decodeAll(b, mendOnce) }

// decodeAll decodes b until nothing is left to decode, or mostDecoded times.
func decodeAll(b []byte, once func(b []byte) (text []byte, decoded bool)) (text []byte, decoded bool) {
	for range mostDecoded {
		text, ok := once(b)
		if !ok {
			break
		}
		b, decoded = text, true
	}
	return b, decoded
}

func mendOnce(b []byte) (text []byte, mended bool) {
	done := 0 // bytes of b that are in text
	for at := 0; ; {
		i := bytes.IndexByte(b[at:], 0xc3) // the first byte of all that a sequence begins with
		if i < 0 {
			break
		}
		at += i
		before, _ := utf8.DecodeLastRune(b[:at])
		if at == done {
			before = 0 // of what was mended: none that somebody wrote
		}
		r, size := twice(b[at:], before)
		if size == 0 {
			at++
			continue
		}
		if text == nil {
			text = make([]byte, 0, len(b))
		}
		text = append(text, b[done:at]...)
		if r != byteOrderRune {
			text = utf8.AppendRune(text, r)
		}
		at += size
		done = at
	}
	if done == 0 {
		return b, false
	}
	return append(text, b[done:]...), true
}

const byteOrderRune = '\uFEFF'

// twice is the character whose bytes b begins with as characters, behind the
// character before, and how many bytes of b those are; 0 where it begins with none.
func twice(b []byte, before rune) (r rune, size int) {
	first, size := utf8.DecodeRune(b)
	n := 0
	switch {
	case first >= 0xc2 && first < 0xe0:
		n = 2
	case first >= 0xe0 && first < 0xf0:
		n = 3
	case first >= 0xf0 && first < 0xf5:
		n = 4
	default:
		return 0, 0
	}
	var was [utf8.UTFMax]byte
	var second rune
	control := false
	was[0] = byte(first)
	for k := 1; k < n; k++ {
		c, wide := utf8.DecodeRune(b[size:])
		x, ok := byteOf(c)
		if !ok || utf8.RuneStart(x) {
			if first == 'â' && k == 2 && second == '€' {
				if c == utf8.RuneError && wide == len(replacement) {
					size += wide
				}
				return '”', size
			}
			return 0, 0
		}
		if k == 1 {
			second = c
		}
		was[k] = x
		control = control || c < 0xa0
		size += wide
	}
	r, wide := utf8.DecodeRune(was[:n])
	switch {
	case wide != n || r < 0x80:
		return 0, 0
	case r != '\u00a0' && endsWord(before, first) && onlyMarks(was[1:n], b[size:]): // blanks behind capitals are many, Â is rare there
		return 0, 0
	case control:
	case first == 'Â', first == 'Ã', first == 'Ð', first == 'Ñ', first == 'Å' && isWestern(r):
	case first == 'â' && was[1] == 0x80, r == '€', r == '™', r == byteOrderRune, r == utf8.RuneError:
	default:
		return 0, 0
	}
	return r, size
}

// endsWord reports whether last may be the last letter of a word, behind before: of one case.
func endsWord(before, last rune) bool {
	return unicode.IsUpper(before) && unicode.IsUpper(last) || unicode.IsLower(before) && unicode.IsLower(last)
}

// closing are the marks that stand behind a word, and are bytes of UTF-8 in windows-1252.
const closing = "\u00a0»«›‹”“’‘…–—"

// onlyMarks reports whether bytes of windows-1252 may be marks behind a word: all of
// them are, and no letter follows, as in ESPAÃ‘A, unless it may be that of the next word.
func onlyMarks(was, rest []byte) bool {
	var mark rune
	for _, x := range was {
		mark = charmap.Windows1252.DecodeByte(x)
		if !strings.ContainsRune(closing, mark) {
			return false
		}
	}
	next, _ := utf8.DecodeRune(rest)
	return mark == '\u00a0' || mark == '—' || !unicode.IsLetter(next)
}

// isWestern reports a character of windows-1252: of what Å begins, œ and š.
func isWestern(r rune) bool {
	_, ok := byteOf(r)
	return ok
}

// byteOf is the byte of 80 to ff that windows-1252, or ISO 8859-1 where that has a
// control, reads as r.
func byteOf(r rune) (b byte, ok bool) {
	switch {
	case r < 0x80:
		return 0, false
	case r < 0x100:
		return byte(r), true
	}
	return charmap.Windows1252.EncodeRune(r)
}
