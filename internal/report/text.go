// The report for people. A group is one line about the story, then its clips,
// copies indented under the clip they copy, columns aligned within the group:
//
//	7f3a91c2  Port strike: unions accept pay offer   5 clips  18-19 Nov 2026  cohesion 0.61
//	  keep     clips/reuters/port-deal.txt     612 words  longest
//	    near   clips/gazette/strike-deal.html  0.94       to port-deal.txt
//	    exact  clips/old/port-deal-1.txt       1.00
//	  story    clips/herald/dockers-vote.txt   0.68       Jane Holt, Dockers' Union, Felix, 6.5%; 9 h apart
//	    near   clips/herald/dockers-2.txt      0.88       to dockers-vote.txt
//	  also  brief.txt stands inside strike-deal.html, 0.97
//
// A clip of the reference set (--against) is marked at the end: "1.00  against",
// "0.94  to port-deal.txt; against".
//
// A story with retellings also has a line with what most of its clips share ("about
// Felix, Jane Holt; 6.5%; 18 November") and, when it has several developments, a line
// above the clips of each. After the clips comes the pair with the lowest score
// ("least"), unless a row shows it.
//
// A copy that does not follow its original in the list of members is indented
// once. `to` is left out where it can be seen: of an exact copy under its
// original, of another text that relates to the keeper. A figure shows 1.00 only
// when the score is 1. A table library was rejected: it would lay out all groups
// before the first is seen, and knows neither colour nor display width.

package report

import (
	"fmt"
	"io"
	"iter"
	"math"
	"slices"
	"strings"

	"newsdup/internal/clip"
)

// Layout, in columns.
const (
	shortID    = 8  // digits of the id shown: 16^8 groups before two are likely to look alike
	minTitle   = 24 // a title or a list of terms is never cut below this
	maxDepth   = 4  // copies of copies are indented no further
	maxAligned = 72 // a name longer than this does not push the figures of the others aside
	maxBeyond  = 40 // unless the shortest is no more columns behind it: /srv/clips/... is before them all
)

// textWriter writes the report for people.
type textWriter struct {
	resultsOnly
	w     io.Writer
	o     Options
	began bool
	buf   []byte
}

func (t *textWriter) Group(g *clip.Group) (err error) {
	t.buf = t.buf[:0]
	if t.began {
		t.buf = append(t.buf, '\n')
	}
	t.began = true
	t.heading(g)
	t.about(g)
	names := newNames(g)
	if err := t.rows(g, names); err != nil {
		return err
	}
	t.weakest(g, names)
	for links := g.Links; len(links) > 0; {
		n := 1
		for n < len(links) && hosted(links[n], links[0]) {
			n++
		}
		if n > maxHosts {
			t.hosts(links[:n], names)
		} else {
			for _, l := range links[:n] {
				t.link(l, names)
			}
		}
		if t.buf, err = passOn(t.w, t.buf); err != nil {
			return err
		}
		links = links[n:]
	}
	return write(t.w, t.buf)
}

// maxHosts is how many lines a clip may fill with what it stands inside: a brief of
// an agency text with forty copies stands inside them all.
const maxHosts = 2

// hosted reports whether a and b say what one clip stands inside.
func hosted(a, b clip.Link) bool {
	return a.A == b.A && a.Relation == clip.Contains && b.Relation == clip.Contains && !a.Roundup && !b.Roundup
}

// heading appends the line about the story.
func (t *textWriter) heading(g *clip.Group) {
	id := Escape(g.ID[:min(shortID, len(g.ID))])
	size := Count(g.Size(), "clip", "clips")
	rest := ""
	if span := dateSpan(g.First, g.Last); span != "" {
		rest = "  " + span
	}
	if g.Roundup {
		rest += "  round-up"
	}
	if g.Size() > 2 { // of two clips it is the score below
		rest += "  cohesion " + score2(g.Cohesion)
	}
	title := oneLine(g.Title)
	if title == "" {
		title = "(no title)"
	}
	title = t.fit(title, len(id)+len("  ")+len("   ")+len(size)+len(rest))
	t.paint(styleID, id)
	t.buf = append(t.buf, "  "...)
	t.paint(styleTitle, title)
	t.buf = append(t.buf, "   "...)
	t.buf = append(t.buf, size...)
	t.paint(styleDim, rest)
	t.buf = append(t.buf, '\n')
}

// about appends the line that says what most clips of a story share.
func (t *textWriter) about(g *clip.Group) {
	var lists []string
	for _, list := range [...][]string{g.Entities, g.Numbers, g.Dates} {
		if len(list) > 0 {
			lists = append(lists, oneLine(strings.Join(list, ", ")))
		}
	}
	if len(lists) > 0 {
		t.pad(2)
		t.paint(styleDim, t.fit("about  "+strings.Join(lists, "; "), 2))
		t.buf = append(t.buf, '\n')
	}
}

// development appends the line about one development of a story.
func (t *textWriter) development(n int, d *clip.Development) {
	head, rest := fmt.Sprintf("%d. ", n), "   "+Count(d.Size, "clip", "clips")
	if span := dateSpan(d.First, d.Last); span != "" {
		rest += "  " + span
	}
	t.pad(2)
	t.paint(styleTitle, head+t.fit(oneLine(d.Title), 2+len(head)+len(rest)))
	t.paint(styleDim, rest)
	t.buf = append(t.buf, '\n')
}

// weakest appends the line about the two texts of the lowest score, where the
// rows do not show it.
func (t *textWriter) weakest(g *clip.Group, names *names) {
	told := 0
	for i := range g.Members {
		if m := &g.Members[i]; m.Role == clip.RoleStory {
			told++
			if m.Origin == g.Weakest[0] && m.To == g.Weakest[1] || m.Origin == g.Weakest[1] && m.To == g.Weakest[0] {
				return
			}
		}
	}
	if told < 2 || g.Weakest[0] == g.Weakest[1] {
		return
	}
	t.pad(2)
	t.paint(styleDim, fmt.Sprintf("least  %s and %s, %s", names.short(g.Weakest[0]), names.short(g.Weakest[1]), score2(g.Cohesion)))
	t.buf = append(t.buf, '\n')
}

// row is one member as text, escaped.
type row struct {
	depth  int    // how far it is indented: 0 for the keeper and the story members
	word   string // role or relation
	name   string
	figure string // words of the keeper, score of the others
	detail string // never cut
	terms  string // shared terms: cut to the width
	apart  string // follows terms; never cut

	development int
}

// memberRows lays out the members of g one by one, for 20,000 rows take more than their clips.
func memberRows(g *clip.Group, names *names) iter.Seq[row] {
	return func(yield func(row) bool) {
		var above []clip.Origin // the clips the row is nested under, outermost first
		for i := range g.Members {
			m, depth := &g.Members[i], 0
			if m.Role == clip.RoleCopy {
				depth = slices.Index(above, m.To) + 1
			}
			nested := depth > 0 // right under the clip it copies
			if m.Role == clip.RoleCopy && !nested {
				depth = min(1, len(above)) // what it copies stands further up
			}
			above = append(above[:depth], m.Origin)
			r := layOut(g, m, names, nested)
			r.depth = min(depth, maxDepth)
			if !yield(r) {
				return
			}
		}
	}
}

// layOut is the row of a member, but for its depth.
func layOut(g *clip.Group, m *clip.Member, names *names, nested bool) row {
	r := row{word: string(m.Relation), name: Escape(m.Origin.String()), figure: score2(m.Score), development: m.Development}
	switch {
	case m.Role == clip.RoleKeep:
		r.word, r.figure, r.detail = string(clip.RoleKeep), length(m.Words, m.Title), oneLine(m.Reason)
	case m.Relation == clip.Contains && m.Reason != "":
		r.detail = oneLine(m.Reason) + " " + names.short(m.To) // "inside a.txt", "holds a.txt"
	case m.Relation == clip.Story:
		r.terms, r.apart = cutApart(oneLine(m.Reason))
		if m.To != g.Members[0].Origin {
			r.detail = "to " + names.short(m.To)
			if m.Reason != "" {
				r.detail += ": "
			}
		}
	case m.Relation != clip.Exact || !nested:
		r.detail = "to " + names.short(m.To)
	}
	switch {
	case !m.Against || m.Reason == reference:
	case r.detail+r.terms+r.apart == "":
		r.detail = reference
	default:
		r.apart += "; " + reference
	}
	return r
}

// reference marks a clip of the reference set; as a Reason, it says that it is kept for that.
const reference = "against"

// cutApart parts "Jane Holt, Felix; 9 h apart" before the semicolon.
func cutApart(reason string) (terms, apart string) {
	if i := strings.LastIndex(reason, "; "); i >= 0 && strings.HasSuffix(reason, " apart") {
		return reason[:i], reason[i:]
	}
	return reason, ""
}

// rows appends the members in aligned columns, under the development they tell of.
func (t *textWriter) rows(g *clip.Group, names *names) (err error) {
	var word, figure int // widths of the columns
	widths := make([]int, 0, len(g.Members))
	for r := range memberRows(g, names) {
		word = max(word, 2*r.depth+len(r.word))
		widths = append(widths, columns(r.name))
		figure = max(figure, len(r.figure))
	}
	room := math.MaxInt
	if t.o.Width > 0 {
		room = t.o.Width - (2 + word + 2 + 2 + figure + 2 + minTitle)
	}
	name := aligned(widths, room)
	told := 0
	for r := range memberRows(g, names) {
		if n := r.development; n != told && n > 0 && n <= len(g.Developments) {
			t.development(n, &g.Developments[n-1])
		}
		told = r.development
		t.row(r, word, name, figure)
		if t.buf, err = passOn(t.w, t.buf); err != nil {
			return err
		}
	}
	return nil
}

// aligned is the width of the column of names that are so wide, where there is room for so much.
func aligned(widths []int, room int) (column int) {
	if len(widths) == 0 {
		return 0
	}
	most := max(maxAligned, min(slices.Min(widths)+maxBeyond, room))
	for _, n := range widths {
		if n <= most {
			column = max(column, n)
		}
	}
	return column
}

// row appends one member in columns of these widths.
func (t *textWriter) row(r row, word, name, figure int) {
	t.pad(2 + 2*r.depth)
	t.paint(wordStyle(r.word), Escape(r.word))
	t.pad(word - 2*r.depth - len(r.word) + 2)
	t.buf = append(t.buf, r.name...)
	named := max(name, columns(r.name))
	t.pad(named - columns(r.name) + 2)
	t.buf = append(t.buf, r.figure...)
	r.terms = t.fit(r.terms, 2+word+2+named+2+figure+2+columns(r.detail)+columns(r.apart))
	if detail := r.detail + r.terms + r.apart; detail != "" {
		t.pad(figure - len(r.figure) + 2)
		t.paint(styleDim, detail)
	}
	t.buf = append(t.buf, '\n')
}

// link appends the line about a relation beside the tree.
func (t *textWriter) link(l clip.Link, names *names) {
	a, b, score := names.short(l.A), names.short(l.B), score2(l.Score)
	if l.Roundup {
		b = "the round-up " + b
	}
	word, said := "also", fmt.Sprintf("%s stands inside %s, %s", a, b, score)
	switch l.Relation {
	case clip.Near:
		said = fmt.Sprintf("%s is near %s, %s", a, b, score)
	case clip.Form:
		word, said = "form", fmt.Sprintf("%s and %s: same form, other numbers, %s", a, b, score)
	}
	t.beside(word, said)
}

// hosts appends the line about all clips that one stands inside.
func (t *textWriter) hosts(links []clip.Link, names *names) {
	low, high := links[0].Score, links[0].Score
	for _, l := range links {
		low, high = min(low, l.Score), max(high, l.Score)
	}
	t.beside("also", fmt.Sprintf("%s stands inside %d more, %s to %s", names.short(links[0].A), len(links), score2(low), score2(high)))
}

// beside appends a line about what stands beside the tree.
func (t *textWriter) beside(word, said string) {
	t.pad(2)
	t.paint(styleDim, word+"  "+said)
	t.buf = append(t.buf, '\n')
}

// fit cuts escaped page text to what is left of the line beside taken columns.
func (t *textWriter) fit(s string, taken int) string {
	if t.o.Width <= 0 {
		return s
	}
	return Cut(s, max(minTitle, t.o.Width-taken))
}

// pad appends n blanks.
func (t *textWriter) pad(n int) {
	for range n {
		t.buf = append(t.buf, ' ')
	}
}

// paint appends s in a style.
func (t *textWriter) paint(s Style, text string) {
	t.buf = paint(t.buf, t.o.Color, s, text)
}

const (
	styleID    = Yellow
	styleTitle = Bold
	styleDim   = Dim
)

// wordStyle colours the first word of a row: green stays, red to magenta are
// copies that could go, cyan is another text.
func wordStyle(word string) Style {
	switch word {
	case string(clip.RoleKeep):
		return "1;32"
	case string(clip.Exact):
		return "31"
	case string(clip.Near):
		return "33"
	case string(clip.Contains):
		return "35"
	case string(clip.Story):
		return "36"
	}
	return ""
}

// score2 is a score in two digits, cut where rounding would claim a whole 1.
func score2(x float64) string {
	s := fmt.Sprintf("%.2f", round(x))
	if x < 1 && strings.HasPrefix(s, "1") {
		return "0.99"
	}
	return s
}
