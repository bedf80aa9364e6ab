package entity

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsdup/internal/word"
)

// Acronyms that a clip explains.
//
// Method: that of Schwartz and Hearst (A simple algorithm for identifying abbreviation
// definitions in biomedical text, 2003), with initials only. A word of capitals in brackets
// abbreviates the words before the bracket, and a word of capitals before a bracket those
// in it, if its letters are their initials in order. Linking words, and words in lower case
// of at most 3 letters, may be missing. Other languages keep a foreign acronym, so the same
// letters in another order count as well, if there are at least three and none is missing.
//
//	the European Space Agency (ESA)     ESA (European Space Agency)
//	l'Agence spatiale européenne (ESA)  a s e are e s a
//
// Then the acronym stands for the long form everywhere in the clip. Rejected: letters
// inside words (PhD), which find more but guess.

// Bounds of what is looked at.
const (
	minAcronym = 2
	maxAcronym = 8
	maxLong    = 120 // bytes of a long form
)

// learnAcronyms lets acronyms stand for the long forms that the clip gives.
func (r *Reader) learnAcronyms() {
	for i := range r.caps {
		c := &r.caps[i]
		if c.class&isUpper == 0 || c.isThing() || c.traits&inCaps != 0 || !r.besideBracket(c) {
			continue
		}
		short, ok := r.byID.get(r.normal(r.caps[i : i+1]).id)
		if !ok {
			continue
		}
		if start, end := r.longForm(c); end > 0 {
			r.explain(short, c, start, end)
		}
	}
}

// textOf is the text in which c stands.
func (r *Reader) textOf(c *capital) string {
	if c.traits&inTitle != 0 {
		return r.text.Title
	}
	return r.text.Body
}

// besideBracket reports whether a word stands where an acronym is explained, which few do.
func (r *Reader) besideBracket(c *capital) bool {
	text := r.textOf(c)
	return strings.HasSuffix(text[:c.start], " (") || strings.HasPrefix(text[c.end:], " (")
}

// longForm is where the long form of an acronym stands beside it; end is 0 when there is
// none.
func (r *Reader) longForm(c *capital) (start, end uint32) {
	text := r.textOf(c)
	letters := initialsOf(text[c.start:c.end])
	if len(letters) < minAcronym || len(letters) > maxAcronym {
		return 0, 0
	}
	if before, ok := strings.CutSuffix(text[:c.start], " ("); ok && strings.HasPrefix(text[c.end:], ")") {
		from := max(0, len(before)-maxLong)
		for from < len(before) && !utf8.RuneStart(before[from]) {
			from++
		}
		if at := strings.LastIndexByte(before[from:], '\n'); at >= 0 {
			from += at + 1
		}
		words := cutWords(text, from, len(before))
		for k := len(words) - minAcronym; k >= 0; k-- {
			if r.explains(text, words[k:], letters) {
				return uint32(words[k][0]), uint32(len(before))
			}
		}
		return 0, 0
	}
	if rest, ok := strings.CutPrefix(text[c.end:], " ("); ok {
		n := strings.IndexByte(rest[:min(len(rest), maxLong)], ')')
		if n < 0 || strings.IndexByte(rest[:n], '\n') >= 0 {
			return 0, 0
		}
		from := int(c.end) + len(" (")
		if words := cutWords(text, from, from+n); len(words) >= minAcronym && r.explains(text, words, letters) {
			return uint32(words[0][0]), uint32(from + n)
		}
	}
	return 0, 0
}

// cutWords is where the words of text[from:to] start and end.
func cutWords(text string, from, to int) (words [][2]int) {
	for i := from; i < to; {
		if end := lettersEnd(text, i); end > i {
			words = append(words, [2]int{i, min(end, to)})
			i = end
			continue
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		i += size
	}
	return words
}

// explains reports whether the words are the long form of the letters. The first word must
// have a capital.
func (r *Reader) explains(text string, words [][2]int, letters []rune) bool {
	first, _ := utf8.DecodeRuneInString(text[words[0][0]:])
	if !unicode.IsUpper(first) {
		return false
	}
	next := 0
	var all []rune
	for _, w := range words {
		l := initial(text[w[0]:w[1]])
		optional := r.mayLack(text[w[0]:w[1]])
		if !optional {
			all = append(all, l)
		}
		switch {
		case next < len(letters) && letters[next] == l:
			next++
		case !optional:
			next = len(letters) + 1
		}
	}
	if next == len(letters) {
		return true
	}
	sorted := slices.Clone(letters)
	slices.Sort(sorted)
	slices.Sort(all)
	return len(all) > minAcronym && slices.Equal(sorted, all)
}

// mayLack reports whether an acronym may pass over a word.
func (r *Reader) mayLack(w string) bool {
	first, _ := utf8.DecodeRuneInString(w)
	if unicode.IsUpper(first) {
		return false
	}
	return utf8.RuneCountInString(w) <= 3 || r.words[r.view.find(r.spell(w))].class&lexLink != 0
}

// initial is the first letter of a word, in lower case and without accent.
func initial(w string) rune {
	if l := word.Lower(rune(w[0])); w[0] < utf8.RuneSelf && l >= 0 {
		return l
	}
	_, size := utf8.DecodeRuneInString(w)
	l, _ := utf8.DecodeRuneInString(foldAccents(strings.ToLower(w[:size])))
	return l
}

// initialsOf is the letters of an acronym, in lower case and without accents.
func initialsOf(acronym string) (letters []rune) {
	for i := range acronym {
		if c, _ := utf8.DecodeRuneInString(acronym[i:]); word.Lower(c) >= 0 {
			letters = append(letters, initial(acronym[i:]))
		}
	}
	return letters
}

// explain lets the name short stand for the words of the long form, which stands beside the
// acronym c from start to end.
func (r *Reader) explain(short int32, c *capital, start, end uint32) {
	text := r.textOf(c)
	f := normalForm{}
	for _, w := range cutWords(text, int(start), int(end)) {
		id := r.view.find(r.spell(text[w[0]:w[1]]))
		if e := &r.words[id]; id != 0 && e.class&(lexParticle|lexLink) == 0 {
			f.add(r.proper[id])
		}
	}
	inside := func(s *occurrence) bool {
		return s.inTitle == (c.traits&inTitle != 0) && s.start >= start && s.start < end
	}
	for i := range r.occurrences { // the tables may have the long form
		if s := &r.occurrences[i]; inside(s) && len(s.form) == int(end-start) && r.names[s.name].kind != Other {
			f = r.names[s.name].normalForm
		}
	}
	r.occurrences = slices.DeleteFunc(r.occurrences, func(s occurrence) bool { return inside(&s) })
	long := r.addOccurrence(f, Organisation, place{start, c.traits&inTitle != 0}, text[start:end], false)
	for i := range r.occurrences {
		if r.occurrences[i].name == short {
			r.occurrences[i].name, r.occurrences[i].weak, r.occurrences[i].bound = long, false, true
		}
	}
}
