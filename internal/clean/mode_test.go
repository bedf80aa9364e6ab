package clean

import (
	"strings"
	"testing"
)

// TestMode: a page whose menus no rule knows is a dump when its title stands again below
// them; one that repeats its title at once, or below the text, shows nothing.
func TestMode(t *testing.T) {
	const title = "Dokarar tek imot tilbodet"
	const body = "Dokarane i Port Anna røysta måndag for tilbodet frå selskapet etter ni veker.\nSkipa skal sleppast inn frå fredag, skreiv selskapet i eit brev til eigarane.\nNi båtar ventar på reia."
	first, rest, _ := strings.Cut(body, "\n")
	const tail = "\nNy kran på den gamle kaia"
	for _, c := range []struct{ name, page, mode, body string }{
		{"below menus", title + " | Hamneposten\nSkip\nTidevatn\nMannskap\nVêr og vind\n" + title + "\n" + body + tail, "full", body},
		{"printed twice in a dump", title + " | Hamneposten\nSkip\nTidevatn\nMannskap\nVêr og vind\n" + title + "\n" + first + "\n" + title + "\n" + rest, "full", body},
		{"below one section", title + "\nSkip\n" + title + "\n" + body + tail, "part", body + tail},
		{"below the text", title + "\n" + body + tail + "\n" + title, "part", body + tail + "\n" + title},
	} {
		got := cleanText(Options{}, c.page)
		if got.Mode != c.mode || got.Title != title || got.Body != c.body {
			t.Errorf("%s: mode %s, title %q, body\n%s", c.name, got.Mode, got.Title, strings.ReplaceAll(got.Body, "\n", "\n\t"))
		}
	}
}
