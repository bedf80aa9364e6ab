package clean

// Spans lead from a clip back to its page. A line of the page is a run of
// bytes; a unit is lines joined, with a blank between them or without; a
// paragraph of the body is a unit, less its dateline:
//
//	page   "PARIS (AFP) - The  vote in\n" "Port Anna\n" ", she said, was close.\n"
//	unit   "PARIS (AFP) - The vote in"  " Port Anna"  ", she said, was close."
//	body                 "The vote in"  " Port Anna"  ", she said, was close."
//	span                  14 to 26        27 to 36       37 to 59
//
// So a paragraph has one span a line that it was made of. All of this is done
// for pages to be explained only: the others keep one number a line.

import (
	"bytes"
	"math"
	"unicode"
	"unicode/utf8"

	"newsdup/internal/clip"
)

// lostDateline is the dateline that a paragraph lost; of several in a row all of
// them.
type lostDateline struct {
	unit     int
	dateline int     // bytes of its unit's text
	rest     int     // where the paragraph begins behind it
	words    float64 // see line.n
}

// lostBy is the dateline of a unit; the zero value when it has lost none.
func (c *Cleaner) lostBy(unit int) lostDateline {
	for _, o := range c.lost {
		if o.unit == unit {
			return o
		}
	}
	return lostDateline{}
}

// bytesOf is line k in the page and its offset: from its first visible byte to
// behind its last one.
func (c *Cleaner) bytesOf(k int) (b []byte, start int) {
	start = int(c.lines[k].start)
	b = c.page[start:]
	if end := bytes.IndexByte(b, '\n'); end >= 0 {
		b = b[:end]
	}
	for len(b) > 0 && b[0] <= ' ' {
		b = b[1:]
		start++
	}
	for len(b) > 0 && b[len(b)-1] <= ' ' {
		b = b[:len(b)-1]
	}
	return b, start
}

// source is the range of the page that normalises to text[from:to] of line k.
func (c *Cleaner) source(k, from, to int) (start, end int) {
	b, start := c.bytesOf(k)
	return start + offset(b, from, false), start + offset(b, to, true)
}

// offset is where in b, which begins and ends with visible characters, its normal form has n
// bytes: behind the character that makes it so many, or before the one that
// comes next.
func offset(b []byte, n int, behind bool) int {
	out, blank := 0, false
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		switch {
		case behind && out >= n:
			return i
		case invisible(r):
		case r <= ' ', r >= utf8.RuneSelf && (unicode.IsSpace(r) || unicode.IsControl(r)):
			blank = true
		default:
			if blank && out > 0 {
				out++
			}
			if blank = false; !behind && out >= n {
				return i
			}
			out += size
		}
		i += size
	}
	return len(b)
}

// piece is a line inside a unit.
type piece struct {
	line     int // index of Cleaner.lines
	from, to int // bytes of the unit's text
}

// pieces appends the lines of unit i, of which first is the first, to ps. Lines
// that an advertisement has put into its sentence are none.
func (c *Cleaner) pieces(ps []piece, i, first int) []piece {
	u, at := &c.units[i], 0
	for k := first; k < len(c.lines) && c.lines[k].number <= u.last; k++ {
		if k > first && c.inserted(k) {
			continue
		}
		if at > 0 && at < len(u.text) && u.text[at] == ' ' {
			at++
		}
		ps = append(ps, piece{k, at, at + len(c.lines[k].text)})
		at += len(c.lines[k].text)
	}
	return ps
}

// inserted reports an advertisement inside a sentence.
func (c *Cleaner) inserted(k int) bool {
	r := c.lines[k].rule
	return r != nil && r.name == ruleAd
}

// spans appends the spans of text[from:to] of a unit made of ps, which stands at
// byte `at` of a part of the clip.
func (c *Cleaner) spans(spans []clip.Span, ps []piece, from, to, at int) []clip.Span {
	for _, p := range ps {
		a, b := max(from, p.from), min(to, p.to)
		if a >= b {
			continue
		}
		s := clip.Span{At: at + a - from, To: at + b - from}
		s.Start, s.End = c.source(p.line, a-p.from, b-p.from)
		spans = append(spans, s)
	}
	return spans
}

// explainUnpicked lists the lines from k on that are blocks which pick left out, up
// to a number, and returns the next one.
func (c *Cleaner) explainUnpicked(out *clip.Clip, k int, number int32) int {
	for ; k < len(c.unpicked) && c.lines[k].number < number; k++ {
		c.line(out, k, 0, len(c.lines[k].text), c.unpicked[k])
	}
	return k
}

// explain lists every line that is not blank with the decision on it, in parts
// where a dateline ends inside, and the spans of title and body.
func (c *Cleaner) explain(out *clip.Clip, title int) {
	out.Lines = make([]clip.Line, 0, len(c.lines)+1)
	var ps []piece
	k, at := 0, 0
	for i := range c.units {
		u, o := &c.units[i], c.lostBy(i)
		k = c.explainUnpicked(out, k, u.number)
		ps = c.pieces(ps[:0], i, k)
		for next := 0; k < len(c.lines) && c.lines[k].number <= u.last; k++ {
			if next == len(ps) || ps[next].line != k {
				c.line(out, k, 0, len(c.lines[k].text), ruleAd)
				continue
			}
			p := ps[next]
			next++
			n := p.to - p.from
			cut := max(0, min(n, o.rest-p.from))
			if cut > 0 {
				end := min(cut, o.dateline-p.from)
				if end <= 0 { // the mark behind it, on a line of its own
					end = len(bytes.TrimRight(c.lines[k].text[:cut], " "))
				}
				c.line(out, k, 0, end, "dateline")
			}
			if cut < n {
				c.line(out, k, cut, n, c.why[i])
			}
		}
		if i == title {
			out.TitleSpans = c.spans(nil, ps, o.rest, o.rest+c.titled, 0)
		}
		if c.why[i] == "" {
			out.BodySpans = c.spans(out.BodySpans, ps, o.rest, len(u.text), at)
			at += len(u.text) - o.rest + len("\n")
		}
	}
	c.explainUnpicked(out, k, math.MaxInt32)
	if c.cut > 0 {
		out.Lines = append(out.Lines, clip.Line{N: int(c.cut), Rule: ruleLimit, Start: int(c.cutAt), End: len(c.page)})
	}
}

// line adds text[from:to] of line k.
func (c *Cleaner) line(out *clip.Clip, k, from, to int, rule string) {
	l := &c.lines[k]
	start, end := c.source(k, from, to)
	out.Lines = append(out.Lines, clip.Line{N: int(l.number), Text: string(l.text[from:to]), Rule: rule, Start: start, End: end})
}
