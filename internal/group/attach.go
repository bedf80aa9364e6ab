package group

import (
	"slices"

	"newsdup/internal/clip"
	"newsdup/internal/copies"
)

// How a clip joins the story of a clip that contains its text.
//
// If a clip is the only text of its story and another clip contains its text, it joins the
// story of that other clip, its host: who has read the host has read the clip, too. The
// exception is a host that is a round-up ("the day in brief"). A round-up contains items of
// many stories and would join them all into one.

// attachContained attaches units that are alone in their story to the unit of a clip that
// contains them.
func (b *builder) attachContained() {
	alone := make([]int32, len(b.units)) // by story: units
	for u := range b.units {
		alone[b.units[u].story]++
	}
	roundup := Roundups(b.Pairs, b.Unit)
	for u := range b.units {
		x, first := &b.units[u], b.firsts.of(int32(u))
		if len(first) != 1 || alone[x.story] != 1 {
			continue
		}
		hosts := b.hosts[first[0]]
		for i, in := range hosts {
			if roundup[in.host] == nil && !b.roundup(in.host) {
				x.story, x.attachedBy = b.unitOf[in.host], &hosts[i] // the host may be attached, too: root follows the chain
				break
			}
		}
	}
	b.separateApart()
}

// separateApart undoes attachments that brought the clips of a pair in Apart into one
// story: the attached unit of the two leaves again, the second one if both are attached. A
// unit that leaves takes along what is attached to it, so one round may not be enough.
func (b *builder) separateApart() {
	for range b.Apart {
		changed := false
		for _, p := range b.Apart {
			u, v := b.unitOf[p[0]], b.unitOf[p[1]]
			if b.root(u) != b.root(v) {
				continue
			}
			if b.units[v].attachedBy == nil {
				v = u
			}
			b.units[v].story, b.units[v].attachedBy, changed = v, nil, true
		}
		if !changed {
			return
		}
	}
}

// root is the unit that stands for the story of unit u. The loop ends, because a host is
// longer than what it contains, and the unit of a story that is not attached stands for
// itself.
func (b *builder) root(u int32) int32 {
	for b.units[u].story != u {
		u = b.units[u].story
	}
	return u
}

// largestItem is the largest share of a round-up that one of its items may be. The two
// halves of a long text share nothing with each other either, but each is a larger share.
const largestItem = 0.4

// Roundups finds the clips that may be round-ups: those that contain two clips which have
// no text in common and are each less than .4 of the whole. For each it lists the clips
// that it contains, ascending. The texts cannot tell whether these clips are one story: a
// long report from which two briefs were cut looks the same as a round-up.
func Roundups(pairs []copies.Pair, unit []int32) map[int32][]int32 {
	held := map[int32][]int32{} // host -> small clips inside
	for _, p := range pairs {
		if p.Relation != clip.Contains {
			continue
		}
		inner, outer := p.Inside()
		if min(p.AInB, p.BInA) < largestItem {
			held[outer] = append(held[outer], inner)
		}
	}
	inner := map[int32]bool{}
	for host, clips := range held {
		if len(clips) < 2 {
			delete(held, host)
			continue
		}
		slices.Sort(clips)
		for _, id := range clips {
			inner[id] = true
		}
	}
	if len(held) == 0 {
		return held
	}
	related := map[[2]int32]bool{}
	for _, p := range pairs {
		if inner[p.A] && inner[p.B] {
			related[[2]int32{p.A, p.B}] = true
		}
	}
	for host, clips := range held {
		if !anyUnrelated(clips, unit, related) {
			delete(held, host)
		}
	}
	return held
}

// anyUnrelated reports whether two of the clips, which are ascending, have no text in
// common. Two clips of one unit always have, even where no pair was found.
func anyUnrelated(clips, unit []int32, related map[[2]int32]bool) bool {
	for i, y := range clips {
		for _, x := range clips[:i] {
			if unit[x] != unit[y] && !related[[2]int32{x, y}] {
				return true
			}
		}
	}
	return false
}
