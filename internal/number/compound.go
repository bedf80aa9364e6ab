package number

import (
	"bytes"
	"strings"
)

// Number words of German and Italian, which are one word up to 999,999:
//
//	zweihundertfünfundzwanzigtausenddreihundert    225 | tausend | 300
//	duecentoventicinquemilatrecento                225 | mila | 300
//
// The words below 1,000 are spelt out at load and stand in the lexicon like any other word,
// folded. A longer word is cut at its thousand. Rejected: reading such a word part by part.
// That needs the rules of elision (ventuno, ventotto, ventitré), and must tell the acht in
// achtzehn from the acht in achtundzwanzig.

// addCompounds adds the words for 21 to 999 that are no row of words.tsv.
func (l *Lexicon) addCompounds() {
	for n := 21; n < 1000; n++ {
		l.addFolded(germanBelow1000(n), meaning{role: small, langs: german, value: int16(n)})
		if n > 100 && n < 200 {
			l.addFolded(strings.TrimPrefix(germanBelow1000(n), "ein"), meaning{role: small, langs: german, value: int16(n)})
		}
		l.addFolded(italianBelow1000(n), meaning{role: small, langs: italian, value: int16(n)})
	}
	l.addFolded("einhundert", meaning{role: small, langs: german, value: 100})
	l.addFolded("hundert", meaning{role: hundred, langs: german, value: 100})
}

// The parts of these words, folded.
var (
	germanUnits = strings.Fields("null ein zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn")
	germanTens  = strings.Fields("- - zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig")

	italianUnits = strings.Fields("zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove")
	italianTens  = strings.Fields("- - venti trenta quaranta cinquanta sessanta settanta ottanta novanta")
)

func germanBelow1000(n int) string {
	s := ""
	if n >= 100 {
		if s = germanUnits[n/100] + "hundert"; n%100 == 0 {
			return s
		}
	}
	switch n %= 100; {
	case n == 1:
		return s + "eins"
	case n < 20:
		return s + germanUnits[n]
	case n%10 == 0:
		return s + germanTens[n/10]
	}
	return s + germanUnits[n%10] + "und" + germanTens[n/10]
}

func italianBelow1000(n int) string {
	s := ""
	if n >= 200 {
		s = italianUnits[n/100]
	}
	if n >= 100 {
		if s += "cento"; n%100 == 0 {
			return s
		}
	}
	if n %= 100; n < 20 {
		return s + italianUnits[n]
	}
	s += italianTens[n/10]
	switch n % 10 {
	case 0:
		return s
	case 1, 8:
		s = s[:len(s)-1]
	}
	return s + italianUnits[n%10]
}

// compound is the number that a folded word spells in one of the languages, if the word has
// a thousand in it.
func (l *Lexicon) compound(low []byte, langs uint8) (x uint64, ok bool) {
	for _, c := range []struct {
		thousand string
		lang     uint8
	}{{"tausend", german}, {"mila", italian}, {"mille", italian}} {
		before, after, found := bytes.Cut(low, []byte(c.thousand))
		if !found || c.lang&langs == 0 || len(before)+len(after) == 0 {
			continue
		}
		x, y := uint64(1), uint64(0)
		if c.thousand == "mille" && len(before) > 0 {
			continue
		}
		if len(before) > 0 {
			if x, ok = l.compoundPart(before, c.lang); !ok || x == 0 {
				continue
			}
		}
		if len(after) > 0 {
			if y, ok = l.compoundPart(after, c.lang); !ok || y == 0 {
				continue
			}
		}
		return x*1000 + y, true
	}
	return 0, false
}

// compoundPart is the number that the part before or behind the thousand spells.
func (l *Lexicon) compoundPart(low []byte, lang uint8) (uint64, bool) {
	if lang == german && string(low) == "ein" {
		return 1, true
	}
	m := l.find(low, small|hundred, lang)
	if m == nil || m.langs&lang == 0 {
		return 0, false
	}
	return uint64(m.value), true
}

// longCompounds yields the compounds from 1,000 on that have at most max letters, all
// ASCII.
func (l *Lexicon) longCompounds(max int, yield func(w string)) {
	for _, lang := range []struct {
		thousand, one string // and one thousand
		below         func(int) string
	}{{"tausend", "eintausend", germanBelow1000}, {"mila", "mille", italianBelow1000}} {
		var parts []string // from 1 to 999
		for n := 1; n < 1000; n++ {
			if w := lang.below(n); len(w) < max {
				parts = append(parts, w)
			}
		}
		shortest := len(parts[0])
		for _, w := range parts {
			shortest = min(shortest, len(w))
		}
		thousands := []string{lang.one}
		if lang.thousand == "tausend" {
			thousands = append(thousands, lang.thousand)
		}
		for _, w := range parts[1:] {
			thousands = append(thousands, w+lang.thousand)
		}
		for _, w := range thousands {
			if len(w) <= max {
				yield(w)
			}
			for _, after := range parts {
				if len(w)+shortest > max {
					break
				}
				if len(w)+len(after) <= max {
					yield(w + after)
				}
			}
		}
	}
}
