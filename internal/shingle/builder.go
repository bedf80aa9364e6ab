package shingle

import (
	"slices"

	"newsdup/internal/word"
)

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
	words    arena[uint64]
	plain    []uint64 // windows without a masked word
	replaced []uint64 // windows with one, as they stand
	masks    []uint64 // the same windows, masked
	stems
}

// Release says that no set made so far is read any more: their memory may be used again.
func (b *Builder) Release() { b.words.release() }

// Tokens is the set of a clip, with its masked form. A text of one to four
// words is one shingle; no words give the empty set.
func (b *Builder) Tokens(ts []word.Token) Set {
	b.plain, b.replaced, b.masks = b.plain[:0], b.replaced[:0], b.masks[:0]
	if len(ts) == 0 {
		return Set{}
	}
	b.plain = slices.Grow(b.plain, len(ts)) // no growing by halves on a huge text
	if len(ts) < K {
		b.short(ts)
	} else {
		b.windows(ts)
	}
	s := b.set()
	b.markLead(&s, ts)
	return s
}

// markLead sets the bits of the lead. Its windows are hashed a second time: to
// note them as they come costs every window a test.
func (b *Builder) markLead(s *Set, ts []word.Token) {
	s.Lead = b.words.take((len(s.Hashes) + 63) / 64)
	clear(s.Lead)
	var h uint64
	for i := range min(len(ts), leadWindows+K-1) {
		h = h*base + ts[i].Exact
		if i >= K {
			h -= ts[i-K].Exact * base5
		}
		if k, ok := slices.BinarySearch(s.Hashes, h); ok && i >= K-1 {
			s.Lead[k>>6] |= 1 << (k & 63)
		}
	}
}

// windows collects the hashes of every K tokens in a row.
func (b *Builder) windows(ts []word.Token) {
	var h uint64
	last := -K // the last token to be masked
	for i := range ts {
		h = h*base + ts[i].Exact
		if ts[i].Flags&masked != 0 {
			last = i
		}
		if i < K-1 {
			continue
		}
		if i >= K {
			h -= ts[i-K].Exact * base5
		}
		if i-last >= K {
			b.plain = append(b.plain, h)
			continue
		}
		b.replaced = append(b.replaced, h)
		b.masks = append(b.masks, maskedHash(ts[i-K+1:i+1]))
	}
}

// short collects the one shingle of a text of fewer than K words.
func (b *Builder) short(ts []word.Token) {
	h := uint64(len(ts)) * shortText
	m := h + maskedHash(ts)
	var plain uint64
	for i := range ts {
		plain = plain*base + ts[i].Exact
	}
	if h += plain; h == m {
		b.plain = append(b.plain, h)
		return
	}
	b.replaced = append(b.replaced, h)
	b.masks = append(b.masks, m)
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
	b.plain, b.replaced, b.masks = b.plain[:0], b.replaced[:0], b.masks[:0]
	if len(ws) == 0 {
		return Set{}
	}
	var h uint64
	for i, w := range ws {
		h = h*base + w
		if i >= K {
			h -= ws[i-K] * base5
		}
		if i >= K-1 {
			b.plain = append(b.plain, h)
		}
	}
	if len(ws) < K {
		b.plain = append(b.plain, h+uint64(len(ws))*shortText)
	}
	return b.set()
}

// set sorts what was collected and moves it to the arena.
func (b *Builder) set() Set {
	plain := b.sortDistinct(b.plain)
	if len(b.replaced) == 0 {
		s := Set{Hashes: b.words.take(len(plain))}
		copy(s.Hashes, plain)
		return s
	}
	replaced := b.sortDistinct(b.replaced)
	masks := b.sortDistinct(b.masks)
	// The same words can be masked in one place and not in another ("May",
	// "may"): such a shingle stands in both lists and stays in the masked form.
	n := len(plain) + len(replaced) - Overlap(plain, replaced)
	s := Set{Hashes: b.words.take(n), Masked: b.words.take(len(masks)), Touched: b.words.take((n + 63) / 64)}
	copy(s.Masked, masks)
	clear(s.Touched)
	for k, i, j := 0, 0, 0; k < n; k++ {
		switch {
		case j == len(replaced) || i < len(plain) && plain[i] < replaced[j]:
			s.Hashes[k] = plain[i]
			i++
		case i == len(plain) || replaced[j] < plain[i]:
			s.Hashes[k] = replaced[j]
			s.Touched[k>>6] |= 1 << (k & 63)
			j++
		default:
			s.Hashes[k] = plain[i]
			i++
			j++
		}
	}
	return s
}
