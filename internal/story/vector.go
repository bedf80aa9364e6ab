package story

// Dot products of sparse rows: one side is scattered into a dense array, the
// other gathered through it.

import "slices"

// scatter writes a row into dense, which is 0.
func scatter(dense []float64, row []entry) {
	for _, e := range row {
		dense[e.col] = float64(e.val)
	}
}

// unscatter makes dense 0 again.
func unscatter(dense []float64, row []entry) {
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

// lanes notes which of gather's four sums each entry of a row is added to.
func lanes(place []uint8, row []entry) {
	whole := len(row) &^ 3
	for k, e := range row {
		if k < whole {
			place[e.col] = uint8(k & 3)
		} else {
			place[e.col] = 0
		}
	}
}

// columnSet is the columns of the scattered row, a bit each. Of the entries of
// another row one in eight is of such a column. The set stays in the
// fastest cache, the dense array does not: so it is asked first, without a
// branch, and the array is read for what is in both.
type columnSet []uint64

func newColumnSet(columns int) columnSet { return make(columnSet, (columns+63)/64) }

func (s columnSet) add(row []entry) {
	for _, e := range row {
		s[e.col>>6] |= 1 << (e.col & 63)
	}
}

func (s columnSet) remove(row []entry) {
	for _, e := range row {
		s[e.col>>6] = 0
	}
}

// meets gives the places in row of the entries that are in the set, in the memory of places.
func (s columnSet) meets(places []uint32, row []entry) []uint32 {
	places = slices.Grow(places[:0], len(row))[:len(row)]
	n := 0
	for k, e := range row {
		places[n] = uint32(k)
		n += int(s[e.col>>6] >> (e.col & 63) & 1)
	}
	return places[:n]
}

// gatherAt is gather of a row of which these places meet the scattered one, to the last bit.
func gatherAt(dense []float64, row []entry, places []uint32) float64 {
	var sum [4]float64
	whole := uint32(len(row) &^ 3)
	for _, k := range places {
		lane := k & 3
		if k >= whole {
			lane = 0
		}
		e := row[k]
		sum[lane] += dense[e.col] * float64(e.val)
	}
	return (sum[0] + sum[1]) + (sum[2] + sum[3])
}

// regatherAt is what gather gives with the two rows changed about, to the last
// bit: the scattered row is the one that gather would walk, lane its lanes.
func regatherAt(dense []float64, lane []uint8, row []entry, places []uint32) float64 {
	var sum [4]float64
	for _, k := range places {
		e := row[k]
		sum[lane[e.col]&3] += dense[e.col] * float64(e.val)
	}
	return (sum[0] + sum[1]) + (sum[2] + sum[3])
}

// The vector of a node: a clip alone has its row times g, a cluster the sum of
// those of its clips in arrays of its own. The longer of two takes the shorter
// in, so an entry is copied no more than log2 times.

// sumEntry is one feature of a cluster.
type sumEntry struct {
	col uint32
	val float64
}

// scatter writes the vector of node into r.dense.
func (r *merger) scatter(node int32) {
	if c := &r.nodes[node]; c.size > 1 {
		for _, e := range c.vector {
			r.dense[e.col] = e.val
		}
		return
	}
	doc := int(r.docs[node])
	for _, e := range r.row(doc) {
		r.dense[e.col] = r.scale[doc] * float64(e.val)
	}
}

// unscatter makes r.dense 0 again.
func (r *merger) unscatter(node int32) {
	if c := &r.nodes[node]; c.size > 1 {
		for _, e := range c.vector {
			r.dense[e.col] = 0
		}
		return
	}
	unscatter(r.dense, r.row(int(r.docs[node])))
}

// gather is the dot product of the scattered vector and that of node.
func (r *merger) gather(node int32) float64 {
	c := &r.nodes[node]
	if c.size == 1 {
		doc := int(r.docs[node])
		return r.scale[doc] * gather(r.dense, r.row(doc))
	}
	sum := 0.0
	for _, e := range c.vector {
		sum += r.dense[e.col] * e.val
	}
	return sum
}

// entries appends the vector of node to v.
func (r *merger) entries(v []sumEntry, node int32) []sumEntry {
	if c := &r.nodes[node]; c.size > 1 {
		return append(v, c.vector...)
	}
	doc := int(r.docs[node])
	for _, e := range r.row(doc) {
		v = append(v, sumEntry{e.col, r.scale[doc] * float64(e.val)})
	}
	return v
}

// length is the number of entries of the vector of node.
func (r *merger) length(node int32) int {
	if c := &r.nodes[node]; c.size > 1 {
		return len(c.vector)
	}
	return len(r.row(int(r.docs[node])))
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
