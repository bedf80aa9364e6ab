package story

import (
	"math"
	"slices"
	"testing"

	"newsdup/internal/shingle"
	"newsdup/internal/word"
)

func TestBriefness(t *testing.T) {
	for _, c := range []struct {
		terms int
		want  float64
	}{{0, 1}, {1, 1}, {32, 1}, {45, .508}, {63, .023}, {64, 0}, {900, 0}} {
		if got := briefness(c.terms); math.Abs(got-c.want) > .001 {
			t.Errorf("of %d features it is %v, want %v", c.terms, got, c.want)
		}
	}
}

// briefFolder is docs of so many features each, that no other doc has, with five more
// that all have: two words of the background, one that it does not know, a number, and
// the first of them as a word of the headline.
func briefFolder(lengths ...int) ([]Doc, Background) {
	const common, often, unknown, number = 10, 20, 30, 40
	var docs []Doc
	next := uint64(1000)
	for _, n := range lengths {
		features := []shingle.Feature{
			{ID: common, TF: 1}, {ID: shingle.InHeadline(common), TF: 1, Flags: word.Headline}, {ID: often, TF: 1},
			{ID: unknown, TF: 1}, {ID: number, TF: 1, Flags: word.Number},
		}
		for range n - 4 {
			features = append(features, shingle.Feature{ID: next, TF: 1})
			next += 10
		}
		docs = append(docs, Doc{Features: features})
	}
	return docs, func(id uint64) float32 { return map[uint64]float32{common: 5e-4, often: 2e-3}[id] }
}

// TestBriefs: a word that the background knows weighs in a brief what it weighs where the
// clips of the background are shorter; all else weighs the same.
func TestBriefs(t *testing.T) {
	docs, background := briefFolder(20, 300, 48)
	c := newCorpus(docs)
	n := c.count(every(docs), nil, nil, 2)
	terms, counted := c.idf(c.counts(n, nil), nil, background)
	if counted != 3 {
		t.Errorf("%v docs count, want 3", counted)
	}
	w := weights{terms, c.briefs(n.lengths, terms, counted, background, 2)}
	for k := range terms {
		want := terms[k].idf
		if f := float64(background(c.of[k].id)); f > 0 {
			want = weightOf(3, 3, chance(f, briefWords))
			if want < terms[k].idf+.1 {
				t.Errorf("word %d weighs %v in a brief and %v elsewhere", c.of[k].id, want, terms[k].idf)
			}
		}
		if got := w.idf(uint32(k), 1); math.Abs(got-want) > 1e-6 {
			t.Errorf("word %d weighs %v in a brief, want %v", c.of[k].id, got, want)
		}
		if got := w.idf(uint32(k), 0); got != terms[k].idf {
			t.Errorf("word %d weighs %v in a long clip, want %v", c.of[k].id, got, terms[k].idf)
		}
	}
	long, background := briefFolder(64, 300)
	c = newCorpus(long)
	n = c.count(every(long), nil, nil, 2)
	terms, counted = c.idf(c.counts(n, nil), nil, background)
	if more := c.briefs(n.lengths, terms, counted, background, 2); more != nil {
		t.Errorf("a folder without briefs has %d weights for them", len(more))
	}
}

// TestBriefRows: rows have these weights, for a clip and for a variant of one, by their
// own lengths without the headline.
func TestBriefRows(t *testing.T) {
	docs, background := briefFolder(20, 300, 32, 45, 45)
	c := newCorpus(docs)
	s, err := c.space(c.counts(c.count([]int32{0, 1, 2, 3}, nil, nil, 2), []Variant{{Doc: 4, Of: 3}}), []Variant{{Doc: 4, Of: 3}}, nil, nil, background, nil)
	if err != nil {
		t.Fatal(err)
	}
	ratio := func(row int) float64 { // of a common word to one that the background does not know
		value := map[uint64]float64{}
		for _, e := range s.held[row] {
			value[s.id[e.col]] = float64(e.val)
		}
		return value[10] / value[30]
	}
	idf := func(words float64) float64 { return weightOf(4, 4, chance(5e-4, words)) }
	unknown := weightOf(4, 4, backRare)
	middle := idf(backWords) + briefness(45)*(idf(briefWords)-idf(backWords))
	for row, want := range []float64{idf(briefWords), idf(backWords), idf(briefWords), middle, middle} {
		if got := ratio(row); math.Abs(got-want/unknown) > 1e-4 {
			t.Errorf("row %d: a common word has %v of an unknown one, want %v", row, got, want/unknown)
		}
	}
	if !slices.Equal(s.terms, []int32{20, 300, 32, 45}) {
		t.Errorf("features are %v", s.terms)
	}
}
