// Package group builds the groups of a report: stories, with copies nested under the
// clip they copy.
//
// How: a unit is a copy group or a single clip; units joined by the story score make
// a story; the keep rule picks one clip of each unit and one of the story. What it
// costs: time in proportion to the pairs and, inside a story, the exact scores of the
// pairs shown. What it refuses: to decide what is alike; packages join, copies and
// story have done so before.
package group

// From pairs to a story, by example. Five clips: a, b near copies; c a cut of
// a; d the same event in other words; e identical to d.
//
//	classes    {a} {b} {c} {d e}            identical texts are one
//	units      {a b} {c} {d e}              near and exact are edges, contains is not
//	story      {a b} + {d e}                by the story score of one clip a unit
//	hang       {c} stands inside a          alone otherwise, so it joins a's story
//	report     keep a / near b / contains c / story d / exact e
//
// The simpler way, one flat list of clips with the score to the keeper, was
// rejected: it shows no chain of edits, and a copy of a retelling looks like a
// bad match of the keeper.

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"sync/atomic"

	"newsdup/internal/clip"
	"newsdup/internal/copies"
	"newsdup/internal/crew"
)

// Clip is what group needs to know of one clip. Of the Member it reads what
// describes the page; role, relation, score, to and reason are set here.
type Clip struct {
	clip.Member         // with Against it is of the reference set: kept before any other, and no group is of such clips alone
	Lead        string  // first words of the body: the title of a story without headline
	Share       float64 // bytes of article by bytes of page, in [0,1]: the rule "cleanest"
}

// Story answers what group asks about same-event scores, of clips by index.
type Story interface {
	// Cosine is the exact story score of two clips, in [0,1].
	Cosine(a, b int32) float64
	// Shared names what two clips share, the heaviest first, for people.
	Shared(a, b int32) []string
	// Common names what most of some clips share, the heaviest first, for people.
	Common(clips []int32) (entities, numbers, dates []string)
}

// Scores answers one goroutine.
type Scores struct {
	Jaccard func(a, b int32) float64 // of two first clips, exact

	// Jaccards prepares to compare first clips with each of some: the function it
	// gives is Jaccard of id and each of them, good until the next call. nil: one by one.
	Jaccards func(of []int32) func(id int32) []float64

	Story Story // nil: copies only
}

// Input is everything a report is made from. Clips are in the order of the
// listing and every index points into Clips. A first clip is one with
// Class[i] == i; Pairs, Unit and Label speak of first clips only.
type Input struct {
	Clips   []Clip
	Class   []int32       // the first clip with the same text, <= i; -1: in no group
	Pairs   []copies.Pair // relations between first clips; near ones of a unit may be left out
	Unit    []int32       // copy group of a first clip, any label
	Scores  func() Scores // called once for each goroutine
	Label   []int32       // with Scores.Story: the story of a first clip; one value for all clips of a unit; nil: copies only
	Develop []int32       // with Label: the development of a first clip in its story, from 0; nil: none
	Roundup []bool        // by first clip: a round-up or a live blog; nil: none is known
	Apart   [][2]int32    // pairs of first clips that are never in one group; no unit and no label holds one
	Keep    []Keep        // tried in order; none is longest, cleanest
	Workers int           // goroutines, at least one; they never change the groups
}

// unit is one copy group: clips of one text, and of edits of it.
type unit struct {
	head  int32   // the clip that the keep rules prefer
	first []int32 // its first clips, in the order of the listing
	clips []int32 // all of its clips, identical ones included
	story int32   // index of the unit that stands for its story; itself when it stands for it
	hung  *inside // why it is in its story when another unit holds it; nil when it is of itself
}

// inside says that one first clip's text stands inside another's.
type inside struct {
	clip, host int32
	score      float64 // containment of clip in host
}

// Build makes the groups of two clips and more: largest first, then in the
// order of the listing.
func Build(in Input) []*clip.Group {
	b := newBuilder(&in)
	b.hang()
	stories := b.stories()
	groups := make([]*clip.Group, len(stories))
	var next atomic.Int64
	var hands crew.Crew
	for range max(1, in.Workers) {
		hands.Go(func() {
			w := &worker{b, in.Scores()}
			for k := int(next.Add(1)) - 1; k < len(stories); k = int(next.Add(1)) - 1 {
				groups[k] = w.group(stories[k])
			}
		})
	}
	hands.Wait()
	groups = slices.DeleteFunc(groups, func(g *clip.Group) bool { return g == nil })
	slices.SortStableFunc(groups, func(x, y *clip.Group) int { return cmp.Compare(len(y.Members), len(x.Members)) })
	return groups
}

// builder holds the units of a run while their groups are made. When they are, a
// unit is written by the goroutine that has its story, and nothing else is.
type builder struct {
	*Input
	same   lists // by first clip: its clips
	units  []unit
	unitOf []int32            // by first clip; -1 of others
	inside map[int32][]inside // contained clip -> its hosts, the one that holds most of it first
	loose  map[int32][]int    // clip -> its pairs, but for near pairs inside a unit
}

// worker is the builder as one goroutine uses it.
type worker struct {
	*builder
	Scores
}

func newBuilder(in *Input) *builder {
	n := len(in.Clips)
	b := &builder{Input: in, same: listsOf(in.Class, n), unitOf: make([]int32, n),
		inside: map[int32][]inside{}, loose: map[int32][]int{}}
	byLabel := make(map[int32]int32, n)
	units := make([]int32, n) // by clip
	for i, first := range in.Class {
		b.unitOf[i], units[i] = -1, -1
		if first < 0 {
			continue
		}
		u, ok := byLabel[in.Unit[first]]
		if !ok {
			u = int32(len(byLabel))
			byLabel[in.Unit[first]] = u
		}
		if units[i] = u; first == int32(i) {
			b.unitOf[i] = u
		}
	}
	b.units = make([]unit, len(byLabel))
	clips, firsts := listsOf(units, len(b.units)), listsOf(b.unitOf, len(b.units))
	byStory := map[int32]int32{}
	for u := range b.units {
		x := &b.units[u]
		x.story, x.clips, x.first = int32(u), clips.of(int32(u)), firsts.of(int32(u))
		x.head, _ = best(in.Clips, x.clips, in.Keep)
		if in.Label == nil {
			continue
		}
		label := in.Label[x.first[0]]
		if _, ok := byStory[label]; !ok {
			byStory[label] = int32(u)
		}
		x.story = byStory[label]
	}
	for i, p := range in.Pairs {
		switch {
		case p.Relation == clip.Contains:
			inner, outer := p.Inside()
			b.inside[inner] = append(b.inside[inner], inside{inner, outer, p.Containment()})
		case p.Relation == clip.Near && b.unitOf[p.A] == b.unitOf[p.B]:
			continue
		}
		b.loose[p.A] = append(b.loose[p.A], i)
		b.loose[p.B] = append(b.loose[p.B], i)
	}
	for _, hosts := range b.inside {
		slices.SortFunc(hosts, func(x, y inside) int {
			return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.host, y.host))
		})
	}
	return b
}

// lists is lists of clips, each ascending.
type lists struct{ clips, start []int32 }

// listsOf lists the clips by their keys, which are below n; one below 0 is in no list.
func listsOf(keys []int32, n int) lists {
	l := lists{start: make([]int32, n+2)}
	for _, k := range keys {
		if k >= 0 {
			l.start[k+2]++
		}
	}
	for k := range n {
		l.start[k+2] += l.start[k+1]
	}
	l.clips = make([]int32, l.start[n+1])
	for i, k := range keys {
		if k >= 0 {
			l.clips[l.start[k+1]] = int32(i)
			l.start[k+1]++
		}
	}
	return l
}

// of is list k, not to be appended to.
func (l *lists) of(k int32) []int32 { return l.clips[l.start[k]:l.start[k+1]:l.start[k+1]] }

// A clip that is the only text of its story joins the story of the text that
// contains it, because a reader of the host has read the clip. Not when the host
// is a round-up ("the day in brief"): it contains items of many stories, and would
// join them into one.

// hang puts single contained clips into the story of their host.
func (b *builder) hang() {
	alone := map[int32]int{} // story -> units
	for u := range b.units {
		alone[b.units[u].story]++
	}
	roundup := Roundups(b.Pairs, b.Unit)
	for u := range b.units {
		x := &b.units[u]
		if len(x.first) != 1 || alone[x.story] != 1 {
			continue
		}
		hosts := b.inside[x.first[0]]
		for i, in := range hosts {
			if roundup[in.host] == nil && !b.roundup(in.host) {
				x.story, x.hung = b.unitOf[in.host], &hosts[i] // resolved by stories: the host may hang, too
				break
			}
		}
	}
	b.part()
}

// part takes back what hanging did against Apart: of two that hang in one story
// the one that hangs leaves it, the second if both do.
func (b *builder) part() {
	for range b.Apart { // a unit that leaves takes along what is attached to it, so another round may be needed
		changed := false
		for _, p := range b.Apart {
			u, v := b.unitOf[p[0]], b.unitOf[p[1]]
			if b.root(u) != b.root(v) {
				continue
			}
			if b.units[v].hung == nil {
				v = u
			}
			b.units[v].story, b.units[v].hung, changed = v, nil, true
		}
		if !changed {
			return
		}
	}
}

// root is the unit that stands for u's story.
func (b *builder) root(u int32) int32 {
	for b.units[u].story != u { // ends: a host is larger than what it holds, and a story's unit stands for itself
		u = b.units[u].story
	}
	return u
}

// item is how much of a round-up one of its items may be. Two cuts of one long
// text that share nothing, its halves, are more.
const item = 0.4

// Roundups finds the clips that may be round-ups: those that hold two clips
// which share no text with each other and are less than .4 of it each. It gives
// for each the clips it holds, ascending. Whether these tell one story is not
// for the texts to say: a long report with two briefs cut from it looks the same.
func Roundups(pairs []copies.Pair, unit []int32) map[int32][]int32 {
	held := map[int32][]int32{} // host -> small clips inside
	for _, p := range pairs {
		if p.Relation != clip.Contains {
			continue
		}
		inner, outer := p.Inside()
		if min(p.AInB, p.BInA) < item {
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
		if !strangers(clips, unit, related) {
			delete(held, host)
		}
	}
	return held
}

// strangers reports two of some ascending clips that share no text: not even a
// unit, of which every clip is like the others, whatever pairs were found.
func strangers(clips, unit []int32, related map[[2]int32]bool) bool {
	for i, y := range clips {
		for _, x := range clips[:i] {
			if unit[x] != unit[y] && !related[[2]int32{x, y}] {
				return true
			}
		}
	}
	return false
}

// stories lists the units of each story, in the order of the listing.
func (b *builder) stories() [][]int32 {
	var list [][]int32
	at := map[int32]int{}
	for u := range b.units {
		s := b.root(int32(u))
		k, ok := at[s]
		if !ok {
			k = len(list)
			at[s] = k
			list = append(list, nil)
		}
		list[k] = append(list[k], int32(u))
	}
	return list
}

// ID is the name of a group: it depends on the contents of its clips and on
// nothing else, so that a moved or renamed folder keeps its ids.
func ID(contents [][32]byte) string {
	sums := slices.Clone(contents)
	slices.SortFunc(sums, func(x, y [32]byte) int { return slices.Compare(x[:], y[:]) })
	h := sha256.New()
	for i, s := range sums {
		if i == 0 || s != sums[i-1] {
			h.Write(s[:])
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// id is the ID of a group of clips.
func (b *builder) id(clips []int32) string {
	sums := make([][32]byte, len(clips))
	for i, id := range clips {
		sums[i] = b.Clips[id].SHA256
	}
	return ID(sums)
}

// span is the earliest and the latest date of the clips.
func (b *builder) span(clips []int32) (first, last clip.Date) {
	for _, id := range clips {
		d := b.Clips[id].Date
		if d.IsZero() {
			continue
		}
		if first.IsZero() || d.Before(first.Time) {
			first = d
		}
		if last.IsZero() || d.After(last.Time) {
			last = d
		}
	}
	return first, last
}
