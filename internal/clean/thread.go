package clean

// A thread of comments has a rhythm: a name, a date, a text or two, "Reply", and
// again. Which words they are is the site's own affair, in any language; that a
// short line of one shape comes back every few lines is not:
//
//	Ann Marten says:              A says
//	May 3, 2024 at 5:06 pm        A 0 0 at 0 0 pm
//	I hope that it lasts.
//	Reply                         reply
//	J. Quill says:                A says         a turn
//	May 4, 2024 at 9:15 am        ...
//
// A shape is a line's words with runs of capitalised ones as A and numbers as 0;
// of nothing but names it is the line itself. Lists of headlines, whose shapes are
// all their own, have no rhythm.

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

const (
	longestTurn = 10 // words of a line that comes back
	nearestTurn = 2  // units from one to the next, at least
	widestTurn  = 20 // and at most
	fewestTurns = 3  // such steps that make a thread
)

// beat is what is known of a shape.
type beat struct {
	last, steps int32
}

// markTurns sets turn on the shapes of lines that come back.
func (c *Cleaner) markTurns() {
	if c.beats == nil {
		c.beats = make(map[uint64]beat)
	}
	clear(c.beats)
	for i := range c.units {
		k := turnKey(&c.units[i], c.shapes[i].key)
		if c.shapes[i].turnKey = k; k == 0 {
			continue
		}
		b, ok := c.beats[k]
		if d := int32(i) - b.last; ok && d >= nearestTurn && d <= widestTurn {
			b.steps++
		}
		b.last = int32(i)
		c.beats[k] = b
	}
	for i := range c.shapes {
		s := &c.shapes[i]
		s.turn = s.turnKey != 0 && c.beats[s.turnKey].steps >= fewestTurns
	}
}

// turnKey is the hash of a unit's shape, 0 for one that cannot be a turn; exact
// is the hash of its words.
func turnKey(u *unit, exact uint64) uint64 {
	if u.words == 0 || u.n > longestTurn || u.prose() > 0 {
		return 0
	}
	if u.rule.has(isMeta) {
		return 2
	}
	h, names, other := uint64(1), false, false
	for w := range bytes.FieldsFuncSeq(u.text, func(r rune) bool { return !isWordRune(r) }) {
		switch first, _ := utf8.DecodeRune(w); {
		case unicode.IsDigit(first):
			h, names, other = mix(h, '0'), false, true
		case unicode.IsUpper(first):
			if !names {
				h = mix(h, 'A')
			}
			names = true
		default:
			h, names, other = mix(h, key(w)), false, true
		}
	}
	if !other {
		return exact
	}
	return h | 1<<63
}

// threadOf is the heading of the comments below a part-extracted text, -1 for none: paragraphs
// stand above it, and below it names with dates, or "Reply", come again and again. The entries
// of a live blog have dates and "Comments", too, but no names, or have them from the beginning.
func (c *Cleaner) threadOf() int {
	heading, prose, above, below := -1, 0, 0, 0
	for i := range c.units {
		u := &c.units[i]
		meta, said := u.rule.has(isMeta), u.rule != nil && u.rule.name == ruleComments
		switch {
		case heading >= 0:
			answer := said && !bytes.EqualFold(firstLetters(u.text), firstLetters(c.units[heading].text))
			below += int(is(answer || meta && (c.named(i-1) || c.named(i+1))))
		case prose >= fewestAbove && said && above < fewestTurns:
			heading = i
		case u.prose() > 0:
			prose++
		case prose > 0 && (meta || said):
			above++
		}
	}
	if below < fewestTurns {
		return -1
	}
	return heading
}

// named reports whether unit i may be who wrote a comment.
func (c *Cleaner) named(i int) bool {
	if i >= len(c.units) {
		return false
	}
	u := &c.units[i]
	return u.rule == nil && u.n <= longestSays && u.end != endSentence
}

// firstLetters is the first word of a text.
func firstLetters(text []byte) []byte {
	text = bytes.TrimLeftFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	if i := bytes.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }); i >= 0 {
		text = text[:i]
	}
	return text
}

const (
	fewestAbove = 3 // paragraphs
	longestSays = 4 // words: Jane Anna Holt says
)
