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
	"iter"
	"math"
	"slices"

	"newsdup/internal/clip"
	"newsdup/internal/copies"
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

// Clips is what is known of each clip, by index.
type Clips interface {
	// Reader gives a function of one goroutine that reads a clip.
	Reader() func(id int32) Clip
}

// Input is everything a report is made from. Clips are in the order of the
// listing and every index is that of a clip. A first clip is one with
// Class[i] == i; Pairs, Unit and Label speak of first clips only.
type Input struct {
	Clips   Clips
	Class   []int32       // the first clip with the same text, <= i; -1: in no group
	Pairs   []copies.Pair // relations between first clips; near ones of a unit may be left out
	Unit    []int32       // copy group of a first clip, by one of its clips
	Scores  func() Scores // called once for each goroutine
	Label   []int32       // with Scores.Story: the story of a first clip, by one of its clips; one value for all clips of a unit; nil: copies only
	Develop []int32       // with Label: the development of a first clip in its story, from 0; nil: none
	Roundup []bool        // by first clip: a round-up or a live blog; nil: none is known
	Apart   [][2]int32    // pairs of first clips that are never in one group; no unit and no label holds one
	Keep    []Keep        // tried in order; none is longest, cleanest
	Workers int           // goroutines, at least one; they never change the groups
	Lean    bool          // memory is short: fewer clips are at hand; it never changes the groups
}

// unit is one copy group: clips of one text, and of edits of it.
type unit struct {
	head  int32   // the clip that the keep rules prefer
	story int32   // index of the unit that stands for its story; itself when it stands for it
	hung  *inside // why it is in its story when another unit holds it; nil when it is of itself
}

// inside says that one first clip's text stands inside another's.
type inside struct {
	clip, host int32
	score      float64 // containment of clip in host
}

// Build makes the groups of two clips and more: largest first, then in the
// order of the listing. Some are made ahead, and none is kept; largest is the most
// clips that one may have.
func Build(in Input) (groups iter.Seq[*clip.Group], largest int) {
	b := newBuilder(&in)
	b.hang()
	stories := b.stories()
	workers := make([]*worker, max(1, in.Workers))
	for k := range workers {
		workers[k] = &worker{builder: b, records: newRecords(&in), Scores: in.Scores()}
	}
	if len(stories) > 0 {
		largest = stories[0].clips
	}
	return func(yield func(*clip.Group) bool) { newMaker(b, stories, workers).each(yield) }, largest
}

// builder holds the units of a run while their groups are made. When they are, a
// unit is written by the goroutine that has its story, and nothing else is.
type builder struct {
	*Input
	same   lists // by first clip: its clips
	units  []unit
	clips  lists              // by unit: all of its clips, identical ones included
	firsts lists              // by unit: its first clips
	parts  lists              // by unit that stands for a story: the units of that
	unitOf []int32            // by first clip; -1 of others
	inside map[int32][]inside // contained clip -> its hosts, the one that holds most of it first
	loose  lists              // by clip: its pairs, but for near pairs inside a unit; each as 2i and 2i+1
}

// records are the clips at hand of one goroutine.
type records struct {
	read func(id int32) Clip
	held map[int32]*Clip
	most int // that are at hand
}

func newRecords(in *Input) records {
	r := records{in.Clips.Reader(), map[int32]*Clip{}, math.MaxInt}
	if in.Lean {
		r.most = leanRecords
	}
	return r
}

// record is what is known of a clip.
func (r records) record(id int32) *Clip {
	c := r.held[id]
	if c == nil {
		if len(r.held) >= r.most {
			clear(r.held)
		}
		c = new(Clip)
		*c = r.read(id)
		r.held[id] = c
	}
	return c
}

// manyRecords are worth a new map, for to clear one takes as long as it ever was large;
// leanRecords, 1 MB, are at hand at most where memory is short.
const (
	manyRecords = 1 << 10
	leanRecords = 1 << 11
)

// forget lets go of what is at hand.
func (r *records) forget() {
	if len(r.held) > manyRecords {
		r.held = map[int32]*Clip{}
	}
	clear(r.held)
}

// worker is the builder as one goroutine uses it.
type worker struct {
	*builder
	records
	Scores
}

func newBuilder(in *Input) *builder {
	n := len(in.Class)
	b := &builder{Input: in, same: listsOf(in.Class, n), unitOf: make([]int32, n), inside: map[int32][]inside{}}
	byLabel := slices.Repeat([]int32{-1}, n)
	units := make([]int32, n) // by clip
	count := 0
	for i, first := range in.Class {
		b.unitOf[i], units[i] = -1, -1
		if first < 0 {
			continue
		}
		u := &byLabel[in.Unit[first]]
		if *u < 0 {
			*u = int32(count)
			count++
		}
		if units[i] = *u; first == int32(i) {
			b.unitOf[i] = *u
		}
	}
	b.units, b.clips, b.firsts = make([]unit, count), listsOf(units, count), listsOf(b.unitOf, count)
	clips := newRecords(in)
	byStory := byLabel // of no more use
	for i := range byStory {
		byStory[i] = -1
	}
	for k := range b.units {
		x, u := &b.units[k], int32(k)
		x.story = u
		x.head, _ = clips.best(b.clips.of(u), in.Keep)
		clips.forget()
		if in.Label == nil {
			continue
		}
		s := &byStory[in.Label[b.firsts.of(u)[0]]]
		if *s < 0 {
			*s = u
		}
		x.story = *s
	}
	ends := make([]int32, 2*len(in.Pairs))
	for i, p := range in.Pairs {
		ends[2*i], ends[2*i+1] = p.A, p.B
		switch {
		case p.Relation == clip.Contains:
			inner, outer := p.Inside()
			b.inside[inner] = append(b.inside[inner], inside{inner, outer, p.Containment()})
		case p.Relation == clip.Near && b.unitOf[p.A] == b.unitOf[p.B]:
			ends[2*i], ends[2*i+1] = -1, -1
		}
	}
	b.loose = listsOf(ends, n)
	for _, hosts := range b.inside {
		slices.SortFunc(hosts, func(x, y inside) int {
			return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.host, y.host))
		})
	}
	return b
}

// lists is lists of numbers, each ascending.
type lists struct{ all, start []int32 }

// listsOf lists the numbers of some keys by key, which is below n; one below 0 is in no list.
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
	l.all = make([]int32, l.start[n+1])
	for i, k := range keys {
		if k >= 0 {
			l.all[l.start[k+1]] = int32(i)
			l.start[k+1]++
		}
	}
	return l
}

// of is list k, not to be appended to.
func (l *lists) of(k int32) []int32 { return l.all[l.start[k]:l.start[k+1]:l.start[k+1]] }

// A clip that is the only text of its story joins the story of the text that
// contains it, because a reader of the host has read the clip. Not when the host
// is a round-up ("the day in brief"): it contains items of many stories, and would
// join them into one.

// hang puts single contained clips into the story of their host.
func (b *builder) hang() {
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
		hosts := b.inside[first[0]]
		for i, in := range hosts {
			if roundup[in.host] == nil && !b.roundup(in.host) {
				x.story, x.hung = b.unitOf[in.host], &hosts[i] // resolved by stories: the host may hang, too
				break
			}
		}
	}
	b.part()
}

// part undoes what hang did against Apart: of two units that came into one story the
// attached one leaves it, the second if both are attached.
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

// told is a story: the unit that stands for it, and how many clips it has.
type told struct {
	root  int32
	clips int
}

// stories lists the stories of two clips and more, the largest first, then in the
// order of the listing.
func (b *builder) stories() []told {
	roots := make([]int32, len(b.units))
	for u := range b.units {
		roots[u] = b.root(int32(u))
	}
	b.parts = listsOf(roots, len(b.units))
	var list []told
	for u, root := range roots {
		units := b.parts.of(root)
		if int(units[0]) != u {
			continue
		}
		clips := 0
		for _, part := range units {
			clips += len(b.clips.of(part))
		}
		if clips > 1 {
			list = append(list, told{root, clips})
		}
	}
	slices.SortStableFunc(list, func(x, y told) int { return cmp.Compare(y.clips, x.clips) })
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
func (r records) id(clips []int32) string {
	sums := make([][32]byte, len(clips))
	for i, id := range clips {
		sums[i] = r.record(id).SHA256
	}
	return ID(sums)
}

// span is the earliest and the latest date of the clips.
func (r records) span(clips []int32) (first, last clip.Date) {
	for _, id := range clips {
		d := r.record(id).Date
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
