package story

import (
	"testing"

	"newsdup/internal/shingle"
	"newsdup/internal/word"
)

// A clip of few words needs two of them in its story, three in a pair, or all it has.
func TestShortClips(t *testing.T) {
	for _, c := range []struct {
		clips, features, shared int
		together                bool
	}{
		{2, 6, 1, false},
		{2, 6, 2, false},
		{2, 6, 3, true},
		{2, 2, 2, true},
		{2, 1, 1, true},
		{3, 6, 1, false},
		{3, 6, 2, true},
	} {
		r := run(t, among(sharing(c.clips, c.features, c.shared)), Options{Explain: true}, defaultCaps)
		if link := r.Link(0, 1); link < r.Threshold {
			t.Fatalf("%d clips share %d of %d features: link %.3f, so this tests nothing", c.clips, c.shared, c.features, link)
		}
		for i := 1; i < c.clips; i++ {
			if got := r.Labels[i] == r.Labels[0]; got != c.together {
				t.Errorf("%d clips share %d of %d features: together %v", c.clips, c.shared, c.features, got)
			}
		}
		if !c.together {
			if b := r.Between(r.Labels[0], r.Labels[1]); !b.Few {
				t.Errorf("%d clips share %d of %d features: not said to be too few: %+v", c.clips, c.shared, c.features, b)
			}
			if meet, ok, err := r.Meet(t.Context(), 0, 1); ok || err != nil {
				t.Errorf("%d clips share %d of %d features, and meet at %.3f, %v", c.clips, c.shared, c.features, meet, err)
			}
		}
	}
}

// Words shared with several clips add up, and the others keep together without the one that is out.
func TestShortClipLeaves(t *testing.T) {
	docs := sharing(3, 16, 8)
	short := func(ids ...uint64) (d Doc) {
		for _, id := range ids {
			d.Features = append(d.Features, docs[0].Features[0])
			d.Features[len(d.Features)-1].ID = id
		}
		return d
	}
	r := run(t, among(append([]Doc{short(1, 9001)}, docs...)), Options{}, defaultCaps)
	if want := []int32{0, 1, 1, 1}; r.Link(0, 1) < r.Threshold || r.Labels[0] != 0 || r.Labels[1] != 1 || r.Labels[3] != 1 {
		t.Errorf("one word in common: labels %v, want %v; link %.3f", r.Labels, want, r.Link(0, 1))
	}
	own := docs[1].Features[15].ID // of the second alone
	r = run(t, among(append([]Doc{short(1, own)}, docs...)), Options{}, defaultCaps)
	if r.Labels[0] != r.Labels[1] || r.Labels[1] != r.Labels[3] {
		t.Errorf("two words in common, with one of three clips: labels %v", r.Labels)
	}
}

// A clip of few words in a stream: as TestShortClips has it.
func TestOnlineShortClips(t *testing.T) {
	clip := func(ids ...uint64) (features []shingle.Feature) {
		for _, id := range ids {
			features = append(features, shingle.Feature{ID: id, TF: 1, Flags: word.Name})
		}
		return features
	}
	for _, c := range []struct {
		known [][]shingle.Feature
		clip  []shingle.Feature
		found bool
	}{
		{[][]shingle.Feature{clip(1, 2, 3)}, clip(1, 11, 12, 13), false},
		{[][]shingle.Feature{clip(1, 2, 3)}, clip(1, 2, 12, 13), false},
		{[][]shingle.Feature{clip(1, 2, 3)}, clip(1, 2, 3, 13), true},
		{[][]shingle.Feature{clip(1, 2)}, clip(1, 2), true},
		{[][]shingle.Feature{clip(1, 2, 3), clip(1, 2, 3, 4)}, clip(1, 11, 12), false},
		{[][]shingle.Feature{clip(1, 2, 3), clip(1, 2, 3, 4)}, clip(1, 2, 12), true},
		{[][]shingle.Feature{clip(1, 2, 3), clip(1, 2, 3, 4)}, clip(2, 4, 12), true},
	} {
		o := NewOnline(func(uint64) float32 { return 0 }, nil, 0)
		for _, features := range c.known {
			k, _ := o.Find(features, nil)
			k.Story = 7
			o.Add(k)
		}
		if _, told := o.Find(c.clip, nil); told.Found != c.found {
			t.Errorf("%v after %v: found %v", c.clip, c.known, told.Found)
		}
	}
}
