package entity

import "strings"

// Arabic words.
//
// Conjunctions, prepositions and the article are written together with the word behind
// them, so a name hardly ever stands as the tables have it:
//
//	السودان        the Sudan         the form of the tables
//	بالسودان       in the Sudan      ب + السودان
//	وللسودان       and to the Sudan  و + ل + السودان, which is written with لل
//
// For a name every reading is tried, the longest word first, and the first one that the
// tables know is taken. For other words the light stemmer of Larkey, Ballesteros and
// Connell (light10, 2002) cuts off the article and the endings of number, gender and
// person. Rejected: a stemmer that finds roots by undoing the vowel patterns as well; it
// makes one word of many that mean different things.

// isArabic reports whether a word starts with an Arabic letter.
func isArabic(w string) bool { return len(w) > 1 && w[0] >= 0xd8 && w[0] <= 0xdb }

// arabicReadings are the words that w may be, without what is written together with it.
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

// minArabic is the fewest letters, of two bytes each, that are left of a word.
const minArabic = 3

var (
	arabicArticles = []string{"وال", "بال", "كال", "فال", "ال", "لل"}
	arabicEndings  = []string{"ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي"}
)

// arabicStem is light10: w without a leading "and", the article, and its ending.
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

// arabicLetters folds letters that are written with or without their marks.
var arabicLetters = strings.NewReplacer("أ", "ا", "إ", "ا", "آ", "ا", "ى", "ي", "ـ", "",
	"َ", "", "ُ", "", "ِ", "", "ّ", "", "ْ", "", "ً", "", "ٌ", "", "ٍ", "")
