package story

// The clips that may be near a clip, without comparing all pairs.
//
//  1. Index the 96 heaviest features of each clip among those of 2 to 300
//     clips. A commoner feature weighs little and would make the index
//     quadratic; the cap is a count, not a share, so a clip meets at most
//     96 x 300 = 28,800 postings however large the folder is. Clips of a big story
//     that follow others (follow.go) are neither listed nor counted.
//  2. Walk the postings of a clip's own 96; each clip met gets the partial
//     dot product over features both have indexed.
//  3. Keep the 100 clips of the highest partial dot, ties to the lower index,
//     if it is .015 or more: less comes from one word or two.
//
// Up to 512 clips all pairs are compared: they are no more than the index and
// its candidates cost.
//
// Example: of 10,000 clips without any structure one meets 1,700 others, of
// which 97 have .015. All pairs would be 9,999.
//
// What is missed is seen less in the edges than in the far background, which
// sinks when clips of ranks 21-50 are not found. A mixed folder of 3,790 clips,
// by features, candidates and least dot:
//
//	                        postings  edges kept   ARI of    B-cubed: parts,
//	                        a clip    (of 7,286)   labels    argos, mixed (experiments.go)
//	48, 100, 0                 1,400       .9919    .9884    .9392  .9195  .9047
//	48, 200, 0                 1,400       .9988    .9929
//	64, 100, 0                 2,100       .9971    .9919    .9395  .9225  .9049
//	96, 150, 0                 4,100       .9995    .9997    .9404  .9332  .9039
//	96, 150, .015              4,100       .9995    .9997    .9395  .9305  .9039
//	 and all pairs up to 512   4,100       .9995    .9997    .9404  .9332  .9039
//	all pairs                      -      1.        1.       .9405  .9332  .9039
//
// By later weights, of the same folder (6,461 edges) and of folders with .2, .5,
// .7 and .9 of its events (16 of each; thousandths of B-cubed against 150):
//
//	candidates       edges kept   ARI     far background   .2    .5    .7    .9
//	                                      errs by
//	150              .9988        .9970   .00065
//	100              .9985        .9968   .00114           +.1   +.1    0    +.4
//	100 ranked anew  .9985        .9979   .00088           +.1   -.1    0    +.3
//	120 ranked anew  .9985        .9994   .00068            0     0    -.1   +.2
//
// Those ranked anew are the best of 200 by partial dot and the product of what both have of
// the mean of the commoner features, which is about their part of the dot: no gain that
// shows. So it is 100: 100,000 clips are clustered in .87 of the time that 150 take. By
// today's weights mixed as a whole has .9207 and swallows one with either (all pairs: .9192;
// ARI to their labels .9955, of 150 .9973); of 10,000 generated pages all labels are theirs.
//
// Rejected: MinHash or random projections (they estimate; story pairs have
// cosines of .15-.3, where thousands of bits are needed to tell them from .1),
// all features indexed (quadratic in common words), a cap that grows with the
// folder (the same).

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// caps bound the candidate search.
type caps struct {
	heaviest int   // features of a clip that are indexed
	postings int32 // a feature of more clips is not indexed
	best     int   // candidates,
	few      int   // of which so many are compared with first (near.go)

	firstHeaviest int // features of the first search (near.go), which is not made without,
	firstBest     int // and candidates

	delegates int // clips of a big story that are candidates (follow.go)

	least float32 // partial dot of a candidate
	all   int     // up to so many docs all are candidates
}

// onlineCaps are those of Online, where each clip is searched for by itself.
var onlineCaps = caps{heaviest: 48, postings: 300, best: 100}

var defaultCaps = caps{heaviest: 96, postings: 300, best: 100, few: 64, firstHeaviest: 24, firstBest: 8, delegates: 1000, least: 0.015, all: 512}

// posting is a clip that has a feature and, in the lowest 8 bits, the weight that it has in
// it: 4 bits of exponent, from 2^-16 on, and 4 of mantissa, for candidates are ranked by
// sums of many and lists are read from memory.
type posting uint32

const (
	postingShift = 23 - 4           // of the bits of a float32, to those of a weight
	postingLeast = (127 - 16) << 23 // 2^-16
)

// linePostings is how many stand in what comes from memory at once.
const linePostings = 16

func newPosting(doc int, weight float32) posting {
	bits := int(math.Float32bits(weight)) + 1<<(postingShift-1) - postingLeast // rounded
	return posting(doc<<8 | min(max(0, bits>>postingShift), 255))
}

func (p posting) doc() uint32 { return uint32(p >> 8) }

func (p posting) weight() float32 {
	return math.Float32frombits(uint32(p&255)<<postingShift + postingLeast)
}

// index holds the heaviest features of every clip, by clip and by feature.
type index struct {
	*space
	caps
	rare    uint32     // the first column of so few docs that it is indexed,
	none    uint32     // and of none but of those that follow
	part    int        // docs of a part
	own     [][]uint64 // of each part, doc behind doc, packed (val, column); nil of more than ownDocs, or when rows are in a file: they are found again
	ownEnd  []int32    // of doc i, in those of its part
	posts   []posting  // of column c: posts[postsAt[c]:postsAt[c+1]], by doc
	postsAt []uint32
}

// ownDocs is up to how many docs the index has by doc, too: those of so many take 100 MB
// at most. To find them again three times takes 3 % of the clustering of 100,000 clips.
const ownDocs = 1 << 17

// indexParts is how many parts of the docs are indexed side by side, at most: each
// counts by column.
const indexParts = 8

func newIndex(ctx context.Context, s *space, c caps, workers int) (*index, error) {
	n := s.docs()
	x := &index{space: s, caps: c}
	if n <= c.all {
		return x, nil
	}
	from := func(most int32) uint32 {
		c, _ := slices.BinarySearchFunc(s.df, most, func(df, most int32) int { return cmp.Compare(most, df) })
		return uint32(c)
	}
	x.rare, x.none = from(c.postings), from(0)
	parts := min(workers, indexParts)
	x.part = (n + parts - 1) / parts
	own, ends := make([][]uint64, parts), []int32(nil)
	if s.away == nil && n <= ownDocs {
		ends = make([]int32, n)
	}
	next := make([][]uint32, parts) // by part and column: how many postings, and then where the next one goes
	for p := range next {
		next[p] = make([]uint32, len(s.df))
	}
	err := x.each(ctx, parts, x.choose, func(p, i int, chosen []uint64) {
		if !x.follows(i) {
			for _, k := range chosen {
				next[p][unpack(k)]++
			}
		}
		if ends != nil {
			if own[p] == nil {
				own[p] = make([]uint64, 0, x.part*min(c.heaviest, defaultCaps.heaviest))
			}
			own[p] = append(own[p], chosen...)
			ends[i] = int32(len(own[p]))
		}
	})
	if err != nil {
		return nil, err
	}
	if ends != nil {
		x.own, x.ownEnd = own, ends
	}
	x.postsAt = make([]uint32, len(s.df)+1)
	at := uint32(0)
	for f := range s.df {
		for p := range next {
			next[p][f], at = at, at+next[p][f]
		}
		x.postsAt[f+1] = at
	}
	x.posts = make([]posting, at+1) // meet may look behind the last list
	return x, x.each(ctx, parts, x.chosen, func(p, i int, chosen []uint64) {
		if x.follows(i) {
			return
		}
		for _, k := range chosen {
			to := &next[p][unpack(k)]
			x.posts[*to] = newPosting(i, weight(k))
			*to++
		}
	})
}

// each calls do for each doc i with what get gives for it, part by part.
func (x *index) each(ctx context.Context, parts int, get func(i int, keys *[]uint64, buf *ahead) []uint64, do func(p, i int, own []uint64)) error {
	return inTurn(ctx, parts, parts, func() func(p int) {
		var keys []uint64
		var buf ahead
		return func(p int) {
			for i := p * x.part; i < min(x.docs(), (p+1)*x.part); i++ {
				do(p, i, get(i, &keys, &buf))
			}
		}
	})
}

// choose finds the heaviest features of doc i, those of the first search in front, in the memory of keys.
func (x *index) choose(i int, keys *[]uint64, buf *ahead) []uint64 {
	row := x.inOrder(i, buf)
	*keys = slices.Grow((*keys)[:0], len(row))
	rare := (*keys)[:len(row)]
	m := 0
	for _, e := range row {
		rare[m] = pack(e.val, e.col)
		m += bit(e.col >= x.rare) & bit(e.col < x.none)
	}
	chosen := heaviest(rare[:m], x.heaviest)
	top(chosen, x.firstHeaviest)
	return chosen
}

// chosen gives them, in keys if they are not known.
func (x *index) chosen(i int, keys *[]uint64, buf *ahead) []uint64 {
	if x.own == nil {
		return x.choose(i, keys, buf)
	}
	from := int32(0)
	if i%x.part > 0 {
		from = x.ownEnd[i-1]
	}
	return x.own[i/x.part][from:x.ownEnd[i]]
}

// searcher is the scratch of one worker.
type searcher struct {
	*index
	dates   *dates
	partial []uint32 // by doc: base and the partial dot in units, or less than base
	base    uint32   // of this search
	met     []uint32
	lists   [][]posting // of the features of the doc
	keys    []uint64
	mine    []uint64 // for the heaviest features of the doc,
	buf     ahead    // and its row
	loaded  uint32   // keeps loads that have no other use
}

// A partial dot is counted in units, and each search counts from a base above all
// that the searches before it have left: they are cleared once in so many.
const (
	dotUnits = 1 << 23 // in a dot of 1: as fine as a float32
	dotMost  = 2 * dotUnits
)

func (x *index) newSearcher(d *dates) searcher {
	return searcher{index: x, dates: d, partial: make([]uint32, x.docs())}
}

// candidates appends those of doc i to out, up to best or all others, in
// no useful but always the same order.
func (w *searcher) candidates(i int, out []int32) []int32 {
	if n := w.docs(); n <= w.all {
		for j := range n {
			if i != j && !w.dates.apart(i, j) {
				out = append(out, int32(j))
			}
		}
		return out
	}
	return w.search(i, 0, w.heaviest, w.best, out)
}

// first appends those of the first search, of the docs behind doc i.
func (w *searcher) first(i int, out []int32) []int32 {
	return w.search(i, i+1, w.firstHeaviest, w.firstBest, out)
}

// search appends the docs, from that number on, of the best partial dots with doc i over
// some of its heaviest features, the few in front.
func (w *searcher) search(i, from, features, best int, out []int32) []int32 {
	w.keys = w.keys[:0]
	for _, j := range w.meet(i, from, features) {
		if int(j) != i && !w.dates.apart(i, int(j)) {
			w.keys = append(w.keys, pack(float32(w.partial[j]-w.base), j))
		}
	}
	keys := heaviest(w.keys, best)
	top(keys, w.few)
	for _, k := range keys {
		out = append(out, int32(unpack(k)))
	}
	return out
}

// meet sums the partial dots of doc i with the docs from that number on and lists those,
// perhaps itself among them, that have the least one of a candidate. It takes no branch
// that hangs on the data: half of the postings are of docs not met before, which no
// processor can foresee. (With the first posting of each list asked for ahead 50 to 17 us
// a clip of a mixed folder.) And it asks for all lists before it walks any, for they are
// short and lie about in memory (with all in place of the first posting clustering of 84,000
// clips takes 7 % less).
func (w *searcher) meet(i, from, features int) []uint32 {
	if w.base > math.MaxUint32-2*dotMost {
		clear(w.partial)
		w.base = 0
	} else {
		w.base += dotMost
	}
	own := w.chosen(i, &w.mine, &w.buf)
	own = own[:min(features, len(own))]
	w.lists = w.lists[:0]
	loaded := uint32(0)
	for _, k := range own {
		f := unpack(k)
		list := w.posts[w.postsAt[f]:w.postsAt[f+1]]
		for p := 0; p < len(list); p += linePostings {
			loaded += uint32(list[p])
		}
		w.lists = append(w.lists, list)
	}
	w.loaded += loaded
	total := 0
	for k, list := range w.lists {
		if from > 0 {
			list = behind(list, uint32(from))
			w.lists[k] = list
		}
		total += len(list)
	}
	w.met = slices.Grow(w.met[:0], total)[:total]
	met, partial, base := w.met, w.partial, w.base
	least := uint64(base) + max(1, uint64(w.least*dotUnits))
	n := 0
	for k, list := range w.lists {
		v := weight(own[k]) * dotUnits
		for _, p := range list {
			doc := p.doc()
			known := max(partial[doc], base)
			sum := known + uint32(int32(v*p.weight()))
			partial[doc] = sum
			met[n] = doc // for the next to overwrite if it has less, or had that before:
			n += int((uint64(known)-least)>>63 - (uint64(sum)-least)>>63)
		}
	}
	return met[:n]
}

// behind gives those of a list whose doc is from or above.
func behind(list []posting, from uint32) []posting {
	first := 0
	for n := len(list); n > 0; n /= 2 { // each turn in one half or the other, without a jump
		half := (n + 1) / 2
		first += half * bit(list[first+half-1].doc() < from)
	}
	return list[first:]
}

// bit is 1 for true, by an instruction and not by a jump.
func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// pack makes one key of a weight > 0 and a number: a greater key is a greater
// weight, then a lower number. (The bits of positive floats sort like the
// floats.)
func pack(x float32, number uint32) uint64 {
	return uint64(math.Float32bits(x))<<32 | uint64(^number)
}

func unpack(key uint64) uint32  { return ^uint32(key) }
func weight(key uint64) float32 { return math.Float32frombits(uint32(key >> 32)) }

// Keys are of one class when all bits from these on are the same: there are 32
// classes for a factor of 2.
const (
	weightBits = 32 + 23 - 5 // of what pack makes
	cosineBits = 52 - 5      // of the bits of a float64
)

// heaviest is greatest for keys that pack made.
func heaviest(keys []uint64, k int) []uint64 { return greatest(keys, k, weightBits) }

// greatest is top for many keys, without branches that hang on them: the keys are
// counted by class, and only the class in which the last of the k stands is put
// in order.
func greatest(keys []uint64, k int, classBits uint) []uint64 {
	if len(keys) <= k {
		return keys
	}
	first := slices.Max(keys)
	var count [256]int32 // by class below that of the first; the last one also has all lower keys
	for _, key := range keys {
		count[min(uint64(len(count)-1), (first-key)>>classBits)]++
	}
	class := 0
	for n := count[0]; int(n) < k; n += count[class] {
		class++
	}
	if below := uint64(class+1) << classBits; class < len(count)-1 && below <= first {
		keys = keys[:upFrom(keys, first-below+1)]
	}
	above := 0
	if class > 0 {
		above = upFrom(keys, first-uint64(class)<<classBits+1)
	}
	return keys[:above+len(top(keys[above:], k-above))]
}

// upFrom moves the keys of at least least to the front and counts them.
func upFrom(keys []uint64, least uint64) int {
	n := 0
	for i, key := range keys {
		keys[i], keys[n] = keys[n], key
		n += bit(key >= least)
	}
	return n
}

// top moves the k greatest keys to the front, in no useful but
// always the same order, and cuts the rest (Hoare's selection).
func top[K cmp.Ordered](keys []K, k int) []K {
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
