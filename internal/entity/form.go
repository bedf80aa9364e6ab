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
// order: Latin letters first; then a name, an acronym, a common word; then the
// shorter; then the first by bytes.
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

// formRank orders forms: 0 is a name as written, 1 all capitals, 2 lower case; 3 more for
// another script than Latin. Capitals stand before lower case because every word is also
// noted in lower case, and in capitals only where it is a name: HMP is never shown as "hmp".
func formRank(w string) (rank int) {
	first, _ := utf8.DecodeRuneInString(w)
	switch {
	case !unicode.IsUpper(first):
		rank = 2
	case strings.ToUpper(w) == w:
		rank = 1
	}
	if !isASCII(w) && !unicode.Is(unicode.Latin, first) {
		rank += 3
	}
	return rank
}

// noteName records the form of a capitalised spelling that proved to be a name.
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

// bestForms holds the best form of each stem that was met. A stem is a hash, so its low
// bits say where its place in list stands. This takes a third of the time and a quarter of
// the memory of a map.
type bestForms struct {
	list   []word.Form
	places []uint32 // open addressing, at most half full; a power of two; 1 + the place, 0 is free
}

// of is the form of a stem.
func (f *bestForms) of(stem uint64) (form string, ok bool) {
	if len(f.places) == 0 {
		return "", false
	}
	if n := *f.at(stem); n > 0 {
		return f.list[n-1].Text, true
	}
	return "", false
}

// note records a form if it is the first one or a better one.
func (f *bestForms) note(stem uint64, text string) {
	if 2*len(f.list) >= len(f.places) {
		f.places = make([]uint32, max(1<<10, 2*len(f.places)))
		for i := range f.list {
			*f.at(f.list[i].Stem) = uint32(i + 1)
		}
	}
	n := f.at(stem)
	if *n == 0 {
		f.list = append(f.list, word.Form{Stem: stem, Text: strings.Clone(text)})
		*n = uint32(len(f.list))
		return
	}
	old := &f.list[*n-1]
	if best := Better(old.Text, text); best != old.Text {
		old.Text = strings.Clone(best)
	}
}

// at is where the place of a stem stands, or would stand.
func (f *bestForms) at(stem uint64) *uint32 {
	mask := uint64(len(f.places) - 1)
	for i := stem & mask; ; i = (i + 1) & mask {
		if n := &f.places[i]; *n == 0 || f.list[*n-1].Stem == stem {
			return n
		}
	}
}
