package shingle

import (
	"math"
	"slices"

	"newsdup/internal/word"
)

// How features are weighted (method E of the story prototype). News says what
// matters first, so a word at position p counts
//
//	w(p) = 1 + 5·exp(-p/60)
//
// times 1.25 for a name, 2 for a distinctive figure, 0.5 for any other number,
// and 0.5 for what is not said but meant (word.Hint);
// x is the sum over the occurrences of one stem, and tf = 1 + ln x, or x below 1.
//
//	"Port strike ends ... the strike"    strike at 1 and 40
//	x = (1 + 5·.983) + (1 + 5·.513) = 9.48      tf = 3.25
//
// Stems are summed by their place in the sorted list of the clip's stems, in
// the order of the text: no map, and the same rounding on every machine.

// The constants of the weights. A sensitivity table stands with package story.
const (
	lead      = 5.0  // extra weight of the first word
	leadWords = 60.0 // words until that is down to 1/e
	name      = 1.25
	figure    = 2.0
	number    = 0.5
	hint      = 0.5 // of 0.1 to 1, the most that costs no set of events anything
)

// leadEnd is where the extra weight is below the last bit of a float64 sum.
const leadEnd = 2048

// positions holds w(p); constant once built.
var positions = func() (t [leadEnd]float64) {
	for p := range t {
		t[p] = 1 + lead*math.Exp(-float64(p)/leadWords)
	}
	return t
}()

// Feature is one stem of a clip and how much the clip is about it.
type Feature struct {
	ID    uint64    // Token.Stem
	TF    float32   // above 0; 0.5 to 15 or so
	Flags word.Flag // of its occurrences, or-ed: Number and Figure choose its background in the idf, Name and Entity show
}

// feature is a sum under way.
type feature struct {
	x     float64
	flags word.Flag
}

// Features appends to dst the distinct stems of a clip with their term frequency,
// by ascending ID. Stop words (Stem 0) have none, but hold their positions.
func (b *Builder) Features(dst []Feature, ts []word.Token) []Feature {
	b.ids = slices.Grow(b.ids[:0], len(ts))
	for i := range ts {
		if ts[i].Stem != 0 {
			b.ids = append(b.ids, ts[i].Stem)
		}
	}
	if len(b.ids) == 0 {
		return dst
	}
	ids := b.sortDistinct(b.ids)
	b.sums = resize(b.sums, len(ids))
	clear(b.sums)
	shift := b.bucketStarts(ids)
	for i := range ts {
		t := &ts[i]
		if t.Stem == 0 {
			continue
		}
		s := &b.sums[b.place(ids, t.Stem, shift)]
		s.x += weight(t)
		s.flags |= t.Flags
	}
	for i, id := range ids {
		dst = append(dst, Feature{ID: id, TF: float32(damp(b.sums[i].x)), Flags: b.sums[i].flags})
	}
	return dst
}

// damp is the term frequency of a sum of weights.
func damp(x float64) float64 {
	if x >= 1 {
		return 1 + math.Log(x)
	}
	return x
}

// AddTF is the term frequency of what two term frequencies of one clip count together.
func AddTF(a, b float32) float32 {
	sum := func(tf float32) float64 {
		if tf >= 1 {
			return math.Exp(float64(tf) - 1)
		}
		return float64(tf)
	}
	return float32(damp(sum(a) + sum(b)))
}

// weight is what one occurrence adds to its stem.
func weight(t *word.Token) float64 {
	w := 1.0
	if t.Pos < leadEnd {
		w = positions[t.Pos]
	}
	switch f := t.Flags; {
	case f&word.Hint != 0:
		return w * hint
	case f&word.Figure != 0:
		return w * figure
	case f&word.Number != 0:
		return w * number
	case f&word.Name != 0:
		return w * name
	}
	return w
}

// bucketStarts notes where in the sorted ids each bucket begins, and returns
// the shift that makes an id its bucket. Buckets without an id hold rubbish.
func (s *sorter) bucketStarts(ids []uint64) (shift int) {
	shift = bucketShift(len(ids))
	s.ends = resize(s.ends, 1<<(64-shift))
	for i := len(ids) - 1; i >= 0; i-- {
		s.ends[ids[i]>>shift] = uint32(i)
	}
	return shift
}

// place is the index of id, which must be one of ids.
func (s *sorter) place(ids []uint64, id uint64, shift int) int {
	i := int(s.ends[id>>shift])
	for end := i + tiny; i < end; i++ {
		if ids[i] == id {
			return i
		}
	}
	i, _ = slices.BinarySearch(ids, id) // only when the stems of a page were made to meet
	return i
}
