package entity

import (
	"newsdup/internal/word"
)

// longestName is the most words a name of the tables has.
const longestName = 8

// emit appends the tokens of the current line of text to dst.
func (r *Reader) emit(dst []word.Token, first int, text string) []word.Token {
	line := r.line
	if len(line) == 0 {
		return dst
	}
	titleCase := r.resolve(text) && r.stems && r.isHeadline(text)
	r.behind = -1
	words, starts := r.words, r.starts
	shouted, counted := false, false // the second: the first is known
	for i := 0; i < len(line); {
		ref := &line[i]
		at := uint32(len(dst) - first)
		starts = append(starts, ref.start)
		if ref.entry == plainWord {
			dst = append(dst, word.Token{Exact: ref.hash, Pos: at})
			i++
			continue
		}
		e := &words[ref.entry]
		if e.class&(special|isAlpha) == isAlpha { // nearly every word: in lower case, with one meaning
			dst = append(dst, word.Token{Exact: e.exact, Stem: e.stem, Pos: at, Flags: e.class.flags()})
			r.countLow(ref.entry, e)
			i++
			continue
		}
		t := word.Token{Exact: e.exact, Stem: e.stem, Pos: at, Flags: e.class.flags()}
		if e.class&isShouted != 0 && !counted {
			shouted, counted = r.shouted(), true
		}
		n := 1
		if e.class&isStart != 0 {
			v, length := r.longest(i)
			if length > 1 && v&nameWhole == 0 {
				r.starts = starts
				dst = r.demonym(dst, first, i, length, v)
				starts = r.starts
				if t := &dst[len(dst)-1]; r.t.types[v.id()] == Person {
					r.tally(text, t, i, length, titleCase)
				}
				i += length
				continue
			}
			if length > 1 {
				n = length
				t.Exact, t.Stem, t.Flags = r.t.canonical[v.id()], r.t.canonical[v.id()], word.Entity
				if words[line[i+n-1].entry].class&isPossessive != 0 {
					t.Exact = extend(t.Exact, possessive)
				}
			}
		}
		switch {
		case n > 1:
		case e.class&isShouted != 0 && shouted:
			plain := &words[e.lower]
			t.Exact, t.Stem, t.Flags = plain.exact, plain.stem, plain.class.flags()
		case r.stems && e.class&isCJK != 0 && t.Flags&word.Entity == 0:
			t.Stem = r.pair(i, t.Stem)
		case e.class&isMaybe != 0 && (e.class&isCapital != 0 || r.besideNumber(i)):
			t.Flags |= word.Calendar
		}
		dst = append(dst, t)
		if e.class&isNumeric != 0 && t.Flags&word.Entity == 0 {
			r.numeric = append(r.numeric, ref.start)
		}
		r.tally(text, &t, i, n, titleCase)
		i += n
	}
	r.starts = starts
	return dst
}

// shouted says whether nearly all words of the line are in capitals: then they
// do not make acronyms.
func (r *Reader) shouted() bool {
	var alpha, upper int
	for _, ref := range r.line {
		c := r.words[ref.entry].class
		if c&isAlpha != 0 {
			alpha++
			if c&isUpper != 0 {
				upper++
			}
		}
	}
	return alpha >= 3 && 10*upper >= 8*alpha
}

// tally counts the n words from line[i], which became the token t: capitalised in
// mid-sentence, or in lower case.
func (r *Reader) tally(text string, t *word.Token, i, n int, titleCase bool) {
	for k := range n {
		ref := r.line[i+k]
		e := &r.words[ref.entry]
		switch {
		case e.class&isAlpha == 0:
		case e.class&isCapital == 0:
			r.countLow(ref.entry, e)
			if k == 0 && e.class&elsewhere != 0 {
				r.gated = append(r.gated, gated{t.Pos, ref.entry, noCapital})
			}
			if k == 0 && r.stems && t.Flags&word.Entity != 0 { // русский, السودان: things without a capital
				r.caps = append(r.caps, r.capital(text, t, i, n, titleCase))
			}
		default:
			if r.stems && ref.gap < sentence && !titleCase {
				r.mid = append(r.mid, e.lower)
			}
			if k > 0 {
				continue
			}
			at := uint32(noCapital)
			if r.stems {
				at = uint32(len(r.caps))
				r.caps = append(r.caps, r.capital(text, t, i, n, titleCase))
			}
			if e.class&elsewhere != 0 || e.class&isForeign != 0 && n == 1 {
				r.gated = append(r.gated, gated{t.Pos, ref.entry, at})
			}
		}
	}
}

// longest is the longest name or demonym of the tables that starts at line[i]: its value and how many words it has, 0 when there is none.
func (r *Reader) longest(i int) (best nameValue, words int) {
	key := uint64(0)
	for n := 0; n < longestName && i+n < len(r.line); n++ {
		ref := r.line[i+n]
		if ref.entry == plainWord || n > 0 && (ref.gap == apart || ref.gap == sentence) {
			break
		}
		e := &r.words[ref.entry]
		x := &r.rare[ref.entry]
		key = extend(key, x.fold)
		v := x.name
		if n > 0 {
			if !r.t.phrases.has(key) {
				break
			}
			found, _ := r.t.names.find(key)
			v = nameValue(found)
		}
		if v&(nameWhole|nameDemonym) != 0 {
			best, words = v, n+1
		}
		if v&namePrefix == 0 || e.class&isPossessive != 0 {
			break
		}
	}
	return best, words
}

// demonym appends the tokens of a demonym of several words ("South Korean"),
// or of a person's whole name: the words stay what they are for copies, and the
// last one stands for the country or the person in stories.
func (r *Reader) demonym(dst []word.Token, first, i, n int, v nameValue) []word.Token {
	for k := range n {
		ref := r.line[i+k]
		if k > 0 {
			r.starts = append(r.starts, ref.start)
		}
		e := &r.words[ref.entry]
		t := word.Token{Exact: e.exact, Pos: uint32(len(dst) - first), Flags: e.class.flags() &^ word.Entity}
		switch {
		case k == n-1:
			t.Stem = r.t.canonical[v.id()]
			t.Flags |= word.Entity
		case e.class&isCJK == 0 && r.t.types[v.id()] == Person:
			t.Stem = e.stem
		}
		dst = append(dst, t)
	}
	return dst
}

// pair is the stem of the letter line[i] of a script without spaces: it and
// the next letter; the last letter of a run has a stem only when it is the whole run.
func (r *Reader) pair(i int, alone uint64) uint64 {
	if i+1 < len(r.line) && r.line[i+1].gap == tight {
		if next := &r.words[r.line[i+1].entry]; next.class&isCJK != 0 {
			stem := extend(alone, next.stem)
			if _, ok := r.paired[stem]; !ok {
				r.paired[stem] = struct{}{}
				r.notePair(stem, alone, next.stem)
			}
			if r.collector != nil {
				r.meetPair(stem)
			}
			return stem
		}
	}
	if r.line[i].gap == tight && i > 0 && r.words[r.line[i-1].entry].class&isCJK != 0 {
		return 0
	}
	return alone
}

// besideNumber says whether a number stands before or behind line[i].
func (r *Reader) besideNumber(i int) bool {
	number := func(k int) bool {
		return k >= 0 && k < len(r.line) && r.words[r.line[k].entry].class.flags()&word.Number != 0
	}
	return number(i-1) || number(i+1)
}

// finish sets what only the whole clip can tell: names, and the function words of its language.
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
			r.meetName(m)
		}
	}
	r.lang, r.langKnown = 0, false
	if len(r.gated) > 0 {
		r.lang, r.langKnown = r.language()
	}
	if r.lang == 0 {
		return
	}
	for _, m := range r.gated {
		t, e := &clip[m.token], &r.words[m.entry]
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

// language is the language whose function words the clip uses most, as an index into
// languages: another one than English only when it leads clearly; known when it uses some.
func (r *Reader) language() (lang int, known bool) {
	var hits [len(languages)]uint32
	for _, c := range r.speech.met {
		for n := range hits {
			if c.speaks(n) {
				hits[n] += r.speech.times[c]
			}
		}
	}
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
