package entity

import (
	"slices"

	"newsdup/internal/word"
)

// finish sets what only the whole clip can tell: which words are names, and the function
// words of its language.
func (r *Reader) finish(clip []word.Token) {
	if len(r.caps) > 0 {
		r.settle(r.caps)
	}
	for i := range r.caps {
		m := &r.caps[i]
		if !r.proved(m.lower) {
			continue
		}
		m.traits |= provedName
		clip[m.token].Flags |= word.Name
		if m.flags&word.Entity == 0 && !r.noted[m.entry] {
			r.noteName(m)
		}
		if r.collector != nil && m.flags&word.Entity == 0 {
			r.collectName(m)
		}
	}
	r.lang, r.langKnown = 0, false
	if len(r.gated) > 0 {
		r.lang, r.langKnown = r.language()
	}
	for _, m := range r.gated {
		t, e := &clip[m.token], &r.words[m.entry]
		if r.lang == 0 && !r.saysInFull(m.entry, clip) {
			continue
		}
		switch {
		case t.Flags&word.Entity != 0:
		case e.class&isForeign != 0:
			t.Stem = r.t.canonical[r.rare[m.entry].foreign-1]
			t.Exact = t.Stem
			if e.class&isPossessive != 0 {
				t.Exact = extend(t.Stem, possessive)
			}
			t.Flags |= word.Entity
		case e.class.speaks(r.lang):
			t.Stem = 0
		}
		if m.capital != noCapital {
			c := &r.caps[m.capital]
			if c.stem, c.flags = t.Stem, t.Flags; t.Flags&word.Entity != 0 {
				r.setThing(c, 1)
			}
		}
	}
}

// saysInFull reports whether the entry is an acronym that mostly means something else in
// English, while the clip also has the name that it can stand for: RBI beside the Reserve
// Bank of India.
func (r *Reader) saysInFull(entry uint32, clip []word.Token) bool {
	if r.words[entry].class&(isForeign|isUpper) != isForeign|isUpper {
		return false
	}
	stem := r.t.canonical[r.rare[entry].foreign-1]
	for _, x := range r.fullNames {
		if x.stem == stem {
			return x.said
		}
	}
	said := slices.ContainsFunc(clip, func(t word.Token) bool { return t.Stem == stem })
	r.fullNames = append(r.fullNames, fullName{stem, said})
	return said
}

// language is the language whose function words the clip uses most, as an index into
// languages. It is another one than English only when that leads clearly. known says that
// the clip uses enough function words.
func (r *Reader) language() (lang int, known bool) {
	var hits [len(languages)]uint32
	r.speech.each(func(c class) {
		for n := range hits {
			if c.speaks(n) {
				hits[n] += r.speech.times[c]
			}
		}
	})
	best := 0
	for n, h := range hits {
		if h > hits[best] {
			best = n
		}
	}
	known = hits[best] >= 5
	if !known || 4*hits[best] < 5*hits[0] {
		return 0, known
	}
	return best, true
}
