package story

// A common word says more in a brief.
//
// pb (space.go) is the chance that a clip of 350 words holds a word. A brief of 60 has
// room for few words, and those that it has were chosen: that it says "fire" or "talks"
// is news, where most long reports say so somewhere. So a clip of at most 32 features,
// some 65 words, is weighed as if the background's clips had 200 words, a long one, from
// 64 features, as if they had 350; between these the idf goes with the logarithm of
// the features. What is common in the folder is so for all, and a word that the background
// does not know, a number or a word of the headline weighs the same in both.
//
// Example: "talks" (f = .0005) has pb = .096 in a long clip and .057 in a brief. In a
// folder of 100 clips, of which 8 have it, its idf is 2.36 and 2.82; in one of 10,000
// with 800 of them 2.51 and 2.55, for there the folder speaks.
//
// By chance alone the background's clips should be as short as the clip; but then the
// folder is soon a better witness, and large folders of briefs lose what small ones gain.
// What it gives is in experiments_words.go.
//
// Rejected: the median length of the folder's clips for all of them (a mixed folder has
// both); longer clips in the background for clips of more than 350 words (no gain); the
// least pb made less in briefs, too (half of the gain). A stream (online.go) weighs all
// clips as long ones.

import (
	"math"
	"slices"

	"newsdup/internal/word"
)

const (
	briefWords = 200 // of the background's clips for a brief (150 to 250 alike; 100 costs large folders what small ones gain)
	briefTerms = 32  // up to so many features a clip is all brief,
	briefEnd   = 64  // and from so many on it is none
)

// briefness is how much of a brief a clip of so many features is, from 0 to 1.
func briefness(terms int) float64 {
	if terms >= briefEnd {
		return 0
	}
	return min(1, math.Log2(float64(briefEnd)/float64(max(1, terms))))
}

// briefs gives, by term, what its idf is more in a brief, for so many docs counted; nil
// if no clip has a brief's length, in features.
func (c *Corpus) briefs(lengths []int32, terms []term, docs float64, background Background, workers int) []float32 {
	if !slices.ContainsFunc(lengths, func(n int32) bool { return n < briefEnd }) {
		return nil
	}
	more := make([]float32, len(terms))
	evenly(len(terms), workers, func(_, from, to int) {
		for t := from; t < to; t++ {
			flags := c.of[t].is.flags
			if terms[t].idf == 0 || inHeadline(flags) || flags&word.Number != 0 {
				continue
			}
			f := float64(background(c.word(t)))
			long, brief := chance(f, backWords), chance(f, briefWords)
			if brief == long || long != c.share(t, background) { // or a word of another language
				continue
			}
			of := (docs + backClips + 1) * math.Exp(-terms[t].idf)
			more[t] = float32(-math.Log1p(-backClips * (long - brief) / of))
		}
	})
	return more
}

// idf is that of term t in a clip that is so much of a brief.
func (w *weights) idf(t uint32, brief float64) float64 {
	if brief == 0 {
		return w.terms[t].idf
	}
	return w.terms[t].idf + brief*float64(w.more[t])
}

// length is the features of row i, of a doc or a variant, without those of its headline.
func (c *Corpus) length(s *space, i int, row []entry) int {
	if i < len(s.terms) {
		return int(s.terms[i])
	}
	n := len(row)
	for _, e := range row {
		n -= bit(inHeadline(c.of[e.col].is.flags))
	}
	return n
}
