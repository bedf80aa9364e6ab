package clean

// Dumps of pages break a line at every inline tag, so that a sentence with a
// link in it arrives as three short lines. Lines that continue each other are
// joined into one unit before anything is decided:
//
//	The vote in        ->  The vote in Port Anna, she said, was close.
//	Port Anna
//	, she said, was close.
//
// An advertisement may stand inside the sentence too: it is left out of the
// unit and keeps its own decision.
//
// Judging the fragments line by line loses them: they look like menu entries
// (F1 .83 against .92 on the same pages).

import (
	"bytes"
	"slices"
	"unicode"
	"unicode/utf8"
)

// unit is a run of the page's lines that continue each other.
type unit struct {
	line
	last   int32 // number of its last line; line.number is the first
	pieces int32 // lines joined
}

// maxUnits bounds memory on pages of nothing but line breaks; no article
// stands behind a hundred thousand lines.
const maxUnits = 1 << 17

// longestName is how many words a line may have there that nothing shows to go on: a
// standfirst below a headline that ends in "old" has more.
const longestName = 8

// longestLink is how many words a name may have that stands behind "of the" at
// the end of a line. A paragraph behind a headline that ends in "for it" has more.
const longestLink = 20

// shortestOpen is how many words a line has at least that may end before a
// link with a capital, as in "It was late. The"; a headline has fewer.
const shortestOpen = 12

// joinable reports whether a line of this class may be a fragment of a sentence.
func joinable(c *class) bool { return c == nil || c.has(isSoft) }

// continues reports whether b continues a; c is the line after b, or nil.
func continues(a, b, c *line) bool {
	if len(a.text) == 0 || len(b.text) == 0 {
		return false
	}
	first, _ := utf8.DecodeRune(b.text)
	if startsInside(b.text) && a.words > 0 && !(b.words == 0 && b.runes > 3) {
		return true
	}
	switch string(a.text) {
	case ",", ";", "，", "、":
		return b.words > 0
	}
	if a.end == endSentence || a.end == endEllipsis {
		return false
	}
	final, _ := utf8.DecodeLastRune(a.text)
	if final == '"' && a.oddQuote && b.words > 0 {
		return true
	}
	if a.words > 0 && b.low && a.end == endNone {
		return true
	}
	if a.words > 0 && b.words > 0 && opening(final) && !closesQuote(a.text) && !endsPrice(a.text) {
		return true
	}
	if a.end == endColon || b.words == 0 || a.words < 4 {
		return false
	}
	low := lastLow(a.text)
	if low == 0 && a.n < shortestOpen {
		return false
	}
	goesOn := c != nil && (c.low || startsInside(c.text))
	if 0 < low && low <= 3 && (b.n < longestName || b.n < longestLink && b.end != endSentence && goesOn) && (unicode.IsUpper(first) || unicode.IsDigit(first)) {
		return true
	}
	// b reads like the text of a link, and c like the rest of the sentence.
	return b.words <= 8 && b.end == endNone && goesOn
}

// startsInside reports text that continues what stands before it. A quotation
// mark does not when a word follows it at once: « and » close in one language
// what they open in another.
func startsInside(b []byte) bool {
	first, size := utf8.DecodeRune(b)
	if !continuing(first) {
		return false
	}
	if first == '»' || first == '”' {
		second, _ := utf8.DecodeRune(b[size:])
		return !isWordRune(second)
	}
	return true
}

// endsPrice reports "0,99 €": a sign of money that ends a sum, and waits for none.
func endsPrice(b []byte) bool {
	last, size := utf8.DecodeLastRune(b)
	if last != '€' && last != '$' && last != '£' {
		return false
	}
	sum := bytes.TrimRight(b[:len(b)-size], " ")
	return len(sum) > 0 && byteKind[sum[len(sum)-1]] == kDigit
}

// closesQuote reports a « at the end of text that ends a quotation, as in
// German: it stands right behind a word or a mark.
func closesQuote(b []byte) bool {
	last, size := utf8.DecodeLastRune(b)
	if last != '«' || size == len(b) {
		return false
	}
	return b[len(b)-size-1] != ' '
}

// continuing marks stand only behind other text.
func continuing(r rune) bool {
	switch r {
	case ',', '.', ';', ':', '!', '?', ')', ']', '}', '»', '”', '%', '、', '。', '，', '；', '：', '！', '？', '）', '」', '』', '،', '؛', '؟', '۔', '।':
		return true
	}
	return false
}

// opening marks ask for more text.
func opening(r rune) bool {
	switch r {
	case ',', '，', '、', '،', '(', '（', '[', '“', '‘', '«', '–', '—', '/', '&', '$', '€', '£':
		return true
	}
	return false
}

// glues reports whether b follows text without a blank.
func glues(text, b []byte, bLow bool) bool {
	first, size := utf8.DecodeRune(text)
	if size == len(text) && unicode.IsUpper(first) && bLow {
		return true // a drop cap
	}
	if startsInside(b) {
		return true
	}
	if closesQuote(text) {
		return false
	}
	switch r, _ := utf8.DecodeLastRune(text); r {
	case '(', '[', '“', '‘', '«', '$', '€', '£':
		return true
	}
	return bytes.HasPrefix(b, []byte("’s")) || bytes.HasPrefix(b, []byte("'s"))
}

// build cuts the page into lines and joins what belongs together, unless every
// line is known to be a whole block. The units live until the next build.
func (c *Cleaner) build(page []byte, blocks bool) {
	c.read(page, blocks)
	c.join(blocks)
}

// read cuts the page into lines, measures and classes them.
func (c *Cleaner) read(page []byte, blocks bool) {
	if !blocks {
		page = c.plainText(page)
	}
	c.lines, c.cut = c.lines[:0], 0
	c.normal = c.normal[:0]
	blank := false
	c.gaps = 0
	c.page, c.cutAt = page, 0
	for number := int32(1); ; number++ {
		end := bytes.IndexByte(page, '\n')
		raw := page
		if end >= 0 {
			raw = page[:end]
		}
		text := trimBlanks(raw)
		l, measured := c.classifier.measureNormal(text)
		if !measured {
			if text, c.normal = normalise(text, c.normal); len(text) > 0 {
				l = c.classifier.measure(text)
			}
		}
		if len(text) > 0 {
			if len(c.lines) == maxUnits {
				c.cut, c.cutAt = number, int32(len(c.page)-len(page))
				break
			}
			l.number, l.start = number, int32(len(c.page)-len(page))
			if l.gap = blank && len(c.lines) > 0; l.gap {
				c.gaps++
			}
			blank = false
			c.lines = append(c.lines, l)
		} else {
			blank = true
		}
		if end < 0 {
			break
		}
		page = page[end+1:]
	}
	// Where lines stand together more often than apart, a blank line ends a
	// paragraph; else there may be one behind every line, whatever it is.
	c.spaced = c.gaps > 0 && 2*c.gaps < len(c.lines)
	c.wrapped = 0
	if !blocks {
		c.wrapped = c.wrapWidth()
	}
}

// join makes the units of the lines.
func (c *Cleaner) join(blocks bool) {
	c.units, c.joined = c.units[:0], c.joined[:0]
	for k := 0; k < len(c.lines); {
		u := unit{line: c.lines[k], last: c.lines[k].number, pieces: 1}
		start, a := len(c.joined), k
		for !blocks {
			b := c.continued(a)
			if b < 0 && u.pieces > 1 && c.broken(a) {
				b = a + 1
			}
			if b < 0 {
				break
			}
			if u.pieces == 1 {
				c.joined = append(c.joined, u.text...)
			}
			if l := &c.lines[b]; b > a+1 || !glues(c.joined[start:], l.text, l.low) {
				c.joined = append(c.joined, ' ')
			}
			c.joined = append(c.joined, c.lines[b].text...)
			u.pieces++
			u.last = c.lines[b].number
			a = b
		}
		k = a + 1
		if u.pieces > 1 {
			l := c.classifier.measure(c.joined[start:len(c.joined):len(c.joined)])
			l.number, l.gap = u.number, u.gap
			u.line = l
		}
		c.units = append(c.units, u)
	}
	c.keepDateLists()
}

// broken reports a sentence, joined of lines up to k, that stops in the middle: the
// next line goes on with a name.
func (c *Cleaner) broken(k int) bool {
	if k+1 >= len(c.lines) {
		return false
	}
	a, b := &c.lines[k], &c.lines[k+1]
	if a.end != endNone || a.digit || !a.low || !joinable(a.rule) || b.rule != nil || b.gap && c.spaced || b.end != endSentence || b.n < shortestOpen {
		return false
	}
	first, _ := utf8.DecodeRune(b.text)
	return unicode.IsUpper(first) && !c.repeatsTitle(k) && !c.repeatsTitle(k+1)
}

// continued is the line that continues line k: the next one, or the one behind
// an advertisement. -1 when there is none.
func (c *Cleaner) continued(k int) int {
	a, b := &c.lines[k], k+1
	if c.wrapped > 0 && b < len(c.lines) {
		switch {
		case c.lines[b].gap:
			return -1
		case !bulleted(c.lines[b].text) && c.filled(k, c.wrapped):
			return b
		}
	}
	if !joinable(a.rule) {
		return -1
	}
	for b < len(c.lines) && b <= k+longestBreak && c.lines[b].rule != nil && c.lines[b].rule.name == ruleAd {
		b++
	}
	if b >= len(c.lines) || !joinable(c.lines[b].rule) {
		return -1
	}
	for _, l := range c.lines[k+1 : b+1] {
		if l.gap && c.spaced {
			return -1
		}
	}
	var after *line
	if b+1 < len(c.lines) {
		after = &c.lines[b+1]
	}
	l := &c.lines[b]
	switch {
	case len(a.text)+len(l.text) > longestJoined:
		return -1
	case !continues(a, l, after):
		return -1
	case c.repeatsTitle(k) || c.repeatsTitle(b):
		return -1
	case b > k+1 && (a.n < shortestBroken || a.end != endNone):
		return -1
	case l.rule.has(isNav) && !(after != nil && (after.low || startsInside(after.text))):
		return -1 // a menu word under a headline that ends in a short word
	}
	return b
}

// repeatsTitle reports that line k is the page's title, which the first line of a
// dump is, alone or with the name of the site behind it: such a headline is whole,
// whatever stands around it. The first line is one when another repeats it.
func (c *Cleaner) repeatsTitle(k int) bool {
	again := func(l line) bool { return l.words >= shortestHeadline && repeats(c.lines[0].text, l.text) }
	if k > 0 {
		return again(c.lines[k])
	}
	return slices.ContainsFunc(c.lines[1:], again)
}

const (
	longestJoined  = 64 << 10 // bytes of two lines; a sentence is shorter, and a line that is a whole page is not copied
	longestBreak   = 2        // lines of an advertisement inside a sentence
	shortestBroken = 6        // words of a sentence that an advertisement may break; a menu entry has fewer
)
