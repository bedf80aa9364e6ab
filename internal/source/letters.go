package source

// Single-byte charsets agree on ASCII and differ in what their high bytes mean:
// 0xB3 is a superscript 3 in windows-1252 and the Polish ł in windows-1250.
// Which meaning makes words? Each language has its list of letters beyond
// ASCII, the most frequent first; the letter at rank r is taken to have the
// probability 1/(r+2), any other .002, and the charset and language with the
// largest product win. A little head start goes to the first charset in the
// list, so that one stray byte decides nothing.
//
//	"og\xb3osi\xb3, \xbfe"   windows-1252: og³osi³, ¿e   no letters: .002 each
//	                         windows-1250: ogłosił, że   ł 1/4, ż 1/9: Polish
//
// Rejected: counting undefined bytes and symbols inside words, which cannot
// tell the Czech ř from the Danish ø.

import (
	"math"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
)

// alphabet is the letters of languages by frequency, and the charsets their
// pages come in.
type alphabet struct {
	charsets  []string
	languages []string
}

var latinLetters = []alphabet{
	{[]string{"windows-1252"}, []string{
		"éèàêçôâîùûœëïü", "üäöß", "óíáéñúü¿¡", "ãçáéíõóêúâàô", "èàòùìé", "äöåé", "øåæéöä", "ëéïöü", "áíóþðéöæýú",
	}},
	{[]string{"windows-1250", "iso-8859-2"}, []string{
		"ęłąóżśćńź", "íáéěřýžčšůúťňďó", "áíýčéžúšľťňôäóď", "áéöóőíüúű", "čšžćđ", "ăîţâşș", "čšžôäě",
	}},
	{[]string{"windows-1254"}, []string{"ıüşğçöİâ"}},
	{[]string{"windows-1257"}, []string{"ėšžįųūčąę", "āīēšņūļžčģķ", "äõüöšž"}},
}

var rowLetters = []alphabet{
	{[]string{"windows-1256", "iso-8859-6"}, []string{"اليمونرتبعدةفسهكقحجأصشطىخضإزذءثئغظآؤ"}},
}

const (
	strangeLetter = .002
	// headStart is what the first charset of a list is ahead by: two letters
	// that would be frequent in another one.
	headStart = 4
	// letterSample is enough to tell languages apart, and costs 1 ms at most.
	letterSample = 1 << 10
	// plainest is the lowest mean likelihood of the letters of a text that is
	// taken for written in one of the alphabets.
	plainest = .01
)

// byLetters chooses the charset in which the high bytes of words, words of the
// page that have such bytes, are letters of one language.
func byLetters(words []byte, among []alphabet) (encoding.Encoding, string) {
	var (
		best  encoding.Encoding
		name  string
		top   = math.Inf(-1)
		start = float64(headStart)
	)
	words = words[:min(len(words), letterSample)]
	for _, a := range among {
		for _, label := range a.charsets {
			e, canonical := charset.Lookup(label)
			text, err := e.NewDecoder().Bytes(words)
			if err != nil {
				continue
			}
			for _, language := range a.languages {
				score, mean := likelihood(string(text), language)
				if score += start; score > top && mean > plainest {
					best, name, top = e, canonical, score
				}
			}
			start = 0
		}
	}
	return best, name
}

// likelihood is the logarithm of the probability of the letters beyond ASCII
// of text in a language, and their mean likelihood.
func likelihood(text, language string) (score, mean float64) {
	n, before := 0, ' '
	for i, r := range text {
		p := 0.
		switch {
		case r < utf8.RuneSelf:
		case r < 0xa0 || r == utf8.RuneError:
			p = strangeLetter / 4 // a control character
		case unicode.IsLetter(r):
			p = frequency(unicode.ToLower(r), language)
		case isOddSign(r) && unicode.IsLetter(before) && startsWithLetter(text[i+utf8.RuneLen(r):]):
			p = strangeLetter
		}
		if p > 0 {
			score += math.Log(p)
			n++
		}
		before = r
	}
	return score, math.Exp(score / float64(max(1, n)))
}

// isOddSign reports a sign that does not stand inside a word: not a blank, a
// hyphen, the point of Catalan, a dash or a quotation mark.
func isOddSign(r rune) bool {
	return r < 0x300 && r != '\u00a0' && r != '\u00ad' && r != '·'
}

func startsWithLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

// frequency is the share that a letter has, by its rank in the language.
func frequency(letter rune, language string) float64 {
	rank := 0
	for _, r := range language {
		if r == letter {
			return 1 / float64(rank+2)
		}
		rank++
	}
	return strangeLetter
}
