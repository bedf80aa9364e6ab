package clean

import "strings"

// set is of the words of a list.
func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// sizes spares most words a look into a list: by the first two bytes in any case, a
// bit for each number of bytes of a word there.
type sizes [256]uint32

func sizesOf[V any](list map[string]V) *sizes {
	s := new(sizes)
	for w := range list {
		*s.of([]byte(w)) |= 1 << min(len(w), 31)
	}
	return s
}

func (s *sizes) of(w []byte) *uint32 {
	h := w[0] << 3
	if len(w) > 1 {
		h ^= w[1] & 0x1f
	}
	return &s[h]
}

// may reports whether w, which is not empty, could be in the list as a word of n bytes.
func (s *sizes) may(w []byte, n int) bool { return *s.of(w)>>min(n, 31)&1 != 0 }
