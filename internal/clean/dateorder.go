package clean

// 03/04/2026 is the third of April or the fourth of March. What says which, the
// surest first:
//
//	the page's address     /2026/04/ in it is one of the two months
//	another date           one of the two days stands on the page, written out: "3 April 2026"
//	other numeric dates    21/03/2026 on the page: its dates have the day first
//	the language's region  en-GB, en-US
//	the time's zone        EST, CET
//	the language           only English is written both ways
//	the domain             .co.uk, .gov
//	the spelling           colour, color
//
// What says nothing leaves it to the next; where all do, or two other dates say
// different things, there is no date: one that is wrong by months is worse than
// none, since the story window would believe it. Whole-page evidence is looked
// for only when a page has such a date, which is rare.

import (
	"bytes"
	"fmt"
	"strings"

	"newsdup/internal/clip"
)

// order decides an open date. ok is false when nothing tells; why is for
// people, either way.
func (c *Cleaner) order(p printed, meta *clip.Meta) (settled printed, why string, ok bool) {
	day, month := p, p.swapped()
	day.open = false
	choose := func(dayFirst bool, because string) (printed, string, bool) {
		if dayFirst {
			return day, "day before month: " + because, true
		}
		return month, "month before day: " + because, true
	}
	if u, ok := urlDate(meta.URL); ok {
		if d, m := u.month == day.month && u.year == p.year, u.month == month.month && u.year == p.year; d != m {
			return choose(d, "the address of the page has it so")
		}
	}
	if dayFirst, other, ok := c.otherDates(&day, &month); ok {
		return choose(dayFirst, other+" stands on the page")
	}
	lang := c.languageOf(meta) // the text may say that the page's own tag is wrong
	if meta.Region != "" {
		return choose(!monthFirstRegions[meta.Region], "the page is in "+meta.Lang+"-"+meta.Region)
	}
	if z := p.clock.zone; p.hasClock && z.minutes != 0 && z.name != "+" {
		return choose(z.minutes > -240 || z.minutes < -600, "its time is in "+strings.ToUpper(z.name))
	}
	switch lang {
	case "", "en":
	default:
		return choose(true, "the page is in "+lang)
	}
	if dayFirst, ok := domainOrder(meta.Site); ok {
		return choose(dayFirst, "the site is "+meta.Site)
	}
	if dayFirst, word, ok := c.spelling(); ok {
		return choose(dayFirst, fmt.Sprintf("the page spells %q", word))
	}
	return p, fmt.Sprintf("%d/%d/%d may be %s or %s, and nothing on the page tells", p.day, p.month, p.year, day.words(), month.words()), false
}

// words is "3 April".
func (p *printed) words() string { return p.date().Format("2 January") }

// Regions that write the month first: the United States and what took it from
// there. Canada writes both.
var monthFirstRegions = set("US PH PR GU AS VI UM MH FM PW")

// searchedLines bounds the lines that are looked at for other dates.
const searchedLines = 4000

// otherDates asks the other dates of the page: one that is one of the two days,
// else those in numbers with the same mark that can be read in one way only.
func (c *Cleaner) otherDates(day, month *printed) (dayFirst bool, other string, ok bool) {
	var few [mostDates]printed
	var same, form [2]string // the first that is, or has the form of: the day first, the month first
	for i := range c.lines[:min(len(c.lines), searchedLines)] {
		l := &c.lines[i]
		if !l.digit || !holdsDate(l.text[:min(len(l.text), longestDate)]) {
			continue
		}
		for _, q := range readDates(few[:0], l.text) {
			at := (*string)(nil)
			switch {
			case q.open:
			case q.sep == day.sep && q.monthFirst:
				at = &form[1]
			case q.sep == day.sep && q.day > 12:
				at = &form[0]
			case q.sameDay(day):
				at = &same[0]
			case q.sameDay(month):
				at = &same[1]
			}
			if at != nil && *at == "" {
				*at = q.quote()
			}
		}
	}
	for _, said := range [...]*[2]string{&same, &form} {
		if (said[0] == "") != (said[1] == "") {
			return said[0] != "", said[0] + said[1], true
		}
	}
	return false, "", false
}

// quote is p as the page has it, but for words, blanks and zeros.
func (p *printed) quote() string {
	switch {
	case p.sep == 0:
		return p.date().Format("2 January 2006")
	case p.monthFirst:
		return fmt.Sprintf("%02d%c%02d%c%d", p.month, p.sep, p.day, p.sep, p.year)
	}
	return fmt.Sprintf("%02d%c%02d%c%d", p.day, p.sep, p.month, p.sep, p.year)
}

// urlDate is the date in an address: /2026/11/18/, /2026-11-18-, /20261118/,
// or /2026/11/ with day 0.
func urlDate(address string) (p printed, ok bool) {
	_, path, ok := strings.Cut(address, "://")
	if !ok {
		path = address
	}
	path, _, _ = strings.Cut(path, "?")
	if len(path) > longestURL {
		return p, false
	}
	for i := 0; i+6 < len(path); i++ {
		if path[i] != '/' && path[i] != '-' && path[i] != '_' {
			continue
		}
		y, n := number(path[i+1:])
		rest := path[i+1+n:]
		if n == 8 && y/10000 >= 1990 {
			p = printed{year: y / 10000, month: y / 100 % 100, day: y % 100}
			if p.exists() && p.month >= 1 && p.month <= 12 && p.day >= 1 {
				return p, true
			}
			continue
		}
		if n != 4 || y < 1990 || y >= 2200 || len(rest) < 3 || rest[0] != '/' && rest[0] != '-' && rest[0] != '_' {
			continue
		}
		mon, k := number(rest[1:])
		if k == 0 && len(rest) > 4 {
			mon, k = months[strings.ToLower(rest[1:4])], 3
		}
		if mon < 1 || mon > 12 || k > 3 || len(rest) == 1+k {
			continue
		}
		p = printed{year: y, month: mon}
		if after := rest[1+k:]; after[0] == rest[0] {
			if d, k := number(after[1:]); k > 0 && k <= 2 && d >= 1 && (len(after) == 1+k || after[1+k] == '/' || after[1+k] == rest[0]) {
				if p.day = d; !p.exists() {
					p.day = 0
				}
			}
		}
		if p.day > 0 || rest[0] == '/' {
			return p, true
		}
	}
	return p, false
}

// longestURL bounds the bytes of an address that are looked at.
const longestURL = 500

// number reads the decimal digits that s begins with, up to nine.
func number(s string) (value, digits int) {
	for digits < len(s) && digits < 9 && s[digits] >= '0' && s[digits] <= '9' {
		value = value*10 + int(s[digits]-'0')
		digits++
	}
	return value, digits
}

// domainOrder asks the country of a domain.
func domainOrder(site string) (dayFirst, ok bool) {
	switch site[strings.LastIndexByte(site, '.')+1:] {
	case "uk", "ie", "au", "nz", "in", "za", "ng", "ke", "gh", "pk", "bd", "lk", "zw", "ug", "tz", "mt", "jm", "tt", "my", "sg", "hk", "eu",
		"fr", "de", "es", "it", "pt", "ru", "ua", "nl", "pl", "be", "at", "ch", "gr", "cz", "ro", "tr", "dk", "no", "br", "mx", "ar":
		return true, strings.Contains(site, ".")
	case "us", "gov", "mil", "ph":
		return false, strings.Contains(site, ".")
	}
	return false, false
}

// spellings of British and of American English. Each word is in use on one
// side alone, and common in news.
var spellings = func() map[string]bool {
	m := map[string]bool{}
	for _, pair := range strings.Fields("colour/color labour/labor honour/honor harbour/harbor neighbour/neighbor favour/favor behaviour/behavior " +
		"rumour/rumor centre/center theatre/theater defence/defense offence/offense organisation/organization organised/organized " +
		"recognised/recognized criticised/criticized travelled/traveled cancelled/canceled programme/program tonne/ton kilometre/kilometer " +
		"metres/meters kilometres/kilometers colours/colors neighbours/neighbors centres/centers grey/gray tyre/tire") {
		british, american, _ := strings.Cut(pair, "/")
		m[british], m[american] = true, false
	}
	for _, both := range [...]string{"program", "ton", "tire", "center", "cancelled"} { // in names, or in use on both sides
		delete(m, both)
	}
	return m
}()

// spelling asks how the page spells: British words alone, or American ones
// alone. A name in capitals (Labor Department) says nothing.
func (c *Cleaner) spelling() (british bool, example string, ok bool) {
	var word [2]string
	read := 0
	for i := range c.lines {
		for w := range bytes.FieldsFuncSeq(c.lines[i].text, func(r rune) bool { return r < 'a' || r > 'z' }) {
			if b, found := spellings[string(w)]; found {
				k := 0
				if b {
					k = 1
				}
				if word[k] == "" {
					word[k] = string(w)
				}
			}
		}
		if read += len(c.lines[i].text); read > longestSpelling {
			break
		}
	}
	return word[1] != "", word[0] + word[1], (word[0] == "") != (word[1] == "")
}

// longestSpelling bounds the bytes that are read for it.
const longestSpelling = 1 << 16
