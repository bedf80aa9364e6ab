// Package shingle turns the tokens of a clip into what clips are compared by: the set of
// its shingles (copies), a hash of its word sequence (exact copies) and weighted
// features (stories).
//
// How: a shingle is the 64-bit hash of five words in a row; a set is the sorted list of
// distinct shingles; a feature is a sum of weights per stem. What it costs: one pass over
// the tokens and one distribution sort, about 20 ns a word for the set and as much for
// the features; 8 bytes a shingle, allocated in arenas, so that 10,000 clips are a few
// hundred objects for the garbage collector. What it refuses: text. What counts as the
// same word is decided below it, by packages entity and word.
//
// # The masked form
//
// Two notices of one template differ in their numbers alone. The template
// guard (package copies) therefore asks how alike two clips are when numbers
// read "#" and month and weekday names "@". By then the text is gone, so the
// set carries its masked form, as the difference to the plain one: a window
// without such a word hashes the same either way, and only about one window
// in seven holds one.
//
//	words    oil  fell  3  dollars  on  Monday  again
//	plain    h(oil fell 3 dollars on)   h(fell 3 dollars on Monday)   ...
//	masked   h(oil fell # dollars on)   h(fell # dollars on @)        ...
//
// Kept are the masked hashes (Masked) and one bit for every plain hash that
// the masked form lacks (Touched). A second full set would double the memory
// for a test that one pair in a hundred needs.
//
// # The lead
//
// News says in its first sentences what it is about, so two texts that share
// half of their words are cuts of one when their leads are among these, and
// else two texts that quote the same. One bit marks every plain hash that is of
// the first 40 windows (Lead): headline, dateline and the first sentence or two.
package shingle

import (
	"math/bits"
	"slices"
)

// K is the number of words in a shingle.
const K = 5

// Version changes whenever the same tokens would give other hashes or
// features; caches keep it beside what they store.
const Version = 4

// leadWindows is the length of the lead, in shingles.
const leadWindows = 40

// Set is the shingles of one clip. The zero value is the empty set. The slices
// of sets made by one Builder share arenas: read them, never append to them.
type Set struct {
	Hashes  []uint64 // plain shingles, ascending, distinct
	Masked  []uint64 // masked shingles of the windows that hold a masked word, ascending, distinct; nil without masked form
	Touched []uint64 // bit i: every window of Hashes[i] holds a masked word, so the masked form lacks it; nil when Masked is
	Lead    []uint64 // bit i: Hashes[i] is one of the first 40 shingles of the text; nil in a set made by Builder.Words
}

// Len is the number of distinct shingles.
func (s *Set) Len() int { return len(s.Hashes) }

// MaskedLen is the number of distinct shingles of the masked form.
func (s *Set) MaskedLen() int {
	n := len(s.Hashes) + len(s.Masked)
	for _, w := range s.Touched {
		n -= bits.OnesCount64(w)
	}
	return n
}

// touched reports whether the masked form lacks Hashes[i].
func (s *Set) touched(i int) bool {
	return s.Touched != nil && s.Touched[i>>6]>>(i&63)&1 != 0
}

// Overlap is the number of values that two ascending lists of distinct values share.
func Overlap(a, b []uint64) int {
	n, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		x, y := a[i], b[j]
		if x == y {
			n++
		}
		if x <= y {
			i++
		}
		if y <= x {
			j++
		}
	}
	return n
}

// MaskedOverlap is the number of shingles that the masked forms of a and b share.
func MaskedOverlap(a, b *Set) int {
	n, i, j := 0, 0, 0
	for i < len(a.Hashes) && j < len(b.Hashes) {
		x, y := a.Hashes[i], b.Hashes[j]
		if x == y && !a.touched(i) && !b.touched(j) {
			n++
		}
		if x <= y {
			i++
		}
		if y <= x {
			j++
		}
	}
	return n + Overlap(a.Masked, b.Masked)
}

// LeadIn is the share of a's lead that b holds, in [0,1]; 0 when a's lead is not known.
func LeadIn(a, b *Set) float64 {
	n, held := 0, 0
	for k, w := range a.Lead {
		for ; w != 0; w &= w - 1 {
			n++
			if _, ok := slices.BinarySearch(b.Hashes, a.Hashes[k<<6+bits.TrailingZeros64(w)]); ok {
				held++
			}
		}
	}
	return float64(held) / float64(max(1, n))
}
