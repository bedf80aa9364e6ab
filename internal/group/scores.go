package group

// What the scores of the texts of a group say: which of them names it, and how low
// the lowest is.

import (
	"cmp"

	"newsdup/internal/clip"
)

// Scores are taken of every pair of a group up to this many texts, half a
// million of them. Beyond it a telling is related to the keeper instead of the
// closest text, an edit to the closest of the first thousand, and cohesion is
// the lowest score to one of the first thousand.
const allPairs = 1000

// likeness is the score by which two texts of a story are told apart: the story
// score, or without one the Jaccard of their shingles.
func (w *worker) likeness(x, y int32) float64 {
	if w.Story != nil {
		return w.Story.Cosine(x, y)
	}
	return w.Jaccard(w.Class[x], w.Class[y])
}

// title is the headline of the text closest to all others, the first one's when
// there are no others; texts without headlines are named by the first one's first words.
func (w *worker) title(heads []int32) string {
	name := func(id int32) string { return cmp.Or(w.record(id).Title, w.record(id).Lead) }
	if len(heads) < 3 || len(heads) > allPairs {
		return name(heads[0])
	}
	sum := make([]float64, len(heads))
	for i := range heads {
		for j := range i {
			s := w.likeness(heads[i], heads[j])
			sum[i] += s
			sum[j] += s
		}
	}
	central := -1
	for i, id := range heads {
		if w.record(id).Title != "" && (central < 0 || sum[i] > sum[central]+1e-12) {
			central = i
		}
	}
	if central < 0 {
		return name(heads[0])
	}
	return w.record(heads[central]).Title
}

// cohesion is the lowest score between any two texts of a story: the story
// score where it is told in several words, else the Jaccard of the shingles.
// Beyond allPairs texts only the scores to the first allPairs of them count.
func (w *worker) cohesion(units []int32, told bool) (lowest float64, between [2]clip.Origin) {
	var texts []int32
	for _, u := range units {
		texts = append(texts, w.firsts.of(u)...)
	}
	lowest = 1.0
	scores := each(texts[:min(len(texts), allPairs)], w.likeness)
	if !told {
		scores = w.scores(texts[:min(len(texts), allPairs)])
	}
	for i, x := range texts {
		for k, score := range scores(x, i) {
			if score < lowest || i == 1 && k == 0 {
				lowest, between = score, [2]clip.Origin{w.record(texts[k]).Origin, w.record(x).Origin}
			}
		}
	}
	return lowest, between
}

// fewTexts are compared faster one by one.
const fewTexts = 24

// scores gives a function for the Jaccard similarities of a first clip and the
// first n of some others, or all that there are; good until the next call.
func (w *worker) scores(of []int32) func(id int32, n int) []float64 {
	if len(of) <= fewTexts || w.Jaccards == nil {
		return each(of, w.Jaccard)
	}
	all := w.Jaccards(of)
	return func(id int32, n int) []float64 { return all(id)[:min(n, len(of))] }
}

// each is scores of a function of two.
func each(of []int32, score func(a, b int32) float64) func(id int32, n int) []float64 {
	var list []float64
	return func(id int32, n int) []float64 {
		list = list[:0]
		for _, x := range of[:min(n, len(of))] {
			list = append(list, score(id, x))
		}
		return list
	}
}
