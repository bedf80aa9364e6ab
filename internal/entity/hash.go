package entity

import (
	"math/bits"

	"newsdup/internal/word"
)

// spell is the hash of a spelling, made for being computed while a text is cut:
// up to 16 bytes as two numbers, little-endian and filled up with zeros, in one
// multiplication of the mix of word.Hash. That of a word in its plain form is
// its Exact; what is in tables.bin is by word.Hash.
func spell(w string) uint64 {
	switch {
	case len(w) > 16:
		return word.HashString(w)
	case len(w) > 8:
		return mix(load8(w, 0), loadShort(w[8:]))
	}
	return mix(loadShort(w), 0)
}

// mix hashes two numbers: the halves of their product, and the numbers folded
// in so that a factor of 0 loses nothing of the other.
func mix(x, y uint64) uint64 {
	hi, lo := bits.Mul64(x^0xe7037ed1a0b428db, y^0xa0761d6478bd642f)
	return hi ^ lo ^ x ^ bits.RotateLeft64(y, 32)
}

// load8 is the 8 bytes of s from i as a little-endian number, in one load.
func load8(s string, i int) uint64 {
	s = s[i : i+8]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// loadShort is load8 of at most 8 bytes: of loads that may overlap, where they agree.
func loadShort(s string) uint64 {
	n := len(s)
	if n >= 4 {
		return load4(s) | load4(s[n-4:])<<(8*(n-4))
	}
	if n == 0 {
		return 0
	}
	return uint64(s[0]) | uint64(s[n/2])<<(n/2*8) | uint64(s[n-1])<<(8*(n-1))
}

func load4(s string) uint64 {
	s = s[:4]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24
}

// first8 and second8 keep the first n of 15 bytes that were read as two numbers.
var first8, second8 = func() (x, y [16]uint64) {
	for n := range x {
		x[n] = 1<<(8*min(n, 8)) - 1
		y[n] = 1<<(8*max(0, n-8)) - 1
	}
	return x, y
}()

// hash hashes the short words of the line, lists all for looking up, and does the
// first step of that (see resolve).
func (r *Reader) hash(text string) {
	line, asked := r.line, r.buffer.asked[:len(r.line)]
	slots, mask, salt := r.view.slots, uint64(len(r.view.slots)-1), r.salt
	for k := range line {
		asked[k] = uint32(k)
		ref := &line[k]
		if ref.short {
			i := int(ref.start)
			b, n := text[i:i+16], (int(ref.end)-i)&15
			ref.hash = mix(load8(b, 0)&first8[n], load8(b, 8)&second8[n])
		}
		ref.hash ^= salt
		ref.entry = slots[ref.hash&mask].Load()
	}
	r.asked = asked
}
