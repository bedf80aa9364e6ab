package person

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newsdup/internal/entity"
)

// How a word sounds.
//
// Method: the word is folded (lower case, no accents) and romanised, and what languages
// spell differently becomes one sign each. Capitals are signs of their own: S is sh, C is
// ch, J is zh. Doubled letters become one. The endings -iy, -ii and -yi become i; -ow,
// -off, and -ev behind a hissing sound become ov. The skeleton of a word is the consonants
// of its key, with s for z and g for h.
//
//	Shcherbakov  Schtscherbakow  Chtcherbakov  Щербаков    SerbakoV, SrbkV
//	Zelenskyy    Selenskyj       Зеленський                zelenski, selenski; slnsk
//
// Rejected: Soundex and Metaphone. They are made for English and drop all vowels, and only
// the vowels tell Peter Hansen from Peter Hanson.

// wordKey is one word of a name, prepared for comparison.
type wordKey struct {
	roman     string // the word in Latin letters, folded
	key       string // what it sounds like
	skeleton  string // the first sign of key, and its consonants
	inflected string // the key of the word as written, if a case ending was taken off for key
	given     uint32 // its row in the table of given names; 0 when it has none
	arabic    bool   // it is written in Arabic, without short vowels
}

// sounds writes one sign for each sound. Longer spellings come first.
var sounds = strings.NewReplacer(
	"schtsch", "S", "shch", "S", "chtch", "S", "szcz", "S", "tsch", "C", "tch", "C", "dsch", "J", "dzh", "J", "dj", "J",
	"zh", "J", "sch", "S", "sh", "S", "sz", "S", "ch", "C", "cz", "C", "tz", "z", "ts", "z",
	"kh", "h", "ph", "f", "th", "t", "gh", "g", "dh", "d", "bh", "b", "ou", "u", "oo", "u", "ck", "k",
	"ce", "se", "ci", "si", "cy", "si", "c", "k", "q", "k", "x", "ks", "ff", "v", "w", "v", "y", "i",
	"ae", "a", "oe", "o", "ue", "u",
)

// endings are endings of names, and what stands for them, as signs.
var endings = []struct{ from, to string }{
	{"iov", "ev"}, {"Cov", "Cev"}, {"Sov", "Sev"}, {"iev", "ev"},
}

// newWordKey makes the key of one word. ukrainian says that г is an h in it.
func newWordKey(tables *entity.Tables, w string, ukrainian bool) wordKey {
	folded := strings.ReplaceAll(entity.FoldName(w), "-", "")
	if w := tables.Surname(folded); w != "" {
		folded = w
	}
	k := wordKey{given: tables.GivenName([]byte(folded))}
	base := nominative(folded)
	if k.given == 0 {
		k.given = tables.GivenName([]byte(base))
	}
	for _, c := range folded {
		k.arabic = k.arabic || unicode.Is(unicode.Arabic, c)
	}
	k.roman = romanise(base, ukrainian)
	if isOrdinal(w) {
		k.key, k.skeleton = w, w
		return k
	}
	k.key = soundOf(k.roman)
	if base != folded {
		k.inflected = soundOf(romanise(folded, ukrainian))
	}
	k.skeleton = skeletonOf(k.key, k.arabic)
	return k
}

// cases are case endings of Russian and Ukrainian names, and what the nominative has in
// their place. The first one that fits is taken.
var cases = []struct{ from, to string }{
	{"ого", "и"}, {"его", "и"}, {"ому", "и"}, {"ему", "и"}, {"ским", "ски"}, {"ським", "ськи"}, {"цким", "цки"}, {"ском", "ски"},
	{"ий", "и"}, {"ый", "и"}, {"ій", "и"},
	{"овым", "ов"}, {"евым", "ев"}, {"иным", "ин"}, {"овим", "ов"}, {"євим", "єв"}, {"овой", "ова"}, {"евой", "ева"}, {"иной", "ина"}, {"ою", "а"},
	{"еем", "ей"}, {"ием", "и"}, {"ієм", "и"}, {"ія", "и"}, {"ію", "и"}, {"ея", "ей"}, {"ею", "ей"}, {"ия", "и"}, {"ию", "и"}, {"ові", ""}, {"еві", ""},
	{"ом", ""}, {"а", ""}, {"у", ""}, {"е", ""}, {"ы", ""}, {"ю", ""}, {"я", ""},
}

// nominative is a folded Cyrillic word of a name in the nominative, as far as its letters
// tell: Селимовым is Селимов, while Рустем and Максим stay as they are.
func nominative(w string) string {
	if first, _ := utf8.DecodeRuneInString(w); !unicode.Is(unicode.Cyrillic, first) {
		return w
	}
	for _, c := range cases {
		if rest, ok := strings.CutSuffix(w, c.from); ok && utf8.RuneCountInString(rest) >= 3 {
			return rest + c.to
		}
	}
	return w
}

// isOrdinal reports whether a word is a Roman numeral: World War II is not World War I.
func isOrdinal(w string) bool { return strings.Trim(w, "IVX") == "" }

// ukrainianLetters are letters of Ukrainian that Russian does not have.
const ukrainianLetters = "іїєґІЇЄҐ"

func romanise(folded string, ukrainian bool) string {
	if ukrainian {
		folded = strings.ReplaceAll(folded, "г", "h")
	}
	return entity.Romanise(folded)
}

// soundOf is the key of a romanised word.
func soundOf(w string) string {
	w = initialJ(w)
	w = singles(sounds.Replace(w))
	if len(w) > 1 && strings.ContainsRune("jJ", rune(w[0])) {
		w = "J" + strings.ReplaceAll(w[1:], "j", "i")
	} else {
		w = strings.ReplaceAll(w, "j", "i")
	}
	w = singles(w)
	for _, e := range endings {
		if rest, ok := strings.CutSuffix(w, e.from); ok && rest != "" {
			w = rest + e.to
			break
		}
	}
	if rest, ok := strings.CutSuffix(w, "e"); ok && len(rest) > 2 {
		w = rest
	}
	return w
}

// initialJ writes i for the j of German and Polish at the start of a word, and drops that
// of Jelzin and Yevgeny. The French j of Joukov, which stands for zh, stays.
func initialJ(w string) string {
	for _, from := range []string{"je", "ye"} {
		if rest, ok := strings.CutPrefix(w, from); ok && len(rest) > 2 {
			return "e" + rest
		}
	}
	for _, from := range []string{"ja", "ju"} {
		if strings.HasPrefix(w, from) {
			return "i" + w[1:]
		}
	}
	return w
}

// singles writes a run of the same letter once.
func singles(w string) string {
	b := make([]byte, 0, len(w))
	for i := range len(w) {
		if i == 0 || w[i] != w[i-1] {
			b = append(b, w[i])
		}
	}
	return string(b)
}

// skeletonOf is the first sign of a key and its consonants.
func skeletonOf(key string, arabic bool) string {
	b := make([]byte, 0, len(key))
	for i := range len(key) {
		c := key[i]
		switch c {
		case 'a', 'e', 'i', 'o', 'u':
			if i > 0 {
				continue
			}
		case 'z':
			c = 's'
		case 'h':
			c = 'g'
		}
		if n := len(b); n > 0 && b[n-1] == c {
			continue
		}
		b = append(b, c)
	}
	if arabic {
		return arabicSkeleton(string(b))
	}
	return string(b)
}

var arabicSounds = strings.NewReplacer("p", "b", "v", "f", "J", "g", "C", "S")

// arabicSkeleton is a skeleton as Arabic letters would write it: Arabic has neither p nor v
// and writes b and f.
func arabicSkeleton(skeleton string) string { return arabicSounds.Replace(skeleton) }

// similarity is 1 less the number of edits divided by the length of the longer word. An
// insertion, deletion or substitution is one edit. A substitution of s for z or g for h is
// half an edit, because languages write one sound either way.
func similarity(a, b string) float64 {
	if a == b {
		return 1
	}
	if len(a) > maxWord || len(b) > maxWord {
		return 0
	}
	var row [maxWord + 1]float64
	for j := range len(b) + 1 {
		row[j] = float64(j)
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0]++
		for j := range len(b) {
			change := diagonal + substitution(a[i], b[j])
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return 1 - row[len(b)]/float64(max(len(a), len(b)))
}

// maxWord is the longest word that is compared, in bytes: longer ones are no names.
const maxWord = 40

func substitution(a, b byte) float64 {
	switch {
	case a == b:
		return 0
	case a == 's' && b == 'z', a == 'z' && b == 's', a == 'g' && b == 'h', a == 'h' && b == 'g':
		return 0.5
	}
	return 1
}
