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
// newline; -1 when there is none. 32 bytes at a time.
func firstControl(b []byte) int {
	i := 0
	for ; i+32 <= len(b); i += 32 {
		x := b[i : i+32]
		p, q, r, s := binary.LittleEndian.Uint64(x), binary.LittleEndian.Uint64(x[8:]), binary.LittleEndian.Uint64(x[16:]), binary.LittleEndian.Uint64(x[24:])
		if printed(p)&printed(q)&printed(r)&printed(s) != highs && controls(p)|controls(q)|controls(r)|controls(s) != 0 {
			break
		}
	}
	for ; i < len(b); i++ {
		if isControl[b[i]] {
			return i
		}
	}
	return -1
}

const (
	ones  = 0x0101010101010101
	highs = 0x80 * ones
)

// printed has the top bits of the bytes of x that are not below a blank, as those of
// nearly all words are. Of seven bits a byte is at least lo if adding 0x80-lo sets the
// eighth.
func printed(x uint64) uint64 { return (x&^highs + (0x80-' ')*ones | x) & highs }

// controls has the top bits of the bytes of x that are control characters other than
// tab and newline.
func controls(x uint64) uint64 {
	low := x &^ highs
	lineEnds := (low + (0x80-'\t')*ones) &^ (low + (0x7f-'\n')*ones)
	return highs &^ printed(x) &^ lineEnds
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
