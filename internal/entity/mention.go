package entity

import (
	"slices"
	"strings"
)

// What a clip names.
//
// Method. Capitals that follow each other, with or without particles between them, make a
// run (capital.go). A run is cut into names (run.go): at possessives and places, and behind
// offices and honorifics, which are no part of a name but show that it is that of a person.
//
//	Ukrainian President Volodymyr Zelenskyy's envoy Rustem Selimov
//	|demonym  |office   |name               |      |name
//
// Then the clip settles what a run alone cannot. A last name stands for the full name
// before it, or for the one behind it if only one has it. A word that starts a sentence is
// a name only if it is found as a name elsewhere. An acronym stands for the long form in
// brackets beside it (acronym.go). In headlines in title case only names are found that the
// rest of the clip has.
//
// What kind of thing a name is depends on evidence only: an office or a given name before
// it, a last name that comes back alone, a word that only organisations have. Rejected:
// taggers. One for English alone found 8 of 12 names of a test paragraph, typed half of
// them wrongly, and costs 300 ms and 6 MB.

// Type is the kind of a thing that a clip names.
type Type uint8

// The types. Other is the type of a name when nothing shows what it names.
const (
	Other Type = iota
	Person
	Organisation
	Place
)

// String is "other", "person", "organisation" or "place".
func (t Type) String() string {
	switch t {
	case Person:
		return "person"
	case Organisation:
		return "organisation"
	case Place:
		return "place"
	}
	return "other"
}

// Mention is one thing that a clip names, with all the forms that the clip uses.
type Mention struct {
	ID    uint64 // of the thing: the same in two clips that use the same canonical form, or the same normal form of its words
	Form  string // the canonical form of a thing of the tables, or else the best form of the clip
	Type  Type
	Last  uint64      // stem of the token of its last word; 0 for a thing of the tables
	Short bool        // it is a single word, such as a last name, which several things may share
	Count int         // times named in title and body, above 0
	Forms []FormCount // the forms found, as written but without possessive, in the order of the text
}

// FormCount is one spelling of a thing and how often it stands in the clip.
type FormCount struct {
	Form  string
	Count int
}

// maxForms bounds the forms of one thing that are told apart. Further forms are counted as
// the last one.
const maxForms = 16

// namer is what Mentions works with. Its memory is used again for each clip.
type namer struct {
	names       []name
	occurrences []occurrence
	byID        hashIndex // ID -> name
	byPart      hashIndex // the last word of a name, or the complement of its first -> the latest full name with it
	formsFound  []FormCount
	whole       []bool // by form: it has all words of the name
}

// name is one thing that the clip names, by one normal form.
type name struct {
	normalForm
	kind      Type
	count     int32
	at        int32 // its place among the mentions; -1 when it is none
	namesakes bool  // another full name shares its first or last word
}

// occurrence is one place in the text where a name stands.
type occurrence struct {
	place
	name  int32
	form  string
	weak  bool // it starts a sentence or stands in title case, and is a name only if it is found as one elsewhere
	bound bool // it is only a part of the name
}

// place is where a form starts.
type place struct {
	start   uint32
	inTitle bool
}

func (c *capital) place() place { return place{c.start, c.traits&inTitle != 0} }

// Mentions appends to dst what the clip of the last call of Tokens names, in the order of
// the text. The forms are parts of that text and of memory that the next call uses again,
// so clone what is kept. A Reader without stems finds none. Mentions allocates only to grow
// its buffers.
func (r *Reader) Mentions(dst []Mention) []Mention {
	r.names, r.occurrences = r.names[:0], r.occurrences[:0]
	r.byID.reset()
	r.byPart.reset()
	for i := 0; i < len(r.caps); {
		k := i + 1
		for k < len(r.caps) && r.caps[k].traits&(goesOn|inValue) == goesOn && !r.caps[k-1].possesses() {
			k++
		}
		if r.caps[i].traits&inValue == 0 {
			r.cutRun(r.caps[i:k])
		}
		i = k
	}
	r.learnAcronyms()
	r.bindShortNames()
	r.findInTitleCase()
	return r.collect(dst)
}

// possesses reports whether a capital ends in 's, which ends a name.
func (c *capital) possesses() bool { return c.class&isPossessive != 0 }

// addOccurrence notes a place where a name stands, and returns the number of the name.
func (r *Reader) addOccurrence(f normalForm, kind Type, at place, form string, weak bool) int32 {
	k, isNew := r.byID.put(f.id, int32(len(r.names)))
	if isNew {
		r.names = append(r.names, name{normalForm: f})
	}
	if n := &r.names[k]; n.kind == Other {
		n.kind = kind
	}
	r.occurrences = append(r.occurrences, occurrence{at, k, form, weak, false})
	return k
}

// bindShortNames lets last names, and given names, stand for the full names that have them:
// for the latest one before, or for the one behind if no other full name has it.
func (r *Reader) bindShortNames() {
	for i := range r.occurrences {
		s := &r.occurrences[i]
		if n := &r.names[s.name]; n.words > 1 && n.kind != Organisation {
			r.notePart(n.last, s.name)
			r.notePart(^n.first, s.name)
		} else if full, ok := r.fullNameOf(n); ok {
			r.standFor(s, full)
		}
	}
	for i := range r.occurrences {
		s := &r.occurrences[i]
		if full, ok := r.fullNameOf(&r.names[s.name]); ok && !s.bound && !r.names[full].namesakes {
			r.standFor(s, full)
		}
	}
}

// notePart notes that the full name k, the latest to do so, has the part w.
func (r *Reader) notePart(w uint64, k int32) {
	if old, isNew := r.byPart.put(w, k); !isNew && old != k {
		r.byPart.set(w, k)
		r.names[old].namesakes, r.names[k].namesakes = true, true
	}
}

// fullNameOf is the latest full name that n is a part of.
func (r *Reader) fullNameOf(n *name) (full int32, ok bool) {
	if n.words != 1 || n.kind == Organisation {
		return 0, false
	}
	if full, ok = r.byPart.get(n.last); ok {
		return full, true
	}
	full, ok = r.byPart.get(^n.last)
	return full, ok && r.names[full].kind == Person
}

// standFor lets a short name stand for a full one.
func (r *Reader) standFor(s *occurrence, full int32) {
	r.provePerson(full, r.names[s.name].kind)
	s.name, s.weak, s.bound = full, false, true
}

// provePerson makes a full name that of a person because a part of it stands alone: if that
// part is a person's, or if the words of the name are no common words.
func (r *Reader) provePerson(full int32, part Type) {
	if f := &r.names[full]; f.kind == Other && (!f.common || part == Person) {
		f.kind = Person
	}
}

// findInTitleCase finds in lines in title case the names that the rest of the clip has.
func (r *Reader) findInTitleCase() {
	for i := 0; i < len(r.caps); {
		if r.caps[i].traits&inCaps == 0 {
			i++
			continue
		}
		k := i + 1
		for k < len(r.caps) && r.caps[k].traits&(inCaps|goesOn) == inCaps|goesOn && !r.caps[k-1].possesses() {
			k++
		}
		for i < k {
			i += r.findKnownName(r.caps[i:k])
		}
	}
}

// findKnownName finds the longest name that cs begins with, and returns how many capitals
// it has, at least 1.
func (r *Reader) findKnownName(cs []capital) int {
	if cs[0].isThing() {
		return 1 // things of the tables have been noted
	}
	for n := min(len(cs), maxName); n > 0; n-- {
		f := r.normal(cs[:n])
		if k, ok := r.byID.get(f.id); ok {
			r.occurrences = append(r.occurrences, occurrence{cs[0].place(), k, r.plainForm(&cs[0], &cs[n-1]), true, false})
			return n
		}
		if full, ok := r.byPart.get(f.id); ok && n == 1 {
			r.occurrences = append(r.occurrences, occurrence{cs[0].place(), full, r.plainForm(&cs[0], &cs[0]), false, true})
			r.provePerson(full, Other)
			return n
		}
	}
	return 1
}

// collect counts the occurrences and appends the mentions to dst.
func (r *Reader) collect(dst []Mention) []Mention {
	for i := range r.occurrences {
		if s := &r.occurrences[i]; !s.weak {
			r.names[s.name].count++
		}
	}
	for i := range r.occurrences { // weak ones count if the name has a strong one
		s := &r.occurrences[i]
		if n := &r.names[s.name]; s.weak && n.count > 0 {
			n.count++
			s.weak = false
		}
	}
	for i := range r.names {
		n := &r.names[i]
		n.at = -1
		if n.count == 0 || r.isNoun(n) {
			continue
		}
		n.at = int32(len(dst))
		dst = append(dst, Mention{ID: n.id, Type: n.kind, Last: n.stem, Short: n.words == 1, Count: int(n.count)})
	}
	r.assignForms(dst)
	return dst
}

// assignForms gives each mention its forms, which stand side by side in one array.
func (r *Reader) assignForms(dst []Mention) {
	r.formsFound = slices.Grow(r.formsFound[:0], len(r.occurrences))[:len(r.occurrences)]
	r.whole = slices.Grow(r.whole[:0], len(r.occurrences))[:len(r.occurrences)]
	end := 0
	for i := range r.names {
		if n := &r.names[i]; n.at >= 0 {
			dst[n.at].Forms = r.formsFound[end : end : end+int(n.count)]
			n.first = uint64(end) // from here on this is where its forms begin
			end += int(n.count)
		}
	}
	for i := range r.occurrences {
		s := &r.occurrences[i]
		n := &r.names[s.name]
		if s.weak || n.at < 0 {
			continue
		}
		m := &dst[n.at]
		k := 0
		for k < len(m.Forms) && m.Forms[k].Form != s.form && k < maxForms-1 {
			k++
		}
		if k == len(m.Forms) {
			m.Forms = append(m.Forms, FormCount{Form: s.form})
			r.whole[int(n.first)+k] = !s.bound
		}
		m.Forms[k].Count++
	}
	for i := range r.names {
		if n := &r.names[i]; n.at >= 0 {
			m := &dst[n.at]
			m.Form = r.bestForm(n, m.Forms, r.whole[n.first:])
		}
	}
}

// bestForm is the form of the tables or, of the forms that are the whole name, the one that
// stands most often, ties by Better.
func (r *Reader) bestForm(n *name, forms []FormCount, whole []bool) string {
	if n.words <= 1 { // a thing of the tables, or a last name in them
		if id, ok := r.t.stems.find(n.id); ok {
			return r.t.display(int(id))
		}
	}
	best := FormCount{}
	for i, f := range forms {
		if whole[i] && (f.Count > best.Count || f.Count == best.Count && Better(f.Form, best.Form) == f.Form) {
			best = f
		}
	}
	return best.Form
}

// german is the index in languages of the language in which every noun has a capital.
const german = 2

// isNoun reports whether a name is more likely a German noun.
func (r *Reader) isNoun(n *name) bool {
	return r.lang == german && n.kind == Other && n.words == 1
}

// plainForm is the text from a to b without a possessive.
func (r *Reader) plainForm(a, b *capital) string {
	text := r.textBetween(a, b)
	if b.possesses() {
		text = text[:strings.LastIndexFunc(text, isApostrophe)]
	}
	return text
}
