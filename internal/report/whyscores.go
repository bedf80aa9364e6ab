package report

import (
	"fmt"
	"strconv"

	"newsdup/internal/clip"
)

// against is "0.142 >= 0.040": a figure with its threshold.
func against(v, least float64) string {
	figure, sign, bound := measured(v, least)
	return figure + " " + sign + " " + bound
}

// measured is a figure in the digits that it takes to see how it stands to its threshold.
func measured(v, least float64) (figure, sign, bound string) {
	sign = ">="
	if v < least {
		sign = "<"
	}
	for digits := 3; ; digits++ {
		figure, bound = strconv.FormatFloat(v, 'f', digits, 64), strconv.FormatFloat(least, 'f', digits, 64)
		if figure != bound || sign == ">=" || digits == 9 {
			return figure, sign, bound
		}
	}
}

// score is a row of a table of scores.
type score struct {
	name, value, sign, bound, note string
	met                            bool
}

func rowOf(name string, v, least float64, note string) score {
	figure, sign, bound := measured(v, least)
	return score{name, figure, sign, bound, note, v >= least}
}

// copies are the scores as copies of one text.
func (t *whyWriter) copies() {
	c := t.x.Copy
	if c == nil {
		return
	}
	near := string(clip.Near)
	small := min(c.ShinglesA, c.ShinglesB) < c.Small
	if small {
		near = fmt.Sprintf("near, for a text of fewer than %d shingles", c.Small)
	}
	rows := []score{rowOf("Jaccard", c.Jaccard, c.Near, near)}
	for _, in := range []struct {
		name string
		v    float64
	}{{"A in B", c.AInB}, {"B in A", c.BInA}} {
		if small {
			rows = append(rows, score{name: in.name, value: fmt.Sprintf("%.3f", in.v)})
		} else {
			rows = append(rows, rowOf(in.name, in.v, c.Contains, string(clip.Contains)))
		}
	}
	if !small && max(c.AInB, c.BInA) >= whyLead {
		rows = append(rows, rowOf("lead", c.Lead, c.LeastLead, "of one that the other has, too"))
	}
	shared := fmt.Sprintf("of %s in A, %s in B", Thousands(c.ShinglesA), Thousands(c.ShinglesB))
	rows = append(rows, score{name: "shared shingles", value: Thousands(c.Shared), note: shared})
	if g := c.Guard; g != nil && (g.Form || g.Containment >= whyMasked) {
		verdict := "not a form"
		if g.Form {
			verdict = "a form: the numbers are the difference"
		}
		rows = append(rows,
			rowOf("rise, masked J", g.RiseJaccard, g.LeastJaccard, fmt.Sprintf("to %.3f with numbers masked", g.Jaccard)),
			rowOf("rise, masked C", g.RiseContainment, g.LeastContainment, fmt.Sprintf("to %.3f; %s", g.Containment, verdict)))
	}
	t.table("copies", rows)
}

// story are the scores as reports of one event.
func (t *whyWriter) story() {
	s := t.x.Story
	if s == nil || t.x.Ground == clip.GroundExact {
		return
	}
	rows := []score{{name: "cosine", value: three(s.Cosine), note: "what both say, weighted"}}
	if s.Judged {
		if s.JudgedA != t.x.A.Origin || s.JudgedB != t.x.B.Origin {
			rows = append(rows, score{name: "cosine, judged", value: three(s.Linked), note: "of the longest copies: " + t.label(s.JudgedA) + ", " + t.label(s.JudgedB)})
		}
		beat := "what each shares with its beat alone"
		if t.x.Alone {
			beat = "what two of one beat may share: there are no others to tell"
		}
		rows = append(rows,
			score{name: "background", value: three(s.FarA) + " + " + three(s.FarB), note: beat},
			score{name: "scale", value: three(s.ScaleA) + " x " + three(s.ScaleB), note: "less than 1 where many clips are alike"},
			rowOf("link", s.Link, s.Least(), linkNote(s)))
	}
	if c := t.x.Clusters; c != nil && c.SizeA+c.SizeB > 2 {
		rows = append(rows,
			score{name: "inside", value: three(c.InnerA) + ", " + three(c.InnerB), note: fmt.Sprintf("mean link in their stories of %d and %d texts", c.SizeA, c.SizeB)},
			score{name: "between", value: three(c.Mean), note: "mean link from the one story to the other"},
			rowOf("story score", c.Score, s.Threshold, "that mean, less where both are denser inside"))
	}
	if h := t.x.Halves; h != nil {
		note := fmt.Sprintf("that they are halves: days %+.2f, words %.1f, lead %.3f", h.Days, h.Words, h.Lead)
		if h.Joined && t.x.Clusters == nil {
			rows = append(rows, rowOf("story score", h.Score, s.Threshold, "mean link of the two halves, less where both are denser inside"))
		}
		rows = append(rows, rowOf("evidence", h.Evidence, h.Least, note))
	}
	if s.Judged && s.Meet > 0 {
		rows = append(rows, rowOf("meet", s.Meet, s.Threshold, "the highest threshold at which they are one story"))
	}
	t.table("story", rows)
}

func linkNote(s *clip.StoryScores) string {
	note := "scale x (cosine - background)"
	if s.Alone > 0 {
		note += ", of two long texts"
	}
	return note
}

func three(v float64) string { return fmt.Sprintf("%.3f", v) }

// label is a clip's name in a note: A, B, or its last path element.
func (t *whyWriter) label(o clip.Origin) string {
	switch o {
	case t.x.A.Origin:
		return "A"
	case t.x.B.Origin:
		return "B"
	}
	return Escape(lastElement(o))
}

// table lays scores out in columns.
func (t *whyWriter) table(title string, rows []score) {
	t.title(title)
	var name, value, bound int
	for _, r := range rows {
		name, value, bound = max(name, len(r.name)), max(value, len(r.value)), max(bound, len(r.bound))
	}
	for _, r := range rows {
		t.buf = fmt.Appendf(t.buf, "  %-*s  ", name, r.name)
		style := Style("")
		if r.sign != "" {
			style = "33"
			if r.met {
				style = "32"
			}
		}
		t.paint(style, fmt.Sprintf("%-*s", value, r.value))
		t.buf = fmt.Appendf(t.buf, "  %-2s %-*s  ", r.sign, bound, r.bound)
		t.text(2+name+2+value+2+2+1+bound+2, styleDim, r.note)
	}
}
