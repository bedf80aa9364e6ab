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
// Stems are summed in a hash table, in the order of the text: the same rounding
// on every machine. Only the distinct ones are sorted then.
//
// Beside the sums stands in which passages of the clip a stem is, for who asks
// how a clip hangs together (Stems).

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

// Stem is what is known of one stem of a clip.
type Stem struct {
	ID    uint64    // Token.Stem
	In    uint64    // bit p: passage p of the clip (see Passages) says it, as neither number nor date
	sum   float64   // of its weights
	flags word.Flag // of its occurrences, or-ed
}

// Passages is how many passages a clip of so many words is cut into, all of
// equal length: of 40 words and more, at most as many as a set has bits for to spare.
func Passages(words int) int { return max(1, min(mostPassages, words/passageWords)) }

const (
	mostPassages = 48
	passageWords = 40
)

// Features appends to dst the distinct stems of a clip with their term frequency,
// by ascending ID. Stop words (Stem 0) have none, but hold their positions.
func (b *Builder) Features(dst []Feature, ts []word.Token) []Feature {
	b.sum(ts)
	b.ids = slices.Grow(b.ids[:0], len(b.list))
	for i := range b.list {
		b.ids = append(b.ids, b.list[i].ID)
	}
	for _, id := range b.sortDistinct(b.ids) {
		s := b.of(id)
		dst = append(dst, Feature{ID: id, TF: float32(damp(s.sum)), Flags: s.flags})
	}
	return dst
}

// Stems is the stems of the clip of the last call of Features, in the order of the text. The next call uses the memory again.
func (b *Builder) Stems() []Stem { return b.list }

// sum adds up the weights of each stem.
func (b *Builder) sum(ts []word.Token) {
	b.stems.reset(len(ts))
	words := len(ts)
	for words > 0 && ts[words-1].Flags&word.Hint != 0 {
		words--
	}
	n := Passages(words)
	in, end := uint64(0), 0 // the passage of the word in hand, as a bit, and where it ends
	for p, i := 0, 0; i < len(ts); i++ {
		if i == end {
			in = 1 << p
			p++
			end = (p*words + n - 1) / n
		}
		t := &ts[i]
		if t.Stem == 0 {
			continue
		}
		s := b.of(t.Stem)
		s.sum += weight(t)
		s.flags |= t.Flags
		if t.Flags&(word.Number|word.Calendar|word.Hint) == 0 {
			s.In |= in
		}
	}
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
