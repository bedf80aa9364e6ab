package story

// What many docs ask of the rows of others, where rows are in a file.
//
// A doc asks for the rows of its 100 candidates, which lie about in the file: one
// system call a row, and a clustering of 100,000 docs made millions. So as many docs
// ask together as there is room for, the rows of those docs are in memory, and all
// others are read once, in the order of the file:
//
//	docs 7, 8, 9 ask for    7: 90 12    8: 12 55    9: 90
//	in the order of rows    12 for 7 and 8, 55 for 8, 90 for 7 and 9
//
// Each row is scattered once, and those of the docs that asked are gathered: the other
// way round than for one doc at a time, and the same cosines to the last bit. All
// workers share one block, for each block scatters nearly all rows: of 90,000 docs
// 7,000 ask for 85 in a hundred, twelve of them for each. Two sums would wait for
// themselves, so four docs are walked side by side, against two rows so that few have
// to be walked alone.
//
// Rows are weighed by their beats in the same way: what is counted of the rows that a
// doc asks for is how many of them have each of its columns.
//
// Rejected: a block of its own for each worker, 1,400 docs, and some rows held for good
// (1.3 times the CPU of this); docs of one beat in one block (those of 100,000 are near so
// many others that the best order of four leaves nine in ten rows to be scattered).

import (
	"context"
	"math"
	"slices"
	"sync"
	"sync/atomic"
)

const (
	sweptRows = 128      // rows that a worker reads at a time
	sweptMost = 32 << 30 // bytes of a block at most, for places are 32 bits

	lanes     = 4 // products that are taken side by side
	scattered = 2 // rows that are scattered at a time: four, of 240 kB each, are too large for the cache and cost a fifth more
)

// sweep is a block of docs that ask, shared by the workers.
type sweep struct {
	*finder
	hands  []*sweeper
	stride int       // rows that a doc may ask for
	docs   []int32   // by place in the block, ascending; rows of variants, too, when they are weighed
	rows   [][]entry // of docs
	buf    []entry   // for rows
	met    []int32   // the rows that docs[k] asks for: met[k*stride:][:count[k]]
	count  []int32
	cos    []float64      // likewise, when asked for
	head   []uint32       // by row: 1 + the first place of met where it stands; 0 between uses
	next   []uint32       // by place of met: likewise the next, or 0
	have   [][]uint8      // of docs[k], by entry: how many of the rows have its column, when asked for
	tally  []uint8        // for have
	locks  [64]sync.Mutex // of have[k % 64]
}

// sweeper is the scratch of one worker.
type sweeper struct {
	concluder
	search searcher
	wanted []int32
	rows   [][]entry            // of wanted
	buf    []entry              // for rows
	dense  [scattered][]float32 // by column; 0 between uses
	lanes  [scattered][]entry   // what is scattered
	full   int                  // lanes that have one
	list   []product
	mark   []uint8 // by column; 0 between uses
}

// product is a dot product to be taken.
type product struct {
	dense []float32
	row   []entry
	place uint32
}

// newSweep is that of docs which ask for up to stride rows each.
func (f *finder) newSweep(workers, stride int) *sweep {
	s := &sweep{finder: f, stride: stride, head: make([]uint32, f.docs())}
	for range workers {
		s.hands = append(s.hands, &sweeper{concluder: concluder{finder: f}})
	}
	return s
}

// share has the workers do n parts, each with its own scratch.
func (s *sweep) share(ctx context.Context, n int, do func(w *sweeper, k int)) error {
	var taken atomic.Int32
	return inTurn(ctx, n, len(s.hands), func() func(k int) {
		w := s.hands[taken.Add(1)-1]
		return func(k int) { do(w, k) }
	})
}

// byBlock calls do with the docs, ascending, block by block, their rows in memory. Of the bytes
// of space.room a doc takes so many for each entry of its row, and so many for each row
// that it may ask for.
func (s *sweep) byBlock(docs []int32, entry, ask int, do func() error) error {
	room := min(s.room(), sweptMost)
	var ends []int // of the blocks: what the largest needs is made once
	entries, most, took, first, own := 0, 0, int64(0), 0, 0
	for k, i := range docs {
		n := s.length(int(i))
		cost := int64(n*entry + s.stride*ask)
		if took+cost > room && k > first {
			ends, first, took, own = append(ends, k), k, 0, 0
		}
		took, own = took+cost, own+n
		entries, most = max(entries, own), max(most, k+1-first)
	}
	s.buf = slices.Grow(s.buf, entries)
	s.met, s.next = make([]int32, most*s.stride), make([]uint32, most*s.stride)
	s.count = make([]int32, most)
	first = 0
	for _, end := range append(ends, len(docs)) {
		s.docs, first = docs[first:end], end
		s.rows = s.several(s.rows, s.docs, 0, &s.buf)
		if err := do(); err != nil {
			return err
		}
	}
	return nil
}

// ask notes what each doc asks for, which search appends to out.
func (s *sweep) ask(ctx context.Context, search func(w *sweeper, i int, out []int32) []int32) error {
	err := s.share(ctx, blocks(len(s.docs), blockDocs), func(w *sweeper, b int) {
		for k := b * blockDocs; k < min(len(s.docs), (b+1)*blockDocs); k++ {
			s.count[k] = int32(len(search(w, int(s.docs[k]), s.met[k*s.stride:][:0:s.stride])))
		}
	})
	if err != nil {
		return err
	}
	for k, count := range s.count[:len(s.docs)] {
		for p := k * s.stride; p < k*s.stride+int(count); p++ {
			row := s.met[p]
			s.next[p], s.head[row] = s.head[row], uint32(p+1)
		}
	}
	return nil
}

// answer has the workers visit all rows that are asked for, with the first place of each;
// flush is called while the rows that were visited last are in memory.
func (s *sweep) answer(ctx context.Context, visit func(w *sweeper, row []entry, first uint32), flush func(w *sweeper)) error {
	return s.share(ctx, blocks(len(s.head), sweptRows), func(w *sweeper, b int) {
		w.wanted = w.wanted[:0]
		from, to := b*sweptRows, min(len(s.head), (b+1)*sweptRows)
		own, _ := slices.BinarySearch(s.docs, int32(from))
		for i := from; i < to; i++ {
			isOwn := own < len(s.docs) && s.docs[own] == int32(i)
			switch {
			case s.head[i] == 0:
			case isOwn:
				visit(w, s.rows[own], s.head[i])
			default:
				w.wanted = append(w.wanted, int32(i))
			}
			own += bit(isOwn)
		}
		w.rows = s.some(w.rows, w.wanted, &w.buf)
		for k, i := range w.wanted {
			visit(w, w.rows[k], s.head[i])
		}
		flush(w)
		clear(s.head[from:to])
	})
}

// newCosines is a sweep that takes cosines.
func (f *finder) newCosines(workers, stride int) *sweep {
	s := f.newSweep(workers, stride)
	for _, w := range s.hands {
		w.search = f.newSearcher(f.dates)
		for k := range w.dense {
			w.dense[k] = make([]float32, len(f.df))
		}
	}
	return s
}

// sweepFirst has the workers make the first search, as first does.
func (f *finder) sweepFirst(ctx context.Context, workers int) error {
	docs := make([]int32, f.docs())
	for i := range docs {
		docs[i] = int32(i)
	}
	s := f.newCosines(workers, f.firstBest)
	var pairs []pair
	err := s.byBlock(docs, 8, 16, func() error {
		err := s.take(ctx, func(w *sweeper, i int, out []int32) []int32 { return f.firstOf(i, &w.search, out) })
		for k, i := range s.docs {
			pairs = f.wakeSure(pairs, i, s.asked(k), s.cosines(k))
		}
		return err
	})
	f.wakeOne(pairs)
	return err
}

// sweep has the workers do some docs, as turn does.
func (f *finder) sweep(ctx context.Context, docs []int32, workers int) error {
	s := f.newCosines(workers, f.mostMet())
	return s.byBlock(docs, 8, 16, func() error { return s.turn(ctx) })
}

// mostMet is how many candidates a doc has at most.
func (f *finder) mostMet() int {
	switch n := f.docs(); {
	case f.again:
		most := 0
		for i := range f.docs() {
			most = max(most, f.kept.count(i))
		}
		return most
	case n <= f.caps.all:
		return n
	}
	return f.best
}

// turn does the docs of the block.
func (s *sweep) turn(ctx context.Context) error {
	err := s.take(ctx, func(w *sweeper, i int, out []int32) []int32 {
		if s.again {
			return s.known(i, out)
		}
		return w.search.candidates(i, out)
	})
	if err != nil {
		return err
	}
	return s.share(ctx, blocks(len(s.docs), blockDocs), func(w *sweeper, b int) {
		for k := b * blockDocs; k < min(len(s.docs), (b+1)*blockDocs); k++ {
			cos := s.cosines(k)
			if few := s.few(len(cos)); few < len(cos) && w.settled(cos[:few]) {
				clear(cos[few:])
			}
			w.conclude(int(s.docs[k]), s.asked(k), cos)
		}
	})
}

// asked are the rows that docs[k] asks for.
func (s *sweep) asked(k int) []int32 { return s.met[k*s.stride:][:s.count[k]] }

// cosines are those of docs[k] with them.
func (s *sweep) cosines(k int) []float64 { return s.cos[k*s.stride:][:s.count[k]] }

// take takes the cosines with what search finds.
func (s *sweep) take(ctx context.Context, search func(w *sweeper, i int, out []int32) []int32) error {
	if err := s.ask(ctx, search); err != nil {
		return err
	}
	if s.cos == nil {
		s.cos = make([]float64, len(s.met))
	}
	return s.answer(ctx, func(w *sweeper, row []entry, first uint32) {
		lane := w.full
		w.full++
		w.lanes[lane] = row
		scatter(w.dense[lane], row)
		for p := first; p > 0; p = s.next[p-1] {
			w.list = append(w.list, product{w.dense[lane], s.rows[int(p-1)/s.stride], p - 1})
		}
		if w.full == scattered {
			w.multiply(s.cos)
		}
	}, func(w *sweeper) { w.multiply(s.cos) })
}

// multiply takes the products that wait and makes the lanes empty.
func (w *sweeper) multiply(cos []float64) {
	products(w.list, cos)
	w.list = w.list[:0]
	for k := range w.full {
		unscatter(w.dense[k], w.lanes[k])
	}
	w.full = 0
}

// sweepBeats writes the rows of docs, and of their variants, anew.
func (f *finder) sweepBeats(ctx context.Context, docs []int32, workers int) error {
	var list []int32
	for _, i := range docs {
		if f.hasBeat(int(i)) {
			list = append(list, i)
		}
	}
	for v, i := range f.of {
		if i >= 0 && f.hasBeat(int(i)) {
			list = append(list, int32(f.docs()+v))
		}
	}
	s := f.newSweep(workers, farLast-farFirst)
	for _, w := range s.hands {
		w.mark = make([]uint8, len(f.df))
	}
	doc := func(row int) int {
		if row >= f.docs() {
			return int(f.of[row-f.docs()])
		}
		return row
	}
	return s.byBlock(list, 9, 8, func() error {
		err := s.countBeats(ctx, func(_ *sweeper, i int, out []int32) []int32 {
			return f.kept.add(doc(i), farFirst, farLast, out)
		})
		if err != nil {
			return err
		}
		return s.share(ctx, blocks(len(s.docs), blockDocs), func(_ *sweeper, b int) {
			for k := b * blockDocs; k < min(len(s.docs), (b+1)*blockDocs); k++ {
				i := int(s.docs[k])
				f.turnDown(s.rows[k], s.have[k], f.part(doc(i)))
				f.away.rewrite(i, s.rows[k])
			}
		})
	})
}

// countBeats counts, by doc of the block, the rows that it asks for which have each of its columns.
func (s *sweep) countBeats(ctx context.Context, search func(w *sweeper, i int, out []int32) []int32) error {
	if err := s.ask(ctx, search); err != nil {
		return err
	}
	if s.tally == nil {
		s.tally = make([]uint8, cap(s.buf))
	}
	clear(s.tally)
	s.have = s.have[:0]
	free := s.tally
	for _, row := range s.rows {
		s.have, free = append(s.have, free[:len(row)]), free[len(row):]
	}
	return s.answer(ctx, func(w *sweeper, row []entry, first uint32) {
		for _, e := range row {
			w.mark[e.col] = 1
		}
		for p := first; p > 0; p = s.next[p-1] {
			k := int(p-1) / s.stride
			own, have := s.rows[k], s.have[k]
			have = have[:len(own)]
			lock := &s.locks[k%len(s.locks)]
			lock.Lock()
			for x, e := range own {
				have[x] += w.mark[e.col]
			}
			lock.Unlock()
		}
		for _, e := range row {
			w.mark[e.col] = 0
		}
	}, func(*sweeper) {})
}

// products is gatherAll where each row has a dense array of its own.
func products(list []product, dots []float64) {
	var at [lanes]product
	var sum [lanes]float64
	next := 0
	for {
		steps := math.MaxInt
		for k := range at {
			for len(at[k].row) == 0 && next < len(list) {
				if at[k].dense != nil {
					dots[at[k].place] = sum[k]
				}
				at[k], sum[k] = list[next], 0
				next++
			}
			steps = min(steps, len(at[k].row))
		}
		if steps == 0 {
			break
		}
		a, b, c, d := at[0].row[:steps], at[1].row[:steps], at[2].row[:steps], at[3].row[:steps]
		inA, inB, inC, inD := at[0].dense, at[1].dense, at[2].dense, at[3].dense
		w, x, y, z := sum[0], sum[1], sum[2], sum[3]
		for k := range a {
			w += float64(inA[a[k].col]) * float64(a[k].val)
			x += float64(inB[b[k].col]) * float64(b[k].val)
			y += float64(inC[c[k].col]) * float64(c[k].val)
			z += float64(inD[d[k].col]) * float64(d[k].val)
		}
		sum = [lanes]float64{w, x, y, z}
		for k := range at {
			at[k].row = at[k].row[steps:]
		}
	}
	for k, p := range at {
		for _, e := range p.row {
			sum[k] += float64(p.dense[e.col]) * float64(e.val)
		}
		if p.dense != nil {
			dots[p.place] = sum[k]
		}
	}
}
