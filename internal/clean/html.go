package clean

// An HTML page is cleaned with two answers at hand. Readability says for each
// block of the page whether it belongs to the article (markup.Block); the tags
// around a block can overrule it: links alone, a caption, an <aside>. The
// segment model (segment.go) gives the second answer, one run of blocks, from
// the same features as for a dump and those of the tags (blocks.go), without a
// look at the first.
//
// Readability is right on 97 pages in 100, and to the block, where the model is
// off by a line at one end of every third page. But where Readability fails it
// fails whole: it takes the comments, the cookie notice or the list of other
// stories. So its answer stands unless
//
//   - the two have next to nothing in common, and the model's shares more words
//     with what the page says of itself (title, description);
//   - the model's holds all of it, and three quarters as much again: Readability
//     took one box of an article that stands in several.
//
// Where it stands, prose that the model takes too comes back between its first
// and its last paragraph, and it ends at the heading of the comments where the model's
// ends there too.
//
// Example: a page without a class name, whose 70 comments of 20 words hang on an
// article of 60: Readability takes the comments, the model the blocks below the
// headline; only those hold the words of the title, so they are the body.
//
// Rejected, each worse in cross-validation (doc.go): judging every block by a
// logistic model of all features, Readability's answer among them; a segment
// model with Readability's answer as features, which then fails where that does;
// the model's ends in place of Readability's.

import (
	"math"

	"newsdup/internal/markup"
)

// sheet is what is known of the blocks of an HTML page: one entry a unit.
type sheet struct {
	blocks      []markup.Block
	readable    []bool    // Readability kept it, and no tag speaks against it
	described   []float64 // overlap with what the page says of itself
	first, last int       // readable prose: the first, the last
	told        story     // what JSON-LD gives as the article
	vector      htmlVector
}

// survey measures the units, which are blocks of a page.
func (c *Cleaner) survey(a *markup.Article) {
	s, n := &c.sheet, len(c.units)
	s.blocks, s.readable = sized(s.blocks, n), sized(s.readable, n)
	s.described, c.shapes = sized(s.described, n), sized(c.shapes, n)
	c.head.setText(a.Summary)
	for i := range c.units {
		s.blocks[i] = a.Blocks[c.units[i].number-1]
		c.head.measure(&c.shapes[i], &c.units[i], int32(i))
		s.described[i] = c.shapes[i].title
	}
	c.head.setText(a.Title)
	for i := range c.units {
		c.head.measure(&c.shapes[i], &c.units[i], int32(i))
	}
	c.markRepeats()
	c.scene.set(c.units)
	s.told.set(c.units, a.Story)

	kept, left := 0, 0 // bytes
	for i := range c.units {
		if s.blocks[i].Kept >= .5 {
			kept += len(c.units[i].text)
			if !s.blocks[i].Cues.Furniture() {
				left += len(c.units[i].text)
			}
		}
	}
	s.first, s.last = n, -1
	for i := range c.units {
		b := &s.blocks[i]
		// Where the tags speak against most of it, the page is a list of links, or all
		// of it stands in a box named for a gallery: then they say nothing.
		s.readable[i] = b.Kept >= .5 && !(b.Cues.Furniture() && left*4 >= kept)
		if s.readable[i] && c.scene.prose[i] > 0 {
			s.first, s.last = min(s.first, i), i
		}
	}
}

// pick leaves the units that belong to the article of an HTML page, and says
// how it was found; "" when there is none, and all units stay.
func (c *Cleaner) pick(a *markup.Article) (why string) {
	if len(c.units) == 0 || len(a.Blocks) == 0 {
		return ""
	}
	c.survey(a)
	s := &c.sheet
	from, to := c.htmlSegment()
	modelled := func(i int) bool {
		return from <= i && i <= to && !s.blocks[i].Cues.Furniture()
	}
	why = whyReadable
	prefer, both := c.prefer(modelled)
	if prefer {
		why = whyModelled
	}
	c.unpicked = sized(c.unpicked, len(c.units))
	headline, top, body := c.heading(func(i int) bool {
		return c.scene.prose[i] > 0 && (prefer && modelled(i) || !prefer && s.readable[i])
	})
	picked, behind := c.units[:0], false
	for i := range c.units {
		take := s.readable[i]
		if near := i - to; -nearEnd <= near && near <= nearEnd && both > 0 && c.units[i].rule.has(isEnd) && c.units[i].rule.name == ruleComments {
			behind = true
		}
		switch {
		case behind:
			take = false
		case prefer:
			take = modelled(i)
		case !take && s.first < i && i < s.last:
			take = c.scene.prose[i] > 0 && modelled(i)
		}
		take = take && (i > headline || c.scene.prose[i] > 0) // above the headline stands the section
		take = take || top <= i && i < body && c.units[i].rule.has(isMeta) && c.units[i].rule.name != ruleTime
		c.unpicked[i] = ""
		if take {
			picked = append(picked, c.units[i])
		} else {
			c.unpicked[i] = outsideRule(s.blocks[i].Cues)
		}
	}
	if len(picked) == 0 {
		return ""
	}
	c.units = picked
	return why
}

// heading is where a page without a date for programs prints date and byline: from
// a little above its headline, or above the first prose of the article where no
// headline is known, to that prose. What a rule names there is taken with the
// article; in part it becomes the metadata and goes. The headline is -1 when none is known.
func (c *Cleaner) heading(prose func(i int) bool) (headline, from, to int) {
	headline = -1
	for i := range c.units {
		switch {
		case prose(i) && headline >= 0:
			return headline, max(0, headline-aboveHeadline), i
		case prose(i):
			return -1, max(0, i-nearHeadline), i
		case c.sheet.blocks[i].Cues&markup.CueHeadline != 0:
			headline = i
		}
	}
	return -1, 0, 0
}

// aboveHeadline is how many blocks above its headline a page may print the date.
const aboveHeadline = 2

// article picks the article of an HTML page: from its blocks, or, when JSON-LD
// gives one that does not stand there (a script draws it, or the page hides it
// until somebody pays), from JSON-LD. It says how it was found, "" when all units
// stay.
func (c *Cleaner) article(a *markup.Article) (why string) {
	why = c.pick(a)
	if told := &c.sheet.told; len(a.Blocks) > 0 && told.total >= shortestStory && told.share(c.units) < leastTold {
		c.build([]byte(a.Story), true)
		c.unpicked = c.unpicked[:0]
		why = whyTold
	}
	return why
}

const (
	shortestStory = 40 // words
	leastTold     = .3
)

const (
	whyReadable = "html: the part of the page that Readability finds"
	whyTold     = "html: the text that JSON-LD gives as the article; the page does not show it"
	whyModelled = "html: the run of blocks that the segment model finds; Readability took another part of the page"
)

// prefer reports whether the model's answer is to replace Readability's, and how
// many words of prose are in both.
func (c *Cleaner) prefer(modelled func(int) bool) (_ bool, both float64) {
	s := &c.sheet
	var words, title, description [2]float64 // prose, best overlap with title and description at the top: Readability's, the model's
	var top [2]int
	for i, prose := range c.scene.prose {
		in := [2]bool{s.readable[i], modelled(i)}
		if in[0] && in[1] {
			both += prose
		}
		for k := range in {
			if in[k] {
				words[k] += prose
				if top[k] < topBlocks && c.units[i].n >= 4 {
					top[k]++
					title[k] = max(title[k], c.shapes[i].title)
					description[k] = max(description[k], s.described[i])
				}
			}
		}
	}
	if in := s.told.shares(modelled, s.readable); s.told.total > 0 && math.Abs(in[1]-in[0]) > leastTold {
		return in[1] > in[0], both
	}
	switch {
	case both <= disjoint*min(words[0], words[1]):
		return title[1]+description[1] > title[0]+description[0], both
	default:
		return both >= within*words[0] && words[1] >= wider*words[0], both
	}
}

// The bounds of prefer, in shares of prose. Cross-validated: the first between
// 0 and .4, the last between 1.6 and 2.5, and it is all one.
const (
	disjoint = .2
	within   = .9
	wider    = 1.75

	topBlocks = 4 // of four words or more
	nearEnd   = 5 // units
)

// Names of the decisions on blocks that are no part of the article.
const (
	ruleLinks    = "links"    // a list or a paragraph that is nothing but links
	ruleFigure   = "figure"   // a caption, a credit, what stands in a <figure>
	ruleAside    = "aside"    // <aside>, <nav>, <footer>, or a role of the kind
	ruleBox      = "box"      // a short element whose class says share, related, byline
	ruleComments = "comments" // the class of rules.txt
	ruleOutside  = "outside"  // in a part of the page that holds other things
)

func outsideRule(cues markup.Cues) string {
	switch {
	case cues&markup.CueHeadline != 0:
		return ruleTitle
	case cues&(markup.CueCaption|markup.CueFigure) != 0:
		return ruleFigure
	case cues&markup.CueAside != 0:
		return ruleAside
	case cues&markup.CueFurniture != 0:
		return ruleBox
	case cues&markup.CueLinks != 0:
		return ruleLinks
	}
	return ruleOutside
}
