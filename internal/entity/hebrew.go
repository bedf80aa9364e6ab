package entity

import "strings"

// Hebrew words.
//
// As in Arabic, conjunctions, prepositions and the article are written together with the
// word behind them: בחיפה (in Haifa), והמשטרה (and the police). For a name every reading is
// tried, the longest word first. Of other words "and", "the", "in" and "to" are cut off
// while three letters stay, also where they are the word's own letters. Then they are cut
// off in all its forms: הבית and בבית are בית; בחירות and הבחירות are חירות. "From" and
// "that" stay, because words begin with these letters too often.

const hebrewLetter = 2 // bytes of one

// isHebrew reports whether a word starts with a Hebrew letter.
func isHebrew(w string) bool { return w >= "א" && w < "׫" }

// hebrewReadings are the words that w may be, without what is written together with it.
func hebrewReadings(w string) (words []string) {
	for range 3 { // and, that, in
		if len(w) < 4*hebrewLetter || !strings.Contains("והבלמשכ", w[:hebrewLetter]) {
			break
		}
		w = w[hebrewLetter:]
		words = append(words, w)
	}
	return words
}

// hebrewStem is w without "and", "the", "in" and "to".
func hebrewStem(w string) string {
	for len(w) >= 4*hebrewLetter && strings.Contains("והבל", w[:hebrewLetter]) {
		w = w[hebrewLetter:]
	}
	return w
}
