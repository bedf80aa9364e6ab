package clean

// The words of a text by their hashes: lower-cased, punctuation off, apostrophes
// inside kept; once as they are, once with digits masked, so that two lines that
// differ in a date or a count are known for the same.

import (
	"unicode"
	"unicode/utf8"
)

const hashPrime = 0x9E3779B97F4A7C15

// mix folds the next eight-bit symbol into a hash.
func mix(h uint64, c uint64) uint64 { return (h ^ c) * hashPrime }

// eachWord calls f with the hash of each word of text, lower-cased, and the
// hash of the word with its digit runs as 0.
func eachWord(text []byte, f func(word, masked uint64)) {
	for {
		w, m, n := nextWord(text)
		if n == 0 {
			return
		}
		text = text[n:]
		f(w, m)
	}
}

// nextWord is the hashes of the first word of text and the offset behind it; 0 when
// there is none.
func nextWord(text []byte) (word, masked uint64, n int) {
	i := 0
	for ; i < len(text) && byteKind[text[i]] == 0; i++ {
		if text[i] >= utf8.RuneSelf {
			r, size := utf8.DecodeRune(text[i:])
			if isWordRune(r) {
				break
			}
			i += size - 1
		}
	}
	if i == len(text) {
		return 0, 0, 0
	}
	h, digits := uint64(1), false
	for i < len(text) && byteKind[text[i]]&(kLower|kUpper) != 0 { // nearly always all of it
		h = mix(h, uint64(text[i]|0x20))
		i++
	}
	m := h
	for i < len(text) {
		c := text[i]
		k := byteKind[c]
		if k == 0 && c != '\'' && c < utf8.RuneSelf {
			break
		}
		size := 1
		v := uint64(c)
		switch {
		case k&(kUpper) != 0:
			v += 'a' - 'A'
		case k == 0:
			r := rune(c)
			if c >= utf8.RuneSelf {
				r, size = utf8.DecodeRune(text[i:])
			}
			if r == '\'' || r == '’' {
				if next, _ := utf8.DecodeRune(text[i+size:]); !isWordRune(next) {
					size = 0
				}
			} else if !isWordRune(r) {
				size = 0
			}
			v = uint64(unicode.ToLower(r))
		}
		if size == 0 {
			break
		}
		i += size
		h = mix(h, v)
		if k == kDigit {
			if !digits {
				m = mix(m, '0')
			}
			digits = true
			continue
		}
		digits = false
		m = mix(m, v)
	}
	if i < len(text) && (text[i] == '\'' || text[i] >= utf8.RuneSelf) {
		_, size := utf8.DecodeRune(text[i:])
		i += size // the mark that ended the word
	}
	return h ^ h>>29, m ^ m>>29, i
}

// sameWords reports whether two texts have one key.
func sameWords(a, b []byte) bool {
	for {
		_, v, n := nextWord(a)
		_, w, m := nextWord(b)
		if n == 0 || m == 0 || v != w {
			return n == m && v == w
		}
		a, b = a[n:], b[m:]
	}
}

// key is the hash of a text's words, lower-cased, digit runs as 0, punctuation
// off.
func key(text []byte) uint64 {
	h := uint64(1)
	eachWord(text, func(_, masked uint64) { h = mix(h, masked) })
	return h
}
