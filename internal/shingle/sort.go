package shingle

import (
	"math/bits"
	"slices"
)

// How hashes are sorted: they are spread evenly by construction, so their top
// bits say where they belong. One counting pass over n/3 buckets, one pass
// that moves each key to its bucket, then insertion over keys that are at most
// a few places off.
//
//	keys     9f.. 03.. 7a.. 04.. e1..      top two bits: 2 0 1 0 3
//	moved    03.. 04.. 7a.. 9f.. e1..
//
// 9 ns a key at 700 keys, against 41 ns of slices.Sort (BenchmarkSortDistinct).
// A byte-wise radix sort was rejected: its eight passes and 256 counters each
// are made for millions of keys, not for the some hundred of a clip.
// A bucket that is full although keys should spread (a period repeated a
// thousand times, a page made to attack the hash) goes to slices.Sort first,
// so the worst case stays n log n.

const (
	tiny = 24 // keys that insertion sorts fastest; a bucket with more is not the work of chance
	wide = 16 // bits of the largest bucket table: 256 KB of counters
)

// sorter holds the scratch of sortDistinct.
type sorter struct {
	moved []uint64
	ends  []uint32
}

// bucketShift is how far to shift a key for one of about n/3 buckets.
func bucketShift(n int) int { return 64 - max(1, min(bits.Len(uint(n))-2, wide)) }

// sortDistinct sorts keys and drops repeats. The result lies in keys.
func (s *sorter) sortDistinct(keys []uint64) []uint64 {
	if len(keys) <= tiny {
		insertion(keys)
		return slices.Compact(keys)
	}
	shift := bucketShift(len(keys))
	s.ends = resize(s.ends, 1<<(64-shift))
	s.moved = resize(s.moved, len(keys))
	ends, moved := s.ends, s.moved
	clear(ends)
	for _, k := range keys {
		ends[k>>shift]++
	}
	var sum, most uint32
	for i, n := range ends {
		most = max(most, n)
		ends[i] = sum
		sum += n
	}
	for _, k := range keys {
		b := k >> shift
		moved[ends[b]] = k
		ends[b]++
	}
	if most > tiny {
		start := uint32(0)
		for _, end := range ends {
			if end-start > tiny {
				slices.Sort(moved[start:end])
			}
			start = end
		}
	}
	insertion(moved)
	n := 1
	keys[0] = moved[0]
	for _, k := range moved[1:] {
		if k != keys[n-1] {
			keys[n] = k
			n++
		}
	}
	return keys[:n]
}

// insertion sorts keys that are nearly in order, or few.
func insertion(keys []uint64) {
	for i := 1; i < len(keys); i++ {
		k, j := keys[i], i
		for j > 0 && keys[j-1] > k {
			keys[j] = keys[j-1]
			j--
		}
		keys[j] = k
	}
}

// resize returns a slice of length n, reusing s when it is long enough; its content is undefined.
func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/4)
	}
	return s[:n]
}
