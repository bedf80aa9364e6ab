// The comparison in two columns. Rows that pair up stand side by side; where
// paragraphs were removed and others added at the same place, they do too,
// though they have nothing in common:
//
//	clips/port-deal.txt               clips/strike-deal.html
//
//	 1 Dockers voted on Tuesday.       1 Dockers voted on Tuesday.
//
//	 2 The offer ends [-nine-]      ~  2 The offer ends {+ten+} weeks
//	   weeks of strike.                  of strike.
//
//	 3 The first clip alone.        -
//	                                +  3 The second clip alone.

package report

import (
	"strings"

	"newsdup/internal/compare"
)

const (
	pageColumns = 120 // of two columns where no terminal says: two of about 57
	minPage     = 40  // below, columns of words are no text any more
)

// columns writes the two columns.
func (t *diffWriter) columns() {
	width := t.o.Width
	if width <= 0 {
		width = pageColumns
	}
	c := columnWriter{diffWriter: t, digits: t.digits(), column: (max(width, minPage) - 3) / 2}
	c.heads()
	for _, p := range pieces(t.d.Rows, t.o.Context) {
		if p.fold {
			t.buf = append(t.buf, '\n')
			t.paint(styleDim, strings.Repeat(" ", c.digits+1)+ellipsis+" "+folded(p.rows))
			t.buf = append(t.buf, '\n')
			continue
		}
		for rows := p.rows; len(rows) > 0; {
			rows = rows[c.rows(rows):]
		}
	}
}

// columnWriter writes rows in two columns.
type columnWriter struct {
	*diffWriter
	digits int // of a paragraph number
	column int // width of a column, number and all
}

// heads writes the names, whole: two clips often differ in the end of their paths.
func (c *columnWriter) heads() {
	var cells [2][]line
	for i, name := range []string{c.d.A.Origin.String(), c.d.B.Origin.String()} {
		st := Style("1;31")
		if i == 1 {
			st = "1;32"
		}
		cells[i] = wrap([]styled{{Escape(name), st}}, c.column)
	}
	c.zip(cells[0], cells[1], " ", "")
}

// rows writes the first rows that stand side by side and returns how many they are.
func (c *columnWriter) rows(rows []compare.Row) int {
	removed := lead(rows, compare.Removed)
	added := lead(rows[removed:], compare.Added)
	if removed == 0 || added == 0 {
		c.buf = append(c.buf, '\n')
		c.row(&rows[0])
		return 1
	}
	for i := range max(removed, added) {
		c.buf = append(c.buf, '\n')
		switch {
		case i >= removed:
			c.row(&rows[removed+i])
		case i >= added:
			c.row(&rows[i])
		default:
			c.zip(c.cell(&rows[i], left), c.cell(&rows[removed+i], right), "|", "33")
		}
	}
	return removed + added
}

// lead is how many rows of a kind rows begins with; titles pair with titles.
func lead(rows []compare.Row, k compare.Kind) int {
	n := 0
	for n < len(rows) && rows[n].Kind == k && rows[n].Title == rows[0].Title {
		n++
	}
	return n
}

// row writes one row.
func (c *columnWriter) row(r *compare.Row) {
	var a, b []line
	if r.Kind != compare.Added && r.Kind != compare.MovedHere {
		a = c.cell(r, left)
	}
	if r.Kind != compare.Removed && r.Kind != compare.MovedAway {
		b = c.cell(r, right)
	}
	sign, st := signOf(r.Kind)
	c.zip(a, b, sign, st)
}

// cell is one side of a row: the number, then the text behind it.
func (c *columnWriter) cell(r *compare.Row, ops func(compare.Op) bool) []line {
	at, label := r.A, ""
	if !ops(compare.Remove) {
		at = r.B
	}
	switch r.Kind {
	case compare.MovedAway:
		label = "moved to " + spanText(r.B) + ": "
	case compare.MovedHere:
		label = "moved from " + spanText(r.A) + ": "
	}
	text := marked(r, c.o.Color, ops)
	if label != "" {
		text = append([]styled{{label, styleMoved}}, text...)
	}
	if r.Title {
		embolden(text)
	}
	lines := wrap(text, c.column-c.digits-1)
	number := spanText(at)
	for i := range lines {
		pad := strings.Repeat(" ", c.digits+1)
		if i == 0 {
			pad = strings.Repeat(" ", c.digits-len(number)) + number + " "
		}
		lines[i].parts = append([]styled{{pad, styleDim}}, lines[i].parts...)
		lines[i].width += c.digits + 1
	}
	return lines
}

// zip writes two cells side by side, the sign between them on the first line.
func (c *columnWriter) zip(a, b []line, sign string, st Style) {
	for i := range max(len(a), len(b)) {
		width := 0
		if i < len(a) {
			c.line(a[i])
			width = a[i].width
		}
		if i > 0 {
			sign = " "
		}
		if i >= len(b) && sign == " " {
			c.buf = append(c.buf, '\n')
			continue
		}
		c.buf = append(c.buf, strings.Repeat(" ", max(0, c.column-width)+1)...)
		c.paint(st, sign)
		if i < len(b) {
			c.buf = append(c.buf, ' ')
			c.line(b[i])
		}
		c.buf = append(c.buf, '\n')
	}
}
