package clean

import (
	"slices"
)

// classifier names the class of a line. One per Cleaner: it remembers the
// lines it has seen, because furniture repeats from page to page, and which
// rules failed.
type classifier struct {
	rules  *Rules
	found  []uint16
	known  map[string]*class
	failed []*rule // switched off, each once
}

// knownLines bounds the memory for lines seen, at some 100 bytes each.
const knownLines = 4096

// measure scans text and names its class.
func (c *classifier) measure(text []byte) line {
	l, found := c.rules.index.scan(text, c.found[:0])
	for _, id := range c.rules.index.always {
		if r := &c.rules.rules[id]; int(l.runes) <= r.longest && (l.digit || !r.class.has(isDated)) {
			found = append(found, id)
		}
	}
	c.found = found
	if len(found) > 0 {
		l.rule = c.class(&l, found)
	}
	if l.rule == nil {
		l.rule = plainClass(&l)
	}
	return l
}

func (c *classifier) class(l *line, found []uint16) *class {
	k := 0
	for _, id := range found { // the candidates that are worth a match, sorted
		r := &c.rules.rules[id]
		if int(l.runes) <= r.longest && (!r.class.has(isDated) || l.digit && startsDate(l.text) && holdsDate(l.text)) {
			found[k] = id
			k++
		}
	}
	if found = found[:k]; k == 0 {
		return nil
	}
	if known, ok := c.known[string(l.text)]; ok {
		return known
	}
	slices.Sort(found)
	var cl *class
	last := uint16(len(c.rules.rules))
	for _, id := range found {
		if id != last && c.matches(&c.rules.rules[id], l.text) {
			cl = c.rules.rules[id].class
			break
		}
		last = id
	}
	if len(c.known) >= knownLines {
		clear(c.known)
	}
	c.known[string(l.text)] = cl
	return cl
}

func (c *classifier) matches(r *rule, text []byte) bool {
	if len(c.failed) > 0 && slices.Contains(c.failed, r) {
		return false
	}
	ok, err := r.pattern.match(text)
	if err != nil {
		c.failed = append(c.failed, r)
	}
	return ok
}
