package clean

// The features of the segment model: what stands in a unit, what stands
// around it, and what would follow or precede if the body began or ended
// here. Each unit gets three vectors: as a member of the body, as its first
// unit, as its last. Only features that kept a weight in the fit are computed
// (weights.go); a long run of units that are not prose counts like the square
// root of its length, so the shape features of its members are damped.

import (
	"math"
	"unicode/utf8"
)

// shape is what the segment model needs of a unit beyond its line: measured
// for full dumps only.
type shape struct {
	key     uint64  // hash of its words, lower-cased, digit runs as 0
	title   float64 // overlap with the words of the page's first title-like line
	comma   float64
	inner   int8    // sentence ends inside, up to 3
	digits  float64 // share of its characters
	quote   bool
	bar     bool
	repeats bool // another unit has the same key
	turn    bool // it comes back as in a thread of comments (thread.go)
	turnKey uint64
}

// words of the page's first title-like line.
type headWords struct {
	index  map[uint64]int32
	stamp  []int32 // last unit that held the word
	bloom  [4]uint64
	unique []uint64 // scratch: distinct words of a unit
	at     int      // the unit that they are of, -1 for none
}

// longestHead bounds the words of the title line that are compared.
const longestHead = 64

// setHead takes the words of the first title-like line of the page.
func (h *headWords) setHead(units []unit) {
	h.setText("")
	h.at = -1
	for i := range units[:min(3, len(units))] {
		if u := &units[i]; u.rule == nil && u.n >= 4 && u.end != endSentence {
			h.add(u.text)
			h.at = i
			return
		}
	}
}

// longestRepeat is in words: a line that holds a short title among many others, as a
// caption does the name of the site, does not repeat it.
func (h *headWords) longestRepeat() float64 { return float64(2*len(h.stamp) + 2) }

// setText takes the words of a text to compare with.
func (h *headWords) setText(text string) {
	if h.index == nil {
		h.index = make(map[uint64]int32)
	}
	clear(h.index)
	h.stamp, h.bloom = h.stamp[:0], [4]uint64{}
	h.add([]byte(text))
}

func (h *headWords) add(text []byte) {
	eachWord(text, func(w, _ uint64) {
		if _, ok := h.index[w]; !ok && len(h.index) < longestHead {
			h.index[w] = int32(len(h.stamp))
			h.stamp = append(h.stamp, -1)
			h.bloom[w>>6&3] |= 1 << (w & 63)
		}
	})
}

// measure fills the shape of unit number i. One pass over its words, one over
// its marks.
func (h *headWords) measure(s *shape, u *unit, i int32) {
	*s = shape{}
	common := 0
	h.unique = h.unique[:0]
	k := uint64(1)
	eachWord(u.text, func(w, masked uint64) {
		k = mix(k, masked)
		if len(h.stamp) == 0 {
			return
		}
		if h.bloom[w>>6&3]>>(w&63)&1 != 0 {
			if at, ok := h.index[w]; ok && h.stamp[at] != i {
				h.stamp[at] = i
				common++
			}
		}
		if len(h.unique) < len(h.stamp) { // more distinct words do not change the overlap
			for _, v := range h.unique {
				if v == w {
					return
				}
			}
			h.unique = append(h.unique, w)
		}
	})
	s.key = k
	if common > 0 {
		s.title = float64(common) / float64(max(3, len(h.unique)))
	}
	commas, digits := 0, 0
	b := u.text
	for j := 0; j < len(b); {
		c := b[j]
		if !marking[c] {
			j++
			continue
		}
		if byteKind[c] == kDigit {
			digits++
			j++
			continue
		}
		r, size := rune(c), 1
		if c >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(b[j:])
		}
		switch r {
		case ',', ';', '，', '、', '：', '،', '؛':
			commas++
		case '"', '“', '”', '„', '«', '»', '「', '」':
			s.quote = true
			s.bar = s.bar || r == '»' && spaced(b, j, size)
		case '|':
			s.bar = true
		case '•', '›':
			s.bar = s.bar || spaced(b, j, size)
		case '。', '！', '？', '؟', '۔', '।', '։', '።', '။', '។':
			s.inner++
		case '.', '?', '!':
			if s.inner < 3 && sentenceBreak(b[j+1:]) {
				s.inner++
			}
		}
		s.inner = min(s.inner, 3)
		j += size
	}
	s.digits = float64(digits) / float64(max(1, u.runes))
	s.comma = min(1, float64(commas)/max(1, u.n/12))
}

// marking are the bytes that measure has to look at.
var marking = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= utf8.RuneSelf || byteKind[c] == kDigit
	}
	for _, c := range []byte(`,;"|.?!`) {
		t[c] = true
	}
	return t
}()

func spaced(b []byte, j, size int) bool {
	return j > 0 && b[j-1] == ' ' && j+size < len(b) && b[j+size] == ' '
}

// sentenceBreak reports whether what follows a full stop is closing quotes, a
// blank, and a letter.
func sentenceBreak(b []byte) bool {
	for len(b) > 0 && b[0] != ' ' {
		switch r, size := utf8.DecodeRune(b); r {
		case '”', '"', '’', '\'', ')':
			b = b[size:]
		default:
			return false
		}
	}
	if len(b) < 2 {
		return false
	}
	r, size := utf8.DecodeRune(b[1:])
	switch r {
	case '“', '"', '‘', '(':
		r, _ = utf8.DecodeRune(b[1+size:])
	}
	return r < utf8.RuneSelf && byteKind[r]&(kLower|kUpper) != 0 || r >= utf8.RuneSelf && r != utf8.RuneError && isWordRune(r)
}

// bucket is the length class of a unit.
func bucket(n float64) int {
	for i, limit := range [...]float64{3, 7, 12, 25, 50} {
		if n < limit {
			return i
		}
	}
	return 5
}

// prose is the weight of a unit as running text: its words, up to 40; 0 when
// it is none.
func (u *unit) prose() float64 {
	if u.rule == nil && (u.n >= 8 && u.end == endSentence || u.n >= 25 && u.end >= endNone) {
		return min(u.n, 40)
	}
	return 0
}

// scene holds the features of a page that look beyond one unit, one entry a
// unit.
type scene struct {
	prose              []float64
	left5, right5      []float64 // prose to the left and right, halved each unit
	left8, right8      []float64 // the same, times .8 each unit
	short7, shortR7    []float64 // short lines
	cue, cues8, cuesR8 []float64 // lines that a rule names
	next               []int32   // units between this one and the next prose, up to 99
	closed             []bool    // a strong cue stands between this unit and the last prose before it
	damp               []float64 // factor on shape features
	total              float64   // prose of the page
	scratch            []float64
}

// sized returns s with length n, reusing memory.
func sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// decayLeft sets out[i] to the sum of rho^(i-j-1) v[j] over j < i.
func decayLeft(out, v []float64, rho float64) {
	s := 0.0
	for i, x := range v {
		out[i] = s
		s = s*rho + x
	}
}

func decayRight(out, v []float64, rho float64) {
	s := 0.0
	for i := len(v) - 1; i >= 0; i-- {
		out[i] = s
		s = s*rho + v[i]
	}
}

func (s *scene) set(units []unit) {
	n := len(units)
	for _, f := range []*[]float64{&s.prose, &s.left5, &s.right5, &s.left8, &s.right8, &s.short7, &s.shortR7,
		&s.cue, &s.cues8, &s.cuesR8, &s.damp, &s.scratch} {
		*f = sized(*f, n)
	}
	s.next, s.closed = sized(s.next, n), sized(s.closed, n)
	s.total = 0
	shut := true
	for i := range units {
		u := &units[i]
		s.prose[i] = u.prose()
		s.total += s.prose[i]
		s.scratch[i], s.cue[i] = 0, 0
		if u.n < 7 && u.end != endSentence {
			s.scratch[i] = 1
		}
		if u.rule != nil && !u.rule.has(isWeak) {
			s.cue[i] = 1
		}
		shut = shut || u.rule.has(isStrong)
		s.closed[i] = shut
		shut = shut && s.prose[i] == 0
	}
	if s.total == 0 {
		s.total = 1
	}
	decayLeft(s.left5, s.prose, .5)
	decayRight(s.right5, s.prose, .5)
	decayLeft(s.left8, s.prose, .8)
	decayRight(s.right8, s.prose, .8)
	decayLeft(s.short7, s.scratch, .7)
	decayRight(s.shortR7, s.scratch, .7)
	decayLeft(s.cues8, s.cue, .8)
	decayRight(s.cuesR8, s.cue, .8)
	gap := int32(99)
	for i := n - 1; i >= 0; i-- {
		s.next[i] = gap
		if gap = min(gap+1, 99); s.prose[i] > 0 {
			gap = 0
		}
	}
	for i := 0; i < n; {
		j := i
		for j < n && (s.prose[j] > 0) == (s.prose[i] > 0) {
			j++
		}
		d := 1.0
		if s.prose[i] == 0 {
			d = 1 / math.Sqrt(float64(j-i))
		}
		for ; i < j; i++ {
			s.damp[i] = d
		}
	}
}

// is is 1 for true.
func is(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
