package story

import (
	"testing"

	"newsdup/internal/shingle"
	"newsdup/internal/word"
)

// sharing makes clips of so many names, the first of which all have.
func sharing(clips, features, shared int) (docs []Doc) {
	for k := range clips {
		var d Doc
		for f := range features {
			id := uint64(f + 1)
			if f >= shared {
				id += uint64((k + 1) * 1000)
			}
			d.Features = append(d.Features, shingle.Feature{ID: id, TF: 1, Flags: word.Name})
		}
		docs = append(docs, d)
	}
	return docs
}

// among puts docs into a folder that is no small one: behind them 50 have nothing in common with any.
func among(docs []Doc) []Doc {
	for k := range farLast {
		var d Doc
		for f := range 20 {
			d.Features = append(d.Features, shingle.Feature{ID: uint64(1e6 + 100*k + f), TF: 1, Flags: word.Name})
		}
		docs = append(docs, d)
	}
	return docs
}

// Two long clips need more than two short ones, and more than three.
func TestPairsAlone(t *testing.T) {
	for _, c := range []struct {
		clips, features, shared int
		together                bool
	}{
		{2, 30, 3, false},
		{2, 30, 4, true},
		{2, 60, 8, true},
		{2, 90, 13, false}, // .04 and half of .04
		{2, 90, 16, true},
		{2, 200, 28, false},
		{2, 200, 34, true},
		{3, 200, 28, true},
	} {
		r := run(t, among(sharing(c.clips, c.features, c.shared)), Options{Explain: true}, defaultCaps)
		if got := r.Labels[0] == r.Labels[1]; got != c.together {
			t.Errorf("%d clips share %d of %d features, link %.3f, least %.3f: together %v", c.clips, c.shared, c.features, r.Link(0, 1), r.Least(0, 1), got)
		}
		if c.clips > 2 {
			continue
		}
		if got := r.Link(0, 1) >= r.Least(0, 1); got != c.together {
			t.Errorf("link %.3f, least %.3f", r.Link(0, 1), r.Least(0, 1))
		}
		meet, ok, err := r.Meet(t.Context(), 0, 1)
		near := r.Pair(0, 1).Cosine > nearFrom
		if want := r.Link(0, 1) - (r.Least(0, 1) - r.Threshold); err != nil || ok != (near && want >= .01) || ok && (meet > want || meet < want-.001) {
			t.Errorf("%d clips share %d of %d features: meet at %.3f %v, want %.4f; %v", c.clips, c.shared, c.features, meet, ok, want, err)
		}
	}
}
