package story

// The exact cosines of a clip with its candidates, and what follows from them.
//
// To compare clip i with many, scatter its row into a dense array; each cosine
// is then one pass over the other's row. The clips are independent of each other,
// so nothing is kept but what follows from the cosines: the far background f
// (link.go), and the neighbours, a few a clip: those that can have a link above .03
// (cosine > .11, for no far background is below .04), and one above 0 by the clip's own
// (cosine > f + .04).
//
// Most clips of a large folder tell what no other does. None of their cosines is
// above .11, so they have no link of a story, and nobody asks for
// their far background. So each clip is searched for by its 24 heaviest features
// first, among the clips behind it, and the best 8 are taken; and its 100 candidates only
// if a cosine of these is above, for it or for the other clip, or if a clip with such
// cosines finds that it is near this one. That may come out when all others have had
// their turn; then it has one.
//
//	clip 7   first 12: .31, 90: .05, ..      all 100, and so for 12
//	clip 8   first 55: .10, 90: .06, ..      no other
//	clip 9   first 40: .22, ..               all 100; 8: .12, so 8 takes all, too
//
// Of the 100 the 64 of the highest partial dots come first. If by these the clip has no
// beat (beat.go), the others would raise its far background by next to nothing and are
// none of its neighbours, and so they are left: half of the cosines of a folder of all
// the news. (With 80 and 100, of 150, the labelled sets come out the same, alone and within 10,000
// generated pages.)
//
// When all are done, rows are weighed anew (beat.go), and docs that are near such
// a one have a second round: their cosines with the best of the same candidates.
//
// With .08, from which a link is above 0, nearly all of 100,000 generated pages take all,
// where 68 of 100 do so now, and clustering takes 1.3 times as long; 102 of 539,800 links are
// lost to the first search, which there would be none. Excesses below .03 then count for the
// local scale (link.go), too; the stories of the five sets and of two folders of 10,000
// generated pages are the same.
//
// What is missed is a pair of which the second shares too little of the 24 heaviest
// features of the first, and is near none by these. With 12 features and 16 clips first
// all stays as it is in 3,790 real clips, with 16 and 8 in 100,000 generated pages, too,
// of which 26 in a hundred take all. Among real events in nine folders of 1,350 to 4,400
// clips, most of them generated pages, it is 15 of 11,274 links; with 32 features 11,
// with 48 six, and with 24 and 16 clips again 15. To search among all clips and not only
// those behind finds none that is missed among the events of four sets in two folders of
// 10,000 generated pages, and is half of the searches' time. Where nearly all clips would
// take all, there is no first search.

import (
	"context"
	"math"
	"slices"
	"sync/atomic"
)

// neighbour is a clip that may be linked.
type neighbour struct {
	doc int32
	cos float64
}

// near is what is known of each clip's surroundings.
type near struct {
	far   []float64            // far background f by doc; farMin for who has no neighbours, unless all are asked for
	found *docLists[neighbour] // by doc, all with cos > nearFrom and > far + farMin
	pairs int                  // candidates of those of which all were wanted
}

// findNear searches all docs, and weighs rows of s by their beats; with all the far background of each is known.
func findNear(ctx context.Context, s *space, d *dates, c caps, all bool, workers int) (*near, error) {
	n := s.docs()
	x, err := newIndex(ctx, s, c, workers)
	if err != nil {
		return nil, err
	}
	f := &finder{index: x, dates: d, level: s.level(),
		far: make([]float64, n), found: newDocLists[neighbour](s), linked: make([]bool, n), woken: make([]atomic.Bool, n), kept: newDocLists[int32](s)}
	defer f.kept.close()
	whole := c.firstBest == 0 || n <= c.all || f.crowded()
	for i := range n {
		f.far[i] = farMin
		f.woken[i].Store(whole)
	}
	if !whole {
		err = f.first(ctx, workers)
	}
	for docs := f.wanted(all); err == nil && len(docs) > 0; docs = f.wanted(false) {
		err = f.turn(ctx, f.order(docs), workers)
	}
	var docs []int32
	if err == nil {
		docs, err = f.reweigh(ctx, workers)
	}
	if err == nil {
		f.again = true
		err = f.turn(ctx, docs, workers)
	}
	if err != nil {
		f.found.close()
		return nil, err
	}
	return &near{f.far, f.found, int(f.pairs.Load())}, nil
}

// first wakes the docs that are near another by the first search.
func (f *finder) first(ctx context.Context, workers int) error {
	if f.away != nil {
		return f.sweepFirst(ctx, workers)
	}
	return inBlocks(ctx, f.docs(), workers, func() func(b, from, to int) {
		w := f.newRescorer()
		w.waking = true
		var docs []int32
		return func(b, from, to int) {
			docs = docs[:0]
			for i := from; i < to; i++ {
				docs = append(docs, int32(i))
			}
			w.take(docs, w.search.first)
			for k, i := range docs {
				f.wake(i, w.met[w.ends[k]:w.ends[k+1]], w.cos[w.ends[k]:w.ends[k+1]])
			}
		}
	})
}

// wake wakes doc i and those near it, by their cosines.
func (f *finder) wake(i int32, met []int32, cos []float64) {
	for k, c := range cos {
		if IsNear(c) {
			for _, doc := range [2]int32{i, met[k]} {
				if !f.woken[doc].Load() { // to write it would take it from the other workers' caches
					f.woken[doc].Store(true)
				}
			}
		}
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

// turn has the workers do some docs, best in an order in which those of one beat
// stand together (order.go).
func (f *finder) turn(ctx context.Context, docs []int32, workers int) error {
	if f.away != nil {
		return f.sweep(ctx, docs, workers)
	}
	f.place = slices.Repeat([]int32{-1}, f.docs())
	for k, i := range docs {
		f.place[i] = int32(k)
	}
	f.mail = newInbox(len(docs), workers)
	return inBlocks(ctx, len(docs), workers, func() func(b, from, to int) {
		w := f.newRescorer()
		w.out = f.mail.outbox()
		return func(b, from, to int) { w.block(b, docs[from:to]) }
	})
}

// finder is what the workers share. What is known of a doc is written by who has it.
type finder struct {
	*index
	dates  *dates
	level  float64
	place  []int32   // by doc: in the turn, -1 for who is not of it; without mail of no use
	mail   *inbox    // of the turn
	far    []float64 // by doc
	found  *docLists[neighbour]
	linked []bool           // by doc: its cosines are all taken, and may be links
	woken  []atomic.Bool    // by doc: they are to be taken
	kept   *docLists[int32] // candidates of the second round (beat.go),
	again  bool             // which is on
	pairs  atomic.Int64
}

// rescorer is the scratch of one worker.
type rescorer struct {
	concluder
	search  searcher
	waking  bool      // the first search is on
	last    int32     // place of a block
	met     []int32   // candidates of some docs
	ends    []int     // those of its doc k: met[ends[k]:ends[k+1]]
	cos     []float64 // by place in met
	ask     []int32   // candidates whose cosine is not known,
	asked   []int     // their places,
	got     []float64 // and their cosines
	rows    [][]entry
	dense   []float32  // by column; 0 between uses
	done    []uint16   // by doc: 1 + the place of its letter in those to the clip, or 0
	bufs    [2][]entry // for rows that are in a file
	letters letters
	out     *outbox
}

// concluder concludes from the cosines of a doc.
type concluder struct {
	*finder
	ranked []uint64
	keys   []uint64 // pack of cosine and doc
	nearby []neighbour
	keeps  []int32
}

func (f *finder) newRescorer() *rescorer {
	n := f.docs()
	return &rescorer{concluder: concluder{finder: f}, search: f.newSearcher(f.dates),
		dense: make([]float32, len(f.df)), done: make([]uint16, n), ends: make([]int, blockDocs+1), letters: make(letters, blockDocs)}
}

// crowdedShare is the share of docs near another one from which the first search
// costs more than it saves.
const crowdedShare = 0.85

// crowded reports whether so many are, of a block of docs drawn by chance.
func (f *finder) crowded() bool {
	w := f.newRescorer()
	docs := f.drawn[:min(blockDocs, len(f.drawn))]
	w.take(docs, func(i int, out []int32) []int32 { return w.search.search(i, 0, w.firstHeaviest, w.firstBest, out) })
	near := 0
	for k := range docs {
		near += bit(slices.ContainsFunc(w.cos[w.ends[k]:w.ends[k+1]], IsNear))
	}
	return float64(near) > crowdedShare*float64(len(docs))
}

// block does the docs of block b of the turn.
func (w *rescorer) block(b int, docs []int32) {
	w.last = w.place[docs[len(docs)-1]]
	w.mail.take(b, w.letters)
	if w.again {
		w.take(docs, w.known)
	} else {
		w.take(docs, w.search.candidates)
	}
	for k, i := range docs {
		from, to := w.ends[k], w.ends[k+1]
		w.conclude(int(i), w.met[from:to], w.cos[from:to])
	}
}

// nearFrom is the cosine below which two docs cannot have a link from which clusters merge.
const nearFrom = 2*farMin + halvesFrom

// IsNear reports whether two docs of that cosine could have one. Others are not looked for,
// also where a lower threshold would take them.
func IsNear(cos float64) bool { return cos > nearFrom }

// take searches candidates of some docs and takes the cosines.
func (w *rescorer) take(docs []int32, search func(i int, out []int32) []int32) {
	w.met = w.met[:0]
	for k, i := range docs { // apart from the rows: each fills the caches with its own
		w.ends[k] = len(w.met)
		w.met = search(int(i), w.met)
	}
	w.ends[len(docs)] = len(w.met)
	w.cos = slices.Grow(w.cos[:0], len(w.met))[:len(w.met)]
	for k, i := range docs {
		from, to := w.ends[k], w.ends[k+1]
		few := from + w.few(to-from)
		w.open(i, from, to)
		own := w.row(int(i), &w.bufs[1])
		scatter(w.dense, own)
		first, _ := slices.BinarySearch(w.asked, few)
		w.gather(0, first)
		if few < to && w.settled(w.cos[from:few]) {
			w.ask = w.ask[:first]
			clear(w.cos[few:to])
		} else {
			w.gather(first, len(w.ask))
		}
		unscatter(w.dense, own)
		if w.mail != nil {
			w.write(i)
		}
	}
}

// gather takes cosines of the scattered row with some of those asked.
func (w *rescorer) gather(from, to int) {
	if from == to {
		return
	}
	w.rows = w.index.some(w.rows, w.ask[from:to], &w.bufs[0])
	w.got = slices.Grow(w.got[:0], to-from)[:to-from]
	gatherAll(w.dense, w.rows, w.got)
	for k, p := range w.asked[from:to] {
		w.cos[p] = w.got[k]
	}
}

// conclude writes what follows from the cosines of doc i with those that it met.
func (w *concluder) conclude(i int, met []int32, cos []float64) {
	w.far[i] = farBackground(w.bits(cos), w.docs()-1, w.level)
	if !w.linked[i] {
		return
	}
	w.wake(int32(i), met, cos)
	list := w.nearby[:0]
	for k, c := range cos {
		j := met[k]
		if IsNear(c) && c > w.far[i]+farMin {
			list = append(list, neighbour{j, c})
		}
	}
	slices.SortFunc(list, func(a, b neighbour) int { return int(a.doc) - int(b.doc) })
	w.nearby = list
	w.found.put(i, list)
	if w.again {
		w.kept.drop(i) // the lists of all become one
		return
	}
	w.pairs.Add(int64(len(met))) // here: a doc that has another turn counts once
	if len(list) > 0 {
		w.keep(i, met, cos)
	}
}

// few is how many of n candidates of a doc are compared with first.
func (f *finder) few(n int) int {
	if f.again || f.docs() <= f.caps.all {
		return n
	}
	return min(n, f.caps.few)
}

// settled reports whether a doc has no beat by the cosines of its best candidates, so that
// those of the others would change next to nothing.
func (w *concluder) settled(cos []float64) bool {
	x, _ := farRanks(w.bits(cos))
	return x < beatFrom
}

// bits are those of cosines.
func (w *concluder) bits(cos []float64) []uint64 {
	w.ranked = w.ranked[:0]
	for _, c := range cos {
		w.ranked = append(w.ranked, math.Float64bits(c))
	}
	return w.ranked
}

// levelPairs is how many pairs the level is taken from.
const levelPairs = 512

// unknownLevel is a level above every cosine: no ranks count as flat.
const unknownLevel = 1

// level is the median cosine of pairs of clips that have nothing to do with each
// other: neighbours of those drawn.
func (s *space) level() float64 {
	dense := make([]float64, len(s.df))
	var cos []float64
	var buf []entry
	for k := 1; k < len(s.drawn); k += 2 {
		scatter(dense, s.row(int(s.drawn[k-1]), &buf))
		cos = append(cos, gather(dense, s.row(int(s.drawn[k]), &buf)))
		unscatter(dense, s.row(int(s.drawn[k-1]), &buf))
	}
	if len(cos) == 0 {
		return unknownLevel
	}
	slices.Sort(cos)
	return cos[len(cos)/2]
}
