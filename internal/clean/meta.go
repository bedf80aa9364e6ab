package clean

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"

	"newsdup/internal/clip"
)

// begin takes the metadata that the container and the markup gave.
func (c *Cleaner) begin(container *clip.Meta, facts []clip.Fact) {
	c.told = told{on: c.options.Explain, facts: c.told.facts[:0]}
	c.relative, c.langGiven = relative{}, container.Lang != ""
	if !c.told.on {
		return
	}
	c.told.facts = append(c.told.facts, facts...)
	for _, f := range metaValues(container) {
		if f.Value != "" {
			c.told.tell(f.Name, fromContainer, "")
		}
	}
}

func lineName(n int32) string { return fmt.Sprintf("line %d", n) }

// readMeta reads byline, dates and agency off the dropped lines around the
// body a..b: the nearest above its first unit, else the nearest below its last.
// What the container or the markup said stands.
func (c *Cleaner) readMeta(meta *clip.Meta, a, b int) {
	near := c.near[:0]
	for i := min(a, len(c.units)-1); i >= max(0, a-reachMeta); i-- {
		if c.why[i] != "" {
			near = append(near, i)
		}
	}
	for i := b; i < min(len(c.units), b+reachMeta); i++ {
		if c.why[i] != "" {
			near = append(near, i)
		}
	}
	c.near = near
	for k := 0; k < len(near) && meta.Byline == ""; k++ {
		c.readByline(meta, near[k])
	}
	if meta.Byline == "" {
		if signed, i := c.readSigned(near); i >= 0 {
			c.takeByline(meta, signed, &c.units[i])
			c.why[i] = nameOr(c.units[i].rule, ruleByline)
		}
	}
	c.readDates(meta, near)
	if c.options.Explain {
		c.setAside(meta)
	}
}

// readByline takes the byline of unit i, if it has one.
func (c *Cleaner) readByline(meta *clip.Meta, i int) {
	u := &c.units[i]
	switch {
	case u.rule.has(isMeta) && u.rule.name == ruleByline:
	case i > 0 && c.units[i-1].rule.has(isMeta) && signs(c.units[i-1].text) && u.rule == nil && plainNames(u): // By, and below it a name
		c.why[i] = ruleByline
	default:
		return
	}
	if c.options.NoNames {
		if name, _ := plainHead(u.text); name != nil {
			meta.Byline = someone
			return
		}
	}
	c.takeByline(meta, u.text, u)
}

// takeByline takes the names of a text that stands in unit u.
func (c *Cleaner) takeByline(meta *clip.Meta, text []byte, u *unit) {
	authors, agency := names(text)
	if authors == "" {
		return
	}
	meta.Byline = authors
	if c.told.on {
		c.told.tell(factByline, lineName(u.number), "")
	}
	if meta.Agency == "" && agency != "" {
		meta.Agency = agency
		c.told.tell(factAgency, "the byline", "")
	}
}

// someone stands for authors who are not asked for: a byline was found.
const someone = "?"

// plainNames reports a line that may be a name or two: its words have capitals,
// but for what stands between names and in them.
func plainNames(u *unit) bool {
	return u.words >= 1 && u.words <= 8 && u.end != endSentence && u.caps >= (u.words+1)/2 && !u.digit && (u.caps > 1 || u.words == 1)
}

// lineDate is a date of a line.
type lineDate struct {
	printed
	line int32
}

// mostDateLines bounds the lines that are read for dates.
const mostDateLines = 8

// readDates reads the day of publication and that of the last change off the
// date lines among the units near. Themes print the two one below the other, so a
// run of such lines is read to its end.
func (c *Cleaner) readDates(meta *clip.Meta, near []int) {
	c.takeDateTexts(meta)
	var first, last lineDate // line 0: not found
	var few [mostDates]printed
	lines := 0
	for _, i := range near {
		u := &c.units[i]
		if !u.rule.has(isMeta) {
			if first.line > 0 {
				break
			}
			continue
		}
		if u.rule.name == "reltime" {
			c.relative.take(u)
			continue
		}
		if !u.digit {
			continue
		}
		if lines++; lines > mostDateLines {
			break
		}
		for _, p := range readDates(few[:0], u.text) {
			if p.label == unlabelled && i > 0 && c.units[i-1].rule.has(isMeta) && c.units[i-1].rule.name == "published" {
				p.label = labelIn(c.units[i-1].text)
			}
			if !p.hasClock && i+1 < len(c.units) && c.units[i+1].rule.has(isMeta) && c.units[i+1].rule.name == "time" {
				p.clock, p.hasClock = clockOf(c.units[i+1].text)
			}
			switch {
			case p.label == foreign:
			case p.label == updated && last.line == 0:
				last = lineDate{p, u.number}
			case p.label != updated && first.line == 0:
				first = lineDate{p, u.number}
			}
		}
	}
	if first.line > 0 {
		c.takeDate(meta, &first)
	}
	if last.line > 0 && meta.Updated.IsZero() {
		if p, why, ok := c.settle(last.printed, meta); ok {
			meta.Updated = p.date()
			if c.told.on {
				c.told.tell(factUpdated, lineName(last.line), why)
			}
		}
	}
}

// takeDateTexts reads the dates that the markup names in words.
func (c *Cleaner) takeDateTexts(meta *clip.Meta) {
	for _, d := range c.dateTexts {
		name, field := factDate, &meta.Date
		if d.Updated {
			name, field = factUpdated, &meta.Updated
		}
		if !field.IsZero() {
			continue
		}
		if p, ok := parseDate([]byte(d.Text)); ok {
			p, why, ok := c.settle(p, meta)
			if ok {
				*field = p.date()
			}
			c.told.tell(name, d.From, why)
		}
	}
}

// settle is p as it is to be read.
func (c *Cleaner) settle(p printed, meta *clip.Meta) (_ printed, why string, ok bool) {
	if !p.open {
		return p, p.assumed(), true
	}
	p, why, ok = c.order(p, meta)
	if ok && p.assumed() != "" {
		why += "; " + p.assumed()
	}
	return p, why, ok
}

// takeDate takes the date of a line, or what it says beside a better source.
func (c *Cleaner) takeDate(meta *clip.Meta, d *lineDate) {
	if !meta.Date.IsZero() && !c.told.on {
		return
	}
	p, why, ok := c.settle(d.printed, meta)
	switch {
	case !meta.Date.IsZero():
		if ok && !d.open && clip.Day(meta.Date.Time) != clip.Day(p.date().Time) {
			c.told.add(factDate, fmt.Sprintf("line %d says %s", d.line, p.quote()))
		}
		return
	case ok:
		meta.Date = p.date()
	}
	if c.told.on {
		c.told.tell(factDate, lineName(d.line), why)
	}
}

// clockOf is the time of day on a line.
func clockOf(line []byte) (clockTime, bool) {
	var few [64]dateToken
	return clockIn(dateTokens(few[:0], line[:min(len(line), longestDate)]))
}

// labelIn is the label that a line without a date is.
func labelIn(line []byte) dateLabel {
	var few [8]dateToken
	for _, t := range dateTokens(few[:0], line[:min(len(line), longestDate)]) {
		if t.word.label != unlabelled {
			return t.word.label
		}
	}
	return unlabelled
}

// finish fills in what the rest of the page says: the dateline's date, the
// address, a credit below the text, the language.
func (c *Cleaner) finish(out *clip.Clip, fetched clip.Date) {
	m := &out.Meta
	if m.Agency == "" && !c.options.NoNames {
		if m.Agency = c.credit(); m.Agency != "" {
			c.told.tell(factAgency, "the credit below the text", "")
		}
	}
	if u, ok := urlDate(m.URL); ok && u.day > 0 {
		switch day := u.date(); {
		case m.Date.IsZero():
			m.Date = day
			c.told.tell(factDate, "the address of the page", "")
		case c.told.on && m.Date.Gap(day).Hours() > 24:
			c.told.add(factDate, "the address of the page says "+u.quote())
		}
	}
	if m.Date.IsZero() && c.relative.text != "" {
		c.takeRelative(m, fetched)
	}
	if m.Date.IsZero() && !m.Updated.IsZero() {
		m.Date = m.Updated
		c.told.tell(factDate, "the last update", "nothing says when it was published")
	}
	if !m.Updated.IsZero() && before(m.Updated, m.Date) {
		if c.told.on {
			c.told.tell(factUpdated, "", fmt.Sprintf("%s is before the day of publication", m.Updated))
		}
		m.Updated = clip.Date{}
	}
	if m.Site == "" && m.URL != "" {
		if m.Site = siteOf(m.URL); m.Site != "" {
			c.told.tell(factSite, "the address of the page", "")
		}
	}
	if c.options.Language || c.options.Explain || m.Lang != "" {
		c.languageOf(m)
	}
	if c.told.on {
		out.Facts = c.told.values(m)
	}
}

// before reports that a is before b for certain.
func before(a, b clip.Date) bool {
	if !a.Clock || !b.Clock {
		return clip.Day(a.Time).Before(clip.Day(b.Time).Time)
	}
	return a.Before(b.Time)
}

// credit is the agency that the last kept unit, or the line behind it, is
// signed with.
func (c *Cleaner) credit() string {
	for i := len(c.units) - 1; i >= 0; i-- {
		if c.why[i] == "" {
			if a := creditedTo(c.units[i].text); a != "" || i+1 == len(c.units) {
				return a
			}
			if u := &c.units[i+1]; u.n <= 3 {
				return creditedTo(u.text)
			}
			return ""
		}
	}
	return ""
}

// siteOf is the host of an address without "www.".
func siteOf(address string) string {
	_, host, ok := strings.Cut(address, "://")
	if !ok {
		return ""
	}
	if end := strings.IndexAny(host, "/?#:"); end >= 0 {
		host = host[:end]
	}
	host = strings.TrimPrefix(strings.ToLower(host), "www.")
	if !strings.Contains(host, ".") || strings.ContainsAny(host, "@ ") {
		return ""
	}
	return host
}

// setAside names the date lines and bylines that did not become the page's: of
// other articles, of when it was printed.
func (c *Cleaner) setAside(meta *clip.Meta) {
	var few [mostDates]printed
	for i := range c.units {
		u := &c.units[i]
		switch {
		case !u.rule.has(isMeta):
		case c.why[i] == ruleDate:
			is := false
			for _, p := range readDates(few[:0], u.text) {
				q := p.swapped()
				for _, d := range [...]clip.Date{meta.Date, meta.Updated} {
					day := clip.Day(d.Time)
					is = is || !d.IsZero() && (day == p.wholeDay() || p.open && day == q.wholeDay())
				}
			}
			if !is {
				c.why[i] = ruleOtherDate
			}
		case c.why[i] == ruleByline:
			if authors, _ := names(u.text); authors != meta.Byline {
				c.why[i] = ruleOtherBy
			}
		}
	}
}

// reachMeta is how many units around the body are asked for a byline and date.
const reachMeta = 12

// signs reports the words that stand before an author's name.
func signs(b []byte) bool {
	switch strings.ToLower(string(bytes.TrimRight(b, " :"))) {
	case "by", "von", "par", "author", "autor", "autore", "auteur", "автор":
		return true
	}
	return false
}

// fill takes from b what a lacks.
func fill(a, b clip.Meta) clip.Meta {
	if a.Lang == "" {
		a.Lang, a.Region = b.Lang, b.Region
	}
	for _, f := range [...]struct{ to, from *string }{
		{&a.Title, &b.Title}, {&a.Byline, &b.Byline}, {&a.Agency, &b.Agency}, {&a.Dateline, &b.Dateline},
		{&a.Place, &b.Place}, {&a.Site, &b.Site}, {&a.URL, &b.URL},
	} {
		*f.to = cmp.Or(*f.to, *f.from)
	}
	if a.Date.IsZero() {
		a.Date = b.Date
	}
	if a.Updated.IsZero() {
		a.Updated = b.Updated
	}
	return a
}
