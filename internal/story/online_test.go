package story

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"newsdup/internal/eval"
)

// tellAll streams docs and gives the story of each by its first doc.
func tellAll(o *Online, docs []Doc) (labels []int, known []Known) {
	for i, d := range docs {
		k, told := o.Find(d.Features, nil)
		if !told.Found {
			k.Story = uint64(i)
		}
		o.Add(k)
		labels, known = append(labels, int(k.Story)), append(known, k)
	}
	return labels, known
}

// names makes labels of docs for package eval.
func names[L ~int | ~int32](labels []L) map[string]string {
	m := map[string]string{}
	for i, l := range labels {
		m[fmt.Sprint(i)] = fmt.Sprint(l)
	}
	return m
}

// TestOnlineAgrees compares the stories of a stream with those of Cluster, and both with the truth.
func TestOnlineAgrees(t *testing.T) {
	for _, test := range []struct {
		name          string
		beats, events int
		sizes         []int
		agree, truth  float64 // least B-cubed F1
	}{
		{"mixed", 20, 5, []int{1, 2, 5}, .83, .95},
		{"one beat", 1, 40, []int{1, 4, 8}, .9, .95},
	} {
		f := newGenerator(7).folder(test.beats, test.events, test.sizes...)
		got, _ := tellAll(NewOnline(testBackground(), nil, 0), f.docs)
		batch := run(t, f.docs, Options{}, defaultCaps)
		agree := eval.Score(names(batch.Labels), names(got)).BCubed
		truth := eval.Score(names(f.gold), names(got)).BCubed
		t.Logf("%s: with Cluster %.3f, with the truth %.3f (precision %.3f), Cluster with the truth %.3f", test.name,
			agree.F1, truth.F1, truth.Precision, eval.Score(names(f.gold), names(batch.Labels)).BCubed.F1)
		if agree.F1 < test.agree || truth.F1 < test.truth {
			t.Errorf("%s: F1 %.3f with Cluster, %.3f with the truth; want %.2f and %.2f", test.name, agree.F1, truth.F1, test.agree, test.truth)
		}
	}
}

// TestOnlineRemembers cuts a stream with a bounded memory: what is made of the
// docs that were known answers as the one that saw them come.
func TestOnlineRemembers(t *testing.T) {
	docs := slices.Concat(newGenerator(3).folder(4, 8, 1, 3, 5).docs, newNewsroom(3).beats([]int{100}).docs)
	const keep = 60
	var kept []Known
	whole := NewOnline(testBackground(), nil, 0)
	floods := 0
	for i, d := range docs {
		k, told := whole.Find(d.Features, nil)
		floods += bit(k.Parts < WholeParts)
		if i%10 == 0 {
			again := NewOnline(testBackground(), nil, 0)
			for _, k := range kept {
				again.Add(k)
			}
			k2, told2 := again.Find(d.Features, nil)
			told2.Doc += whole.first
			if !told2.Found {
				told2.Doc = told.Doc
			}
			if !reflect.DeepEqual(k, k2) || told != told2 {
				t.Fatalf("doc %d: %+v, made again %+v", i, told, told2)
			}
		}
		if !told.Found {
			k.Story = uint64(i)
		}
		whole.Add(k)
		if kept = append(kept, k); len(kept) > keep {
			kept = kept[1:]
			whole.Forget()
		}
	}
	if floods == 0 {
		t.Error("no clip was of a flood")
	}
	for whole.Len() > 0 {
		whole.Forget()
	}
	if whole.parts != 0 || len(whole.stories) != 0 || len(whole.free) != len(whole.of) || slices.Max(whole.table) != 0 {
		t.Errorf("an empty one has %d stories, %d of %d terms free, or some in its table", len(whole.stories), len(whole.free), len(whole.of))
	}
}

// TestOnlineApart looks for stories other than a forbidden one.
func TestOnlineApart(t *testing.T) {
	g := newGenerator(5)
	b := g.beat()
	e := g.event(b)
	o := NewOnline(testBackground(), nil, 0)
	for range 3 {
		k, _ := o.Find(g.report(e).Features, nil)
		k.Story = 9
		o.Add(k)
	}
	d := g.report(e)
	if _, told := o.Find(d.Features, nil); !told.Found || told.Story != 9 {
		t.Errorf("a fourth report is %+v, want story 9", told)
	}
	if _, told := o.Find(d.Features, func(s uint64) bool { return s == 9 }); told.Found {
		t.Errorf("a report that may not be in story 9 is %+v", told)
	}
	if _, told := o.Find(nil, nil); told.Found {
		t.Errorf("a clip without features is %+v", told)
	}
}

// BenchmarkOnline is a clip of 500 words met by 5,000 others.
func BenchmarkOnline(b *testing.B) {
	g := newGenerator(1)
	docs := g.folder(100, 20, 1, 2, 5).docs[:5000]
	o := NewOnline(testBackground(), nil, 0)
	tellAll(o, docs)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		o.Find(docs[i%len(docs)].Features, nil)
	}
}

// TestFlood streams a story that is most of what passes, beside others.
func TestFlood(t *testing.T) {
	for _, c := range []struct {
		name       string
		beats      [][]int
		background Background
		most       int // of the first event's clips that are told to be new
		beat       int // of other events at least so many
	}{
		{"alone", [][]int{{400}}, testBackground(), 40, 0},
		{"most of all", [][]int{slices.Concat([]int{400}, times(5, 6, 3, 1)), times(5, 6, 3, 1)}, testBackground(), 60, 20},
		{"and its beat", [][]int{slices.Concat([]int{400}, times(150, 1))}, testBackground(), 60, 150},
		{"a beat alone", [][]int{times(300, 1)}, testBackground(), 1, 299},
		{"in a language that is not known", [][]int{{100}}, func(uint64) float32 { return 0 }, 100, 0},
		{"in another language", [][]int{slices.Concat([]int{400}, times(5, 6, 3, 1)), times(5, 6, 3, 1)}, nil, 60, 20},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := newNewsroom(6)
			f := n.beats(c.beats...)
			n.rand.Shuffle(len(f.docs), func(i, j int) {
				f.docs[i], f.docs[j] = f.docs[j], f.docs[i]
				f.gold[i], f.gold[j] = f.gold[j], f.gold[i]
			})
			background, abroad := c.background, Background(nil)
			if background == nil {
				background, abroad = testBackground(), testAbroad()
				translate(f.docs)
			}
			labels, known := tellAll(NewOnline(background, abroad, 0), f.docs)
			firsts := map[int]int{} // by event
			events := map[int]bool{}
			wrong := 0
			for i, l := range labels {
				if events[f.gold[i]] = true; l == i {
					firsts[f.gold[i]]++
				} else if f.gold[l] != f.gold[i] {
					wrong++
				}
				if p := known[i].Parts; p < 1 || p > WholeParts || background(wordID(0)) == 0 && p < WholeParts {
					t.Fatalf("clip %d counts %d parts of %d", i, p, WholeParts)
				}
			}
			others := 0
			for e, n := range firsts {
				if e > 0 {
					others += n
				}
			}
			if firsts[0] > c.most || others < c.beat || 100*wrong > len(labels) {
				t.Errorf("%d clips of the flood are new, of other events %d, and %d are told to be of another; want at most %d, at least %d, and 1 in 100", firsts[0], others, wrong, c.most, c.beat)
			}
		})
	}
}

// TestNoFlood: clips without a word are like none, and make no flood of a beat.
func TestNoFlood(t *testing.T) {
	docs := slices.Concat(make([]Doc, 60), newNewsroom(6).beats(times(60, 3)).docs)
	_, known := tellAll(NewOnline(testBackground(), nil, 0), docs)
	for i, k := range known {
		if k.Parts != WholeParts {
			t.Fatalf("clip %d counts %d parts of %d", i, k.Parts, WholeParts)
		}
	}
}

// TestOnlineForeign: in a language without a word list a clip is not told to be of the
// story of others because it has the language in common with them.
func TestOnlineForeign(t *testing.T) {
	f := newGenerator(9).folder(10, 6, 1, 3)
	labels, _ := tellAll(NewOnline(unknown, nil, 0), f.docs)
	wrong, right := 0, 0
	for i, l := range labels {
		if f.gold[l] != f.gold[i] {
			wrong++
		} else if l != i {
			right++
		}
	}
	if wrong > 12 || right < 40 {
		t.Errorf("of %d clips %d are told the story of another event, %d their own; want at most 12, at least 40", len(labels), wrong, right)
	}
}
