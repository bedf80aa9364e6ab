package entity

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsdup/internal/word"
)

// The user's own names.
//
// An aliases file is TSV: a thing, one form of its name, and its type if the tables do not
// know the thing. # starts a comment. ! before the thing forbids the form for that thing,
// and ! alone forbids it for every thing:
//
//	Nordhafen Port Authority	NPA	organisation
//	Russia	Rus
//	!Georgia	Géorgie
//	!	Nice
//	!Pavlo Orlenko	Pavel Orlenko
//
// The last row parts two names that no table knows and that package person would otherwise
// take for spellings of one name.
//
// A thing is the one in the tables with this name, or a new one. A form in capitals matches
// only in capitals, one that starts with a capital needs it, and one in lower case matches
// in any case. Rows apply from top to bottom: what one adds, the next may use.
//
// Rejected: a separate list that is asked before the tables. It would be asked for every
// spelling, and phrases would need a second search. The rows go into a copy of the tables,
// which takes 20 ms.

// Alias is one row of an aliases file.
type Alias struct {
	Thing, Form string
	Forbid      bool
	Type        Type // of a new thing
}

// maxAliases is the largest aliases file that is read, in bytes.
const maxAliases = 8 << 20

// ReadAliases reads an aliases file. Errors begin with name and the number of the line:
// "names.tsv:3: ...".
func ReadAliases(r io.Reader, name string) ([]Alias, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxAliases+1))
	if err != nil {
		return nil, err
	}
	if len(text) > maxAliases {
		return nil, fmt.Errorf("%s: is larger than %d bytes: is it an aliases file?", name, maxAliases)
	}
	var aliases []Alias
	lines := bufio.NewScanner(bytes.NewReader(text))
	lines.Buffer(nil, maxAliases+1)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimPrefix(lines.Text(), "\ufeff")
		if strings.TrimSpace(line) == "" || line[0] == '#' {
			continue
		}
		a, err := parseAlias(line)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		aliases = append(aliases, a)
	}
	return aliases, lines.Err()
}

// parseAlias reads a line. Errors quote only its beginning, because the file may be
// anything.
func parseAlias(line string) (a Alias, err error) {
	columns := strings.Split(line, "\t")
	for i, c := range columns {
		columns[i] = strings.TrimSpace(c)
	}
	if len(columns) < 2 || len(columns) > 3 {
		return a, fmt.Errorf("want a thing, a tab and a form of its name, got %.80q", line)
	}
	a.Thing, a.Form = columns[0], columns[1]
	a.Thing, a.Forbid = strings.CutPrefix(a.Thing, "!")
	a.Thing = strings.TrimSpace(a.Thing)
	if len(columns) == 3 && columns[2] != "" {
		if a.Type, err = ParseType(columns[2]); err != nil {
			return a, err
		}
	}
	switch words := nameWords(a.Form); {
	case a.Thing == "" && !a.Forbid:
		return a, errors.New("the thing is missing before the tab")
	case a.Thing != "" && len(nameWords(a.Thing)) == 0:
		return a, fmt.Errorf("%.80q has no letter", a.Thing)
	case len(words) == 0:
		return a, fmt.Errorf("the form %.80q has no letter", a.Form)
	case len(words) > longestName:
		return a, fmt.Errorf("the form %.80q has more than %d words", a.Form, longestName)
	case len(words) > 1 && startsLower(a.Form) && !a.Forbid:
		return a, fmt.Errorf("the form %.80q has several words: start it with a capital", a.Form)
	}
	return a, nil
}

// ParseType is the inverse of Type.String.
func ParseType(s string) (Type, error) {
	for _, t := range []Type{Other, Person, Organisation, Place} {
		if t.String() == s {
			return t, nil
		}
	}
	return Other, fmt.Errorf("%.80q is no type: want person, organisation, place or other", s)
}

func startsLower(w string) bool {
	first, _ := utf8.DecodeRuneInString(w)
	return unicode.IsLower(first)
}

// errManyThings says that an id, which has 16 bits, has no more values.
var errManyThings = errors.New("add aliases: more than 65,535 things")

// With returns t with the aliases added; t itself does not change.
func (t *Tables) With(aliases []Alias) (*Tables, error) {
	if len(aliases) == 0 {
		return t, nil
	}
	own := *t
	mentioned := *t.mentioned
	own.mentioned, own.parted = &mentioned, map[[2]uint64]bool{}
	maps.Copy(own.parted, t.parted)
	own.ids, own.canonical, own.types = slices.Clone(t.ids), slices.Clone(t.canonical), slices.Clone(t.types)
	b := &builder{
		t: &own, ids: map[string]int{}, types: map[string]Type{},
		names: t.names.rows(), acronyms: t.acronyms.rows(), lexicon: t.lexicon.rows(),
	}
	for _, a := range aliases {
		if a.Forbid {
			b.forbid(a)
			continue
		}
		id := b.thing(a)
		if id > maxID {
			return nil, errManyThings
		}
		b.alias(a.Form, id)
	}
	own.names, own.acronyms, own.lexicon = newTable(b.names), newTable(b.acronyms), newTable(b.lexicon)
	own.markPhrases()
	stems := t.stems.rows()
	for id := len(t.ids); id < len(own.ids); id++ {
		stems[own.canonical[id]] = uint32(id)
	}
	own.stems = newTable(stems)
	return &own, nil
}

const maxID = 1<<16 - 1

// rows is the table as a map.
func (t *table) rows() map[uint64]uint32 {
	m := make(map[uint64]uint32, t.len())
	for i := range t.len() {
		m[t.key(i)] = t.value(i)
	}
	return m
}

// thing is the id of the thing that an alias belongs to: that of the tables with this name,
// or a new one.
func (b *builder) thing(a Alias) uint32 {
	if id, ok := b.meaning(a.Thing); ok {
		return id
	}
	key := "own:" + strings.Join(nameWords(a.Thing), " ")
	b.types[key] = a.Type
	id := b.id(key, a.Thing)
	b.alias(a.Thing, id)
	return id
}

// meaning is what a form means at this point.
func (b *builder) meaning(form string) (id uint32, ok bool) {
	if v, ok := b.acronyms[acronymKey(form)]; ok {
		return uint32(nameValue(v).id()), true
	}
	v := nameValue(b.names[phraseKey(nameWords(form))])
	return uint32(v.id()), v&(nameWhole|nameDemonym) != 0
}

// acronymKey is the key of a form in the acronyms.
func acronymKey(form string) uint64 { return word.HashString(strings.ReplaceAll(form, ".", "")) }

// alias lets a form mean id.
func (b *builder) alias(form string, id uint32) {
	words := nameWords(form)
	if len(words) == 1 && shape(form)&isUpper != 0 {
		b.acronyms[acronymKey(form)] = id
		b.t.mentioned.add(words[0])
		if b.lexicon[word.HashString(words[0])] != 0 {
			b.lexicon[word.HashString(words[0])] |= uint32(lexCommon)
		}
		return
	}
	v := nameWhole | nameEnglish
	if startsLower(form) {
		v |= nameAnyCase
	}
	b.put(words, id, v)
}

// Parts reports whether With was given any names to part: otherwise Parted is always false.
func (t *Tables) Parts() bool { return len(t.parted) > 0 }

// Parted reports whether an alias forbids that two names are one.
func (t *Tables) Parted(a, b string) bool { return t.parted[pairKey(a, b)] }

// pairKey is the key of two names, in any order.
func pairKey(a, b string) [2]uint64 {
	x, y := phraseKey(nameWords(a)), phraseKey(nameWords(b))
	return [2]uint64{min(x, y), max(x, y)}
}

// forbid takes a form away from the thing, or from whatever it means.
func (b *builder) forbid(a Alias) {
	if a.Thing != "" {
		b.t.parted[pairKey(a.Thing, a.Form)] = true
	}
	of, known := b.meaning(a.Thing)
	if a.Thing != "" && !known {
		return // nothing has this name, so the form does not mean it
	}
	its := func(id int) bool { return a.Thing == "" || id == int(of) }
	if v, ok := b.acronyms[acronymKey(a.Form)]; ok && its(nameValue(v).id()) {
		delete(b.acronyms, acronymKey(a.Form))
	}
	key := phraseKey(nameWords(a.Form))
	if v := nameValue(b.names[key]); v&(nameWhole|nameDemonym) != 0 && its(v.id()) {
		if b.names[key] = uint32(v & namePrefix); b.names[key] == 0 {
			delete(b.names, key)
		}
	}
}
