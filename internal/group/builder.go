package group

import (
	"cmp"
	"slices"

	"newsdup/internal/clip"
)

// builder holds the units of a run. Once they are complete, only the goroutine that makes
// the group of a story writes to the units of that story.
type builder struct {
	*Input
	units      []unit
	unitOf     []int32                 // the unit of each first clip; -1 for other clips
	clips      lists                   // all clips of each unit, identical ones included
	firsts     lists                   // the first clips of each unit
	sameText   lists                   // the clips with the text of each first clip
	storyUnits lists                   // the units of each story, by the unit that stands for it
	hosts      map[int32][]containment // the clips that contain a clip, the one with the largest share of it first
	otherPairs lists                   // the pairs of each clip, without near pairs inside a unit; number 2i or 2i+1 is pair i
}

func newBuilder(in *Input) *builder {
	n := len(in.Class)
	b := &builder{Input: in, sameText: listsOf(in.Class, n), unitOf: make([]int32, n), hosts: map[int32][]containment{}}
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
	byStory := byLabel // byLabel is not needed any more
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
			b.hosts[inner] = append(b.hosts[inner], containment{inner, outer, p.Containment()})
		case p.Relation == clip.Near && b.unitOf[p.A] == b.unitOf[p.B]:
			ends[2*i], ends[2*i+1] = -1, -1
		}
	}
	b.otherPairs = listsOf(ends, n)
	for _, hosts := range b.hosts {
		slices.SortFunc(hosts, func(x, y containment) int {
			return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.host, y.host))
		})
	}
	return b
}

// lists is a list of numbers for each key, all in one array. Each list is ascending.
type lists struct{ all, start []int32 }

// listsOf lists for each key k < n the indexes i with keys[i] == k. Negative keys are in no
// list.
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

// of returns list k. The caller must not change it.
func (l *lists) of(k int32) []int32 { return l.all[l.start[k]:l.start[k+1]:l.start[k+1]] }

// rankedStory is a story in the order in which stories are reported.
type rankedStory struct {
	root  int32 // the unit that stands for it
	clips int
}

// stories lists the stories of two clips and more: the largest first, then in the order of
// the listing.
func (b *builder) stories() []rankedStory {
	roots := make([]int32, len(b.units))
	for u := range b.units {
		roots[u] = b.root(int32(u))
	}
	b.storyUnits = listsOf(roots, len(b.units))
	var list []rankedStory
	for u, root := range roots {
		units := b.storyUnits.of(root)
		if int(units[0]) != u {
			continue
		}
		clips := 0
		for _, part := range units {
			clips += len(b.clips.of(part))
		}
		if clips > 1 {
			list = append(list, rankedStory{root, clips})
		}
	}
	slices.SortStableFunc(list, func(x, y rankedStory) int { return cmp.Compare(y.clips, x.clips) })
	return list
}
