package story

// An index of the rare features of each clip.
//
// A clip is not compared with all others, but with candidates: those that share rare and heavy
// features with it (search.go finds them). So each clip's 96 heaviest features are indexed, of
// those that 2 to 300 clips have. For each such feature the index lists the clips that
// have it, with its weight in them; such an entry is a posting.
//
// A commoner feature weighs little, and lists of common features would make a search quadratic
// in the size of the folder. The bound is a count of clips and not a share of them, so
// that a search meets at most 96 x 300 = 28,800 postings, however large the folder is.
// Clips of a big story that follow others (follow.go) are neither listed nor counted.
//
// Example: of 10,000 clips without any structure a clip shares an indexed feature with 1,700
// others, and 97 of them become candidates. To compare all pairs would be 9,999.
//
// What is missed is seen less in the links than in the far background (link.go), which sinks
// when clips of ranks 21-50 are not found. A mixed folder of 3,790 clips, by features,
// candidates and least partial dot of a candidate:
//
//	                        postings  edges kept   ARI of    B-cubed: parts,
//	                        a clip    (of 7,286)   labels    argos, mixed (doc.go)
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
// shows. So it is 100: 100,000 clips are clustered in .87 of the time that 150 take. (80 lose
// 6 % of the links of 100,000 generated clips.)
//
// Rejected: MinHash or random projections (they estimate; story pairs have cosines of
// .15-.3, where thousands of bits are needed to tell them from .1); an index of all features
// (quadratic in common words); a bound that grows with the folder (the same); weights of
// postings as whole numbers (a search is no faster).

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

	firstHeaviest int // features of the first search (wake.go), which is not made without,
	firstPostings int // if no more clips have them than this,
	firstBest     int // and candidates

	delegates int // clips of a big story that are candidates (follow.go)

	least float32 // partial dot of a candidate
	all   int     // up to so many docs all are candidates
}

// onlineCaps are those of Online, where each clip is searched for by itself.
var onlineCaps = caps{heaviest: 48, postings: 300, best: 100}

var defaultCaps = caps{heaviest: 96, postings: 300, best: 100, few: 64, firstHeaviest: 24, firstPostings: 100, firstBest: 8, delegates: 1000, least: 0.015, all: 512}

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
	chosen := top(rare[:m], x.heaviest)
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
