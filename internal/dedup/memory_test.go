package dedup

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"newsdup/internal/report"
	"newsdup/internal/source"
	"newsdup/internal/store"
)

// printed is the report of a run and the number of files that it read.
func printed(t *testing.T, o Options) (text string, read int64) {
	t.Helper()
	var out bytes.Buffer
	w, err := report.NewWriter(&out, report.JSONL, report.Options{})
	if err != nil {
		t.Fatal(err)
	}
	o.Progress = &Progress{}
	if _, err := Run(context.Background(), o, w); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String(), o.Progress.Bytes.Load()
}

// age sets the times of all files back, so that their stat can be trusted.
func age(t *testing.T, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		then := time.Now().Add(-time.Hour)
		return os.Chtimes(path, then, then)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestMemorySameBytes edits a tree at random and runs over it with one memory, at both
// levels in turn. Every report must be that of a run without memory.
func TestMemorySameBytes(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	p := press{r}
	dir, cache := t.TempDir(), filepath.Join(t.TempDir(), "cache.db")
	var articles [][]string
	for range 12 {
		articles = append(articles, p.paragraphs(4))
	}
	names := func() []string {
		names, _ := filepath.Glob(dir + "/*/*")
		return names
	}
	write := func(name, text string) {
		writeFiles(t, dir, map[string]string{name: text})
	}
	page := func() string {
		a := articles[r.IntN(len(articles))]
		if r.IntN(3) == 0 { // an edit of it
			a = append(append([]string{}, a...), p.sentence())
		}
		text := p.page(&houses[r.IntN(2)], a)
		if r.IntN(4) == 0 {
			text = strings.ToUpper(text)
		}
		return text
	}
	edits := []func(){
		func() { write(fmt.Sprintf("site%d/%d.txt", r.IntN(2), r.IntN(1000)), page()) },
		func() {
			if n := names(); len(n) > 20 {
				os.Remove(n[r.IntN(len(n))])
			}
		},
		func() { // the bytes of one file, and its times, under the name of another
			n := names()
			from, to := n[r.IntN(len(n))], n[r.IntN(len(n))]
			if b, err := os.ReadFile(from); err == nil && from != to {
				info, _ := os.Stat(to)
				os.WriteFile(to, b, 0o644)
				os.Chtimes(to, info.ModTime(), info.ModTime())
			}
		},
		func() {
			n := names()
			os.Rename(n[r.IntN(len(n))], filepath.Join(dir, fmt.Sprintf("site%d", r.IntN(2)), fmt.Sprintf("moved%d.txt", r.IntN(1000))))
		},
		func() {
			write("records.jsonl", fmt.Sprintf("{\"text\":%q,\"id\":1}\nnot json\n{\"text\":%q,\"id\":2}\n", page(), page()))
		},
		func() { write("broken.gz", "\x1f\x8b\x08broken"+p.sentence()) },
		func() { write("latin.txt", strings.ReplaceAll(page(), "e", "\xe9")) },
		func() {},
	}
	for range 40 {
		edits[0]()
	}
	remembered := 0
	for step := range 30 {
		for range 1 + r.IntN(2) {
			edits[r.IntN(len(edits))]()
		}
		if r.IntN(2) == 0 {
			age(t, dir)
		}
		o := Options{Source: source.Options{Paths: []string{dir}}, Level: [...]Level{LevelStory, LevelStory, LevelCopy}[r.IntN(3)], MinWords: DefaultMinWords, Workers: 1 + r.IntN(3)}
		want, all := printed(t, o)
		o.Memory = Memory{Cache: cache, Warn: func(err error) { t.Error(err) }}
		for range 2 {
			got, read := printed(t, o)
			if got != want {
				t.Fatalf("step %d: another report\n%s", step, firstDifference(got, want))
			}
			if read < all {
				remembered++
			}
		}
	}
	if remembered < 10 {
		t.Errorf("only %d of 60 runs read less than everything: the test sees nothing", remembered)
	}
}

// TestMemoryTooLarge checks that a page which is too large for a budget is left out also
// when a run without a budget remembered it, and is there again without one. The pages are
// those of testdata, because only the stat of a file that was written a while ago is
// trusted.
func TestMemoryTooLarge(t *testing.T) {
	const pages = "../../testdata/pages/"
	large, short := pages+"valley-courier/valmedis-boss-jailed.txt", pages+"ridgeway-times/library-overdue-atlas.txt"
	o := Options{Source: source.Options{Paths: []string{large, short}}, MinWords: DefaultMinWords, Level: LevelCopy, TempDir: t.TempDir()}
	small := o
	small.Budget = budgetBase + 60<<10
	all, _ := printed(t, o)
	without, _ := printed(t, small)
	if strings.Count(without, "too much within") != 1 || strings.Contains(all, "too much") {
		t.Fatalf("with little room:\n%s", without)
	}
	o.Memory = Memory{Cache: filepath.Join(t.TempDir(), "cache.db"), Warn: func(err error) { t.Error(err) }}
	small.Memory = o.Memory
	for i, budget := range []bool{false, true, true, false, true} {
		run, want := o, all
		if budget {
			run, want = small, without
		}
		if got, _ := printed(t, run); got != want {
			t.Errorf("run %d differs: %d bytes, want %d", i, len(got), len(want))
		}
	}
}

// TestMemoryStories checks that a story keeps its id while it grows, with a cache and
// without.
func TestMemoryStories(t *testing.T) {
	for _, cached := range []bool{false, true} {
		dir := t.TempDir()
		state, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "state.db"))
		if err != nil {
			t.Fatal(err)
		}
		defer state.Close()
		o := Options{Source: source.Options{Paths: []string{dir}}, MinWords: DefaultMinWords, Memory: Memory{State: state}}
		if cached {
			o.Memory.Cache = filepath.Join(t.TempDir(), "cache.db")
		}
		article := press{rand.New(rand.NewPCG(3, 4))}.paragraphs(4)
		ids := map[string]bool{}
		for i := range 5 {
			writeFiles(t, dir, map[string]string{fmt.Sprintf("%d.txt", i): strings.Join(article, "\n\n") + strings.Repeat("\n\nMore.", i)})
			for range 2 {
				_, groups := run(t, o)
				for _, g := range groups {
					ids[g.ID] = true
				}
			}
		}
		if len(ids) != 1 {
			t.Errorf("cached %v: a story that grows had the ids %v", cached, ids)
		}
	}
}

// TestMemoryFails checks that a cache which cannot be used causes one warning and the same
// report.
func TestMemoryFails(t *testing.T) {
	o := Options{Source: source.Options{Paths: []string{testdata + "/multilingual"}}, MinWords: DefaultMinWords}
	want, _ := printed(t, o)
	notes := filepath.Join(t.TempDir(), "notes")
	if err := os.WriteFile(notes, []byte("my notes, no cache"), 0o600); err != nil {
		t.Fatal(err)
	}
	warned := 0
	o.Memory = Memory{Cache: notes, Warn: func(error) { warned++ }}
	if got, _ := printed(t, o); got != want || warned != 1 {
		t.Errorf("%d warnings; the report is the same: %v", warned, got == want)
	}
}
