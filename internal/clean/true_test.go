package clean

import (
	"os"
	"strings"
	"testing"

	"newsdup/internal/clip"
)

// TestTrue: no rule takes a true paragraph out of an article, extracted, dumped or marked up.
func TestTrue(t *testing.T) {
	file, err := os.ReadFile("testdata/true.txt")
	if err != nil {
		t.Fatal(err)
	}
	const title = "Gate of Port Anna opens after nine years"
	article := []string{
		"The old gate of Port Anna was opened again on Monday after nine years, and the first ship through it was the Lodestar.",
		"Harbour Master Jane Holt turned the wheel at noon while a band played and the schools were let out for the day.",
		"Nobody of the North Quay Company was there, for it had wanted a wall where the gate now stands, at a third of the cost.",
		"Ships of up to forty metres may pass from Tuesday on, and those of the ferry line will go first, at six in the morning.",
		"The council will look at the tolls in May, and Mrs Holt said that she expected them to be lower than in other ports.",
	}
	head := title + " | Harbour Post\nSkip to content\nHome\nNews\nSport\nWorld\nBusiness\nOpinion\nWeather\nSign in\n" + title + "\nBy Ann Marten\nMay 3, 2024\nShare\nFacebook\n"
	foot := "\nShare\nFacebook\nRelated stories\nFerry line buys three ships\nWall falls on the quay\nWho pays for the crane?\n12 comments\nMost read\nTide table for June\nCrew goes home\n© 2024 Harbour Post. All rights reserved."
	c := New(Options{})
	lines := 0
	for l := range strings.Lines(string(file)) {
		l = strings.TrimSpace(l)
		if l == "" || strings.HasPrefix(l, "# ") && lines == 0 {
			continue
		}
		lines++
		for _, at := range []int{3, len(article)} {
			body := append(append(append([]string{}, article[:at]...), l), article[at:]...)
			for _, raw := range []clip.Raw{
				{Text: []byte(title + "\n\n" + strings.Join(body, "\n\n"))},
				{Text: []byte(head + strings.Join(body, "\n") + foot)},
				{Text: []byte("<title>" + title + "</title><article><h1>" + title + "</h1><p>" + strings.Join(body, "</p><p>") + "</p></article>"), Kind: clip.HTML},
			} {
				if got := c.Clean(&raw); got.Body != strings.Join(body, "\n") {
					t.Errorf("%q as paragraph %d of a page of kind %v: the body is %q", l, at+1, raw.Kind, got.Body)
				}
			}
		}
	}
	if lines < 200 {
		t.Errorf("%d paragraphs", lines)
	}
}
