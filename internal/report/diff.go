package report

import (
	"fmt"
	"strings"

	"newsdup/internal/clip"
	"newsdup/internal/compare"
)

// Diff is two clips and the comparison of their clean texts.
type Diff struct {
	A, B *clip.Clip
	*compare.Result
	Jaccard    float64 // exact, in [0,1], as `newsdup pairs` prints it
	AInB, BInA float64 // containment
}

// DiffOptions say how a comparison looks.
type DiffOptions struct {
	Options
	Context    int  // unchanged paragraphs shown around a change; below 0 all
	SideBySide bool // two columns instead of one text with marks
	Stat       bool // the figures alone
}

// SummaryLine is "580 words kept, 20 moved, 12 removed, 9 added".
func (d *Diff) SummaryLine() string {
	w, m := d.Words, d.Marks
	line := Count(w.Kept, "word", "words") + " kept"
	for _, part := range []struct {
		n    int
		what string
	}{{w.Moved, "moved"}, {w.Removed, "removed"}, {w.Added, "added"}} {
		if part.n > 0 {
			line += ", " + Thousands(part.n) + " " + part.what
		}
	}
	switch {
	case d.Same():
		line = "no difference: " + Count(w.A(), "word", "words")
	case w.Moved+w.Removed+w.Added > 0:
	case m.Moved+m.Removed+m.Added > 0:
		line += "; only punctuation differs"
	}
	return line
}

// piece is rows in the order of the page: rows to show, or a fold of rows that
// are the same.
type piece struct {
	rows []compare.Row
	fold bool
}

// pieces folds what is further than context rows from a change. The title is
// always shown: it says where one is.
func pieces(rows []compare.Row, context int) []piece {
	context = min(context, len(rows))
	show := make([]bool, len(rows))
	for i, left := 0, 0; i < len(rows); i++ { // left: rows behind a change still to show
		left = near(show, rows, i, left, context)
	}
	for i, left := len(rows)-1, 0; i >= 0; i-- {
		left = near(show, rows, i, left, context)
	}
	var list []piece
	for i, shown := range show {
		if n := len(list); n == 0 || list[n-1].fold == shown {
			list = append(list, piece{fold: !shown})
		}
		p := &list[len(list)-1]
		p.rows = append(p.rows, rows[i])
	}
	return list
}

// near shows row i if it is a change, or among the rows left to show beside
// one; it returns how many are left then.
func near(show []bool, rows []compare.Row, i, left, context int) int {
	if rows[i].Kind != compare.Same {
		left = context + 1
	}
	show[i] = show[i] || left > 0 || rows[i].Title || context < 0
	return max(0, left-1)
}

// folded is "3 paragraphs the same".
func folded(rows []compare.Row) string {
	n := 0
	for i := range rows {
		n += rows[i].B.Last - rows[i].B.First + 1
	}
	return Count(n, "paragraph", "paragraphs") + " the same"
}

// spanText is "4" or "4-6"; "" for no paragraph and for the title.
func spanText(s *compare.Span) string {
	switch {
	case s == nil || s.First == 0:
		return ""
	case s.First == s.Last:
		return fmt.Sprint(s.First)
	}
	return fmt.Sprintf("%d-%d", s.First, s.Last)
}

// visible is Escape of text: backslashes stay single and line ends stay, for
// nothing is quoted here and a paragraph may break.
func visible(s string) string {
	if Escape(s) == s {
		return s
	}
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		parts := strings.Split(line, `\`)
		for k, part := range parts {
			parts[k] = Escape(part)
		}
		lines[i] = strings.Join(parts, `\`)
	}
	return strings.Join(lines, "\n")
}

// separated parts the white space that a run begins with from its text.
func separated(text string) (space, rest string) {
	if text != "" && (text[0] == ' ' || text[0] == '\n') {
		return text[:1], text[1:]
	}
	return "", text
}
