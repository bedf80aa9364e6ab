package clean

import (
	"bytes"
	"math"
	"unicode"
	"unicode/utf8"
	"unsafe"

	"newsdup/internal/clip"
)

// write sets title and body of the clip from the decisions taken, and its lines
// when they are asked for.
func (c *Cleaner) write(out *clip.Clip, title int) {
	c.titled = 0
	if out.Title == "" && title >= 0 {
		out.Title = string(c.titleText(out, title))
		c.titled = len(out.Title)
		if c.told.on {
			c.told.tell(factTitle, lineName(c.units[title].number), "")
		}
	}
	body, words := c.body[:0], 0.0
	for i := range c.units {
		u := &c.units[i]
		if c.why[i] != "" {
			continue
		}
		o := c.lostBy(i)
		words += u.n - o.words
		text := u.text[o.rest:]
		if len(body) > 0 {
			body = append(body, '\n')
		}
		body = append(body, text...)
	}
	out.Words = int(math.Round(words))
	if c.body = body; c.options.Lend {
		out.Body = unsafe.String(unsafe.SliceData(body), len(body)) // written to by the next page
	} else {
		out.Body = string(body)
	}
	if c.options.Explain {
		c.explain(out, title)
	}
}

// titleText is the headline that unit i is; it may have been a paragraph with a
// dateline before the others went.
func (c *Cleaner) titleText(out *clip.Clip, i int) []byte {
	return withoutSite(c.units[i].text[c.lostBy(i).rest:], i == 0 && out.Mode == "full")
}

// withoutSite cuts the names of site and section off the end of a title:
// "Port open | World | Harbour Post". A dash stands before a site only in the
// page's own title; in a headline it is somebody's opinion ("Port must open -
// Marten").
func withoutSite(title []byte, own bool) []byte {
	for {
		at := -1
		if bytes.IndexByte(title, '|') >= 0 {
			at = bytes.LastIndex(title, []byte(" | "))
		}
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

// countWords counts three characters of a script without spaces as a word.
func countWords(b []byte) (n int) {
	eachWord(b, func(_, _ uint64) { n++ })
	wide := 0
	for _, r := range string(b) {
		wide += int(is(unspaced(r)))
	}
	return n + wide/3
}
