// Package copies says what is a copy: the relation of two clips from the
// overlap of their shingles, and the groups that copies make.
//
// How: thresholds over exact Jaccard and containment, a guard against
// templates that masks numbers and scores again, and groups in which any two
// members could stand as copies. What it costs: a merge of two sets for each
// pair that passes the thresholds, and for each pair of one group that the
// join did not report. What it refuses: to group by containment, to call a
// form with other numbers a copy, and to chain strangers through a middle.
//
// # Relations
//
// J is the Jaccard similarity of two clips' shingles, C the larger of the two
// containments (that of the smaller clip in the larger).
//
//	exact     same sequence of words; found by identity, before any shingle
//	near      J >= 0.5
//	contains  C >= 0.55, otherwise; C >= 0.47 of two that share a lead
//	form      near or contains once numbers are masked, which lifts J by 0.15 or C by 0.12
//
// The figures come from 689 pairs of real pages that were read. No false pair
// was seen at J >= 0.5 or at C >= 0.55 on scraped pages; at J >= 0.3 chains of
// rewrites appear, at C = 0.53 pages of little but quoted posts. A notice or a
// results table in other numbers scores J up to 0.84, and is no copy. Edits of
// a copy are scattered, so masking repairs almost none of them (0.03 at most);
// in a template the numbers are the difference. "The numbers must agree" was
// rejected: numbers on scraped pages are clocks, dates and counters, and half
// of the true copies would go. Weighting shingles by rarity was rejected too:
// the answer for two clips would depend on what else is in the folder.
//
// # The lead
//
// Between C .45 and .55 stand cuts of one agency text to which captions were
// added or every second sentence edited, and beside them articles that quote
// the same posts, share a background or are two writings of one report, half of
// each new. The difference is where the common half stands: a cut keeps its
// lead, quotes and background come later, and a new writing has a new lead. So
// a lead shared (a quarter or more of the first 40 shingles of either clip, 14
// words in a row) is worth .08 of containment.
//
//	cut with captions    C .52   .85 of its lead in the agency text    contains
//	two background       C .52   no lead in the other                  -
//	same posts quoted    C .51   .12 of the lead                       -
//
// Of the 273 pairs of one folder this finds 14 true ones more and no false one,
// recall .833 to .909; with bounds chosen on other clips (5 folds, 20 times) 13
// more and one false. Worth .1 it is 16 and one, an interview that a transcript
// holds, and pages whose lead is one gallery's captions begin to meet. Leads of
// 36 to 48 shingles, shared by a fifth to a third, find 12 to 16. In three
// labelled sets of events six pairs are new, all of one event.
//
// Rejected for that zone: J; how much larger the host is; the share of words
// that stand in a common shingle (.6: 15 and 4); a shared first half of the
// text (.5: 21 and 7); the smaller clip's lead alone, without the larger one's;
// leads that begin after the headline, which is edited most (16 and 2).
package copies

import (
	"math"

	"newsdup/internal/clip"
	"newsdup/internal/join"
	"newsdup/internal/shingle"
)

// Thresholds are the borders between relations. A field that is 0 has its
// default; one above 1 switches its rule off.
type Thresholds struct {
	Near     float64 // least J of near; 0.5: 90 of 90 pairs right, 73 of 76 copies found
	Contains float64 // least C of contains, .08 less where a lead is shared; 0.55: no false pair, .6 where precision matters more

	// Clips of fewer than Small shingles share half of them by accident of
	// phrase: they are near at SmallNear or nothing. 40 shingles, 0.9.
	Small     int
	SmallNear float64

	// The template guard is not asked at Sure: so few numbers cannot be what
	// makes a template. 0.9. A pair is a form when masking lifts J by FormJaccard
	// (0.15) or C by FormContains (0.12): precision on agency items .78 to .99
	// at recall .91, on scraped pages no true pair lost.
	Sure         float64
	FormJaccard  float64
	FormContains float64

	// Together is the least C between any two members of a group. 0.4: of the
	// pairs read one (borderline) true copy was below. Less when Near is set so
	// low that a near pair itself could be below: 1.2·Near/(1+Near), six tenths
	// of the C of two clips of one size that are just near.
	Together float64
}

// WithDefaults fills in what is 0.
func (t Thresholds) WithDefaults() Thresholds {
	set := func(v *float64, d float64) {
		if *v == 0 {
			*v = d
		}
	}
	set(&t.Near, 0.5)
	set(&t.Contains, 0.55)
	if t.Small == 0 {
		t.Small = 40
	}
	set(&t.SmallNear, 0.9)
	set(&t.Sure, 0.9)
	set(&t.FormJaccard, 0.15)
	set(&t.FormContains, 0.12)
	if t.Near < 0.5 {
		set(&t.Together, 1.2*t.Near/(1+t.Near))
	}
	set(&t.Together, 0.4)
	return t
}

// formReach is the least plain containment at which a form is looked for. Two
// issues of a short notice share that much of their fixed words; the join finds
// these pairs at no cost that can be measured (nine tenths of it is indexing).
const formReach = 0.35

const (
	leadWorth    = 0.08
	leastLenient = 0.01

	// LeadShared is the share of a lead from which it is shared.
	LeadShared = 0.25
)

// LeastContained is the least C of contains for two clips of that Lead.
func (t Thresholds) LeastContained(lead float64) float64 {
	if t.Contains > 1 || lead < LeadShared {
		return t.Contains
	}
	return t.lenient()
}

// HighestContained is the highest Contains that two clips of that C and Lead reach.
func HighestContained(containment, lead float64) float64 {
	if lead < LeadShared {
		return containment
	}
	return containment + leadWorth
}

// lenient is the least C of contains with a shared lead: .55 less .08 is .47. It
// stays above 0, which would switch the test of the join off.
func (t Thresholds) lenient() float64 {
	return min(t.Contains, max(leastLenient, math.Round((t.Contains-leadWorth)*1e9)/1e9))
}

// crowd is how many clips may hold one shingle until it finds only some of them
// (join.Options.Crowd): so many edits of one text are an eighth of a million pairs.
const crowd = 500

// Join is the weakest join that yields every pair Judge calls near or contains,
// and every form that shares formReach of its smaller text; size is asked for
// each set of the list that is joined, nil is of no help. Of a text that more than
// five hundred clips repeat it yields for each of these the pairs with some.
func (t Thresholds) Join(size func(i int32) Size, workers int) join.Options {
	t = t.WithDefaults()
	o := join.Options{
		Jaccard:      enabled(t.Near),
		Containment:  min(t.lenient(), formReach),
		Small:        t.Small,
		SmallJaccard: enabled(t.SmallNear),
		Crowd:        crowd,
		Workers:      workers,
	}
	if size != nil {
		o.Accept = func(p join.Pair) bool { return t.mayRelate(int(p.Overlap), size(p.A), size(p.B)) }
	}
	return o
}

// Size is the sizes of a set.
type Size struct {
	Shingles  int32
	Masked    int32 // shingles that stand only in its masked form
	MaskedLen int32 // shingles of the masked form
}

// SizeOf is the sizes of s.
func SizeOf(s *shingle.Set) Size {
	return Size{int32(s.Len()), int32(len(s.Masked)), int32(s.MaskedLen())}
}

// mayRelate reports whether Judge may relate two sets of that overlap, which
// the join found. It spares to load and to compare all pages of a site for the
// footer that is a third of each.
func (t Thresholds) mayRelate(overlap int, a, b Size) bool {
	least := int(min(a.Shingles, b.Shingles))
	j, c := join.Jaccard(overlap, int(a.Shingles), int(b.Shingles)), join.Containment(overlap, least)
	return least < t.Small || j >= t.Near || c >= t.lenient() || t.mayBeForm(overlap, j, c, a, b)
}

// mayBeForm reports whether two sets of that overlap, J and C may be one form:
// masking adds at most the smaller number of masked shingles to the overlap.
func (t Thresholds) mayBeForm(overlap int, jaccard, containment float64, a, b Size) bool {
	la, lb := int(a.MaskedLen), int(b.MaskedLen)
	n := min(overlap+int(min(a.Masked, b.Masked)), la, lb)
	j, c := join.Jaccard(n, la, lb), join.Containment(n, min(la, lb))
	return (j >= t.Near || c >= t.Contains) && (j-jaccard >= t.FormJaccard || c-containment >= t.FormContains)
}

// enabled is the join's way to write a threshold: 0 is off.
func enabled(v float64) float64 {
	if v > 1 {
		return 0
	}
	return v
}

// Pair is two clips with their scores. Jaccard and containments are exact, in
// [0,1], and those of the text as it stands, also for a form.
type Pair struct {
	A, B     int32         // A < B
	Relation clip.Relation // exact, near, contains, form; "" when unrelated
	Jaccard  float64
	AInB     float64 // share of A's shingles that B holds
	BInA     float64
}

// Containment is that of the smaller clip in the larger.
func (p *Pair) Containment() float64 { return max(p.AInB, p.BInA) }

// Inside names the clip whose text stands in the other: the smaller one, or B
// when they are of one size.
func (p *Pair) Inside() (inner, outer int32) {
	if p.AInB > p.BInA {
		return p.A, p.B
	}
	return p.B, p.A
}

// Judge scores a pair of the join and names its relation. It never answers
// exact: two texts with the same shingles can still differ in their order, and
// clips of one sequence are collapsed before the join.
func Judge(p join.Pair, a, b *shingle.Set, t Thresholds) Pair {
	t = t.WithDefaults()
	r, sure := t.bySize(p, SizeOf(a), SizeOf(b))
	switch {
	case sure:
		return r
	case r.Relation == "" && r.Containment() >= t.lenient() && r.Containment() >= t.LeastContained(Lead(a, b)):
		r.Relation = clip.Contains
	}
	if Ask(&r, a, b, t).Form {
		r.Relation = clip.Form
	}
	return r
}

// bySize scores a pair of sets of some sizes. The relation is sure when nothing
// that the sets hold could change it: neither a shared lead nor the guard.
func (t Thresholds) bySize(p join.Pair, a, b Size) (r Pair, sure bool) {
	r = score(p, int(a.Shingles), int(b.Shingles))
	if int(min(a.Shingles, b.Shingles)) < t.Small {
		if r.Jaccard >= t.SmallNear {
			r.Relation = clip.Near
		}
		return r, true
	}
	switch {
	case r.Jaccard >= t.Near:
		r.Relation = clip.Near
	case r.Containment() >= t.Contains:
		r.Relation = clip.Contains
	case r.Containment() >= t.lenient():
		return r, false
	}
	return r, !t.mayBeForm(int(p.Overlap), r.Jaccard, r.Containment(), a, b)
}

// Lead is the share of the lead of one clip that stands in the other, of the
// one of which it is more.
func Lead(a, b *shingle.Set) float64 {
	return max(shingle.LeadIn(a, b), shingle.LeadIn(b, a))
}

// Compare scores any two clips, whether the join would find them or not.
func Compare(a, b *shingle.Set, t Thresholds) Pair {
	return Judge(join.Pair{A: 0, B: 1, Overlap: int32(shingle.Overlap(a.Hashes, b.Hashes))}, a, b, t)
}

// score gives a pair of the join, of a and b shingles, its scores.
func score(p join.Pair, a, b int) Pair {
	n := int(p.Overlap)
	return Pair{
		A: p.A, B: p.B,
		Jaccard: join.Jaccard(n, a, b),
		AInB:    join.Containment(n, a),
		BInA:    join.Containment(n, b),
	}
}

// Guard is what the template guard saw of two clips.
type Guard struct {
	Asked       bool    // false: so near that it is not asked, no numbers to mask, or small
	Jaccard     float64 // masked
	Containment float64 // masked, of the smaller clip in the larger
	Form        bool    // one form with other numbers
}

// Ask asks the template guard whether a and b, which score p, are one form with
// other numbers. Masked they are near or contained, and more so than they were
// as they stand; the numbers of a short form can put every plain threshold out
// of reach.
func Ask(p *Pair, a, b *shingle.Set, t Thresholds) Guard {
	t = t.WithDefaults()
	if p.Jaccard >= t.Sure || len(a.Masked) == 0 || len(b.Masked) == 0 || min(a.Len(), b.Len()) < t.Small {
		return Guard{}
	}
	n, la, lb := shingle.MaskedOverlap(a, b), a.MaskedLen(), b.MaskedLen()
	g := Guard{Asked: true, Jaccard: join.Jaccard(n, la, lb), Containment: join.Containment(n, min(la, lb))}
	g.Form = (g.Jaccard >= t.Near || g.Containment >= t.Contains) &&
		(g.Jaccard-p.Jaccard >= t.FormJaccard || g.Containment-p.Containment() >= t.FormContains)
	return g
}
