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
	n := c.survey(every(docs), testBackground(), nil, nil, 2)
	if !slices.Equal(n.foreign, every(docs)[:50]) {
		t.Fatalf("foreign are %v, want the first 50", n.foreign)
	}
	c.learn(n, nil)
	terms, _ := c.idf(c.counts(n, nil), nil, testBackground())
	for id, pb := range map[uint64]float64{9000: 2500. / 2600, 9001: backRare, 9002: 100. / 2600, 9003: backRare} {
		t.Run(fmt.Sprint(id), func(t *testing.T) {
			term, _ := c.find(wordID(id))
			if got, want := terms[term].idf, weightOf(80, float64(n.df[term]), pb); got != want {
				t.Errorf("idf %v, want %v", got, want)
			}
		})
	}
}

// TestForeignBig: without a word list, too, a story that is much of its folder stays in
// one piece, though its words are as common as those of the language, and takes none in.
func TestForeignBig(t *testing.T) {
	for _, c := range []struct {
		name  string
		beats [][]int
		most  float64 // of the story's reports, the share of its largest piece at least
	}{
		{"100 of 200", [][]int{slices.Concat([]int{100}, times(4, 6, 3, 1)), times(4, 6, 3, 1), {12, 6, 1, 1}}, .85},
		{"500 of 755", [][]int{slices.Concat([]int{500}, times(4, 12, 6, 3, 1)), times(4, 12, 6, 3, 1), times(4, 12, 6, 3, 1)}, .8},
		{"500 of 1,279", [][]int{slices.Concat([]int{500}, times(11, 12, 6, 3, 1)), times(12, 12, 6, 3, 1), times(12, 12, 6, 3, 1)}, .9},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newNewsroom(21).beats(c.beats...)
			size, others := map[int32]int{}, map[int32]int{}
			var largest int32
			for i, l := range inBackground(t, f.docs, unknown) {
				if f.gold[i] > 0 {
					others[l]++
				} else if size[l]++; size[l] > size[largest] {
					largest = l
				}
			}
			if float64(size[largest]) < c.most*float64(c.beats[0][0]) || others[largest] > 3 {
				t.Errorf("%d of %d reports together, with %d others", size[largest], c.beats[0][0], others[largest])
			}
		})
	}
}

// TestForeignNoBig: what is alike in other ways than a story is none here either.
func TestForeignNoBig(t *testing.T) {
	for _, c := range []struct {
		name string
		docs func(n *newsroom) []Doc
	}{
		{"a beat", func(n *newsroom) []Doc { return n.beats(times(400, 1)).docs }},
		{"40 of nothing in common", func(n *newsroom) []Doc { return n.beats(slices.Repeat([][]int{{1}}, 40)...).docs }},
		{"a formula in all", func(n *newsroom) []Doc { return n.withFormula(1, 60) }},
		{"a formula in a fifth", func(n *newsroom) []Doc { return n.withFormula(5, 60) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			docs := c.docs(newNewsroom(2))
			most, size := 0, map[int32]int{}
			for _, l := range inBackground(t, docs, unknown) {
				size[l]++
				most = max(most, size[l])
			}
			if most > 20 {
				t.Errorf("%d of %d clips make a story", most, len(docs))
			}
		})
	}
}
