package clean

import (
	"strings"
	"testing"
)

// entriesOfTide are the entries of a live blog of our own.
var entriesOfTide = []string{
	"14.38 GMT\nThe water has passed the mark of 1953 at the lower gate, the harbour master of Port Anna said in the afternoon.\nBoats are being brought up to the market square, which is dry.",
	"14.12 GMT\nTrains to the coast will not run before Thursday\nThe company said that tickets of today may be used until the end of the week.",
	"13.40 GMT\nAbout forty people have spent the night in the school, where our reporter met a man with three parrots and no shoes.",
	"11.05 GMT\nGood morning. The storm came ashore after four, and it is slower and wetter than was foretold by those who know.",
}

// TestLive cleans a live blog, with and without buttons, and pages that look like one: an
// article above dated comments keeps its end.
func TestLive(t *testing.T) {
	body := ""
	for _, e := range entriesOfTide {
		_, text, _ := strings.Cut(e, "\n")
		body += "\n" + text
	}
	body = strings.TrimPrefix(body, "\n")
	for name, between := range map[string]string{"buttons": "\nShare\n", "nothing": "\n", "two buttons and a date": "\nShare\nUpdated at 14.50 GMT\n"} {
		page := dump(strings.Join(entriesOfTide, between))
		if got := cleanText(Options{Mode: Full}, page); got.Body != body {
			t.Errorf("with %s between entries:\n%s\nwant\n%s", name, got.Body, body)
		}
	}
	c := New(Options{})
	for _, x := range []struct {
		name, page string
		want       int
	}{
		{"live blog", dump(strings.Join(entriesOfTide, "\nShare\n")), 4},
		{"two entries", dump(strings.Join(entriesOfTide[:2], "\n")), 0},
		{"comments", dump(dumpArticle + "\n" + strings.Join(entriesOfTide, "\n")), 0},
		{"names above the times", dump("Ann Holt\n" + strings.Join(entriesOfTide, "\nMoe\n")), 0},
		{"answers", dump(strings.Join(entriesOfTide, "\nReply\n")), 0},
		{"an article with a time above it", dump("10.00 GMT\n" + strings.Repeat(dumpArticle+"\n", 3) + strings.Join(entriesOfTide, "\n")), 0},
	} {
		c.build([]byte(x.page), false)
		if got := len(c.entries()); got != x.want {
			t.Errorf("%s: %d entries, want %d", x.name, got, x.want)
		}
	}
}
