package entity

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsdup/internal/word"
)

// Form is how to show a stem: the name of an entity ("Russia"), else the best
// form of it that this Reader has met (see Better), else "". Forms outlive the
// table of spellings, so that the answer does not depend on when it was emptied.
func (r *Reader) Form(stem uint64) string {
	if id, ok := r.t.stems.find(stem); ok {
		return r.t.display(int(id))
	}
	return r.forms[stem]
}

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

// maxForm is the longest form kept, in bytes: longer ones are no words to show.
const maxForm = 64

// note remembers a form of a stem.
func (r *Reader) note(stem uint64, form string) {
	if len(form) > maxForm {
		return
	}
	old := r.forms[stem]
	if best := Better(old, form); best != old {
		r.forms[stem] = strings.Clone(best)
	}
}

// noteName remembers the form of a capitalised spelling that proved a name.
func (r *Reader) noteName(id uint32) {
	e := &r.words[id]
	e.class |= isNoted
	if e.stem != 0 && e.flags&word.Entity == 0 {
		r.note(e.stem, r.capital[id])
	}
	delete(r.capital, id)
}
