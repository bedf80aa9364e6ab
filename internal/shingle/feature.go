package shingle

import (
	"math"
	"slices"

	"newsdup/internal/word"
)

// How features are weighted. News says what matters first, so a word at position p counts
//
//	w(p) = 1 + 5·exp(-p/60)
//
// times 1.25 for a name, 2 for a distinctive figure, 0.5 for any other number, 3 for
// a weekday or month, and 0.5 for what is not said but meant (word.Hint);
// x is the sum over the occurrences of one stem, and tf = 1 + ln x, or x below 1.
//
//	"Port strike ends ... the strike"    strike at 1 and 40
//	x = (1 + 5·.983) + (1 + 5·.513) = 9.48      tf = 3.25
//
// Stems are summed in a hash table, in the order of the text: the same rounding
// on every machine. The table then has the distinct ones nearly in order.
//
// A word of the headline is a feature of its own besides: two headlines with a word in
// common say more than two texts, for they were written to tell the event, and what it
// weighs follows from how many headlines have it. All words of a headline have one term
// frequency, so that their squares are .03 of those of the text, however long both are.
//
//	strike, one of four words     {9f..0 3.25} {9f..1 .87 Headline}     squares of the text 100
//
// Beside the sums it is recorded in which passages of the clip a stem occurs, to tell
// a round-up from a report (Stems).

// The constants of the weights. A sensitivity table stands with package story.
const (
	lead      = 5.0  // extra weight of the first word
	leadWords = 60.0 // words until that is down to 1/e
	name      = 1.25
	day       = 3.0 // a weekday or month: reports of one event name the same one, those of a beat any (of 2 to 4, all alike)
	figure    = 2.0
	number    = 0.5
	hint      = 0.5  // of 0.1 to 1, the most that costs no set of events anything
	headline  = 0.03 // squares of the words of the headline as such, for 1 of the text; .02 to .05 are alike
)

// leadEnd is where the extra weight is below the last bit of a float64 sum.
const leadEnd = 2048

// positions holds w(p), in its last place that of all words from there on; constant once built.
var positions = func() (t [leadEnd + 1]float64) {
	for p := range leadEnd {
		t[p] = 1 + lead*math.Exp(-float64(p)/leadWords)
	}
	t[leadEnd] = 1
	return t
}()

// factors holds what the flags of a token multiply its weight by; constant once built.
var factors = func() (t [1 << 8]float64) {
	for i := range t {
		switch f := word.Flag(i); {
		case f&word.Hint != 0:
			t[i] = hint
		case f&word.Figure != 0:
			t[i] = figure
		case f&word.Number != 0:
			t[i] = number
		case f&word.Calendar != 0:
			t[i] = day
		case f&word.Name != 0:
			t[i] = name
		default:
			t[i] = 1
		}
	}
	return t
}()

// Feature is one stem of a clip and how much the clip is about it.
type Feature struct {
	ID    uint64    // Token.Stem, and 1 more of a word of the headline
	TF    float32   // above 0; 0.5 to 15 or so
	Flags word.Flag // of its occurrences, or-ed: Number and Figure choose its background in the idf, Name and Entity show; Headline of a word of the headline alone
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
// and those of its headline, by ascending ID. Stop words (Stem 0) have none, but hold their positions.
func (b *Builder) Features(dst []Feature, ts []word.Token) []Feature {
	b.sum(ts)
	dst = slices.Grow(dst, len(b.list))
	first, words, square := len(dst), 0, 0.0
	for _, x := range b.ranked() {
		s := &b.list[x.place]
		tf := damp(s.sum)
		square += float64(tf) * float64(tf)
		dst = append(dst, Feature{ID: x.id, TF: tf, Flags: s.flags &^ word.Headline})
		if s.flags&word.Headline != 0 {
			dst = append(dst, Feature{ID: InHeadline(x.id), Flags: s.flags})
			words++
		}
	}
	tf := float32(math.Sqrt(headline * square / float64(max(1, words))))
	for i := first; words > 0; i++ {
		if dst[i].TF == 0 {
			dst[i].TF = tf
			words--
		}
	}
	return dst
}

// InHeadline is the feature that a stem is as a word of the headline: the next one, as
// stems are hashes.
func InHeadline(stem uint64) uint64 { return stem + 1 }

// Stems is the stems of the clip of the last call of Features, in the order of the text. The next call uses the memory again.
func (b *Builder) Stems() []Stem { return b.list[min(1, len(b.list)):] }

// sum adds up the weights of each stem.
func (b *Builder) sum(ts []word.Token) {
	b.stems.reset(len(ts))
	words := len(ts)
	for words > 0 && ts[words-1].Flags&word.Hint != 0 {
		words--
	}
	n := Passages(words)
	for p, from := 0, 0; p < n; p++ {
		end := ((p+1)*words + n - 1) / n
		b.sumPassage(ts[from:end], 1<<p)
		from = end
	}
	b.sumPassage(ts[words:], 0)
}

// sumPassage adds up the weights of the stems of a passage, which has the bit in.
func (b *Builder) sumPassage(ts []word.Token, in uint64) {
	b.list = slices.Grow(b.list, len(ts))
	list, places, shift := b.list, b.places, b.shift&63
	for i := range ts {
		t := &ts[i]
		if t.Stem == 0 {
			continue
		}
		home := t.Stem >> shift
		n := places[home]
		if n == 0 { // of, of one that is new
			n = uint32(len(list))
			list = append(list, Stem{ID: t.Stem})
			places[home] = n
			b.taken[home>>6] |= 1 << (home & 63)
		}
		s := &list[n]
		if s.ID != t.Stem {
			b.list = list
			s = b.of(t.Stem)
			list = b.list
		}
		s.sum += weight(t)
		s.flags |= t.Flags
		if t.Flags&(word.Number|word.Calendar|word.Hint) == 0 {
			s.In |= in
		}
	}
	b.list = list
}

// TF is the term frequency of a stem that occurs once, at a position, with these flags.
func TF(pos uint32, flags word.Flag) float32 {
	return damp(weight(&word.Token{Pos: pos, Flags: flags}))
}

// AddTF is the term frequency of what two term frequencies of one clip count together.
func AddTF(a, b float32) float32 {
	sum := func(tf float32) float64 {
		if tf >= 1 {
			return math.Exp(float64(tf) - 1)
		}
		return float64(tf)
	}
	return damp(sum(a) + sum(b))
}

// weight is what one occurrence adds to its stem.
func weight(t *word.Token) float64 {
	return positions[min(t.Pos, leadEnd)] * factors[t.Flags]
}
