package clean

// Which line is the headline. In a dump it stands above the body and repeats the
// page's title, or says what the lead says:
//
//	Harbour Post                              the first line: the name of the site
//	Ships Tides Crews                         menus
//	Dockers accept the pay offer              half of its words stand in the lead
//	Dockers in Port Anna voted on Monday to accept the offer of ...
//
// In a part-extracted text it is the first line that could be one, unless a line
// further down repeats the first: what is between them are menus.

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"newsdup/internal/clip"
)

const (
	longestTitle = 30 // words
	// A first line that ends like a sentence is taken for the headline up to
	// this length only.
	longestSentenceTitle = 20
)

// fullTitle is the last unit above the body a..b that repeats the page's first
// title-like line; failing that, or where that line may be the name of the site or
// of a cookie notice, the one that shares most words with the beginning of the
// body; failing that, the first line of four words.
func (c *Cleaner) fullTitle(a, b int) int {
	us := c.units
	c.lead.read(us[a : b+1])
	best, most, shortest, title := -1, leastShared, 3., 1.
	for i := a - 1; i >= 0; i-- {
		if u := &us[i]; u.n >= 3 && u.n <= min(longestTitle, c.head.longestRepeat()) && u.end != endSentence && c.shapes[i].title >= .7 && !c.isName(u.text) {
			if i != c.head.at || c.lead.share(u.text) >= leastShared {
				return i
			}
			best, most, shortest, title = i, surelyShared, 4, 0
			break
		}
	}
	for i := a - 1; i >= max(0, a-reachTitle); i-- {
		if u := &us[i]; headline(u) && u.n >= shortest && !c.isName(u.text) {
			if share := c.lead.share(u.text) + title*c.shapes[i].title; share > most {
				best, most = i, share
			}
		}
	}
	if best >= 0 {
		return best
	}
	for i := range us[:min(3, a)] {
		if u := &us[i]; u.rule == nil && u.n >= 4 && u.n <= longestTitle && wordy(u.text) && !c.isName(u.text) {
			return i
		}
	}
	return -1
}

const (
	reachTitle   = 25  // units above the body
	reachRepeat  = 4   // units from a headline to its repeat
	leastShared  = .34 // share of a headline's longer words in the lead, and overlap with the title line
	surelyShared = .5  // the same where a title line says otherwise
)

// headline reports a line that could be one: no rule names it, no full stop
// ends it.
func headline(u *unit) bool {
	return u.rule == nil && (u.end != endSentence || bytes.HasSuffix(u.text, []byte("?"))) && u.n <= longestTitle && wordy(u.text)
}

// partTitle finds the headline above the first prose, unit p0, or in its place.
func (c *Cleaner) partTitle(meta *clip.Meta, p0 int) int {
	us := c.units
	first := -1
	for i := 0; i <= p0 && i < len(us); i++ {
		if c.why[i] == "" {
			first = i
			break
		}
	}
	if first < 0 {
		return -1
	}
	if meta.Title != "" { // the container told: only find its repeat
		for i := first; i <= p0; i++ {
			if c.why[i] == "" && sameTitle(meta.Title, us[i].text) {
				return i
			}
		}
		return -1
	}
	if c.headline || first == 0 && c.headed() {
		return 0
	}
	if i := c.headlineAgain(); i > 0 {
		return i
	}
	// "Clara rejoins Rovers": three words are a headline in sentence case, a
	// heading of the site in title case.
	if u := &us[first]; first < p0 && u.end != endSentence && u.n >= 3 && u.n < 4 && u.caps < u.words && wordy(u.text) {
		return first
	}
	for i := first; i <= p0; i++ {
		if u := &us[i]; c.why[i] == "" && u.n >= 4 && u.n <= longestTitle && u.end != endSentence && wordy(u.text) {
			return i
		}
	}
	u := &us[first]
	if first < p0 {
		if u.end != endSentence && u.n >= 2 && first+1 == p0 && wordy(u.text) {
			return first
		}
	}
	if c.sentenceTitle(first) {
		return first
	}
	return -1
}

// headlineAgain is the first unit that repeats the first line, which is the page's
// title, with the name of the site behind it or without: what stands between the two
// are menus. It stands above most of the page's prose; a repeat below is a prompt to
// share. 0 when there is none.
func (c *Cleaner) headlineAgain() int {
	us := c.units
	head := us[0].text
	if us[0].n < shortestHeadline {
		return 0
	}
	for i := 1; i < len(us); i++ {
		if t := us[i].text; len(t) > len(head) || t[len(t)-1] != head[len(t)-1] || us[i].n < 3 || !repeats(head, t) {
			continue
		}
		above, behind := 0., 0.
		for k := range us {
			if k < i {
				above += us[k].prose()
			} else {
				behind += us[k].prose()
			}
		}
		if behind > 0 && behind >= 2*above {
			return i
		}
		return 0
	}
	return 0
}

// repeats reports whether a line is a title, whole or without what stands behind it.
func repeats(title, line []byte) bool {
	if !bytes.HasPrefix(title, line) {
		return false
	}
	next, _ := utf8.DecodeRune(bytes.TrimLeft(title[len(line):], " "))
	return len(title) == len(line) || !isWordRune(next)
}

// headed reports a first line alone above the only blank line of the page, as
// `newsdup clean` prints a headline.
func (c *Cleaner) headed() bool {
	u := &c.units[0]
	return c.spaced && c.gaps == 1 && u.pieces == 1 && u.n >= 3 && u.n <= longestTitle && wordy(u.text) && len(c.units) > 2 && c.units[1].gap
}

// sentenceTitle reports whether the first line is a headline though it ends in
// a stop: one sentence, capitalised like a headline, or a question, or one
// that the lead says again, or all there is above a single longer paragraph.
func (c *Cleaner) sentenceTitle(i int) bool {
	us := c.units
	u := &us[i]
	if u.end != endSentence || u.n > longestSentenceTitle || i+1 >= len(us) {
		return false
	}
	kept := 0
	for j := range us {
		if c.why[j] == "" {
			kept++
		}
	}
	next := &us[i+1]
	if c.why[i+1] == "" && sameWords(u.text, next.text) {
		return true
	}
	switch inner := innerSentences(u.text); {
	case inner > 1:
		return false
	case u.n >= 4 && float64(u.caps) >= .6*float64(u.words):
		return true
	case inner > 0 || next.n <= u.n:
		return false
	case kept == 2:
		return true
	}
	c.lead.read(us[i+1 : min(len(us), i+3)])
	return u.n >= 4 && c.lead.share(u.text) >= .7
}

// wordy reports more letters than digits and more than one word: "11 / 28 /
// 05" is no headline, nor is the name of a site.
func wordy(b []byte) bool {
	letters, words := 0, bytes.IndexByte(b, ' ') > 0
	for i := 0; i < len(b); {
		if c := b[i]; c < utf8.RuneSelf {
			if byteKind[c]&(kLower|kUpper) != 0 {
				letters++
			} else if byteKind[c] == kDigit {
				letters--
			}
			i++
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		if unicode.IsLetter(r) {
			letters++
			words = words || unspaced(r)
		} else if unicode.IsDigit(r) {
			letters--
		}
		i += size
	}
	return letters > 0 && words
}

// innerSentences counts sentence ends inside a text; the stop of an
// abbreviation (U.S., Gov.) is none.
func innerSentences(b []byte) (n int) {
	for j := range b {
		if (b[j] == '.' || b[j] == '?' || b[j] == '!') && sentenceBreak(b[j+1:]) && !(b[j] == '.' && abbreviated(b[:j])) {
			n++
		}
	}
	return n
}

// abbreviated reports whether the word that ends b is written short: a single
// letter, or a title before a name.
func abbreviated(b []byte) bool {
	start := len(b)
	for start > 0 && byteKind[b[start-1]] != 0 {
		start--
	}
	return len(b)-start == 1 && byteKind[b[start]] == kUpper || abbreviations[string(b[start:])]
}

var abbreviations = set("Gov Rep Sen Dept St Dr Mr Mrs Ms Jr Sr Gen Col Lt Sgt Capt No vs Inc Corp Ltd Prof Rev Hr Nr bzw")

// sameTitle reports whether a line is the title that the container gave, or
// that title without the name of the site behind it.
func sameTitle(title string, line []byte) bool {
	if sameWords([]byte(title), line) {
		return true
	}
	return len(line) >= 12 && len(title) > len(line) && title[:len(line)] == string(line) &&
		len(title)-len(line) < 40 && !isWordRune(rune(title[len(line)]))
}
