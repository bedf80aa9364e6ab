package clean

import (
	"bytes"

	"newsdup/internal/clip"
)

// Names of the decisions that no class makes; they stand in Clip.Lines beside
// the class names.
const (
	ruleTitle      = "title"        // the headline, and its repeat
	ruleAd         = "ad"           // the class whose lines may stand inside a sentence
	ruleByline     = "byline"       // the page's byline, and the class it comes from
	ruleDate       = "date"         // the page's date, and the class it comes from
	ruleTime       = "time"         // the class of a time of day alone
	ruleBeforeBody = "before-body"  // full dump: above the segment
	ruleAfterBody  = "after-body"   // full dump: below it
	ruleBeforeHead = "before-title" // part-extracted: a short line above the headline
	ruleAfterMeta  = "after-meta"   // a short line of names right behind a date line
	ruleTail       = "tail"         // a short line behind the last paragraph, beside furniture
	ruleLimit      = "limit"        // beyond the lines that are read
	ruleOtherDate  = "other-date"   // a date line that is not the page's date
	ruleOtherBy    = "other-byline" // a byline that is not the page's
	ruleRelated    = "related"      // the class of promotions, and the titles below one
	ruleLegal      = "legal"        // the class of what lawyers want on a page
	ruleContinue   = "continue"     // the class of buttons for more
	ruleSubscribe  = "subscribe"    // the class of newsletters and subscriptions
	ruleAbout      = "about"        // the class of headings of what a site or a company says of itself
	ruleRepeat     = "repeat"       // a line that the body holds already
	ruleStranger   = "stranger"     // a line inside the body that does not read like it
	ruleSite       = "site"         // a line that recurs on the pages of the site
)

// full decides on a full dump and returns the unit of the headline, -1 for
// none.
func (c *Cleaner) full(meta *clip.Meta) (title int) {
	us := c.units
	c.measure()
	a, b := c.takeEdges(c.segment())
	for i := range us {
		r := us[i].rule
		switch {
		case i < a:
			c.why[i] = nameOr(r, c.outside(i, ruleBeforeBody))
		case i > b:
			c.why[i] = nameOr(r, c.outside(i, ruleAfterBody))
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
	c.dropBoilerplate(a, b)
	c.dropLinked(a, b)
	c.dropRepeats(a, b)
	c.dropStrangers(a, b)
	c.dropFurniture(a, b, a)
	c.dropSignature(a, b)
	title = c.fullTitle(a, b)
	if title >= 0 {
		c.why[title] = ruleTitle
		c.dropTitleAgain(title, a, b+1)
	}
	c.readMeta(meta, a, b)
	return title
}

// dropTitleAgain drops a headline that is printed twice: the same words again among the
// first of the units from a to before end.
func (c *Cleaner) dropTitleAgain(title, a, end int) {
	us := c.units
	for i := a; i < min(end, a+reachRepeat-1); i++ {
		if c.why[i] == "" && us[i].n <= 2*us[title].n && sameWords(us[i].text, us[title].text) {
			c.why[i] = ruleTitle
		}
	}
}

// dropRepeats drops from the body a..b the lines that stand in it a second time:
// captions of a gallery, a promotion between paragraphs.
func (c *Cleaner) dropRepeats(a, b int) {
	clear(c.keys)
	for i := a; i <= b; i++ {
		if c.why[i] != "" || c.units[i].n < shortestRepeat {
			continue
		}
		k := c.shapes[i].key
		if first, ok := c.keys[k]; !ok {
			c.keys[k] = int32(i)
		} else if bytes.Equal(c.units[first].text, c.units[i].text) { // keys are without digits
			c.why[i] = ruleRepeat
		}
	}
}

// shortestRepeat is in words; rows of a table and lines of a poem are shorter.
const shortestRepeat = 8

// measure takes the features of the units that look beyond one line.
func (c *Cleaner) measure() {
	c.softenLive()
	c.soften()
	c.head.setHead(c.units)
	c.shapes = sized(c.shapes, len(c.units))
	for i := range c.units {
		c.head.measure(&c.shapes[i], &c.units[i], int32(i))
	}
	c.markRepeats()
	c.markTurns()
	c.scene.set(c.units)
}

func nameOr(c *class, name string) string {
	if c != nil {
		return c.name
	}
	return name
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
	if thread := c.threadOf(); thread >= 0 {
		for i := thread; i < n; i++ {
			c.why[i] = ruleComments
		}
		us, n = us[:thread], thread
	}
	p0, p1 := 0, n-1 // first and last prose
	for p0 < n && us[p0].prose() == 0 {
		p0++
	}
	bare := p0 == n // no prose: nothing has an inside, but numbers may be a table
	top := p0
	if bare {
		p0 = 0
	} else {
		for us[p1].prose() == 0 || p1 > p0 && c.teased(p1) {
			p1--
		}
		top = c.belowStandfirst(p0, p1)
	}
	for i := range us {
		r := us[i].rule
		switch {
		case r == nil:
		case r.has(dropsInside | dropsPart):
			c.why[i] = r.name
		case bare && !r.has(isWeak), !bare && i <= top:
			c.why[i] = r.name
		case !bare && i >= p1 && !r.has(dropsTop):
			c.why[i] = r.name
		}
	}
	others := false // headlines of other pages: a heading of the kind stood behind the body
	for i := range us {
		u := &us[i]
		others = others || i > p1 && u.rule.has(isEnd)
		if i > p1 && c.why[i] == "" && c.teased(i) {
			c.why[i] = ruleTail
		}
		if c.why[i] != "" || u.end == endSentence || bulleted(u.text) || hasPrefix(u.text, "—") {
			continue
		}
		names := u.n <= 3 && u.caps == u.words
		switch {
		case names && i > 0 && us[i-1].rule.has(isMeta) && c.why[i-1] != "" && (len(c.unpicked) == 0 || us[i-1].last+1 == u.number):
			c.why[i] = ruleAfterMeta
		case i > p1 && u.n < 7 && !dated(u, nil) && (us[i-1].rule != nil || i+1 < n && us[i+1].rule != nil):
			c.why[i] = ruleTail
		case others && u.n <= longestTitle && u.prose() == 0:
			c.why[i] = ruleTail
		}
	}
	if !bare {
		c.dropBoilerplate(p0, n-1)
		c.dropLinked(p0, p1)
		c.dropFurniture(0, n-1, top)
		c.dropSignature(p0, n-1)
	}
	if title = c.partTitle(meta, p0); title < 0 && meta.Title == "" {
		title = c.columnTitle(meta, p0)
	}
	if title >= 0 {
		c.why[title] = ruleTitle
		again := title > 0 && us[0].n >= shortestHeadline && repeats(us[0].text, us[title].text)
		for i := range title {
			switch {
			case c.why[i] != "":
			case i == 0 && again:
				c.why[i] = ruleTitle
			case again && us[i].prose() == 0 || us[i].n < 4 && us[i].end != endSentence:
				c.why[i] = ruleBeforeHead
			}
		}
		c.dropTitleAgain(title, title+1, n)
	}
	for i := 0; title < 0 && i < p0 && c.why[i] == ""; i++ { // the name of the site
		if u := &us[i]; u.n < 4 && u.caps == u.words && us[i+1].rule != nil {
			c.why[i] = ruleBeforeHead
		}
	}
	c.readMeta(meta, top, p1)
	return title
}

// teased reports a question below a heading of other stories, which is the headline of
// one.
func (c *Cleaner) teased(i int) bool {
	u := &c.units[i]
	if u.n > longestSentenceTitle || !bytes.HasSuffix(u.text, []byte("?")) {
		return false
	}
	for k := i - 1; k >= max(0, i-reachTeased); k-- {
		if c.units[k].prose() > 0 {
			return false
		}
		if c.units[k].rule.has(isEnd) {
			return true
		}
	}
	return false
}

const reachTeased = 40 // units

// belowStandfirst is the end of the head of a part-extracted text: its first
// prose, or, when that is a standfirst with the date and the byline below it,
// the next one.
func (c *Cleaner) belowStandfirst(p0, p1 int) int {
	us := c.units
	if us[p0].n > longestStandfirst || anyHas(us[:p0], isMeta) {
		return p0
	}
	told := false
	for i := p0 + 1; i <= min(p1, p0+reachMeta); i++ {
		told = told || us[i].rule.has(isMeta)
		if us[i].prose() > 0 {
			if told {
				return i
			}
			break
		}
	}
	return p0
}

const longestStandfirst = 45 // words
