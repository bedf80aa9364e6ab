package story

// The exact cosines of a clip with its candidates, and what follows from them.
//
// To compare clip i with many, scatter its row into a dense array; each cosine
// is then one pass over the other's row. The clips are independent of each other,
// so nothing is kept but what follows from the cosines: the far background f
// (link.go), and the neighbours that can still have a link above 0 (cosine > f +
// its least value), a few a clip.
//
// Most clips of a large folder tell what no other does. None of their cosines is
// above twice the least far background, so they have no link, and nobody asks for
// their far background. So each clip is searched for by its 24 heaviest features
// first, and the best 8 are taken; and its 150 candidates only if one of the 8 is
// above, or if a clip with such cosines finds that it is near this one. That may come
// out when this one has had its turn; then it has another.
//
//	clip 7   first 12: .31, 90: .05, ..      all 150
//	clip 8   first 55: .07, 90: .06, ..      no other
//	clip 9   first 40: .22, ..               all 150; 8: .09, so 8 takes all, too
//
// When all are done, rows are weighed anew (beat.go), and docs that are near such
// a one have a second round: their cosines with the best of the same candidates.
//
// What is missed is a pair that shares too little of the 24 heaviest features of
// either, and is near none by these. With 12 features and 16 clips first all
// stays as it is in 3,790 real clips, with 16 and 8 in 100,000 generated pages, too,
// of which 26 in a hundred take all. Among real events in nine folders of 1,350 to 4,400
// clips, most of them generated pages, it is 15 of 11,274 links; with 32 features 11,
// with 48 six, and with 24 and 16 clips again 15. Where nearly all clips would take all,
// there is no first search.

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
	far   []float64   // far background f by doc; farMin for who has no neighbours, unless all are asked for
	start []int       // neighbours of doc i: list[start[i]:start[i+1]]
	list  []neighbour // of one doc: by doc, all with cos > far + farMin
	pairs int         // candidates of those of which all were wanted
}

func (n *near) of(i int) []neighbour { return n.list[n.start[i]:n.start[i+1]] }

// findNear searches all docs, and weighs rows of s by their beats; with all the far background of each is known.
func findNear(ctx context.Context, s *space, d *dates, c caps, all bool, workers int) (*near, error) {
	n := s.docs()
	x, err := newIndex(ctx, s, c, workers)
	if err != nil {
		return nil, err
	}
	f := &finder{index: x, dates: d, level: s.level(), all: all,
		far: make([]float64, n), found: make([][]neighbour, n), linked: make([]bool, n), woken: make([]atomic.Bool, n), kept: make([][]int32, n),
		place: make([]int32, n)}
	f.whole = c.firstBest == 0 || n <= c.all || f.crowded()
	docs := f.order()
	r := &near{far: f.far, start: make([]int, n+1)}
	for err == nil && len(docs) > 0 {
		err = f.turn(ctx, docs, workers)
		f.later = true
		docs = docs[:0]
		for i := range n {
			if f.woken[i].Load() && !f.linked[i] {
				docs = append(docs, int32(i))
			}
		}
	}
	if err == nil {
		docs, err = f.reweigh(ctx, workers)
	}
	if err == nil {
		f.again = true
		err = f.turn(ctx, docs, workers)
	}
	for i := range n {
		r.start[i+1] = r.start[i] + len(f.found[i])
	}
	r.list, r.pairs = slices.Concat(f.found...), int(f.pairs.Load())
	return r, err
}

// turn has the workers do some docs, best in an order in which those of one beat
// stand together (order.go).
func (f *finder) turn(ctx context.Context, docs []int32, workers int) error {
	if f.away != nil {
		return f.sweep(ctx, docs, workers)
	}
	for i := range f.place {
		f.place[i] = -1
	}
	for k, i := range docs {
		f.place[i] = int32(k)
	}
	f.mail = newInbox(len(docs))
	return inBlocks(ctx, len(docs), workers, func() func(b, from, to int) {
		w := f.newRescorer()
		return func(b, from, to int) { w.block(b, docs[from:to]) }
	})
}

// finder is what the workers share. What is known of a doc is written by who has it.
type finder struct {
	*index
	dates  *dates
	level  float64
	all    bool          // of docs without neighbours, too, the far background
	whole  bool          // no first search
	place  []int32       // by doc: in the turn, -1 for who is not of it
	mail   *inbox        // of the turn
	later  bool          // all docs have had a turn
	far    []float64     // by doc
	found  [][]neighbour // by doc
	linked []bool        // by doc: its cosines have all been taken, and may be links
	woken  []atomic.Bool // by doc: such a doc is near it
	kept   [][]int32     // by doc: candidates of the second round (beat.go),
	again  bool          // which is on
	pairs  atomic.Int64
}

// rescorer is the scratch of one worker.
type rescorer struct {
	concluder
	search  searcher
	last    int32     // place of a block
	some    []int32   // those of which all candidates are wanted
	met     []int32   // candidates of some docs
	ends    []int     // those of its doc k: met[ends[k]:ends[k+1]]
	cos     []float64 // by place in met
	ask     []int32   // candidates whose cosine is not known,
	asked   []int     // their places,
	got     []float64 // and their cosines
	rows    [][]entry
	dense   []float32  // by column; 0 between uses
	done    []float64  // cosine of the clip with each, 0 when not known
	bufs    [2][]entry // for rows that are in a file
	letters letters
}

// concluder concludes from the cosines of a doc.
type concluder struct {
	*finder
	ranked []uint64
	keys   []uint64 // pack of cosine and doc
}

func (f *finder) newRescorer() *rescorer {
	n := f.docs()
	return &rescorer{concluder: concluder{finder: f}, search: f.newSearcher(f.dates),
		dense: make([]float32, len(f.df)), done: make([]float64, n), ends: make([]int, blockDocs+1), letters: make(letters, blockDocs)}
}

// crowdedShare is the share of docs near another one from which the first search
// costs more than it saves.
const crowdedShare = 0.85

// crowded reports whether so many are, of a block of docs drawn by chance.
func (f *finder) crowded() bool {
	w := f.newRescorer()
	docs := f.drawn[:min(blockDocs, len(f.drawn))]
	w.take(docs, w.search.first)
	near := 0
	for k := range docs {
		near += bit(slices.ContainsFunc(w.cos[w.ends[k]:w.ends[k+1]], isNear))
	}
	return float64(near) > crowdedShare*float64(len(docs))
}

// block does the docs of block b of the turn.
func (w *rescorer) block(b int, docs []int32) {
	w.last = w.place[docs[len(docs)-1]]
	w.mail.take(b, w.letters)
	docs = w.first(docs)
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

// first gives those of some docs of which all candidates are wanted.
func (w *rescorer) first(docs []int32) []int32 {
	if w.whole || w.later {
		for _, i := range docs {
			w.linked[i] = true
		}
		return docs
	}
	w.take(docs, w.search.first)
	w.some = w.some[:0]
	for k, i := range docs {
		w.far[i] = farMin
		from, to := w.ends[k], w.ends[k+1]
		w.linked[i] = w.woken[i].Load() || slices.ContainsFunc(w.cos[from:to], isNear)
		if w.linked[i] || w.finder.all {
			w.some = append(w.some, i)
			for p := from; p < to; p++ { // for the second search
				w.letters.add(letter{w.met[p], w.place[i], w.cos[p]})
			}
		}
	}
	return w.some
}

// isNear reports whether two docs of that cosine could have a link above 0.
func isNear(cos float64) bool { return cos > 2*farMin }

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
		w.open(i, w.ends[k], w.ends[k+1])
		if len(w.ask) > 0 {
			w.rows = w.index.some(w.rows, w.ask, &w.bufs[0])
			w.got = slices.Grow(w.got[:0], len(w.ask))[:len(w.ask)]
			own := w.row(int(i), &w.bufs[1])
			scatter(w.dense, own)
			gatherAll(w.dense, w.rows, w.got)
			unscatter(w.dense, own)
			for k, p := range w.asked {
				w.cos[p] = w.got[k]
			}
		}
		if w.mail != nil {
			w.write(i)
		}
	}
}

// open sets the cosines that doc i got by letter, and lists the others.
func (w *rescorer) open(i int32, from, to int) {
	w.ask, w.asked = w.ask[:0], w.asked[:0]
	w.letters.put(w.place[i], w.done)
	for p := from; p < to; p++ {
		j := w.met[p]
		if cos := w.done[j]; cos != 0 {
			w.cos[p] = cos
		} else {
			w.ask, w.asked = append(w.ask, j), append(w.asked, p)
		}
	}
	w.letters.clear(w.place[i], w.done)
}

// write writes letters on what doc i asked for.
func (w *rescorer) write(i int32) {
	for k, j := range w.ask {
		switch l := (letter{i, w.place[j], w.cos[w.asked[k]]}); {
		case l.to > w.last:
			w.mail.write(l)
		case l.to > w.place[i]:
			w.letters.add(l)
		}
	}
}

// conclude writes what follows from the cosines of doc i with those that it met.
func (w *concluder) conclude(i int, met []int32, cos []float64) {
	w.ranked = w.ranked[:0]
	for _, c := range cos {
		w.ranked = append(w.ranked, math.Float64bits(c))
	}
	w.far[i] = farBackground(w.ranked, w.level)
	if !w.linked[i] {
		return
	}
	var list []neighbour
	for k, c := range cos {
		j := met[k]
		if isNear(c) && !w.woken[j].Load() {
			w.woken[j].Store(true)
		}
		if c > w.far[i]+farMin {
			list = append(list, neighbour{j, c})
		}
	}
	slices.SortFunc(list, func(a, b neighbour) int { return int(a.doc) - int(b.doc) })
	w.found[i] = list
	if w.again {
		w.kept[i] = nil // the lists of all become one
		return
	}
	w.pairs.Add(int64(len(met))) // here: a doc that has another turn counts once
	if len(list) > 0 {
		w.keep(i, met, cos)
	}
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
