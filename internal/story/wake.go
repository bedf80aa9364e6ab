package story

// Which clips have a turn (near.go).
//
// Two clips have a link from which clusters merge only if their cosine is at least f + f + .03,
// by the far backgrounds of both. No f is below .04, so that a cosine of .11 or less never makes a
// link. Most clips of a large folder tell what no other clip tells: they have no higher cosine
// with any clip, no story, and nobody asks for their f. So a clip sleeps until a cosine wakes it:
//
//  1. The first search. Each clip is searched for by its 24 heaviest features, without those
//     of more than 100 clips, among the clips behind it in the folder. A partial dot above
//     .2, which is a part of the cosine, wakes both clips. Where there is none, the best 8
//     are compared. Again a cosine above .2 wakes both clips. Of two clips with .11 to .2, and both
//     asleep, one is woken: the one with more such pairs.
//  2. Turns. Those woken have their turns, and then the f of each is known. It wakes the clips with
//     which it has a cosine above f + .04 + .03. This goes on until nobody is woken.
//
// Example: clip 8 has .12 with clip 40 and .09 with others; clip 40 has .12 with clip 51, too,
// and is woken. In its turn its f is .06, so it takes .13 to wake another, and clip 8 sleeps on.
//
// What is missed is a pair of which the second clip shares too little of the 24 heaviest
// features of the first: among real events in nine folders, most of whose clips were
// generated, 15 of 11,274 links (with 32 features 11, with 48 six; with lists of up to 300 clips
// as many, in 1.3 times the time). To wake one clip of two loses 2 of the 4,470 links of
// real events among 90,000 generated clips, both below .04, and .14 % of all links; but a
// quarter of the clips that would have a turn have none.
//
// Where most clips would be woken there is no first search: all have a turn (crowded).
//
// Rejected: .08 in place of .11 (of 100,000 generated clips nearly all have a turn, for the same
// stories); a first search among all clips, not only those behind (finds no more, in twice
// the time).

import (
	"context"
	"slices"
)

// sureFrom is a cosine from which two docs of the first search have a turn both: the far
// backgrounds of nearly all leave a link.
const sureFrom = 0.2

// first wakes docs by the first search.
func (f *finder) first(ctx context.Context, workers int) error {
	if f.away != nil {
		return f.sweepFirst(ctx, workers)
	}
	pairs := make([][]pair, blocks(f.docs(), blockDocs))
	err := inBlocks(ctx, f.docs(), workers, func() func(b, from, to int) {
		w := f.newRescorer()
		w.waking = true
		var docs []int32
		return func(b, from, to int) {
			docs = docs[:0]
			for i := from; i < to; i++ {
				docs = append(docs, int32(i))
			}
			w.take(docs, func(i int, out []int32) []int32 { return w.firstOf(i, &w.search, out) })
			for k, i := range docs {
				pairs[b] = f.wakeSure(pairs[b], i, w.met[w.ends[k]:w.ends[k+1]], w.cos[w.ends[k]:w.ends[k+1]])
			}
		}
	})
	f.wakeOne(slices.Concat(pairs...))
	return err
}

// firstOf appends the docs that doc i is to be compared with in the first search. If a partial
// dot alone, which is less than the cosine, is enough to wake doc i, there are none: the
// turn of doc i will find them.
func (f *finder) firstOf(i int, w *searcher, out []int32) []int32 {
	found := w.first(i)
	if !slices.ContainsFunc(found, isSure) {
		return appendDocs(out, found)
	}
	f.wake(int32(i))
	for _, k := range found {
		if isSure(k) {
			f.wake(int32(unpack(k)))
		}
	}
	return out
}

// isSure reports whether a key of a search has so high a partial dot.
func isSure(key uint64) bool { return weight(key) > sureFrom*dotUnits }

// pair is two docs that are near each other.
type pair [2]int32

// wakeSure wakes doc i and those that it surely has links with, and appends its pairs
// with the others that are near.
func (f *finder) wakeSure(pairs []pair, i int32, met []int32, cos []float64) []pair {
	for k, c := range cos {
		switch {
		case c > sureFrom:
			f.wake(i)
			f.wake(met[k])
		case IsNear(c):
			pairs = append(pairs, pair{i, met[k]})
		}
	}
	return pairs
}

// wakeOne wakes one of two docs where neither is woken: the one of more such pairs. The
// far background that it turns out to have says whether the other can have a link with it.
func (f *finder) wakeOne(pairs []pair) {
	asleep := func(p pair) bool { return !f.woken[p[0]].Load() && !f.woken[p[1]].Load() }
	pairs = slices.DeleteFunc(pairs, func(p pair) bool { return !asleep(p) })
	of := make([]int32, f.docs())
	for _, p := range pairs {
		of[p[0]]++
		of[p[1]]++
	}
	for _, p := range pairs {
		if asleep(p) {
			f.wake(p[bit(of[p[1]] > of[p[0]])])
		}
	}
}

// wake wakes a doc.
func (f *finder) wake(doc int32) {
	if !f.woken[doc].Load() { // to write it would take it from the other workers' caches
		f.woken[doc].Store(true)
	}
}

// wanted gives the docs that are to take all their candidates now: those woken, or all.
func (f *finder) wanted(all bool) []int32 {
	var docs []int32
	for i := range f.linked {
		if woken := f.woken[i].Load() && !f.linked[i]; woken || all {
			f.linked[i] = woken
			docs = append(docs, int32(i))
		}
	}
	return docs
}

// crowdedShare is the share of docs near another one from which the first search
// costs more than it saves.
const crowdedShare = 0.85

// crowded reports whether so many are, of a block of docs drawn by chance.
func (f *finder) crowded() bool {
	w := f.newRescorer()
	docs := f.drawn[:min(blockDocs, len(f.drawn))]
	w.take(docs, func(i int, out []int32) []int32 {
		return appendDocs(out, w.search.search(i, reach{0, w.firstHeaviest, w.firstPostings, w.firstBest}))
	})
	near := 0
	for k := range docs {
		near += bit(slices.ContainsFunc(w.cos[w.ends[k]:w.ends[k+1]], IsNear))
	}
	return float64(near) > crowdedShare*float64(len(docs))
}
