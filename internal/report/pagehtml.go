package report

import (
	"cmp"
	"io"
	"strings"

	"newsdup/internal/clip"
)

// HTMLPages writes the pages of `newsdup clean -f html`: one document, an
// article a page, with nothing of the page's own markup. Titles and paragraphs
// are escaped; there is no script and no link.
type HTMLPages struct {
	w    io.Writer
	open bool
}

// NewHTMLPages is an HTMLPages to w.
func NewHTMLPages(w io.Writer) *HTMLPages { return &HTMLPages{w: w} }

const pageHead = `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>clean pages</title>
<style>
:root { color-scheme: light dark }
body { font: 1.05rem/1.55 Georgia, serif; max-width: 38rem; margin: 2rem auto; padding: 0 1rem }
article + article { border-top: 1px solid; margin-top: 3rem; padding-top: 1rem }
h1 { font-size: 1.6rem; line-height: 1.25; margin-bottom: .3rem }
.meta { font: .85rem/1.4 sans-serif; opacity: .7 }
</style>
</head>
<body>
`

// Page writes one page in one Write; what was dropped has no place here.
func (p *HTMLPages) Page(c *clip.Clip, _ bool) error {
	if err := p.begin(); err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString("<article")
	if c.Lang != "" {
		b.WriteString(` lang="` + escaped(c.Lang) + `"`)
	}
	b.WriteString(">\n")
	element := func(tag, class, text string) {
		if text != "" {
			b.WriteString("<" + tag + class + ">" + escaped(text) + "</" + tag + ">\n")
		}
	}
	element("h1", "", c.Title)
	var meta []string
	for _, s := range []string{byline(c), c.Dateline, moment(c.Date), updatedOn(c), c.Site, Escape(c.Origin.String())} {
		if s != "" {
			meta = append(meta, s)
		}
	}
	element("p", ` class="meta"`, strings.Join(meta, " · "))
	for line := range strings.SplitSeq(c.Body, "\n") {
		element("p", "", line)
	}
	b.WriteString("</article>\n")
	return write(p.w, []byte(b.String()))
}

// byline names the agency behind the authors.
func byline(c *clip.Clip) string {
	switch {
	case c.Byline == "" || c.Agency == "" || c.Byline == c.Agency:
		return cmp.Or(c.Byline, c.Agency)
	}
	return c.Byline + " (" + c.Agency + ")"
}

// moment is "18 Nov 2026, 15:04 -05:00", without what is not known of it.
func moment(d clip.Date) string {
	if !d.Clock {
		return dateSpan(d, d)
	}
	return d.Format("2 Jan 2006, 15:04 -07:00")
}

// updatedOn is "updated 19 Nov 2026"; "" when that says nothing new.
func updatedOn(c *clip.Clip) string {
	if c.Updated.IsZero() || c.Updated == c.Date {
		return ""
	}
	return "updated " + moment(c.Updated)
}

// Problem has no place here: standard error has it.
func (p *HTMLPages) Problem(clip.Problem) error { return nil }

// Close ends the document, which is valid without a page, too.
func (p *HTMLPages) Close() error {
	if err := p.begin(); err != nil {
		return err
	}
	return write(p.w, []byte("</body>\n</html>\n"))
}

func (p *HTMLPages) begin() error {
	if p.open {
		return nil
	}
	p.open = true
	return write(p.w, []byte(pageHead))
}
