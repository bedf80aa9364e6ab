package cli

// What the rules of cleaning did to a folder, one rule a line, the hungriest
// first. The longest line is where a rule that eats articles shows itself:
//
//	rule        pages  lines   words   share  longest line
//	after-body     61    702   4,380  12.3 %  Read also: the harbour board meets again on ...
//	related        54     54     169   0.5 %  See also: ten ports to see before you sail
//	kept          107  1,204  31,118  87.2 %

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"newsdup/internal/clip"
	"newsdup/internal/report"
)

// ruleStats counts what one rule dropped.
type ruleStats struct {
	rule                string
	pages, lines, words int
	longest             string
	last                clip.Origin // the page counted last
}

// statPages is the pageWriter of --stats: it counts, and writes at the end.
type statPages struct {
	w     io.Writer
	o     report.Options
	rules map[string]*ruleStats
}

// keptLines is the row of what no rule dropped.
const keptLines = "kept"

func newStatPages(w io.Writer, o report.Options) *statPages {
	return &statPages{w: w, o: o, rules: map[string]*ruleStats{}}
}

// Problem has no place in a table: standard error has it.
func (s *statPages) Problem(clip.Problem) error { return nil }

// Page counts one page, which must have been cleaned with Explain.
func (s *statPages) Page(c *clip.Clip, _ bool) error {
	for i := range c.Lines {
		l := &c.Lines[i]
		rule := keptLines
		if l.Dropped() {
			rule = l.Rule
		}
		r := s.rules[rule]
		if r == nil {
			r = &ruleStats{rule: rule}
			s.rules[rule] = r
		}
		if r.pages == 0 || r.last != c.Origin {
			r.pages++
			r.last = c.Origin
		}
		r.lines++
		r.words += len(strings.Fields(l.Text))
		if len(l.Text) > len(r.longest) {
			r.longest = strings.Clone(l.Text)
		}
	}
	return nil
}

// Close writes the table: by words, then name, what was kept last.
func (s *statPages) Close() error {
	var rows []*ruleStats
	for _, r := range s.rules {
		rows = append(rows, r)
	}
	last := func(r *ruleStats) int {
		if r.rule == keptLines {
			return 1
		}
		return 0
	}
	slices.SortFunc(rows, func(a, b *ruleStats) int {
		return cmp.Or(last(a)-last(b), cmp.Compare(b.words, a.words), cmp.Compare(a.rule, b.rule))
	})
	all := 0
	for _, r := range rows {
		all += r.words
	}
	table := [][6]string{{"rule", "pages", "lines", "words", "share", "longest line"}}
	for _, r := range rows {
		longest := ""
		if r.rule != keptLines {
			longest = report.Cut(report.Printable(r.longest), s.longest())
		}
		table = append(table, [6]string{r.rule, report.Thousands(r.pages), report.Thousands(r.lines), report.Thousands(r.words), share(r.words, all), longest})
	}
	var width [6]int
	for _, row := range table {
		for i, cell := range row {
			width[i] = max(width[i], len(cell))
		}
	}
	var b bytes.Buffer
	for i, row := range table {
		line := fmt.Sprintf("%-*s  %*s  %*s  %*s  %*s  %s", width[0], row[0], width[1], row[1], width[2], row[2], width[3], row[3], width[4], row[4], row[5])
		line = strings.TrimRight(line, " ")
		if i == 0 {
			line = report.Paint(s.o.Color, report.Bold, line)
		}
		b.WriteString(line + "\n")
	}
	_, err := s.w.Write(b.Bytes())
	return err
}

// share is "12.3 %" of all words.
func share(words, all int) string {
	return fmt.Sprintf("%.1f %%", 100*float64(words)/float64(max(1, all)))
}

// longest is how much of a line is shown: what a terminal of usual width holds.
func (s *statPages) longest() int {
	const figures = 50
	if s.o.Width > figures+20 {
		return s.o.Width - figures
	}
	return 60
}
