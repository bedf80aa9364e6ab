package story

// The nearest clips of each clip, without comparing all pairs.
//
//  1. Index the 48 heaviest features of each clip among those of 2 to 300
//     clips. A commoner feature weighs little and would make the index
//     quadratic; the cap is a count, not a share, so a clip meets at most
//     48 x 300 = 14,400 postings however large the folder is.
//  2. Walk the postings of a clip's own 48; each clip met gets the partial
//     dot product over features both have indexed.
//  3. Keep the 100 clips of the highest partial dot, ties to the lower index.
//  4. Compute their cosines exactly: scatter the clip into a dense array, then
//     one pass over each candidate's row.
//
// Example: of 10,000 clips a typical one meets 700-2,000 postings, 500-1,500
// clips, and computes 100 cosines, where all pairs would be 9,999.
//
// From the cosines comes the far background f (link.go), and only neighbours
// that can still have a link above 0 (cosine > f + its least value) are kept:
// a few a clip, so what is left is small even at a million clips.
//
// Rejected: MinHash or random projections (they estimate; story pairs have
// cosines of .15-.3, where thousands of bits are needed to tell them from .1),
// all features indexed (quadratic in common words), a cap that grows with the
// folder (the same).

import (
	"context"
	"math"
	"slices"
	"sync"
	"sync/atomic"
)

// caps bound the candidate search.
type caps struct {
	heaviest int   // features of a clip that are indexed
	postings int32 // a feature of more clips is not indexed
	best     int   // candidates rescored
}

// defaultCaps keep .98 of the edges of an all-pairs search (stories.md).
var defaultCaps = caps{heaviest: 48, postings: 300, best: 100}

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
}

func (n *near) of(i int) []neighbour { return n.list[n.start[i]:n.start[i+1]] }

// findNear searches all docs. Blocks of docs go to the workers; each writes
// only what belongs to its docs, so the result is the same for any number.
func findNear(ctx context.Context, s *space, d *dates, c caps, workers int) (*near, error) {
	const block = 64
	n := s.docs()
	blocks := (n + block - 1) / block
	found := make([][]neighbour, blocks)
	count := make([]int32, n)
	r := &near{far: make([]float64, n), start: make([]int, n+1)}
	index := newIndex(s, c)

	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(workers, blocks) {
		wg.Go(func() {
			w := newSearcher(index, d)
			for ctx.Err() == nil {
				b := int(next.Add(1)) - 1
				if b >= blocks {
					return
				}
				var out []neighbour
				for i := b * block; i < min(n, (b+1)*block); i++ {
					before := len(out)
					r.far[i], out = w.search(i, out)
					count[i] = int32(len(out) - before)
				}
				found[b] = slices.Clone(out)
			}
		})
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	for i, k := range count {
		r.start[i+1] = r.start[i] + int(k)
	}
	r.list = slices.Concat(found...)
	return r, nil
}

// posting is a clip that has a feature, with its weight.
type posting struct {
	doc int32
	val float32
}

// index holds the heaviest features of every clip, by clip and by feature.
type index struct {
	*space
	caps
	own     []uint64 // of doc i: own[ownAt[i]:ownAt[i+1]], packed (val, column)
	ownAt   []int
	posts   []posting // of column c: posts[postsAt[c]:postsAt[c+1]], by doc
	postsAt []int
}

func newIndex(s *space, c caps) *index {
	n := s.docs()
	x := &index{space: s, caps: c, ownAt: make([]int, n+1), postsAt: make([]int, len(s.df)+1)}
	var keys []uint64
	for i := range n {
		keys = keys[:0]
		for _, e := range s.row(i) {
			if s.df[e.col] <= c.postings {
				keys = append(keys, pack(e.val, e.col))
			}
		}
		keys = top(keys, c.heaviest)
		for _, k := range keys {
			x.postsAt[unpack(k)+1]++
		}
		x.own = append(x.own, keys...)
		x.ownAt[i+1] = len(x.own)
	}
	for f := range s.df {
		x.postsAt[f+1] += x.postsAt[f]
	}
	x.posts = make([]posting, len(x.own))
	fill := slices.Clone(x.postsAt)
	for i := range n {
		for _, k := range x.own[x.ownAt[i]:x.ownAt[i+1]] {
			f := unpack(k)
			x.posts[fill[f]] = posting{int32(i), weight(k)}
			fill[f]++
		}
	}
	return x
}

// searcher is the scratch of one worker.
type searcher struct {
	*index
	dates   *dates
	partial []float32 // by doc; 0 between searches
	met     []int32
	keys    []uint64
	dense   []float64 // by column; 0 between searches
	cos     []float64
}

func newSearcher(x *index, d *dates) *searcher {
	return &searcher{index: x, dates: d, partial: make([]float32, x.docs()), dense: make([]float64, len(x.df))}
}

// search gives the far background of doc i and appends its neighbours to out.
func (w *searcher) search(i int, out []neighbour) (float64, []neighbour) {
	w.collect(i)
	row := w.row(i)
	scatter(w.dense, row)
	first := len(out)
	w.cos = w.cos[:0]
	for _, k := range w.keys {
		j := int32(unpack(k))
		x := gather(w.dense, w.row(int(j)))
		w.cos = append(w.cos, x)
		out = append(out, neighbour{j, x})
	}
	unscatter(w.dense, row)
	far := farBackground(w.cos)
	kept := slices.DeleteFunc(out[first:], func(x neighbour) bool { return x.cos <= far+farMin })
	slices.SortFunc(kept, func(a, b neighbour) int { return int(a.doc) - int(b.doc) })
	return far, out[:first+len(kept)]
}

// collect leaves the candidates of doc i in w.keys, packed (partial dot, doc).
func (w *searcher) collect(i int) {
	w.met = w.met[:0]
	for _, k := range w.own[w.ownAt[i]:w.ownAt[i+1]] {
		f, v := unpack(k), weight(k)
		for _, p := range w.posts[w.postsAt[f]:w.postsAt[f+1]] {
			if w.partial[p.doc] == 0 {
				w.met = append(w.met, p.doc)
			}
			w.partial[p.doc] += v * p.val
		}
	}
	w.keys = w.keys[:0]
	for _, j := range w.met {
		// A partial of 0 is a clip already taken, met twice because its first
		// product underflowed.
		if w.partial[j] > 0 && int(j) != i && !w.dates.apart(i, int(j)) {
			w.keys = append(w.keys, pack(w.partial[j], uint32(j)))
		}
		w.partial[j] = 0
	}
	w.keys = top(w.keys, w.best)
}

// pack makes one key of a weight > 0 and a number: a greater key is a greater
// weight, then a lower number. (The bits of positive floats sort like the
// floats.)
func pack(x float32, number uint32) uint64 {
	return uint64(math.Float32bits(x))<<32 | uint64(^number)
}

func unpack(key uint64) uint32  { return ^uint32(key) }
func weight(key uint64) float32 { return math.Float32frombits(uint32(key >> 32)) }

// top moves the k greatest of distinct keys to the front, in no useful but
// always the same order, and cuts the rest (Hoare's selection).
func top(keys []uint64, k int) []uint64 {
	if len(keys) <= k {
		return keys
	}
	lo, hi := 0, len(keys)-1
	for lo < hi {
		pivot := keys[lo+(hi-lo)/2]
		i, j := lo, hi
		for i <= j {
			for keys[i] > pivot {
				i++
			}
			for keys[j] < pivot {
				j--
			}
			if i <= j {
				keys[i], keys[j] = keys[j], keys[i]
				i++
				j--
			}
		}
		switch {
		case k-1 <= j:
			hi = j
		case k-1 >= i:
			lo = i
		default:
			return keys[:k]
		}
	}
	return keys[:k]
}
