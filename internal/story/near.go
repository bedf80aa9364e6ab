package story

// The exact cosines of a clip with its candidates, and what follows from them.
//
// To compare clip i with many, scatter its row into a dense array; each cosine
// is then one pass over the other's row. Rows lie all over memory and the pass
// is as slow as they come in, so every pair is computed once: four in ten
// candidates are mutual. Clip i does its pairs with higher clips, be they its
// candidates or it theirs, and writes the cosine where each keeps it.
//
// Example: 10,000 clips without structure have a million candidates in
// 571,000 pairs.
//
// From the cosines comes the far background f (link.go), and only neighbours
// that can still have a link above 0 (cosine > f + its least value) are kept:
// a few a clip, so what is left is small even at a million clips.

import (
	"cmp"
	"context"
	"slices"
)

// neighbour is a clip that may be linked.
type neighbour struct {
	doc int32
	cos float64
}

// near is what is known of each clip's surroundings.
type near struct {
	far   []float64   // far background f by doc
	start []int       // neighbours of doc i: list[start[i]:start[i+1]]
	list  []neighbour // of one doc: by doc, all with cos > far + farMin
	pairs int         // candidates
}

func (n *near) of(i int) []neighbour { return n.list[n.start[i]:n.start[i+1]] }

// findNear searches all docs.
func findNear(ctx context.Context, s *space, d *dates, c caps, workers int) (*near, error) {
	n := s.docs()
	start, list, err := candidates(ctx, s, d, c, workers)
	if err != nil {
		return nil, err
	}
	cos, err := cosines(ctx, s, start, list, workers)
	if err != nil {
		return nil, err
	}
	r := &near{far: make([]float64, n), start: make([]int, n+1), pairs: len(list)}
	level := s.level()
	found := make([][]neighbour, blocks(n))
	err = inBlocks(ctx, n, workers, func() func(b, from, to int) {
		var scratch []float64
		return func(b, from, to int) {
			var out []neighbour
			for i := from; i < to; i++ {
				first := len(out)
				mine := cos[start[i]:start[i+1]]
				scratch = append(scratch[:0], mine...)
				r.far[i] = farBackground(scratch, level)
				for k, x := range mine {
					if x > r.far[i]+farMin {
						out = append(out, neighbour{list[start[i]+k], x})
					}
				}
				slices.SortFunc(out[first:], func(a, b neighbour) int { return int(a.doc) - int(b.doc) })
				r.start[i+1] = len(out) - first
			}
			found[b] = out
		}
	})
	for i := range n {
		r.start[i+1] += r.start[i]
	}
	r.list = slices.Concat(found...)
	return r, err
}

// place is an entry of the candidate lists: doc has the clip in question at slot.
type place struct {
	doc  int32
	slot uint32
}

// cosines gives the cosine beside each candidate.
func cosines(ctx context.Context, s *space, start []int, list []int32, workers int) ([]float64, error) {
	cos := make([]float64, len(list))
	inverseAt, inverse := invert(start, list)
	err := inBlocks(ctx, s.docs(), workers, func() func(b, from, to int) {
		dense := make([]float64, len(s.df))
		done := make([]float64, s.docs()) // cosine of the clip with each, 0 when not known
		return func(b, from, to int) {
			for i := from; i < to; i++ {
				row := s.row(i)
				scatter(dense, row)
				mine := list[start[i]:start[i+1]]
				for k, j := range mine {
					if int(j) > i {
						done[j] = gather(dense, s.row(int(j)))
						cos[start[i]+k] = done[j]
					}
				}
				for _, p := range inverse[inverseAt[i]:inverseAt[i+1]] {
					x := done[p.doc]
					if x == 0 {
						x = gather(dense, s.row(int(p.doc)))
					}
					cos[p.slot] = x
				}
				for _, j := range mine {
					done[j] = 0
				}
				unscatter(dense, row)
			}
		}
	})
	return cos, err
}

// invert gives for each doc the higher docs that have it as a candidate.
func invert(start []int, list []int32) (at []int, inverse []place) {
	n := len(start) - 1
	at = make([]int, n+1)
	higher := func(visit func(j int32, p place)) {
		for i := range n {
			for k, j := range list[start[i]:start[i+1]] {
				if i > int(j) {
					visit(j, place{int32(i), uint32(start[i] + k)})
				}
			}
		}
	}
	higher(func(j int32, _ place) { at[j+1]++ })
	for i := range n {
		at[i+1] += at[i]
	}
	inverse = make([]place, at[n])
	next := slices.Clone(at)
	higher(func(j int32, p place) {
		inverse[next[j]] = p
		next[j]++
	})
	return at, inverse
}

// levelPairs is how many pairs the level is taken from.
const levelPairs = 512

// unknownLevel is a level above every cosine: no ranks count as flat.
const unknownLevel = 1

// level is the median cosine of pairs of clips that have nothing to do with each
// other: neighbours in the order of a hash of their features, so that the order
// of the clips says nothing.
func (s *space) level() float64 {
	hash := make([]uint64, s.docs())
	order := make([]int32, s.docs())
	for i := range order {
		order[i] = int32(i)
		for _, e := range s.row(i) {
			hash[i] += s.id[e.col] * (s.id[e.col]>>32 | 1) // the IDs are hashes
		}
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Or(cmp.Compare(hash[a], hash[b]), cmp.Compare(a, b)) })
	dense := make([]float64, len(s.df))
	var cos []float64
	for k := 1; k < len(order) && len(cos) < levelPairs; k += 2 {
		row := s.row(int(order[k-1]))
		scatter(dense, row)
		cos = append(cos, gather(dense, s.row(int(order[k]))))
		unscatter(dense, row)
	}
	if len(cos) == 0 {
		return unknownLevel
	}
	slices.Sort(cos)
	return cos[len(cos)/2]
}
