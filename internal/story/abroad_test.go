package story

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"newsdup/internal/shingle"
	"newsdup/internal/word"
)

// overseasID is the word with that ID in another language.
const overseasID = 1 << 62

// testAbroad is the background of that language.
func testAbroad() Background {
	b := testBackground()
	return func(id uint64) float32 { return b(id ^ overseasID) }
}

// translate writes docs in the other language.
func translate(docs []Doc) []Doc {
	for i := range docs {
		for k := range docs[i].Features {
			docs[i].Features[k].ID ^= overseasID
		}
		slices.SortFunc(docs[i].Features, func(a, b shingle.Feature) int { return cmp.Compare(a.ID, b.ID) })
	}
	return docs
}

// TestAbroad: clips come together as in English, however few they are, alone and beside others.
func TestAbroad(t *testing.T) {
	for _, c := range []struct {
		name    string
		beats   [][]int
		english int // events
	}{
		{"two of nothing in common", [][]int{{1}, {1}}, 0},
		{"12 of nothing in common", slices.Repeat([][]int{{1}}, 12), 0},
		{"three events", [][]int{{3}, {3}, {3}}, 0},
		{"128 clips", [][]int{times(4, 12, 3, 1), times(4, 12, 3, 1)}, 0},
		{"300 of one event", [][]int{{300}}, 0},
		{"60 among 460", [][]int{times(3, 6, 3, 1), times(3, 6, 3, 1)}, 200},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newNewsroom(21).beats(c.beats...)
			want := inBackground(t, f.docs, testBackground())
			docs := translate(f.docs)
			if c.english > 0 {
				docs = append(docs, newNewsroom(22).beats(times(c.english, 2), times(c.english/2, 1)).docs...)
			}
			r, err := newCorpus(docs).Cluster(t.Context(), nil, nil, testBackground(), Options{Abroad: testAbroad(), Workers: 1})
			if err != nil {
				t.Fatal(err)
			}
			got := r.Labels[:len(want)]
			if c.english == 0 && !slices.Equal(got, want) {
				t.Errorf("stories %v, in English %v", got, want)
			}
			gold := make([]int32, len(want))
			for i := range gold {
				gold[i] = int32(f.gold[i])
			}
			if both, either := pairCounts(got, gold); float64(1+both) < .9*float64(1+either) {
				t.Errorf("%d pairs are of one event and one label, %d of one of these", both, either)
			}
		})
	}
}

// TestAbroadBeside: what is common abroad is a rare word in English, and a name in any language.
func TestAbroadBeside(t *testing.T) {
	doc := func(flags word.Flag, ids ...uint64) Doc {
		d := newGenerator(1).doc(ids)
		for k := range d.Features {
			d.Features[k].Flags = flags
		}
		return d
	}
	english, other := []uint64{0, 1, 2, 3}, []uint64{90000, 90001, 90002, 90003}
	abroad := func(id uint64) float32 {
		for _, w := range append([]uint64{0}, other...) { // word 0 is of both languages
			if id == wordID(w) {
				return .05
			}
		}
		return 0
	}
	for _, c := range []struct {
		name  string
		docs  []Doc
		word  uint64
		known bool // as common
	}{
		{"in clips from abroad", []Doc{doc(0, other...), doc(0, other...)}, 90000, true},
		{"in one of these and one in English", []Doc{doc(0, other...), doc(0, append(english, 90000)...)}, 90000, false},
		{"in English", []Doc{doc(0, english...), doc(0, append(english, 90000)...)}, 90000, false},
		{"a name", []Doc{doc(word.Name, other...), doc(word.Name, other...)}, 90000, false},
		{"in no list", []Doc{doc(0, append(other, 95000)...)}, 95000, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			corpus := newCorpus(c.docs)
			corpus.survey(every(c.docs), testBackground(), abroad, nil, 2)
			term, _ := corpus.find(wordID(c.word))
			if pb := corpus.share(int(term), testBackground()); (pb > .9) != c.known || !c.known && pb != backRare {
				t.Errorf("pb %v", pb)
			}
			o := NewOnline(testBackground(), abroad, 0)
			for _, d := range c.docs {
				k, _ := o.Find(d.Features, nil)
				o.Add(k)
			}
			online, _ := o.find(wordID(c.word))
			if pb := o.share(&o.of[online].is, c.docs[0].Features[0].Flags); (pb > .9) != c.known {
				t.Errorf("in a stream pb %v", pb)
			}
		})
	}
}

// TestCensus: what a clip is taken for by the sides of its words.
func TestCensus(t *testing.T) {
	for _, c := range []struct {
		n               census
		abroad, foreign bool
	}{
		{census{}, false, false},
		{census{unlisted: 16, atHome: 48}, false, false},
		{census{unlisted: 30, atHome: 4, overseas: 8}, false, false},
		{census{unlisted: 30, atHome: 4, overseas: 9}, true, false},
		{census{unlisted: 30, either: 20, overseas: 1}, true, false},
		{census{unlisted: 49, overseas: 15}, true, true},
		{census{unlisted: 48, overseas: 16}, true, false},
	} {
		t.Run(fmt.Sprint(c.n), func(t *testing.T) {
			if c.n.isAbroad() != c.abroad || c.n.isForeign() != c.foreign {
				t.Errorf("abroad %v, foreign %v", c.n.isAbroad(), c.n.isForeign())
			}
		})
	}
}
