package dedup

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newsdup/internal/clip"
	"newsdup/internal/source"
)

// scatter writes pages about eight things that have nothing in common, and one
// that has a new paragraph about each: no copy of any, but about all.
func scatter(t *testing.T, dir, title string) {
	t.Helper()
	things := []string{
		"harbour dredger barge sluice quay crane pilot tugboat mooring Felsted",
		"violin orchestra conductor sonata cellist rehearsal encore podium soloist Marlow",
		"glacier avalanche crevasse summit climber blizzard rescuer cornice piton Aldara",
		"parliament coalition ballot premier minister quorum speaker opposition cabinet Verdania",
		"vineyard harvest grape cellar barrel frost vintner bottling cork Castelmor",
		"telescope comet asteroid nebula orbit astronomer eclipse observatory lens Tessin",
		"striker goalkeeper penalty midfield corner referee tackle substitute stadium Rovanti",
		"hospital surgeon vaccine ward nurse clinic influenza antibody outbreak Kilbride",
	}
	sentence := func(words []string, k int) string {
		n := len(words)
		return fmt.Sprintf("In %s the %s and the %s were there with a %s, they said, and as it was there would be no more %s or %s than that for a day.",
			words[n-1], words[k%(n-1)], words[(k+2)%(n-1)], words[(k+3)%(n-1)], words[(k+5)%(n-1)], words[(k+7)%(n-1)])
	}
	var brief strings.Builder
	brief.WriteString(title + "\n")
	for i, thing := range things {
		words := strings.Fields(thing)
		var page strings.Builder
		fmt.Fprintf(&page, "News of %s: the %s\n", words[len(words)-1], words[0])
		for k := range 6 {
			page.WriteString(sentence(words, 2*k) + "\n")
		}
		write(t, filepath.Join(dir, fmt.Sprintf("thing-%d.txt", i)), page.String())
		for k := range 2 {
			brief.WriteString(sentence(words, 2*k+1) + "\n")
		}
	}
	write(t, filepath.Join(dir, "brief.txt"), brief.String())
}

// TestScattered: a page of unrelated items is told by its structure, whatever
// its headline, and joins the story of none; its copies are marked.
func TestScattered(t *testing.T) {
	dir := t.TempDir()
	scatter(t, dir, "What else there was")
	o := Options{Source: source.Options{Paths: []string{dir}}, MinWords: DefaultMinWords}
	_, groups := run(t, o)
	for _, g := range groups {
		for _, m := range g.Members {
			if strings.HasSuffix(m.Path, "brief.txt") {
				t.Errorf("the round-up joined %q", g.Title)
			}
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "again"), 0o777); err != nil {
		t.Fatal(err)
	}
	scatter(t, filepath.Join(dir, "again"), "What there was besides")
	_, groups = run(t, o)
	var marked []*clip.Group
	for _, g := range groups {
		if g.Roundup {
			marked = append(marked, g)
		}
	}
	if len(marked) != 1 || len(marked[0].Members) != 2 || !strings.HasSuffix(marked[0].Members[0].Path, "brief.txt") {
		t.Errorf("%d groups are marked as round-ups, want the two copies of one", len(marked))
	}
}

// TestLive: a headline tells a live blog.
func TestLive(t *testing.T) {
	for title, want := range map[string]bool{
		"Port strike: live updates as dockers vote": true,
		"Final whistle in Felix - as it happened":   true,
		"Grève du port : en direct":                 false,
		"En direct : la grève du port":              true,
		"Where the dockers live":                    false,
		"":                                          false,
	} {
		if got := isLive(title); got != want {
			t.Errorf("%q: %v", title, got)
		}
	}
}
