package entity

import "newsdup/internal/word"

// maxName is the most capitals of a name: longer runs are lists or headlines.
const maxName = 6

// normalForm is what identifies a name: the normal forms of its words, without particles.
type normalForm struct {
	id          uint64
	first, last uint64 // the normal forms of these words
	stem        uint64 // of the token of the last word
	words       int32  // number of words
	common      bool   // one of the words is in the lists of common words
}

// normal is the normal form of a name of these capitals.
func (r *Reader) normal(cs []capital) (f normalForm) {
	for i := range cs {
		c := &cs[i]
		if c.class&lexParticle != 0 && i+1 < len(cs) {
			continue
		}
		w := c.stem
		if c.flags&word.Entity == 0 {
			w = c.proper
		}
		f.stem = c.stem
		f.common = f.common || c.class&isCommon != 0
		f.add(w)
	}
	return f
}

// add adds a word.
func (f *normalForm) add(w uint64) {
	if f.words++; f.words == 1 {
		f.id, f.first = w, w
	} else {
		f.id = extend(f.id, w)
	}
	f.last = w
}

// cutRun notes the names of a run of capitals.
func (r *Reader) cutRun(cs []capital) {
	if cs[0].traits&portfolio != 0 {
		n := 0
		for n < len(cs) && r.isPartOfPortfolio(cs, 0, n) {
			n++
		}
		if n > 0 && n < len(cs) {
			r.cutThings(cs[n:], true)
		}
		if n > 0 {
			return
		}
	}
	for i := 0; i < len(cs); {
		k := i + 1
		for k < len(cs) && (cs[k].traits&linked == 0 || r.continues(cs[i:k], cs[k].link)) {
			k++
		}
		r.cutOffice(cs[i:k])
		i = k
	}
}

// continues reports whether words of the class link join what follows to the capitals
// before: particles join the name of a person, links that of an organisation or an office.
func (r *Reader) continues(before []capital, link class) bool {
	if link&lexParticle != 0 || before[len(before)-1].class&lexRole != 0 {
		return true
	}
	for i := range before {
		if before[i].class&lexOrganisation != 0 {
			return true
		}
	}
	return false
}

// cutOffice parts a run at the offices in it. What stands behind an office is a person.
func (r *Reader) cutOffice(cs []capital) {
	person := cs[0].traits&behindRole != 0
	for i := 0; i < len(cs); {
		k := i
		for k < len(cs) && !r.isOffice(cs, i, k) {
			k++
		}
		r.cutThings(cs[i:k], person && i == 0 || i > 0 && !cs[i].isOf())
		for i = k + 1; i < len(cs) && r.isPartOfOffice(cs, k, i); i++ {
		}
	}
}

// isPartOfOffice reports whether cs[i] belongs to the office cs[k], as all words between
// do: Secretary of State, Minister of Foreign Affairs.
func (r *Reader) isPartOfOffice(cs []capital, k, i int) bool {
	if cs[k+1].traits&linked == 0 {
		return false
	}
	if r.isMinister(cs[k].entry) {
		return r.isPartOfPortfolio(cs, k+1, i)
	}
	return cs[i].class&(isCommon|lexGiven) == isCommon
}

// isPartOfPortfolio reports whether cs[i] belongs to the portfolio of a minister that
// starts with cs[first]: Trabajo, Asuntos Exteriores. If there are more than two words only
// the common ones do, because the rest is the minister: Trabajo Yvaro Neira.
func (r *Reader) isPartOfPortfolio(cs []capital, first, i int) bool {
	c := cs[i].class
	return c&lexGiven == 0 && !cs[i].isThing() && (i == first || c&isCommon != 0 || len(cs) == first+2)
}

// isMinister reports whether a word means a minister or a ministry.
func (r *Reader) isMinister(entry uint32) bool {
	if r.words[entry].class&(lexRole|lexOrganisation) == 0 {
		return false
	}
	v, _ := r.t.lexicon.find(r.rare[entry].fold)
	return lexValue(v)&lexMinister != 0
}

// isOffice reports whether cs[k] is an office or honorific, in a name that starts with
// cs[i]. General Assembly and Premier League are none, nor is King at the end of Larry
// King, nor the first half of Pan-American.
func (r *Reader) isOffice(cs []capital, i, k int) bool {
	if cs[k].class&lexRole == 0 || cs[k].isThing() {
		return false
	}
	if k+1 == len(cs) {
		return k == i || cs[i].isThing() || cs[i].class&(lexGiven|isCommon|lexOrganisation)&^lexGiven != 0
	}
	return cs[k+1].class&lexOrganisation == 0 && !(cs[k+1].isThing() && r.textBetween(&cs[k], &cs[k+1])[cs[k].end-cs[k].start] == '-')
}

// isOf reports whether a capital behind an office is what the office is over, and no
// person: Princess of Danao. A particle may be part of a name: Präsidentin von Holm.
func (c *capital) isOf() bool { return c.traits&linked != 0 && c.link&lexParticle == 0 }

// cutThings notes the things of the tables and the organisations in cs, and the names
// between them.
func (r *Reader) cutThings(cs []capital, person bool) {
	for len(cs) > 0 && cs[0].traits&opens != 0 && r.isOpening(cs) {
		cs = cs[1:]
	}
	if len(cs) == 0 {
		return
	}
	if !person && len(cs) > 1 && len(cs) <= maxName && r.isOrganisation(cs) {
		if cs[0].traits&inCaps == 0 {
			r.addOccurrence(r.normal(cs), Organisation, cs[0].place(), r.plainForm(&cs[0], &cs[len(cs)-1]), false)
			return
		}
	}
	for i := 0; i < len(cs); {
		k := i
		for k < len(cs) && !r.standsAlone(cs, k) {
			k++
		}
		r.addName(cs[i:k], person)
		if k < len(cs) && cs[k].isThing() {
			r.addThing(&cs[k])
		}
		i = k + 1
	}
}

// isOpening reports whether the first word of cs has its capital only because it starts a
// sentence, and is no part of a name.
func (r *Reader) isOpening(cs []capital) bool {
	c := cs[0].class
	if cs[0].isThing() || c&(lexGiven|lexOrganisation) != 0 {
		return false
	}
	return cs[0].stem == 0 || len(cs) > 1 && c&isCommon != 0 && cs[0].traits&provedName == 0
}

// isOrganisation reports whether one of cs is a word that organisations have in their
// names, and another one tells which organisation it is.
func (r *Reader) isOrganisation(cs []capital) bool {
	sort, which := 0, 0
	for i := range cs {
		switch {
		case cs[i].class&lexOrganisation != 0 && !cs[i].isThing():
			sort++
		case cs[i].traits&isDemonym == 0:
			which++
		}
	}
	return sort > 0 && (which > 0 || sort > 1)
}

// standsAlone reports whether cs[k] is no part of a longer name: a thing of the tables,
// unless it is also a given name (Paris Varga); a month, with the same exception; a word
// without content at an end.
func (r *Reader) standsAlone(cs []capital, k int) bool {
	c := &cs[k]
	switch {
	case c.isThing():
		return k+1 == len(cs) || c.class&lexGiven == 0 || cs[k+1].isThing()
	case c.flags&word.Calendar != 0:
		return k+1 == len(cs) || c.class&lexGiven == 0
	}
	end := k+1 == len(cs)
	initial := c.end-c.start == 1 && !end
	return c.stem == 0 && !initial && c.class&(lexParticle|lexGiven) == 0
}

// addThing notes a thing of the tables.
func (r *Reader) addThing(c *capital) {
	r.addOccurrence(normalForm{id: c.stem}, c.thing, c.place(), r.plainForm(c, c), false)
}

// addName notes a name of words that are in no table.
func (r *Reader) addName(cs []capital, person bool) {
	if len(cs) == 0 || len(cs) > maxName || cs[0].traits&inCaps != 0 {
		return
	}
	f := r.normal(cs)
	kind := Other
	class := cs[0].class
	switch {
	case len(cs) == 1 && class&lexOrganisation != 0 && !person:
		return // "the Ministry" alone names nothing
	case len(cs) == 1 && f.common && !person && class&isUpper == 0:
		return // a common word with a capital: "the Western ..."
	case person || len(cs) > 1 && class&lexGiven != 0 || cs[len(cs)-1].thing == Person:
		kind = Person
	}
	weak := len(cs) == 1 && cs[0].traits&(opens|provedName) != provedName
	r.addOccurrence(f, kind, cs[0].place(), r.plainForm(&cs[0], &cs[len(cs)-1]), weak && !person)
}
