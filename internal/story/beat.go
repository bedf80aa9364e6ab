package story

// The beat's idf: what a clip shares with its beat weighs less in it.
//
// A word that is rare in the folder may be common in a clip's beat: "ferry" where
// ferries are what is written about. The far background (link.go) takes off what
// beats share by the sum; here each term of a clip is weighed by the clips of
// ranks 21-50, of which n have it, q = (n + 10 e^-idf) / 40 of them:
//
//	x becomes x (1 - a + a ln(1/q) / idf)   where q > e^-idf
//
// and the row is made unit again, with the features that no other clip has. a
// grows with the logarithm of the clip's features, from 0 at 32 to .3 at 128: in a
// short text nothing is said twice. Cosines of these clips are then taken again, and
// far backgrounds and links follow from them; but candidates stay, of each clip the
// 64 best and all that may have had a link. Variants go with the clip that they vary.
//
// A clip keeps its row if no cosine of it is above both far backgrounds, for then it has no
// link that could change; if 30 others behind the 20 best are not found; if its far background
// is next to its least, for then it has no beat; or if it is of a big story (big.go), whose ranks
// are its own. (Of 60,000 generated clips that had a turn a third had no such cosine. Without
// them the five sets and their parts come out the same within .0001.)
//
// Example: in a folder of 3,000 clips "ferry" is in 60, so idf = 4.0, e^-idf = .018.
// Of the 30 clips 12 have it: q = (12 + .18) / 40 = .30, ln(1/q) = 1.19, and in a
// clip of 130 features it weighs .7 + .3 x 1.19 / 4.0 = .79 of what it did. The
// captain's name, in none of them, has q = .0045 < .018 and stays.
//
// What it costs: of each such clip 30 rows are read and 64 cosines taken, 40 us. They
// are most clips of a folder of few beats (8 % of the run), and next to none of a folder
// of all the news. What it gives is in experiments_links.go.
//
// Rejected: the far background of the same 30 clips as before (their ranks have
// changed: most of the gain is lost); rows of all clips (the same stories, and 8 % of
// the run on pages that have no beat); those whose far background is above its least by
// anything (words of headlines alone add .01: of 100,000 generated pages tens of thousands
// are above .045, by next to nothing, and clustering takes half as long again; labelled
// events are the same with .05, gain .1 to .3 thousandths with .055, and vary with .06); counts
// by place in the one row that asks, in place of by column (a twentieth to a fifth slower,
// with a branch and without);
// beats of less than 30 clips, in small folders (Argos by a fifth loses .003).

import (
	"context"
	"math"
	"slices"
)

const (
	beatPart  = 0.3   // a: .2 and .4 gain as much within their error
	beatFew   = 32    // of clips of so many features it is 0,
	beatMany  = 128   // and from so many on whole
	beatFrom  = 0.055 // least far background of a clip that has a beat
	beatPrior = 10    // clips for which the folder speaks (5, 20 alike)
	beatKept  = 64    // candidates whose cosines are taken again (50, 150 alike)
)

// keep keeps the candidates of doc i for the second round: farFirst of the best, its
// beat, then others.
func (w *concluder) keep(i int, met []int32, cos []float64) {
	w.keys = w.keys[:0]
	for k, c := range cos {
		w.keys = append(w.keys, pack(float32(c), uint32(met[k])))
	}
	best := top(w.keys, beatKept)
	top(top(best, farLast), farFirst)
	kept := w.keeps[:0]
	for _, k := range best {
		kept = append(kept, int32(unpack(k)))
	}
	if len(best) == beatKept {
		least := slices.Min(best)
		for _, x := range w.nearby {
			if pack(float32(x.cos), uint32(x.doc)) < least {
				kept = append(kept, x.doc)
			}
		}
	}
	w.keeps = kept
	w.kept.put(i, kept)
}

// part is a of doc i; 0 for a row that stays as it is.
func (f *finder) part(i int) float64 {
	if !f.hasBeat(i) {
		return 0
	}
	long := math.Log(float64(f.terms[i])/beatFew) / math.Log(beatMany/beatFew)
	return beatPart * min(1, long)
}

// hasBeat reports whether the row of doc i is weighed anew.
func (f *finder) hasBeat(i int) bool {
	return f.above[i] && f.kept.count(i) >= farLast && f.far[i] >= beatFrom && !f.big[i] && f.terms[i] > beatFew
}

// known appends the candidates that were kept of doc i.
func (f *finder) known(i int, out []int32) []int32 { return f.kept.add(i, 0, f.kept.count(i), out) }

// reweigh writes rows anew, in their place. It gives the docs of such rows and those
// that they are neighbours of, beat by beat (order.go).
func (f *finder) reweigh(ctx context.Context, workers int) ([]int32, error) {
	around, weigh := f.known, f.weigh
	if f.away != nil {
		around, weigh = func(_ int, out []int32) []int32 { return out }, f.sweepBeats
	}
	linked := f.sift()
	order := f.inOrder(linked, around)
	if err := weigh(ctx, order, workers); err != nil {
		return nil, err
	}
	var again []int32
	var buf []neighbour
	for _, i := range order {
		if f.hasBeat(int(i)) || slices.ContainsFunc(f.found.of(int(i), &buf), func(x neighbour) bool { return f.hasBeat(int(x.doc)) }) {
			again = append(again, i)
		} else {
			f.kept.drop(int(i))
		}
	}
	return again, nil
}

// sift gives the docs that have a cosine above both far backgrounds. The lists of the
// others are dropped, and those of none keep a neighbour that had no turn, whose far
// background is not known.
func (f *finder) sift() []int32 {
	f.above = make([]bool, f.docs())
	isOff := func(x neighbour) bool { return !f.linked[x.doc] }
	var buf []neighbour
	for i := range f.docs() {
		list := f.found.of(i, &buf)
		if slices.ContainsFunc(list, isOff) {
			list = slices.DeleteFunc(list, isOff)
			f.found.put(i, list)
		}
		for _, x := range list {
			if x.cos > f.far[i]+f.far[x.doc] {
				f.above[i], f.above[x.doc] = true, true
			}
		}
	}
	var docs []int32
	for i, is := range f.above {
		if is {
			docs = append(docs, int32(i))
		} else {
			f.found.drop(i)
			f.kept.drop(i)
		}
	}
	return docs
}

// weigh writes the rows of docs, and of their variants, that are all in memory.
func (f *finder) weigh(ctx context.Context, docs []int32, workers int) error {
	n := f.docs()
	next := make([]int32, n+len(f.of)) // by row: that of another variant of the doc, or 0
	for v, i := range f.of {
		if i >= 0 {
			next[n+v], next[i] = next[i], int32(n+v)
		}
	}
	return inBlocks(ctx, len(docs), workers, func() func(b, from, to int) {
		count := newTally(len(f.df))
		var rows [][]entry
		var often []uint8
		return func(b, from, to int) {
			for _, doc := range docs[from:to] {
				a := f.part(int(doc))
				if a == 0 {
					continue
				}
				rows = f.some(rows, f.kept.held[doc][farFirst:farLast], nil)
				count.rows(rows)
				for row, more := doc, true; more; more = row > 0 {
					often = count.along(often, f.held[row])
					f.turnDown(f.held[row], often, a)
					row = next[row]
				}
			}
		}
	})
}

// tally counts the rows of a beat that have each column. Counts of the beat before
// are left: they are no more than base, from which those of this one begin, so that
// all are cleared once in two thousand beats.
type tally struct {
	count []uint16 // by column
	base  uint16
}

func newTally(columns int) *tally { return &tally{count: make([]uint16, columns)} }

// rows counts those of a beat. It reads columns alone: other workers may write the
// weights.
func (t *tally) rows(rows [][]entry) {
	if t.base > math.MaxUint16-2*(farLast-farFirst) {
		clear(t.count)
		t.base = 0
	} else {
		t.base += farLast - farFirst
	}
	count, base := t.count, t.base
	touch(rows)
	for _, row := range rows {
		for k := range row {
			c := &count[row[k].col]
			*c = max(*c, base) + 1
		}
	}
}

// along is how many rows have each column of a row, in the memory of list.
func (t *tally) along(list []uint8, row []entry) []uint8 {
	list = slices.Grow(list[:0], len(row))[:len(row)]
	for k, e := range row {
		list[k] = uint8(max(t.count[e.col], t.base) - t.base)
	}
	return list
}

// turnDown weighs a unit row by its beat, of whose clips so many have each of its columns.
func (s *space) turnDown(row []entry, have []uint8, a float64) {
	const clips = farLast - farFirst
	lost := 0.0 // of the square of the length
	for k := range row {
		e := &row[k]
		n, often := float64(have[k]), float64(s.often[e.col])
		if n <= clips*often {
			continue
		}
		x := float64(e.val)
		q := (n + beatPrior*often) / (clips + beatPrior)
		e.val = float32(x * (1 - a + a*math.Log(q)/math.Log(often)))
		lost += x*x - float64(e.val)*float64(e.val)
	}
	unit := float32(1 / math.Sqrt(1-lost))
	for k := range row {
		row[k].val *= unit
	}
}
