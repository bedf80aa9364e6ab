package story

import (
	"context"
	"math"
	"os"
	"slices"
	"strconv"
	"testing"
	"unsafe"

	"newsdup/internal/spill"
)

// indexDocs is how many docs TestIndexAgainstAllPairs takes in `make test`, and
// what NEWSDUP_INDEX says in `make index`.
func indexDocs(t *testing.T) int {
	text := os.Getenv("NEWSDUP_INDEX")
	if text == "" {
		return 2000
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 2000 {
		t.Fatalf("NEWSDUP_INDEX is %q: want a number of docs, 2000 or more", text)
	}
	return n
}

// The candidate search must hardly change what all pairs would give: .98 of the
// edges, and labels of an adjusted Rand index of .995. Half of the docs stand in
// beats of 40 events, half in beats of 400, whose words are in more docs than are
// indexed. Of 16,000 docs it keeps all of 62,725 edges; of a mixed folder of
// 3,790 real clips 7,282 of 7,286 at .9997.
func TestIndexAgainstAllPairs(t *testing.T) {
	n := indexDocs(t)
	g := newGenerator(3)
	var docs []Doc
	for _, events := range []int{40, 400} { // of six reports each
		for size := len(docs) + n/2; len(docs) < size; {
			beat := g.folder(1, events, 1, 2, 4, 6, 9, 14).docs
			docs = append(docs, beat[:min(len(beat), size-len(docs))]...)
		}
	}
	corpus := newCorpus(docs)
	dates := newDates(corpus.dates, 0)
	if err := corpus.Spill(spill.New(t.TempDir(), 0)); err != nil {
		t.Fatal(err)
	}
	bytes := corpus.IndexBytes()
	space, err := corpus.space(corpus.counts(corpus.count(every(docs), nil, nil, 2), nil), nil, nil, nil, testBackground(), nil)
	if err != nil {
		t.Fatal(err)
	}
	x, err := newIndex(context.Background(), space, defaultCaps, 2)
	if err != nil {
		t.Fatal(err)
	}
	if least, most := int64(len(x.posts)-1), bytes/int64(unsafe.Sizeof(posting(0))); least > most || most > 3*least/2 {
		t.Errorf("%d postings, and %d expected", least, most)
	}
	some, err := findNear(context.Background(), space, dates, defaultCaps, false, 2)
	if err != nil {
		t.Fatal(err)
	}
	edges := [2][]edge{}
	labels := [2][]int32{}
	for k, near := range []*near{allNear(t, space), some} {
		m := newModel(near, 2)
		all := m.edges(near, DefaultThreshold)
		edges[k] = all.of(every(docs), nil)
		if labels[k], err = merge(context.Background(), space, m, all, nil, dates, DefaultThreshold, 2); err != nil {
			t.Fatal(err)
		}
	}
	kept := 0
	for _, e := range edges[0] {
		if _, ok := slices.BinarySearchFunc(edges[1], e, edge.compare); ok {
			kept++
		}
	}
	share, rand := float64(kept)/float64(len(edges[0])), adjustedRand(labels[0], labels[1])
	t.Logf("%d docs: the index keeps %d of %d edges (%.4f), adjusted Rand index of the labels %.4f", n, kept, len(edges[0]), share, rand)
	if share < 0.98 || rand < 0.995 || len(edges[0]) < 2*n {
		t.Errorf("%d docs: the index keeps %.4f of %d edges, adjusted Rand index %.4f; want .98 of two edges a doc or more, .995", n, share, len(edges[0]), rand)
	}
}

// A posting must tell all docs apart, and keep a weight to a thirty-second of it.
func TestPosting(t *testing.T) {
	for _, x := range []struct{ weight, want float32 }{
		{1, 31. / 32}, {0.75, 0.75}, {0.5, 0.5}, {0.26, 0.265625}, {0.257, 0.25}, {1e-9, 1. / (1 << 16)},
	} {
		if p := newPosting(maxDocs-1, x.weight); p.doc() != maxDocs-1 || p.weight() != x.want {
			t.Errorf("a posting of doc %d with weight %v has doc %d and weight %v, want %v", maxDocs-1, x.weight, p.doc(), p.weight(), x.want)
		}
	}
}

// A list from a doc on must be what a walk from its first posting finds.
func TestBehind(t *testing.T) {
	for n := range 20 {
		var list []posting
		for k := range n {
			list = append(list, newPosting(3*k+1, 0.5))
		}
		for from := range uint32(3*n + 2) {
			want := slices.IndexFunc(list, func(p posting) bool { return p.doc() >= from })
			if want < 0 {
				want = n
			}
			if got := behind(list, from); len(got) != n-want {
				t.Errorf("of %d postings %d are from doc %d on, want %d", n, len(got), from, n-want)
			}
		}
	}
}

// allNear is findNear of all pairs: a row of cosines at a time, as all of 16,000
// docs are 2 GB.
func allNear(t *testing.T, s *space) *near {
	n := s.docs()
	found := make([][]neighbour, n)
	r := &near{far: make([]float64, n), found: &docLists[neighbour]{held: found}}
	level := s.level()
	err := inBlocks(context.Background(), n, 2, func() func(b, from, to int) {
		dense, cos, ranked := make([]float64, len(s.df)), make([]float64, n), make([]uint64, n)
		return func(b, from, to int) {
			for i := from; i < to; i++ {
				scatter(dense, s.held[i])
				for j := range cos {
					cos[j] = gather(dense, s.held[j])
				}
				unscatter(dense, s.held[i])
				cos[i] = 0
				for j, x := range cos {
					ranked[j] = math.Float64bits(x)
				}
				r.far[i] = farBackground(slices.DeleteFunc(ranked, func(x uint64) bool { return x == 0 }), n-1, level)
				for j, x := range cos {
					if IsNear(x) && x > r.far[i]+farMin {
						found[i] = append(found[i], neighbour{int32(j), x})
					}
				}
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// adjustedRand is how far two labellings agree on which pairs are one, 0 being chance.
func adjustedRand(a, b []int32) float64 {
	both, inA, inB := map[[2]int32]float64{}, map[int32]float64{}, map[int32]float64{}
	for i := range a {
		both[[2]int32{a[i], b[i]}]++
		inA[a[i]]++
		inB[b[i]]++
	}
	pairs := func(n float64) float64 { return n * (n - 1) / 2 }
	var xy, x, y float64
	for _, n := range both {
		xy += pairs(n)
	}
	for _, n := range inA {
		x += pairs(n)
	}
	for _, n := range inB {
		y += pairs(n)
	}
	chance := x * y / pairs(float64(len(a)))
	return (xy - chance) / ((x+y)/2 - chance)
}
