package clean

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"newsdup/internal/clip"
)

// Names of the decisions that no class makes; they stand in Clip.Lines beside
// the class names.
const (
	ruleTitle      = "title"        // the headline, and its repeat
	ruleByline     = "byline"       // a name alone between date lines
	ruleBeforeBody = "before-body"  // full dump: above the segment
	ruleAfterBody  = "after-body"   // full dump: below it
	ruleBeforeHead = "before-title" // part-extracted: a short line above the headline
	ruleAfterMeta  = "after-meta"   // a short line of names right behind a date line
	ruleTail       = "tail"         // a short line behind the last paragraph, beside furniture
	ruleLimit      = "limit"        // beyond the lines that are read
)

// full decides on a full dump and returns the unit of the headline, -1 for
// none.
func (c *Cleaner) full(meta *clip.Meta) (title int) {
	us, n := c.units, len(c.units)
	c.head.setHead(us)
	c.shapes = sized(c.shapes, n)
	for i := range us {
		c.head.measure(&c.shapes[i], &us[i], int32(i))
	}
	c.markRepeats()
	c.scene.set(us)
	a, b := c.cutCopy(c.extend(c.segment()))
	for i := range us {
		r := us[i].rule
		switch {
		case i < a:
			c.why[i] = nameOr(r, ruleBeforeBody)
		case i > b:
			c.why[i] = nameOr(r, ruleAfterBody)
		case r.has(dropsInside):
			c.why[i] = r.name
		}
	}
	for i := a; i < b && us[i].rule.has(dropsHead); i++ {
		c.why[i] = us[i].rule.name
	}
	for i := b; i > a && us[i].rule.has(dropsTail); i-- {
		c.why[i] = us[i].rule.name
	}
	title = c.fullTitle(a)
	if title >= 0 {
		c.why[title] = ruleTitle
	}
	c.readMeta(meta, a, b)
	return title
}

func nameOr(c *class, name string) string {
	if c != nil {
		return c.name
	}
	return name
}

// fullTitle is the last unit above the body that repeats the page's first
// title-like line; failing that, the first line of four words.
func (c *Cleaner) fullTitle(a int) int {
	for i := a - 1; i >= 0; i-- {
		if u := &c.units[i]; u.n >= 3 && u.end != endSentence && c.shapes[i].title >= .7 {
			return i
		}
	}
	for i := range c.units[:min(3, a)] {
		if c.units[i].n >= 4 {
			return i
		}
	}
	return -1
}

// markRepeats marks the units whose words stand on the page more than once.
func (c *Cleaner) markRepeats() {
	if c.keys == nil {
		c.keys = make(map[uint64]int32)
	}
	clear(c.keys)
	for i := range c.shapes {
		s := &c.shapes[i]
		if first, ok := c.keys[s.key]; ok {
			s.repeats = true
			c.shapes[first].repeats = true
		} else {
			c.keys[s.key] = int32(i)
		}
	}
}

// part decides on a part-extracted text: what a rule names goes, at the edges
// all of it; what no rule names stays, but for short lines beside furniture.
func (c *Cleaner) part(meta *clip.Meta) (title int) {
	us, n := c.units, len(c.units)
	p0, p1 := 0, n-1 // first and last prose
	for p0 < n && us[p0].prose() == 0 {
		p0++
	}
	bare := p0 == n // no prose: nothing has an inside, but numbers may be a table
	if bare {
		p0 = 0
	} else {
		for us[p1].prose() == 0 {
			p1--
		}
	}
	for i := range us {
		r := us[i].rule
		if r != nil && (r.has(dropsInside|dropsPart) || !bare && (i <= p0 || i >= p1) || bare && !r.has(isWeak)) {
			c.why[i] = r.name
		}
	}
	for i := range us {
		u := &us[i]
		if c.why[i] != "" || u.end == endSentence || bulleted(u.text) || hasPrefix(u.text, "—") {
			continue
		}
		names := u.n <= 3 && u.caps == u.words
		switch {
		case names && i > 0 && us[i-1].rule.has(isMeta) && c.why[i-1] != "":
			c.why[i] = ruleAfterMeta
		case i > p1 && u.n < 7 && (us[i-1].rule != nil || i+1 < n && us[i+1].rule != nil):
			c.why[i] = ruleTail
		}
	}
	title = c.partTitle(meta, p0)
	if title >= 0 {
		c.why[title] = ruleTitle
		for i := range title {
			if c.why[i] == "" && us[i].n < 4 && us[i].end != endSentence {
				c.why[i] = ruleBeforeHead
			}
		}
		k := key(us[title].text)
		for i := title + 1; i < min(n, title+4); i++ { // printed twice
			if c.why[i] == "" && us[i].n <= 2*us[title].n && key(us[i].text) == k {
				c.why[i] = ruleTitle
			}
		}
	}
	c.readMeta(meta, p0, p1)
	return title
}

const (
	longestTitle = 30 // words
	// A first line that ends like a sentence is taken for the headline up to
	// this length only.
	longestSentenceTitle = 20
)

// partTitle finds the headline above the first prose, unit p0, or in its place.
func (c *Cleaner) partTitle(meta *clip.Meta, p0 int) int {
	us := c.units
	first := -1
	for i := 0; i <= p0 && i < len(us); i++ {
		if c.why[i] == "" {
			first = i
			break
		}
	}
	if first < 0 {
		return -1
	}
	if meta.Title != "" { // the container told: only find its repeat
		for i := first; i <= p0; i++ {
			if c.why[i] == "" && sameTitle(meta.Title, us[i].text) {
				return i
			}
		}
		return -1
	}
	// "Clara rejoins Rovers": three words are a headline in sentence case, a
	// heading of the site in title case.
	if u := &us[first]; first < p0 && u.end != endSentence && u.n >= 3 && u.n < 4 && u.caps < u.words && wordy(u.text) {
		return first
	}
	for i := first; i <= p0; i++ {
		if u := &us[i]; c.why[i] == "" && u.n >= 4 && u.n <= longestTitle && u.end != endSentence && wordy(u.text) {
			return i
		}
	}
	u := &us[first]
	if first < p0 {
		if u.end != endSentence && u.n >= 2 && first+1 == p0 && wordy(u.text) {
			return first
		}
	}
	if c.sentenceTitle(first) {
		return first
	}
	return -1
}

// sentenceTitle reports whether the first line is a headline though it ends in
// a stop: one sentence, capitalised like a headline, or a question, or all
// there is above a single longer paragraph.
func (c *Cleaner) sentenceTitle(i int) bool {
	us := c.units
	u := &us[i]
	if u.end != endSentence || u.n > longestSentenceTitle || i+1 >= len(us) || innerSentences(u.text) > 0 {
		return false
	}
	kept := 0
	for j := range us {
		if c.why[j] == "" {
			kept++
		}
	}
	next := &us[i+1]
	switch {
	case u.n >= 4 && float64(u.caps) >= .6*float64(u.words):
		return true
	case kept == 2 && next.n > u.n:
		return true
	case c.why[i+1] == "" && key(u.text) == key(next.text):
		return true
	}
	return false
}

// wordy reports more letters than digits and more than one word: "11 / 28 /
// 05" is no headline, nor is the name of a site.
func wordy(b []byte) bool {
	letters, words := 0, bytes.IndexByte(b, ' ') > 0
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		if unicode.IsLetter(r) {
			letters++
			words = words || unspaced(r)
		} else if unicode.IsDigit(r) {
			letters--
		}
		b = b[size:]
	}
	return letters > 0 && words
}

// innerSentences counts sentence ends inside a text.
func innerSentences(b []byte) (n int) {
	for j := range b {
		if (b[j] == '.' || b[j] == '?' || b[j] == '!') && sentenceBreak(b[j+1:]) {
			n++
		}
	}
	return n
}

// sameTitle reports whether a line is the title that the container gave, or
// that title without the name of the site behind it.
func sameTitle(title string, line []byte) bool {
	if key([]byte(title)) == key(line) {
		return true
	}
	return len(line) >= 12 && len(title) > len(line) && title[:len(line)] == string(line) &&
		len(title)-len(line) < 40 && !isWordRune(rune(title[len(line)]))
}
