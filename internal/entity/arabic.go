package entity

import "strings"

// Arabic words.
//
// Conjunctions, prepositions and the article are written on the word they stand
// before, so that a name hardly ever stands as the tables have it:
//
//	السودان        the Sudan         the table's form
//	بالسودان       in the Sudan      ب + السودان
//	وللسودان       and to the Sudan  و + ل + السودان, which is written with لل
//
// For names every reading is tried, longest word first, and the first that the
// tables know is taken. For other words the light stemmer of Larkey, Ballesteros
// and Connell (light10, 2002) cuts the article and the endings of number, gender and person.
// A root finder, which also undoes the vowel patterns, was rejected: it makes
// one word of many that mean different things.

// isArabic says whether a word starts with an Arabic letter.
func isArabic(w string) bool { return len(w) > 1 && w[0] >= 0xd8 && w[0] <= 0xdb }

// arabicReadings are the words that w may be with what is written on it cut off.
func arabicReadings(w string) (words []string) {
	add := func(w string) {
		if rest, ok := strings.CutPrefix(w, "لل"); ok {
			w = "ال" + rest
		}
		if len(w) >= 2*minArabic {
			words = append(words, w)
		}
	}
	add(w)
	for _, one := range []string{"و", "ف", "ب", "ل", "ك"} {
		rest, ok := strings.CutPrefix(w, one)
		if !ok {
			continue
		}
		add(rest)
		for _, two := range []string{"ب", "ل", "ك"} {
			if rest, ok := strings.CutPrefix(rest, two); ok && (one == "و" || one == "ف") {
				add(rest)
			}
		}
	}
	return words
}

// minArabic is the fewest letters that are left of a word, of two bytes each.
const minArabic = 3

var (
	arabicArticles = []string{"وال", "بال", "كال", "فال", "ال", "لل"}
	arabicEndings  = []string{"ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي"}
)

// arabicStem is light10: w without a leading and, the article, and its ending.
func arabicStem(w string) string {
	w = arabicLetters.Replace(w)
	if rest, ok := strings.CutPrefix(w, "و"); ok && len(rest) >= 2*minArabic {
		w = rest
	}
	for _, a := range arabicArticles {
		if rest, ok := strings.CutPrefix(w, a); ok && len(rest) >= 2*2 {
			w = rest
			break
		}
	}
	for _, e := range arabicEndings {
		if rest, ok := strings.CutSuffix(w, e); ok && len(rest) >= 2*2 {
			w = rest
		}
	}
	return w
}

// arabicLetters folds letters that are written with and without their marks.
var arabicLetters = strings.NewReplacer("أ", "ا", "إ", "ا", "آ", "ا", "ى", "ي", "ـ", "",
	"َ", "", "ُ", "", "ِ", "", "ّ", "", "ْ", "", "ً", "", "ٌ", "", "ٍ", "")
