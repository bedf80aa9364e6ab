package clean

import (
	"slices"

	"newsdup/internal/word"
)

// classifier names the class of a line. One per Cleaner: it remembers the
// short lines it has seen, because furniture repeats from page to page, and which
// rules failed.
type classifier struct {
	rules   *Rules
	classes []*class // each once, behind nil
	found   []uint16
	seen    []seenLine // 2^seenBits pairs of places by the hash of the line
	pairs   []seenPair // of them
	failed  []*rule    // their patterns took too long on some line, each once
	off     []*rule    // those of the page at hand
	dfas    []*dfa     // by rule; nil until it is tried
	dates   *class     // class date; nil when it is switched off
}

// seenLine is a line with what is known of it. It holds no pointers: the collector
// would visit all of them each time.
type seenLine struct {
	measures
	class uint16 // in classifier.classes
	size  uint8
	bytes [longestSeen]byte
}

// seenPair is what is known of two places without a look at them: of the lines of a
// page two are new and ten were seen.
type seenPair struct {
	tags [2]uint16 // of their lines
	last uint8     // which was asked for last: the other is given to the next line
}

const (
	seenBits    = 11 // furniture of some hundred sites; 600 KB
	longestSeen = 96 // bytes; nearly all furniture is shorter, nearly every paragraph longer
)

func newClassifier(rules *Rules) classifier {
	c := classifier{
		rules: rules, seen: make([]seenLine, 2<<seenBits), pairs: make([]seenPair, 1<<seenBits), dfas: make([]*dfa, len(rules.rules)),
		classes: []*class{nil, slugClass, sourceClass, creditClass, hashClass, labelClass, noteClass},
	}
	for i := range rules.rules {
		its := rules.rules[i].class
		if its.name == ruleDate {
			c.dates = its
		}
		if !slices.Contains(c.classes, its) {
			c.classes = append(c.classes, its)
		}
	}
	return c
}

// measure scans text, which is in its normal form, and names its class.
func (c *classifier) measure(text []byte) line {
	l, ok := c.measureNormal(text)
	if !ok { // a script without spaces
		l = c.measureSlowly(text)
		c.remember(word.Hash(text), &l)
	}
	return l
}

// measureNormal is measure of a line that shows to be in its normal form or is empty;
// ok is false for any other.
func (c *classifier) measureNormal(text []byte) (l line, ok bool) {
	if len(text) > longestSeen {
		return c.measureNew(text)
	}
	if len(text) == 0 {
		return l, true
	}
	h := word.Hash(text)
	if l, ok = c.recall(h, text); ok {
		return l, true
	}
	if l, ok = c.measureNew(text); ok {
		c.remember(h, &l)
	}
	return l, ok
}

// recall gives a short line that was seen lately; h is its hash. Where a rule is off
// it gives none, and none is remembered, for other pages have that rule.
func (c *classifier) recall(h uint64, text []byte) (l line, ok bool) {
	if len(c.off) > 0 {
		return l, false
	}
	pair := h >> (64 - seenBits)
	p := &c.pairs[pair]
	for i, tag := range p.tags {
		if s := &c.seen[2*pair+uint64(i)]; tag == uint16(h) && string(s.bytes[:s.size]) == string(text) {
			p.last = uint8(i)
			return line{text: text, measures: s.measures, rule: c.classes[s.class]}, true
		}
	}
	return l, false
}

// remember keeps a line that recall does not give, if it is short.
func (c *classifier) remember(h uint64, l *line) {
	if len(l.text) > longestSeen || len(c.off) > 0 {
		return
	}
	pair := h >> (64 - seenBits)
	p := &c.pairs[pair]
	p.last ^= 1
	p.tags[p.last] = uint16(h)
	s := &c.seen[2*pair+uint64(p.last)]
	s.measures, s.class = l.measures, uint16(slices.Index(c.classes, l.rule))
	s.size = uint8(copy(s.bytes[:], l.text))
}

// words is measure of how many words a text has, and of nothing else.
func (c *classifier) words(text []byte) float64 {
	l, _, ok := c.rules.index.scanIn(nil, text, c.found[:0])
	if !ok {
		l, _ = c.rules.index.all.scan(text, c.found[:0])
	}
	return l.n
}

// measureNew is measureNormal of a line that was not seen lately.
func (c *classifier) measureNew(text []byte) (line, bool) {
	l, found, ok := c.rules.index.scan(text, c.found[:0])
	if ok {
		c.complete(&l, found)
	}
	return l, ok
}

// measureSlowly is measure of any line that was not seen lately.
func (c *classifier) measureSlowly(text []byte) line {
	l, found := c.rules.index.all.scan(text, c.found[:0])
	c.complete(&l, found)
	return l
}

// complete fills in what is known of a line once it has been scanned, and names its class.
func (c *classifier) complete(l *line, found []uint16) {
	text := l.text
	l.end = lineEndKind(text)
	l.low = startsLower(text)
	for _, id := range c.rules.index.always {
		if r := &c.rules.rules[id]; int(l.runes) <= r.longest && (l.digit || !r.class.has(isDated)) {
			found = append(found, id)
		}
	}
	c.found = found
	if len(found) > 0 {
		l.rule = c.class(l, found)
	}
	if l.rule == nil {
		l.rule = plainClass(l)
	}
	if l.rule == nil && l.digit && l.runes <= longestStamp && c.dates != nil && holdsDate(text) {
		stamp := startsDate(text) && isStamp(text)
		if !stamp && l.end != endSentence && l.caps > 0 {
			_, stamp = signedStamp(text)
		}
		if stamp {
			l.rule = c.dates
		}
	}
}

func (c *classifier) class(l *line, found []uint16) *class {
	k := 0
	asked, dated := false, false
	for _, id := range found { // the candidates that are worth a match, sorted
		r := &c.rules.rules[id]
		if int(l.runes) > r.longest {
			continue
		}
		if r.class.has(isDated) && !asked {
			asked, dated = true, l.digit && startsDate(l.text) && holdsDate(l.text)
		}
		if !r.class.has(isDated) || dated {
			found[k] = id
			k++
		}
	}
	if found = found[:k]; k == 0 {
		return nil
	}
	slices.Sort(found)
	last := uint16(len(c.rules.rules))
	for _, id := range found {
		if id != last && c.matches(id, l.text) {
			return c.rules.rules[id].class
		}
		last = id
	}
	return nil
}

func (c *classifier) matches(id uint16, text []byte) bool {
	r := &c.rules.rules[id]
	if r.pattern.linear {
		d := c.dfas[id]
		if d == nil {
			if prog, err := r.pattern.program(); err == nil { // else compile says so below
				d = newDFA(prog)
				c.dfas[id] = d
			}
		}
		if d != nil {
			if matches, ok := d.match(text); ok {
				return matches
			}
		}
	}
	if !r.pattern.linear && r.file == builtinRules && r.class.name == ruleByline && plainByline(text) {
		return true
	}
	if len(c.off) > 0 && slices.Contains(c.off, r) {
		return false
	}
	ok, err := r.pattern.match(text)
	if err != nil {
		c.off = append(c.off, r)
		if !slices.Contains(c.failed, r) {
			c.failed = append(c.failed, r)
		}
	}
	return ok
}
