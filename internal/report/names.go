package report

import (
	"strings"

	"newsdup/internal/clip"
)

// names shortens the names of a group's clips to their last path element.
type names struct {
	group *clip.Group
	last  map[string]int32 // the place of the one member with this last path element; -1 of several
}

func newNames(g *clip.Group) *names {
	n := &names{g, make(map[string]int32, len(g.Members))}
	for i := range g.Members {
		last := lastElement(g.Members[i].Origin)
		if _, several := n.last[last]; several {
			n.last[last] = -1
		} else {
			n.last[last] = int32(i)
		}
	}
	return n
}

// short is the escaped name of o: its last path element when that is enough to
// find it in the group, else the whole name.
func (n *names) short(o clip.Origin) string {
	last := lastElement(o)
	if i, ok := n.last[last]; ok && i >= 0 && n.group.Members[i].Origin == o {
		return Escape(last)
	}
	return Escape(o.String())
}

// lastElement is what follows the last slash, and ":LINE" for a JSONL record.
func lastElement(o clip.Origin) string {
	s := o.String()
	return s[strings.LastIndexByte(s, '/')+1:]
}

// dateSpan is "18 Nov 2026", "18-19 Nov 2026", "30 Nov - 2 Dec 2026" or
// "30 Dec 2026 - 2 Jan 2027", each day as the page has it, in its own zone; ""
// when either end is unknown.
func dateSpan(from, to clip.Date) string {
	if from.IsZero() || to.IsZero() {
		return ""
	}
	first, last := clip.Day(from.Time).Time, clip.Day(to.Time).Time
	if last.Before(first) { // an evening in one zone is the next morning in another
		first, last = last, first
	}
	end := last.Format("2 Jan 2006")
	switch {
	case first.Year() != last.Year():
		return first.Format("2 Jan 2006") + " - " + end
	case first.Month() != last.Month():
		return first.Format("2 Jan") + " - " + end
	case first.Day() != last.Day():
		return first.Format("2") + "-" + end
	}
	return end
}
