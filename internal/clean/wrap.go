package clean

// A page whose lines were broken at some width, as by a text browser or a mail
// program, is told by how full its lines are: the first word of the next one would
// not have fitted.
//
//	   Four navy divers spent three hours in water of 4 degrees on          full: "Friday" would
//	   Friday to free the second outlet of the Kessel dam, which had        stand in column 76
//	   not moved since 2019. It took all four.                              not full: a paragraph ends
//	   Weather                                                              a line of its own
//
// Full lines are joined to the next whatever the two look like. Joining by looks alone
// (unit.go) leaves the lines apart that end in a stop or begin with a name, and lines that are
// not paragraphs mislead everything that follows.

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

const (
	narrowest   = 40  // characters of the longest line of a wrapped page
	widest      = 120 // lines that are longer show that none is wrapped
	fewestLines = 8
	fewestFull  = 5
	longestWord = 80 // bytes; in a script without spaces a line is one word, and tells nothing
)

// wrapWidth is the width to which the lines were broken, 0 when they were not.
func (c *Cleaner) wrapWidth() int {
	if len(c.lines) < fewestLines {
		return 0
	}
	for k := range c.lines {
		if l := &c.lines[k]; l.runes > widest && l.words > 1 { // not an address
			return 0
		}
	}
	width := 0
	for k := range c.lines {
		if w := c.width(k); w <= widest && c.lines[k].words >= 4 {
			width = max(width, w)
		}
	}
	if width < narrowest {
		return 0
	}
	full, loose, inside := 0, 0, 0 // inside a sentence
	for k := range c.lines[:len(c.lines)-1] {
		switch next := &c.lines[k+1]; {
		case next.gap || bulleted(next.text) || 5*c.width(k) < 3*width:
		case c.filled(k, width):
			full++
			first, _ := utf8.DecodeRune(next.text)
			inside += int(is(c.lines[k].end == endNone && unicode.IsLetter(first) && !unicode.IsUpper(first)))
		default:
			loose++
		}
	}
	if full < fewestFull || 3*loose > full || 3*inside < full {
		return 0
	}
	return width
}

// width is how many characters line k takes in the page, its indent with it.
func (c *Cleaner) width(k int) int {
	b := c.page[c.lines[k].start:]
	if end := bytes.IndexByte(b, '\n'); end >= 0 {
		b = b[:end]
	}
	return columns(bytes.TrimRight(b, " \t\r"))
}

// columns is how many characters b takes; what hides a mark takes what that took.
func columns(b []byte) (n int) {
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		if b = b[size:]; invisible(r) {
			n += size
		} else {
			n++
		}
	}
	return n
}

// filled reports that the first word of the next line would not have fitted on line k.
func (c *Cleaner) filled(k, width int) bool {
	next, _ := c.bytesOf(k + 1)
	if i := bytes.IndexByte(next, ' '); i >= 0 {
		next = next[:i]
	}
	return len(next) <= longestWord && c.width(k)+1+columns(next) > width
}
