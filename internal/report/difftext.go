// The comparison for people, as one text with marks:
//
//	--- clips/reuters/port-deal.txt
//	+++ clips/gazette/strike-deal.html
//
//	~     Port strike: unions [-accept-]{+take+} pay offer
//
//	   1  Dockers at the port of Felix voted on Tuesday.
//
//	~  2  The offer is worth 6.5 per cent and ends [-nine-]{+ten+} weeks of strike.
//
//	-  3  A paragraph that the second clip lacks.
//
//	<  4  moved to 9: Forty ships had waited …
//
//	      … 5 paragraphs the same
//
//	>  9  moved from 4: Forty ships had waited in the bay.
//
// A number is that of the paragraph in the second clip; with - and < in the
// first. On a terminal paragraphs are wrapped, elsewhere each is one line, so
// that grep and a pipe see it whole.

package report

import (
	"fmt"
	"io"
	"strings"

	"newsdup/internal/compare"
)

// awayColumns is how much of a paragraph is shown where it no longer stands.
const awayColumns = 60

// WriteDiff writes a comparison for people: nothing when the texts are the
// same, so that silence means what it means in diff(1), unless the figures are
// asked for.
func WriteDiff(w io.Writer, d *Diff, o DiffOptions) error {
	t := diffWriter{d: d, o: o}
	switch {
	case o.Stat:
		t.stat()
	case d.Same():
	case o.SideBySide:
		t.columns()
	default:
		t.unified()
	}
	return write(w, t.buf)
}

// diffWriter collects the text of a comparison.
type diffWriter struct {
	d   *Diff
	o   DiffOptions
	buf []byte
}

func (t *diffWriter) paint(s Style, text string) {
	t.buf = paint(t.buf, t.o.Color, s, text)
}

func (t *diffWriter) printf(format string, args ...any) {
	t.buf = fmt.Appendf(t.buf, format, args...)
}

// digits is the width of the largest paragraph number.
func (t *diffWriter) digits() int {
	n := 2
	for i := range t.d.Rows {
		n = max(n, len(spanText(t.d.Rows[i].A)), len(spanText(t.d.Rows[i].B)))
	}
	return n
}

func (t *diffWriter) unified() {
	t.paint("1;31", "--- "+Escape(t.d.A.Origin.String()))
	t.buf = append(t.buf, '\n')
	t.paint("1;32", "+++ "+Escape(t.d.B.Origin.String()))
	t.buf = append(t.buf, '\n')
	digits := t.digits()
	indent := strings.Repeat(" ", digits+4)
	for _, p := range pieces(t.d.Rows, t.o.Context) {
		if p.fold {
			t.buf = append(t.buf, '\n')
			t.paint(styleDim, indent+ellipsis+" "+folded(p.rows))
			t.buf = append(t.buf, '\n')
			continue
		}
		for i := range p.rows {
			t.buf = append(t.buf, '\n')
			t.row(&p.rows[i], digits, indent)
		}
	}
}

// row writes one row: sign, number, text.
func (t *diffWriter) row(r *compare.Row, digits int, indent string) {
	sign, st := signOf(r.Kind)
	at := r.B
	if r.Kind == compare.Removed || r.Kind == compare.MovedAway {
		at = r.A
	}
	var text []styled
	switch r.Kind {
	case compare.MovedAway:
		text = []styled{{"moved to " + spanText(r.B) + ": ", styleMoved}, {away(r), styleDim}}
	case compare.MovedHere:
		text = append([]styled{{"moved from " + spanText(r.A) + ": ", styleMoved}}, marked(r, t.o.Color, both)...)
	default:
		text = marked(r, t.o.Color, both)
	}
	if r.Title {
		embolden(text)
	}
	width := 0
	if t.o.Width > 0 {
		width = max(minTitle, t.o.Width-len(indent))
	}
	for i, l := range wrap(text, width) {
		if i == 0 {
			t.paint(st, sign)
			t.paint(styleDim, fmt.Sprintf(" %*s  ", digits, spanText(at)))
		} else {
			t.buf = append(t.buf, indent...)
		}
		t.line(l)
		t.buf = append(t.buf, '\n')
	}
}

func (t *diffWriter) line(l line) {
	for _, p := range l.parts {
		t.paint(p.style, p.text)
	}
}

// away is the beginning of a paragraph that moved.
func away(r *compare.Row) string {
	var b strings.Builder
	for _, s := range marked(r, true, left) {
		b.WriteString(s.text)
	}
	return Cut(strings.ReplaceAll(b.String(), "\n", " "), awayColumns)
}

// embolden sets a title apart.
func embolden(text []styled) {
	for i := range text {
		if text[i].style == "" {
			text[i].style = styleTitle
		} else {
			text[i].style = styleTitle + ";" + text[i].style
		}
	}
}

// signOf is the sign before a row and its style.
func signOf(k compare.Kind) (string, Style) {
	switch k {
	case compare.Changed:
		return "~", "33"
	case compare.Removed:
		return "-", styleRemoved
	case compare.Added:
		return "+", styleAdded
	case compare.MovedAway:
		return "<", styleMoved
	case compare.MovedHere:
		return ">", styleMoved
	}
	return " ", ""
}

// stat writes the figures:
//
//	--- clips/a.txt
//	+++ clips/b.txt
//
//	             words  punctuation
//	kept           580           71
//	moved           20            2
//	removed         12            1
//	added            9            0
//
//	Jaccard       0.94
//	a in b        0.97
//	b in a        0.96
func (t *diffWriter) stat() {
	t.paint("1;31", "--- "+Escape(t.d.A.Origin.String()))
	t.buf = append(t.buf, '\n')
	t.paint("1;32", "+++ "+Escape(t.d.B.Origin.String()))
	t.buf = append(t.buf, '\n')
	w, m := t.d.Words, t.d.Marks
	t.printf("\n%-8s %9s  %11s\n", "", "words", "punctuation")
	for _, row := range []struct {
		name         string
		style        Style
		words, marks int
	}{
		{"kept", "", w.Kept, m.Kept},
		{"moved", styleMoved, w.Moved, m.Moved},
		{"removed", styleRemoved, w.Removed, m.Removed},
		{"added", styleAdded, w.Added, m.Added},
	} {
		t.paint(row.style, fmt.Sprintf("%-8s", row.name))
		t.printf(" %9s  %11s\n", Thousands(row.words), Thousands(row.marks))
	}
	t.printf("\nJaccard  %9s\na in b   %9s\nb in a   %9s\n", score2(t.d.Jaccard), score2(t.d.AInB), score2(t.d.BInA))
}
