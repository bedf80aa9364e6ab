package entity

import "encoding/binary"

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

// setLetters is a bit for each byte of text, 1 for an ASCII letter, in the memory
// of dst if there is enough; behind them are 64 bits and more of none.
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

// lettersFrom is the bits from i on, 57 or more of them.
func lettersFrom(letters []byte, i int) uint64 {
	k := uint(i) / 8
	return binary.LittleEndian.Uint64(letters[k:k+8]) >> (uint(i) % 8)
}

// letters8 has a bit for each byte of x that is an ASCII letter.
//
// A byte without its top bit and that of lower case is at least 'A' if adding
// 0x80-'A' sets its top bit, and above 'Z' if adding 0x80-'Z'-1 does.
func letters8(x uint64) byte {
	const each = 0x0101010101010101
	up := x & (0x5f * each)
	letter := ((up + (0x80-'A')*each) ^ (up + (0x80-'Z'-1)*each)) &^ x & (0x80 * each)
	return byte(letter * 0x0002040810204081 >> 56)
}
