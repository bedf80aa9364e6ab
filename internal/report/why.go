// The explanation for people: the verdict, then what it stands on.
//
//	same story, in other words: link 0.142 >= 0.040
//
//	A  clips/ridge/rules.txt       282 words  19 Nov 2026
//	   Ship safety rules agreed
//	B  clips/wire/hotline.txt      252 words  20 Nov 2026
//	   Ports prepare for a phone line
//	among 106 clips
//
//	copies
//	  Jaccard     0.000 <  0.500  near
//	  A in B      0.000 <  0.550  contains
//	...
//
// A figure shows as many digits as it takes to stand on the right side of its
// threshold. On a terminal lines are cut to its width, but for names of clips.

package report

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"newsdup/internal/clip"
)

// Layout of an explanation.
const (
	whyPhrases = 5  // shown
	whyTerms   = 8  // shown
	whyItems   = 10 // names or figures of a line
	whyMasked  = .2 // masked containment from which the template guard is shown
	whyText    = 60 // columns of a phrase where there is no terminal
)

// WriteWhy writes an explanation for people.
func WriteWhy(w io.Writer, x *clip.Explanation, o Options) error {
	t := whyWriter{textWriter{o: o}, x}
	t.verdict()
	t.sides()
	t.copies()
	t.story()
	if x.Ground != clip.GroundExact { // else all is shared
		t.phrases()
		t.terms()
		t.evidence()
	}
	t.path()
	t.flips()
	return write(w, t.buf)
}

type whyWriter struct {
	textWriter
	x *clip.Explanation
}

// verdict is the first line.
func (t *whyWriter) verdict() {
	what, style := "not the same story", Style("1;31")
	switch {
	case t.x.Ground == clip.GroundShort:
		what, style = "not compared", "1;33"
	case t.x.Same && copyGround(t.x.Ground):
		what, style = "copies", "1;32"
	case t.x.Same:
		what, style = "same story", "1;32"
	}
	t.paint(style, what)
	t.text(columns(what), "", ": "+t.because())
}

func copyGround(g clip.Ground) bool {
	switch g {
	case clip.GroundExact, clip.GroundNear, clip.GroundChain, clip.GroundContains:
		return true
	}
	return false
}

// because is the ground in words.
func (t *whyWriter) because() string {
	x, c, s := t.x, t.x.Copy, t.x.Story
	switch x.Ground {
	case clip.GroundExact:
		return "the same words once noise is stripped"
	case clip.GroundNear:
		return "one text, edited: Jaccard " + against(c.Jaccard, c.Near)
	case clip.GroundChain:
		return "one text, edited, through " + t.between() + ": Jaccard " + against(c.Jaccard, c.Near)
	case clip.GroundContains:
		inner, outer, in := "A", "B", c.AInB
		if c.BInA >= c.AInB {
			inner, outer, in = "B", "A", c.BInA
		}
		return inner + " stands inside " + outer + ": " + against(in, c.Contains)
	case clip.GroundLink:
		return "in other words, link " + against(s.Link, s.Threshold)
	case clip.GroundOthers:
		if !s.Judged {
			return "through " + t.between()
		}
		return "through " + t.between() + ", link " + against(s.Link, s.Threshold)
	case clip.GroundShort:
		for _, side := range []struct {
			name string
			clip.Side
		}{{"A", x.A}, {"B", x.B}} {
			if side.Words == 0 || side.Words < x.MinWords {
				return fmt.Sprintf("%s has %s, at least %d are wanted", side.name, count(side.Words, "word", "words"), max(1, x.MinWords))
			}
		}
		return "there is no text to compare"
	case clip.GroundForm:
		return "one form with other numbers"
	case clip.GroundRoundup:
		switch {
		case x.RoundupA && x.RoundupB:
			return "both hold clips of several stories, and join none"
		case x.RoundupA:
			return "A holds clips of several stories, and joins none"
		}
		return "B holds clips of several stories, and joins none"
	case clip.GroundWindow:
		return "they, or the stories they are in, span more than the window of " + hours(x.Window)
	case clip.GroundApart:
		return "their stories hold two clips of one form with other numbers"
	case clip.GroundNumbers:
		return "each story agrees on its numbers, and they do not share them"
	case clip.GroundClusters:
		return "their link is " + against(s.Link, s.Threshold) + ", that of their stories " + against(t.x.Clusters.Score, s.Threshold)
	}
	return "link " + against(s.Link, s.Threshold)
}

// between counts the clips on the way.
func (t *whyWriter) between() string {
	if n := len(t.x.Path) - 1; n > 0 {
		return count(n, "other clip", "other clips")
	}
	return "others"
}

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

// sides names the two clips, and what they were judged with.
func (t *whyWriter) sides() {
	t.line()
	sides := []*clip.Side{&t.x.A, &t.x.B}
	name := 0
	for _, s := range sides {
		if n := columns(Escape(s.Origin.String())); n <= maxAligned {
			name = max(name, n)
		}
	}
	for i, s := range sides {
		path := Escape(s.Origin.String())
		t.paint(styleTitle, "AB"[i:i+1])
		t.pad(2)
		t.buf = append(t.buf, path...)
		t.pad(max(0, name-columns(path)) + 2)
		rest := count(s.Words, "word", "words")
		if !s.Date.IsZero() {
			rest += "  " + s.Date.UTC().Format("2 Jan 2006")
		}
		t.paint(styleDim, rest)
		t.line()
		if s.Title != "" {
			t.pad(3)
			t.text(3, "", oneLine(s.Title))
		}
	}
	judged := "judged among " + count(t.x.Clips, "clip", "clips")
	if t.x.Alone {
		judged = "judged by themselves; a folder can change a story's answer: newsdup why A B PATH..."
	}
	t.text(0, styleDim, judged)
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
	three := func(v float64) string { return fmt.Sprintf("%.3f", v) }
	rows := []score{{name: "cosine", value: three(s.Cosine), note: "what both say, weighted"}}
	if s.Judged {
		if s.JudgedA != t.x.A.Origin || s.JudgedB != t.x.B.Origin {
			rows = append(rows, score{name: "cosine, judged", value: three(s.Linked), note: "of the longest copies: " + t.label(s.JudgedA) + ", " + t.label(s.JudgedB)})
		}
		rows = append(rows,
			score{name: "background", value: three(s.FarA) + " + " + three(s.FarB), note: "what each shares with its beat alone"},
			score{name: "scale", value: three(s.ScaleA) + " x " + three(s.ScaleB), note: "less than 1 where many clips are alike"},
			rowOf("link", s.Link, s.Threshold, "scale x (cosine - background)"))
	}
	if c := t.x.Clusters; c != nil && c.SizeA+c.SizeB > 2 {
		rows = append(rows,
			score{name: "inside", value: three(c.InnerA) + ", " + three(c.InnerB), note: fmt.Sprintf("mean link in their stories of %d and %d texts", c.SizeA, c.SizeB)},
			score{name: "between", value: three(c.Mean), note: "mean link from the one story to the other"},
			rowOf("story score", c.Score, s.Threshold, "that mean, less where both are denser inside"))
	}
	if s.Judged && s.Meet > 0 {
		rows = append(rows, rowOf("meet", s.Meet, s.Threshold, "the highest threshold at which they are one story"))
	}
	t.table("story", rows)
}

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

func dayOf(t time.Time) string {
	if t.IsZero() {
		return "unknown"
	}
	return t.UTC().Format("2 Jan 2006")
}

// dateDistance is "one day", "3 days" or "same day"; "?" when a date is unknown.
func dateDistance(a, b time.Time) string {
	if a.IsZero() || b.IsZero() {
		return "?"
	}
	const day = 24 * time.Hour
	switch n := int(math.Round(a.UTC().Truncate(day).Sub(b.UTC().Truncate(day)).Abs().Hours() / 24)); n {
	case 0:
		return "same day"
	default:
		return count(n, "day", "days")
	}
}

// path is the way from the one to the other.
func (t *whyWriter) path() {
	if len(t.x.Path) == 0 {
		return
	}
	t.title("linked through")
	word := 0
	for _, s := range t.x.Path {
		word = max(word, len(s.Relation))
	}
	name := func(o clip.Origin) string {
		if o == t.x.A.Origin || o == t.x.B.Origin {
			return t.label(o)
		}
		return Escape(o.String())
	}
	for _, s := range t.x.Path {
		t.pad(2)
		t.paint(wordStyle(string(s.Relation)), fmt.Sprintf("%-*s", word, string(s.Relation)))
		t.buf = fmt.Appendf(t.buf, "  %.3f  %s to %s\n", s.Score, name(s.From), name(s.To))
	}
}

// flips are the options that would turn the answer.
func (t *whyWriter) flips() {
	t.title("what would change it")
	if len(t.x.Flips) == 0 {
		what := "no threshold: "
		switch {
		case t.x.Ground == clip.GroundExact:
			what += "the words are the same"
		case t.x.Same:
			what += "what ties them does not hang on one"
		default:
			what += "none from 0.01 up makes them one story"
		}
		t.pad(2)
		t.text(2, "", what)
		return
	}
	wide := 0
	for _, f := range t.x.Flips {
		wide = max(wide, len(flipOption(f)))
	}
	for _, f := range t.x.Flips {
		t.pad(2)
		t.paint(Cyan, fmt.Sprintf("%-*s", wide, flipOption(f)))
		t.pad(2)
		t.text(2+wide+2, "", flipped(f))
	}
}

// flipped says what an option would do.
func flipped(f clip.Flip) string {
	switch {
	case f.Option == clip.FlipNear && f.Join:
		return "near copies from here on"
	case f.Option == clip.FlipContains && f.Join:
		return "one contains the other from here on"
	case f.Option == clip.FlipNear:
		return "no longer near copies; the story decides"
	case f.Option == clip.FlipContains:
		return "neither contains the other; the story decides"
	case f.Option == clip.FlipStory && f.Join:
		return "one story from here on"
	case f.Option == clip.FlipStory && f.Sure:
		return "two stories"
	case f.Option == clip.FlipStory:
		return "two stories, were they no copies"
	case f.Option == clip.FlipWindow:
		return "their dates no longer keep them apart"
	}
	return "long enough to be compared"
}

// title opens a section.
func (t *whyWriter) title(s string) {
	t.line()
	t.paint(styleTitle, s)
	t.line()
}

// text ends a line of which taken columns are written with a text cut to what is left.
func (t *whyWriter) text(taken int, s Style, text string) {
	t.buf = trimBlanks(t.buf, text)
	t.paint(s, t.fit(text, taken))
	t.line()
}

// trimBlanks takes the blanks off the end of a line that ends here.
func trimBlanks(buf []byte, rest string) []byte {
	for rest == "" && len(buf) > 0 && buf[len(buf)-1] == ' ' {
		buf = buf[:len(buf)-1]
	}
	return buf
}

func (t *whyWriter) line() { t.buf = append(t.buf, '\n') }
