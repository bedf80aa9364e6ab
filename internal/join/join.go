// Package join finds every pair of sets that are alike: whose Jaccard similarity, or
// whose larger containment, is at or above a threshold.
//
// How: an exact set-similarity join with a prefix filter. Elements that only one set
// holds are dropped, the others are numbered from rare to common. A set looks up only
// its rarest elements in an index; each candidate found there is verified by merging two
// short lists of numbers. There is no hashing into bands and no sampling: every pair is
// found, with its exact overlap.
//
// What it costs: a pass over the sets; then time in the shared elements (about a quarter
// of all in news), and memory in the distinct lists of sets that share an element, a
// hundredth as many. Pairs go to a file when there are many.
//
// What it refuses: pairs that share nothing, and empty sets.
//
// # Method
//
//  1. Sets are kept by region of the hash space, in memory or in a file
//     (collection.go). Identical ones become one (collapse.go) and come apart
//     again on output, so that ten thousand copies of one set cost one.
//  2. Sets are numbered by size; document frequency is counted region by
//     region of the hash space; elements of one set only go (count.go). Those
//     that the same sets hold become one, with a weight (lists.go), and are
//     numbered by document frequency: rarest first.
//  3. Let A be the smaller set of a pair that qualifies. The least overlap
//     that can qualify with any set at least as large, need(A), depends on |A|
//     alone. If B shares need(A) elements with A, it shares one of any
//     |A| - need(A) + 1 of them, so the rarest so many are enough to find B:
//     that is the prefix (Chaudhuri, Ganti, Kaushik, ICDE 2006; Bayardo, Ma,
//     Srikant, WWW 2007). Dropped elements are the rarest of all and stand
//     first in it, so most sets have an empty prefix and ask nothing.
//  4. Both tests share one prefix: |B| >= |A|, so J >= t means an overlap of
//     at least t/(1+t)·(|A|+|B|) >= 2t/(1+t)·|A|, which is a containment of
//     2t/(1+t). The index holds all shared elements of the larger sets, not
//     only their prefixes, because containment says nothing of the larger
//     set's size; the answer for J alone is the same.
//  5. Length filter: B is passed over when even an overlap of all of A's
//     shared elements would not qualify.
//  6. The first element of A's prefix that leads to B starts the merge there;
//     later ones find B marked as seen. The merge stops when what is left
//     cannot reach the need of the pair.
//  7. All that is counted here counts an element by its weight, and a prefix
//     ends with all elements of one document frequency.
//
// # Example
//
// Containment 0.6. Three sets; a, b, c are in one only, x in all:
//
//	A = a p q r x      B = b p q r s x      C = c s x
//	kept: A = p q r x  B = p q r s x        C = s x      (rarest first: p q r s, then x)
//
// need(C) = 2: of its 3 elements one is dropped, so the prefix is the rarest
// 3-2+1-1 = 1 of the kept: s. It leads to B; the merge finds x too: overlap 2,
// containment 2/3, a pair. C never looks at x, which leads everywhere.
// need(A) = 3, prefix p q: p leads to B; q finds it seen. Overlap 4, a pair.
//
// # Rejected
//
// MinHash with banding: on 10,000 pages it takes four times the time and finds
// 73 % of the pairs at J >= 0.7; for the recall at low thresholds that edited
// copies need it would take hundreds of bands. Counting all postings
// (every shared element of every set): simpler, exact, and quadratic in the
// first footer that a site puts under all of its pages. Heavier filters
// (position, suffix): do not pay (Mann, Augsten, Bouros, PVLDB 2016).
//
// # Worst case
//
// Time grows with the pairs that qualify, plus the lookups of prefixes. A
// block that many sets share whole (a footer) is more common than the rest of
// each set, so it enters a prefix only where it makes up so much of the set
// that these pairs qualify. Quadratic are many sets that qualify with each
// other, and those that each hold another large part of one common stock of
// elements, so that all meet in their prefixes and none qualifies.
//
// Options.Crowd makes both linear: an element that more sets hold leads a set
// to a few of them, the next larger and the largest. Elements are met from rare
// to common, so two sets that have anything rarer in common (a copy of one
// article among fifty thousand with its footer) find each other as ever; what is
// lost are pairs that have nothing in common but what hundreds hold, and
// are neither near in size nor of the largest. The largest are
// the same for all, so that a crowd hangs together by them; the next larger are
// the likeliest to be near, and are there when the largest are all pages that
// hold the crowd's text among much else.
//
//	sets that hold x    3 5 8 9 12 17 20 31 44     crowd of more than 6, 2 spokes
//	set 5 asks          8 9 and 31 44
package join

import "fmt"

// Pair is two sets that qualify, by their index in the input.
type Pair struct {
	A, B    int32 // A < B
	Overlap int32 // elements in both
}

// Options says what qualifies. The zero value finds nothing: both tests are off.
type Options struct {
	Jaccard     float64 // least Jaccard similarity, above 0 to 1; 0 switches the test off
	Containment float64 // least containment of the smaller set in the larger, above 0 to 1; 0 switches the test off

	// Sets of fewer than Small elements qualify only with a Jaccard similarity
	// of SmallJaccard (0: never). With Small 0, no set is small.
	Small        int
	SmallJaccard float64

	// Crowd bounds the work where more sets than these hold one element: by it a
	// set then finds only the 8 next larger of them, and the 8 largest that can
	// qualify. Every pair is found that shares an element of the prefix which no
	// more sets hold. Where identical sets would put one into more pairs than that, the
	// first of them is in these for all, and in one with each of them. 0: no element is so common, and every pair is found.
	Crowd int

	// Accept is asked for each pair of distinct sets that qualifies whether it is
	// wanted, by places in the list given to Find, those of the first of identical
	// sets. It must be safe for concurrent use. nil: all are.
	Accept func(Pair) bool

	Workers int // goroutines; 0: one a processor. Never changes the result

	// Room bounds the bytes that a join takes beside the sets, by more passes over
	// them; where that is not enough, it ends with a *RoomError. 0 is no bound. It never
	// changes the result.
	Room int64
}

// RoomError says that a join needs more than Options.Room.
type RoomError struct{ Need int64 } // bytes

// Error implements error.
func (e *RoomError) Error() string { return fmt.Sprintf("join sets: they need %d bytes", e.Need) }

// spokes is how many sets an element leads to at each end of those of a crowd.
const spokes = 8

// Jaccard is the overlap of two sets of a and b elements over their union, in
// [0,1]; 0 when both are empty.
func Jaccard(overlap, a, b int) float64 {
	if a+b == 0 {
		return 0
	}
	return float64(overlap) / float64(a+b-overlap)
}

// Containment is the share of a set of a elements that lies in the overlap, in
// [0,1]; 0 when it is empty.
func Containment(overlap, a int) float64 {
	if a == 0 {
		return 0
	}
	return float64(overlap) / float64(a)
}

// Stats counts the work of a join. It is the same for any number of workers, but
// for Lookups.
type Stats struct {
	Sets    int // distinct, not empty
	Kept    int // elements of all sets that another set holds too
	Lookups int // postings read; a list of sets that two workers found is read twice
	Merges  int // candidates: pairs verified
	Pairs   int // of distinct sets that qualify
}

// check refuses a threshold that is no share.
func check(name string, v float64) error {
	if v >= 0 && v <= 1 {
		return nil
	}
	return fmt.Errorf("join sets: %s threshold %g is not between 0 and 1", name, v)
}
