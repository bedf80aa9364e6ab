package story

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"newsdup/internal/shingle"
	"newsdup/internal/word"
)

// noCaps compares everything with everything.
var noCaps = caps{delegates: math.MaxInt, all: math.MaxInt}

func run(t testing.TB, docs []Doc, o Options, c caps) *Result {
	t.Helper()
	if o.Threshold == 0 {
		o.Threshold = DefaultThreshold
	}
	o.Workers = max(1, o.Workers)
	corpus := newCorpus(docs)
	r, err := corpus.cluster(context.Background(), every(docs), nil, testBackground(), o, c)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestSameAsDense(t *testing.T) {
	for _, o := range []Options{
		{Threshold: DefaultThreshold},
		{Threshold: 0.01},
		{Threshold: 0.15},
		{Threshold: DefaultThreshold, Window: 48 * time.Hour},
		{Threshold: DefaultThreshold, Apart: [][2]int32{{0, 1}, {0, 2}, {5, 3}, {6, 7}, {4, 7}, {1, 7}}},
	} {
		for seed := range uint64(6) {
			g := newGenerator(seed)
			for name, docs := range map[string][]Doc{
				"soup=8":  g.soup(8),
				"soup=39": g.soup(39), // of 40 some may be a big story
				"events":  g.folder(2, 3, 5, 2, 9).docs,
				"beat":    g.folder(1, 32, 1, 2, 3, 1).docs,
				"rounds":  g.rounds(3, 4, word.Number|word.Figure).docs,
				"sequels": g.sequels(4, 4, 3).docs,
				"briefs":  briefs(g.folder(2, 3, 5, 2, 9).docs),
			} {
				if name == "briefs" && o.Threshold < halvesFrom {
					continue // they have links of cosines below .11, which are looked for no more (near.go)
				}
				d := newDense(docs, testBackground(), o)
				if (d.weighed > 0) != (name == "beat") {
					t.Errorf("%s seed %d %+v: %d docs have a beat", name, seed, o, d.weighed)
				}
				within := 1e-12
				if d.weighed > 0 || name == "briefs" { // weights are rounded once more
					within = 1e-7
				}
				want := d.labels(o.Threshold)
				r := run(t, docs, o, noCaps)
				if !slices.Equal(r.Labels, want) {
					t.Errorf("%s seed %d %+v:\n got %v\nwant %v", name, seed, o, r.Labels, want)
				}
				for i := range docs {
					for j := range i {
						if got := r.Link(i, j); math.Abs(got-d.link(i, j)) > within {
							t.Fatalf("%s seed %d %+v: link %d, %d is %v, want %v", name, seed, o, i, j, got, d.link(i, j))
						}
					}
				}
			}
		}
	}
}

// briefs are docs of 20 to 70 of the features of each.
func briefs(docs []Doc) []Doc {
	for i := range docs {
		docs[i].Features = docs[i].Features[:20+10*(i%6)]
	}
	return docs
}

// pairCounts counts pairs of docs that are together in both and in either labelling.
func pairCounts(a, b []int32) (both, either int) {
	for i := range a {
		for j := range i {
			x, y := a[i] == a[j], b[i] == b[j]
			if x && y {
				both++
			}
			if x || y {
				either++
			}
		}
	}
	return both, either
}

func TestSmallFolders(t *testing.T) {
	g := newGenerator(9)
	e := g.event(g.beat())
	one := Doc{Features: []shingle.Feature{{ID: 7, TF: 2}}}
	twin := g.report(e)
	for _, c := range []struct {
		name string
		docs []Doc
		want []int32
	}{
		{"none", nil, []int32{}},
		{"one", []Doc{g.report(e)}, []int32{0}},
		{"one empty", []Doc{{}}, []int32{0}},
		{"all empty", make([]Doc, 3), []int32{0, 1, 2}},
		{"one feature each", []Doc{one, {Features: []shingle.Feature{{ID: 8, TF: 2}}}, one}, []int32{0, 1, 0}},
		{"the same twice", []Doc{twin, {}, twin}, []int32{0, 1, 0}},
		{"five of one event", []Doc{g.report(e), g.report(e), g.report(e), g.report(e), g.report(e)}, []int32{0, 0, 0, 0, 0}},
		{"five of five beats", []Doc{g.report(g.event(g.beat())), g.report(g.event(g.beat())), g.report(g.event(g.beat())), g.report(g.event(g.beat())), g.report(g.event(g.beat()))}, []int32{0, 1, 2, 3, 4}},
		{"a common word is no story", []Doc{common(g, 1), common(g, 1), common(g, 0)}, []int32{0, 1, 2}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := run(t, c.docs, Options{}, defaultCaps).Labels; !slices.Equal(got, c.want) {
				t.Errorf("labels %v, want %v", got, c.want)
			}
		})
	}
}

// common is a doc of one very common word and many that nobody else has.
func common(g *generator, rank uint64) Doc { return g.doc(append(g.words(30), rank)) }

func TestWorkersAndOrder(t *testing.T) {
	f := newGenerator(11).folder(6, 8, 1, 2, 5, 9)
	indexed := defaultCaps
	indexed.all = 0
	want := run(t, f.docs, Options{}, indexed)
	for _, workers := range []int{2, 8} {
		got := run(t, f.docs, Options{Workers: workers}, indexed)
		if !slices.Equal(got.Labels, want.Labels) || !slices.Equal(got.model.far, want.model.far) || got.Linked != want.Linked {
			t.Errorf("%d workers change the result", workers)
		}
	}
	order := rand.New(rand.NewPCG(1, 1)).Perm(len(f.docs))
	shuffled := make([]Doc, len(order))
	for to, from := range order {
		shuffled[to] = f.docs[from]
	}
	got := run(t, shuffled, Options{}, indexed)
	back := make([]int32, len(order))
	for to, from := range order {
		back[from] = int32(order[got.Labels[to]])
	}
	if both, either := pairCounts(back, want.Labels); both != either {
		t.Errorf("another order of the docs: %d of %d pairs agree", both, either)
	}
}

func TestStopsWithContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	docs := newGenerator(14).folder(2, 2, 5).docs
	if _, err := newCorpus(docs).Cluster(ctx, nil, nil, testBackground(), Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}
