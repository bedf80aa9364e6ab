// The clips of a group, a row each, in columns:
//
//	  keep    clips/reuters/port-deal.txt     612 words  longest
//	    near  clips/gazette/strike-deal.html  0.94       to port-deal.txt
//	  story   clips/herald/dockers-vote.txt   0.68       Jane Holt, Felix, 6.5%; 9 h apart
//
// When one of them is wider than the terminal, what there is to say of each clip stands
// below its name. To cut it was rejected: at 80 columns little more than names was left.
//
//	  keep    clips/reuters/port-deal.txt
//	          612 words  longest
//	    near  clips/gazette/strike-deal.html
//	          0.94  to port-deal.txt
//	  story   clips/herald/dockers-vote.txt
//	          0.68  Jane Holt, Felix, 6.5%; 9 h apart

package report

import (
	"iter"
	"math"
	"slices"
	"strings"

	"newsdup/internal/clip"
)

// row is one member as text, escaped.
type row struct {
	depth  int    // how far it is indented: 0 for the keeper and the story members
	word   string // role or relation
	name   string
	figure string   // words of the keeper, score of the others
	said   []string // what else there is to say, in parts that stay whole

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
	to := "to " + names.short(m.To)
	switch {
	case m.Role == clip.RoleKeep:
		r.word, r.figure, r.said = string(clip.RoleKeep), length(m.Words, m.Title), listed(oneLine(m.Reason))
	case m.Relation == clip.Contains && m.Reason != "":
		r.said = []string{oneLine(m.Reason) + " " + names.short(m.To)} // "inside a.txt", "holds a.txt"
	case m.Relation == clip.Story:
		r.said = listed(oneLine(m.Reason)) // "Jane Holt, Felix; 9 h apart"
		if m.To == g.Members[0].Origin {
			break
		}
		if m.Reason != "" {
			to += ": "
		}
		r.said = append([]string{to}, r.said...)
	case m.Relation != clip.Exact || !nested:
		r.said = []string{to}
	}
	switch {
	case !m.Against || m.Reason == reference:
	case r.text() == "":
		r.said = []string{reference}
	default:
		r.said = append(r.said, "; ", reference)
	}
	return r
}

// text is what else there is to say, as one line.
func (r *row) text() string { return strings.Join(r.said, "") }

// reference marks a clip of the reference set; as a Reason, it says that it is kept for that.
const reference = "against"

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
	c := rowColumns{word: word, name: aligned(widths, room), figure: figure}
	for r := range memberRows(g, names) {
		if columns(r.name) <= c.name && t.beyond(c.end(&r)) {
			c.below = true
			break
		}
	}
	told := 0
	for r := range memberRows(g, names) {
		if n := r.development; n != told && n > 0 && n <= len(g.Developments) {
			t.development(n, &g.Developments[n-1])
		}
		told = r.development
		t.row(&r, c)
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

// rowColumns is how wide the columns of a group are. below says that what there is to
// say of a clip stands below its name.
type rowColumns struct {
	word, name, figure int
	below              bool
}

// end is where a row ends that stands on one line.
func (c rowColumns) end(r *row) int {
	at := 2 + c.word + 2 + max(c.name, columns(r.name)) + 2
	if text := r.text(); text != "" {
		return at + c.figure + 2 + columns(text)
	}
	return at + len(r.figure)
}

// row appends one member.
func (t *textWriter) row(r *row, c rowColumns) {
	t.pad(2 + 2*r.depth)
	t.paint(wordStyle(r.word), Escape(r.word))
	t.pad(c.word - 2*r.depth - len(r.word) + 2)
	t.buf = append(t.buf, r.name...)
	indent := 2 + c.word + 2
	if c.below || t.beyond(c.end(r)) {
		t.buf = append(t.buf, '\n')
		t.pad(indent)
		c.figure = len(r.figure)
	} else {
		named := max(c.name, columns(r.name)) + 2
		t.pad(named - columns(r.name))
		indent += named
	}
	t.buf = append(t.buf, r.figure...)
	if r.text() == "" {
		t.buf = append(t.buf, '\n')
		return
	}
	t.pad(c.figure - len(r.figure) + 2)
	t.fold(indent+c.figure+2, r.said)
}
