package story

// Dot products of sparse rows: one side is scattered into a dense array, the
// other gathered through it.

import "math"

// scatter writes a row into dense, which is 0.
func scatter[F float32 | float64](dense []F, row []entry) {
	for _, e := range row {
		dense[e.col] = F(e.val)
	}
}

// unscatter makes dense 0 again.
func unscatter[F float32 | float64](dense []F, row []entry) {
	for _, e := range row {
		dense[e.col] = 0
	}
}

// gather is the dot product of row with the scattered one. Four sums, because
// one would wait for its own last addition at every step.
func gather[F float32 | float64](dense []F, row []entry) float64 {
	var a, b, c, d float64
	for len(row) >= 4 {
		q := (*[4]entry)(row)
		a += float64(dense[q[0].col]) * float64(q[0].val)
		b += float64(dense[q[1].col]) * float64(q[1].val)
		c += float64(dense[q[2].col]) * float64(q[2].val)
		d += float64(dense[q[3].col]) * float64(q[3].val)
		row = row[4:]
	}
	for _, e := range row {
		a += float64(dense[e.col]) * float64(e.val)
	}
	return (a + b) + (c + d)
}

// gatherAll gives the dot products of rows with the scattered one. Four are
// walked side by side, and when one ends the next takes its place. Each has a
// single sum, in the order of the IDs: whichever of two rows is walked and
// whichever scattered, it is the same to the last bit.
func gatherAll(dense []float32, rows [][]entry, dots []float64) {
	var row [4][]entry
	var sum [4]float64
	of := [4]int{-1, -1, -1, -1} // place in dots
	next := 0
	for {
		steps := math.MaxInt
		for k := range row {
			for len(row[k]) == 0 && next < len(rows) {
				if next%touchRows == 0 {
					touch(rows[next:min(next+touchRows, len(rows))])
				}
				if of[k] >= 0 {
					dots[of[k]] = sum[k]
				}
				row[k], sum[k], of[k] = rows[next], 0, next
				next++
			}
			steps = min(steps, len(row[k]))
		}
		if steps == 0 {
			break
		}
		gatherFour(dense, &row, steps, &sum)
		for k := range row {
			row[k] = row[k][steps:]
		}
	}
	for k, rest := range row {
		w := sum[k]
		for _, e := range rest {
			w += float64(dense[e.col]) * float64(e.val)
		}
		if of[k] >= 0 {
			dots[of[k]] = w
		}
	}
}

// Rows lie about in memory, and to wait for the begin of one after the other is more
// than half of what it takes to gather those of a large folder. So the begins of many
// are asked for at once, and the waits become one; what stands behind them the processor
// fetches by itself. Of 88,000 docs a product takes .45 us without, .35 with 8 rows, .29 with
// 32, and .15 where all rows are in the cache. Whole rows in place of begins: .34. Rejected:
// half of the bytes a row (column and weight in 4: nothing without begins asked for, and .22
// where all are in the cache); columns in order (nothing); pages of 2 MB (.26, but
// memory of our own beside the runtime's, on one system); the processor's own prefetch (.30,
// in assembly).
const (
	touchRows    = 32
	touchEntries = 64 // of each: 512 bytes,
	lineEntries  = 8  // 64 at a time
)

// touch has the begins of rows in the cache. Its sum has no use but to keep the loads.
//
//go:noinline
func touch(rows [][]entry) (sum uint32) {
	for _, row := range rows {
		for k := 0; k < min(touchEntries, len(row)); k += lineEntries {
			sum += row[k].col
		}
	}
	return sum
}

// gatherFour adds to four sums the first steps of four rows. It is a function of
// its own so that all it needs is in registers.
func gatherFour(dense []float32, rows *[4][]entry, steps int, sum *[4]float64) {
	a, b, c, d := rows[0][:steps], rows[1][:steps], rows[2][:steps], rows[3][:steps]
	w, x, y, z := sum[0], sum[1], sum[2], sum[3]
	for k := range a {
		w += float64(dense[a[k].col]) * float64(a[k].val)
		x += float64(dense[b[k].col]) * float64(b[k].val)
		y += float64(dense[c[k].col]) * float64(c[k].val)
		z += float64(dense[d[k].col]) * float64(d[k].val)
	}
	*sum = [4]float64{w, x, y, z}
}

// The vector of a node: a clip alone has its row times g, a cluster the sum of
// those of its clips in arrays of its own. The longer of two takes the shorter
// in, so an entry is copied no more than log2 times.

// sumEntry is one feature of a cluster.
type sumEntry struct {
	col uint32
	val float64
}

const sumBytes = 16

// scatter writes the vector of node into r.dense.
func (r *merger) scatter(node int32) {
	if c := &r.nodes[node]; c.size > 1 {
		for _, e := range r.vector(c) {
			r.dense[e.col] = e.val
		}
		return
	}
	doc := int(r.docs[node])
	for _, e := range r.row(doc, &r.buf) {
		r.dense[e.col] = r.scale[doc] * float64(e.val)
	}
}

// unscatter makes r.dense 0 again.
func (r *merger) unscatter(node int32) {
	if c := &r.nodes[node]; c.size > 1 {
		for _, e := range r.vector(c) {
			r.dense[e.col] = 0
		}
		return
	}
	unscatter(r.dense, r.row(int(r.docs[node]), &r.buf))
}

// gather is the dot product of the scattered vector and that of node.
func (r *merger) gather(node int32) float64 {
	c := &r.nodes[node]
	if c.size == 1 {
		doc := int(r.docs[node])
		return r.scale[doc] * gather(r.dense, r.row(doc, &r.buf))
	}
	var w, x, y, z float64 // one would wait for its own last addition
	v := r.vector(c)
	for len(v) >= 4 {
		q := (*[4]sumEntry)(v)
		w += r.dense[q[0].col] * q[0].val
		x += r.dense[q[1].col] * q[1].val
		y += r.dense[q[2].col] * q[2].val
		z += r.dense[q[3].col] * q[3].val
		v = v[4:]
	}
	for _, e := range v {
		w += r.dense[e.col] * e.val
	}
	return (w + x) + (y + z)
}

// entries appends the vector of node to v.
func (r *merger) entries(v []sumEntry, node int32) []sumEntry {
	if c := &r.nodes[node]; c.size > 1 {
		return append(v, r.vector(c)...)
	}
	doc := int(r.docs[node])
	for _, e := range r.row(doc, &r.buf) {
		v = append(v, sumEntry{e.col, r.scale[doc] * float64(e.val)})
	}
	return v
}

// length is the number of entries of the vector of node.
func (r *merger) length(node int32) int {
	if c := &r.nodes[node]; c.size > 1 {
		if c.parked {
			return c.at.n()
		}
		return len(c.vector)
	}
	return r.rows.length(int(r.docs[node]))
}

// add gives the sum of two vectors, in the array of the longer one if that is
// a cluster's.
func (r *merger) add(a, b int32) []sumEntry {
	if r.length(a) < r.length(b) {
		a, b = b, a
	}
	r.short = r.entries(r.short[:0], b)
	long := r.nodes[a].vector
	if long == nil {
		long = r.entries(make([]sumEntry, 0, r.length(a)+len(r.short)), a)
	}
	for k, e := range long {
		r.at[e.col] = uint32(k + 1)
	}
	old := len(long)
	for _, e := range r.short {
		if k := r.at[e.col]; k > 0 {
			long[k-1].val += e.val
		} else {
			long = append(long, e)
		}
	}
	for _, e := range long[:old] {
		r.at[e.col] = 0
	}
	return long
}
