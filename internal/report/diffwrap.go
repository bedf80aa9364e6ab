package report

import (
	"slices"
	"strings"

	"newsdup/internal/compare"
)

// styled is text in one style; it may hold line ends.
type styled struct {
	text  string
	style Style
}

// The styles of a comparison. Removed words inside a paragraph are struck
// through and added ones underlined, where the terminal can: red and green
// look alike to one man in twelve.
const (
	styleRemoved     Style = "31"
	styleAdded       Style = "32"
	styleRemovedWord Style = "31;9"
	styleAddedWord   Style = "32;4"
	styleMoved       Style = "36"
)

// marked renders the runs of a row that ops lets through. Words that differ
// have a colour or, without colour, stand in [-...-] and {+...+} as in the word
// diff of wdiff and git. A row of one side alone needs no marks.
func marked(r *compare.Row, color bool, ops func(compare.Op) bool) []styled {
	var out []styled
	before := -1 // the run shown last
	for i, run := range r.Runs {
		if !ops(run.Op) {
			continue
		}
		space, text := separated(visible(run.Text))
		if before < 0 {
			space = ""
		}
		follows := before >= 0 && before == i-1 && run.Op == compare.Add && r.Runs[before].Op == compare.Remove
		switch {
		case follows && !color && space == " ":
			space = "" // the marks part the words
		case follows && color && space == "" && run.Words > 0 && r.Runs[before].Words > 0:
			space = " "
		}
		before = i
		if space != "" {
			out = append(out, styled{space, ""})
		}
		out = append(out, dress(r.Kind, run.Op, text, color))
	}
	return out
}

// dress gives the text of a run its style or its marks.
func dress(kind compare.Kind, op compare.Op, text string, color bool) styled {
	switch {
	case kind == compare.Removed:
		return styled{text, styleRemoved}
	case kind == compare.Added:
		return styled{text, styleAdded}
	case kind == compare.Same || op == compare.Keep:
		return styled{text, ""}
	case op == compare.Remove && color:
		return styled{text, styleRemovedWord}
	case op == compare.Remove:
		return styled{"[-" + text + "-]", ""}
	case color:
		return styled{text, styleAddedWord}
	}
	return styled{"{+" + text + "+}", ""}
}

// both, left and right say which runs a column shows.
func both(compare.Op) bool     { return true }
func left(op compare.Op) bool  { return op != compare.Add }
func right(op compare.Op) bool { return op != compare.Remove }

// line is a line of text with its width in columns, without styles.
type line struct {
	parts []styled
	width int
}

// cell is a character with the marks on it.
type cell struct {
	text  string
	width int
	style Style
}

// wrap breaks text into lines of at most width columns: at blanks, beside wide
// characters, which are set without blanks, and in words that fill a line.
// width 0 breaks at line ends alone. There is always one line.
func wrap(text []styled, width int) []line {
	if width <= 0 {
		return unwrapped(text)
	}
	var lines []line
	var row []cell // of the line being filled
	taken, brk := 0, 0
	flush := func(n int) {
		lines = append(lines, join(row[:n]))
		row = slices.Delete(row, 0, n)
		for len(row) > 0 && row[0].text == " " {
			row = row[1:]
		}
		taken, brk = 0, 0
		for _, c := range row {
			taken += c.width
		}
	}
	for _, t := range text {
		for at, r := range t.text {
			if r == '\n' {
				flush(len(row))
				continue
			}
			w := runeColumns(r)
			if w == 0 && len(row) > 0 {
				row[len(row)-1].text += string(r)
				continue
			}
			if taken+w > width && r != ' ' && len(row) > 0 {
				if brk == 0 {
					brk = len(row)
				}
				flush(brk)
			}
			if at == 0 && len(row) == 0 && r == ' ' && len(lines) > 0 {
				continue // no line begins with a blank
			}
			row = append(row, cell{string(r), w, t.style})
			if taken += w; r == ' ' || w == 2 {
				brk = len(row)
			}
		}
	}
	flush(len(row))
	return lines
}

// join makes a line of cells, without blanks at its end.
func join(row []cell) line {
	for len(row) > 0 && row[len(row)-1].text == " " {
		row = row[:len(row)-1]
	}
	var l line
	var b strings.Builder
	for i, c := range row {
		b.WriteString(c.text)
		l.width += c.width
		if i+1 == len(row) || row[i+1].style != c.style {
			l.parts = append(l.parts, styled{b.String(), c.style})
			b.Reset()
		}
	}
	return l
}

// unwrapped cuts text at its line ends.
func unwrapped(text []styled) []line {
	lines := []line{{}}
	for _, t := range text {
		for i, part := range strings.Split(t.text, "\n") {
			if i > 0 {
				lines = append(lines, line{})
			}
			if part != "" {
				l := &lines[len(lines)-1]
				l.parts = append(l.parts, styled{part, t.style})
			}
		}
	}
	return lines
}
