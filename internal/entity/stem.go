package entity

import (
	"strings"
	"unicode/utf8"
)

// stem is the normal form of a folded word (lower case, no accents, no apostrophe): a light
// English stem (english.go), and for words of more than 3 letters the fold of spellings.
// "negotiations" is "negoti"; "zelenskyy" and "zelenskii" are "zelenski". Cyrillic and
// Greek words first lose their case ending and are romanised. Arabic, Hebrew and Korean
// ones lose what is written together with them (arabic.go, hebrew.go, korean.go).
//
// It is light on purpose: splitting one word wrongly costs a little weight, while merging
// two words makes a false link.
func stem(w string) string {
	switch r, _ := utf8.DecodeRuneInString(w); {
	case r >= 0x370 && r < 0x530:
		w = Romanise(cyrillicStem(w))
	case isArabic(w):
		return arabicStem(w)
	case isHebrew(w):
		return hebrewStem(w)
	case isKorean(w):
		return koreanStem(w)
	case !isASCII(w):
		return w
	}
	if w = englishStem(w); len(w) > 3 {
		w = foldSpelling(w)
	}
	return w
}

// foldSpelling folds what transliterations differ in: double letters become single ones, y
// becomes i, kh becomes h, ph becomes f. Two exceptions tell other words apart: ee and oo,
// and the end of a word of four letters (poll, pool and Pol stay three).
func foldSpelling(w string) string {
	if !mayFoldSpelling(w) {
		return w
	}
	var stack [32]byte
	b := append(stack[:0], w...)
	for i, c := range b {
		if c == 'y' {
			b[i] = 'i'
		}
	}
	b = singles(b)
	b = singles(letterFor(letterFor(b, "kh", 'h'), "ph", 'f'))
	return string(b)
}

// mayFoldSpelling reports whether foldSpelling may change w, which it seldom does.
func mayFoldSpelling(w string) bool {
	before := byte(0)
	for i := range len(w) {
		c := w[i]
		if c == before || c == 'y' || c == 'h' && (before == 'k' || before == 'p') {
			return true
		}
		before = c
	}
	return false
}

// singles replaces, in place, runs of one letter by one such letter, with the exceptions of
// foldSpelling.
func singles(b []byte) []byte {
	n := 0
	for i, c := range b {
		if i == 0 || c != b[n-1] || c == 'e' || c == 'o' || i < 4 && i+1 == len(b) {
			b[n] = c
			n++
		}
	}
	return b[:n]
}

// letterFor replaces, in place, two letters by one.
func letterFor(b []byte, two string, one byte) []byte {
	n := 0
	for i := 0; i < len(b); i++ {
		c := b[i]
		if c == two[0] && i+1 < len(b) && b[i+1] == two[1] {
			c = one
			i++
		}
		b[n] = c
		n++
	}
	return b[:n]
}

// cyrillicEndings are case endings of Russian and Ukrainian, longest first. -ов and -ев are
// missing, because surnames end so.
var cyrillicEndings = []string{
	"иями", "ями", "ами", "ого", "его", "ому", "ему", "ими", "ыми", "іми", "ість",
	"ий", "ый", "ой", "ій", "ая", "яя", "ое", "ее", "ые", "ие", "ую", "юю", "ом", "ем", "ым", "им", "ім", "ах", "ях", "ых", "их", "іх", "ам", "ям", "ою", "ею", "ия", "ию", "ии", "ію", "ії",
	"а", "я", "о", "е", "и", "ы", "і", "ї", "у", "ю", "є",
}

// cyrillicStem takes a case ending off a word of which 3 letters stay. An adjective in -ск-
// keeps an и, so that it meets its romanised nominative: зеленского and зеленский are
// зеленски.
func cyrillicStem(w string) string {
	w = strings.ReplaceAll(w, "ь", "")
	for _, ending := range cyrillicEndings {
		rest, ok := strings.CutSuffix(w, ending)
		if !ok || utf8.RuneCountInString(rest) < 3 {
			continue
		}
		if (strings.HasSuffix(rest, "ск") || strings.HasSuffix(rest, "цк")) && utf8.RuneCountInString(ending) > 1 {
			rest += "и"
		}
		return rest
	}
	return w
}

// pluralEndings are those of the genitive plural of Russian and Ukrainian nouns.
var pluralEndings = [...]string{"ов", "ев", "ів", "їв", "ей"}

// cyrillicNoun prepares a word in lower case for cyrillicStem. Names are left alone,
// because surnames end like the genitive plural: заводов is завод. In Ukrainian an о before
// the last consonants becomes an і where no ending follows, which is undone here: міст,
// мосту; договір, договору.
func cyrillicNoun(w string) string {
	if w == "" || w[0] < 0xd0 || w[0] > 0xd4 {
		return w
	}
	for _, ending := range pluralEndings {
		if rest, ok := strings.CutSuffix(w, ending); ok && utf8.RuneCountInString(rest) >= 3 {
			return rest
		}
	}
	const closed, open = "і", "о"
	i := strings.LastIndex(w, closed)
	if i <= 0 || i+len(closed) == len(w) || strings.ContainsAny(w[i+len(closed):], "аеиоуюяєїй") {
		return w
	}
	return w[:i] + open + w[i+len(closed):]
}

// nameForm is the normal form of a folded word in a name. As in stem, its spellings become
// one, but an ending that makes another name stays (Robert, Roberts).
func nameForm(w string) string {
	if r, _ := utf8.DecodeRuneInString(w); r >= 0x370 && r < 0x530 {
		w = Romanise(cyrillicStem(w))
	}
	if len(w) > 3 && isASCII(w) {
		w = foldSpelling(w)
	}
	return w
}
