package entity

import "unicode/utf8"

// alphabeticGram is how many letters of an alphabet without spaces make a gram: about a
// word. With two letters, as for Han and kana, a harvest that was told in Thai joined the
// story of a mayor who resigned.
const alphabeticGram = 4

// isHiragana reports whether the first letter of a text is a hiragana.
func isHiragana(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return r >= 0x3041 && r <= 0x309f
}

// gram is the stem of the letter line[i] of a script without spaces: that letter and the
// one behind it or, in an alphabet, the three behind it, which say as much. The last
// letters of a run have no stem, except for the first letter of a run that is shorter than
// a gram. Two hiragana are a stop word, because Japanese writes with them what ties its
// words together.
func (r *Reader) gram(text string, i int, e *entry) uint64 {
	stem, n, size := e.stem, 1, 2
	if e.class&isAlphabetic != 0 {
		size = alphabeticGram
	}
	for ; n < size && i+n < len(r.line) && r.line[i+n].gap() == tight; n++ {
		next := &r.words[r.line[i+n].entry]
		if next.class&isCJK == 0 {
			break
		}
		if isHiragana(text[r.line[i].start:]) && isHiragana(text[r.line[i+n].start:]) {
			return 0
		}
		longer := extend(stem, next.stem)
		if _, ok := r.grams[longer]; !ok {
			r.grams[longer] = struct{}{}
			r.noteGram(longer, stem, next.stem)
		}
		stem = longer
	}
	if n < size && r.line[i].gap() == tight && i > 0 && r.words[r.line[i-1].entry].class&isCJK != 0 {
		return 0
	}
	if n > 1 && r.collector != nil {
		r.collectGram(stem)
	}
	return stem
}
