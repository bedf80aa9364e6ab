package clean

// Programs that write a page as text leave marks in it that nobody reads:
//
//	## What the court found                        Markdown: a heading,
//	The [fog](https://example.org/f "Fog") was **thick**.  a link, words in bold
//	* ![A ship](ship.jpg)                          and a picture
//	The [14]fog was thick.                         the number of a link that a list at the end explains
//
// They are overwritten in a copy of the page, by characters that nobody sees, so that
// every byte keeps its place and what is known by place (span.go) holds:
//
//	The fog.................................. was thick.
//
// Nothing is rewritten unless the page has several links or headings of the kind, or
// links numbered from 1 without a gap: brackets and stars are text elsewhere. To take the
// marks out line by line would be simpler, but links run over the ends of wrapped
// lines.

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

const (
	fewestLinks     = 3
	fewestHeadings  = 2
	fewestNumbered  = 8
	longestLinkText = 600  // bytes of a link's text, of words in italics
	longestTarget   = 2048 // of its address
)

// plainText is page without the marks of Markdown and the numbers of links, of the same
// length; page itself when there are none.
func (c *Cleaner) plainText(page []byte) []byte {
	links, headings, numbered := 0, 0, 0
	if bytes.IndexByte(page, '[') >= 0 {
		links, numbered = countLinks(page), countNumbered(page, nil)
	}
	if links < fewestLinks {
		headings = countHeadings(page)
	}
	marked := links >= fewestLinks || headings >= fewestHeadings
	listed := numbered >= fewestNumbered || numbered > 0 && bytes.Contains(page, []byte(" 1. http"))
	if !marked && !listed {
		return page
	}
	c.rewritten = append(c.rewritten[:0], page...)
	page = c.rewritten
	if listed {
		countNumbered(page, hide)
	}
	if marked {
		hideLinks(page)
		for start := 0; start < len(page); {
			end := len(page)
			if i := bytes.IndexByte(page[start:], '\n'); i >= 0 {
				end = start + i
			}
			hideMarks(page, start, end)
			start = end + 1
		}
	}
	return page
}

// hide overwrites b[from:to] with what nobody sees.
func hide(b []byte, from, to int) {
	switch {
	case to == from+1:
		hideByte(b, from)
		return
	case (to-from)%2 == 1:
		from += copy(b[from:], "\u200b")
	}
	for ; from < to; from += 2 {
		copy(b[from:], "\u00ad")
	}
}

// hideByte takes out one byte, for which no sign is short enough: what stands before it
// moves, and a blank beside a blank is none.
func hideByte(b []byte, at int) {
	start := at
	for start > 0 && b[start-1] > ' ' {
		if start--; at-start > longestMoved {
			start = at
			break
		}
	}
	copy(b[start+1:], b[start:at])
	b[start] = ' '
}

const longestMoved = 64 // bytes without a blank: more are not moved

// linkAt is the link whose text ends at page[i:], which begins with "](": where it begins
// and ends.
func linkAt(page []byte, i int) (from, to int, ok bool) {
	to = i + 2
	depth, addressed := 1, false
	for ; depth > 0; to++ {
		if to == len(page) || to-i > longestTarget {
			return 0, 0, false
		}
		switch ch := page[to]; ch {
		case '(':
			depth++
		case ')':
			depth--
		case '[', ']', '\n':
			return 0, 0, false
		case ' ': // the title, in quotation marks
			end := bytes.Index(page[to:min(len(page), to+longestLinkText)], []byte("\")"))
			if depth != 1 || end < 2 || page[to+1] != '"' || bytes.IndexByte(page[to:to+end], '\n') >= 0 {
				return 0, 0, false
			}
			to += end
		case '/', '.', '#', ':', '?':
			addressed = true
		}
	}
	depth = 1
	for from = i; depth > 0; {
		if from--; from < 0 || i-from > longestLinkText {
			return 0, 0, false
		}
		switch page[from] {
		case ']':
			depth++
		case '[':
			depth--
		case '\n':
			if from > 0 && page[from-1] == '\n' {
				return 0, 0, false
			}
		}
	}
	if image := from > 0 && page[from-1] == '!'; !addressed && !image && to != i+len("]()") {
		return 0, 0, false // f[i](x)
	}
	return from, to, true
}

// eachLink calls f with each link: where it begins, where its text ends, where it ends.
func eachLink(page []byte, f func(from, middle, to int)) {
	for at := 0; ; {
		i := bytes.Index(page[at:], []byte("]("))
		if i < 0 {
			return
		}
		at += i
		if from, to, ok := linkAt(page, at); ok {
			f(from, at, to)
		}
		at += len("](")
	}
}

func countLinks(page []byte) (n int) {
	eachLink(page, func(int, int, int) { n++ })
	return n
}

func hideLinks(page []byte) {
	eachLink(page, func(from, middle, to int) {
		if from > 0 && page[from-1] == '!' {
			hide(page, from-1, to)
			return
		}
		hide(page, middle, to)
		hideByte(page, from)
		if to == len(page) || page[to] == '\n' {
			hideBullet(page, from)
		}
	})
}

// hideBullet takes out the "* " that page[at:] stands behind, if it is all its line begins with:
// an item that is nothing but a link is one of a menu, and no other line of a menu is marked.
func hideBullet(page []byte, at int) {
	i := at - 1
	for i > 0 && at-i < longestBullet && page[i] == ' ' {
		i--
	}
	if i < 0 || page[i] != '*' && page[i] != '-' && page[i] != '+' {
		return
	}
	for k := i - 1; k >= 0 && page[k] != '\n'; k-- {
		if page[k] > ' ' || i-k > longestBullet {
			return
		}
	}
	page[i] = ' '
}

const longestBullet = 16 // bytes, with its indent

// headingMark is the length of "## " at the beginning of a line, 0 for none.
func headingMark(line []byte) int {
	n := 0
	for n < len(line) && line[n] == '#' {
		n++
	}
	if n == 0 || n > 6 || n == len(line) || line[n] != ' ' {
		return 0
	}
	return n + 1
}

func countHeadings(page []byte) (n int) {
	if bytes.HasPrefix(page, []byte("# ")) {
		n++
	}
	for at := 0; ; {
		i := bytes.Index(page[at:], []byte("\n#"))
		if i < 0 {
			return n
		}
		at += i + 1
		if headingMark(page[at:min(len(page), at+9)]) > 0 {
			n++
		}
	}
}

// hideMarks takes out the marks of a line but for links.
func hideMarks(page []byte, start, end int) {
	for start < end && page[start] <= ' ' {
		start++
	}
	if len(bytes.Trim(page[start:end], " \t\r-=_*|:")) == 0 { // a rule, an underline
		for i := start; i < end && end-start >= len("---"); i++ {
			page[i] = ' '
		}
		return
	}
	n := headingMark(page[start:end])
	if bytes.HasPrefix(page[start:end], []byte("> ")) {
		n = len("> ")
	}
	for i := range n {
		page[start+i] = ' '
	}
	for i := start + n; i < end; i++ {
		switch ch := page[i]; {
		case ch == '\\' && i+1 < end && bytes.IndexByte([]byte("\\`*_{}[]()#+-.!>|~"), page[i+1]) >= 0:
			hideByte(page, i)
			i++
		case ch == '*' && i+1 < end && page[i+1] == '*':
			if !lettersRound(page, i, i+2) {
				hide(page, i, i+2)
			}
			i++
		case (ch == '*' || ch == '_') && i+1 < end && page[i+1] > ' ' && page[i+1] != ch && !letterBefore(page, i):
			if to := emphasised(page[:end], i); to > 0 {
				hideByte(page, i)
				hideByteAt(page, to, end)
			}
		}
	}
}

// emphasised is where the mark stands that closes the one at i, 0 for nowhere.
func emphasised(line []byte, i int) int {
	for k := i + 2; k < min(len(line), i+longestLinkText); k++ {
		if line[k] == line[i] && line[k-1] > ' ' && !letterBehind(line, k+1) {
			return k
		}
	}
	return 0
}

// hideByteAt is hideByte of one in front of which marks may stand that are still looked for: what stands
// behind it moves.
func hideByteAt(b []byte, at, end int) {
	stop := at + 1
	for stop < end && b[stop] > ' ' {
		if stop++; stop-at > longestMoved {
			stop = at + 1
			break
		}
	}
	copy(b[at:], b[at+1:stop])
	b[stop-1] = ' '
}

func letterBefore(b []byte, i int) bool {
	r, _ := utf8.DecodeLastRune(b[:i])
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func letterBehind(b []byte, i int) bool {
	r, _ := utf8.DecodeRune(b[i:])
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func lettersRound(b []byte, from, to int) bool { return letterBefore(b, from) && letterBehind(b, to) }

// countNumbered counts links numbered from 1 on without a gap, as in "[14]fog", and hides
// the numbers where hide is given.
func countNumbered(page []byte, hide func(b []byte, from, to int)) int {
	next := 1
	for at := 0; ; {
		i := bytes.IndexByte(page[at:], '[')
		if i < 0 {
			return next - 1
		}
		at += i + 1
		n, k := 0, at
		for k < len(page) && k-at < 6 && byteKind[page[k]] == kDigit {
			n = 10*n + int(page[k]-'0')
			k++
		}
		if k == at || n != next || k+1 >= len(page) || page[k] != ']' || page[k+1] <= ' ' || bytes.IndexByte([]byte(".,;:)]!?"), page[k+1]) >= 0 {
			continue
		}
		next++
		if hide == nil {
			continue
		}
		if letterBefore(page, at-1) {
			for j := at - 1; j <= k; j++ {
				page[j] = ' '
			}
		} else {
			hide(page, at-1, k+1)
			hideBullet(page, at-1)
		}
		at = k + 1
	}
}
