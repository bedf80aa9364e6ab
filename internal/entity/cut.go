package entity

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsdup/internal/word"
)

// maxLine bounds the words of a line, and so what r.line holds: a longer line
// counts as several.
const maxLine = 1 << 14

// cut appends the tokens of text to dst, line by line; first is where the clip starts in dst.
//
// A word is a run of letters with at most one apostrophe inside (don't,
// O'Brien), a dotted acronym (U.S.), a number with its points and commas
// (1,000.5), or one letter of a script without spaces. French elisions are cut
// off (l'|Élysée), hyphens part words (19|point), and so does a change between
// letters and digits (5|bn).
func (r *Reader) cut(dst []word.Token, first int, text string) []word.Token {
	next := sentence // how the next word follows
	for i := 0; i < len(text); {
		i, next = r.cutLine(text, i, next)
		dst = r.emit(dst, first, text)
	}
	return dst
}

// lineBuffer is the words of a line. Arrays of fixed size: a slice would be three values in
// the registers of cutLine, which has too few of them.
type lineBuffer struct {
	refs  [maxLine]ref
	asked [maxLine]uint32 // places in refs of the words to look up: those that are not plain (see plain.go)
}

// cutLine cuts the line of text that starts at i, and returns where the next one
// starts and how its first word follows.
//
// Nearly every word is of at most 15 ASCII letters with nothing behind that goes
// on. These are cut and hashed here, eight letters at a time, and without a call,
// for which all that is in registers would go to memory and back.
func (r *Reader) cutLine(text string, i int, next gap) (int, gap) {
	marks := (*[markBytes]byte)(r.t.mentioned)
	stems := r.stems
	buffer := r.buffer
	words, asked := uint(0), uint(0)
	for i < len(text) {
		if i+16 <= len(text) {
			x, y := load8(text, i), uint64(0)
			stop := stops(x)
			n := bits.TrailingZeros64(stop) / 8
			x &= before(stop)
			if n == 8 {
				y = load8(text, i+8)
				stop = stops(y)
				n += bits.TrailingZeros64(stop) / 8
				y &= before(stop)
			}
			end := i + n&15
			if uint(n-1) < 15 && (class8[text[end]] != beyond8 || text[end] == '.' && n > 1) { // a full stop goes on single letters: U.S.
				if words >= maxLine {
					break
				}
				ref := &buffer.refs[words]
				ref.start, ref.end, ref.entry, ref.gap = uint32(i), uint32(end), plainWord, next
				words++
				next = tight
				if text[end] == ' ' {
					next = joined
					end++
				}
				if low := x | 0x20; !stems && allLower(low, y) && !mayFold(text, i, int(ref.end)) {
					if ref.hash = mix(low, y); !marked(marks, ref.hash) {
						i = end
						continue
					}
				}
				ref.hash = mix(x, y)
				buffer.asked[asked&(maxLine-1)] = uint32(words - 1)
				asked++
				i = end
				continue
			}
		}
		if end := runEnd(text, i); end > i {
			if words >= maxLine {
				break
			}
			buffer.refs[words] = ref{hash: spell(text[i:end]), start: uint32(i), end: uint32(end), gap: next}
			buffer.asked[asked&(maxLine-1)] = uint32(words)
			words++
			asked++
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
			next, i = separator(buffer.refs[:words], text, i, next)
			for i < len(text) && text[i] == ' ' {
				i++
			}
			continue
		}
		break
	}
	r.line, r.asked = buffer.refs[:words], buffer.asked[:asked]
	return i, next
}

// runEnd is the end of the word or number that starts at i, and i when none does.
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

// separator reads the rune at i, which belongs to no word, and returns how the
// next word follows and where the text goes on. before is what stood before it.
func separator(line []ref, text string, i int, before gap) (next gap, end int) {
	c, size := utf8.DecodeRuneInString(text[i:])
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

// endsShort says whether the last word of the line has at most 2 letters: a
// full stop behind it may belong to it.
func endsShort(line []ref, text string) bool {
	if len(line) == 0 {
		return false
	}
	last := line[len(line)-1]
	n := last.end - last.start
	return n <= 2 || n <= 4 && text[last.start] >= utf8.RuneSelf
}

// endsSentence says whether a full stop before rest ends a sentence: a closing
// quote or bracket may follow it, then white space must.
func endsSentence(rest string) bool {
	if c, size := utf8.DecodeRuneInString(rest); strings.ContainsRune("\"”’)»", c) {
		rest = rest[size:]
	}
	c, _ := utf8.DecodeRuneInString(rest)
	return unicode.IsSpace(c)
}

func isLower8(c byte) bool { return 'a' <= c && c <= 'z' }

// class8 classes the ASCII bytes.
const (
	letter8 = 1 + iota
	digit8
	beyond8 // may go on a word of ASCII letters: ' . and what is not ASCII
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

// wordEnd is the end of the word that starts at i, and i when none does.
func wordEnd(text string, i int) int {
	end := lettersEnd(text, i)
	if end == i || end == len(text) {
		return end
	}
	switch c := text[end]; {
	case c == '.':
		return dottedEnd(text, i, end)
	case c == '\'' || c >= utf8.RuneSelf:
		if c, _ := utf8.DecodeRuneInString(text[i:]); isSingle(c) {
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

// lettersEnd is the end of the run of letters and marks that starts at i. A
// letter of a script without spaces is a run by itself, with its marks.
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
		case isSingle(c) && word.Lower(c) >= 0 && !unicode.IsMark(c):
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

// dottedEnd is the end of the dotted acronym whose first letter is text[i:end],
// with its last full stop if it has one; or end when it is a plain word.
func dottedEnd(text string, i, end int) int {
	last := end
	for n := 1; ; n++ {
		if c, size := utf8.DecodeRuneInString(text[i:]); i+size != end || word.Lower(c) < 0 || isSingle(c) {
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

// numberEnd is the end of the number that starts at i, and i when none does:
// digits, and points or commas between digits.
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

// isElision says whether an apostrophe between these parts two words: an
// article or pronoun of French or Italian before a vowel (l'Élysée, d'un).
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
