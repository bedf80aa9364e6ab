package story

import (
	"math"
	"slices"
	"testing"

	"newsdup/internal/shingle"
	"newsdup/internal/word"
)

// headed is a doc whose every nth feature, from the first, stands in its headline, too.
func headed(d Doc, nth int) (h Doc) {
	for k, f := range d.Features {
		h.Features = append(h.Features, f)
		if k%nth == 0 {
			h.Features = append(h.Features, shingle.Feature{ID: shingle.InHeadline(f.ID), TF: 0.5, Flags: f.Flags | word.Headline})
		}
	}
	return h
}

// TestHeadlines: words of headlines are in cosines, and are no words of their own for
// who asks what clips share or how many they have.
func TestHeadlines(t *testing.T) {
	plain := newGenerator(22).folder(1, 2, 2).docs
	for i := range plain {
		for k := range plain[i].Features {
			plain[i].Features[k].Flags = []word.Flag{0, word.Name, word.Number, word.Calendar}[plain[i].Features[k].ID%7%4]
		}
	}
	var docs []Doc
	for _, d := range plain {
		docs = append(docs, headed(d, 1))
	}
	r := run(t, docs, Options{Explain: true}, defaultCaps)
	own := map[uint64]bool{}
	for i, d := range plain {
		numbers := 0
		for _, f := range d.Features {
			own[f.ID] = true
			numbers += int(f.Flags & word.Number / word.Number)
		}
		if got := int(r.space.terms[i]); got != len(d.Features) {
			t.Errorf("doc %d has %d terms, want %d", i, got, len(d.Features))
		}
		if got := len(r.space.numbers.of(i, new([]uint64))); got != numbers {
			t.Errorf("doc %d has %d numbers, want %d", i, got, numbers)
		}
	}
	for c, k := range r.space.kind {
		if headline := !own[r.space.id[c]]; headline != (k == ofHeadline) || headline && r.space.named[c] {
			t.Errorf("column %d is of kind %d, a name %v, of a headline %v", c, k, r.space.named[c], headline)
		}
	}
	terms := r.Shared(0, 1, math.MaxInt)
	if probed := r.Probe().Shared(0, 1, math.MaxInt); !slices.Equal(probed, terms) {
		t.Errorf("a probe shares %v, want %v", probed, terms)
	}
	sum, seen := 0.0, map[uint64]bool{}
	for _, x := range terms {
		if seen[x.ID] || !own[x.ID] {
			t.Errorf("term %x is shared twice, or no word", x.ID)
		}
		seen[x.ID] = true
		sum += x.Weight
	}
	if math.Abs(sum-r.Cosine(0, 1)) > 1e-12 {
		t.Errorf("the terms sum to %v, the cosine is %v", sum, r.Cosine(0, 1))
	}
	names, numbers := r.Common([]int{0, 1})
	for _, id := range slices.Concat(names, numbers) {
		if !own[id] {
			t.Errorf("%x is common to two clips, and no word", id)
		}
	}
}

// TestHeadlinesTell: of two clips of each of two events that have the same texts in
// common, those with a headline in common are the nearer.
func TestHeadlinesTell(t *testing.T) {
	docs := sharing(4, 60, 20)
	for i := range docs {
		for k := range docs[i].Features {
			docs[i].Features[k].ID *= 10
		}
		slices.SortFunc(docs[i].Features, func(a, b shingle.Feature) int { return int(int64(a.ID) - int64(b.ID)) })
		from := 5 * (i % 2)
		for _, f := range slices.Clone(docs[i].Features[from : from+5]) {
			docs[i].Features = append(docs[i].Features, shingle.Feature{ID: shingle.InHeadline(f.ID), TF: 1, Flags: f.Flags | word.Headline})
		}
		slices.SortFunc(docs[i].Features, func(a, b shingle.Feature) int { return int(int64(a.ID) - int64(b.ID)) })
	}
	r := run(t, docs, Options{}, defaultCaps)
	if same, other := r.Cosine(0, 2), r.Cosine(0, 1); same <= other {
		t.Errorf("cosine %v with the same headline, %v with another", same, other)
	}
}

// TestHeadlineOfAll: what stands in the headlines of a quarter of the clips tells nothing,
// but in a few.
func TestHeadlineOfAll(t *testing.T) {
	for _, x := range []struct {
		docs, headed int
		tells        bool
	}{{40, 40, false}, {40, 21, false}, {40, 20, true}, {100, 26, false}, {100, 25, true}, {10, 10, true}} {
		var docs []Doc
		for i := range x.docs {
			d := Doc{Features: []shingle.Feature{{ID: 10, TF: 1, Flags: word.Headline}}}
			if i >= x.headed {
				d.Features = nil
			}
			for k := range 9 {
				d.Features = append(d.Features, shingle.Feature{ID: uint64(100 + 10*i + k), TF: 1})
			}
			docs = append(docs, d)
		}
		if cos := run(t, docs, Options{}, defaultCaps).Cosine(0, 1); cos > 0 != x.tells {
			t.Errorf("%d of %d clips have the same headline: the cosine of two is %v", x.headed, x.docs, cos)
		}
	}
}

// TestHeadlineOfFewWords: a word in text and headline is one word in common.
func TestHeadlineOfFewWords(t *testing.T) {
	for _, shared := range []int{1, 2, 3} {
		docs := sharing(2, 6, shared)
		for i := range docs {
			for k := range docs[i].Features {
				docs[i].Features[k].ID *= 10
			}
			docs[i] = headed(docs[i], 1)
		}
		r := run(t, among(docs), Options{}, defaultCaps)
		if got := r.Labels[0] == r.Labels[1]; got != (shared == 3) || r.Link(0, 1) < r.Threshold {
			t.Errorf("two headlines share %d words: together %v, link %.3f", shared, got, r.Link(0, 1))
		}
	}
}

// TestUniteHeadlines: a word that stands for another does so in headlines.
func TestUniteHeadlines(t *testing.T) {
	doc := func(ids ...uint64) (d Doc) {
		for _, id := range ids {
			d.Features = append(d.Features, shingle.Feature{ID: id, TF: 1})
		}
		return headed(d, 1)
	}
	var got, want Corpus
	got.Add(doc(10, 30))
	got.Add(doc(20))
	want.Add(doc(20, 30))
	want.Add(doc(20))
	got.Unite(map[uint64]uint64{10: 20})
	for i := range 2 {
		if x, y := named(&got, i), named(&want, i); !slices.Equal(x, y) {
			t.Errorf("doc %d is %v, want %v", i, x, y)
		}
	}
}

// TestOnlineHeadlines: in a stream, too, a word that two headlines have ties them, but not one
// that a quarter of all have, and it is no word of their own where words are counted.
func TestOnlineHeadlines(t *testing.T) {
	for _, x := range []struct {
		docs, headed int
		tells        bool
	}{{40, 40, false}, {40, 22, false}, {40, 19, true}, {100, 27, false}, {100, 24, true}, {10, 10, true}} {
		o := NewOnline(testBackground(), nil, 0)
		var last Known
		for i := range x.docs {
			d := Doc{Features: []shingle.Feature{{ID: 10, TF: 1, Flags: word.Headline}}}
			if i < x.docs-x.headed {
				d.Features = nil
			}
			for k := range 9 {
				d.Features = append(d.Features, shingle.Feature{ID: uint64(100 + 10*i + k), TF: 1})
			}
			last, _ = o.Find(d.Features, nil)
			last.Story = uint64(i)
			o.Add(last)
		}
		if w := last.Terms[0].Weight; w > 0 != x.tells {
			t.Errorf("%d of %d clips have the same headline: it weighs %v", x.headed, x.docs, w)
		}
	}
	for _, shared := range []int{2, 3} { // of 6, and 3 are enough
		docs := sharing(2, 6, shared)
		for i := range docs {
			for k := range docs[i].Features {
				docs[i].Features[k].ID *= 10
			}
			docs[i] = headed(docs[i], 1)
		}
		if labels, _ := tellAll(NewOnline(testBackground(), nil, 0), docs); labels[0] == labels[1] != (shared == 3) {
			t.Errorf("two headlines share %d words: together %v", shared, labels[0] == labels[1])
		}
	}
	d := newNewsroom(6).beats([]int{1}).docs[0]
	o, p := NewOnline(testBackground(), nil, 0), NewOnline(testBackground(), nil, 0)
	plain, _ := o.Find(d.Features, nil)
	both, _ := p.Find(headed(d, 1).Features, nil)
	o.Add(plain)
	p.Add(both)
	if o.docs[0].flat != p.docs[0].flat || o.docs[0].foreign != p.docs[0].foreign || o.clip != p.clip {
		t.Errorf("for floods %v, with a headline %v", o.clip, p.clip)
	}
}
