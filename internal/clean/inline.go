package clean

import (
	"bytes"
	"unicode"
)

// A promotion between two paragraphs is no end of the article, though its words are
// those of the list that stands behind one:
//
//	The accused asked for a break.          prose
//	Read more: Court clears the baker       one line, or a heading and a line or two
//	"It will not," said the judge.          prose: the article goes on
//
//	A verdict is expected in June.          prose
//	Read more                               a heading, and lines of which none is prose
//	Court clears the baker
//	Bees on the courthouse roof
//	...
//
// The segment model goes by the words; soften takes them from it where the place
// tells otherwise.

// softened are the classes that stand between paragraphs too, as they are there:
// what drops them stays, and they say nothing of where the article ends.
var softened = softClasses(ruleRelated, "share", ruleSubscribe, ruleContinue, ruleAd)

// softClasses are classes of these names that drop their lines and say nothing else.
func softClasses(names ...string) map[string]*class {
	m := map[string]*class{}
	for _, name := range names {
		m[name] = &class{name: name, traits: isWeak | dropsInside | dropsHead | dropsTail}
	}
	return m
}

const (
	reachInline = 4 // units from the prose above to the promotion, from it to the prose below
	reachTitles = 6 // from it to the prose where no other promotion stands between
	reachWhole  = 8 // the same of one that holds its title
)

// soften takes from promotions inside the article what makes them an end of it.
func (c *Cleaner) soften() {
	us := c.units
	last := -reachInline - 1
	for i := range us {
		u := &us[i]
		if u.prose() > 0 {
			last = i
			continue
		}
		if i-last > reachInline || u.rule == nil || !u.rule.has(isStrong) && u.rule.name != ruleAd {
			continue
		}
		soft := softOf(us, i)
		if soft == nil {
			last = -reachInline - 1
			continue
		}
		if goesOn(us, i) {
			u.rule = soft
		}
	}
}

// goesOn reports whether the article goes on behind the promotion i.
func goesOn(us []unit, i int) bool {
	reach := reachTitles
	if !us[i].heads() {
		reach = reachWhole
	}
	for j := i + 1; j < len(us) && j <= i+reach; j++ {
		switch {
		case us[j].prose() > 0, us[j].leadsIn():
			return true
		case inTable(us, j):
			i++ // a result is no title
		case us[j].rule.has(isStrong):
			if softOf(us, j) == nil {
				return false
			}
			if us[j].rule.name != ruleContinue {
				reach = reachInline
			}
		case us[j].rule.has(isWeak):
			i++ // the place of a video is no title
		}
	}
	return false
}

// leadsIn reports the sentence above a list: "The repair costs $1.3 million, which is paid by:"
func (u *unit) leadsIn() bool { return u.rule == nil && u.n >= 8 && u.end == endColon }

// inTable reports one of three or more short lines in a row that hold numbers, as the
// results below "Read more" and its titles: "Port Anna – Osk 31-29".
func inTable(us []unit, i int) bool {
	a, b := i, i
	for a > 0 && us[a-1].isRow() {
		a--
	}
	for b < len(us) && us[b].isRow() {
		b++
	}
	return b-a >= fewestRows && i < b
}

func (u *unit) isRow() bool { return u.rule == nil && u.digit && u.n <= longestRow && u.end == endNone }

const (
	fewestRows = 3
	longestRow = 6 // words
)

// softOf is the class that unit i has when it stands between paragraphs, nil when it ends
// the article there too. What a form says of privacy is part of the form:
//
//	Sign up to our daily newsletter     subscribe
//	Enter your email                    subscribe
//	The Google Privacy Policy applies.  legal
func softOf(us []unit, i int) *class {
	name := us[i].rule.name
	for j := i - 1; name == ruleLegal && j >= max(0, i-reachForm) && us[j].prose() == 0; j-- {
		if us[j].rule != nil && us[j].rule.name == ruleSubscribe {
			name = ruleSubscribe
		}
	}
	return softened[name]
}

const reachForm = 3 // units

// dropLinked drops from units a..b the titles below a heading of related stories that
// stands between two paragraphs; the heading itself is gone. The last of several may
// be the sub-head of what follows: a short one stays, and a single one of three words.
func (c *Cleaner) dropLinked(a, b int) {
	us := c.units
	for i := a; i < b; i++ {
		if c.why[i] != ruleRelated || !us[i].heads() {
			continue
		}
		last := i
		for last < b && last-i < mostLinked && !c.resumes(last+1, b) && (c.why[last+1] != "" || us[last+1].end <= endNone) {
			last++
		}
		if last == b || !c.resumes(last+1, b) {
			continue
		}
		if us[last].n < shortestLinked {
			last--
		}
		for k := i + 1; k <= last; k++ {
			if c.why[k] == "" {
				c.why[k] = ruleRelated
			}
		}
	}
}

// resumes reports whether the article goes on with unit i of a body that ends with b: a
// paragraph, a row of results, or a short sentence or question above a paragraph.
func (c *Cleaner) resumes(i, b int) bool {
	us := c.units
	return us[i].prose() > 0 || inTable(us, i) || i < b && us[i].end == endSentence && c.why[i] == "" && us[i+1].prose() > 0
}

// heads reports a promotion that holds no title itself: "» More on this topic:", not "Read
// more: Who pays?" or "Read more | Who pays?".
func (u *unit) heads() bool {
	words := bytes.TrimFunc(u.text, func(r rune) bool { return !unicode.IsLetter(r) })
	return u.n <= longestHeading && !bytes.ContainsAny(words, ":|>»–—") && !bytes.Contains(words, []byte(" - "))
}

const (
	longestHeading = 5  // words of a heading
	mostLinked     = 12 // titles below it
	shortestLinked = 4  // words
)
