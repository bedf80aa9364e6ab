package entity

import "newsdup/internal/word"

// capital is a capitalised token of the clip, and how it follows the one before. Names are
// made of these (see mention.go).
type capital struct {
	stem         uint64 // of the token
	proper       uint64 // normal form of the word in a name, see nameForm
	token, entry uint32 // places of the token in the clip and of its spelling in the table
	lower        uint32 // entry of its word in lower case
	start, end   uint32 // where its words stand in the title or the body
	class        class  // of the entry, copied because the entry is not in the cache when names are made
	link         class  // lexParticle or lexLink, if all words between the capital before and this one are such
	traits       traits
	flags        word.Flag // of the token
	thing        Type      // of the thing of the tables that the token is
}

// traits of a capital.
type traits uint16

const (
	inTitle    traits = 1 << iota // stands in the title
	inCaps                        // its line is in title case
	opens                         // a sentence starts with it
	goesOn                        // joined to the capital before, directly or by linking words
	linked                        // joined by linking words
	isDemonym                     // an inhabitant or an adjective of a place of the tables
	isThing                       // a whole thing of the tables; a last name that they have is only a part of a name
	provedName                    // its word is capitalised in mid-sentence at least as often as it is in lower case
	inValue                       // one of several words that say a number, a sum or a date: 5 Milliarden Euro
	behindRole                    // joined to an office or honorific before it
	portfolio                     // the portfolio of a minister or ministry in lower case: ministro de Trabajo
)

// maxHeadline is the most words of a headline in title case.
const maxHeadline = 30

// isHeadline reports whether a line in title case is a headline. A long line, or one that
// ends in a full stop, is a paragraph full of names.
func (r *Reader) isHeadline(text string) bool {
	end := int(r.line[len(r.line)-1].end)
	return len(r.line) <= maxHeadline && (end == len(text) || text[end] != '.')
}

// linkWords is how many words may stand between two capitals of one name: "of the", "von
// und zu".
const linkWords = 3

// newCapital is the capital for the token t of the n words from line[i].
func (r *Reader) newCapital(text string, t *word.Token, i, n int, titleCase bool) capital {
	ref := r.line[i]
	e := &r.words[ref.entry]
	c := capital{
		stem: t.Stem, proper: r.proper[ref.entry], token: t.Pos, entry: ref.entry, lower: e.lower, class: e.class,
		start: ref.start, end: r.line[i+n-1].end, flags: t.Flags,
	}
	if n > 1 {
		c.class = c.class&^isPossessive | r.words[r.line[i+n-1].entry].class&isPossessive
	}
	if r.readsTitle {
		c.traits |= inTitle
	}
	if titleCase {
		c.traits |= inCaps
	}
	if t.Flags&word.Entity != 0 && t.Exact != t.Stem && t.Exact != extend(t.Stem, possessive) {
		c.traits |= isDemonym
	}
	if t.Flags&word.Entity != 0 {
		r.setThing(&c, n)
	}
	gap := ref.gap()
	if gap >= sentence && i > 0 && r.abbreviates(i-1) {
		gap = joined
	}
	if gap >= sentence {
		c.traits |= opens
	}
	if gap == joined && i > 0 {
		if before := r.line[i-1].entry; before != plainWord && r.words[before].class&(lexRole|isPossessive) == lexRole {
			c.traits |= behindRole
		}
		if r.behind == i {
			c.traits |= goesOn
		} else if r.behind >= 0 && i-r.behind <= linkWords {
			if c.link = r.links(r.behind, i); c.link != 0 {
				c.traits |= goesOn | linked
			}
		}
		if c.traits&goesOn == 0 && r.isPortfolio(i) {
			c.traits |= portfolio
		}
	}
	r.behind = i + n
	return c
}

// setThing notes which sort of thing of the tables a capital of n words is.
func (r *Reader) setThing(c *capital, n int) {
	if id, ok := r.t.stems.find(c.stem); ok {
		if c.thing = r.t.types[id]; c.thing != Person {
			c.traits |= isThing
		} else if n > 1 {
			c.traits = c.traits&^isDemonym | isThing
		}
	}
}

// isThing reports whether a capital is a whole thing of the tables.
func (c *capital) isThing() bool { return c.traits&isThing != 0 }

// abbreviates reports whether the full stop behind line[i] is that of an abbreviation
// inside a name: of a title (Gen. Varga) or of an initial.
func (r *Reader) abbreviates(i int) bool {
	ref := r.line[i]
	c := r.words[ref.entry].class
	return c&isCapital != 0 && (c&lexRole != 0 && ref.end-ref.start <= 4 || r.line[i+1].gap() == abbreviated && ref.end-ref.start == 1)
}

// links is what all words of line[i:k] are, of lexParticle and lexLink. It is 0 when one of
// them is not joined to the next.
func (r *Reader) links(i, k int) class {
	c := class(lexParticle | lexLink)
	for ; i < k; i++ {
		if r.line[i].gap() != joined {
			return 0
		}
		c &= r.words[r.line[i].entry].class
	}
	return c
}

// isPortfolio reports whether line[i] is the portfolio of a minister or ministry in lower
// case: ministero delle Infrastrutture e dei Trasporti.
func (r *Reader) isPortfolio(i int) bool {
	k := i - 1
	for k > 0 && i-k <= linkWords && r.line[k].gap() == joined && r.words[r.line[k].entry].class&lexLink != 0 {
		k--
	}
	if r.behind == k && len(r.caps) > 0 && r.caps[len(r.caps)-1].traits&portfolio != 0 {
		return r.line[k].end-r.line[k].start <= 3 // a short link, like "and", continues the portfolio
	}
	entry := r.line[k].entry
	return k < i-1 && r.words[entry].class&isCapital == 0 && r.isMinister(entry)
}

// written is a capital as it stands in the text.
func (r *Reader) written(c *capital) string { return r.textBetween(c, c) }

// textBetween is the text from a to b, which stand in one line.
func (r *Reader) textBetween(a, b *capital) string {
	return r.textOf(a)[a.start:b.end]
}
