package dedup

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newsdup/internal/clip"
	"newsdup/internal/shingle"
	"newsdup/internal/source"
)

// items are the clean texts of three of our own pages about three events.
var items = []string{"cholera-beira-rains-feared.txt", "trieste-dockers-end-strike.txt", "naxos-reef-ferry-safe.txt"}

// TestRoundup checks that a page which holds the pages of three stories belongs to none of
// them and joins none.
func TestRoundup(t *testing.T) {
	dir := t.TempDir()
	all := roundup(t, dir)
	for _, level := range []Level{LevelCopy, LevelStory} {
		o := Options{Source: source.Options{Paths: []string{dir}}, MinWords: DefaultMinWords, Level: level}
		if _, groups := run(t, o); len(groups) != 0 {
			t.Errorf("level %s: the round-up made a group: %+v", level, groups[0].Members)
		}
	}

	// A second clip of one item still finds it, and the round-up stays outside.
	write(t, filepath.Join(dir, "again.txt"), "Another headline over the same report\n"+all[0])
	_, groups := run(t, Options{Source: source.Options{Paths: []string{dir}}, MinWords: DefaultMinWords})
	if len(groups) != 1 || len(groups[0].Members) != 2 {
		t.Fatalf("%d groups, the first %+v; want one of two clips", len(groups), groups)
	}
	links := 0
	for _, l := range groups[0].Links {
		if l.Relation == clip.Contains && strings.HasSuffix(l.B.Path, "the-day-in-brief.txt") {
			links++
		}
	}
	if links == 0 {
		t.Errorf("no link says that the clips stand inside the round-up: %+v", groups[0].Links)
	}
}

// TestRoundupTitles checks that phrases of round-ups are found as whole words, and not
// inside other words or a sentence.
func TestRoundupTitles(t *testing.T) {
	for title, want := range map[string]bool{
		"World news in brief":                                    true,
		"In brief: rates, bees and a lost tram":                  true,
		"Harbour talks end in brief scuffle at the town hall":    false,
		"Judges put bail limits in briefs":                       false,
		"Your Tuesday briefing":                                  true,
		"Astronauts face a long debriefing":                      false,
		"Business round-up, 18 November":                         true,
		"Farmers round up 300 stray sheep":                       true, // its words come back, which an article has to show
		"Weedkiller roundupset growers":                          false,
		"L’essentiel des nouvelles du soir":                      true,
		"Kurzmeldungen aus der Region":                           true,
		"Коротко о главном":                                      true,
		"Склад сгорел из-за короткого замыкания":                 false,
		"La corte decide in breve tempo sul caso del ponte":      false,
		"El tribunal que ve el caso del puente fallará en breve": false,
		"Noticias en breve":                                      true,
		"Il porto investe in brevetti":                           false,
	} {
		if got := isRoundupTitle(title); got != want {
			t.Errorf("%q: %v, want %v", title, got, want)
		}
	}
	for title, want := range map[string]bool{
		"En direct : le port bloqué":               true,
		"Storm Felix: live updates":                true,
		"Olive updatest":                           false,
		"The club sells its olive blogger's house": false,
		"Alive bloggers meet":                      false,
	} {
		if got := hasPhrase(title, liveTitles[:]); got != want {
			t.Errorf("%q: live %v, want %v", title, got, want)
		}
	}
}

// TestHasSubject compares hasSubject with the share of pairs, worked out in full.
func TestHasSubject(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	background := func(stem uint64) float32 { return float32(stem%3) * topical }
	yes := 0
	for range 2000 {
		n := leastPassages + r.IntN(41)
		stems := make([]shingle.Stem, r.IntN(60))
		var say [48][48]bool
		for i := range stems {
			stems[i].ID = r.Uint64()
			for range 1 + r.IntN(4) {
				stems[i].In |= 1 << r.IntN(n)
			}
			for p := range n {
				for q := range n {
					say[p][q] = say[p][q] || background(stems[i].ID) <= topical && stems[i].In>>p&1 != 0 && stems[i].In>>q&1 != 0
				}
			}
		}
		far, shared := 0, 0
		for p := range n {
			for q := p + (n+2)/3; q < n; q++ {
				far++
				if say[p][q] {
					shared++
				}
			}
		}
		want := float64(shared)/float64(far) >= scattered
		if got := hasSubject(stems, n, background); got != want {
			t.Fatalf("%d passages, %d of %d pairs share a word: %v", n, shared, far, got)
		}
		if want {
			yes++
		}
	}
	if yes < 200 || yes > 1800 {
		t.Errorf("%d of 2,000 recur: the test tells little", yes)
	}
}

// roundup writes the items into dir, and a page that holds them all; it gives
// the items' texts.
func roundup(t *testing.T, dir string) []string {
	t.Helper()
	var all []string
	for _, name := range items {
		found, err := filepath.Glob(testdata + "/pages/*/" + name)
		if err != nil || len(found) != 1 {
			t.Fatalf("%s: %v, %v", name, found, err)
		}
		data, err := os.ReadFile(found[0])
		if err != nil {
			t.Fatal(err)
		}
		paragraphs := strings.Split(strings.TrimSpace(string(data)), "\n")
		text := strings.Join(paragraphs[max(0, len(paragraphs)-12):], "\n")
		all = append(all, text)
		write(t, filepath.Join(dir, name), text)
	}
	write(t, filepath.Join(dir, "the-day-in-brief.txt"), strings.Join(all, "\n"))
	return all
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestOnlyRoundups groups a folder without an article: copies of two pages of items that
// have nothing in common.
func TestOnlyRoundups(t *testing.T) {
	dir := t.TempDir()
	for page := range 2 {
		var b strings.Builder
		for i := range 700 {
			fmt.Fprintf(&b, "%c%c%c%co ", 'b'+page, 'a'+i%26, 'k'+i/26%7, 'a'+i/182)
		}
		for copied := range 3 {
			write(t, filepath.Join(dir, fmt.Sprintf("%d-%d.txt", page, copied)), b.String()+".\n")
		}
	}
	_, groups := run(t, Options{Source: source.Options{Paths: []string{dir}}, MinWords: DefaultMinWords})
	if len(groups) != 2 || len(groups[0].Members) != 3 || len(groups[1].Members) != 3 {
		t.Errorf("%d groups, want the copies of either page: %+v", len(groups), groups)
	}
}
