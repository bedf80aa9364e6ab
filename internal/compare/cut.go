// What a word is. A text is cut into tokens; only white space and control characters
// belong to none:
//
//	“Don't pay 6.5 %,” he said.
//	“  Don't  pay  6.5  %  ,  ”  he  said  .
//
// A word is a run of letters, marks and digits (Unicode categories L, M, N), with an
// apostrophe, hyphen or joiner inside it, or a point, comma or colon between digits; in
// scripts written without spaces each character, with its combining marks, is a word.
// Any other character is a token of its own.
//
// Splitting at white space, as `git diff --word-diff` does, was rejected: "said," and
// "said" would be two words, and a line of Chinese one.

package compare

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"newsdup/internal/word"
)

// token is one word or mark.
type token struct {
	id         int32 // the same for the same token in both texts
	start, end int32 // in document.text
	first      bool  // of its paragraph
	space      bool  // white space before it, in the same paragraph
	word       bool
}

// document is a text cut into tokens. Paragraph 0 is the title, which may be
// empty; paragraph p has the tokens from starts[p] up to starts[p+1].
type document struct {
	text   string
	tokens []token
	starts []int
	words  []int // of each paragraph
}

func (d *document) paragraphs() int       { return len(d.starts) - 1 }
func (d *document) size(p int) int        { return d.starts[p+1] - d.starts[p] }
func (d *document) of(p int) []token      { return d.tokens[d.starts[p]:d.starts[p+1]] }
func (d *document) string(t token) string { return d.text[t.start:t.end] }

// cut cuts t; words numbers the tokens of both texts.
func cut(t Text, words map[string]int32) *document {
	d := &document{text: norm.NFC.String(strings.ToValidUTF8(t.Title+"\n"+t.Body, "\uFFFD"))}
	title := len(norm.NFC.String(strings.ToValidUTF8(t.Title, "\uFFFD")))
	d.starts = append(d.starts, 0)
	d.words = append(d.words, d.cut(0, title, words))
	d.starts = append(d.starts, len(d.tokens))
	for at := title + 1; at <= len(d.text); {
		end := len(d.text)
		if n := strings.IndexByte(d.text[at:], '\n'); n >= 0 {
			end = at + n
		}
		before := len(d.tokens)
		if n := d.cut(at, end, words); len(d.tokens) > before {
			d.starts, d.words = append(d.starts, len(d.tokens)), append(d.words, n)
		}
		at = end + 1
	}
	return d
}

// cut appends the tokens of one paragraph and returns how many are words.
func (d *document) cut(at, end int, words map[string]int32) (n int) {
	space, first := false, true
	for at < end {
		r, size := utf8.DecodeRuneInString(d.text[at:end])
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			space = !first
			at += size
			continue
		}
		stop, isWord := at+size, word.Lower(r) >= 0
		if isWord {
			n++
			stop = at + wordLength(d.text[at:end])
		}
		s := d.text[at:stop]
		id, ok := words[s]
		if !ok {
			id = int32(len(words))
			words[s] = id
		}
		d.tokens = append(d.tokens, token{id, int32(at), int32(stop), first, space, isWord})
		at, space, first = stop, false, false
	}
	return n
}

// wordLength is the length of the word that s begins with.
func wordLength(s string) int {
	r, at := utf8.DecodeRuneInString(s)
	single := unspaced(r)
	for at < len(s) {
		next, n := utf8.DecodeRuneInString(s[at:])
		switch {
		case single && !unicode.IsMark(next) || unspaced(next):
			return at
		case word.Lower(next) >= 0:
			r, at = next, at+n
			continue
		}
		after, m := utf8.DecodeRuneInString(s[at+n:])
		if m == 0 || word.Lower(after) < 0 || unspaced(after) || !connects(r, next, after) {
			return at
		}
		r, at = after, at+n+m
	}
	return at
}

// connects says whether r holds the characters before and after it together.
func connects(before, r, after rune) bool {
	switch r {
	case '\'', '’', '-', '\u2010', '\u2011', '\u200c', '\u200d':
		return true
	case '.', ',', ':':
		return unicode.IsDigit(before) && unicode.IsDigit(after)
	}
	return false
}

// unspaced says whether r is a letter of a script that sets no blanks between words.
func unspaced(r rune) bool {
	return r >= 0xe00 && !(r > 0x1100 && r < 0x1780) && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana,
		unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) && !unicode.IsMark(r)
}
