package markup

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestNextArticle has pages that go on with another article, and pages that only look so.
func TestNextArticle(t *testing.T) {
	const (
		long  = "<p>The harbour opened again on Wednesday, three days after a storm, the harbour master said to reporters at the quay.</p>"
		other = "<p>Fishermen said that they would ask the council for money, and that they did not expect to get all of what they lost.</p>"
	)
	for _, c := range []struct {
		name, in string
		keep     bool
	}{
		{"behind it", "<article><h1>The Title</h1>" + long + "</article><article><h1>Swans block the ford</h1>" + other + "</article>", false},
		{"in it", "<article><h1>The Title</h1>" + long + "<article><h1>Swans block the ford</h1>" + other + "</article></article>", false},
		{"without a headline", "<article><h1>The Title</h1>" + long + "</article><article>" + other + "</article>", true},
		{"before the page's", "<article><h1>Swans block the ford</h1>" + other + "</article><article><h1>The Title</h1>" + long + "</article>", true},
		{"round it", "<h1>The Title</h1><article><h1>Harbour</h1><h1>The title</h1>" + long + other + "</article>", true},
		{"with a sub-head, below it", "<h1>The Title</h1><article>" + long + "<h1>What it cost</h1>" + other + "</article>", true},
		{"no title of the page", "<article><h1>The gate</h1>" + long + "</article><article><h1>Swans block the ford</h1>" + other + "</article>", true},
	} {
		doc, _ := html.Parse(strings.NewReader(c.in))
		m, _ := survey(doc)
		kept, letters := marked(doc, m.textNodes)
		a := Article{}
		a.Text, a.Blocks = blocksOf(doc, kept, letters, "the title")
		got := readableText(a)
		if strings.Contains(got, "Fishermen") != c.keep || !strings.Contains(got, "storm") {
			t.Errorf("%s: got %q", c.name, got)
		}
	}
}
