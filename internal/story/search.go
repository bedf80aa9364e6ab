package story

// The search for the candidates of a clip.
//
// The lists of the clip's own indexed features are walked, and for each clip met the
// products of both weights are summed: the partial dot product, over the features that both
// have indexed. The 100 clips of the highest partial dot are the candidates, ties going to the
// lower index, if it is .015 or more: less comes from one word or two.
//
// Up to 512 clips all are candidates of each other, for the search would cost as much.

import (
	"math"
	"slices"
)

// searcher is the scratch of one worker.
type searcher struct {
	*index
	dates   *dates
	partial []uint32 // by doc: base and the partial dot in units, or less than base
	base    uint32   // of this search
	met     []uint32
	lists   []featureList // of the features of the doc
	keys    []uint64
	mine    []uint64 // for the heaviest features of the doc,
	buf     ahead    // and its row
	loaded  uint32   // keeps loads that have no other use
}

// featureList is the postings of one feature of a doc.
type featureList struct {
	postings []posting
	weight   float32 // of the feature in the doc, times dotUnits
}

// reach bounds a search.
type reach struct {
	from     int // docs from this number on
	features int // of the doc, its heaviest
	postings int // lists of up to so many
	best     int // candidates
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
	return appendDocs(out, w.search(i, reach{0, w.heaviest, int(w.postings), w.best}))
}

// first gives those of the first search, as search does, of the docs behind doc i.
func (w *searcher) first(i int) []uint64 {
	return w.search(i, reach{i + 1, w.firstHeaviest, w.firstPostings, w.firstBest})
}

// search gives the docs of the best partial dots with doc i, as keys that pack made of the
// dot in units and the doc, the few in front. They are valid until the next search.
func (w *searcher) search(i int, r reach) []uint64 {
	w.keys = w.keys[:0]
	for _, j := range w.meet(i, r) {
		if int(j) != i && !w.dates.apart(i, int(j)) {
			w.keys = append(w.keys, pack(float32(w.partial[j]-w.base), j))
		}
	}
	keys := top(w.keys, r.best)
	top(keys, w.few)
	return keys
}

// appendDocs appends the docs of keys to out.
func appendDocs(out []int32, keys []uint64) []int32 {
	for _, k := range keys {
		out = append(out, int32(unpack(k)))
	}
	return out
}

// meet sums the partial dots of doc i and lists the docs, perhaps itself among them, that have
// the least one of a candidate.
//
// It takes no branch that hangs on the data: half of the postings are of docs not met
// before, which no processor can foresee. (With the first posting of each list asked for
// ahead: 50 to 17 us a clip of a mixed folder.) And it asks for all lists before it walks any,
// for they are short and lie about in memory (clustering of 84,000 clips takes 7 % less).
func (w *searcher) meet(i int, r reach) []uint32 {
	if w.base > math.MaxUint32-2*dotMost {
		clear(w.partial)
		w.base = 0
	} else {
		w.base += dotMost
	}
	own := w.chosen(i, &w.mine, &w.buf)
	own = own[:min(r.features, len(own))]
	w.lists = w.lists[:0]
	loaded := uint32(0)
	for _, k := range own {
		f := unpack(k)
		list := w.posts[w.postsAt[f]:w.postsAt[f+1]]
		if len(list) > r.postings {
			continue
		}
		for p := 0; p < len(list); p += linePostings {
			loaded += uint32(list[p])
		}
		w.lists = append(w.lists, featureList{list, weight(k) * dotUnits})
	}
	w.loaded += loaded
	total := 0
	for k := range w.lists {
		x := &w.lists[k]
		if r.from > 0 {
			x.postings = behind(x.postings, uint32(r.from))
		}
		total += len(x.postings)
	}
	w.met = slices.Grow(w.met[:0], total)[:total]
	met, partial, base := w.met, w.partial, w.base
	least := uint64(base) + max(1, uint64(w.least*dotUnits))
	n := 0
	for _, x := range w.lists {
		v := x.weight
		for _, p := range x.postings {
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
