package clean

// Cleaning is idempotent: an article as `newsdup clean` prints it, cleaned again,
// is what it was. What a decision goes by may be gone with the lines it drops (a
// last line is furniture beside furniture, a paragraph is whole in the markup), so
// two things are needed:
//
//   - steady decides on what is kept as on a part-extracted text, again until it
//     stands. Mostly nothing happens; a dump loses the share bar in its middle.
//   - a page in the form of a printed article on which that decision changes
//     nothing is one, and its lines are whole:
//
//	Port strike: unions accept pay offer      a line alone above the only empty one
//
//	Dockers voted on Tuesday to               no fragment: the lines were read and
//	accept the offer of the port.             nothing was found on them
//
// The simpler way, to clean the text that would be printed until it comes back,
// costs each page its cleaning twice, and joins list items that the markup of an
// HTML page has told apart.

import "newsdup/internal/clip"

// mostPasses bounds the passes of steady. Each but the last drops something.
const mostPasses = 8

// view is a page as it would be printed: the headline if there is one, then the
// paragraphs.
type view struct {
	units []unit
	why   []string
	of    []int32 // units of the page; -1 for a headline that is none of them
}

// printed reports whether the lines of the page are a printed article. They are
// left as units if so, with the decisions on them: none but the headline goes.
func (c *Cleaner) printed(meta clip.Meta) (title int, ok bool) {
	lines := c.lines
	title = -1
	if c.gaps == 1 && lines[1].gap && meta.Title == "" && mayHead(&lines[0], len(lines)) {
		title = 0
	}
	if len(lines) == 0 || c.wrapped > 0 || c.gaps > 0 && title < 0 || title == 0 && c.isName(lines[0].text) {
		return -1, false
	}
	c.units = c.units[:0]
	for i := range lines {
		if i != title && lines[i].rule.has(dropsInside|dropsPart) {
			return -1, false
		}
		c.units = append(c.units, unit{line: lines[i], last: lines[i].number, pieces: 1})
	}
	c.why = sized(c.why, len(c.units))
	clear(c.why)
	if title == 0 {
		c.why[0] = ruleTitle
	}
	on := c.told.on
	c.told.on = false // of an attempt nothing is told
	found := c.steady(&clip.Clip{Meta: meta}, title, 1)
	c.told.on, c.relative = on, relative{}
	ok = found == title && len(c.lost) == 0
	for i := range c.units {
		ok = ok && (c.why[i] == "" || i == title)
	}
	c.lost = c.lost[:0]
	return title, ok
}

// mayHead reports whether a line alone above an empty one, the first of n, is a
// headline, and not the only other paragraph, nor furniture.
func mayHead(l *line, n int) bool {
	return (l.rule == nil || l.n >= 4) && l.n <= longestTitle && (n > 2 || l.end != endSentence)
}

// partOf is part of units that stand as printed: the first is the headline if
// titled says so, and no empty line tells of one.
func (c *Cleaner) partOf(meta *clip.Meta, titled bool) (title int) {
	clear(c.why)
	if titled {
		c.units[0].rule = nil
	}
	c.keepDateLists()
	spaced := c.spaced
	c.headline, c.spaced = titled, false
	title = c.part(meta)
	c.headline, c.spaced = false, spaced
	return title
}

// steady takes the datelines and decides on the kept units until nothing changes,
// in as many passes at most. It returns the unit of the headline, -1 for none.
func (c *Cleaner) steady(out *clip.Clip, title, passes int) int {
	c.datelines(&out.Meta)
	for pass := 0; pass < passes && !c.stands(out, title); pass++ {
		titled := c.setView(out, title)
		v := &c.view
		meta := out.Meta
		meta.Title = ""
		if titled && v.of[0] >= 0 {
			titled = len(v.units) > 1 && mayHead(&v.units[0].line, len(v.units))
		}
		units, why, furniture := c.units, c.why, c.furniture
		c.units, c.why, c.furniture = v.units, sized(v.why, len(v.units)), nil
		found := -1
		if len(v.units) > 0 {
			found = c.partOf(&meta, titled)
		}
		v.why = c.why
		c.units, c.why, c.furniture = units, why, furniture
		meta.Title = out.Title
		out.Meta = meta
		changed := false
		for k, i := range v.of {
			if i >= 0 && v.why[k] != why[i] {
				why[i], changed = v.why[k], true
			}
		}
		if out.Title == "" {
			if title = -1; found >= 0 {
				title = int(v.of[found])
			}
		}
		if !changed {
			break
		}
		c.datelines(&out.Meta)
	}
	return title
}

// stands reports, of most pages, that deciding on what is kept would change
// nothing: there is a headline, its repeat is gone, and no rule names a line, which
// is what part goes by.
func (c *Cleaner) stands(out *clip.Clip, title int) bool {
	if out.Title != "" || title < 0 || !mayHead(&c.units[title].line, len(c.units)) || len(c.titleText(out, title)) != len(c.units[title].text) {
		return false
	}
	head, kept := &c.units[title], 0
	for i := range c.units {
		if c.why[i] != "" {
			continue
		}
		u := &c.units[i]
		if u.rule != nil || dated(u, nil) || u.n < shortestClear && c.lostBy(i).rest > 0 {
			return false
		}
		if kept++; kept < reachRepeat && u.n <= 2*head.n && sameWords(u.text, head.text) {
			return false
		}
	}
	return kept > 1
}

// shortestClear is how many words a paragraph has at least that no rule names once
// it has lost its dateline.
const shortestClear = 25

// setView sets c.view to what is kept; titled says that it begins with a headline.
func (c *Cleaner) setView(out *clip.Clip, title int) (titled bool) {
	v := &c.view
	v.units, v.of = v.units[:0], v.of[:0]
	add := func(u unit, text []byte, i int) {
		if len(text) != len(u.text) {
			u.line = c.classifier.measure(text)
		}
		u.pieces = 1
		v.units, v.of = append(v.units, u), append(v.of, int32(i))
	}
	switch {
	case out.Title != "":
		add(unit{}, []byte(out.Title), -1)
	case title >= 0:
		add(c.units[title], c.titleText(out, title), title)
	}
	titled = len(v.units) > 0
	for i := range c.units {
		u := &c.units[i]
		if c.why[i] != "" {
			continue
		}
		add(*u, u.text[c.lostBy(i).rest:], i)
		if w := &v.units[len(v.units)-1]; w.rule == nil && dated(w, nil) { // one of a list in the page, here maybe not
			w.rule = c.classifier.measure(w.text).rule
		}
	}
	return titled
}
