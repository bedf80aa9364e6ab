package entity

import "encoding/binary"

// Where the letters of a text are.
//
// Method: eight bytes are taken as one number. Two additions set the top bit of each byte
// that is an ASCII letter, and a multiplication moves these bits together (Hacker's
// Delight, 7-4). Then a word is a run of ones, and counting zeros gives its length.
//
//	text   "The 4th of May"
//	bits    11100110110111    the first byte is the lowest
//
// Rejected: doing so for the eight bytes of each word, and the eight behind when all are
// letters. That takes a branch that the processor cannot predict.

// setLetters returns a bit for each byte of text, 1 for an ASCII letter, in the memory of
// dst if that is large enough. At least 64 bits of 0 follow.
func setLetters(dst []byte, text string) []byte {
	n := len(text)/8 + 9
	if cap(dst) < n {
		dst = make([]byte, n, n+n/4)
	}
	dst = dst[:n]
	to := dst
	for ; len(text) >= 32 && len(to) >= 4; text, to = text[32:], to[4:] {
		to[0], to[1] = letters8(load8(text, 0)), letters8(load8(text, 8))
		to[2], to[3] = letters8(load8(text, 16)), letters8(load8(text, 24))
	}
	for ; len(text) >= 8; text, to = text[8:], to[1:] {
		to[0] = letters8(load8(text, 0))
	}
	to[0] = letters8(loadShort(text))
	clear(to[1:])
	return dst
}

// lettersFrom is the bits from i on, at least 57 of them.
func lettersFrom(letters []byte, i int) uint64 {
	k := uint(i) / 8
	return binary.LittleEndian.Uint64(letters[k:k+8]) >> (uint(i) % 8)
}

// letters8 has a bit for each byte of x that is an ASCII letter.
//
// Take a byte without its top bit and without the bit of lower case. It is at least 'A' if
// adding 0x80-'A' sets its top bit, and above 'Z' if adding 0x80-'Z'-1 does.
func letters8(x uint64) byte {
	const each = 0x0101010101010101
	up := x & (0x5f * each)
	letter := ((up + (0x80-'A')*each) ^ (up + (0x80-'Z'-1)*each)) &^ x & (0x80 * each)
	return byte(letter * 0x0002040810204081 >> 56)
}
