package word

import (
	"encoding/binary"
	"math/bits"
)

// The word hash.
//
// Method: wyhash (Wang Yi, "Modern Non-Cryptographic Hash Function and
// Pseudorandom Number Generator", 2020; github.com/wangyi-fudan/wyhash, public
// domain) with the protected mixer of its WYHASH_CONDOM=2 build. The bytes are
// read as little-endian numbers of 8 bytes; two numbers are multiplied to 128
// bits and the halves folded into one by exclusive or. A text of up to 16
// bytes, that is nearly every word, is two loads that may overlap and two
// multiplications.
//
// Worked example: "nato" has 4 bytes, so both loads take the same 4 bytes:
// a = b = 0x6f74616e; p, q = the halves of (a^s1)·(b^s0) each folded back; the
// hash is the same mix of (p^s2^4) and (q^s1).
//
// Rejected: FNV-1a, a multiplication for each byte in a chain, which is the
// bottleneck of a pass that does nothing but cut and hash; hash/maphash, whose
// seed changes from run to run, so that nothing hashed can be stored.

// HashVersion changes whenever a hash of any word changes: stored hashes of
// another version must not be compared with ours.
const HashVersion = 1

// The odd constants of wyhash (version final 4): each byte has four bits set,
// and every pair of constants differs in 32 bits.
const (
	s0 = 0xa0761d6478bd642f
	s1 = 0xe7037ed1a0b428db
	s2 = 0x8ebc6af09c88c6e3
)

// Hash is the 64-bit hash of b: the same on every machine and in every run of
// one HashVersion, and never 0.
func Hash(b []byte) uint64 { return hash(b, false) }

// HashString is Hash of the bytes of s; it does not allocate.
func HashString(s string) uint64 { return hash([]byte(s), false) }

// hash is Hash of b, or with fold of b in lower case; then b must be ASCII.
func hash(b []byte, fold bool) uint64 {
	n := uint64(len(b))
	seed := uint64(s0)
	var x, y uint64
	switch {
	case n > 16:
		rest := b
		for len(rest) > 16 {
			x, y = load8(rest), load8(rest[8:])
			if fold {
				x, y = lower(x), lower(y)
			}
			p, q := mul(x^s1, y^seed)
			seed = p ^ q
			rest = rest[16:]
		}
		x, y = load8(b[n-16:]), load8(b[n-8:])
	case n >= 8:
		x, y = load8(b), load8(b[n-8:])
	case n >= 4:
		x, y = load4(b), load4(b[n-4:])
	case n > 0:
		x = uint64(b[0])<<16 | uint64(b[n>>1])<<8 | uint64(b[n-1])
	}
	if fold {
		x, y = lower(x), lower(y)
	}
	p, q := mul(x^s1, y^seed)
	p, q = mul(p^s2^n, q^s1)
	if h := p ^ q; h != 0 {
		return h
	}
	return 1
}

// mul multiplies x and y to 128 bits and folds the factors back in, so that a
// factor of 0 loses nothing of the other one.
func mul(x, y uint64) (uint64, uint64) {
	hi, lo := bits.Mul64(x, y)
	return x ^ lo, y ^ hi
}

// lower sets bit 5 of each byte A-Z of x. The bytes of x are below 0x80, so no
// sum carries into the next byte.
func lower(x uint64) uint64 {
	const each = 0x0101010101010101
	atLeastA, aboveZ := x+(0x80-'A')*each, x+(0x80-'Z'-1)*each
	return x | (atLeastA&^aboveZ&(0x80*each))>>2
}

func load8(b []byte) uint64 { return binary.LittleEndian.Uint64(b) }
func load4(b []byte) uint64 { return uint64(binary.LittleEndian.Uint32(b)) }
