package story

import (
	"context"
	"reflect"
	"slices"
	"testing"
)

// Who is taken in part must be who has no link of a story anyhow.
func TestFirstCandidates(t *testing.T) {
	g := newGenerator(5)
	docs := g.folder(4, 20, 1, 2, 6).docs
	for k := range 12 { // formulas of four and of six words: cosines of .06 and .09, no more and no less
		formula := g.words(4 + k%2*2)
		for range 60 {
			docs = append(docs, g.doc(append(g.words(22), formula...)))
		}
	}
	find := func(taken int, all bool, workers int) (*near, [][]entry) {
		corpus := newCorpus(docs)
		dates := newDates(corpus.dates, 0)
		space, err := corpus.space(corpus.counts(corpus.count(every(docs), nil, nil, 2), nil), nil, nil, nil, testBackground(), nil)
		if err != nil {
			t.Fatal(err)
		}
		c := defaultCaps
		c.firstBest = taken
		r, err := findNear(context.Background(), space, dates, c, all, workers)
		if err != nil {
			t.Fatal(err)
		}
		return r, space.held
	}
	want, rows := find(0, false, 2)
	for _, taken := range []int{1, 4, defaultCaps.firstBest} {
		part, partRows := find(taken, false, 1)
		all, allRows := find(taken, true, 2)
		alone := 0
		linked := func(i int, list []neighbour) []neighbour {
			return slices.DeleteFunc(slices.Clone(list), func(x neighbour) bool { return x.cos < want.far[i]+want.far[x.doc]+halvesFrom })
		}
		if !reflect.DeepEqual(partRows, rows) || !reflect.DeepEqual(allRows, rows) {
			t.Errorf("%d first: rows are weighed otherwise", taken)
		}
		for i := range docs {
			links, got := linked(i, want.found.held[i]), linked(i, part.found.held[i])
			if !slices.Equal(got, links) || !slices.Equal(all.found.held[i], part.found.held[i]) {
				t.Fatalf("%d first: doc %d has neighbours %v, with all %v, want %v", taken, i, part.found.held[i], all.found.held[i], links)
			}
			if !alike(all.far[i], want.far[i]) {
				t.Fatalf("%d first: doc %d has far background %v, want %v", taken, i, all.far[i], want.far[i])
			}
			switch {
			case alike(part.far[i], want.far[i]):
			case part.far[i] == farMin && len(links) == 0:
				alone++
			default:
				t.Fatalf("%d first: doc %d has far background %v, want %v", taken, i, part.far[i], want.far[i])
			}
		}
		if alone < 12*60 || part.pairs >= want.pairs || part.pairs != all.pairs {
			t.Errorf("%d first: of %d docs %d were left alone, want those with formulas; %d candidates of %d, want fewer, and with all by two workers as many: %d",
				taken, len(docs), alone, part.pairs, want.pairs, all.pairs)
		}
	}
}

// alike reports whether two sums differ by their order alone.
func alike(x, y float64) bool { return units(x) == units(y) }
