package clean

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
// what drops them stays.
var softened = func() map[string]*class {
	m := map[string]*class{}
	for _, name := range [...]string{"related", "share", "subscribe", "continue"} {
		m[name] = &class{name: name, traits: isSocial | isWeak | dropsInside | dropsHead | dropsTail}
	}
	return m
}()

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
		if !u.rule.has(isStrong) || i-last > reachInline {
			continue
		}
		soft := softened[u.rule.name]
		if soft == nil {
			last = -reachInline - 1
			continue
		}
		reach := reachTitles
		if u.n > longestHeading {
			reach = reachWhole
		}
		for j := i + 1; j < len(us) && j <= i+reach; j++ {
			if us[j].prose() > 0 {
				u.rule = soft
				break
			}
			if us[j].rule.has(isStrong) {
				if softened[us[j].rule.name] == nil {
					break
				}
				reach = reachInline
			}
		}
	}
}

// dropLinked drops from units a..b the titles below a heading of related stories that
// stands between two paragraphs; the heading itself is gone. The last of several may
// be the sub-head of what follows: a short one stays, and a single one of three words.
func (c *Cleaner) dropLinked(a, b int) {
	us := c.units
	for i := a; i < b; i++ {
		if c.why[i] != ruleRelated || us[i].n > longestHeading {
			continue
		}
		last := i
		for last < b && last-i < mostLinked && c.why[last+1] == "" && us[last+1].prose() == 0 && us[last+1].end <= endNone {
			last++
		}
		if last == b || us[last+1].prose() == 0 {
			continue
		}
		if us[last].n < shortestLinked {
			last--
		}
		for k := i + 1; k <= last; k++ {
			c.why[k] = ruleRelated
		}
	}
}

const (
	longestHeading = 3 // words of a heading that holds no title itself
	mostLinked     = 4 // titles below it
	shortestLinked = 4 // words
)
