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

// sizes spares most words a look into a list: by first byte, a bit for each number
// of bytes of a word there.
type sizes [256]uint32

func sizesOf[V any](list map[string]V) *sizes {
	s := new(sizes)
	for w := range list {
		s[w[0]] |= 1 << min(len(w), 31)
	}
	return s
}

// may reports whether a word of so many bytes, n > 0, could be in the list.
func (s *sizes) may(first byte, n int) bool { return s[first]>>min(n, 31)&1 != 0 }
