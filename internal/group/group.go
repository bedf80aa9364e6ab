// Package group builds the groups of a report. A group is a story: the clips that tell of
// one event, with copies of one text nested under the clip that they copy.
//
// How: clips that are copies of each other form a unit, and so does a clip without copies.
// Units whose texts tell of one event form a story. The keep rules choose one clip of each
// unit and one of the whole story. What it costs: time in proportion to the number of pairs
// and, within a story, to the number of scores that the report shows. What it refuses: to
// decide which clips are alike. Packages join, copies and story have decided that before.
package group

// From pairs of clips to a story, by example. Five clips: a and b are near copies, c is a
// part cut from a, d tells of the same event in other words, and e is identical to d.
//
//	classes    {a} {b} {c} {d e}      clips with identical texts are one class
//	units      {a b} {c} {d e}        near copies join classes, "contains" does not
//	story      {a b} + {d e}          the story score compares one clip of each unit
//	attached   {c} to {a b}           c is alone otherwise, and its text stands inside a
//	report     keep a / near b / contains c / story d / exact e
//
// Rejected: one flat list of clips, each with its score to the kept clip. It shows no chain
// of edits, and a copy of a retelling looks like a bad match of the kept clip.

import (
	"iter"

	"newsdup/internal/clip"
	"newsdup/internal/copies"
)

// Clip is what group needs to know of one clip. Of Member it reads the fields that describe
// the page. It sets role, relation, score, to and reason itself.
type Clip struct {
	clip.Member         // if Against is set, the clip is preferred to all others, and a group of such clips alone is not reported
	Lead        string  // first words of the body: the title of a story in which no clip has a headline
	Share       float64 // bytes of the article by bytes of the page, in [0,1]; the rule "cleanest" compares it
}

// Story answers questions about the same-event scores of clips, which are named by index.
type Story interface {
	// Cosine is the exact story score of two clips, in [0,1].
	Cosine(a, b int32) float64
	// Shared lists for people what two clips share, the heaviest first.
	Shared(a, b int32) []string
	// Common lists for people what most of the clips share, the heaviest first.
	Common(clips []int32) (entities, numbers, dates []string)
}

// Scores answers the questions of one goroutine about clips, which are named by index.
type Scores struct {
	Jaccard func(a, b int32) float64 // exact, of two first clips

	// Jaccards prepares comparisons with the first clips in of. The function that it
	// returns gives the Jaccard of id with each of them, in a slice that is valid until
	// the next call. If Jaccards is nil, Jaccard is called for each pair.
	Jaccards func(of []int32) func(id int32) []float64

	Story Story // nil when the groups are copies only
}

// Clips reads what is known of each clip.
type Clips interface {
	// Reader returns a function that reads a clip, for use by one goroutine.
	Reader() func(id int32) Clip
}

// Input is everything that a report is made from. Clips are numbered in the order of the
// listing. A first clip is one with Class[i] == i: it stands for all clips with the same
// text. Pairs, Unit and Label are about first clips only.
type Input struct {
	Clips   Clips
	Class   []int32       // the first clip with the same text, at most i; -1 if the clip is in no group
	Pairs   []copies.Pair // relations between first clips; near pairs inside a unit may be missing
	Unit    []int32       // the copy group of a first clip, named by one of its clips
	Scores  func() Scores // called once by each goroutine
	Label   []int32       // the story of a first clip, named by one of its clips, the same for all clips of a unit; nil without Scores.Story
	Develop []int32       // the development of a first clip within its story, from 0; nil when there are none
	Roundup []bool        // whether a first clip is a round-up or a live blog; nil when none is known
	Apart   [][2]int32    // pairs of first clips that are never in one group; no unit and no label holds both
	Keep    []Keep        // keep rules, tried in order; empty means longest, cleanest
	Workers int           // number of goroutines; it never changes the groups
	Lean    bool          // memory is short, so fewer clips are cached; it never changes the groups
}

// unit is one copy group: the clips of one text, and of edits of that text.
type unit struct {
	head       int32        // the clip that the keep rules prefer
	story      int32        // a unit of the same story; the unit itself when it stands for the story
	attachedBy *containment // set when the unit joined the story of another that contains its text
}

// containment says that the text of one first clip stands inside that of another.
type containment struct {
	clip, host int32
	score      float64 // containment of clip in host
}

// Build makes the groups of two clips and more. The largest group comes first; groups of
// one size come in the order of the listing. The groups are made while the caller ranges
// over them, a few ahead, and are not kept. largest is the number of clips of the largest
// story, which is an upper bound for every group.
func Build(in Input) (groups iter.Seq[*clip.Group], largest int) {
	b := newBuilder(&in)
	b.attachContained()
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

// worker is what one goroutine needs to make groups: the builder, which all share, a cache
// of clips, and the answers to its questions about scores.
type worker struct {
	*builder
	records
	Scores
}
