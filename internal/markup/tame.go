package markup

// What the HTML parser must not be given.
//
// Two small pages cost golang.org/x/net/html far more than their length:
//
//   - An inline element that is still open when its block ends (<b>, <font>: the
//     "formatting elements" of the HTML standard) is opened again in the next.
//     400 of them before 24,000 paragraphs, 196 KB, are 10 million nodes: 1.6 GB.
//   - The names of a tag's attributes are kept in a map to find the second of
//     a name. One tag of 800,000, 6 MB, takes 400 MB, and clearing the map for
//     each tag behind it takes as long as filling it.
//
// So where formatting elements times tags could exceed maxTags, each becomes a
// <span>, which reads the same and is never opened again; and a tag is closed
// before its attribute number maxAttributes+1:
//
//	<b id=1>Storm</b>  becomes  <span id=1>Storm</span>
//	<p a b c ... z>    becomes  <p a b c ...>z>
//
// Both look at every "<" before a letter, wherever it stands: in a script or a
// comment the change does no harm, and a page cannot hide a tag from it.
// Rejected: counting what is open with a tokenizer, which is cheated by end
// tags that the parser ignores, such as </b> in a table cell.

import "bytes"

// tame returns the page itself, or a copy that the parser can take.
func tame(page []byte) []byte {
	page = closeTags(page)
	formatting := 0
	for i := nextTag(page, 0); i < len(page); i = nextTag(page, i+1) {
		if name, _ := tagName(page[i:]); isFormatting(name) {
			formatting++
		}
	}
	if formatting*bytes.Count(page, []byte{'<'}) <= maxTags {
		return page
	}
	out := make([]byte, 0, len(page)+len(page)/8)
	done := 0
	for i := nextTag(page, 0); i < len(page); i = nextTag(page, i+1) {
		if name, at := tagName(page[i:]); isFormatting(name) {
			out = append(append(out, page[done:i+at]...), "span"...)
			done = i + at + len(name)
		}
	}
	return append(out, page[done:]...)
}

// nextTag is the place of the next "<" from i on, len(page) when there is none.
func nextTag(page []byte, i int) int {
	if i < len(page) {
		if n := bytes.IndexByte(page[i:], '<'); n >= 0 {
			return i + n
		}
	}
	return len(page)
}

// tagName is the name of the tag, or end tag, that b opens with, and its place.
func tagName(b []byte) (name []byte, at int) {
	at = 1
	if len(b) > 1 && b[1] == '/' {
		at = 2
	}
	end := at
	for end < len(b) && !endsName(b[end]) {
		if end-at == longestFormatting {
			return nil, at
		}
		end++
	}
	return b[at:end], at
}

const longestFormatting = len("strike")

func endsName(c byte) bool { return isBlank(c) || c == '/' || c == '>' }

// isFormatting reports whether a tag name, of any case, is of a formatting element; <a>
// is none here, because one closes the other.
func isFormatting(name []byte) bool {
	var lower [longestFormatting]byte
	for i, c := range name {
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		lower[i] = c
	}
	switch string(lower[:len(name)]) {
	case "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u":
		return true
	}
	return false
}

// closeTags puts a ">" in front of attribute maxAttributes+1 of every tag that has so many.
func closeTags(page []byte) []byte {
	copied := false
	s := attributeScan{page: page}
	for i := nextTag(page, 0); i+1 < len(page); i = nextTag(page, i+1) {
		if c := page[i+1] | 0x20; c < 'a' || c > 'z' {
			continue
		}
		if end := s.excess(i + 1); end > 0 {
			if !copied {
				s.page = bytes.Clone(page)
				page, copied = s.page, true
			}
			page[end] = '>'
		}
	}
	return page
}

// attributeScan reads tags as the tokenizer of the HTML standard does.
type attributeScan struct {
	page  []byte
	quote [2]int // where the next " and ' stand, as last looked for: no byte is looked at twice
}

// excess is where attribute maxAttributes+1 of the tag begins whose name begins
// at i; 0 when the tag has no more than maxAttributes.
func (s *attributeScan) excess(i int) int {
	b := s.page
	for i < len(b) && !endsName(b[i]) {
		i++
	}
	for n := 0; ; n++ {
		for i < len(b) && (isBlank(b[i]) || b[i] == '/') {
			i++
		}
		switch {
		case i >= len(b) || b[i] == '>':
			return 0
		case n == maxAttributes:
			return i
		}
		i++ // a name may begin with "="
		for i < len(b) && !endsName(b[i]) && b[i] != '=' {
			i++
		}
		for i < len(b) && isBlank(b[i]) {
			i++
		}
		if i >= len(b) || b[i] != '=' {
			continue
		}
		i++
		for i < len(b) && isBlank(b[i]) {
			i++
		}
		switch {
		case i < len(b) && (b[i] == '"' || b[i] == '\''):
			i = s.closing(i) + 1
		default:
			for i < len(b) && !isBlank(b[i]) && b[i] != '>' {
				i++
			}
		}
	}
}

// closing is the place of the quote that ends the value whose quote stands at i.
func (s *attributeScan) closing(i int) int {
	c := s.page[i]
	known := &s.quote[c&1] // '"' is even, '\'' odd
	if *known <= i {
		*known = len(s.page)
		if n := bytes.IndexByte(s.page[i+1:], c); n >= 0 {
			*known = i + 1 + n
		}
	}
	return *known
}
