package entity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newsdup/internal/word"
)

// possessive marks the Exact of a name with 's behind it: "Russie's" is "Russia's", and
// both differ from "Russia".
const possessive = 0x27735f5f5f5f7327

// learn is the entry of the spelling w with the hash h, which was not at the first slot for
// it. Nearly always no Reader has met the spelling before. This is the slow path, taken
// once for each spelling.
func (r *Reader) learn(h uint64, w string) uint32 {
	if id := r.spellings.view.Load().find(h); id != 0 {
		return id
	}
	low := strings.ToLower(w)
	if low != w && r.inflects == nil && !r.t.mayMention(low) {
		return r.learnCapital(h, w, low)
	}
	f := r.t.factsOf(w, r.stems, r.inflects)
	e := entry{hash: h, exact: f.exact, stem: f.stem, class: f.class | class(f.flags)<<flagShift}
	if low != w && !f.dotted { // U.S. is counted as itself, because u.s. is no word of its own
		e.lower = r.learn(r.spell(low), low)
	}
	if r.stems && f.stem != 0 && f.flags&word.Entity == 0 && f.class&isAlpha != 0 {
		r.note(f.stem, f.form)
	}
	return r.spellings.add(e, nameFacts{f.fold, f.value, f.foreign}, f.name)
}

// learnCapital learns the spelling of a word of ASCII letters that no table of names or
// numbers has: except for its shape it is the same as the word in lower case.
func (r *Reader) learnCapital(h uint64, w, low string) uint32 {
	id := r.learn(spell(low), low)
	v := r.spellings.view.Load()
	e := v.words[id]
	e.hash, e.lower, e.class = h, id, e.class&^shapes|shape(w)
	return r.spellings.add(e, v.rare[id], v.proper[id])
}

// facts are what the tables and the letters of a spelling say about it.
type facts struct {
	exact, stem, fold, name uint64
	form, written           string    // without 's: in lower case, and as written
	value                   nameValue // see nameFacts
	foreign                 uint32    // likewise
	class                   class     // without the flags
	flags                   word.Flag
	dotted                  bool // it has full stops inside: U.S.
}

// factsOf works out the facts of a spelling. They depend on nothing but the spelling and on
// how words of the clip's language inflect, so that they are the same in every run. Without
// stems the stem of a common word is left out.
func (t *Tables) factsOf(w string, stems bool, in *inflection) facts {
	first, _ := utf8.DecodeRuneInString(w)
	if unicode.IsDigit(first) {
		return factsOfNumber(w)
	}
	f := facts{class: isAlpha}
	spelling := w
	w = strings.ReplaceAll(w, ".", "")
	f.dotted = len(w) < len(spelling)
	plain := plainForm(w)
	mentioned := f.dotted || t.mayMention(plain)
	if mentioned && t.numbers.Starts(spelling) {
		f.class |= isNumeric
	}
	f.class |= shape(w)
	base, isPoss := strings.CutSuffix(plain, "'s")
	folded := foldAccents(strings.ReplaceAll(base, "'", ""))
	f.form = shownBase(base)
	f.exact = spell(foldEnding(base) + plain[len(base):])
	f.fold = word.HashString(folded)
	f.name = f.fold
	switch {
	case in != nil:
		f.name = word.HashString(in.stem(folded))
	case stems:
		f.name = word.HashString(nameForm(folded))
	}
	if isPoss {
		f.class |= isPossessive
	}
	f.written = written(w, isPoss)
	t.classify(&f, plain, folded, stems, in)
	if _, ok := t.background.find(f.stem); ok && f.stem != 0 {
		f.class |= isCommon
	}
	if mentioned || in != nil {
		t.setName(&f, folded, in)
	}
	return f
}

// mayMention reports whether the tables of names and numbers may have a word in its plain
// form. They have few of the words of ASCII letters (see plain.go).
func (t *Tables) mayMention(plain string) bool {
	if len(plain) > longestPlain {
		return true
	}
	for i := range len(plain) {
		if class8[plain[i]] != letter8 {
			return true
		}
	}
	return t.mentioned.has(spell(plain))
}

// baseForm is facts.form of a spelling that starts with a letter, without the other facts.
func baseForm(w string) string {
	base, _ := strings.CutSuffix(plainForm(strings.ReplaceAll(w, ".", "")), "'s")
	return shownBase(base)
}

// shownBase is a word in lower case as it is shown: a Roman numeral up to 39, as in
// "Pier VII", in capitals. A letter alone is none.
func shownBase(base string) string {
	if len(base) < 2 {
		return base
	}
	ones := strings.TrimLeft(base, "x")
	if len(base)-len(ones) > 3 {
		return base
	}
	switch ones {
	case "", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix":
		return strings.ToUpper(base)
	}
	return base
}

// shapes is the bits of class that depend on the letters alone.
const shapes = isLong | isCapital | isUpper | isCJK

// shape is these bits of a word.
func shape(w string) (c class) {
	var letters, capitals, lower int
	rest := w
	for rest != "" && class8[rest[0]] == letter8 { // nearly every word ends here
		if isLower8(rest[0]) {
			lower++
		}
		rest = rest[1:]
	}
	letters = len(w) - len(rest)
	capitals = letters - lower
	for _, r := range rest {
		switch {
		case unicode.IsUpper(r):
			capitals++
		case unicode.IsLower(r):
			lower++
		}
		if !unicode.IsMark(r) && !isApostrophe(r) {
			letters++
		}
	}
	first, _ := utf8.DecodeRuneInString(w)
	if unicode.IsUpper(first) || unicode.IsTitle(first) {
		c |= isCapital
	}
	if capitals >= 2 && lower == 0 {
		c |= isUpper
	}
	if IsSingle(first) {
		c |= isCJK
		if first < 0x3000 {
			c |= isAlphabetic
		}
	}
	if letters > 3 {
		c |= isLong
	}
	return c
}

// classify sets what the lexicon says, and the stem of a word that is no name.
func (t *Tables) classify(f *facts, plain, folded string, stems bool, in *inflection) {
	v, _ := t.lexicon.find(f.fold)
	lex := lexValue(v)
	if plain != folded {
		accented, _ := t.lexicon.find(word.HashString(plain))
		lex |= lexValue(accented)
	}
	f.class |= class(lex) & (anywhere | namePart)
	if lex&lexNumeral != 0 {
		f.flags |= word.Numeral
	}
	if lex&lexMaybe != 0 {
		f.class |= isMaybe
	} else if lex&lexCalendar != 0 {
		f.flags |= word.Calendar
	}
	switch {
	case !stems:
	case f.class&isCJK != 0:
		f.stem = word.HashString(plain)
	case utf8.RuneCountInString(folded) < 2, lex&lexStop != 0, t.contracted(plain):
	default:
		f.stem = f.fold
		w := folded
		if f.class&isCapital == 0 {
			w = cyrillicNoun(w)
		}
		if w = in.stem(w); w != folded {
			f.stem = word.HashString(w)
			v, _ = t.lexicon.find(f.stem)
		}
		if lexValue(v)&lexStop != 0 && folded[0] < utf8.RuneSelf {
			f.stem = 0 // the stem of "sayings" is a stop word; that of мост is not, though it is romanised as "most"
		}
	}
}

// contracted reports whether a word is a stop word with an ending: he'll, don't, we've.
func (t *Tables) contracted(plain string) bool {
	before, after, ok := strings.Cut(plain, "'")
	if !ok {
		return false
	}
	switch after {
	case "ll", "ve", "re", "d", "m", "t", "s":
		if len(before) < 2 {
			return true
		}
		if v, _ := t.lexicon.find(word.HashString(before)); lexValue(v)&lexStop != 0 {
			return true
		}
		v, _ := t.lexicon.find(word.HashString(strings.TrimSuffix(before, "n")))
		return after == "t" && lexValue(v)&lexStop != 0
	}
	return false
}

// setName sets what the tables of names say about a word.
func (t *Tables) setName(f *facts, folded string, in *inflection) {
	v := t.lookupName(f.fold)
	f.value = v
	if v&namePrefix != 0 && (f.class&isCapital != 0 || v&nameLow != 0) { // US Supreme Court, al-Qaeda
		f.class |= isStart
	}
	if t.setAcronym(f) {
		return
	}
	capital := f.class&isCapital != 0 || v&nameAnyCase != 0 || !hasCase(f.written)
	if !capital {
		return
	}
	if v&namePrefix != 0 {
		f.class |= isStart
	}
	switch {
	case v&nameEnglish == 0 && f.class&isUpper != 0 && len(folded) <= 4:
		// In capitals a short word is more likely an acronym: DACA is not Dhaka.
	case v&nameForeign != 0:
		f.setForeign(v.id())
	case v&nameWhole != 0:
		f.setEntity(t.canonical[v.id()])
	case v&nameDemonym != 0:
		f.stem, f.flags = t.canonical[v.id()], f.flags|word.Entity
	case !hasCase(folded):
		for _, reading := range readings(folded) {
			if v := t.lookupName(word.HashString(reading)); v&(nameWhole|nameDemonym) != 0 {
				f.stem, f.flags = t.canonical[v.id()], f.flags|word.Entity
				break
			}
		}
	case f.class&(isCapital|isCJK|lexGiven) == isCapital: // Alexandra is no Alexandria
		if v := t.declined(folded, in); v != 0 {
			f.stem, f.flags = t.canonical[v.id()], f.flags|word.Entity
		} else if t.declinedGiven([]byte(folded)) != 0 {
			f.class |= lexGiven
		}
	}
}

// setAcronym sets what the table of acronyms says about a word, and reports whether it is one.
func (t *Tables) setAcronym(f *facts) bool {
	acronym := f.written
	if f.dotted { // u.s. is U.S.: the dots tell it from us
		acronym = strings.ToUpper(acronym)
	}
	x, ok := t.acronyms.find(word.HashString(acronym))
	if !ok {
		return false
	}
	v := nameValue(x)
	if v&nameForeign != 0 {
		f.setForeign(v.id())
		return true
	}
	f.setEntity(t.canonical[v.id()])
	if lex, _ := t.lexicon.find(f.fold); lexValue(lex)&lexCommon != 0 && !f.dotted {
		f.class |= isShouted
	}
	return true
}

// setEntity makes the word a name of the thing with this canonical hash.
func (f *facts) setEntity(canonical uint64) {
	f.exact, f.stem = canonical, canonical
	if f.class&isPossessive != 0 {
		f.exact = extend(canonical, possessive)
	}
	f.flags |= word.Entity
	f.class &^= anywhere
}

// setForeign makes the word a name of the thing id in clips that are not in English.
func (f *facts) setForeign(id int) { f.foreign, f.class = uint32(id)+1, f.class|isForeign }

// readings are the words that one of a script without capitals may be, without what is
// written together with it.
func readings(folded string) []string {
	switch {
	case isArabic(folded):
		return arabicReadings(folded)
	case isHebrew(folded):
		return hebrewReadings(folded)
	case isKorean(folded):
		return []string{koreanStem(folded)}
	}
	return nil
}

// lookupName is what the names table has for one word with this hash; 0 when it has
// nothing.
func (t *Tables) lookupName(fold uint64) nameValue {
	v, _ := t.names.find(extend(0, fold))
	return nameValue(v)
}

// hasCase reports whether the script of w has capitals.
func hasCase(w string) bool {
	for _, r := range w {
		if unicode.IsUpper(r) || unicode.IsLower(r) || unicode.IsTitle(r) {
			return true
		}
	}
	return false
}

// factsOfNumber works out the facts of a number that turns out to have no value (see
// values.go). It is its own stem, with points and commas.
func factsOfNumber(w string) facts {
	plain := plainForm(w)
	f := facts{form: plain, exact: spell(plain), class: isNumeric, flags: word.Number | word.Numeral}
	f.stem = word.HashString(plain)
	f.fold = f.stem
	if isFigure(plain) {
		f.flags |= word.Figure
	}
	return f
}

// isFigure reports whether a number is distinctive: it has a decimal point or a comma
// between thousands, or is at least 100 and no year from 1900 to 2030.
func isFigure(w string) bool {
	if strings.ContainsAny(w, ".,") {
		return true
	}
	w = strings.TrimLeft(w, "0")
	switch {
	case len(w) < 3:
		return false
	case len(w) == 4:
		return w < "1900" || w > "2030"
	}
	return true
}
