package dedup

import (
	"context"
	"iter"
	"math"
	"time"

	"newsdup/internal/clip"
	"newsdup/internal/copies"
	"newsdup/internal/group"
	"newsdup/internal/story"
)

// answer reads an explanation off a finished run.
type answer struct {
	*clip.Explanation
	options    *Options
	corpus     *corpus
	input      *group.Input
	clustering *clustering
	a, b       int32 // the clips in question

	pair    copies.Pair   // how the two are related as copies, in the order asked
	between story.Between // how their two stories compare
}

// class is the first clip with the text of clip id; -1 when the text is too short.
func (x *answer) class(id int32) int32 { return x.input.Class[id] }

// unit is the copy group of a clip.
func (x *answer) unit(id int32) int32 { return x.input.Unit[x.class(id)] }

// doc is the clip whose text is compared for stories in place of that of clip id.
func (x *answer) doc(id int32) int32 { return x.clustering.comparedFor(x.class(id)) }

// row is the number of a clip in the story space.
func (x *answer) row(id int32) int { return int(x.clustering.row[id]) }

// judge fills in the scores and what was decided.
func (x *answer) judge(ctx context.Context, groups iter.Seq[*clip.Group]) error {
	for _, c := range x.input.Class {
		if c >= 0 {
			x.Clips++
		}
	}
	if x.class(x.a) < 0 || x.class(x.b) < 0 {
		x.Ground = clip.GroundShort
		x.listFlips()
		return nil
	}
	in := x.sharedGroup(groups)
	x.Same = in != nil
	x.scoreCopies()
	if err := x.scoreStory(ctx); err != nil {
		return err
	}
	x.Ground = x.ground()
	x.Relation = x.pair.Relation
	if x.Relation == "" && x.Same {
		if x.Relation = clip.Story; x.Ground == clip.GroundChain {
			x.Relation = clip.Near
		}
	}
	if x.Same {
		x.Path = x.path(in)
	}
	x.listFlips()
	return nil
}

// sharedGroup is the numbers of the clips in the group that holds both clips in question;
// nil when they are not in one group.
func (x *answer) sharedGroup(groups iter.Seq[*clip.Group]) map[int32]bool {
	a, b := x.corpus.clips.clip(x.a).Origin, x.corpus.clips.clip(x.b).Origin
	for g := range groups {
		members := map[clip.Origin]bool{}
		for i := range g.Members {
			members[g.Members[i].Origin] = true
		}
		if !members[a] || !members[b] {
			continue
		}
		in := map[int32]bool{}
		for id := range int32(len(x.corpus.setOf)) {
			if members[x.corpus.clips.clip(id).Origin] {
				in[id] = true
			}
		}
		return in
	}
	return nil
}

// scoreCopies scores the two clips as copies of one text.
func (x *answer) scoreCopies() {
	a, b := x.corpus.twoSets(x.a, x.b)
	t := x.options.Copies.WithDefaults()
	if x.pair = copies.Compare(a, b, t); x.class(x.a) == x.class(x.b) {
		x.pair.Relation = clip.Exact
	}
	s := &clip.CopyScores{
		ShinglesA: a.Len(), ShinglesB: b.Len(),
		Jaccard: x.pair.Jaccard, AInB: x.pair.AInB, BInA: x.pair.BInA,
		Near: t.Near, Lead: copies.Lead(a, b), LeastLead: copies.LeadShared, Small: t.Small,
	}
	if s.Contains = t.Contains; x.pair.Containment() < t.Contains {
		s.Contains = t.LeastContained(s.Lead)
	}
	s.Shared = int(math.Round(s.AInB * float64(s.ShinglesA)))
	if min(a.Len(), b.Len()) < t.Small {
		s.Near, s.Contains = t.SmallNear, 0
	}
	if g := copies.Ask(&x.pair, a, b, t); g.Asked {
		s.Guard = &clip.GuardScores{
			Jaccard: g.Jaccard, Containment: g.Containment,
			RiseJaccard: g.Jaccard - x.pair.Jaccard, RiseContainment: g.Containment - x.pair.Containment(),
			LeastJaccard: t.FormJaccard, LeastContainment: t.FormContains, Form: g.Form,
		}
	}
	x.Copy = s
}

// scoreStory scores the two clips as reports of one event.
func (x *answer) scoreStory(ctx context.Context) error {
	s := &clip.StoryScores{Cosine: x.clustering.Cosine(x.row(x.a), x.row(x.b)), Threshold: x.clustering.Threshold}
	x.Story = s
	a, b := x.doc(x.a), x.doc(x.b)
	x.RoundupA, x.RoundupB = x.clustering.items[a] != nil, x.clustering.items[b] != nil
	if a == b || x.RoundupA || x.RoundupB {
		return nil
	}
	p := x.clustering.Pair(x.row(a), x.row(b))
	s.Judged, s.JudgedA, s.JudgedB = true, x.corpus.clips.clip(a).Origin, x.corpus.clips.clip(b).Origin
	s.Linked, s.FarA, s.FarB, s.ScaleA, s.ScaleB, s.Link = p.Cosine, p.FarA, p.FarB, p.ScaleA, p.ScaleB, p.Link
	var err error
	if s.Meet, _, err = x.clustering.Meet(ctx, x.row(a), x.row(b)); err != nil {
		return err
	}
	if h, ok, err := x.clustering.Halves(ctx, x.row(a), x.row(b)); err != nil {
		return err
	} else if ok {
		x.Halves = &clip.HalvesScores{Score: h.Score, Days: h.Days, Words: h.Words, Lead: h.Lead, Evidence: h.Evidence(), Least: h.Least(), Joined: h.Joined}
	}
	k, l := x.clustering.Labels[x.row(a)], x.clustering.Labels[x.row(b)]
	if n, m := len(x.clustering.Members(int(k))), len(x.clustering.Members(int(l))); k == l && n == 2 || k != l && n+m == 2 {
		if least := x.clustering.Least(x.row(a), x.row(b)); least > s.Threshold {
			s.Alone = least
		}
	}
	if k != l {
		x.between = x.clustering.Between(k, l)
		y := &x.between
		x.Clusters = &clip.ClusterScores{SizeA: y.SizeA, SizeB: y.SizeB, Mean: y.Mean, InnerA: y.InnerA, InnerB: y.InnerB, Score: y.Score}
	}
	return nil
}

// gap is the time between the dates of two clips; 0 when one of them is not known.
func (x *answer) gap(a, b int32) time.Duration {
	return x.corpus.clips.clip(a).Date.Gap(x.corpus.clips.clip(b).Date)
}

// ground says which of the rules decided.
func (x *answer) ground() clip.Ground {
	linked := x.Story.Judged && x.Story.Link >= x.Story.Least()
	if x.Same {
		switch {
		case x.pair.Relation == clip.Exact:
			return clip.GroundExact
		case x.pair.Relation == clip.Near && x.unit(x.a) == x.unit(x.b):
			return clip.GroundNear
		case x.unit(x.a) == x.unit(x.b):
			return clip.GroundChain
		case x.pair.Relation == clip.Contains:
			return clip.GroundContains
		case x.Halves != nil && x.Halves.Joined:
			return clip.GroundHalves
		case linked && x.pair.Relation != clip.Form:
			return clip.GroundLink
		}
		return clip.GroundOthers
	}
	reached := x.between.Score >= x.Story.Threshold
	switch {
	case x.declaredApart():
		return clip.GroundNotSame
	case x.pair.Relation == clip.Form:
		return clip.GroundForm
	case !x.Story.Judged:
		return clip.GroundRoundup
	case x.options.Window > 0 && x.gap(x.doc(x.a), x.doc(x.b)) > x.options.Window, reached && x.between.Window:
		return clip.GroundWindow
	case reached && x.between.Apart:
		return clip.GroundApart
	case reached && x.between.Numbers:
		return clip.GroundNumbers
	case reached && x.between.Few:
		return clip.GroundWords
	case linked && reached && !story.IsNear(x.Story.Linked):
		return clip.GroundCosine
	case linked:
		return clip.GroundClusters
	}
	return clip.GroundWeak
}

// declaredApart reports whether the user said that the two are not the same.
func (x *answer) declaredApart() bool {
	return newNotSamePairs(x.options.Memory.NotSame).has(x.corpus.clips.content(x.a), [][32]byte{x.corpus.clips.content(x.b)})
}
