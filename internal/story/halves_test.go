package story

import (
	"math"
	"slices"
	"testing"
)

// Of folders of events told in halves: some halves are joined by the second decision and some
// are not; both are as Halves says, whatever the order of the docs; and a threshold above it undoes it.
func TestHalves(t *testing.T) {
	var asked, joined int
	for seed := range uint64(12) {
		docs := newGenerator(seed).sequels(8, 5, 3).docs
		r := run(t, docs, Options{Explain: true, Workers: 3}, defaultCaps)
		coarser := run(t, docs, Options{Threshold: .01, Explain: true}, defaultCaps) // has more edges, which have no say
		finer := run(t, docs, Options{Threshold: DefaultThreshold + 1e-9}, defaultCaps)
		back := slices.Clone(docs)
		slices.Reverse(back)
		reversed := run(t, back, Options{}, defaultCaps)
		last := len(docs) - 1
		for i := range docs {
			for j := range i {
				if together := r.Labels[i] == r.Labels[j]; together != (reversed.Labels[last-i] == reversed.Labels[last-j]) {
					t.Fatalf("seed %d: docs %d and %d are together %v, and in reverse %v", seed, i, j, together, !together)
				}
				h, ok, err := r.Halves(t.Context(), i, j)
				if err != nil {
					t.Fatal(err)
				}
				if !ok {
					continue
				}
				if again, _, err := coarser.Halves(t.Context(), i, j); err != nil || units(again.Score) != units(h.Score) || units(again.Lead) != units(h.Lead) {
					t.Errorf("seed %d: docs %d and %d: %+v, and with a lower threshold %+v, %v", seed, i, j, h, again, err)
				}
				asked++
				if h.Joined {
					joined++
				}
				if h.Joined != (h.Evidence() >= h.Least()) || h.Joined && r.Labels[i] != r.Labels[j] || finer.Labels[i] == finer.Labels[j] {
					t.Errorf("seed %d: docs %d and %d: %+v, labels %d and %d", seed, i, j, h, r.Labels[i], r.Labels[j])
				}
			}
		}
	}
	if joined == 0 || asked == joined {
		t.Errorf("of %d pairs of docs in halves %d are joined: want some of both", asked, joined)
	}
}

// Three clusters of two clips, the first two with a mean link of .035: whether they are
// joined as halves of one story, at the default threshold and at a lower one.
func TestHalvesOfThree(t *testing.T) {
	type mean struct{ link, uneven float64 } // of four pairs one has 3 uneven more, the others uneven less
	base := map[[2]int]mean{{0, 1}: {.035, .005}}
	with := func(a, b int, m mean) map[[2]int]mean { return map[[2]int]mean{{0, 1}: base[[2]int{0, 1}], {a, b}: m} }
	for _, c := range []struct {
		what    string
		links   map[[2]int]mean
		inside  float64
		days    []int // of each cluster: 1 and 2 are days, 0 none
		words   int   // with an idf of 5, that the first two have in common
		numbers bool  // each has one of its own
		apart   [][2]int32
		want    bool
	}{
		{"a day and words", base, .08, []int{1, 1, 0}, 4, false, nil, true},
		{"a day", base, .08, []int{1, 1, 0}, 0, false, nil, true},
		{"words", base, .08, []int{0, 0, 0}, 4, false, nil, false},
		{"other days", base, .08, []int{1, 2, 0}, 60, false, nil, false},
		{"no edge", map[[2]int]mean{{0, 1}: {.035, 0}}, .08, []int{1, 1, 0}, 4, false, nil, false},
		{"too low", map[[2]int]mean{{0, 1}: {.0299, .005}}, .08, []int{1, 1, 0}, 4, false, nil, false},
		{"too low by contrast", base, .1, []int{1, 1, 0}, 4, false, nil, false},
		{"the third is nearer, by no edge", with(0, 2, mean{.037, 0}), .08, []int{1, 1, 0}, 4, false, nil, true},
		{"the third is nearer", with(0, 2, mean{.037, .005}), .08, []int{1, 1, 0}, 4, false, nil, false},
		{"the third is nearer to the second", with(1, 2, mean{.037, .005}), .08, []int{1, 1, 0}, 4, false, nil, false},
		{"the third is as near", with(0, 2, mean{.035, .005}), .08, []int{1, 1, 0}, 4, false, nil, false},
		{"the third is near the first", with(0, 2, mean{.034, .005}), .08, []int{1, 1, 0}, 0, false, nil, false},
		{"the third is near the second", with(1, 2, mean{.034, .005}), .08, []int{1, 1, 0}, 0, false, nil, false},
		{"far from all others", map[[2]int]mean{{0, 1}: {.1, .005}}, .24, []int{0, 0, 0}, 1, false, nil, false},
		{"other numbers", base, .08, []int{1, 1, 0}, 4, true, nil, false},
		{"not the same", base, .08, []int{1, 1, 0}, 4, false, [][2]int32{{1, 2}}, false},
	} {
		const n = 6
		s := &space{n: n, rows: rows{held: make([][]entry, n)}, salient: newMarks(nil, n, nil)}
		marked := make([][]bool, n)
		column := func(val float64, k kind, docs ...int) {
			for _, i := range docs {
				s.held[i], marked[i] = append(s.held[i], entry{float32(val), uint32(len(s.kind))}), append(marked[i], k != noKind)
			}
			s.df, s.kind, s.often = append(s.df, int32(len(docs))), append(s.kind, k), append(s.often, float32(math.Exp(-5)))
		}
		var all, some []edge
		for j := range n {
			for i := range j {
				m := c.links[[2]int{i / 2, j / 2}]
				link := m.link - m.uneven
				switch {
				case i/2 == j/2:
					link = c.inside
				case i%2+j%2 == 0:
					link += 4 * m.uneven
				}
				if column(math.Sqrt(link), noKind, i, j); link >= .01 {
					all = append(all, edge{int32(i), int32(j), link})
				}
				if link >= DefaultThreshold {
					some = append(some, edge{int32(i), int32(j), link})
				}
			}
		}
		const slight = 1e-8
		for day := 1; day < 3; day++ {
			var docs []int
			for k, d := range c.days {
				if d == day {
					docs = append(docs, 2*k, 2*k+1)
				}
			}
			column(slight, calendar, docs...)
		}
		for range c.words {
			column(slight, plain, 0, 1, 2, 3)
		}
		for k := range 3 {
			if c.numbers {
				column(.15, number, 2*k, 2*k+1)
			}
		}
		for i, bits := range marked {
			row := s.salient.begin(len(bits))
			for k, bit := range bits {
				if bit {
					row[k>>6] |= 1 << (k & 63)
				}
			}
			s.salient.end(i, len(bits))
		}
		m := &model{far: make([]float64, n), scale: slices.Repeat([]float64{1}, n)}
		for threshold, list := range map[float64][]edge{DefaultThreshold: some, .01: all} {
			edges := newEdges(nil, n)
			for i := range int32(n) {
				edges.next(slices.DeleteFunc(slices.Clone(list), func(e edge) bool { return e.a != i }))
			}
			r := newMerger(s, m, newDates(nil, 0), threshold)
			for _, x := range components(n, edges, c.apart) {
				r.begin(&x, edges)
				r.mergeTo(t.Context(), DefaultThreshold)
				r.joinHalves()
				if !slices.Contains(x.docs, 0) {
					continue
				}
				at, ok := slices.BinarySearch(x.docs, 2)
				if got := ok && r.root(0) == r.root(int32(at)); got != c.want || r.root(0) != r.root(1) {
					t.Errorf("%s, threshold %v: joined %t, want %t", c.what, threshold, got, c.want)
				}
			}
		}
	}
}
