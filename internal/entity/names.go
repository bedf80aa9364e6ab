package entity

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsdup/internal/word"
)

// formMeanings is a form of a name with everything that it may mean.
type formMeanings struct {
	words    []string
	low      bool                // a source has it with its first word in lower case
	meanings map[string]*meaning // by canonical key
}

// meaning is one thing that a form may mean, and who says so.
type meaning struct {
	source sourceKind
	langs  map[string]bool
}

// sourceKind orders the sources by how much they are believed.
type sourceKind int

const (
	byCity sourceKind = iota
	byTerritory
	byHand
)

// handTables are our own tables, with the type of their things. The columns are the
// canonical key, the display form, acronyms in exactly this case, and further forms, the
// last two separated by |. The table of metonyms also has the key of the country (see
// seats.go).
var handTables = []struct {
	file    string
	is      Type
	columns int
}{
	{"cities.tsv", Place, 4},
	{"places.tsv", Place, 4},
	{"organisations.tsv", Organisation, 4},
	{"metonyms.tsv", Organisation, 5},
	{"people.tsv", Person, 4},
	{"things.tsv", Other, 4},
}

// nameForms are the forms of names by their folded words, while names are collected.
type nameForms map[string]*formMeanings

// add adds a form of the thing key, which a source has in some languages.
func (forms nameForms) add(b *builder, form, key string, source sourceKind, langs []string) {
	words := nameWords(form)
	folded := strings.Join(words, " ")
	if len(words) == 0 || len(words) > longestName || b.outForms[folded] || len(words) == 1 && shape(form)&isUpper != 0 {
		return // the acronyms have UK and NATO, which hold in capitals only
	}
	n := forms[folded]
	if n == nil {
		n = &formMeanings{words: words, meanings: map[string]*meaning{}}
		forms[folded] = n
	}
	if first, _ := utf8.DecodeRuneInString(form); len(words) > 1 && unicode.IsLower(first) {
		n.low = true
	}
	m := n.meanings[key]
	if m == nil {
		m = &meaning{source, map[string]bool{}}
		n.meanings[key] = m
	}
	m.source = max(m.source, source)
	for _, l := range langs {
		m.langs[l] = true
	}
}

// addNames collects the names of organisations, territories and cities, and puts in those
// that the rules of Build leave in.
func (b *builder) addNames() error {
	forms := nameForms{}
	display := map[string]string{}
	if err := b.readNames(forms, display); err != nil {
		return err
	}
	keys := map[string]bool{}
	for _, folded := range slices.Sorted(maps.Keys(forms)) {
		n := forms[folded]
		if key := b.choose(folded, n); key != "" {
			keys[key] = true
			n.meanings = map[string]*meaning{key: n.meanings[key]}
		} else {
			delete(forms, folded)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		b.id(key, display[key])
	}
	for _, folded := range slices.Sorted(maps.Keys(forms)) {
		n := forms[folded]
		for key := range n.meanings {
			v := nameWhole
			if len(n.words) > 1 && b.types[key] == Person {
				v = nameDemonym // Mao Zedong is Mao in stories, and another text for copies
			}
			if n.meanings[key].langs["en"] {
				v |= nameEnglish
			}
			if b.foreign[folded] {
				v |= nameForeign
			}
			if n.low {
				v |= nameLow
			}
			b.put(n.words, b.id(key, display[key]), v)
		}
	}
	return b.addAcronyms(display)
}

// readNames reads the forms of every source, and how each thing is displayed.
func (b *builder) readNames(forms nameForms, display map[string]string) error {
	countries := map[string]string{} // folded English name -> code
	err := b.rows("src/territories.tsv", 3, func(row []string) error {
		langs := strings.Fields(row[2])
		form, _, _ := strings.Cut(row[1], " (") // what stands in brackets explains: "Congo (Republic)"
		show(display, row[0], form, langs)
		if slices.Contains(langs, "en") {
			countries[FoldName(form)] = row[0]
		}
		forms.add(b, form, row[0], byTerritory, langs)
		forms.add(b, strings.ReplaceAll(form, "&", "and"), row[0], byTerritory, langs)
		return nil
	})
	if err != nil {
		return err
	}
	if err := b.readCities(forms, display, countries); err != nil {
		return err
	}
	for _, table := range handTables {
		if err := b.rows(table.file, table.columns, func(row []string) error {
			b.types[row[0]] = table.is
			names := strings.Split(row[3], "|")
			if row[1] != "" {
				display[row[0]] = row[1]
				names = append(names, row[1])
			}
			if table.is == Person {
				names = b.personForms(row[0], names)
			}
			for _, form := range names {
				forms.add(b, strings.TrimSpace(form), row[0], byHand, languages[:])
			}
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

// readCities reads the cities that time zones are named after. countries are the codes of
// countries by their folded English names.
func (b *builder) readCities(forms nameForms, display, countries map[string]string) error {
	zones := map[string]string{} // zone -> key: that of the country when they share a name (Singapore), else the zone
	err := b.rows("src/cities.tsv", 3, func(row []string) error {
		if !isCity(row[0], row[1]) {
			return nil
		}
		zone := row[0]
		if zones[zone] == "" {
			zones[zone] = cmp.Or(countries[FoldName(zoneName(zone))], zone)
		}
		langs := strings.Fields(row[2])
		show(display, zones[zone], row[1], langs)
		forms.add(b, row[1], zones[zone], byCity, langs)
		return nil
	})
	if err != nil {
		return err
	}
	for _, zone := range slices.Sorted(maps.Keys(zones)) {
		key := zones[zone]
		// A language that gives no name uses that of the zone, as English does for most cities.
		if display[key] == "" {
			display[key] = zoneName(zone)
			forms.add(b, zoneName(zone), key, byCity, languages[:])
		}
	}
	return nil
}

// show makes a form the display form of a thing if it is English and the shortest so far.
func show(display map[string]string, key, form string, langs []string) {
	if slices.Contains(langs, "en") && shape(form)&isUpper == 0 && (display[key] == "" || len(form) < len(display[key])) {
		display[key] = form
	}
}

// personForms leaves out the whole names that end in a spelling of the surname, because
// their last word says all that the table knows.
func (b *builder) personForms(key string, forms []string) []string {
	w, ok := surname(key)
	if !ok {
		return forms
	}
	spellings := map[string]bool{w: true}
	b.shared[key] = true
	for _, form := range forms {
		if words := nameWords(form); len(words) == 1 {
			spellings[words[0]] = true
			if words[0] == w {
				b.shared[key] = false
			}
		}
	}
	return slices.DeleteFunc(forms, func(form string) bool {
		words := nameWords(form)
		return len(words) > 1 && spellings[words[len(words)-1]]
	})
}

// zoneName is the name of the city that a time zone is named after.
func zoneName(zone string) string {
	return strings.ReplaceAll(zone[strings.LastIndexByte(zone, '/')+1:], "_", " ")
}

// isCity reports whether the exemplar city of a zone is one that news speak of.
func isCity(zone, form string) bool {
	switch area, _, _ := strings.Cut(zone, "/"); area {
	case "Antarctica", "Etc", "Arctic":
		return false
	}
	return !strings.Contains(form, ",") && strings.Count(zone, "/") == 1
}

// choose is the key of what a form means; "" when the rules leave the form out.
func (b *builder) choose(folded string, n *formMeanings) string {
	var keys []string
	for _, key := range slices.Sorted(maps.Keys(n.meanings)) {
		m := n.meanings[key]
		if reason := b.rejected(n, m); reason != "" {
			b.leftOut = append(b.leftOut, folded+"\t"+key+"\t"+reason)
			continue
		}
		keys = append(keys, key)
	}
	for _, better := range []func(m *meaning) bool{
		func(m *meaning) bool { return m.source == byHand },
		func(m *meaning) bool { return m.langs["en"] },
		func(m *meaning) bool { return m.source == byTerritory },
	} {
		if len(keys) < 2 {
			break
		}
		best := slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return !better(n.meanings[key]) })
		if len(best) > 0 {
			for _, key := range keys {
				if !slices.Contains(best, key) {
					b.leftOut = append(b.leftOut, folded+"\t"+key+"\tmeans "+strings.Join(best, ", "))
				}
			}
			keys = best
		}
	}
	if len(keys) > 1 {
		for _, key := range keys {
			b.leftOut = append(b.leftOut, folded+"\t"+key+"\tambiguous")
		}
		return ""
	}
	return strings.Join(keys, "")
}

// rejected is the rule that leaves out a form of CLDR; "" when none does.
func (b *builder) rejected(n *formMeanings, m *meaning) string {
	if m.source == byHand || len(n.words) > 1 && !isCJKWord(n.words) {
		return ""
	}
	w := strings.Join(n.words, "")
	if !m.langs["en"] {
		for _, lang := range slices.Sorted(maps.Keys(b.common[w])) {
			if !m.langs[lang] {
				return "common word: " + lang
			}
		}
	}
	letters := utf8.RuneCountInString(w)
	switch first, _ := utf8.DecodeRuneInString(w); {
	case IsSingle(first):
		if letters < 2 {
			return "short"
		}
	case !unicode.IsLower(first):
		if letters < 3 {
			return "short"
		}
	case letters <= 3 && !m.langs["en"]:
		return "short"
	case letters == 4 && !slices.ContainsFunc(languages[:], func(l string) bool { return m.langs[l] }):
		return "short"
	}
	return ""
}

// isCJKWord reports whether the words are letters of scripts without spaces.
func isCJKWord(words []string) bool {
	for _, w := range words {
		if r, _ := utf8.DecodeRuneInString(w); !IsSingle(r) {
			return false
		}
	}
	return true
}

// addAcronyms reads the third column of the hand tables: forms that hold in exactly this
// case.
func (b *builder) addAcronyms(display map[string]string) error {
	for _, table := range handTables {
		if err := b.rows(table.file, table.columns, func(row []string) error {
			for form := range strings.SplitSeq(row[2], "|") {
				if form = strings.TrimSpace(form); form != "" {
					v := nameValue(b.id(row[0], display[row[0]]))
					if b.foreign[FoldName(form)] {
						v |= nameForeign
					}
					b.acronyms[word.HashString(form)] = uint32(v)
					b.t.mentioned.add(strings.ToLower(form))
					if w := FoldName(form); b.spelt[w] || b.lexicon[word.HashString(w)] != 0 {
						b.lexicon[word.HashString(w)] |= uint32(lexCommon)
					}
				}
			}
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}
