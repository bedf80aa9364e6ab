package entity

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsdup/internal/word"
)

// Better is the better of two forms to show, and either when one is "". It
// is a total order, so that forms of several Readers can be merged in any
// order: Latin letters first, then a name over a common word, over all
// capitals; then the shorter; then the first by bytes.
func Better(a, b string) string {
	switch {
	case a == "":
		return b
	case b == "":
		return a
	}
	if cmp.Or(cmp.Compare(formRank(a), formRank(b)), cmp.Compare(len(a), len(b)), strings.Compare(a, b)) <= 0 {
		return a
	}
	return b
}

// formRank orders forms: 0 is a name as written, 1 lower case, 2 all capitals; 3 more for another script than Latin.
func formRank(w string) (rank int) {
	first, _ := utf8.DecodeRuneInString(w)
	switch {
	case !unicode.IsUpper(first):
		rank = 1
	case strings.ToUpper(w) == w:
		rank = 2
	}
	if !isASCII(w) && !unicode.Is(unicode.Latin, first) {
		rank += 3
	}
	return rank
}

// noteName remembers the form of a capitalised spelling that proved a name.
func (r *Reader) noteName(m *capital) {
	r.noted[m.entry] = true
	e := &r.words[m.entry]
	if e.stem != 0 && e.class.flags()&word.Entity == 0 {
		r.note(e.stem, written(r.written(m), e.class&isPossessive != 0))
	}
}

// written is a spelling as it is shown: without the dots of an acronym and without 's.
func written(w string, possessive bool) string {
	w = strings.ReplaceAll(w, ".", "")
	if possessive {
		w = w[:strings.LastIndexFunc(w, isApostrophe)]
	}
	return w
}
