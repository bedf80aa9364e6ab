package clean

// Lines that recur on the pages of a site (package site) are taken out where
// they can do no harm:
//
//	Harbour Post                        head: goes
//	Port strike: unions accept offer
//	Dockers voted on Tuesday to ...     first paragraph
//	Read the full report here           between two paragraphs: goes if it recurs there
//	Ships were let in from Friday ...
//	Played                              in a list or a table: stays, whatever it is
//	Won
//	The company said the offer ...      last paragraph
//	Attendance                          stays: a line that is the page's own stands below
//	23,411
//	Follow the harbour with us          foot: goes, as everything up to the page's own lines
//	The Post is owned by nine towns ... a paragraph that ends every second article goes too:
//	                                    else it makes copies of all that are shorter
//
// Evidence is taken from units as Clean builds them, so that a name that a
// scraper left on a line of its own, inside a sentence, is no line. Numbers are
// words, but above the first paragraph, where they are clocks and counters.

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"newsdup/internal/clip"
	"newsdup/internal/markup"
	"newsdup/internal/site"
)

const (
	longestFurniture = 12  // words
	widestFurniture  = 100 // characters
	fewestLetters    = 3   // without them a line is a number, a mark or an initial
	reachBetween     = 3   // units to the paragraph on either side
	mostFoot         = 2   // long lines at the end of a page that may be the site's, up to half of them
)

// Evidence is what a page says about the furniture of its site.
func (c *Cleaner) Evidence(raw *clip.Raw) site.Page {
	meta, page, blocks := raw.Meta, raw.Text, false
	if raw.Kind == clip.HTML {
		m, text := markup.Visible(raw.Text)
		meta, page, blocks = fill(meta, m), []byte(text), true
	}
	c.build(page, blocks)
	p := site.Page{Site: site.Of(raw.Origin, &meta)}
	first, last := c.paragraphs(0, len(c.units)-1)
	words := c.words[:0]
	foot := c.footOf(first, last)
	for i := range c.units {
		u := &c.units[i]
		switch {
		case mayRecur(u):
			exact, masked := lineKeys(u.text)
			if i < first {
				p.Lines = append(p.Lines, site.Key(exact, site.Head))
			}
			p.Lines = append(p.Lines, site.Key(exact, site.Anywhere), site.Key(masked, site.Anywhere))
			if first < i && i < last && c.between(i, first, last) {
				p.Lines = append(p.Lines, site.Key(exact, site.Between))
			}
		case i >= foot && mayEnd(u):
			exact, _ := lineKeys(u.text)
			p.Lines = append(p.Lines, site.Key(exact, site.Foot))
		case u.n > longestFurniture:
			eachWord(u.text, func(w, _ uint64) { words = append(words, w) })
		}
	}
	if title := titleOf(&meta); title != "" {
		exact, _ := lineKeys([]byte(title))
		p.Lines = append(p.Lines, site.Key(exact, site.Head))
	}
	slices.Sort(p.Lines)
	p.Lines = slices.Clip(slices.Compact(p.Lines))
	p.Text = site.Sketch(words)
	if c.words = words; cap(words) > keptWords {
		c.words = nil
	}
	return p
}

// keptWords is how many words of a page are kept room for.
const keptWords = 1 << 16

// footOf is the first of the last long units of a page, which hold paragraphs first..last:
// mostFoot of them, but never more than half.
func (c *Cleaner) footOf(first, last int) int {
	long := 0
	for i := first; i <= last; i++ {
		long += int(is(mayEnd(&c.units[i])))
	}
	i := last + 1
	for n := min(mostFoot, long/2); n > 0; {
		i--
		n -= int(is(mayEnd(&c.units[i])))
	}
	return i
}

// mayEnd reports a paragraph that could be a site's, below its articles.
func mayEnd(u *unit) bool { return u.n > longestFurniture && u.prose() > 0 }

// mayRecur reports a unit that could be furniture.
func mayRecur(u *unit) bool {
	return u.pieces == 1 && u.n <= longestFurniture && u.runes <= widestFurniture && lettered(u.text)
}

func lettered(b []byte) bool {
	letters := 0
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		if unicode.IsLetter(r) {
			if letters++; letters == fewestLetters || unspaced(r) {
				return true
			}
		}
		b = b[size:]
	}
	return false
}

// lineKeys are the hashes of the words of a line, lower-cased and without
// punctuation; masked with its numbers as 0.
func lineKeys(text []byte) (exact, masked uint64) {
	exact, masked = 1, 1
	eachWord(text, func(w, m uint64) { exact, masked = mix(exact, w), mix(masked, m) })
	return exact, masked
}

// paragraphs are the first and the last unit of prose in a..b; first > last
// when there is none.
func (c *Cleaner) paragraphs(a, b int) (first, last int) {
	first, last = a, b
	for first <= last && c.units[first].prose() == 0 {
		first++
	}
	for last >= first && c.units[last].prose() == 0 {
		last--
	}
	return first, last
}

// between reports whether unit i stands alone between two paragraphs of
// first..last; noise beside it does not count.
func (c *Cleaner) between(i, first, last int) bool {
	near := func(step int) bool {
		for j, n := i+step, 0; j >= first && j <= last && n < reachBetween && step*(j-i) <= 4*reachBetween; j += step {
			if c.units[j].prose() > 0 {
				return true
			}
			if !c.units[j].rule.has(dropsInside) {
				n++
			}
		}
		return false
	}
	return near(-1) && near(1)
}

// recurs reports whether unit i recurs on the site at such a place; masked is
// with any numbers.
func (c *Cleaner) recurs(i int, p site.Place, masked bool) bool {
	u := &c.units[i]
	if c.furniture == nil || !mayRecur(u) {
		return false
	}
	exact, folded := lineKeys(u.text)
	return c.furniture.Has(site.Key(exact, p)) || masked && c.furniture.Has(site.Key(folded, p))
}

// isName reports whether nearly all articles of the site have that for a headline, and it
// looks like the name of a site, which is short: it is that, and none. A column is "Letters to
// the editor", and what one affair is headed in many papers "Port Strike Enters Third Week".
func (c *Cleaner) isName(title []byte) bool {
	if c.furniture == nil || !siteName(title) || countWords(title) > longestSite {
		return false
	}
	exact, _ := lineKeys(title)
	return c.furniture.Has(site.Key(exact, site.Head))
}

// outside is the rule of a unit that stands outside the body of a dump: what
// is known of it, else where it stands.
func (c *Cleaner) outside(i int, where string) string {
	if c.options.Explain && c.recurs(i, site.Anywhere, true) {
		return ruleSite
	}
	return where
}

// dropFurniture drops what recurs on the site from the body a..b, whose head
// ends before unit top.
func (c *Cleaner) dropFurniture(a, b, top int) {
	if c.furniture == nil {
		return
	}
	first, last := c.paragraphs(a, b)
	if first > last {
		return
	}
	if c.furniture.HasFoot() {
		c.dropFoot(first, last)
	}
	for last > first && (c.why[last] != "" || c.units[last].prose() == 0) {
		last--
	}
	top = max(top, first)
	for i := a; i < top; i++ {
		if c.why[i] == "" && c.recurs(i, site.Anywhere, true) {
			c.why[i] = ruleSite
		}
	}
	for i := top; i < last; i++ {
		if c.why[i] == "" && c.units[i].prose() == 0 && c.recurs(i, site.Between, false) && c.between(i, first, last) {
			c.why[i] = ruleSite
		}
	}
	for i := b; i > last; i-- {
		if c.why[i] != "" {
			continue
		}
		if !c.recurs(i, site.Anywhere, false) {
			break
		}
		c.why[i] = ruleSite
	}
}

// dropFoot drops the last paragraphs of first..last that end the site's articles.
func (c *Cleaner) dropFoot(first, last int) {
	foot := max(first+1, c.footOf(first, last))
	for i := last; i >= foot; i-- {
		if c.why[i] != "" || !mayEnd(&c.units[i]) {
			continue
		}
		exact, _ := lineKeys(c.units[i].text)
		if !c.furniture.Has(site.Key(exact, site.Foot)) {
			return
		}
		c.why[i] = ruleSite
	}
}

// columnTitle is the headline among the furniture of the head, for a column
// that is called the same every day; -1 for none.
func (c *Cleaner) columnTitle(meta *clip.Meta, p0 int) int {
	var dropped []int
	for i := range p0 {
		if c.why[i] == ruleSite && !c.isName(c.units[i].text) {
			dropped = append(dropped, i)
			c.why[i] = ""
		}
	}
	if len(dropped) == 0 {
		return -1
	}
	title := c.partTitle(meta, p0)
	for _, i := range dropped {
		if i != title {
			c.why[i] = ruleSite
		}
	}
	return title
}
