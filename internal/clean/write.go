package clean

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsdup/internal/clip"
)

// datelineWithin is how many paragraphs from the top may open with a dateline:
// standfirsts and captions stand above the first.
const datelineWithin = 5

// write sets title, dateline and body of the clip from the decisions taken,
// and its lines when they are asked for.
func (c *Cleaner) write(out *clip.Clip, title int) {
	c.titled = 0
	if out.Title == "" && title >= 0 {
		out.Title = string(withoutSite(c.units[title].text, title == 0 && out.Mode == "full"))
		c.titled = len(out.Title)
		if c.told.on {
			c.told.tell(factTitle, lineName(c.units[title].number), "")
		}
	}
	size := 0
	c.lost = c.lost[:0]
	for i := range c.units {
		if c.why[i] == "" {
			size += len(c.units[i].text) + 1
		}
	}
	var body strings.Builder
	body.Grow(size)
	paragraphs := 0
	for i := range c.units {
		u := &c.units[i]
		if c.why[i] != "" {
			continue
		}
		text := u.text
		out.Words += int(u.words)
		if paragraphs < datelineWithin && u.n >= 8 {
			paragraphs++
			if d, rest, ok := splitDateline(text); ok {
				c.takeDateline(&out.Meta, &d)
				out.Words -= countWords(d.text)
				text = rest
				c.lost = append(c.lost, lostDateline{i, len(d.text), len(u.text) - len(rest)})
			}
		}
		if body.Len() > 0 {
			body.WriteByte('\n')
		}
		body.Write(text)
	}
	out.Body = body.String()
	if c.options.Explain {
		c.explain(out, title)
	}
}

// withoutSite cuts the names of site and section off the end of a title:
// "Port open | World | Harbour Post". A dash stands before a site only in the
// page's own title; in a headline it is somebody's opinion ("Port must open -
// Marten").
func withoutSite(title []byte, own bool) []byte {
	for {
		at := bytes.LastIndex(title, []byte(" | "))
		site := at + len(" | ")
		if own {
			for _, dash := range [...]string{" - ", " – ", " — "} {
				if k := bytes.LastIndex(title, []byte(dash)); k > at && siteName(title[k+len(dash):]) {
					at, site = k, k+len(dash)
				}
			}
		}
		if at < 0 || countWords(title[site:]) > longestSite || countWords(title[:at]) < shortestHeadline {
			return title
		}
		title = title[:at]
	}
}

// siteName reports a domain, or words that all have a capital but for short
// ones: "Post of the North".
func siteName(b []byte) bool {
	words := bytes.Fields(b)
	if len(words) == 1 && bytes.IndexByte(b, '.') > 0 {
		return true
	}
	for _, w := range words {
		if r, _ := utf8.DecodeRune(w); unicode.IsLower(r) && len(w) > 3 {
			return false
		}
	}
	return len(words) > 0
}

const (
	longestSite      = 4 // words
	shortestHeadline = 4 // words that must be left
)

func countWords(b []byte) (n int) {
	eachWord(b, func(_, _ uint64) { n++ })
	return n
}
