package cli

// The text of pages for people and pipes. A page is
//
//	Port strike: unions accept pay offer
//
//	Dockers voted on Tuesday to ...
//	The offer, worth 6.5 per cent, ...
//
// and, with --explain, a line a line of the page:
//
//	clips/port.txt: part-extracted: no menu before the headline; utf-8; 3 of 5 lines kept
//	  title  Port strike: unions accept pay offer  line 2
//	  date   2026-04-03                 line 3: day before month: 21/03/2026 stands on the page
//
//	  1  drop  menu    Home | News | Sport
//	  2  keep  title   Port strike: unions accept pay offer
//	  3  keep          Dockers voted on Tuesday to ...
//
// A body has no empty line and no control character, so the empty line behind
// the title and the form feed between pages cannot be mistaken for text. A
// header with the file's name, as head prints it, was rejected: it can.

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"strings"

	"newsdup/internal/clip"
	"newsdup/internal/report"
)

// textPages is the pageWriter of -f text.
type textPages struct {
	w     io.Writer
	o     report.Options
	pages int
	buf   bytes.Buffer
}

func newTextPages(w io.Writer, o report.Options) *textPages { return &textPages{w: w, o: o} }

// Problem has no place in a text: standard error has it.
func (t *textPages) Problem(clip.Problem) error { return nil }

// Close has nothing to add.
func (t *textPages) Close() error { return nil }

// Page writes one page in one Write.
func (t *textPages) Page(c *clip.Clip, explain bool) error {
	t.buf.Reset()
	switch {
	case explain && t.pages > 0:
		t.buf.WriteByte('\n')
	case !t.o.NUL && t.pages > 0:
		t.buf.WriteString("\f\n")
	}
	t.pages++
	if explain {
		t.explain(c)
	} else {
		t.text(c)
	}
	_, err := t.w.Write(t.buf.Bytes())
	return err
}

func (t *textPages) text(c *clip.Clip) {
	if c.Title != "" {
		t.buf.WriteString(report.Paint(t.o.Color, report.Bold, report.Printable(c.Title)) + "\n\n")
	}
	for _, line := range strings.Split(c.Body, "\n") {
		if line != "" {
			t.buf.WriteString(report.Printable(line) + "\n")
		}
	}
	if t.o.NUL {
		t.buf.WriteByte(0)
	}
}

func (t *textPages) explain(c *clip.Clip) {
	kept, number, rule := 0, 1, 0
	for i := range c.Lines {
		l := &c.Lines[i]
		if !l.Dropped() {
			kept++
		}
		number = max(number, len(fmt.Sprint(l.N)))
		rule = max(rule, len(l.Rule))
	}
	fmt.Fprintf(&t.buf, "%s: %s\n", report.Paint(t.o.Color, report.Bold, report.Escape(c.Origin.String())), explainHead(c, kept))
	t.facts(c.Facts)
	for i := range c.Lines {
		l := &c.Lines[i]
		verdict, st := "keep", report.Green
		if l.Dropped() {
			verdict, st = "drop", report.Red
		}
		text := report.Printable(l.Text)
		if t.o.Width > 0 {
			text = report.Cut(text, t.o.Width-number-rule-12)
		}
		rest := fmt.Sprintf("%-*s  %s", rule, l.Rule, text)
		if l.Dropped() {
			rest = report.Paint(t.o.Color, report.Dim, strings.TrimRight(rest, " "))
		}
		line := fmt.Sprintf("  %*d  %s  %s", number, l.N, report.Paint(t.o.Color, st, verdict), rest)
		t.buf.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}

// facts shows the metadata, each value with where it is from.
func (t *textPages) facts(facts []clip.Fact) {
	name := 0
	for _, f := range facts {
		name = max(name, len(f.Name))
	}
	for _, f := range facts {
		line := report.Pad(report.Cut(cmp.Or(report.Printable(f.Value), "-"), longestFact), shortestFact)
		told := "  " + strings.Trim(report.Printable(f.From+": "+f.Why), ": ")
		if t.o.Width > 0 {
			both := report.Cut(line+told, t.o.Width-name-4)
			if rest, ok := strings.CutPrefix(both, line); ok {
				told = rest
			} else {
				line, told = both, ""
			}
		}
		fmt.Fprintf(&t.buf, "  %-*s  %s%s\n", name, f.Name, line, report.Paint(t.o.Color, report.Dim, told))
	}
	if len(facts) > 0 {
		t.buf.WriteByte('\n')
	}
}

// In columns: what is shown of a value, and where its origin stands when it is short.
const (
	longestFact  = 60
	shortestFact = 25
)

// explainHead is "part-extracted: no menu before the headline; utf-8; 3 of 5 lines kept".
func explainHead(c *clip.Clip, kept int) string {
	head := []string{report.Printable(cmp.Or(c.ModeWhy, c.Mode))}
	switch {
	case c.Repaired:
		head = append(head, report.Printable(c.Charset)+", repaired")
	case c.Charset != "":
		head = append(head, report.Printable(c.Charset))
	}
	head = append(head, fmt.Sprintf("%s of %s kept", report.Thousands(kept), report.Count(len(c.Lines), "line", "lines")))
	return strings.Join(head, "; ")
}
