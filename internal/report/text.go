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
// ("least alike"), unless a row shows it.
//
// Nothing of that is cut: where a terminal is too narrow for the columns, what is said
// about a clip stands below its name (rows.go), and long lines are folded. Only a
// headline that is wider than the terminal loses its end.
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
	"strings"

	"newsdup/internal/clip"
)

// Layout, in columns.
const (
	shortID    = 8  // digits of the id shown: 16^8 groups before two are likely to look alike
	minTitle   = 24 // a title is never cut below this
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
	size, rest := Count(g.Size(), "clip", "clips"), ""
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
	indent := len(id) + len("  ")
	t.paint(styleID, id)
	t.buf = append(t.buf, "  "...)
	t.paint(styleTitle, t.fit(title, indent))
	if t.beyond(indent + columns(title) + len("   ") + len(size) + len(rest)) {
		t.buf = append(t.buf, '\n')
		t.pad(indent)
	} else {
		t.pad(len("   "))
	}
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
		t.beside("about", listed(strings.Join(lists, "; "))...)
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
	t.beside("least alike", names.short(g.Weakest[0])+" ", "and "+names.short(g.Weakest[1])+", ", score2(g.Cohesion))
}

// link appends the line about a relation beside the tree.
func (t *textWriter) link(l clip.Link, names *names) {
	a, b, score := names.short(l.A), names.short(l.B), score2(l.Score)
	if l.Roundup {
		b = "the round-up " + b
	}
	switch l.Relation {
	case clip.Near:
		t.beside("also", a+" ", "is near ", b+", ", score)
	case clip.Form:
		t.beside("form", a+" ", "and ", b+": ", "same form, ", "other numbers, ", score)
	default:
		t.beside("also", a+" ", "stands inside ", b+", ", score)
	}
}

// hosts appends the line about all clips that one stands inside.
func (t *textWriter) hosts(links []clip.Link, names *names) {
	low, high := links[0].Score, links[0].Score
	for _, l := range links {
		low, high = min(low, l.Score), max(high, l.Score)
	}
	t.beside("also", names.short(links[0].A)+" ", fmt.Sprintf("stands inside %d more, ", len(links)), score2(low)+" to "+score2(high))
}

// beside appends a line of its own below the heading or the tree.
func (t *textWriter) beside(word string, said ...string) {
	t.pad(2)
	t.paint(styleDim, word+"  ")
	t.fold(2+len(word)+2, said)
}

// fold appends what is said, in parts that stay whole, and ends the line. A part that
// would not fit the terminal begins a new line in column indent, where the first one began.
func (t *textWriter) fold(indent int, said []string) {
	line := ""
	for _, part := range said {
		if line != "" && t.beyond(indent+columns(strings.TrimRight(line+part, " "))) {
			t.paint(styleDim, strings.TrimRight(line, " "))
			t.buf = append(t.buf, '\n')
			t.pad(indent)
			line = ""
		}
		line += part
	}
	t.paint(styleDim, line)
	t.buf = append(t.buf, '\n')
}

// listed parts "Jane Holt, Felix; 9 h apart" behind its commas and semicolons.
func listed(list string) (parts []string) {
	from := 0
	for i := 1; i < len(list); i++ {
		if list[i] == ' ' && (list[i-1] == ',' || list[i-1] == ';') {
			parts = append(parts, list[from:i+1])
			from = i + 1
		}
	}
	return append(parts, list[from:])
}

// beyond reports whether a line of so many columns is wider than the terminal.
func (t *textWriter) beyond(width int) bool { return t.o.Width > 0 && width > t.o.Width }

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
