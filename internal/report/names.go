package report

import (
	"fmt"
	"math"
	"strings"
	"time"

	"newsdup/internal/clip"
)

// names shortens the names of a group's clips to their last path element.
type names struct {
	members map[clip.Origin]*clip.Member
	shared  map[string]int // clips of the group by last path element
}

func newNames(g *clip.Group) *names {
	n := &names{make(map[clip.Origin]*clip.Member, len(g.Members)), make(map[string]int, len(g.Members))}
	for i := range g.Members {
		m := &g.Members[i]
		n.members[m.Origin] = m
		n.shared[lastElement(m.Origin)]++
	}
	return n
}

// member is the clip of the group that o names; nil when there is none.
func (n *names) member(o clip.Origin) *clip.Member { return n.members[o] }

// short is the escaped name of o: its last path element when that is enough to
// find it in the group, else the whole name.
func (n *names) short(o clip.Origin) string {
	last := lastElement(o)
	if n.members[o] != nil && n.shared[last] == 1 {
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
// "30 Dec 2026 - 2 Jan 2027", in UTC; "" when either end is unknown.
func dateSpan(first, last time.Time) string {
	if first.IsZero() || last.IsZero() {
		return ""
	}
	first, last = first.UTC(), last.UTC()
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

// apart is the time between two clips: "40 min apart", "9 h apart", "3 d apart".
// A time of midnight UTC is a date without clock time (see clip.Meta), so only
// days are counted then; "" when a date is unknown or nothing lies between.
func apart(a, b time.Time) string {
	if a.IsZero() || b.IsZero() {
		return ""
	}
	a, b = a.UTC(), b.UTC()
	if midnight(a) || midnight(b) {
		return inUnits(a.Truncate(24*time.Hour).Sub(b.Truncate(24*time.Hour)), 24*time.Hour, "d")
	}
	switch d := a.Sub(b).Abs(); {
	case d < time.Hour:
		return inUnits(d, time.Minute, "min")
	case d < 48*time.Hour:
		return inUnits(d, time.Hour, "h")
	default:
		return inUnits(d, 24*time.Hour, "d")
	}
}

// midnight reports whether t has no clock time.
func midnight(t time.Time) bool { return t.Equal(t.Truncate(24 * time.Hour)) }

// inUnits is "9 h apart"; "" when d rounds to no unit.
func inUnits(d, unit time.Duration, name string) string {
	n := int(math.Round(float64(d.Abs()) / float64(unit)))
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%s %s apart", thousands(n), name)
}
