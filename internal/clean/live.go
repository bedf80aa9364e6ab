package clean

// The entries of a live blog each have a time above them, and often a row of buttons below:
//
//	17.42 BST
//	The Tarn has passed its record level, the environment agency said.
//	Share
//	16.55 BST
//	About 120 people have spent the afternoon in the leisure centre.
//	Share
//
// To the segment model that looks like a thread of comments. A live blog differs from one
// in three things: it begins with the first prose of the page, no name stands above the
// times, and no entry is longer than all others together, as an article is that has
// comments below it. The times between its entries say nothing of where the text ends.

const (
	fewestEntries = 3
	mostAbove     = 2 // units of prose above the first time: a summary
)

// stamped are the classes of dates and times between entries, as they are there.
var stamped = softClasses(ruleTime, "reltime", ruleDate, "published")

// entry is a part of a page that begins with a time of day, or with how long ago it was
// written, and holds prose.
type entry struct {
	first, end int // units: its time, and the one behind its last prose
	prose      float64
}

// softenLive takes from the times and buttons between the entries of a live blog what makes
// them signs of a thread of comments. The times above the first entry stay, for the date.
func (c *Cleaner) softenLive() {
	es := c.entries()
	if es == nil {
		return
	}
	us := c.units
	for i := es[0].end; i < es[len(es)-1].end; i++ {
		if r := us[i].rule; r == nil {
			continue
		} else if stamp := stamped[r.name]; stamp != nil {
			us[i].rule = stamp
		} else if soft := softOf(us, i); soft != nil {
			us[i].rule = soft
		}
	}
}

// belowTime reports a unit right below the time of an entry: its headline, if it is short.
func (c *Cleaner) belowTime(i int) bool {
	if i == 0 {
		return false
	}
	r := c.units[i-1].rule
	return r != nil && r == stamped[r.name]
}

// entries lists the entries of a live blog, none for any other page.
func (c *Cleaner) entries() (es []entry) {
	above := 0
	for i := range c.units {
		u := &c.units[i]
		p, n := u.prose(), len(es)-1
		switch {
		case p > 0 && n < 0:
			if above++; above > mostAbove {
				return nil
			}
		case p > 0:
			es[n].prose += p
			es[n].end = i + 1
		case u.rule != nil && (u.rule.name == ruleTime || u.rule.name == "reltime") && (n < 0 || es[n].prose > 0):
			es = append(es, entry{first: i})
		}
	}
	if n := len(es) - 1; n >= 0 && es[n].prose == 0 {
		es = es[:n]
	}
	if len(es) < fewestEntries || c.discussed(es) {
		return nil
	}
	return es
}

// discussed reports whether entries are those of a discussion: one is an article, names
// stand above most of them, or buttons to answer below one.
func (c *Cleaner) discussed(es []entry) bool {
	named, total, most := 0, 0., 0.
	for _, e := range es {
		total += e.prose
		most = max(most, e.prose)
		if e.first > 0 && c.named(e.first-1) {
			named++
		}
	}
	for i := es[0].first; i < es[len(es)-1].first; i++ {
		if r := c.units[i].rule; r != nil && r.name == ruleComments {
			return true
		}
	}
	return most*2 > total || named*2 > len(es)
}
