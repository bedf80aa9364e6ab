package dedup

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"newsdup/internal/clip"
	"newsdup/internal/eval"
	"newsdup/internal/report"
	"newsdup/internal/source"
)

const testdata = "../../testdata"

// collector keeps a run in memory.
type collector struct {
	groups   []*clip.Group
	problems []clip.Problem
}

func (c *collector) Run(clip.Run) error           { return nil }
func (c *collector) Group(g *clip.Group) error    { c.groups = append(c.groups, g); return nil }
func (c *collector) Problem(p clip.Problem) error { c.problems = append(c.problems, p); return nil }
func (c *collector) Summary(s clip.Summary) error { return nil }

// pages is a run over testdata/pages with default settings.
func pages() Options {
	return Options{
		Source:   source.Options{Paths: []string{testdata + "/pages"}},
		MinWords: DefaultMinWords,
	}
}

// run groups with o and fails the test on any problem.
func run(t *testing.T, o Options) (clip.Summary, []*clip.Group) {
	t.Helper()
	var c collector
	sum, err := Run(context.Background(), o, &c)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range c.problems {
		t.Errorf("problem: %v", p.Err)
	}
	return sum, c.groups
}

// name is a clip as the gold files write it.
func name(o clip.Origin) string { return strings.TrimPrefix(o.String(), testdata+"/pages/") }

// readGold reads the labels of a file of testdata.
func readGold(t *testing.T, file string) map[string]string {
	t.Helper()
	f, err := os.Open(testdata + "/" + file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	gold, err := eval.ReadLabels(f)
	if err != nil {
		t.Fatal(err)
	}
	return gold
}

// storiesOf gives the id of the group of each clip, by a name of the clip.
func storiesOf(groups []*clip.Group, name func(clip.Origin) string) map[string]string {
	ids := map[string]string{}
	for _, g := range groups {
		for i := range g.Members {
			ids[name(g.Members[i].Origin)] = g.ID
		}
	}
	return ids
}

// TestPagesStories scores the default run on our own pages.
func TestPagesStories(t *testing.T) {
	_, groups := run(t, pages())
	s := eval.Score(readGold(t, "pages.gold.tsv"), storiesOf(groups, name))
	t.Logf("B-cubed %.3f %.3f %.3f, swallowed %d of %d", s.BCubed.Precision, s.BCubed.Recall, s.BCubed.F1, s.Swallowed, s.Distractors)
	if s.BCubed.F1 < .98 || s.BCubed.Precision < .99 || s.Swallowed > 0 {
		t.Errorf("B-cubed precision %.3f, recall %.3f, F1 %.3f, %d swallowed; want .99, any, .98, 0",
			s.BCubed.Precision, s.BCubed.Recall, s.BCubed.F1, s.Swallowed)
	}
}

// TestPagesCopies checks that every labelled copy among our own pages is found, and no
// other. Exact and near are one class, because a dateline that one site prints in its own
// way makes an edit.
func TestPagesCopies(t *testing.T) {
	data, err := os.ReadFile(testdata + "/copies.gold.tsv")
	if err != nil {
		t.Fatal(err)
	}
	class := map[string]string{"exact": "copy", "near": "copy", "contains": "contains", "form": "form"}
	want := map[string]string{}
	for line := range strings.Lines(string(data)) {
		c := strings.Fields(line)
		slices.Sort(c[:2])
		want[c[0]+" "+c[1]] = class[c[2]]
	}
	got := map[string]string{}
	_, err = Pairs(context.Background(), PairOptions{Options: pages(), Min: .01},
		func(r PairRow) error {
			if r.Relation != "" {
				got[name(r.A)+" "+name(r.B)] = class[string(r.Relation)]
			}
			return nil
		},
		func(p clip.Problem) error { t.Errorf("problem: %v", p.Err); return nil })
	if err != nil {
		t.Fatal(err)
	}
	for pair, relation := range want {
		if got[pair] != relation {
			t.Errorf("%s: got %q, want %q", pair, got[pair], relation)
		}
	}
	for pair, relation := range got {
		if want[pair] == "" {
			t.Errorf("%s: got %q, want no relation", pair, relation)
		}
	}
}

// TestPagesClean compares the clean text of some of our own pages with what a careful
// person would keep.
func TestPagesClean(t *testing.T) {
	want, err := filepath.Glob(testdata + "/cleangold/*.txt")
	if err != nil || len(want) < 10 {
		t.Fatalf("%d clean bodies, %v", len(want), err)
	}
	bodies := map[string]string{}
	_, err = Clean(context.Background(), pages(),
		func(c *clip.Clip) error { bodies[filepath.Base(c.Path)] = c.Body; return nil },
		func(p clip.Problem) error { t.Errorf("problem: %v", p.Err); return nil })
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range want {
		gold, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		base := filepath.Base(path)
		body, ok := bodies[base]
		if !ok {
			t.Errorf("%s: no page of that name", base)
			continue
		}
		if got, want := strings.TrimSpace(body), strings.TrimSpace(string(gold)); got != want {
			t.Errorf("%s:\n%s", base, firstDifference(got, want))
		}
	}
}

// firstDifference shows the first line in which two texts differ.
func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(g), len(w)) {
		var x, y string
		if i < len(g) {
			x = g[i]
		}
		if i < len(w) {
			y = w[i]
		}
		if x != y {
			return "got  " + x + "\nwant " + y
		}
	}
	return "no difference"
}

// rootless is a report that does not say which folders were named.
type rootless struct{ report.Writer }

func (w rootless) Run(r clip.Run) error {
	r.Roots = nil
	return w.Writer.Run(r)
}

// TestSameBytes checks that neither the number of workers nor the order of arguments
// changes the output.
func TestSameBytes(t *testing.T) {
	all := pages()
	listing, err := source.List(context.Background(), all.Source)
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, e := range listing.Entries {
		files = append(files, e.Path)
	}
	reversed := slices.Clone(files)
	slices.Reverse(reversed)
	var first []byte
	for _, c := range []struct {
		name    string
		paths   []string
		workers int
	}{
		{"files, 1 worker", files, 1}, {"files, 2 workers", files, 2}, {"files, 8 workers", files, 8},
		{"files reversed", reversed, 2}, {"folder", all.Source.Paths, 2}, {"folder and files", append(reversed, all.Source.Paths...), 3},
	} {
		o := pages()
		o.Source.Paths, o.Workers = c.paths, c.workers
		var b bytes.Buffer
		w, err := report.NewWriter(&b, report.JSONL, report.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Run(context.Background(), o, rootless{w}); err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = b.Bytes()
		} else if !bytes.Equal(first, b.Bytes()) {
			t.Errorf("%s: other bytes than the first run:\n%s", c.name, firstDifference(b.String(), string(first)))
		}
	}
}

// TestHigherThresholdRefines: every group at a higher story threshold lies
// within one group at a lower one.
func TestHigherThresholdRefines(t *testing.T) {
	var coarse map[string]string
	for _, threshold := range []float64{.02, .04, .08, .2} {
		o := pages()
		o.Story = threshold
		_, groups := run(t, o)
		fine := map[string]string{}
		for _, g := range groups {
			for _, m := range g.Members {
				fine[name(m.Origin)] = g.ID
			}
			for _, m := range g.Members[1:] {
				a, b := name(g.Members[0].Origin), name(m.Origin)
				if coarse != nil && coarse[a] != coarse[b] {
					t.Errorf("threshold %g joins %s and %s, a lower one does not", threshold, a, b)
				}
			}
		}
		coarse = fine
	}
}

// TestCounts checks that the counts of -v do not depend on the number of workers.
func TestCounts(t *testing.T) {
	for _, level := range []Level{LevelCopy, LevelStory} {
		var want []string
		for _, workers := range []int{1, 2, 3, 8} {
			o := pages()
			o.Level, o.Workers = level, workers
			var got []string
			o.Progress = &Progress{Ended: func(s Step) { got = append(got, fmt.Sprint(s.Stage, s.Counts)) }}
			run(t, o)
			if want == nil {
				want = got
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s, %d workers: %q, want %q", level, workers, got, want)
			}
		}
	}
}

// TestPairFound checks that pairOf finds a pair by its clips, in either order, also where
// exact copies stand between the two.
func TestPairFound(t *testing.T) {
	o := pages()
	o.Level = LevelCopy
	all := &tally{minWords: o.MinWords, bad: func(clip.Problem) error { return nil }, listed: func(*source.Listing) error { return nil }}
	listing, workers, err := prepare(t.Context(), &o, all)
	if err != nil {
		t.Fatal(err)
	}
	r := reading{listing: listing, workers: workers, tally: all, step: (*worker).makePage}
	c, _, err := r.pages(t.Context(), &o)
	defer c.close()
	if err != nil {
		t.Fatal(err)
	}
	in, err := relate(t.Context(), &o, c)
	if err != nil {
		t.Fatal(err)
	}
	moved := 0
	for p := range c.pairsFound() {
		if int(p.A) >= len(c.firsts) || c.firsts[p.A] != p.A {
			moved++
		}
		ab, _ := c.pairOf(p.A, p.B)
		ba, _ := c.pairOf(p.B, p.A)
		if ab != p || ba != p || in.Class[p.A] != p.A || in.Class[p.B] != p.B {
			t.Errorf("asked for %+v: %+v and %+v", p, ab, ba)
		}
	}
	if moved == 0 {
		t.Error("no clip of a pair stands behind an exact copy")
	}
}
