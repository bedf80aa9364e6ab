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

// TestScattered checks that a page of unrelated items is recognised by its structure,
// whatever its headline is; it joins no story, and its copies are marked.
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

// TestLive checks that a live blog is recognised by its headline.
func TestLive(t *testing.T) {
	for title, want := range map[string]bool{
		"Port strike: live updates as dockers vote": true,
		"Final whistle in Felix - as it happened":   true,
		"Grève du port : en direct":                 false,
		"En direct : la grève du port":              true,
		"Where the dockers live":                    false,
		"":                                          false,
	} {
		if got := hasPhrase(title, liveTitles[:]); got != want {
			t.Errorf("%q: %v", title, got)
		}
	}
}

// TestBrief checks that short items under a headline which says so are a round-up, in any
// language that has a list, and that a short article which sums up one affair is none.
func TestBrief(t *testing.T) {
	for _, c := range []struct {
		title, body string
		joins       bool
	}{
		{"The week in brief", briefItems, false},
		{"Harbour notes", briefItems, true},
		{"The harbour strike in brief", "The dockers of Felix go back to work on Monday after nine weeks. Their union and the company that runs the harbour agreed to raise wages by six per cent and to hire forty more people.\n\n" +
			"The strike had begun in August, when a crane fell. Ilse Morvane of the union called the deal fair, and the company said that ships from Oslo and Lima would be unloaded in Felix again before the end of the month.", true},
		{"Veckan i korthet", "Hamnen: Arbetarna i Felix återgår till arbetet på måndag sedan facket och bolaget kommit överens om högre löner och fyrtio nya tjänster.\n\n" +
			"Väder: En storm drar in över fjällen under natten och det kan falla en halv meter snö innan vinden vänder.\n\n" +
			"Konst: En tavla som stals från museet för femtio år sedan hittades på en vind och hänger åter på sin plats.\n\n" +
			"Fotboll: Målvakten räddade tre straffar när laget gick vidare till finalen, den första sedan klubben bildades.", false},
	} {
		t.Run(c.title, func(t *testing.T) {
			dir := t.TempDir()
			write(t, filepath.Join(dir, "brief.txt"), c.title+"\n\n"+c.body)
			write(t, filepath.Join(dir, "felix.txt"), "Dockers in Felix end strike of nine weeks\n\nThe dockers of Felix will work again on Monday, for six per cent more pay, said Ilse Morvane of their union. The company that runs the harbour is to hire forty people.")
			write(t, filepath.Join(dir, "hamnen.txt"), "Strejken i Felix hamn är över\n\nArbetarna i hamnen i Felix går tillbaka till arbetet på måndag. Facket och bolaget är överens om högre löner och om fyrtio nya tjänster i hamnen.")
			_, groups := run(t, Options{Source: source.Options{Paths: []string{dir}}, MinWords: DefaultMinWords})
			joins := false
			for _, g := range groups {
				for i := range g.Members {
					joins = joins || strings.HasSuffix(g.Members[i].Path, "brief.txt")
				}
			}
			if joins != c.joins {
				t.Errorf("in a story: %v", joins)
			}
		})
	}
}

const briefItems = "Felix: The dockers of Felix will work again on Monday after nine weeks, for six per cent more pay and forty new jobs, said Ilse Morvane of the union.\n\n" +
	"Courts: A banker who stole the pensions of nurses and drivers was sent to prison for nine years by a judge who spoke of greed without limits.\n\n" +
	"Frogs: Customs officers in Manila opened a suitcase and found thirty animals of a kind that nobody had ever described before.\n\n" +
	"Weather: Snow fell on the northern islands and two airports were closed until the runways had been cleared."
