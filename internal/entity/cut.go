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
	short := false   // the word before has at most 2 letters
	for i := 0; i < len(text); {
		c := text[i]
		end := i
		switch class := class8[c]; {
		case class == letter8:
			for end++; end < len(text) && class8[text[end]] == letter8; end++ {
			}
			if end < len(text) && class8[text[end]] == beyond8 {
				end = wordEnd(text, i)
			}
		case class == digit8:
			end = numberEnd(text, i)
		case c >= utf8.RuneSelf:
			if end = wordEnd(text, i); end == i {
				end = numberEnd(text, i)
			}
		}
		if end > i {
			if len(r.line) == maxLine {
				dst = r.emit(dst, first, text)
			}
			r.line = append(r.line, ref{hash: word.HashString(text[i:end]), start: uint32(i), end: uint32(end), gap: next})
			short = end-i <= 2 || c >= utf8.RuneSelf && end-i <= 4
			next = tight
			i = end
			continue
		}
		// A separator: white space, punctuation or a symbol.
		switch {
		case c == ' ':
			if next == tight {
				next = joined
			}
			i++
			continue
		case c == '\n' || c == '\r':
			dst = r.emit(dst, first, text)
			next = sentence
			i++
			continue
		}
		next, i = separator(text, i, next, short)
	}
	return r.emit(dst, first, text)
}

// separator reads the rune at i, which belongs to no word, and returns how the
// next word follows and where the text goes on. before is what stood before
// it, short whether the last word has at most 2 letters.
func separator(text string, i int, before gap, short bool) (next gap, end int) {
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
		switch {
		case c == '.' && short && ends:
			return abbreviated, end
		case c == '.' && short:
			return min(before, joined), end
		case ends:
			return sentence, end
		}
	}
	return apart, end
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
