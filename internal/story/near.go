package story

// The exact cosines of a clip with its candidates, and what follows from them: the far
// background f of the clip (link.go), and its neighbours, the clips it may have a link with.
//
// A clip has a turn only if it may have a link (wake.go). In its turn its row is scattered into a
// dense array, and the cosine with another clip is one pass over the row of that clip. The
// best 64 of the 100 candidates, by partial dot, come first. If by these the clip has no
// beat (beat.go), the other 36 would raise its f by next to nothing, and they are left out. This
// saves half of the cosines of a folder of all the news.
//
// When all turns are over, rows are weighed anew by their beats, and the clips that this changes
// anything for are compared once more with the best of their candidates: the second round.
//
// Nothing is kept of the cosines but f and the neighbours, a few a clip. These are the clips
// with a cosine above .11, for no f is below .04, and above f + .04, by the clip's own f.
//
// Rejected: 50 candidates first (mixed loses .0006; 80 give the same stories); the other 36 left
// out for clips with a beat, too, unless 20 of the 64 are near (clustering of 100,000 clips takes
// .85 of the time, mixed loses .001 and at a threshold of .043 .002).

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
		if from == to {
			continue
		}
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
