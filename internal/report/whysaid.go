package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"newsdup/internal/clip"
)

// phrases are the rarest that both have.
func (t *whyWriter) phrases() {
	if len(t.x.Phrases) == 0 {
		return
	}
	t.title("shared phrases")
	room := whyText
	if t.o.Width > 0 {
		room = max(minTitle, t.o.Width-32)
	}
	shown := t.x.Phrases[:min(len(t.x.Phrases), whyPhrases)]
	var cells [][]string
	for _, p := range shown {
		cells = append(cells, []string{`"` + Cut(oneLine(p.Text), room) + `"`, places(p.A), places(p.B)})
	}
	t.located(cells)
}

// terms are what the cosine is made of.
func (t *whyWriter) terms() {
	if len(t.x.Terms) == 0 {
		return
	}
	t.title(fmt.Sprintf("shared terms, their part of the cosine %.3f", t.x.Story.Cosine))
	var cells [][]string
	for _, s := range t.x.Terms[:min(len(t.x.Terms), whyTerms)] {
		cells = append(cells, []string{fmt.Sprintf("%.3f  %s", s.Weight, oneLine(s.Text)), places(s.A), places(s.B)})
	}
	t.located(cells)
}

// located prints what stands in both pages, and where.
func (t *whyWriter) located(cells [][]string) {
	what, a := 0, 0
	for _, c := range cells {
		what, a = max(what, columns(c[0])), max(a, len(c[1]))
	}
	for _, c := range cells {
		t.pad(2)
		t.buf = append(t.buf, c[0]...)
		t.pad(what - columns(c[0]) + 2)
		where := fmt.Sprintf("A %-*s  B %s", a, c[1], c[2])
		t.text(2+what+2, styleDim, strings.TrimRight(where, " "))
	}
}

// places is "line 3", "lines 3, 9, 12 ...", "title" or "-".
func places(p clip.Place) string {
	if len(p) == 0 {
		return "-"
	}
	const most = 4
	var parts []string
	for _, line := range p[:min(len(p), most)] {
		if line == 0 {
			parts = append(parts, "title")
			continue
		}
		parts = append(parts, strconv.Itoa(line))
	}
	s := strings.Join(parts, ", ")
	if len(p) > most {
		s += ", " + ellipsis
	}
	switch {
	case p[0] == 0:
		return s
	case len(p) == 1:
		return "line " + s
	}
	return "lines " + s
}

// evidence is what agrees and what does not.
func (t *whyWriter) evidence() {
	type row struct{ kind, who, what string }
	var rows []row
	for _, e := range t.x.Evidence {
		kind := string(e.Kind)
		if len(e.Both) > 0 || len(e.A) > 0 && len(e.B) > 0 {
			rows = append(rows, row{kind, "both", items(e.Both, e.MoreBoth)})
			kind = ""
		}
		for _, side := range []struct {
			who  string
			list []string
			more int
		}{{"only A", e.A, e.MoreA}, {"only B", e.B, e.MoreB}} {
			if len(side.list) > 0 {
				rows = append(rows, row{kind, side.who, items(side.list, side.more)})
				kind = ""
			}
		}
	}
	if a, b := t.x.A.Date, t.x.B.Date; !a.IsZero() || !b.IsZero() {
		rows = append(rows, row{"dates", dateDistance(a, b), "A " + dayOf(a) + ", B " + dayOf(b)})
	}
	if len(rows) == 0 {
		return
	}
	t.title("what they say")
	kind, who := 0, 0
	for _, r := range rows {
		kind, who = max(kind, len(r.kind)), max(who, len(r.who))
	}
	for _, r := range rows {
		t.buf = fmt.Appendf(t.buf, "  %-*s  ", kind, r.kind)
		t.paint(styleDim, fmt.Sprintf("%-*s", who, r.who))
		t.pad(2)
		t.text(2+kind+2+who+2, "", r.what)
	}
}

// items is "Felix, Holt, 3 more", "none" of no items.
func items(list []string, more int) string {
	if len(list) == 0 {
		return "none"
	}
	shown := list[:min(len(list), whyItems)]
	var parts []string
	for _, s := range shown {
		parts = append(parts, oneLine(s))
	}
	if more += len(list) - len(shown); more > 0 {
		parts = append(parts, Thousands(more)+" more")
	}
	return strings.Join(parts, ", ")
}

func dayOf(d clip.Date) string {
	if d.IsZero() {
		return "unknown"
	}
	return dateSpan(d, d)
}

// dateDistance is "1 day", "3 days" or "same day"; "?" when a date is unknown.
func dateDistance(a, b clip.Date) string {
	if a.IsZero() || b.IsZero() {
		return "?"
	}
	switch n := int(math.Round(clip.Day(a.Time).Sub(clip.Day(b.Time).Time).Abs().Hours() / 24)); n {
	case 0:
		return "same day"
	default:
		return Count(n, "day", "days")
	}
}
