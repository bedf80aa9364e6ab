package clean

// A line is measured in one pass over its bytes: words, capitals, digits,
// sentence end, start, and the rules that could match it. The measures are
// those of the segment model (features.go); a word is a run of letters, marks,
// digits and underscores with apostrophes inside, and a character of a script
// without spaces (Han, Hangul) is 1/1.8 words, a kana 1/2.8, a letter of an alphabet
// without spaces (Thai, Lao, Burmese, Khmer) 1/4.5. With kana at 1/1.8 a Japanese
// headline had the length of a paragraph.

import (
	"unicode"
	"unicode/utf8"
)

// endKind says how a line ends.
type endKind int8

const (
	endEllipsis endKind = iota - 1 // a teaser
	endNone
	endColon
	endSentence
)

// line is one line of the page with white space collapsed, or several lines
// joined.
type line struct {
	text []byte
	measures
	number int32 // line of the page, from 1
	start  int32 // its first byte in the page
	gap    bool  // a blank line stands before it
	rule   *class
}

// measures are what is known of a line by its text alone.
type measures struct {
	n        float64 // words, characters of unspaced scripts counted at 1/1.8, 1/2.8 or 1/4.5
	words    int32   // maximal runs of word characters
	caps     int32   // of them, those that start with a capital
	runes    int32
	end      endKind
	low      bool // starts in lower case
	digit    bool // holds a digit
	oddQuote bool // an unpaired "
	upper    bool // letters with case are all capitals
}

// Kinds of ASCII bytes.
const (
	kLower = 1 << iota
	kUpper
	kDigit
	kUnder
	kWord = kLower | kUpper | kDigit | kUnder
)

var byteKind = func() (t [256]uint8) {
	for c := 'a'; c <= 'z'; c++ {
		t[c], t[c-32] = kLower, kUpper
	}
	for c := '0'; c <= '9'; c++ {
		t[c] = kDigit
	}
	t['_'] = kUnder
	return t
}()

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 0 && byteKind[r] != 0
	}
	switch { // the common blocks, before the tables
	case r >= 0xc0 && r < 0x250:
		return r != 0xd7 && r != 0xf7
	case r >= 0x400 && r < 0x482, r >= 0x4e00 && r < 0xa000, r >= 0xac00 && r < 0xd7a4:
		return true
	case r >= 0x2000 && r < 0x2070:
		return false
	}
	return unicode.In(r, unicode.L, unicode.M, unicode.N)
}

// unspaced reports whether r is of a script written without spaces.
func unspaced(r rune) bool {
	return r >= 0x0e00 && (unspacedAlphabet(r) || r >= 0x3040 && r <= 0x30ff || r >= 0x3400 && r <= 0x9fff || r >= 0xac00 && r <= 0xd7af)
}

// unspacedAlphabet reports whether r is of Thai, Lao, Burmese or Khmer.
func unspacedAlphabet(r rune) bool {
	return r >= 0x0e00 && (r < 0x0f00 || r >= 0x1000 && r < 0x10a0 || r >= 0x1780 && r < 0x1800)
}

// scan measures text and appends to found the rules that could match it (in no
// order, perhaps twice). Nearly every line is measured by index.scan instead.
func (x *literalIndex) scan(text []byte, found []uint16) (line, []uint16) {
	var (
		l          = line{text: text}
		n          = len(text)
		indexable  = n <= longestIndexed
		seen       uint8 // kinds of ASCII bytes
		quotes     int
		extra      int // bytes beyond the first of each rune
		wide       int // characters of unspaced scripts
		alphabetic int // of them, of an alphabet
		kana       int // of them, kana
		glued      int // words that hold nothing else
	)
	for i := 0; i < n; {
		c := text[i]
		if byteKind[c] == 0 {
			if c < utf8.RuneSelf {
				if c == '"' {
					quotes++
				}
				i++
				continue
			}
			if r, size := utf8.DecodeRune(text[i:]); !isWordRune(r) {
				if r == '©' && indexable {
					found = x.inner.walk(found, text[i:])
				}
				extra += size - 1
				i += size
				continue
			}
		}
		start := i
		for i < n && byteKind[text[i]] != 0 {
			seen |= byteKind[text[i]]
			i++
		}
		capital := byteKind[c] == kUpper
		if i < n && (text[i] >= utf8.RuneSelf || text[i] == '\'') {
			var w tail
			w, i = finishWord(text, start, i)
			extra += w.extra
			wide += w.wide
			alphabetic += w.alphabetic
			kana += w.kana
			seen |= w.seen
			if w.wide > 0 && w.only {
				glued++
			}
			if w.wide > 0 && indexable {
				found = x.unspacedWords(found, text[start:], i-start)
			}
			if c >= utf8.RuneSelf {
				r, _ := utf8.DecodeRune(text[start:])
				capital = unicode.IsUpper(r)
			}
		}
		if indexable {
			if l.words == 0 {
				found = x.first.walk(found, text[start:])
			}
			if x.innerSieve.maybe(text[start:], i-start) {
				found = x.inner.walk(found, text[start:])
			}
		}
		l.words++
		if capital {
			l.caps++
		}
	}
	l.runes = int32(n - extra)
	l.n = float64(int(l.words)-glued) + float64(wide-alphabetic-kana)/1.8 + float64(kana)/2.8 + float64(alphabetic)/4.5
	l.oddQuote = quotes%2 == 1
	l.digit = seen&kDigit != 0
	l.upper = seen&kUpper != 0 && seen&kLower == 0
	return l, found
}

// tail is what finishWord finds.
type tail struct {
	extra      int // bytes beyond the first of each rune
	wide       int // characters of unspaced scripts
	alphabetic int // of them, of an alphabet
	kana       int // of them, kana
	seen       uint8
	only       bool // the word holds nothing but such characters
}

// finishWord reads a word on from i, where it stops being ASCII letters and
// digits, and returns its end.
func finishWord(text []byte, start, i int) (tail, int) {
	w := tail{only: i == start}
	for i < len(text) {
		c := text[i]
		if k := byteKind[c]; k != 0 {
			w.seen |= k
			w.only = false
			i++
			continue
		}
		if c < utf8.RuneSelf && c != '\'' {
			break
		}
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case r == '\'' || r == '’':
			if next, _ := utf8.DecodeRune(text[i+size:]); !isWordRune(next) {
				return w, i
			}
		case !isWordRune(r):
			return w, i
		case unspaced(r):
			w.wide++
			switch {
			case unspacedAlphabet(r):
				w.alphabetic++
			case r >= 0x3040 && r <= 0x30ff:
				w.kana++
			}
		default:
			w.only = false
			switch {
			case unicode.IsLower(r):
				w.seen |= kLower
			case unicode.IsUpper(r):
				w.seen |= kUpper
			case unicode.IsDigit(r):
				w.seen |= kDigit
			}
		}
		w.extra += size - 1
		i += size
	}
	return w, i
}

// unspacedWords looks up every character of the run without spaces that the first n bytes
// of text are, but for the first character, which scan does. A literal may go on behind the
// run: "撮影）".
func (x *literalIndex) unspacedWords(found []uint16, text []byte, n int) []uint16 {
	for i := 1; i < n; i++ {
		if utf8.RuneStart(text[i]) && x.innerSieve.maybe(text[i:], n-i) {
			found = x.inner.walk(found, text[i:])
		}
	}
	return found
}

// longestIndexed is the length in bytes of the longest line looked up: no
// class tries more than 900 characters.
const longestIndexed = 1800

// lastLow is the number of characters of the last word of b, up to 4, if that has
// lower case and no capital; else 0.
func lastLow(b []byte) int {
	n, lower := 0, false
	for i := len(b); i > 0; {
		r, size := utf8.DecodeLastRune(b[:i])
		i -= size
		if isWordRune(r) || n > 0 && (r == '\'' || r == '’') && insideWord(b, i, size) {
			n++
			lower = lower || unicode.IsLower(r)
			if unicode.IsUpper(r) {
				return 0
			}
		} else if n > 0 {
			break
		}
	}
	if !lower {
		return 0
	}
	return min(n, 4)
}

// lineEndKind looks at the last mark, closing quotes and brackets aside.
func lineEndKind(b []byte) endKind {
	if ellipsis(b) {
		return endEllipsis
	}
	for len(b) > 0 {
		r, size := utf8.DecodeLastRune(b)
		switch r {
		case '"', '”', '’', '\'', '»', '«', ')', ']', '」', '』', '）', '】', '›', '‹', '“', '‘', ' ':
			b = b[:len(b)-size]
			continue
		case '.', '?', '!', '。', '！', '？', '｡', '؟', '۔', '।', '॥', '։', '።', '။', '។':
			return endSentence
		case ':', '：':
			return endColon
		}
		return endNone
	}
	return endNone
}

func ellipsis(b []byte) bool {
	for len(b) > 0 {
		r, size := utf8.DecodeLastRune(b)
		switch r {
		case ' ', ']', ')', '"', '”', '’':
			b = b[:len(b)-size]
			continue
		case '…':
			return true
		case '.':
			return len(b) > 1 && b[len(b)-2] == '.'
		}
		return false
	}
	return false
}

// startsLower looks at the first letter or digit within three characters.
func startsLower(b []byte) bool {
	for n := 0; n < 3 && len(b) > 0; n++ {
		r, size := utf8.DecodeRune(b)
		if unicode.IsLetter(r) {
			return unicode.IsLower(r)
		}
		if unicode.IsDigit(r) {
			return false
		}
		b = b[size:]
	}
	return false
}
