package story

import (
	"context"
	"fmt"
	"math"
	"slices"
	"testing"

	"newsdup/internal/spill"
)

// Stories of outlets that reword, from a part of the folder to all of it.
func TestLargePart(t *testing.T) {
	for _, c := range []struct {
		name  string
		beats [][]int
		big   map[int]int // event -> reports
	}{
		{"all of 50", [][]int{{50}}, map[int]int{0: 50}},
		{"all of 100", [][]int{{100}}, map[int]int{0: 100}},
		{"all of 300", [][]int{{300}}, map[int]int{0: 300}},
		{"all of 1,000", [][]int{{1000}}, map[int]int{0: 1000}},
		{"300 and 100 others", slices.Concat([][]int{{300}}, slices.Repeat([][]int{{1}}, 100)), map[int]int{0: 300}},
		{"300 and 100 of its beat", [][]int{slices.Concat([]int{300}, times(100, 1))}, map[int]int{0: 300}},
		{"500 of 755", [][]int{slices.Concat([]int{500}, times(4, 12, 6, 3, 1)), times(4, 12, 6, 3, 1), times(4, 12, 6, 3, 1)}, map[int]int{0: 500}},
		{"500 of 1,279", [][]int{slices.Concat([]int{500}, times(11, 12, 6, 3, 1)), times(12, 12, 6, 3, 1), times(12, 12, 6, 3, 1)}, map[int]int{0: 500}},
		{"two of 300", [][]int{{300}, {300}}, map[int]int{0: 300, 1: 300}},
		{"two of 300, one beat", [][]int{{300, 300}}, map[int]int{0: 300, 1: 300}},
		{"three of 200 and 200 others", slices.Concat([][]int{{200}, {200}, {200}}, slices.Repeat([][]int{times(2, 1)}, 100)), map[int]int{0: 200, 1: 200, 2: 200}},
		{"1,000 and 500 of 3,000", [][]int{slices.Concat([]int{1000}, times(20, 12, 6, 3, 1)), slices.Concat([]int{500}, times(20, 12, 6, 3, 1)), times(25, 12, 6, 3, 1)}, map[int]int{0: 1000, 81: 500}},
	} {
		t.Run(c.name, func(t *testing.T) {
			wholeStories(t, newNewsroom(1).beats(c.beats...), defaultCaps, c.big)
		})
	}
}

// What is alike in other ways than a story is none.
func TestNoBigStory(t *testing.T) {
	for _, c := range []struct {
		name string
		docs func(n *newsroom) []Doc
		most int // clips of the largest story
	}{
		{"a beat", func(n *newsroom) []Doc { return n.beats(times(400, 1)).docs }, 6},
		{"three beats", func(n *newsroom) []Doc { return n.beats(times(200, 1), times(200, 1), times(200, 1)).docs }, 6},
		{"a beat of few words", func(n *newsroom) []Doc {
			b := n.beats(times(400, 1))
			extra := n.beat()
			for i, d := range b.docs {
				var text []uint64
				for range 60 {
					text = append(text, extra.vocabulary[n.zipf(len(extra.vocabulary))])
				}
				b.docs[i] = Doc{Features: merged(d.Features, n.doc(text).Features)}
			}
			return b.docs
		}, 20},
		{"a formula in all", func(n *newsroom) []Doc { return n.withFormula(1, 60) }, 6},
		{"a formula in a fifth", func(n *newsroom) []Doc { return n.withFormula(5, 60) }, 6},
		{"a formula in a tenth", func(n *newsroom) []Doc { return n.withFormula(10, 60) }, 6},
		{"one form, reworded", func(n *newsroom) []Doc {
			docs := n.withFormula(1, 0)
			form := make([][]uint64, 60) // in three wordings
			for k := range form {
				form[k] = n.words(3)
			}
			for i, d := range docs {
				var text []uint64
				for _, wordings := range form {
					if n.rand.IntN(10) > 0 {
						text = append(text, wordings[n.rand.IntN(3)])
					}
				}
				docs[i] = Doc{Features: merged(d.Features, n.doc(text).Features)}
			}
			return docs
		}, 6},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := run(t, c.docs(newNewsroom(2)), Options{}, defaultCaps)
			largest := 0
			for i := range r.Labels {
				largest = max(largest, len(r.Members(i)))
			}
			if largest > c.most {
				t.Errorf("%d of %d clips make a story, want at most %d", largest, len(r.Labels), c.most)
			}
		})
	}
}

// TestBigStoriesOrder: neither the order of the docs nor those that are left out
// have a say in which stories are big.
func TestBigStoriesOrder(t *testing.T) {
	n := newNewsroom(3)
	f := n.beats(append([]int{200}, times(10, 12, 6, 3, 1)...), times(10, 12, 6, 3, 1))
	big := func(order []int32) (sets [][]int32) {
		c := new(Corpus)
		var docs []int32
		for k, i := range order {
			c.Add(f.docs[i])
			c.Add(n.reword(n.affair(n.beat(), n.words(25)))) // left out
			docs = append(docs, int32(2*k))
		}
		stories, err := c.bigStories(context.Background(), c.count(docs, nil, nil, 2), testBackground(), nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, story := range stories {
			for k, doc := range story {
				story[k] = order[doc/2]
			}
			slices.Sort(story)
		}
		return stories
	}
	order := every(f.docs)
	want := big(order)
	if len(want) != 1 {
		t.Fatalf("%d big stories, want 1", len(want))
	}
	own := 0
	for _, i := range want[0] {
		if f.gold[i] == 0 {
			own++
		}
	}
	if size := len(want[0]); own < 190 || size > own+5 {
		t.Errorf("the big story has %d of 200 reports and %d others", own, size-own)
	}
	for range 3 {
		n.rand.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		if got := big(order); !slices.EqualFunc(got, want, slices.Equal) {
			t.Errorf("in another order: %v, want %v", got, want)
		}
	}
}

// TestCentre against all pairs.
func TestCentre(t *testing.T) {
	docs := newNewsroom(4).beats([]int{12}).docs
	c := newCorpus(docs)
	s, err := c.space(c.counts(c.count(every(docs), nil, nil, 2), nil), nil, nil, nil, testBackground(), nil)
	if err != nil {
		t.Fatal(err)
	}
	x := s.centre(every(docs))
	clips := map[uint32]int{}
	for i := range docs {
		for _, e := range s.held[i] {
			clips[e.col]++
		}
	}
	inside, varied, pairs := 0.0, 0.0, 0.0
	for i := range docs {
		for j := range i {
			pairs++
			for _, e := range s.held[i] {
				for _, f := range s.held[j] {
					if e.col == f.col {
						inside += float64(e.val) * float64(f.val)
						if clips[e.col] < 10 { // .8 of 12 is 9.6
							varied += float64(e.val) * float64(f.val)
						}
					}
				}
			}
		}
	}
	if math.Abs(x.inside-inside/pairs) > 1e-9 || math.Abs(x.varied-varied/pairs) > 1e-9 {
		t.Errorf("inside %v, varied %v, want %v, %v", x.inside, x.varied, inside/pairs, varied/pairs)
	}
}

// TestBigStoryCounts: the clips of a big story count as ten in idf.
func TestBigStoryCounts(t *testing.T) {
	one := func(ids ...uint64) Doc { return newGenerator(1).doc(ids) }
	var docs []Doc
	for range 50 {
		docs = append(docs, one(9000))
	}
	docs = append(docs, one(9000), one(9001), one(9001))
	c := newCorpus(docs)
	rare := func(uint64) float32 { return 1e-6 }
	terms, _ := c.idf(c.counts(c.count(every(docs), nil, nil, 2), nil), [][]int32{every(docs)[:50]}, rare)
	for id, df := range map[uint64]float64{9000: 11, 9001: 2} {
		t.Run(fmt.Sprint(id), func(t *testing.T) {
			term, _ := c.find(wordID(id))
			if got, want := terms[term].idf, math.Log((13+1001)/(df+5.5)); math.Abs(got-want) > 1e-9 {
				t.Errorf("idf %v, want %v", got, want)
			}
		})
	}
}

// TestAlikeUnread: a sample that cannot be read is an error, not clips that are not alike.
func TestAlikeUnread(t *testing.T) {
	docs := newGenerator(3).folder(1, 100, 2, 4).docs
	var c Corpus
	if err := c.Spill(spill.New(t.TempDir(), 0)); err != nil {
		t.Fatal(err)
	}
	for _, d := range docs {
		if err := c.Add(d); err != nil {
			t.Fatal(err)
		}
	}
	s, err := c.space(c.counts(c.count(every(docs), nil, roomOf(1), 2), nil), nil, nil, nil, testBackground(), roomOf(1))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.alike(t.Context()); err != nil {
		t.Error(err)
	}
	if err := s.close(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.alike(t.Context()); err == nil {
		t.Error("no error")
	}
}

// TestAlikeFloor: two halves of a story that alike puts into one cluster have a mean cosine
// of bigJoin, whatever halves.go would say of them.
func TestAlikeFloor(t *testing.T) {
	for seed := range uint64(8) {
		for _, events := range []int{2, 3, 4, 6} {
			n, m := 2+12/events, 12/events
			docs := newGenerator(seed).sequels(events, n, m).docs
			var c Corpus
			for _, d := range docs {
				if err := c.Add(d); err != nil {
					t.Fatal(err)
				}
			}
			s, err := c.space(c.counts(c.count(every(docs), nil, nil, 2), nil), nil, [][]int32{every(docs)}, nil, testBackground(), nil)
			if err != nil {
				t.Fatal(err)
			}
			clusters, err := s.alike(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			for _, cluster := range clusters {
				for k := range int32(events) {
					first, rest := k*int32(n+m), k*int32(n+m)+int32(n)
					sum, pairs := 0.0, 0.0
					for _, i := range cluster {
						for _, j := range cluster {
							if first <= i && i < rest && rest <= j && j < rest+int32(m) {
								sum += (&Result{space: s}).Cosine(int(i), int(j))
								pairs++
							}
						}
					}
					if sum < bigJoin*pairs {
						t.Errorf("seed %d, %d events: halves with a mean cosine of %.3f are in one cluster", seed, events, sum/pairs)
					}
				}
			}
		}
	}
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
