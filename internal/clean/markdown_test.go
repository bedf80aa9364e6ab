package clean

import (
	"bytes"
	"strings"
	"testing"
)

// threeLinks make a page Markdown.
const threeLinks = "\n\n[Home](/) [News](/news) [Sport](https://example.org/sport)"

// TestPlainText: each page is followed by three links, so that its marks are taken for
// Markdown, and keeps its length.
func TestPlainText(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"The [harbour](https://example.org/h) is open.", "The harbour is open."},
		{"The ([harbour](/h \"The harbour\")) is open.", "The (harbour) is open."},
		{"The [old (north) harbour](/h_(north)), she said.", "The old (north) harbour, she said."},
		{"A [link over\ntwo lines](/h) is one.", "A link over\ntwo lines is one."},
		{"![A ship](ship.jpg)", ""},
		{"![A ship](ship)", ""},
		{"[![A ship](ship.jpg)](/gallery)", ""},
		{"* [Home](/)\n* [News](/n)", "Home\nNews"},
		{"* The crew of [nine](/9) went home.", "* The crew of nine went home."},
		{"## What the court found", "What the court found"},
		{"### [Crew goes home](/c)", "Crew goes home"},
		{"**Related:** [Crew goes home](/c)", "Related: Crew goes home"},
		{"She said _no_, and *never*.", "She said no, and never."},
		{"> It is open.", "It is open."},
		{"1\\. The gate\n\\- the wall", "1. The gate\n- the wall"},
		{"Gate\n====\n* * *\n---|:--", "Gate"},
		// What is no mark stays.
		{"snake_case_name and f**k and 2 * 3 * 4", "snake_case_name and f**k and 2 * 3 * 4"},
		{"The table t[i](x) of the program", "The table t[i](x) of the program"},
		{"“We [the crew] (all nine) go,” he said.", "“We [the crew] (all nine) go,” he said."},
		{"Ships [of the line](/see\nbelow) go.", "Ships [of the line](/see\nbelow) go."},
		{"See [the map](/map \"of the port).", "See [the map](/map \"of the port)."},
		{"He came 1st [sic](and last).", "He came 1st [sic](and last)."},
		{"The #1 of the town, # and all", "The #1 of the town, # and all"},
		{"-", "-"},
		{"a < b > c, \\o/", "a < b > c, \\o/"},
	} {
		page := c.in + threeLinks
		plain := new(Cleaner).plainText([]byte(page))
		if len(plain) != len(page) || bytes.Count(plain, []byte("\n")) != strings.Count(page, "\n") {
			t.Errorf("%q becomes %q, of another length", page, plain)
		}
		if got := linesOf(string(plain)); got != c.want+"\nHome News Sport" && got != strings.TrimLeft(c.want+"\nHome News Sport", "\n") {
			t.Errorf("%q becomes %q, want %q", c.in, got, c.want)
		}
	}
}

// linesOf is the lines of a page that are not blank, in their normal form.
func linesOf(page string) string {
	var out []string
	for l := range strings.SplitSeq(page, "\n") {
		if l = normal(l); l != "" {
			out = append(out, l)
		}
	}
	return strings.Join(out, "\n")
}

// TestNoMarkdown: pages whose brackets, stars and numbers are text.
func TestNoMarkdown(t *testing.T) {
	for _, page := range []string{
		"See [the map](https://example.org/map) and [the list](/list).", // two links
		"# 1 in the charts\n\nThe band was glad.",                       // one heading
		"* The gate\n* The wall\n\n**All** of it was *sold*.",
		"As others wrote [1], and again [2][3], the wall [4] is old [5]. It fell [6], twice [7], or [8], some say [9].",
		"[2]The second [3]third [4]fourth [5]fifth [6]sixth [7]seventh [8]eighth [9]ninth [10]tenth", // from two on
		"The score was [1]two to [2]one at the break.",
	} {
		if got := new(Cleaner).plainText([]byte(page)); string(got) != page {
			t.Errorf("%q becomes %q", page, got)
		}
	}
}

// TestNumberedLinks: the numbers that a text browser gives to links go, where there are many
// or a list of addresses explains them.
func TestNumberedLinks(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"[1]Home [2]News\nThe [3]gate is open, (\"[4]she said).\n 1. http://example.org/", "Home News\nThe gate is open, (\"she said).\n1. http://example.org/"},
		{"[1]A[2]B[3]C[4]D[5]E[6]F[7]G[8]H of 2 [9] and [12]", "A B C D E F G H of 2 [9] and [12]"},
		{"* [1]A\n* [2]B\n  * The [3]C\n 1. https://example.org/", "A\nB\n* The C\n1. https://example.org/"},
	} {
		if got := linesOf(string(new(Cleaner).plainText([]byte(c.in)))); got != c.want {
			t.Errorf("%q becomes %q, want %q", c.in, got, c.want)
		}
	}
}

// BenchmarkPlainText: what it costs a page without marks to be looked at.
func BenchmarkPlainText(b *testing.B) {
	page := []byte(dump(dumpArticle))
	c := new(Cleaner)
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		c.plainText(page)
	}
}
