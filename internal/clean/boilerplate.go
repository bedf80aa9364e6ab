package clean

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What a company says of itself under everything it sends, and whom to ask, is the
// same below all its releases, in many words: they are no copies of each other for it.
//
//	The company will build a new lock by 2027.       the release
//	About Harbour Company                            a heading: from here on all goes,
//	Harbour Company is the leading operator of ...   when most of the text stands above
//	Media Contact:
//	Ann Marten, +47 555 0199

// leastAbove is the share of the prose that stands above such a heading.
const leastAbove = .5

// dropBoilerplate drops from units a..b the first such heading that has most of the
// prose above it, and everything below.
func (c *Cleaner) dropBoilerplate(a, b int) {
	us := c.units
	total, heading := 0., -1
	for i := a; i <= b && heading < 0; i++ {
		if !(us[i].rule.has(isClosing) && c.closes(i, b) || c.presents(i, b)) {
			continue
		}
		if total == 0 {
			total = proseOf(us[a : b+1])
		}
		if proseOf(us[a:i]) >= leastAbove*total {
			heading = i
		}
	}
	if heading < 0 {
		return
	}
	for i := heading; i <= b; i++ {
		if c.why[i] == "" {
			c.why[i] = nameOr(us[heading].rule, ruleAbout)
		}
	}
}

// proseOf is the weight of some units as running text.
func proseOf(us []unit) (sum float64) {
	for i := range us {
		sum += us[i].prose()
	}
	return sum
}

// closes reports whether unit i is a heading of boilerplate: the name in "About
// Harbour Company" stands at the beginning of what is below, while that below the
// sub-head "About Time" says nothing of time, and harbour fees are no Harbour Fees.
func (c *Cleaner) closes(i, b int) bool {
	u := &c.units[i]
	if u.end == endSentence || u.n > longestClosing || i == b {
		return false
	}
	if u.rule.name != ruleAbout {
		return true
	}
	below := c.units[i+1].text
	below = below[:min(len(below), longestNamed)]
	first, rest, _ := bytes.Cut(bytes.TrimRight(u.text, " :"), []byte(" "))
	names := 0
	for w := range bytes.FieldsSeq(rest) {
		if r, _ := utf8.DecodeRune(w); names == mostNamed || !unicode.IsUpper(r) {
			continue
		}
		if names++; !bytes.Contains(below, w) {
			return false
		}
	}
	return names > 0 || bytes.EqualFold(first, []byte("about")) // "About us", while "Who we are" may be asked by anybody
}

// presents reports the heading of a note on the author that a page prints in two lines, and
// the note has the name too:
//
//	About
//	Ann Marten
//	When she is not at sea, Ann Marten works for the harbour company.
func (c *Cleaner) presents(i, b int) bool {
	us := c.units
	if us[i].n > 2 || i+2 > b || us[i+1].words < 2 || us[i+1].n > longestSays || us[i+1].caps < us[i+1].words {
		return false
	}
	switch strings.ToLower(string(bytes.TrimRight(us[i].text, " :"))) {
	case "about", "à propos", "über", "sobre", "acerca de", "informazioni su", "over", "om", "об авторе", "про автора":
		return us[i+2].prose() > 0 && bytes.Contains(us[i+2].text, us[i+1].text)
	}
	return false
}

const (
	longestClosing = 8  // words of a heading
	longestNamed   = 80 // bytes of what is below that are looked at
	mostNamed      = 2  // words of a name: the third may be its Holding
)

// dropSignature drops the last line kept of units a..b when it is in the byline above
// the text already.
func (c *Cleaner) dropSignature(a, b int) {
	us := c.units
	for b > a && c.why[b] != "" {
		b--
	}
	u := &us[b]
	if b == a || u.n > longestClosing || u.end == endSentence || u.caps < 2 {
		return
	}
	for i := range us[:a] {
		if us[i].rule.has(isMeta) && bytes.Contains(us[i].text, u.text) {
			c.why[b] = ruleByline
			return
		}
	}
}
