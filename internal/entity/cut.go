package entity

import (
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
	r.line = r.line[:0]
	next := sentence // how the next word follows
	for i := 0; i < len(text); {
		var hash uint64
		plain := false
		end, x, y := shortWord(text, i)
		if end > i {
			if hash, plain = r.plain(x, y); !plain {
				hash = mix(x, y)
			}
		} else if end = runEnd(text, i); end > i {
			hash = spell(text[i:end])
		}
		if end > i {
			if len(r.line) == maxLine {
				dst = r.emit(dst, first, text)
			}
			if !plain {
				r.asked = append(r.asked, uint32(len(r.line)))
			}
			r.line = append(r.line, ref{hash: hash, start: uint32(i), end: uint32(end), gap: next})
			next = tight
			if i = end; i < len(text) && text[i] == ' ' { // as nearly everywhere
				next = joined
				if text[i-1] == '.' && isLower8(text[r.line[len(r.line)-1].start]) {
					next = abbreviated // 5 a.m.: no name goes on behind it
				}
				i++
			}
			continue
		}
		switch text[i] { // white space, punctuation or a symbol
		case ' ':
			if next == tight {
				next = joined
			}
			i++
		case '\n', '\r':
			dst = r.emit(dst, first, text)
			next = sentence
			i++
		default:
			next, i = r.separator(text, i, next)
		}
	}
	return r.emit(dst, first, text)
}

// shortWord is the end of the word that starts at i and its letters as two
// numbers (see spell), when it is of at most 15 ASCII letters and nothing behind
// it goes on; end is i when runEnd must look. Eight letters at a time, without
// a branch for each: cutting and hashing take half as long.
func shortWord(text string, i int) (end int, x, y uint64) {
	if i+16 > len(text) {
		return i, 0, 0
	}
	x = load8(text, i)
	n := letters(x)
	if n < 8 {
		x &= 1<<(8*n) - 1
	} else {
		y = load8(text, i+8)
		more := letters(y)
		if more == 8 {
			return i, 0, 0
		}
		y &= 1<<(8*more) - 1
		n += more
	}
	end = i + int(n)
	if n == 0 || class8[text[end]] == beyond8 && (n == 1 || text[end] != '.') { // a full stop goes on single letters: U.S.
		return i, 0, 0
	}
	return end, x, y
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
func (r *Reader) separator(text string, i int, before gap) (next gap, end int) {
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
		short := c == '.' && r.endsShort(text)
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
func (r *Reader) endsShort(text string) bool {
	if len(r.line) == 0 {
		return false
	}
	last := r.line[len(r.line)-1]
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
