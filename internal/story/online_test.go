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
		{"mixed", 20, 5, []int{1, 2, 5}, .84, .95},
		{"one beat", 1, 40, []int{1, 4, 8}, .9, .95},
	} {
		f := newGenerator(7).folder(test.beats, test.events, test.sizes...)
		got, _ := tellAll(NewOnline(testBackground(), 0), f.docs)
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
	docs := newGenerator(3).folder(4, 8, 1, 3, 5).docs
	const keep = 40
	var kept []Known
	whole := NewOnline(testBackground(), 0)
	for i, d := range docs {
		k, told := whole.Find(d.Features, nil)
		if i%10 == 0 {
			again := NewOnline(testBackground(), 0)
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
	for whole.Len() > 0 {
		whole.Forget()
	}
	if len(whole.stories) != 0 || len(whole.free) != len(whole.of) || slices.Max(whole.table) != 0 {
		t.Errorf("an empty one has %d stories, %d of %d terms free, or some in its table", len(whole.stories), len(whole.free), len(whole.of))
	}
}

// TestOnlineApart looks for stories other than a forbidden one.
func TestOnlineApart(t *testing.T) {
	g := newGenerator(5)
	b := g.beat()
	e := g.event(b)
	o := NewOnline(testBackground(), 0)
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
	o := NewOnline(testBackground(), 0)
	tellAll(o, docs)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		o.Find(docs[i%len(docs)].Features, nil)
	}
}
