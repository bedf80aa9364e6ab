package story

// The exact cosines of a clip with its candidates, and what follows from them: the clip's far
// background f (link.go), and its neighbours, which are the clips that it may have a link with.
//
// Two clips have a link from which clusters merge only if their cosine is at least
// f + f + .03. No f is below .04, so a cosine of .11 or less makes no link, whatever the two
// clips are. Most clips of a large folder tell what no other clip tells, and have no higher
// cosine with anything. So the work is done in turns, and a clip has one only when it may
// have a link; it is then woken:
//
//  1. The first search. Each clip is searched for by its 24 heaviest features, but for those of
//     more than 100 clips, among the clips behind it in the folder. A partial dot above .2, which
//     is a part of the cosine, wakes both clips at once. Where there is none, the clip is
//     compared with the best 8. Again, a cosine above .2 wakes both clips; of two clips with
//     .11 to .2 that are still asleep one is woken.
//  2. The turn of a clip that was woken. It is searched for by 96 features, among all
//     clips, and compared with up to 100 candidates. Now its own f is known, and it wakes
//     those with which it has a cosine above f + .04 + .03. This goes on until nobody is woken.
//  3. The second round. Rows are weighed anew by their beats (beat.go), and the clips that this
//     changes anything for are compared once more with the best of their candidates.
//
// Example: clip 8 has .12 with clip 40 and .09 with others. Clip 40 has its turn: its f is
// .06, so it takes .13 to wake another clip, and clip 8 sleeps on.
//
// In a turn the best 64 candidates by partial dot are compared first. If by these the clip
// has no beat, the other 36 would raise its f by next to nothing, and are left out: this saves
// half of the cosines of a folder of all the news.
//
// To compare clip i with many others, its row is scattered into a dense array; each cosine is then one
// pass over the row of the other clip.
//
// What is missed is a pair of which the second clip shares too little of the 24 heaviest
// features of the first. Among real events in nine folders, most of whose clips are
// generated, it was 15 of 11,274 links; with 32 features 11, with 48 six. (Lists of up to
// 300 clips in place of 100 find none of real events more, and take 1.3 times as long.) To wake one clip
// of a pair in place of both loses 2 of 4,470 links of real events among 90,000 generated clips,
// both below .04, and .14 % of all links, while a fifth fewer clips have a turn. Where most clips
// would be woken there is no first search (crowded).
//
// Rejected: .08 in place of .11 (of 100,000 generated clips nearly all have a turn, for the same
// stories); a first search among all clips, not only those behind (finds no more, in
// twice the time); 80 candidates first (the same stories); 50 (mixed loses .0006).

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
	above  []bool           // by doc: a cosine is above both far backgrounds; nil before the second round
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
	w.take(docs, func(i int, out []int32) []int32 {
		return appendDocs(out, w.search.search(i, reach{0, w.firstHeaviest, w.firstPostings, w.firstBest}))
	})
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

// sureFrom is a cosine from which two docs of the first search have a turn both: the far
// backgrounds of nearly all leave a link.
const sureFrom = 0.2

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
	list := w.nearby[:0]
	for k, c := range cos {
		j := met[k]
		if IsNear(c) && c > w.far[i]+farMin+halvesFrom {
			w.wake(j)
		}
		if IsNear(c) && c > w.far[i]+farMin && (!w.again || w.linked[j]) {
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
