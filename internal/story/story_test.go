package story

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"newsdup/internal/clip"
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

// Folders of beats with events of 1 to 12 reports, and of big stories, which
// labelled sets do not have.
func TestBigStories(t *testing.T) {
	for _, c := range []struct {
		beats, events int
		big           map[int]int // event -> reports
	}{
		{12, 64, map[int]int{0: 300, 70: 50, 400: 50}},
		{1, 64, map[int]int{0: 50}},
		{4, 40, map[int]int{0: 100}},
		{12, 64, map[int]int{0: 500}},
		{4, 40, map[int]int{0: 300}},
		{3, 32, map[int]int{0: 200}},
	} {
		sizes := make([]int, c.beats*c.events)
		for e := range sizes {
			sizes[e] = 1 + e*5%12
		}
		for e, n := range c.big {
			sizes[e] = n
		}
		f := newGenerator(5).folder(c.beats, c.events, sizes...)
		t.Run(fmt.Sprint(len(f.docs), c.big), func(t *testing.T) {
			wholeStories(t, f, defaultCaps, c.big)
		})
	}
}

// A folder without structure is no story, in a language that the background
// knows or in one that it does not.
func TestNoStory(t *testing.T) {
	for name, background := range map[string]Background{
		"known":   testBackground(),
		"unknown": func(uint64) float32 { return 0 },
	} {
		for _, n := range []int{500, 4000} {
			r, err := newCorpus(newGenerator(1).articles(n)).Cluster(context.Background(), nil, nil, background, Options{})
			if err != nil {
				t.Fatal(err)
			}
			for i := range r.Labels {
				if k := len(r.Members(i)); k > 2 {
					t.Errorf("%d articles without structure, language %s: %d of them make a story", n, name, k)
				}
			}
		}
	}
}

// wholeStories checks that a clustering keeps the big events whole and apart
// from others, and nearly all events.
func wholeStories(t *testing.T, f folder, c caps, big map[int]int) {
	labels := run(t, f.docs, Options{}, c).Labels
	count := map[[2]int]int{} // by event, label
	total := map[int]int{}    // by label
	for i, l := range labels {
		count[[2]int{f.gold[i], int(l)}]++
		total[int(l)]++
	}
	for e, size := range big {
		home, most := -1, 0
		for k, n := range count {
			if k[0] == e && n > most {
				home, most = k[1], n
			}
		}
		if float64(most) < 0.95*float64(size) {
			t.Errorf("a story of %d falls to pieces: the largest has %d", size, most)
		}
		if others := total[home] - most; 100*others > size {
			t.Errorf("a story of %d swallows %d of its neighbours", size, others)
		}
	}
	gold := make([]int32, len(labels))
	for i, e := range f.gold {
		gold[i] = int32(e)
	}
	if both, either := pairCounts(labels, gold); float64(both) < 0.95*float64(either) {
		t.Errorf("%d docs: %d of %d pairs of one event or one label are both", len(labels), both, either)
	}
}

func TestFarBackground(t *testing.T) {
	ranks := func(best, far float64) []uint64 { // ten of the best, then the far ones
		cos := make([]uint64, 60)
		for i := range cos {
			if cos[i] = math.Float64bits(far); i%6 == 0 {
				cos[i] = math.Float64bits(best)
			}
		}
		return cos
	}
	for _, c := range []struct {
		name             string
		best, far, level float64
		want             float64
	}{
		{"nothing near", .3, .01, .01, .04},
		{"a beat", .3, .08, .02, .08},
		{"a dense beat", .3, .13, .02, .12},
		{"a story of a hundred", .35, .2, .02, .04},
		{"between the two", .4, .175, .02, .08},
		{"a story of a quarter of the folder", .15, .13, .02, .04},
		{"ranks half flat", .15, .12, .02, .08},
		{"a flat beat", .1, .09, .02, .09},
		{"a folder without stories", .14, .13, .1, .12},
		{"a folder of which nothing is known", .15, .13, unknownLevel, .12},
	} {
		if f := farBackground(ranks(c.best, c.far), farLast, c.level); math.Abs(f-c.want) > 1e-9 {
			t.Errorf("%s: %g, want %g", c.name, f, c.want)
		}
	}
}

// TestFarLack: what a clip shares with the half of a small folder that is least like it.
func TestFarLack(t *testing.T) {
	for _, c := range []struct {
		name   string
		cos    []float64
		others int
		want   float64
	}{
		{"alone", nil, 0, .04},
		{"two, alike", []float64{.3}, 1, .06},
		{"two, less alike", []float64{.05}, 1, .05},
		{"two of nothing in common", nil, 1, .04},
		{"one of three is another's", []float64{.3, .05}, 2, .05},
		{"two pairs", []float64{.3, .02, .02}, 3, .04},
		{"of one beat", []float64{.3, .07, .09, .1}, 4, .06},
		{"half are not found", []float64{.3, .07, .09, .1}, 8, .04},
		{"ranks 21 to 35 are there", slices.Repeat([]float64{.08}, 35), 35, .04 + .03},
		{"all are there, and more than half are not found", slices.Repeat([]float64{.08}, 50), 120, .08},
	} {
		var bits []uint64
		for _, x := range c.cos {
			bits = append(bits, math.Float64bits(x))
		}
		if f := farBackground(bits, c.others, unknownLevel); math.Abs(f-c.want) > 1e-9 {
			t.Errorf("%s: %g, want %g", c.name, f, c.want)
		}
	}
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

func TestFiguresWeighMore(t *testing.T) {
	weigh := func(flags word.Flag) float64 {
		docs := []Doc{
			{Features: []shingle.Feature{{ID: 3, TF: 1, Flags: flags}, {ID: 4, TF: 1}, {ID: wordID(0), TF: 1}}},
			{Features: []shingle.Feature{{ID: 3, TF: 1, Flags: flags}, {ID: 5, TF: 1}, {ID: wordID(0), TF: 1}}},
		}
		return run(t, docs, Options{}, defaultCaps).Cosine(0, 1)
	}
	plain, number, figure := weigh(0), weigh(word.Number), weigh(word.Number|word.Figure)
	if !(number < figure && figure == plain) {
		t.Errorf("cosines %v (number), %v (figure), %v (unknown word): a number is less, a figure as rare as an unknown word", number, figure, plain)
	}
}

func TestConflict(t *testing.T) {
	for _, c := range []struct {
		name   string
		rounds int
		flags  word.Flag
		want   int
	}{
		{"one round", 1, word.Number | word.Figure, 1},
		{"two rounds", 2, word.Number | word.Figure, 2},
		{"two rounds on other days", 2, word.Calendar, 2},
		{"two rounds that differ in words", 2, 0, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			docs := newGenerator(17).rounds(c.rounds, 6, c.flags).docs
			labels := run(t, docs, Options{}, defaultCaps).Labels
			slices.Sort(labels)
			if got := len(slices.Compact(labels)); got != c.want {
				t.Errorf("%d stories, want %d", got, c.want)
			}
		})
	}
}

// TestOneCast: what the same people did twice is two stories where the plain words
// say so, not where other names do.
func TestOneCast(t *testing.T) {
	for _, c := range []struct {
		name   string
		rounds int
		flags  word.Flag
		want   int
	}{
		{"one round", 1, 0, 1},
		{"two rounds of other plain words", 2, 0, 2},
		{"two rounds of other names", 2, word.Name, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := newGenerator(29)
			cast := g.words(6)
			var docs []Doc
			for range c.rounds {
				deeds := g.words(5)
				for range 4 {
					d := g.doc(g.words(12))
					for _, w := range cast {
						d.Features = append(d.Features, shingle.Feature{ID: wordID(w), TF: 3.5, Flags: word.Name})
					}
					for _, w := range deeds {
						d.Features = append(d.Features, shingle.Feature{ID: wordID(w), TF: 3, Flags: c.flags})
					}
					slices.SortFunc(d.Features, func(a, b shingle.Feature) int { return cmp.Compare(a.ID, b.ID) })
					docs = append(docs, d)
				}
			}
			labels := run(t, docs, Options{}, defaultCaps).Labels
			slices.Sort(labels)
			if got := len(slices.Compact(labels)); got != c.want {
				t.Errorf("%d stories, want %d", got, c.want)
			}
		})
	}
}

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

func TestThresholdRefines(t *testing.T) {
	for name, docs := range map[string][]Doc{
		"events":  newGenerator(12).folder(3, 5, 1, 2, 5, 9).docs,
		"sequels": newGenerator(12).sequels(30, 5, 3).docs,
	} {
		coarse := run(t, docs, Options{Threshold: 0.01}, noCaps).Labels
		for _, threshold := range []float64{0.02, 0.03, 0.035, 0.039, 0.04, 0.0400001, 0.045, 0.08, 0.16, 0.5} {
			fine := run(t, docs, Options{Threshold: threshold}, noCaps).Labels
			for i := range fine {
				if coarse[i] != coarse[fine[i]] {
					t.Fatalf("%s: threshold %v joins %d and %d, which a lower one keeps apart", name, threshold, i, fine[i])
				}
			}
			coarse = fine
		}
	}
}

func TestWindow(t *testing.T) {
	g := newGenerator(13)
	e := g.event(g.beat())
	day := func(n int) clip.Date { return clip.At(time.Date(2026, 11, n, 9, 0, 0, 0, time.UTC)) }
	whole := func(n int) clip.Date { return clip.Day(day(n).Time) }
	dated := func(dates ...clip.Date) []Doc {
		var docs []Doc
		for _, d := range dates {
			doc := g.report(e)
			doc.Date = d
			docs = append(docs, doc)
		}
		return docs
	}
	for _, c := range []struct {
		name   string
		docs   []Doc
		window time.Duration
		want   []int32
	}{
		{"no window", dated(day(1), day(20)), 0, []int32{0, 0}},
		{"inside", dated(day(1), day(3)), 48 * time.Hour, []int32{0, 0}},
		{"outside", dated(day(1), day(4)), 48 * time.Hour, []int32{0, 1}},
		{"unknown goes with any", dated(day(1), clip.Date{}), time.Hour, []int32{0, 0}},
		{"a day is its noon", dated(day(1), whole(4)), 75 * time.Hour, []int32{0, 0}},
		{"a day outside", dated(day(1), whole(4)), 74 * time.Hour, []int32{0, 1}},
		{"two days", dated(whole(1), whole(4)), 72 * time.Hour, []int32{0, 0}},
		{"two rounds", dated(day(1), day(20), day(1), day(20)), 48 * time.Hour, []int32{0, 1, 0, 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := run(t, c.docs, Options{Window: c.window}, defaultCaps).Labels; !slices.Equal(got, c.want) {
				t.Errorf("labels %v, want %v", got, c.want)
			}
		})
	}
	t.Run("no chain through the days", func(t *testing.T) {
		docs := dated(day(1), day(2), day(3), day(4), day(5), clip.Date{}, day(6), day(7))
		labels := run(t, docs, Options{Window: 48 * time.Hour}, defaultCaps).Labels
		for i, l := range labels {
			for j := range i {
				a, b := docs[i].Date, docs[j].Date
				if l == labels[j] && !a.IsZero() && !b.IsZero() && a.Gap(b) > 48*time.Hour {
					t.Errorf("docs %d and %d are %v apart and one story", i, j, a.Gap(b))
				}
			}
		}
	})
}

func TestApart(t *testing.T) {
	g := newGenerator(15)
	e := g.event(g.beat())
	var docs []Doc
	for range 9 {
		docs = append(docs, g.report(e))
	}
	o := Options{Apart: [][2]int32{{4, 1}, {5, 1}, {2, 7}}}
	labels := run(t, docs, o, defaultCaps).Labels
	for _, p := range [][2]int{{4, 1}, {5, 1}, {2, 7}} {
		if labels[p[0]] == labels[p[1]] {
			t.Errorf("%d and %d are in one story: %v", p[0], p[1], labels)
		}
	}
	stories := map[int32]int{}
	for _, l := range labels {
		stories[l]++
	}
	if len(stories) > 3 {
		t.Errorf("three pairs kept apart make %d stories of one event: %v", len(stories), labels)
	}
}

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

func TestStopsWithContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	docs := newGenerator(14).folder(2, 2, 5).docs
	if _, err := newCorpus(docs).Cluster(ctx, nil, nil, testBackground(), Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}

func TestTop(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for range 300 {
		n, k := r.IntN(60), r.IntN(60)
		keys := make([]uint64, n)
		for i := range keys {
			keys[i] = pack(float32(1+r.IntN(9)), uint32(i))
		}
		r.Shuffle(n, func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
		want := slices.Clone(keys)
		slices.Sort(want)
		want = want[max(0, n-k):]
		got := top(keys, k)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("top %d of %d: %v, want %v", k, n, got, want)
		}
	}
	if k := pack(0.25, 17); unpack(k) != 17 || weight(k) != 0.25 {
		t.Errorf("a key gives back %v, %v", unpack(k), weight(k))
	}
}

func TestHeaviest(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 3))
	for round := range 600 {
		n, k := r.IntN(400), r.IntN(400)
		keys := make([]uint64, n)
		for i := range keys {
			x := math.Pow(10, -float64(r.IntN(1+round%48))) // down to what no float32 tells from 0
			keys[i] = pack(float32((1+r.Float64())*x), uint32(r.IntN(9*n)))
		}
		want := slices.Clone(keys)
		slices.Sort(want)
		want = want[max(0, n-k):]
		got := heaviest(keys, k)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("the heaviest %d of %d: %v, want %v", k, n, got, want)
		}
	}
}

func TestHeap(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	var h heap
	for round := range 200 {
		for range r.IntN(20) {
			h.push(choice{score: int64(r.IntN(5)), a: int32(r.IntN(5)), b: int32(r.IntN(5))})
		}
		last := choice{score: math.MaxInt64}
		for left := len(h) * (round % 2); left > 0; left-- {
			c := h.pop()
			if c.before(last) {
				t.Fatalf("%v came after %v", c, last)
			}
			last = c
		}
	}
}
