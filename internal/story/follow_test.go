package story

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"newsdup/internal/clip"
	"newsdup/internal/spill"
)

// tight is defaultCaps for folders a fifth as large.
var tight = caps{heaviest: 96, postings: 60, best: 100, few: 100, delegates: 200, least: defaultCaps.least}

// Stories of more clips than the index lists of a word, whole and apart.
func TestFollow(t *testing.T) {
	for _, c := range []struct {
		name  string
		beats [][]int
		big   map[int]int // event -> reports
	}{
		{"all", [][]int{{1200}}, map[int]int{0: 1200}},
		{"six in seven", [][]int{slices.Concat([]int{1000}, times(3, 12, 6, 3, 1)), times(6, 12, 6, 3, 1)}, map[int]int{0: 1000}},
		{"a fifth", slices.Concat([][]int{{500}}, slices.Repeat([][]int{times(10, 12, 6, 3, 1)}, 9)), map[int]int{0: 500}},
		{"two", [][]int{{600}, {600}}, map[int]int{0: 600, 1: 600}},
		{"two of one beat", [][]int{{600, 600}}, map[int]int{0: 600, 1: 600}},
	} {
		t.Run(c.name, func(t *testing.T) {
			wholeStories(t, newNewsroom(1).beats(c.beats...), tight, c.big)
		})
	}
}

// TestFollowSame: workers, the order of the docs, rows in a file and a bound that
// no story reaches change nothing, or next to nothing.
func TestFollowSame(t *testing.T) {
	n := newNewsroom(2)
	f := n.beats(slices.Concat([]int{600}, times(4, 12, 6, 3, 1)), times(4, 12, 6, 3, 1))
	cluster := func(order []int, spilled bool, workers int, c caps) []int32 {
		corpus := new(Corpus)
		if spilled {
			if err := corpus.Spill(spill.New(t.TempDir(), 0)); err != nil {
				t.Fatal(err)
			}
		}
		for _, i := range order {
			corpus.Add(f.docs[i])
		}
		r, err := corpus.cluster(context.Background(), every(f.docs), nil, testBackground(), Options{Threshold: DefaultThreshold, Workers: workers}, c)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		if c.delegates < len(f.docs) && r.space.rest == nil {
			t.Fatal("nobody follows")
		}
		labels := make([]int32, len(order))
		for to, from := range order {
			if l := r.Labels[to]; int(l) > to || r.Labels[l] != l {
				t.Fatalf("doc %d has the label %d, which is not the smallest doc of its story", to, l)
			}
			labels[from] = int32(order[r.Labels[to]])
		}
		return labels
	}
	order := make([]int, len(f.docs))
	for i := range order {
		order[i] = i
	}
	want := cluster(order, false, 1, tight)
	if got := cluster(order, true, 4, tight); !slices.Equal(got, want) {
		t.Error("four workers and rows in a file change the labels")
	}
	free := tight
	free.delegates = math.MaxInt
	free.postings = math.MaxInt32
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	for what, got := range map[string][]int32{"another order": cluster(order, false, 2, tight), "no followers": cluster(order, false, 2, free)} {
		if both, either := pairCounts(got, want); float64(both) < 0.95*float64(either) {
			t.Errorf("%s: %d of %d pairs agree", what, both, either)
		}
	}
}

// TestFollowBounds: what keeps clips apart does so with clips that follow.
func TestFollowBounds(t *testing.T) {
	f := newNewsroom(3).beats([]int{500})
	var o Options
	for i := range f.docs {
		f.docs[i].Date = clip.At(time.Date(2026, 11, 1+i%6, 9, 0, 0, 0, time.UTC))
		if i > 0 && i%7 == 0 {
			o.Apart = append(o.Apart, [2]int32{int32(i), int32(i - 7)})
		}
	}
	o.Window = 80 * time.Hour
	o.Explain = true
	r := run(t, f.docs, o, tight)
	for _, p := range o.Apart {
		if r.Labels[p[0]] == r.Labels[p[1]] {
			t.Errorf("docs %d and %d are in one story", p[0], p[1])
		}
	}
	largest := 0
	for i, l := range r.Labels {
		for _, j := range r.Members(int(l)) {
			if gap := f.docs[i].Date.Gap(f.docs[j].Date); gap > o.Window {
				t.Fatalf("docs %d and %d are %v apart and one story", i, j, gap)
			}
		}
		largest = max(largest, len(r.Members(i)))
	}
	if largest < 100 {
		t.Errorf("the largest story of four days has %d clips, want 100 and more", largest)
	}
	for i := 0; i < len(f.docs); i += 300 { // Meet clusters as the run did
		j := r.Members(int(r.Labels[i]))[0]
		if x, ok, err := r.Meet(context.Background(), i, int(j)); err != nil || !ok || x < r.Threshold {
			t.Errorf("%d and %d are in one story, but meet at %v, %v, %v", i, j, x, ok, err)
		}
	}
}

// TestNoFeatures: clips without a word do not hide a story.
func TestNoFeatures(t *testing.T) {
	f := newNewsroom(5).beats([]int{300})
	for range 300 {
		f.docs = append(f.docs, Doc{})
		f.gold = append(f.gold, len(f.gold))
	}
	wholeStories(t, f, defaultCaps, map[int]int{0: 300})
}

// TestOffers: each cluster is offered to a follower once, and many edges to it take no room.
func TestOffers(t *testing.T) {
	const n, labels = 3000, 3
	r := rand.New(rand.NewPCG(7, 7))
	s := &space{n: n, rest: make([]bool, n)}
	label := make([]int32, n)
	for i := range n {
		s.rest[i], label[i] = r.IntN(2) == 0, r.Int32N(labels)
	}
	all, want := newEdges(nil, n), map[offer]bool{}
	for i := range int32(n) {
		var list []edge
		for range 50 {
			j := r.Int32N(n)
			list = append(list, edge{i, j, 1})
			switch {
			case s.rest[i] && !s.rest[j]:
				want[offer{label: label[j], doc: i}] = true
			case s.rest[j] && !s.rest[i]:
				want[offer{label: label[i], doc: j}] = true
			}
		}
		all.next(list)
	}
	got := s.offers(all, label)
	for i, o := range got {
		if !want[o] || i > 0 && (o.label < got[i-1].label || o.label == got[i-1].label && o.doc <= got[i-1].doc) {
			t.Fatalf("offer %d is %v", i, o)
		}
	}
	if len(got) != len(want) || cap(got) > 5*len(want) {
		t.Errorf("%d offers and room for %d, want %d", len(got), cap(got), len(want))
	}
}
