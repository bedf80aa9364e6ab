// Package language detects the language of a text: by its script where only one language
// uses it, otherwise by function words ("the", "le", "und") and by letters that few
// languages have.
//
// How: each word is looked up once. A word or letter of several languages counts less for
// each of them. A text has a language when enough of its words belong to it, and clearly
// more than to any other. What it costs: one or two microseconds for 600 bytes, which are
// enough. What it refuses: to answer for a few words, for a list of names, or for a text
// that is half in one language and half in another.
//
// Rejected: trigram profiles, as in whatlanggo, which know more languages but take 20 ms
// for 7 kB.
package language

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Count counts the words of a text by language. The zero value has counted none.
type Count struct {
	score   [len(functionWords)]int // by language; a word that only one language has counts wholeWord
	scripts [len(ownScripts)]int    // number of letters, by script
	words   int                     // in Latin and Cyrillic, which several languages use
	letters int                     // of these words
	arabic  int                     // number of letters
	han     int                     // likewise

	likely [len(functionWords) + 1]int // score with kin as one language; the last is for languages not known here
}

const (
	wholeWord    = 12 // is divided by the number of languages that share a word
	fewestWords  = 3  // a text has at least so many words of its language,
	leastShare   = 12 // and at least one in so many of its words is one of these
	fewestOthers = 8  // least letters of a script that one language uses
	surelyWords  = 8  // least words of a language that contradicts the one that the page names
)

// Add counts the words of text, which is UTF-8. The end of text ends a word.
func (d *Count) Add(text []byte) {
	w := partialWord{letters: allLanguages}
	for i := 0; i < len(text); {
		b := text[i]
		if b < utf8.RuneSelf {
			if b|0x20 < 'a' || b|0x20 > 'z' {
				d.end(&w)
			} else {
				if w.size == 0 {
					w.capital = b < 'a'
				}
				w.add(b | 0x20)
				d.letters++
			}
			i++
			continue
		}
		r, n := utf8.DecodeRune(text[i:])
		i += n
		switch {
		case !unicode.IsLetter(r) && !unicode.IsMark(r):
			d.end(&w)
		case r < 0x370 || r >= 0x400 && r < 0x530 || r >= 0x1e00 && r < 0x1f00: // Latin, Cyrillic, Vietnamese
			w.addRune(r)
			d.letters++
		default:
			d.end(&w)
			d.countScript(r)
		}
	}
	d.end(&w)
}

// partialWord is the word that Add is reading.
type partialWord struct {
	key     uint64 // its first 8 bytes, in lower case
	size    int    // in bytes
	letters uint32 // the languages that have all its letters
	capital bool   // it starts with a capital, and may be a name in any language
}

// add adds a byte in lower case.
func (w *partialWord) add(b byte) {
	w.key |= uint64(b) << (8 * min(w.size, 7)) // wrong from the ninth byte on, and not used then
	w.size++
}

// addRune adds a letter or mark that is not ASCII.
func (w *partialWord) addRune(r rune) {
	if w.size == 0 {
		w.capital = unicode.IsUpper(r)
	}
	r = unicode.ToLower(r)
	if r < 0x370 {
		w.letters &= accented[r&(1<<accentedBits-1)]
	} else if r >= 0x1e00 {
		w.letters = 0
	}
	var buf [utf8.UTFMax]byte
	for _, b := range buf[:utf8.EncodeRune(buf[:], r)] {
		w.add(b)
	}
}

// end counts a word, if there is one, and begins the next.
func (d *Count) end(w *partialWord) {
	if w.size > 0 {
		d.words++
		mask := uint32(0)
		if w.size <= 8 {
			mask = index.mask(w.key)
		}
		if mask == 0 && w.letters != allLanguages && !w.capital {
			mask = w.letters
		}
		if mask == 0 && w.letters == 0 && !w.capital {
			d.likely[len(functionWords)] += wholeWord
		}
		share(d.score[:], mask)
		share(d.likely[:], firstOfKin(mask))
	}
	*w = partialWord{letters: allLanguages}
}

// countScript counts a letter of a script that one language uses, or few.
func (d *Count) countScript(r rune) {
	switch {
	case r >= 0x600 && r < 0x780:
		d.arabic++
		if strings.ContainsRune("پچگژی", r) {
			d.scripts[persian]++
		} else if strings.ContainsRune("ٹڈڑےں", r) {
			d.scripts[urdu]++
		}
	case r >= 0x3400 && r < 0xa000:
		d.han++
	default:
		for k := range ownScripts {
			if s := &ownScripts[k]; r >= s.from && r <= s.to {
				d.scripts[k]++
			}
		}
	}
}

// Language is the language of what was added, as in ISO 639-1; "" when it is not clear.
func (d *Count) Language() string {
	best, most, all := 0, 0, d.arabic+d.han+d.letters
	for k, n := range d.scripts {
		if all += n; n > most {
			best, most = k, n
		}
	}
	switch {
	case d.arabic >= fewestOthers && d.arabic > d.letters:
		if d.scripts[urdu]*20 > d.arabic {
			return "ur"
		}
		if d.scripts[persian]*20 > d.arabic {
			return "fa"
		}
		return "ar"
	case most >= fewestOthers && most > d.letters && best != persian && best != urdu && (ownScripts[best].lang == "ja" || most > d.han):
		return ownScripts[best].lang
	case d.han >= fewestOthers && d.han*2 > all:
		return "zh"
	}
	first, second := 0, -1
	for k := range d.score {
		switch {
		case k == 0 || d.score[k] > d.score[first]:
			if k > 0 {
				second = first
			}
			first = k
		case second < 0 || d.score[k] > d.score[second]:
			second = k
		}
	}
	if n := d.score[first]; n < fewestWords*wholeWord || n*leastShare < d.words*wholeWord || 4*n < 5*d.score[second] {
		return ""
	}
	return functionWords[first].lang
}

// Outweighs reports whether the text is in lang for certain and not in named: it is written
// in another script, or has many words of lang and at most half as many of named. A named
// language that is not known here, or is written in two scripts, is never outweighed.
func (d *Count) Outweighs(lang, named string) bool {
	score := func(lang string) (words int, script, known bool) {
		for k := range functionWords {
			if functionWords[k].lang == lang {
				return d.score[k], false, lang != "sr"
			}
		}
		for k := range ownScripts {
			known = known || ownScripts[k].lang == lang
		}
		return 0, true, known || lang == "ar" || lang == "zh"
	}
	n, script, _ := score(lang)
	of, other, known := score(named)
	return known && (script && !other || n >= surelyWords*wholeWord && n >= 2*of)
}

// Likely is the language that a text may well be in that is too short for Language; "" when
// there is none. What speaks for it must be worth at least one word, and clearly more than
// what speaks for any other language, including languages that are not known here. Kin,
// languages with many words in common, count as one: the result is the first of them.
func (d *Count) Likely() string {
	first, second := 0, 0
	for k, n := range d.likely {
		if n > d.likely[first] {
			first = k
		}
	}
	for k, n := range d.likely {
		if k != first {
			second = max(second, n)
		}
	}
	if n := d.likely[first]; first == len(functionWords) || n < wholeWord || 4*n < 5*second {
		return ""
	}
	return functionWords[first].lang
}

// share gives each of the languages its part of a word.
func share(score []int, languages uint32) {
	for n := bits.OnesCount32(languages); languages != 0; languages &= languages - 1 {
		score[bits.TrailingZeros32(languages)] += wholeWord / n
	}
}

// firstOfKin replaces all kin by the first of them. What three of them share with
// Portuguese speaks for them no more than for Portuguese.
func firstOfKin(languages uint32) uint32 {
	if k := languages & kin; k != 0 {
		languages = languages&^kin | kin&-kin
	}
	return languages
}
