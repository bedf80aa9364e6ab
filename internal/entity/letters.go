package entity

import "math/bits"

// Where the letters of a text are.
//
// Method: of eight bytes as one number, two additions tell in the top bit of each
// whether it is an ASCII letter, and a multiplication moves these bits together
// (Hacker's Delight, 7-4). A word is a run of ones then, and its length a
// count of zeros.
//
//	text   "The 4th of May"
//	bits    11100110110111    the first byte is the lowest
//
// Rejected: the same for the eight bytes of each word, and the eight behind when
// all are letters: a branch that goes either way.

// appendLetters appends a bit for each byte of text, 1 for an ASCII letter; the
// last numbers have none.
func appendLetters(dst []uint64, text string) []uint64 {
	for ; len(text) >= 64; text = text[64:] {
		b := text[:64]
		dst = append(dst, letters8(load8(b, 0))>>56|letters8(load8(b, 8))>>48|letters8(load8(b, 16))>>40|letters8(load8(b, 24))>>32|
			letters8(load8(b, 32))>>24|letters8(load8(b, 40))>>16|letters8(load8(b, 48))>>8|letters8(load8(b, 56)))
	}
	set := uint64(0)
	for i := range len(text) {
		if class8[text[i]] == letter8 {
			set |= 1 << i
		}
	}
	return append(dst, set, 0)
}

// runOf is how many of the bits from i on are set, at most 64.
func runOf(letters []uint64, i int) uint {
	k := uint(i) / 64
	set := letters[k]>>(i&63) | letters[k+1]<<1<<(63-i&63)
	return uint(bits.TrailingZeros64(^set))
}

// letters8 has in its top byte a bit for each byte of x that is an ASCII letter.
//
// A byte without its top bit and with the bit of lower case is at least 'a' if
// adding 0x80-'a' sets its top bit, and above 'z' if adding 0x80-'z'-1 does.
func letters8(x uint64) uint64 {
	const each = 0x0101010101010101
	low := x&^(0x80*each) | 0x20*each
	letter := ((low + (0x80-'a')*each) ^ (low + (0x80-'z'-1)*each)) &^ x & (0x80 * each)
	return letter >> 7 * 0x0102040810204080 & (0xff << 56)
}
