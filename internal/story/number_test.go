package story

import (
	"cmp"
	"slices"
	"testing"

	"newsdup/internal/shingle"
	"newsdup/internal/word"
)

func TestFiguresWeighMore(t *testing.T) {
	weigh := func(flags word.Flag) float64 {
		docs := []Doc{
			{Features: []shingle.Feature{{ID: 3, TF: 1, Flags: flags}, {ID: 4, TF: 1}, {ID: wordID(0), TF: 1}}},
			{Features: []shingle.Feature{{ID: 3, TF: 1, Flags: flags}, {ID: 5, TF: 1}, {ID: wordID(0), TF: 1}}},
		}
		return run(t, docs, Options{}, defaultCaps).Cosine(0, 1)
	}
	plain, number, figure := weigh(0), weigh(word.Number), weigh(word.Number|word.Figure)
	if !(number < figure && figure == plain) {
		t.Errorf("cosines %v (number), %v (figure), %v (unknown word): a number is less, a figure as rare as an unknown word", number, figure, plain)
	}
}

func TestConflict(t *testing.T) {
	for _, c := range []struct {
		name   string
		rounds int
		flags  word.Flag
		want   int
	}{
		{"one round", 1, word.Number | word.Figure, 1},
		{"two rounds", 2, word.Number | word.Figure, 2},
		{"two rounds on other days", 2, word.Calendar, 2},
		{"two rounds that differ in words", 2, 0, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			docs := newGenerator(17).rounds(c.rounds, 6, c.flags).docs
			labels := run(t, docs, Options{}, defaultCaps).Labels
			slices.Sort(labels)
			if got := len(slices.Compact(labels)); got != c.want {
				t.Errorf("%d stories, want %d", got, c.want)
			}
		})
	}
}

// TestOneCast: what the same people did twice is two stories where the plain words
// say so, not where other names do.
func TestOneCast(t *testing.T) {
	for _, c := range []struct {
		name   string
		rounds int
		flags  word.Flag
		want   int
	}{
		{"one round", 1, 0, 1},
		{"two rounds of other plain words", 2, 0, 2},
		{"two rounds of other names", 2, word.Name, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := newGenerator(29)
			cast := g.words(6)
			var docs []Doc
			for range c.rounds {
				deeds := g.words(5)
				for range 4 {
					d := g.doc(g.words(12))
					for _, w := range cast {
						d.Features = append(d.Features, shingle.Feature{ID: wordID(w), TF: 3.5, Flags: word.Name})
					}
					for _, w := range deeds {
						d.Features = append(d.Features, shingle.Feature{ID: wordID(w), TF: 3, Flags: c.flags})
					}
					slices.SortFunc(d.Features, func(a, b shingle.Feature) int { return cmp.Compare(a.ID, b.ID) })
					docs = append(docs, d)
				}
			}
			labels := run(t, docs, Options{}, defaultCaps).Labels
			slices.Sort(labels)
			if got := len(slices.Compact(labels)); got != c.want {
				t.Errorf("%d stories, want %d", got, c.want)
			}
		})
	}
}
