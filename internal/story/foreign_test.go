package story

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"newsdup/internal/shingle"
	"newsdup/internal/word"
)

// unknown is the background of a language without a word list.
func unknown(uint64) float32 { return 0 }

// inBackground clusters with all settings as they are.
func inBackground(t *testing.T, docs []Doc, b Background) []int32 {
	t.Helper()
	r, err := newCorpus(docs).Cluster(t.Context(), nil, nil, b, Options{Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	return r.Labels
}

// TestForeign: in a language without a word list clips come together about as in one
// with it, also beside clips of that one.
func TestForeign(t *testing.T) {
	for _, c := range []struct {
		name  string
		beats [][]int
		known int // events in the known language
	}{
		{"40 of nothing in common", slices.Repeat([][]int{{1, 1}}, 20), 0},
		{"128 clips", [][]int{times(4, 12, 3, 1), times(4, 12, 3, 1)}, 0},
		{"500 clips", slices.Repeat([][]int{times(4, 12, 6, 3, 1, 1, 1, 1)}, 5), 0},
		{"60 among 460", [][]int{times(3, 6, 3, 1), times(3, 6, 3, 1)}, 200},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := newNewsroom(21)
			f := n.beats(c.beats...)
			known := inBackground(t, f.docs, testBackground())
			background, clips := Background(unknown), len(f.docs)
			if c.known > 0 {
				for i := range f.docs { // the same words by other IDs
					for k := range f.docs[i].Features {
						f.docs[i].Features[k].ID ^= 1 << 62
					}
					slices.SortFunc(f.docs[i].Features, func(a, b shingle.Feature) int { return cmp.Compare(a.ID, b.ID) })
				}
				f.docs = append(f.docs, n.beats(times(c.known, 2), times(c.known/2, 1)).docs...)
				background = testBackground()
			}
			labels := inBackground(t, f.docs, background)[:clips]
			gold := make([]int32, clips)
			for i := range gold {
				gold[i] = int32(f.gold[i])
			}
			good := func(labels []int32) float64 {
				both, either := pairCounts(labels, gold)
				return float64(1+both) / float64(1+either)
			}
			if got, want := good(labels), good(known); got < .9*want {
				t.Errorf("of the pairs of one event or one label %.3f are both, in the known language %.3f", got, want)
			}
		})
	}
}

// TestForeignShare: what a word of k of n foreign clips weighs.
func TestForeignShare(t *testing.T) {
	one := func(ids ...uint64) Doc { return newGenerator(1).doc(ids) }
	var docs []Doc
	for i := range 50 {
		d := one(9000, 9001, 9100+uint64(i))
		if i < 10 {
			d = one(9000, 9001, 9002, 9100+uint64(i))
		}
		for k := range d.Features {
			if d.Features[k].ID == wordID(9001) {
				d.Features[k].Flags = word.Name
			}
		}
		docs = append(docs, d)
	}
	for range 30 {
		docs = append(docs, one(0, 1, 2, 9003))
	}
	c := newCorpus(docs)
	n := c.count(new(space), every(docs), nil, testBackground())
	if n.clips != 50 {
		t.Fatalf("%d foreign clips, want 50", n.clips)
	}
	terms := c.idf(n, nil, testBackground())
	for id, pb := range map[uint64]float64{9000: 2500. / 3125, 9001: backRare, 9002: 100. / 3125, 9003: backRare} {
		t.Run(fmt.Sprint(id), func(t *testing.T) {
			term, _ := c.find(wordID(id))
			if got, want := terms[term].idf, weightOf(80, float64(n.df[term]), pb); got != want {
				t.Errorf("idf %v, want %v", got, want)
			}
		})
	}
}
