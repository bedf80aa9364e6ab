package clean

import (
	"fmt"
	"strings"
	"testing"
)

// TestThreadOf: comments below a part-extracted text go, entries of a live blog stay.
func TestThreadOf(t *testing.T) {
	paragraphs := strings.Split(wrapArticle, "\n\n")
	text := strings.Join(paragraphs, "\n")
	entries := func(format string) string {
		var b strings.Builder
		for i := range 8 {
			fmt.Fprintf(&b, format, 10+i, strings.Replace(paragraphs[i%4], "gate", fmt.Sprint("gate ", i), 1))
		}
		return b.String()
	}
	for _, c := range []struct {
		name, page string
		comments   bool
	}{
		{"names and dates", text + "\nComments\n" + entries("Ann Marten\nMay %d, 2024 at 5:06 pm\n%s\n"), true},
		{"dates and names", text + "\n9 comments\n" + entries("May %d, 2024 at 5:06 pm\nJane Anna Holt says:\n%s\n"), true},
		{"Reply", text + "\nComments\n" + entries("harbour%d\n%s\nReply\n"), true},
		{"nothing comes again", text + "\nComments\n" + text, false},
		{"times between paragraphs", text + "\nComments (12)\n" + entries("May %d, 2024 at 5:06 pm\n%s\n"), false},
		{"times from the beginning", entries("Ann Marten\n%d:15\n%s\nComments\n"), false},
		{"each entry may be commented on", text + "\n" + entries("Entry %d\n%s\n3 comments\n"), false},
	} {
		page := "Gate of Port Anna opens after nine years\n" + c.page
		cl := New(Options{})
		if cl.build([]byte(page), false); cl.threadOf() >= 0 != c.comments {
			t.Errorf("%s: the comments begin at unit %d", c.name, cl.threadOf())
		}
	}
}
