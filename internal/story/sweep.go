package story

// The cosines of many docs with their candidates, where rows are in a file.
//
// A doc asks for the rows of its 150 candidates, which lie about in the file: one
// system call a row, and a clustering of 100,000 docs made ten million. So the docs
// of a large block ask together, and the rows that they ask for are read in the
// order of the file, those that lie near each other by one call; the rows of the
// docs themselves are in memory meanwhile.
//
//	docs 7, 8, 9 ask for    7: 90 12    8: 12 55    9: 90
//	in the order of rows    12 for 7 and 8, 55 for 8, 90 for 7 and 9
//
// Each row is scattered once, and those of the docs that asked are gathered: the other
// way round than for one doc at a time, and the same cosines to the last bit. With
// more docs in a block a row is read less often: 64 times by 84,000 docs in blocks
// of 1,312, some two docs of each asking for it. Two sums would wait for
// themselves, so four rows are scattered at a time, and walked against side by side.

import (
	"math"
	"slices"
)

// sweptDocs is the size of a block among n docs: what a worker holds of it grows as
// the rest of the run does, by some 120 bytes a doc.
func sweptDocs(n int) int { return min(2048, max(256, n/64)) }

// sweptEntries bounds the rows of docs in memory, 6 MB: those of the largest block on news
// (with 4 MB the last tenth of a block had to read all its rows by itself).
const sweptEntries = 3 << 18

// sweep is the scratch of one worker.
type sweep struct {
	*space
	room  int              // entries of docs' rows in memory
	dense [lanes][]float32 // by column; 0 between uses
	docs  []int32          // that ask
	by    []int32          // by place: who of docs asks
	asks  []uint64         // a row, and the place where its cosine belongs
	cos   []float64        // by place

	own    [][]entry      // rows of docs
	held   []entry        // for own
	wanted []int32        // distinct rows that are asked for
	buf    []entry        // for them
	copied [lanes][]entry // rows that are scattered
	full   int            // lanes that have one
	list   []product
}

// lanes is how many rows are scattered at a time, and how many products are taken side by side.
const lanes = 4

// product is a dot product to be taken.
type product struct {
	dense []float32
	row   []entry
	place uint32
}

func newSweep(s *space, room int) *sweep {
	w := &sweep{space: s, room: room}
	for k := range w.dense {
		w.dense[k] = make([]float32, len(s.df))
	}
	return w
}

// begin gets the array for the cosines that will be asked for.
func (w *sweep) begin(cos []float64) {
	w.docs, w.asks = w.docs[:0], w.asks[:0]
	w.by = slices.Grow(w.by[:0], len(cos))[:len(cos)]
	w.cos = cos
}

// ask asks for the cosine of doc with row; docs ask in order.
func (w *sweep) ask(doc, row int32, place int) {
	if n := len(w.docs); n == 0 || w.docs[n-1] != doc {
		w.docs = append(w.docs, doc)
	}
	w.by[place] = int32(len(w.docs) - 1)
	w.asks = append(w.asks, uint64(row)<<32|uint64(place))
}

// take takes all cosines that were asked for, for as many docs at a time as there is room for.
func (w *sweep) take() {
	asks := w.asks
	for first, last := 0, 0; first < len(w.docs); first = last {
		for entries := 0; last < len(w.docs); last++ {
			if entries += w.length(int(w.docs[last])); entries > w.room && last > first {
				break
			}
		}
		n := 0
		for n < len(asks) && int(w.by[uint32(asks[n])]) < last {
			n++
		}
		w.own = w.some(w.own, w.docs[first:last], &w.held)
		w.answer(asks[:n], first)
		asks = asks[n:]
	}
}

// answer takes the cosines of some asks of the docs in own, the first of which is first.
func (w *sweep) answer(asks []uint64, first int) {
	slices.Sort(asks)
	w.wanted = w.wanted[:0]
	for _, a := range asks {
		if row := int32(a >> 32); len(w.wanted) == 0 || w.wanted[len(w.wanted)-1] != row {
			w.wanted = append(w.wanted, row)
		}
	}
	w.each(w.wanted, &w.buf, func(i int32, row []entry) {
		lane := w.full
		w.full++
		w.copied[lane] = append(w.copied[lane][:0], row...)
		scatter(w.dense[lane], row)
		for len(asks) > 0 && int32(asks[0]>>32) == i {
			place := uint32(asks[0])
			w.list = append(w.list, product{w.dense[lane], w.own[int(w.by[place])-first], place})
			asks = asks[1:]
		}
		if w.full == lanes {
			w.multiply()
		}
	})
	w.multiply()
}

// multiply takes the products that wait and makes the lanes empty.
func (w *sweep) multiply() {
	products(w.list, w.cos)
	w.list = w.list[:0]
	for k := range w.full {
		unscatter(w.dense[k], w.copied[k])
	}
	w.full = 0
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
