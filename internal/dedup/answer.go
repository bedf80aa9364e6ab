package dedup

import (
	"cmp"
	"context"
	"iter"
	"math"
	"slices"
	"time"

	"newsdup/internal/clip"
	"newsdup/internal/copies"
	"newsdup/internal/entity"
	"newsdup/internal/group"
	"newsdup/internal/story"
	"newsdup/internal/word"
)

// answer reads an explanation off a finished run.
type answer struct {
	*clip.Explanation
	options *Options
	corpus  *corpus
	input   *group.Input
	told    *told
	a, b    int32 // the clips in question

	pair    copies.Pair // of the two, in the order asked
	between story.Between
}

// class is the first clip of id's text, -1 when it is too short.
func (x *answer) class(id int32) int32 { return x.input.Class[id] }

// unit is the copy group of a clip.
func (x *answer) unit(id int32) int32 { return x.input.Unit[x.class(id)] }

// doc is the clip that speaks for id's copy group.
func (x *answer) doc(id int32) int32 { return x.told.text(x.class(id)) }

// row is the number of a clip in the story space.
func (x *answer) row(id int32) int { return int(x.told.row[id]) }

// judge fills in the scores and what was decided.
func (x *answer) judge(ctx context.Context, groups iter.Seq[*clip.Group]) error {
	for _, c := range x.input.Class {
		if c >= 0 {
			x.Clips++
		}
	}
	if x.class(x.a) < 0 || x.class(x.b) < 0 {
		x.Ground = clip.GroundShort
		x.flips()
		return nil
	}
	in := x.together(groups)
	x.Same = in != nil
	x.asCopies()
	if err := x.asStory(ctx); err != nil {
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
	x.flips()
	return nil
}

// together is the clips of the group that holds both, by number; nil when none does.
func (x *answer) together(groups iter.Seq[*clip.Group]) map[int32]bool {
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
		for id := range int32(len(x.corpus.set)) {
			if members[x.corpus.clips.clip(id).Origin] {
				in[id] = true
			}
		}
		return in
	}
	return nil
}

// asCopies scores the two as copies of one text.
func (x *answer) asCopies() {
	a, b := x.corpus.two(x.a, x.b)
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

// asStory scores the two as reports of one event.
func (x *answer) asStory(ctx context.Context) error {
	s := &clip.StoryScores{Cosine: x.told.Cosine(x.row(x.a), x.row(x.b)), Threshold: x.told.Threshold}
	x.Story = s
	a, b := x.doc(x.a), x.doc(x.b)
	x.RoundupA, x.RoundupB = x.told.held[a] != nil, x.told.held[b] != nil
	if a == b || x.RoundupA || x.RoundupB {
		return nil
	}
	p := x.told.Pair(x.row(a), x.row(b))
	s.Judged, s.JudgedA, s.JudgedB = true, x.corpus.clips.clip(a).Origin, x.corpus.clips.clip(b).Origin
	s.Linked, s.FarA, s.FarB, s.ScaleA, s.ScaleB, s.Link = p.Cosine, p.FarA, p.FarB, p.ScaleA, p.ScaleB, p.Link
	var err error
	if s.Meet, _, err = x.told.Meet(ctx, x.row(a), x.row(b)); err != nil {
		return err
	}
	if h, ok, err := x.told.Halves(ctx, x.row(a), x.row(b)); err != nil {
		return err
	} else if ok {
		x.Halves = &clip.HalvesScores{Score: h.Score, Days: h.Days, Words: h.Words, Lead: h.Lead, Evidence: h.Evidence(), Least: h.Least(), Joined: h.Joined}
	}
	k, l := x.told.Labels[x.row(a)], x.told.Labels[x.row(b)]
	if n, m := len(x.told.Members(int(k))), len(x.told.Members(int(l))); k == l && n == 2 || k != l && n+m == 2 {
		if least := x.told.Least(x.row(a), x.row(b)); least > s.Threshold {
			s.Alone = least
		}
	}
	if k != l {
		x.between = x.told.Between(k, l)
		y := &x.between
		x.Clusters = &clip.ClusterScores{SizeA: y.SizeA, SizeB: y.SizeB, Mean: y.Mean, InnerA: y.InnerA, InnerB: y.InnerB, Score: y.Score}
	}
	return nil
}

// gap is the time between two clips; 0 when it is not known.
func (x *answer) gap(a, b int32) time.Duration {
	return x.corpus.clips.clip(a).Date.Gap(x.corpus.clips.clip(b).Date)
}

// ground is what decided.
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
	case x.apart():
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

// apart reports whether somebody said that the two are not the same.
func (x *answer) apart() bool {
	return newApartness(x.options.Memory.NotSame).has(x.corpus.clips.content(x.a), [][32]byte{x.corpus.clips.content(x.b)})
}

// The least scores for which it makes sense to speak of a copy threshold:
// below, two texts share a phrase or two.
const (
	worthNear     = 0.2
	worthContains = 0.3
)

// thousandth is the next one below v that an option would be given.
func thousandth(v float64) float64 { return math.Floor(v*1000) / 1000 }

// flips says which options would turn the answer.
func (x *answer) flips() {
	add := func(f clip.Flip) { x.Flips = append(x.Flips, f) }
	const step = .001
	switch c, s := x.Copy, x.Story; {
	case x.Ground == clip.GroundShort:
		n := math.MaxInt
		for _, id := range [2]int32{x.a, x.b} {
			if x.class(id) < 0 {
				n = min(n, int(x.corpus.words[id]))
			}
		}
		if n > 0 {
			add(clip.Flip{Option: clip.FlipMinWords, Value: float64(n), Join: true})
		}
	case x.Ground == clip.GroundNotSame: // no option would
	case x.Same:
		switch {
		case x.Ground == clip.GroundNear && c.ShinglesA >= c.Small && c.ShinglesB >= c.Small && c.Jaccard+step < 1:
			add(clip.Flip{Option: clip.FlipNear, Value: thousandth(c.Jaccard) + step})
		case x.Ground == clip.GroundContains && x.held()+step < 1:
			add(clip.Flip{Option: clip.FlipContains, Value: thousandth(x.held()) + step})
		}
		if s.Judged && s.Meet > 0 && s.Meet < 1 {
			add(clip.Flip{Option: clip.FlipStory, Value: s.Meet + step, Sure: x.Ground == clip.GroundLink || x.Ground == clip.GroundHalves || x.Ground == clip.GroundOthers})
		}
	default:
		if gap := x.gap(x.doc(x.a), x.doc(x.b)); x.Ground == clip.GroundWindow && gap > x.Window { // else their stories are too long together
			add(clip.Flip{Option: clip.FlipWindow, Window: ceilHour(gap), Join: true})
		}
		if x.pair.Relation == "" && c.Contains > 0 { // else small, a form, or a copy already
			if c.Jaccard >= worthNear {
				add(clip.Flip{Option: clip.FlipNear, Value: thousandth(c.Jaccard), Join: true})
			}
			if in := x.held(); in >= worthContains {
				add(clip.Flip{Option: clip.FlipContains, Value: thousandth(in), Join: true})
			}
		}
		if s.Meet > 0 {
			add(clip.Flip{Option: clip.FlipStory, Value: s.Meet, Join: true, Sure: true})
		}
	}
}

// held is the highest threshold of contains that the two reach.
func (x *answer) held() float64 {
	return copies.HighestContained(x.pair.Containment(), x.Copy.Lead)
}

func ceilHour(d time.Duration) time.Duration { return (d + time.Hour - 1).Truncate(time.Hour) }

// Bounds of what is kept of a pair.
const (
	termsShown    = 50
	evidenceShown = 50
)

// quote fills in what the two texts say.
func (x *answer) quote(clips *[2]*clip.Clip, spellings *entity.Spellings, tables *entity.Tables) {
	sides := [2]*clip.Side{&x.A, &x.B}
	for i, c := range clips {
		short := x.class([2]int32{x.a, x.b}[i]) < 0
		*sides[i] = clip.Side{Origin: c.Origin, Title: c.Title, Words: c.Words, Date: c.Date, Site: c.Site, Short: short}
	}
	reader := spellings.NewReader()
	x.Phrases = phrases(newReadable(clips[0]), newReadable(clips[1]), reader, tables)
	x.Evidence = x.evidence(clips, reader)
	if x.Story == nil {
		return
	}
	wanted := map[uint64]bool{}
	terms := x.told.Shared(x.row(x.a), x.row(x.b), termsShown)
	for _, t := range terms {
		wanted[t.ID] = true
	}
	a, b := x.told.stemPlaces(clips[0], reader, wanted), x.told.stemPlaces(clips[1], reader, wanted)
	for _, t := range terms {
		if form := spellings.Form(t.ID); form != "" {
			x.Terms = append(x.Terms, clip.SharedTerm{Text: form, Weight: t.Weight, A: a[t.ID], B: b[t.ID]})
		}
	}
}

// said is how often a clip says a stem, and how it writes it.
type said struct {
	times int
	flags word.Flag
}

// evidence compares names and figures. A name that one clip writes as a name
// and the other in lower case is said by both.
func (x *answer) evidence(clips *[2]*clip.Clip, reader *entity.Reader) []clip.Evidence {
	var says [2]map[uint64]said
	for i, c := range clips {
		says[i] = map[uint64]said{}
		for _, t := range reader.Tokens(nil, entity.TextOf(c)) {
			if stem := x.told.stem(t.Stem); stem != 0 {
				s := says[i][stem]
				says[i][stem] = said{s.times + 1, s.flags | t.Flags}
			}
		}
	}
	var list []clip.Evidence
	for _, kind := range []struct {
		name clip.EvidenceKind
		has  word.Flag
		not  word.Flag
	}{
		{clip.Names, word.Name | word.Entity, word.Number | word.Calendar},
		{clip.Figures, word.Figure, 0},
	} {
		of := func(s said) bool { return s.flags&kind.has != 0 && s.flags&kind.not == 0 }
		e := clip.Evidence{Kind: kind.name}
		var both, a, b []mention
		for id, s := range says[0] {
			t, shared := says[1][id]
			switch m := (mention{reader.Form(id), s.times + t.times}); {
			case m.form == "":
			case shared && (of(s) || of(t)):
				both = append(both, m)
			case !shared && of(s):
				a = append(a, m)
			}
		}
		for id, t := range says[1] {
			if _, shared := says[0][id]; !shared && of(t) {
				if form := reader.Form(id); form != "" {
					b = append(b, mention{form, t.times})
				}
			}
		}
		e.Both, e.MoreBoth = forms(both)
		e.A, e.MoreA = forms(a)
		e.B, e.MoreB = forms(b)
		list = append(list, e)
	}
	return list
}

// mention is a thing said, and how often.
type mention struct {
	form  string
	times int
}

// forms lists what is said, the most often first, and counts what is left out.
func forms(list []mention) ([]string, int) {
	slices.SortFunc(list, func(x, y mention) int {
		return cmp.Or(cmp.Compare(y.times, x.times), cmp.Compare(x.form, y.form))
	})
	var out []string
	for _, m := range list[:min(len(list), evidenceShown)] {
		out = append(out, m.form)
	}
	return out, len(list) - len(out)
}
