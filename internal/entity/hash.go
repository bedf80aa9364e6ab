package entity

import (
	"math/bits"

	"newsdup/internal/word"
)

// spell is the hash of a spelling. It is made to be computed for all words of a line at
// once: up to 16 bytes, as two little-endian numbers filled up with zeros, take one
// multiplication of the mix of word.Hash. The hash of a word with a capital in front
// differs from that of the word without it in one bit only, so that one follows from the
// other. The hash of a word in its plain form is its Exact. The keys of tables.bin are made
// by word.Hash instead.
func spell(w string) uint64 {
	if len(w) > 16 {
		return word.HashString(w)
	}
	x, y := loadShort(w[:min(8, len(w))]), loadShort(w[min(8, len(w)):])
	if c := byte(x); 'A' <= c && c <= 'Z' {
		return capitalised(mix(x|caseBit, y), x)
	}
	return mix(x, y)
}

// caseBit is the bit that is set in letters in lower case and not in capitals.
const caseBit = 0x20

// capitalised is the hash of a word that starts with the letter in the lowest byte of
// first, from the hash of the word with this letter in lower case. The two never share a
// slot of a table.
func capitalised(low, first uint64) uint64 { return low ^ ^first&caseBit<<3 }

// mix hashes two numbers: the halves of their product, with the numbers themselves folded
// in so that a factor of 0 does not lose the other one.
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

// loadShort is load8 for a string of at most 8 bytes. Its loads may overlap, and agree
// where they do.
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

// keepBytes keeps the first n of 15 bytes that were read as two numbers.
var keepBytes = func() (t [16][2]uint64) {
	for n := range t {
		t[n] = [2]uint64{1<<(8*min(n, 8)) - 1, 1<<(8*max(0, n-8)) - 1}
	}
	return t
}()

// hash hashes the short words of the line, lists all words for looking up, and does the
// first step of that (see resolve).
func (r *Reader) hash(text string) {
	line, asked := r.line, r.buffer.asked[:len(r.line)]
	slots, mask, salt := r.view.slots, uint64(len(r.view.slots)-1), r.salt
	for k := range line {
		asked[k] = uint32(k)
		ref := &line[k]
		if n := ref.short() & 15; n > 0 {
			i := int(ref.start)
			b := text[i : i+16]
			x, y := load8(b, 0)&keepBytes[n][0], load8(b, 8)&keepBytes[n][1]
			ref.hash = capitalised(mix(x|caseBit, y), x)
		}
		ref.hash ^= salt
		ref.entry = slots[ref.hash&mask].Load()
	}
	r.asked = asked
}
