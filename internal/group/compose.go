package group

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"newsdup/internal/clip"
)

// group makes the group of some units, or nil when all their clips are of the reference
// set.
func (w *worker) group(units []int32) *clip.Group {
	defer w.forget()
	var clips []int32
	for _, u := range units {
		clips = append(clips, w.clips.of(u)...)
	}
	if !slices.ContainsFunc(clips, func(id int32) bool { return !w.record(id).Against }) {
		return nil
	}
	slices.Sort(clips)
	keeper, why := w.best(clips, w.Keep)
	g := &clip.Group{ID: w.id(clips), Members: make([]clip.Member, 0, len(clips))}
	g.First, g.Last = w.span(clips)

	c := composer{worker: w, group: g}
	top := w.unitOf[w.Class[keeper]]
	w.units[top].head = keeper
	up, listed := w.climb(top)
	held, others := w.split(units, listed)
	c.held = held
	tellings := []int32{top}
	for _, h := range up {
		tellings = append(tellings, h.unit)
	}
	tellings = append(tellings, others...)
	c.development = w.developments(tellings)
	c.now = c.development[top]
	c.listUnit(top, clip.Member{Role: clip.RoleKeep, Score: 1, Reason: string(why)})
	c.listHosts(top, up)
	c.listTellings(tellings, len(listed))
	c.listLinks(clips)
	heads := w.heads(tellings)
	g.Title = w.title(heads)
	c.describeDevelopments(tellings)
	g.Cohesion, g.Weakest = w.cohesion(units, len(tellings) > 1)
	g.Roundup = len(units) == 1 && w.roundup(w.Class[keeper])
	if w.Story != nil && len(tellings) > 1 {
		g.Entities, g.Numbers, g.Dates = w.Story.Common(heads)
	}
	return g
}

// heads lists the heads of units.
func (b *builder) heads(units []int32) []int32 {
	heads := make([]int32, len(units))
	for i, u := range units {
		heads[i] = b.units[u].head
	}
	return heads
}

// roundup reports whether a first clip is known to be a round-up.
func (b *builder) roundup(first int32) bool { return b.Roundup != nil && b.Roundup[first] }

// climb lists the units that contain the unit of the kept clip: the one that it is attached
// to, the one that this is attached to, and so on. There are some when the keep rule
// preferred a cut to the full text. The text that contains the unit below becomes the head
// of its unit. The list ends before a unit whose own head stands inside a clip further
// down. listed holds the kept clip's unit and those above it.
func (w *worker) climb(top int32) (up []heldUnit, listed map[int32]bool) {
	listed = map[int32]bool{top: true}
	for u := top; w.units[u].attachedBy != nil; {
		x := *w.units[u].attachedBy
		u = w.unitOf[x.host]
		if w.units[u].attachedBy == nil && w.host(u, listed, nil) != nil {
			break
		}
		w.units[u].head, _ = w.best(w.sameText.of(x.host), w.Keep)
		up = append(up, heldUnit{u, x})
		listed[u] = true
	}
	return up, listed
}

// split parts the units of a story that are not listed yet into those whose text stands
// inside another clip of the story, by the unit that contains them, and the rest, which
// tell the event in other words. An attached unit always belongs to the unit that it is
// attached to, so that none is left over in a story that consists of copies only.
func (w *worker) split(units []int32, listed map[int32]bool) (held map[int32][]heldUnit, tellings []int32) {
	// The unit with the longest head comes first. A unit that is not attached can only be
	// held by an earlier one, because after edits two units may hold each other's heads.
	byLength := slices.Clone(units)
	slices.SortFunc(byLength, func(u, v int32) int {
		return cmp.Or(cmp.Compare(w.record(w.units[v].head).Words, w.record(w.units[u].head).Words), cmp.Compare(u, v))
	})
	earlier := maps.Clone(listed)
	host := map[int32]int32{} // unit -> the one that holds it
	for _, u := range byLength {
		if x := w.units[u].attachedBy; x != nil && !listed[u] {
			host[u] = w.unitOf[x.host]
		}
	}
	held = map[int32][]heldUnit{}
	for _, u := range byLength {
		if listed[u] {
			continue
		}
		x := w.units[u].attachedBy
		if x == nil {
			x = w.host(u, earlier, host)
		}
		earlier[u] = true
		if x == nil {
			tellings = append(tellings, u)
			continue
		}
		h := w.unitOf[x.host]
		host[u] = h
		held[h] = append(held[h], heldUnit{u, *x})
	}
	return held, tellings
}

// heldUnit is a unit and the containment that ties it to another unit: its head stands
// inside a clip of that unit, or contains one.
type heldUnit struct {
	unit int32
	by   containment
}

// host finds the clip in one of the other units that contains the head of unit u; nil when
// there is none. above gives the unit that contains a unit: a unit that u itself contains
// cannot be its host.
func (b *builder) host(u int32, others map[int32]bool, above map[int32]int32) *containment {
	hosts := b.hosts[b.Class[b.units[u].head]]
	for i := range hosts {
		if h := b.unitOf[hosts[i].host]; others[h] && !isHeld(h, u, above) {
			return &hosts[i]
		}
	}
	return nil
}

// isHeld reports whether unit h is u or is contained in u, directly or through others.
func isHeld(h, u int32, above map[int32]int32) bool {
	for held := true; held; h, held = above[h] {
		if h == u {
			return true
		}
	}
	return false
}

// composer lists the members of one group.
type composer struct {
	*worker
	group *clip.Group
	held  map[int32][]heldUnit

	development map[int32]int // unit -> its development, from 1; nil when there is one
	now         int           // development of the unit being listed
}

func (c *composer) addMember(id int32, m clip.Member) {
	page := c.record(id).Member
	page.Development = c.now
	page.Role, page.Relation, page.Score, page.To, page.Reason = m.Role, m.Relation, m.Score, m.To, m.Reason
	c.group.Members = append(c.group.Members, page)
}

// listUnit lists a unit: its head with the role, relation and reason of member, then the
// tree of edits, each text under the closest text that is nearer to the head, and at last
// the units that stand inside clips of this one.
func (c *composer) listUnit(u int32, head clip.Member) {
	x := &c.units[u]
	texts, edits := c.editTree(u)
	shown := map[int32]int32{} // first clip -> the clip listed for its text
	var list func(text, id int32, m clip.Member)
	list = func(text, id int32, m clip.Member) {
		shown[text] = id
		c.addMember(id, m)
		c.listIdentical(id)
		for _, e := range edits[text] {
			id2, _ := c.best(c.sameText.of(e.text), c.Keep)
			list(e.text, id2, clip.Member{Role: clip.RoleCopy, Relation: clip.Near, Score: e.score, To: c.record(id).Origin})
		}
	}
	list(texts[0], x.head, head)
	for _, h := range c.held[u] {
		c.listUnit(h.unit, clip.Member{Role: clip.RoleCopy, Relation: clip.Contains, Score: h.by.score, To: c.record(shown[h.by.host]).Origin, Reason: clip.Inside})
	}
}

// edit is an edited text, listed under the text that it is closest to.
type edit struct {
	text  int32 // first clip
	score float64
}

// editTree lists the texts of a unit, that of the head first and the others by falling
// Jaccard to it, and the tree that they form: each text is under the closest one before it.
func (c *composer) editTree(u int32) (texts []int32, under map[int32][]edit) {
	x := &c.units[u]
	root := c.Class[x.head]
	var rest []edit
	for _, f := range c.firsts.of(u) {
		if f != root {
			rest = append(rest, edit{f, c.Jaccard(f, root)})
		}
	}
	slices.SortStableFunc(rest, func(p, q edit) int { return cmp.Compare(q.score, p.score) })
	texts = []int32{root}
	for _, e := range rest {
		texts = append(texts, e.text)
	}
	under = map[int32][]edit{}
	scores := c.jaccardsTo(texts[:min(len(texts), allPairs)])
	for i, e := range rest {
		to := root
		for k, s := range scores(e.text, i+1) {
			if s > e.score {
				to, e.score = texts[k], s
			}
		}
		under[to] = append(under[to], e)
	}
	return texts, under
}

// listIdentical lists the other clips with the text of clip id.
func (c *composer) listIdentical(id int32) {
	for _, other := range c.sameText.of(c.Class[id]) {
		if other != id {
			c.addMember(other, clip.Member{Role: clip.RoleCopy, Relation: clip.Exact, Score: 1, To: c.record(id).Origin})
		}
	}
}

// listHosts lists the units above that of the kept clip, each as containing the one before.
func (c *composer) listHosts(top int32, up []heldUnit) {
	to := c.units[top].head
	for _, h := range up {
		c.now = c.development[h.unit]
		c.listUnit(h.unit, clip.Member{Role: clip.RoleCopy, Relation: clip.Contains, Score: h.by.score, To: c.record(to).Origin, Reason: clip.Holds})
		to = c.units[h.unit].head
	}
}

// listTellings lists the units that tell the event in other words. The first units of the
// slice are listed already. Each of the others is listed under the closest one before it.
// This grows the maximum spanning tree from the kept clip (Prim 1957), which shows how the
// story hangs together and where it is weakest.
func (c *composer) listTellings(units []int32, listed int) {
	heads := c.heads(units)
	first, units := heads[:listed], units[listed:]
	heads = heads[listed:]
	closest := make([]int32, len(units)) // head
	score := make([]float64, len(units))
	for i := range units {
		for k, id := range first {
			if s := c.likeness(id, heads[i]); k == 0 || s > score[i] {
				score[i], closest[i] = s, id
			}
		}
	}
	every := listed+len(units) <= allPairs
	done := make([]bool, len(units))
	for range units {
		next := c.nextTelling(units, score, done)
		done[next] = true
		from, to := heads[next], closest[next]
		m := clip.Member{Role: clip.RoleStory, Relation: clip.Story, Score: score[next], To: c.record(to).Origin, Reason: c.reason(from, to)}
		for _, head := range []int32{first[0], to} {
			if x, ok := c.containedShare(from, head); ok {
				m.Role, m.Relation, m.Score, m.To, m.Reason = clip.RoleCopy, clip.Contains, x, c.record(head).Origin, clip.Holds
				break
			}
		}
		c.now = c.development[units[next]]
		c.listUnit(units[next], m)
		if !every {
			continue
		}
		for i := range units {
			if done[i] {
				continue
			}
			if s := c.likeness(from, heads[i]); s > score[i] {
				score[i], closest[i] = s, from
			}
		}
	}
}

// containedShare says how much of the text of clip id stands inside host, if it was found
// to. The reader sees host listed under id where the keep rule preferred the cut.
func (c *composer) containedShare(host, id int32) (float64, bool) {
	for _, x := range c.hosts[c.Class[id]] {
		if x.host == c.Class[host] {
			return x.score, true
		}
	}
	return 0, false
}

// reason says for people what two tellings share and how far apart in time they are.
func (c *composer) reason(a, b int32) string {
	var parts []string
	if c.Story != nil {
		if s := c.Story.Shared(a, b); len(s) > 0 {
			parts = append(parts, strings.Join(s, ", "))
		}
	}
	if x, y := c.record(a).Date, c.record(b).Date; !x.IsZero() && !y.IsZero() {
		if s := apart(x, y); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, "; ")
}

// apart words the time between two dates: "40 min apart", "9 h apart", "3 days apart". It
// is "" when the dates are the same.
func apart(x, y clip.Date) string {
	gap, clocks := x.Sub(y.Time).Abs(), x.Clock && y.Clock
	if !clocks {
		gap = clip.Day(x.Time).Sub(clip.Day(y.Time).Time).Abs()
	}
	switch days := int(math.Round(gap.Hours() / 24)); {
	case gap == 0:
		return ""
	case days == 1 && !clocks:
		return "1 day apart"
	case gap < time.Hour:
		return fmt.Sprintf("%d min apart", int(math.Round(gap.Minutes())))
	case gap < 48*time.Hour && clocks:
		return fmt.Sprintf("%d h apart", int(math.Round(gap.Hours())))
	default:
		return fmt.Sprintf("%d days apart", days)
	}
}

// listLinks lists the relations that the tree of members does not show: a clip inside a
// second host, near clips of two different units, and pairs of one form.
func (c *composer) listLinks(clips []int32) {
	var loose []int32
	for _, id := range clips {
		for _, end := range c.otherPairs.of(id) {
			loose = append(loose, end/2)
		}
	}
	if len(loose) == 0 {
		return
	}
	in := map[int32]bool{}
	for _, id := range clips {
		in[id] = true
	}
	shown := map[[2]clip.Origin]bool{}
	for _, m := range c.group.Members {
		shown[[2]clip.Origin{m.Origin, m.To}] = true
	}
	slices.Sort(loose)
	for _, i := range slices.Compact(loose) {
		p := c.Pairs[i]
		a, b, score := p.A, p.B, p.Jaccard
		if p.Relation == clip.Contains {
			a, b = p.Inside()
			if !in[a] || c.unitOf[a] == c.unitOf[b] {
				continue // shown in the group of the contained clip, not in those of all its hosts
			}
			score = p.Containment()
		}
		x, y := c.record(a).Origin, c.record(b).Origin
		if !shown[[2]clip.Origin{x, y}] && !shown[[2]clip.Origin{y, x}] {
			c.group.Links = append(c.group.Links, clip.Link{A: x, B: y, Relation: p.Relation, Score: score, Roundup: p.Relation == clip.Contains && c.roundup(b)})
		}
	}
	slices.SortFunc(c.group.Links, func(x, y clip.Link) int {
		return cmp.Or(x.A.Compare(y.A), x.B.Compare(y.B), strings.Compare(string(x.Relation), string(y.Relation)))
	})
}
