package clean

import (
	"bytes"
	"cmp"
	"strings"

	"newsdup/internal/clip"
)

// takeDateline puts what a dateline says into the metadata.
func (c *Cleaner) takeDateline(m *clip.Meta, d *dateline) {
	take := func(name string, field *string, value string) {
		if *field == "" && value != "" {
			*field = value
			c.told.tell(name, "the dateline", "")
		}
	}
	take(factSite, &m.Site, strings.ToLower(string(d.domain)))
	if !c.options.NoNames {
		take(factDateline, &m.Dateline, string(d.text))
		take(factPlace, &m.Place, string(d.place))
		if m.Agency == "" && len(d.agency) > 0 {
			take(factAgency, &m.Agency, cmp.Or(d.known, string(d.agency)))
		}
	}
	if !d.dated || !m.Date.IsZero() && !c.told.on {
		return
	}
	p, why, ok := c.settle(d.date, m)
	switch {
	case !m.Date.IsZero():
		if ok && m.Date.Gap(p.date()).Hours() > 48 {
			c.told.add(factDate, "the dateline says "+p.quote())
		}
	case ok:
		m.Date = p.date()
		fallthrough
	default:
		c.told.tell(factDate, "the dateline", why)
	}
}

const (
	datelineWithin = 5 // paragraphs from the top; standfirsts and captions may stand above the one with the dateline
	shortestDated  = 8 // least words of a paragraph behind its dateline
)

// datelines takes the datelines off the first paragraphs that are kept; a paragraph may
// have several.
func (c *Cleaner) datelines(meta *clip.Meta) {
	for i, paragraphs := 0, 0; i < len(c.units) && paragraphs < datelineWithin; i++ {
		u := &c.units[i]
		if c.why[i] != "" || u.n < shortestDated {
			continue
		}
		o := c.lostBy(i)
		for u.n-o.words >= shortestDated {
			text := u.text[o.rest:]
			d, rest, ok := splitDateline(text)
			if !ok || d.label && c.speakers() {
				paragraphs++
				break
			}
			c.takeDateline(meta, &d)
			if o.rest == 0 {
				c.lost = append(c.lost, o)
			}
			o = lostDateline{i, o.rest + len(d.text), len(u.text) - len(rest), o.words + c.classifier.words(d.text)}
			c.lost[len(c.lost)-1] = o
		}
	}
}

// speakers reports whether the page is an interview, in which "ANN MARTEN: " stands before
// what somebody says: at least two paragraphs begin like this.
func (c *Cleaner) speakers() bool {
	n := 0
	for i := range c.units {
		text := c.units[i].text
		end := bytes.IndexByte(text[:min(len(text), longestLabel)], ':')
		if end > 0 && c.why[i] == "" && allCapitals(text[:end]) && place(text[:end]) {
			n++
		}
	}
	return n >= 2
}
