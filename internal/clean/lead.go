package clean

import (
	"bytes"
	"unicode/utf8"
)

// leadWords are the words of the beginning of a body. A headline says in other
// order what its lead says: half of its longer words stand there, where a menu
// entry or another page's headline has one or none.
type leadWords struct {
	words map[uint64]bool
}

const (
	leadParagraphs = 3
	shortestTold   = 4 // characters of a word that tells; of a script without spaces, 2
)

// read takes the words of the first paragraphs of prose.
func (l *leadWords) read(units []unit) {
	if l.words == nil {
		l.words = make(map[uint64]bool)
	}
	clear(l.words)
	for i, n := 0, 0; i < len(units) && n < leadParagraphs; i++ {
		if u := &units[i]; u.prose() > 0 {
			tellingWords(u.text[:min(len(u.text), longestLead)], func(w uint64) { l.words[w] = true })
			n++
		}
	}
}

// longestLead bounds the bytes of a paragraph that are read.
const longestLead = 2000

// share is the part of the telling words of a line that stand in the lead.
func (l *leadWords) share(line []byte) float64 {
	all, told := 0, 0
	tellingWords(line, func(w uint64) {
		all++
		if l.words[w] {
			told++
		}
	})
	return float64(told) / float64(max(2, all))
}

// tellingWords calls f with the hash of each word of four letters or more, cut
// to its first six so that forms of one word agree, lower-cased; of a run of
// characters without spaces, each pair.
func tellingWords(text []byte, f func(w uint64)) {
	for _, w := range bytes.FieldsFunc(text, func(r rune) bool { return !isWordRune(r) }) {
		if r, _ := utf8.DecodeRune(w); unspaced(r) {
			for len(w) > 0 {
				_, first := utf8.DecodeRune(w)
				_, second := utf8.DecodeRune(w[first:])
				f(key(w[:first+second]))
				w = w[first:]
			}
			continue
		}
		if n := utf8.RuneCount(w); n >= shortestTold {
			end := 0
			for k := 0; k < min(n, 6); k++ {
				_, size := utf8.DecodeRune(w[end:])
				end += size
			}
			f(key(w[:end]))
		}
	}
}
