package story

import (
	"cmp"
	"context"
	"math"
	"slices"
	"testing"

	"newsdup/internal/shingle"
)

// A variant changes nothing for the docs, and its cosines are those it would
// have with all features at hand.
func TestVariants(t *testing.T) {
	g := newGenerator(16)
	docs := g.folder(2, 3, 5, 2, 9).docs
	var variants []Variant
	all := slices.Clone(docs)
	for of := 0; of < len(docs); of += 3 {
		// Half of its doc, a part of another, and words that are nobody's or that two variants share.
		own, other := docs[of].Features, docs[(of+1)%len(docs)].Features
		d := Doc{Features: slices.Concat(own[:len(own)/2], other[len(other)/2:], g.doc(append(g.words(2), commonWords+90_000)).Features)}
		slices.SortFunc(d.Features, func(a, b shingle.Feature) int { return cmp.Compare(a.ID, b.ID) })
		d.Features = slices.CompactFunc(d.Features, func(a, b shingle.Feature) bool { return a.ID == b.ID })
		variants = append(variants, Variant{Doc: int32(len(all)), Of: int32(of)})
		all = append(all, d)
	}
	want := run(t, docs, Options{}, defaultCaps)
	got, err := newCorpus(all).Cluster(context.Background(), every(docs), variants, testBackground(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got.Labels, want.Labels) {
		t.Errorf("with variants %v, without %v", got.Labels, want.Labels)
	}
	df := map[uint64]int{}
	for _, d := range docs {
		for _, f := range d.Features {
			df[f.ID]++
		}
	}
	text := func(i int) int { // the doc that i is or varies
		if i < len(docs) {
			return i
		}
		return int(variants[i-len(docs)].Of)
	}
	background := testBackground()
	for i := range all {
		for j := range i {
			if text(i) == text(j) {
				continue
			}
			x := denseCosine(all[i], all[j], func(id uint64) float64 {
				return denseIDF(len(docs), df[id], 0, 350, float64(background(id)), 0)
			})
			if c := got.Cosine(i, j); math.Abs(c-x) > 1e-6 {
				t.Fatalf("cosine of %d and %d is %v, want %v", i, j, c, x)
			}
		}
	}
}

// denseCosine is the cosine of two docs whose flags are 0.
func denseCosine(a, b Doc, idf func(id uint64) float64) float64 {
	var xx, yy, xy float64
	x := map[uint64]float64{}
	for _, f := range a.Features {
		x[f.ID] = float64(f.TF) * idf(f.ID)
		xx += x[f.ID] * x[f.ID]
	}
	for _, f := range b.Features {
		y := float64(f.TF) * idf(f.ID)
		yy += y * y
		xy += x[f.ID] * y
	}
	return xy / math.Sqrt(xx*yy)
}
