package shingle

import (
	"encoding/binary"
	"math/bits"

	"newsdup/internal/word"
)

// The primes of xxHash64 (Collet, xxhash.com), whose round is used below.
const (
	prime1 uint64 = 0x9e3779b185ebca87
	prime2 uint64 = 0xc2b2ae3d27d4eb4f
	prime3 uint64 = 0x165667b19e3779f9
)

// Sequence is a 128-bit identity of the words of a clip in their order: equal
// means the same text once noise is stripped. Two lanes of xxHash64's round
// with other primes; a round is a bijection of the lane for a given word and
// of the word for a given lane, so one changed word can never go unseen.
// It guards against chance, not against forgery.
func Sequence(ts []word.Token) [16]byte {
	a, b := laneA, laneB
	for i := range ts {
		a, b = round(a, b, ts[i].Exact)
	}
	return identity(a, b, len(ts))
}

// What the two lanes start with.
const laneA, laneB = prime3, prime1

// round is the two lanes after the next word. Each waits for the round before, half
// of the time that it takes; windows, which waits for as long, makes a round with each window.
func round(a, b, w uint64) (uint64, uint64) {
	return bits.RotateLeft64(a+w*prime2, 31) * prime1, bits.RotateLeft64(b+w*prime3, 27) * prime2
}

// identity is that of so many words.
func identity(a, b uint64, words int) [16]byte {
	n := uint64(words)
	var id [16]byte
	binary.BigEndian.PutUint64(id[:8], avalanche(a^n))
	binary.BigEndian.PutUint64(id[8:], avalanche(b+n*prime1))
	return id
}

// avalanche lets every bit of h reach every bit of the result (xxHash64's end).
func avalanche(h uint64) uint64 {
	h ^= h >> 33
	h *= prime2
	h ^= h >> 29
	h *= prime3
	return h ^ h>>32
}
