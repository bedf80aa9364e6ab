package number

import (
	"unicode"
	"unicode/utf8"
)

// maxWord is the most bytes of a folded word that can be in the lexicon. A longer word
// folds to nothing.
const maxWord = 96

// fold appends the word that starts at text[i] to low, in lower case and without accents,
// apostrophes and invisible characters. It returns where the word ends; end is i when no
// word starts there. A word is letters and marks, with an apostrophe between letters except
// in an elision (d'euros).
func fold(low []byte, text string, i int) (word []byte, end int) {
	end = i
	for end < len(text) {
		if c := text[end]; c < utf8.RuneSelf {
			switch {
			case isLetter(c):
				low = append(low, c|0x20)
			case c == '\'' && len(low) > 1 && startsLetter(text[end+1:]):
			default:
				return inRoom(low), end
			}
			end++
		} else {
			r, size := utf8.DecodeRuneInString(text[end:])
			switch {
			case r >= 0x300 && r <= 0x36f || r == 0xad || r >= 0x200b && r <= 0x200f:
				if end == i {
					return low, i
				}
			case r == '’' || r == 'ʼ' || r == '‘':
				if len(low) < 2 || !startsLetter(text[end+size:]) {
					return inRoom(low), end
				}
			case unicode.IsLetter(r):
				low = foldRune(low, unicode.ToLower(r))
			default:
				return inRoom(low), end
			}
			end += size
		}
		if len(low) > maxWord-utf8.UTFMax {
			low = low[:maxWord] // the word goes on, but it cannot be in the lexicon; 0 marks that
			low[0] = 0
			low = low[:1]
		}
	}
	return inRoom(low), end
}

// inRoom returns the word, or nothing when it was too long.
func inRoom(low []byte) []byte {
	if len(low) > 0 && low[0] == 0 {
		return low[:0]
	}
	return low
}

// foldRune appends a lower-case letter without its accent. The Cyrillic letters with a mark
// become those without one, too, because texts have them composed or decomposed.
func foldRune(low []byte, r rune) []byte {
	switch r {
	case 'à', 'á', 'â', 'ã', 'ä', 'å':
		return append(low, 'a')
	case 'ç':
		return append(low, 'c')
	case 'è', 'é', 'ê', 'ë':
		return append(low, 'e')
	case 'ì', 'í', 'î', 'ï':
		return append(low, 'i')
	case 'ñ':
		return append(low, 'n')
	case 'ò', 'ó', 'ô', 'õ', 'ö':
		return append(low, 'o')
	case 'ù', 'ú', 'û', 'ü':
		return append(low, 'u')
	case 'ß':
		return append(low, "ss"...)
	case 'ł':
		return append(low, 'l')
	case 'ё':
		r = 'е'
	case 'й':
		r = 'и'
	case 'ї':
		r = 'і'
	}
	return utf8.AppendRune(low, r)
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }

// startsLetter reports whether text starts with a letter.
func startsLetter(text string) bool {
	if text == "" {
		return false
	}
	if c := text[0]; c < utf8.RuneSelf {
		return isLetter(c)
	}
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLetter(r)
}

// endsLetter reports whether text ends with a letter.
func endsLetter(text string) bool {
	if text == "" {
		return false
	}
	if c := text[len(text)-1]; c < utf8.RuneSelf {
		return isLetter(c)
	}
	r, _ := utf8.DecodeLastRuneInString(text)
	return unicode.IsLetter(r)
}
