// Which paragraphs moved. Paragraphs are paired, exactly or nearly:
//
//	1  unions accept            1  unions accept         (1,1)
//	2  the port was closed      2  a ferry sank          (3,3) after the heaviest chain:
//	3  talks went on            3  talks went on all night    2-4 is off it
//	4  ships waited             4  the port was closed
//
// Of all pairs, the heaviest set in the same order on both sides stays in place; a
// pair outside that set has moved. So of two texts that change places the shorter one
// has moved, and a paragraph pushed down by an insertion has not.
//
// Only unambiguous pairs are made: a paragraph that occurs once in each text, or one
// that shares half of its three-word shingles with another, counting only shingles
// that occur in one such paragraph of each text. Rejected: comparing every paragraph
// with every other, which is quadratic; and greedy pairing in reading order, where
// the first of two repeated paragraphs takes the partner of the second.

package compare

import (
	"cmp"
	"encoding/binary"
	"slices"
)

const (
	minExact = 4 // words of a paragraph that can move unchanged: fewer are a label
	minNear  = 8 // words of one that can move with edits: fewer share their shingles by accident
)

// pair is two paragraphs, or two tokens, that belong together.
type pair struct {
	a, b   int
	weight int
	exact  bool
}

// paired gives the pairs of body paragraphs, each paragraph in at most one, by a.
func paired(x, y *document) []pair {
	pairs := exactPairs(x, y)
	takenA, takenB := map[int]bool{}, map[int]bool{}
	for _, p := range pairs {
		takenA[p.a], takenB[p.b] = true, true
	}
	pairs = append(pairs, nearPairs(x, y, takenA, takenB)...)
	slices.SortFunc(pairs, func(p, q pair) int { return cmp.Compare(p.a, q.a) })
	return pairs
}

// exactPairs pairs the paragraphs that stand once in each text.
func exactPairs(x, y *document) []pair {
	type place struct{ a, b, inA, inB int }
	places := map[string]*place{}
	var key []byte
	each := func(d *document, found func(*place, int)) {
		for p := 1; p < d.paragraphs(); p++ {
			key = key[:0]
			for _, t := range d.of(p) {
				key = binary.NativeEndian.AppendUint32(key, uint32(t.id))
			}
			at := places[string(key)]
			if at == nil {
				at = &place{}
				places[string(key)] = at
			}
			found(at, p)
		}
	}
	each(x, func(at *place, p int) { at.a, at.inA = p, at.inA+1 })
	each(y, func(at *place, p int) { at.b, at.inB = p, at.inB+1 })
	var pairs []pair
	for _, at := range places {
		if at.inA == 1 && at.inB == 1 {
			pairs = append(pairs, pair{at.a, at.b, x.size(at.a), true})
		}
	}
	return pairs
}

// shingle is words in a row and where they stand: the paragraph, for landmarks
// the token.
type shingle struct {
	hash uint64
	p    int
}

// once calls found for each hash that stands once in both of two lists sorted by hash.
func once(as, bs []shingle, found func(a, b int)) {
	for i, j := 0, 0; i < len(as) && j < len(bs); {
		h := min(as[i].hash, bs[j].hash)
		a, b := i, j
		for i < len(as) && as[i].hash == h {
			i++
		}
		for j < len(bs) && bs[j].hash == h {
			j++
		}
		if i == a+1 && j == b+1 {
			found(as[a].p, bs[b].p)
		}
	}
}

// nearPairs pairs paragraphs that share half of their shingles and are each
// other's best.
func nearPairs(x, y *document, takenA, takenB map[int]bool) []pair {
	if min(x.paragraphs()-len(takenA), y.paragraphs()-len(takenB)) < 2 {
		return nil // one side is used up: all but the title
	}
	as, bs := shingles(x, takenA), shingles(y, takenB)
	var shared []pair // one a shingle
	once(as, bs, func(a, b int) { shared = append(shared, pair{a: a, b: b}) })
	slices.SortFunc(shared, func(p, q pair) int { return cmp.Or(cmp.Compare(p.a, q.a), cmp.Compare(p.b, q.b)) })
	var pairs []pair
	bestA, bestB := map[int]int{}, map[int]int{} // paragraph -> 1 + its best in pairs
	for i := 0; i < len(shared); {
		p := shared[i]
		for ; i < len(shared) && shared[i].a == p.a && shared[i].b == p.b; i++ {
			p.weight++
		}
		if 4*p.weight < x.size(p.a)+y.size(p.b) { // Dice below a half, by tokens
			continue
		}
		pairs = append(pairs, p)
		for _, best := range []struct {
			of map[int]int
			p  int
		}{{bestA, p.a}, {bestB, p.b}} {
			if at := best.of[best.p]; at == 0 || pairs[at-1].weight < p.weight {
				best.of[best.p] = len(pairs)
			}
		}
	}
	mutual := pairs[:0]
	for i, p := range pairs {
		if bestA[p.a] == i+1 && bestB[p.b] == i+1 {
			mutual = append(mutual, p)
		}
	}
	return mutual
}

// shingles gives the shingles of the longer paragraphs that are not taken, by
// hash, each once a paragraph.
func shingles(d *document, taken map[int]bool) []shingle {
	var all []shingle
	for p := 1; p < d.paragraphs(); p++ {
		if d.size(p) < minNear || taken[p] {
			continue
		}
		h := [3]uint64{}
		words := 0
		for _, t := range d.of(p) {
			if !t.word {
				continue
			}
			h[0], h[1], h[2] = h[1], h[2], uint64(t.id)
			if words++; words >= 3 {
				all = append(all, shingle{mix(mix(mix(0, h[0]), h[1]), h[2]), p})
			}
		}
	}
	slices.SortFunc(all, byHash)
	return slices.Compact(all)
}

// byHash orders shingles by hash, then paragraph.
func byHash(s, t shingle) int {
	switch {
	case s.hash < t.hash:
		return -1
	case s.hash > t.hash:
		return 1
	}
	return cmp.Compare(s.p, t.p)
}

// mix is one step of splitmix64 (Steele, Lea and Flood 2014).
func mix(h, v uint64) uint64 {
	h = (h ^ v) + 0x9e3779b97f4a7c15
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// chain marks the heaviest subset of pairs, sorted by a, in which b ascends too.
// No two pairs share an a or a b. It takes n log n: a Fenwick tree holds the
// heaviest chain that ends at or before each b.
func chain(pairs []pair) []bool {
	last := 0
	for _, p := range pairs {
		last = max(last, p.b)
	}
	tree := make([]int, last+2) // 1 + the pair a chain ends with; 0 is none
	total := make([]int, len(pairs)+1)
	before := make([]int, len(pairs)+1)
	heaviest := 0
	for i, p := range pairs {
		best := 0
		for at := p.b; at > 0; at &= at - 1 { // chains that end before b
			if total[tree[at]] > total[best] {
				best = tree[at]
			}
		}
		total[i+1], before[i+1] = total[best]+p.weight, best
		for at := p.b + 1; at < len(tree); at += at & -at {
			if total[tree[at]] < total[i+1] {
				tree[at] = i + 1
			}
		}
		if total[heaviest] < total[i+1] {
			heaviest = i + 1
		}
	}
	on := make([]bool, len(pairs))
	for at := heaviest; at > 0; at = before[at] {
		on[at-1] = true
	}
	return on
}
