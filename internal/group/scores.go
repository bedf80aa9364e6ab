package group

// Scores of the texts of a group: which text gives the group its title, and how low the
// lowest score is.

import (
	"cmp"

	"newsdup/internal/clip"
)

// allPairs is the number of texts up to which every pair of a group is scored, half a
// million pairs. In a larger group a retelling is related to the kept clip instead of the
// closest text, an edit to the closest of the first thousand texts, and cohesion is the
// lowest score to one of these.
const allPairs = 1000

// likeness is the score of two texts of a story: the story score or, when there are only
// copies, the Jaccard of their shingles.
func (w *worker) likeness(x, y int32) float64 {
	if w.Story != nil {
		return w.Story.Cosine(x, y)
	}
	return w.Jaccard(w.Class[x], w.Class[y])
}

// title is the headline of the text that is closest to all others. With fewer than three
// texts, or too many to compare, it is that of the first one. A text without a headline is
// named by its first words.
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

// cohesion is the lowest score between any two texts of a story, and the two texts that
// have it. The score is the story score if the event is told in several wordings, otherwise
// the Jaccard of the shingles. Above allPairs texts only the scores to the first allPairs
// count.
func (w *worker) cohesion(units []int32, severalTellings bool) (lowest float64, between [2]clip.Origin) {
	var texts []int32
	for _, u := range units {
		texts = append(texts, w.firsts.of(u)...)
	}
	lowest = 1.0
	scores := oneByOne(texts[:min(len(texts), allPairs)], w.likeness)
	if !severalTellings {
		scores = w.jaccardsTo(texts[:min(len(texts), allPairs)])
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

// fewTexts is the number of texts up to which comparing pair by pair is faster.
const fewTexts = 24

// jaccardsTo returns a function that gives the Jaccard similarities of a first clip with
// the first n of the clips in of, in a slice that is valid until the next call.
func (w *worker) jaccardsTo(of []int32) func(id int32, n int) []float64 {
	if len(of) <= fewTexts || w.Jaccards == nil {
		return oneByOne(of, w.Jaccard)
	}
	all := w.Jaccards(of)
	return func(id int32, n int) []float64 { return all(id)[:min(n, len(of))] }
}

// oneByOne is jaccardsTo for a score function of two clips.
func oneByOne(of []int32, score func(a, b int32) float64) func(id int32, n int) []float64 {
	var list []float64
	return func(id int32, n int) []float64 {
		list = list[:0]
		for _, x := range of[:min(n, len(of))] {
			list = append(list, score(id, x))
		}
		return list
	}
}
