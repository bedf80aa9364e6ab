package shingle

import "newsdup/internal/word"

// How a shingle is hashed: the words w0..w4 are the digits of a number to the
// base M, modulo 2^64,
//
//	h = w0·M⁴ + w1·M³ + w2·M² + w3·M + w4
//
// which rolls: the next window is h·M + w5 - w0·M⁵, two multiplications a word
// however long the window (Karp, Rabin: Efficient randomized pattern-matching
// algorithms, 1987). The words are 64-bit hashes themselves and M is odd, so
// two different windows meet with a chance near 2^-60, over all pairs of 10^8
// shingles less than one in a hundred. Mixing the five hashes anew for each
// window was simpler by three lines and cost three times as much.
//
// The two lowest bits of a shingle are 0. While a set is made they say what its
// window is, so that all windows go through one sort and what is equal comes out
// side by side with all that there is to know of it:
//
//	windows   9f..0 +lead   03..0 +masked   9f..0   03..0
//	sorted    03..0   03..0 +masked   9f..0   9f..0 +lead
//	set       03..0 as it stands in one window without a numeral; 9f..0 in the lead

// base is M: odd, 5 modulo 8 (of greatest order modulo 2^64), bits well spread.
const base uint64 = 0x9e3779b97f4a7c15

// base5 is M⁵ modulo 2^64.
const base5 uint64 = 0x2e2b795f2d10fd85

// What masked words read, and what a text of fewer than K words adds, times
// its length, so that it meets no window and no other length.
const (
	maskNumeral  uint64 = 0x5851f42d4c957f2d
	maskCalendar uint64 = 0x14057b7ef767814f
	shortText    uint64 = 0xd1342543de82ef95
)

const masked = word.Numeral | word.Calendar

// Builder makes sets and features. It keeps scratch memory: one a worker, not
// safe for concurrent use. The zero value works.
type Builder struct {
	sorter
	words         arena[uint64]
	keys          []uint64 // windows as they stand, with what they are
	masks         []uint64 // those with a masked word, masked
	touched, lead []uint64 // bits of the set under way
	sequence      [16]byte // of the tokens of the last set
	stems
}

// Release says that no set made so far is read any more: their memory may be used again.
func (b *Builder) Release() { b.words.release() }

// What a window is, in the lowest bits of its hash.
const (
	isMasked = 1 << iota // it holds a masked word
	isLead
	tags = isMasked | isLead
)

// Tokens is the set of a clip, with its masked form. A text of one to four
// words is one shingle; no words give the empty set.
func (b *Builder) Tokens(ts []word.Token) Set {
	if len(ts) == 0 {
		return Set{}
	}
	b.masks = b.masks[:0]
	if len(ts) < K {
		b.sequence = Sequence(ts)
		b.short(ts)
	} else {
		b.windows(ts)
	}
	return b.set()
}

// Sequence is that of the tokens of the last call of Tokens, which had some.
func (b *Builder) Sequence() [16]byte { return b.sequence }

// windows collects the hashes of every K tokens in a row. All that is in its loop is
// in registers; the masks, of which there are few, have one of their own.
func (b *Builder) windows(ts []word.Token) {
	b.keys = resize(b.keys, len(ts)-K+1)
	var h uint64
	lane1, lane2 := laneA, laneB // of the sequence
	for i := range ts[:K-1] {
		w := ts[i].Exact
		h = h*base + w
		lane1, lane2 = round(lane1, lane2, w)
	}
	keys, ends := b.keys, ts[K-1:]
	ends = ends[:len(keys)]
	out := uint64(0) // the word that the window leaves behind
	for k := range keys {
		w := ends[k].Exact
		h = h*base + (w - out*base5)
		lane1, lane2 = round(lane1, lane2, w)
		out = ts[k].Exact
		keys[k] = h &^ tags
	}
	b.sequence = identity(lane1, lane2, len(ts))
	b.maskWindows(ts)
	for k := range keys[:min(len(keys), leadWindows)] {
		keys[k] |= isLead
	}
}

// maskWindows marks the windows that hold a masked word, and collects them masked.
func (b *Builder) maskWindows(ts []word.Token) {
	next := 0 // window
	for i := range ts {
		if ts[i].Flags&masked == 0 {
			continue
		}
		for next = max(next, i-K+1); next <= i && next < len(b.keys); next++ {
			b.keys[next] |= isMasked
			b.masks = append(b.masks, maskedHash(ts[next:next+K]))
		}
	}
}

// short collects the one shingle of a text of fewer than K words, which has no lead.
func (b *Builder) short(ts []word.Token) {
	h := uint64(len(ts)) * shortText
	m := h + maskedHash(ts)
	var plain uint64
	for i := range ts {
		plain = plain*base + ts[i].Exact
	}
	h += plain
	b.keys = append(b.keys[:0], h&^tags)
	if h != m {
		b.keys[0] |= isMasked
		b.masks = append(b.masks, m)
	}
}

// maskedHash is the hash of a window with its numerals read "#" and its month and weekday names "@".
func maskedHash(ts []word.Token) (h uint64) {
	for i := range ts {
		w := ts[i].Exact
		switch f := ts[i].Flags; {
		case f&word.Numeral != 0:
			w = maskNumeral
		case f&word.Calendar != 0:
			w = maskCalendar
		}
		h = h*base + w
	}
	return h
}

// Words is the set of a sequence of word hashes as they are, without masked form.
func (b *Builder) Words(ws []uint64) Set {
	if len(ws) == 0 {
		return Set{}
	}
	b.keys = b.keys[:0]
	var h uint64
	for i, w := range ws {
		h = h*base + w
		if i >= K {
			h -= ws[i-K] * base5
		}
		if i >= K-1 {
			b.keys = append(b.keys, h&^tags)
		}
	}
	if len(ws) < K {
		b.keys = append(b.keys, (h+uint64(len(ws))*shortText)&^tags)
	}
	return Set{Hashes: b.own(b.sortDistinct(b.keys))}
}

// own moves a part of a set to the arena.
func (b *Builder) own(part []uint64) []uint64 {
	s := b.words.take(len(part))
	copy(s, part)
	return s
}

// set makes the set of the windows that were collected.
func (b *Builder) set() Set {
	keys := b.sort(b.keys)
	b.touched, b.lead = b.touched[:0], b.lead[:0]
	// The same words can be masked in one place and not in another ("May",
	// "may"): such a shingle stays in the masked form.
	n, last := 0, ^uint64(0)
	var touched, lead uint64 // the bits of up to 64 keys, that of the last one on top
	for _, k := range keys {
		h := k &^ tags
		if h == last {
			touched &^= ^k << 63
			lead |= k >> 1 << 63
			continue
		}
		if n&63 == 0 && n > 0 {
			b.touched, b.lead = append(b.touched, touched), append(b.lead, lead)
		}
		keys[n], last = h, h
		touched = touched>>1 | k<<63
		lead = lead>>1 | k>>1<<63
		n++
	}
	free := -n & 63
	b.touched, b.lead = append(b.touched, touched>>free), append(b.lead, lead>>free)
	s := Set{Hashes: b.own(keys[:n]), Lead: b.own(b.lead)}
	if len(b.masks) > 0 {
		s.Touched = b.own(b.touched)
		s.Masked = b.own(b.sortDistinct(b.masks))
	}
	return s
}
