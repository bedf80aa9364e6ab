package entity

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsdup/internal/word"
)

// maxLine bounds the words of a line, and so the size of lineBuffer. A longer line counts
// as several.
const maxLine = 1 << 14

// cut appends the tokens of text to dst, line by line. The clip starts at dst[first].
//
// A word is a run of letters with at most one apostrophe inside (don't, O'Brien), a dotted
// acronym (U.S.), a number with its points and commas (1,000.5), or one letter of a script
// without spaces. French elisions are cut off (l'|Élysée). Hyphens part words (19|point),
// and so does a change between letters and digits (5|bn).
func (r *Reader) cut(dst []word.Token, first int, text string) []word.Token {
	next := sentence // how the next word follows
	r.buffer.letters = setLetters(r.buffer.letters, text)
	for i := 0; i < len(text); {
		i, next = r.cutLine(text, i, next)
		dst = r.emit(dst, first, text)
	}
	return dst
}

// lineBuffer is the words of a line. Its arrays have a fixed size, because a slice takes
// three registers, of which the loops that use it have too few.
type lineBuffer struct {
	letters []byte // where the letters of the title or body are, see setLetters
	refs    [maxLine]ref
	starts  [maxLine]uint32 // where the words start
	asked   [maxLine]uint32 // places in refs of the words to look up: those that are not plain (see plain.go)
	special [maxLine]uint32 // places in refs of the words that emitSpecial looks at one by one
	low     [maxLine]uint32 // entries, in lower case, of the words that are not special
}

// cutLine cuts the line of text that starts at i. It returns where the next line starts and
// how its first word follows.
func (r *Reader) cutLine(text string, i int, next gap) (int, gap) {
	b := r.buffer
	words := uint(0)
	for i < len(text) {
		i, words, next = b.cutShort(text, i, words, next)
		if i == len(text) {
			break
		}
		if end := runEnd(text, i); end > i {
			if words >= maxLine {
				break
			}
			b.refs[words] = ref{hash: spell(text[i:end]), start: uint32(i), end: uint32(end), how: uint32(next)}
			b.starts[words] = uint32(i)
			words++
			next = tight
			if end < len(text) && text[end] == ' ' {
				next = joined
				if text[end-1] == '.' && isLower8(text[i]) {
					next = abbreviated // 5 a.m.: no name goes on behind it
				}
				end++
			}
			i = end
			continue
		}
		switch text[i] { // white space, punctuation or a symbol
		case ' ':
			if next == tight {
				next = joined
			}
			i++
			continue
		case '\n', '\r':
			next = sentence
			i++
		default:
			next, i = separator(b.refs[:words], text, i, next)
			for i < len(text) && text[i] == ' ' {
				i++
			}
			continue
		}
		break
	}
	r.line = b.refs[:words]
	return i, next
}

// cutShort cuts words from text[i:] on as long as they are short. It returns where it
// stopped, how many words the line has then, and how the next word follows.
//
// Nearly every word is short: it has at most 15 ASCII letters, and nothing behind it
// continues it. Such words are cut here by the bits of their letters (letters.go). They are
// hashed later, all words of a line at once, and so are the lookups: a loop that does
// little and calls nothing keeps everything in registers. Where a word starts follows from
// where the one before it ends. The bits of the letters are in a register, too, because
// loading them for each word took longer than everything else.
func (b *lineBuffer) cutShort(text string, i int, words uint, next gap) (int, uint, gap) {
	for i+17 <= len(text) && words+window/2 <= maxLine {
		set := lettersFrom(b.letters, i)
		for stop := min(i+window, len(text)) - 17; i <= stop; {
			n := uint(bits.TrailingZeros16(uint16(^set)))
			if n-1 >= longestPlain {
				return i, words, next
			}
			end := i + int(n)
			c := text[end]
			after := gap8[c]
			if after >= goesOn8 && (after == goesOn8 || c == '.' && n == 1) { // a full stop goes on single letters: U.S.
				return i, words, next
			}
			ref := &b.refs[words%maxLine]
			ref.start, ref.end, ref.how = uint32(i), uint32(end), uint32(n)<<shortShift|uint32(next)
			b.starts[words%maxLine] = uint32(i)
			words++
			if after >= goesOn8 {
				return end, words, tight
			}
			i, next = end+1, after
			set = set >> (n & 63) >> 1
			if set&1 == 0 {
				if text[i] != ' ' {
					return i, words, next
				}
				i++
				set >>= 1
			}
		}
	}
	return i, words, next
}

// window is how many bytes cutShort looks at without loading again.
const window = 56

// runEnd is the end of the word or number that starts at i; i when none does.
func runEnd(text string, i int) int {
	end := i
	switch c := text[i]; {
	case class8[c] == letter8:
		for end++; end < len(text) && class8[text[end]] == letter8; end++ {
		}
		if end < len(text) && class8[text[end]] == beyond8 {
			end = wordEnd(text, i)
		}
	case class8[c] == digit8:
		end = numberEnd(text, i)
	case c >= utf8.RuneSelf:
		if end = wordEnd(text, i); end == i {
			end = numberEnd(text, i)
		}
	}
	return end
}

// separator reads the rune at i, which belongs to no word. It returns how the next word
// follows and where the text goes on. before is how it would follow without the rune.
func separator(line []ref, text string, i int, before gap) (next gap, end int) {
	c, size := rune(text[i]), 1
	if c >= utf8.RuneSelf {
		c, size = utf8.DecodeRuneInString(text[i:])
	}
	end = i + size
	if before >= sentence {
		return before, end
	}
	switch c {
	case ' ', '-', '&', '\'', 0xa0, '‐', '‑', '’':
		return min(before, joined), end
	case '.', '!', '?':
		ends := endsSentence(text[end:])
		short := c == '.' && endsShort(line, text)
		switch {
		case short && ends:
			return abbreviated, end
		case short:
			return min(before, joined), end
		case ends:
			return sentence, end
		}
	}
	return apart, end
}

// endsShort reports whether the last word of the line has at most 2 letters, so that a full
// stop behind it may be that of an abbreviation.
func endsShort(line []ref, text string) bool {
	if len(line) == 0 {
		return false
	}
	last := line[len(line)-1]
	n := last.end - last.start
	return n <= 2 || n <= 4 && text[last.start] >= utf8.RuneSelf
}

// endsSentence reports whether a full stop before rest ends a sentence: it must be followed
// by white space, with a closing quote or bracket between or not.
func endsSentence(rest string) bool {
	if rest != "" && (rest[0] == ' ' || rest[0] == '\n') { // nearly always
		return true
	}
	if c, size := utf8.DecodeRuneInString(rest); strings.ContainsRune("\"”’)»", c) {
		rest = rest[size:]
	}
	c, _ := utf8.DecodeRuneInString(rest)
	return unicode.IsSpace(c)
}

func isLower8(c byte) bool { return 'a' <= c && c <= 'z' }

// gap8 is how the next word follows a word with this byte behind it. It is goesOn8 for
// bytes that may continue any word, and larger for bytes that cutLine looks at one by one.
var gap8 = func() (t [256]gap) {
	for c := range t {
		switch {
		case class8[c] == beyond8 && c != '.':
			t[c] = goesOn8
		case class8[c] != 0 || strings.IndexByte("\n\r!?", byte(c)) >= 0:
			t[c] = goesOn8 + 1
		case strings.IndexByte(" -&", byte(c)) >= 0:
			t[c] = joined
		default:
			t[c] = apart
		}
	}
	return t
}()

const goesOn8 gap = 0x80

// Classes of bytes.
const (
	letter8 = 1 + iota
	digit8
	beyond8 // may continue a word of ASCII letters: ' . and what is not ASCII
)

var class8 = func() (t [256]uint8) {
	for c := range len(t) {
		switch {
		case c >= utf8.RuneSelf || c == '.' || c == '\'':
			t[c] = beyond8
		case '0' <= c && c <= '9':
			t[c] = digit8
		case 'a' <= c|0x20 && c|0x20 <= 'z':
			t[c] = letter8
		}
	}
	return t
}()

// wordEnd is the end of the word that starts at i; i when none does.
func wordEnd(text string, i int) int {
	end := lettersEnd(text, i)
	if end == i || end == len(text) {
		return end
	}
	switch c := text[end]; {
	case c == '.':
		return dottedEnd(text, i, end)
	case c == '\'' || c >= utf8.RuneSelf:
		if c, _ := utf8.DecodeRuneInString(text[i:]); IsSingle(c) {
			return end
		}
		r, size := utf8.DecodeRuneInString(text[end:])
		if !isApostrophe(r) {
			return end
		}
		if behind := lettersEnd(text, end+size); behind > end+size && !isElision(text[i:end], text[end+size:]) {
			return behind
		}
	}
	return end
}

// lettersEnd is the end of the run of letters and marks that starts at i. A letter of a
// script without spaces, with its marks, is a run of its own.
func lettersEnd(text string, i int) int {
	start := i
	for i < len(text) {
		if c := text[i]; c < utf8.RuneSelf {
			if class8[c] != letter8 {
				break
			}
			i++
			continue
		}
		c, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case IsSingle(c) && word.Lower(c) >= 0 && !unicode.IsMark(c):
			if i > start {
				return i
			}
			for i += size; i < len(text); i += size {
				if c, size = utf8.DecodeRuneInString(text[i:]); !unicode.IsMark(c) {
					break
				}
			}
			return i
		case i > start && isInvisible(c):
		case word.Lower(c) < 0 || isApostrophe(c), unicode.IsNumber(c), i == start && unicode.IsMark(c):
			return i
		}
		i += size
	}
	return i
}

// dottedEnd is the end of the dotted acronym whose first letter is text[i:end], with its
// last full stop if it has one; end when it is a plain word.
func dottedEnd(text string, i, end int) int {
	last := end
	for n := 1; ; n++ {
		if c, size := utf8.DecodeRuneInString(text[i:]); i+size != end || word.Lower(c) < 0 || IsSingle(c) {
			return last
		}
		if n > 1 {
			last = end
		}
		if end == len(text) || text[end] != '.' {
			return last
		}
		if n > 1 {
			last = end + 1
		}
		i = end + 1
		if end = lettersEnd(text, i); end == i {
			return last
		}
	}
}

// numberEnd is the end of the number that starts at i, i when none does: digits, and points
// or commas between digits.
func numberEnd(text string, i int) int {
	end := digitsEnd(text, i)
	for end > i && end+1 < len(text) && (text[end] == '.' || text[end] == ',') {
		next := digitsEnd(text, end+1)
		if next == end+1 {
			break
		}
		end = next
	}
	return end
}

func digitsEnd(text string, i int) int {
	for i < len(text) {
		if c := text[i]; c < utf8.RuneSelf {
			if class8[c] != digit8 {
				break
			}
			i++
			continue
		}
		c, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsDigit(c) {
			break
		}
		i += size
	}
	return i
}

// isElision reports whether an apostrophe between these parts is an elision, which parts
// two words: an article or pronoun of French or Italian before a vowel (l'Élysée, d'un).
func isElision(before, after string) bool {
	switch len(before) {
	case 1:
		if !strings.Contains("ldjnscmtLDJNSCMT", before) {
			return false
		}
	case 2:
		if before != "qu" && before != "Qu" && before != "QU" {
			return false
		}
	case 3, 4:
		switch strings.ToLower(before) {
		case "all", "dal", "del", "nel", "sul", "dell", "dall", "nell", "sull":
		default:
			return false
		}
	default:
		return false
	}
	c, _ := utf8.DecodeRuneInString(after)
	return strings.ContainsRune("aeiouhyàâäéèêëîïôöùûüœ", unicode.ToLower(c)) && len(after) > 1
}
