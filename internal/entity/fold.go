package entity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// plainForm is the lower-case form of a word that Exact is made from: compatibility forms
// are composed (NFKC), every apostrophe is ', and invisible characters are left out.
func plainForm(w string) string {
	if isASCII(w) {
		return strings.ToLower(w)
	}
	return strings.Map(func(r rune) rune {
		switch {
		case isApostrophe(r):
			return '\''
		case isInvisible(r):
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKC.String(w))
}

// foldAccents takes the accents off the Latin and Greek letters of a lower-case word, and
// spells out letters that are no base letter with a mark (ø, ł, ß). Other scripts keep
// their marks: й is another letter than и, and Indic marks are vowels.
func foldAccents(w string) string {
	if isASCII(w) {
		return w
	}
	b := make([]byte, 0, len(w))
	for _, r := range w {
		if r < utf8.RuneSelf {
			b = append(b, byte(r))
		} else if s, ok := spelled[r]; ok {
			b = append(b, s...)
		} else if r >= 0x300 && r <= 0x36f { // a mark that composed with nothing
			continue
		} else if unicode.In(r, unicode.Latin, unicode.Greek) {
			base, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r)))
			b = utf8.AppendRune(b, base)
		} else {
			b = utf8.AppendRune(b, r)
		}
	}
	return string(b)
}

// spelled are letters whose plain spelling is no base letter of theirs.
var spelled = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i", 'ħ': "h", 'ŧ': "t", 'ς': "σ", 'ё': "е", 'ґ': "г",
}

// romanised spells Cyrillic, Greek and Arabic letters in Latin, so that after foldSpelling
// Зеленский, Зеленський and Zelensky are the same. It has only what names in the news need.
// г is always g, though Ukrainian reads it as h, because the word does not tell its
// language.
var romanised = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ж': "zh", 'з': "z", 'и': "i", 'й': "i", 'к': "k", 'л': "l", 'м': "m",
	'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "h", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "shch",
	'ъ': "", 'ы': "i", 'ь': "", 'э': "e", 'ю': "iu", 'я': "ia", 'є': "ie", 'і': "i", 'ї': "i", 'ў': "u", 'ј': "i", 'љ': "li", 'њ': "ni", 'ћ': "ch", 'ђ': "dj", 'џ': "dzh",
	'α': "a", 'β': "v", 'γ': "g", 'δ': "d", 'ε': "e", 'ζ': "z", 'η': "i", 'θ': "th", 'ι': "i", 'κ': "k", 'λ': "l", 'μ': "m",
	'ν': "n", 'ξ': "x", 'ο': "o", 'π': "p", 'ρ': "r", 'σ': "s", 'τ': "t", 'υ': "i", 'φ': "f", 'χ': "h", 'ψ': "ps", 'ω': "o",

	// Arabic and Persian: consonants, and the long vowels, which are written.
	'ا': "a", 'أ': "a", 'إ': "i", 'آ': "a", 'ى': "a", 'ب': "b", 'پ': "p", 'ت': "t", 'ث': "th", 'ج': "j", 'چ': "ch", 'ح': "h", 'خ': "kh", 'د': "d", 'ذ': "dh",
	'ر': "r", 'ز': "z", 'ژ': "zh", 'س': "s", 'ش': "sh", 'ص': "s", 'ض': "d", 'ط': "t", 'ظ': "z", 'ع': "", 'غ': "gh", 'ف': "f", 'ڤ': "v", 'ق': "q",
	'ك': "k", 'ک': "k", 'گ': "g", 'ل': "l", 'م': "m", 'ن': "n", 'ه': "h", 'ة': "a", 'و': "u", 'ي': "i", 'ی': "i", 'ء': "", 'ئ': "i", 'ؤ': "u",
}

// Romanise spells the Cyrillic, Greek and Arabic letters of a lower-case word in Latin and
// leaves the others as they are.
func Romanise(w string) string {
	if isASCII(w) {
		return w
	}
	b := make([]byte, 0, len(w))
	for _, r := range w {
		if s, ok := romanised[r]; ok {
			b = append(b, s...)
		} else {
			b = utf8.AppendRune(b, r)
		}
	}
	return string(b)
}

func isASCII(w string) bool {
	for i := range len(w) {
		if w[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// isApostrophe reports whether r is ', ’, ‘, ʼ, ʹ, ´ or the full-width form.
func isApostrophe(r rune) bool {
	switch r {
	case '\'', '’', '‘', 'ʼ', 'ʹ', '´', '＇':
		return true
	}
	return false
}

// isInvisible reports whether r is a soft hyphen, a zero-width character or a directional
// mark. These may stand inside a word.
func isInvisible(r rune) bool {
	return r == 0xad || r >= 0x200b && r <= 0x200f || r >= 0x2060 && r <= 0x2064 || r == 0xfeff
}

// IsSingle reports whether r is a letter of a script that is written without spaces. Such a
// letter is a word of its own, and its stem is the gram that it makes with the letters
// behind it.
func IsSingle(r rune) bool {
	return r >= 0xe00 && (r < 0xf00 || // Thai, Lao
		r >= 0x1000 && r < 0x10a0 || // Myanmar
		r >= 0x1780 && r < 0x1800 || // Khmer
		r >= 0x3040 && r < 0x3100 || r >= 0x31f0 && r < 0x3200 || r >= 0xff66 && r < 0xffa0 || // kana
		r >= 0x3400 && r < 0xa000 || r >= 0xf900 && r < 0xfb00 || r >= 0x20000 && r < 0x40000) // Han
}

// foldEnding writes in one way the endings that languages use to transliterate a Cyrillic
// one in a lower-case ASCII word: -iy for -ii, and for -yi and -yy behind a consonant; -sky
// for -ski, and for all of these behind -sk, -ck and -zk; -ey for the -ei of Sergei, Andrei
// and Alexei. It changes what copies compare, so it must never make one of two words. Short
// words are left alone, and TestFoldEnding tries every word of the lists.
func foldEnding(w string) string {
	n := len(w)
	if n < minFolded || w[n-1] != 'y' && w[n-1] != 'i' {
		return w
	}
	rest := w[:n-1]
	if c := w[n-2]; c == 'y' || c == 'i' {
		rest = w[:n-2]
	}
	switch single := len(rest) == n-1; {
	case strings.HasSuffix(rest, "sk") || strings.HasSuffix(rest, "ck") || strings.HasSuffix(rest, "zk"):
		return rest + "y"
	case single && len(rest) >= minFolded && w[n-1] == 'i' && (strings.HasSuffix(rest, "ge") || strings.HasSuffix(rest, "dre") || strings.HasSuffix(rest, "xe") || strings.HasSuffix(rest, "kse")):
		return rest + "y"
	case single || strings.IndexByte("aeiouy", rest[len(rest)-1]) >= 0:
		return w
	}
	return rest + "iy"
}

// minFolded is the length of the shortest word whose ending is folded.
const minFolded = 5
