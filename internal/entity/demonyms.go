package entity

import (
	"maps"
	"slices"
	"strings"
)

// demonymForms are the folded forms of demonyms while they are collected.
type demonymForms struct {
	keys   map[string]string // folded form -> key of the country; "" when it is that of two
	byHand map[string]bool   // folded forms of the hand tables
}

// add adds a form of the demonym of the country key.
func (d *demonymForms) add(b *builder, form, key string, hand bool) {
	folded := strings.Join(nameWords(form), " ")
	switch old, ok := d.keys[folded]; {
	case folded == "" || b.outForms[folded] || d.byHand[folded] && !hand:
	case ok && old != key && !hand:
		b.leftOut = append(b.leftOut, folded+"\t"+key+"\tambiguous demonym")
		d.keys[folded] = ""
	default:
		d.keys[folded], d.byHand[folded] = key, hand
	}
}

// addDemonyms puts in the inflected forms of the demonyms of the hand tables, and then of
// the nationalities of npm, which never overrule them.
func (b *builder) addDemonyms() error {
	d := demonymForms{keys: map[string]string{}, byHand: map[string]bool{}}
	err := b.rows("demonyms.tsv", 3, func(row []string) error {
		for form := range strings.SplitSeq(row[2], " ") {
			for _, f := range inflect(row[1], strings.ReplaceAll(form, "_", " ")) {
				d.add(b, f, row[0], true)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = b.rows("src/nationalities.tsv", 3, func(row []string) error {
		form, _, _ := strings.Cut(row[1], " (")
		for lang := range strings.FieldsSeq(row[2]) {
			if strings.Contains(form, " ") && lang != "en" || len(form) < 5 || strings.ContainsAny(form, ",/") {
				continue
			}
			for _, f := range inflect(lang, form) {
				d.add(b, f, row[0], false)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, folded := range slices.Sorted(maps.Keys(d.keys)) {
		key := d.keys[folded]
		_, known := b.ids[key]
		if key == "" || !known && !d.byHand[folded] {
			continue
		}
		if !known {
			b.types[key] = Other // a faith or a union, no land
		}
		b.putDemonym(folded, key)
	}
	return nil
}

// putDemonym puts in a folded demonym of a country, unless it is spelt like a name.
func (b *builder) putDemonym(folded, key string) {
	words := strings.Fields(folded)
	if v := b.names[phraseKey(words)]; nameValue(v)&nameWhole != 0 {
		if b.t.key(nameValue(v).id()) != key {
			b.leftOut = append(b.leftOut, folded+"\t"+key+"\tdemonym spelt like "+b.t.key(nameValue(v).id()))
		}
		return
	}
	v := nameDemonym
	if !b.common[folded]["en"] {
		v |= nameAnyCase
	}
	display := strings.ToUpper(key[:1]) + key[1:]
	b.put(words, b.id(key, display), v)
}

// inflect is a demonym with its other genders, numbers and cases.
func inflect(lang, w string) []string {
	forms := []string{w}
	add := func(stem string, endings ...string) {
		for _, e := range endings {
			forms = append(forms, stem+e)
		}
	}
	cut := func(suffix string, endings ...string) bool {
		stem, ok := strings.CutSuffix(w, suffix)
		if ok {
			add(stem, endings...)
		}
		return ok
	}
	switch lang {
	case "en":
		if !strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ese") && !strings.HasSuffix(w, "sh") && !strings.HasSuffix(w, "ch") {
			add(w, "s")
		}
	case "fr":
		_ = cut("ien", "iens", "ienne", "iennes") || cut("éen", "éens", "éenne", "éennes") || cut("ais", "aise", "aises") ||
			cut("ois", "oise", "oises") || cut("ain", "ains", "aine", "aines") || cut("and", "ands", "ande", "andes") ||
			cut("e", "es") || cut("", "s", "e", "es")
	case "es":
		_ = cut("és", "esa", "eses", "esas") || cut("o", "a", "os", "as") || cut("án", "ana", "anes", "anas") ||
			cut("ol", "ola", "oles", "olas") || cut("a", "as") || cut("e", "es") || cut("í", "íes", "ís")
	case "pt":
		_ = cut("ês", "esa", "eses", "esas") || cut("o", "a", "os", "as") || cut("ão", "ã", "ães", "ãs") ||
			cut("ol", "ola", "óis", "olas") || cut("a", "as") || cut("e", "es")
	case "it":
		_ = cut("co", "ca", "chi", "che", "ci") || cut("o", "a", "i", "e") || cut("ese", "esi") || cut("e", "i") || cut("a", "i", "e")
	case "de":
		_ = cut("isch", "ische", "ischen", "ischer", "isches", "ischem") || cut("er", "ern", "ers", "erin", "erinnen") ||
			cut("e", "en", "in", "innen")
	case "nl":
		_ = cut("s", "se")
	case "pl":
		_ = cut("ski", "ska", "skie", "skiego", "skiej", "skich", "skim", "skimi", "skiemu", "scy") ||
			cut("cki", "cka", "ckie", "ckiego", "ckiej", "ckich", "ckim", "ckimi", "ccy")
	case "ru":
		_ = cut("ский", "ская", "ское", "ские", "ского", "ской", "скому", "ским", "ском", "ских", "скую", "скими") ||
			cut("цкий", "цкая", "цкое", "цкие", "цкого", "цкой", "цкому", "цким", "цком", "цких", "цкую", "цкими") ||
			cut("ец", "ца", "цу", "цем", "цы", "цев", "цам", "цами", "цах") ||
			cut("ин", "ина", "ину", "ином", "е", "", "ам", "ами", "ах")
	case "uk":
		_ = cut("ський", "ська", "ське", "ські", "ського", "ської", "ському", "ським", "ських", "ську", "ською", "ськими") ||
			cut("цький", "цька", "цьке", "цькі", "цького", "цької", "цькому", "цьким", "цьких", "цьку", "цькою") ||
			cut("ець", "ця", "цю", "цем", "ці", "ців", "цям", "цями", "цях")
	case "el":
		_ = cut("ικός", "ική", "ικό", "ικού", "ικής", "ικοί", "ικές", "ικά", "ικών", "ικούς")
	case "ar": // the article, and the endings of روسي
		for _, form := range []string{w, w + "ة", w + "ين", w + "ون", w + "ات"} {
			add("", form, "ال"+form)
		}
	}
	return forms
}
