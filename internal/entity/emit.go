package entity

import (
	"slices"
	"unicode/utf8"

	"newsdup/internal/word"
)

// longestName is the most words a name of the tables has.
const longestName = 8

// emit appends the tokens of the current line of text to dst.
//
// First every word becomes a token as if it had one meaning, which nearly all
// have. The special ones are looked at then, and the tokens of names of several
// words drawn together.
func (r *Reader) emit(dst []word.Token, first int, text string) []word.Token {
	line := r.line
	if len(line) == 0 {
		return dst
	}
	base := len(dst)
	dst = slices.Grow(dst, len(line))[:base+len(line)]
	tokens, at := dst[base:], uint32(base-first)
	if r.stems {
		r.hash(text)
	} else {
		r.hashPlain(tokens, text)
	}
	r.resolve(tokens, text)
	titleCase := r.stems && r.isHeadline(text) && r.isTitleCase()
	r.count(tokens, at)
	r.starts = append(r.starts, r.buffer.starts[:len(line)]...)
	r.behind, r.merged = -1, r.merged[:0]
	words := r.words
	shouted, counted := false, false // the second: the first is known
	next := 0
	for _, place := range r.special {
		i := int(place)
		if i < next {
			continue // inside a name
		}
		t := &tokens[i]
		t.Pos = at + uint32(i)
		if len(r.merged) > 0 {
			t.Pos -= r.merged[len(r.merged)-1].gone
		}
		e := &words[line[i].entry]
		if e.class&isShouted != 0 && !counted {
			shouted, counted = r.shouted(), true
		}
		n := 1
		if e.class&isStart != 0 {
			v, length := r.longest(i)
			if length > 1 && v&nameWhole == 0 {
				r.demonym(tokens[i:i+length], t.Pos, i, v)
				if r.t.types[v.id()] == Person {
					r.tally(text, &tokens[i+length-1], i, length, titleCase)
				} else {
					r.uncount(line[i : i+length])
				}
				next = i + length
				continue
			}
			if length > 1 {
				n = length
				t.Exact, t.Stem, t.Flags = r.t.canonical[v.id()], r.t.canonical[v.id()], word.Entity
				if words[line[i+n-1].entry].class&isPossessive != 0 {
					t.Exact = extend(t.Exact, possessive)
				}
				r.merge(i, n)
			}
		}
		switch {
		case n > 1:
		case e.class&isShouted != 0 && shouted:
			plain := &words[e.lower]
			t.Exact, t.Stem, t.Flags = plain.exact, plain.stem, plain.class.flags()
		case r.stems && e.class&isCJK != 0 && t.Flags&word.Entity == 0:
			t.Stem = r.gram(text, i, e)
		case e.class&isMaybe != 0 && (e.class&isCapital != 0 || r.besideNumber(i)):
			t.Flags |= word.Calendar
		}
		if e.class&isNumeric != 0 && t.Flags&word.Entity == 0 {
			r.numeric = append(r.numeric, line[i].start)
		}
		r.tally(text, t, i, n, titleCase)
		next = i + n
	}
	if len(r.merged) > 0 {
		dst = r.drawTogether(dst, base, first)
	}
	return dst
}

// count writes the tokens of the words that were looked up, the first of the line at
// position at, lists the special ones, and counts the others, which are in lower case.
// Which are which is a matter of chance to a processor, so that both is done for
// each, and not kept.
func (r *Reader) count(tokens []word.Token, at uint32) {
	line, words, asked := r.line, r.words, r.asked
	low, specials, speech := r.buffer.low[:len(asked)], r.buffer.special[:len(asked)], &r.speech
	n := 0 // special ones
	for i, k := range asked {
		entry := line[k].entry
		e := &words[entry]
		c := e.class
		tokens[k] = word.Token{Exact: e.exact, Stem: e.stem, Pos: at + k, Flags: c.flags()}
		specials[n], low[i-n] = k, e.lower
		is := 0
		if c.isSpecial() {
			is = 1
		}
		n += is
		if (e.lower^entry)&uint32(is-1) != 0 { // iPhone
			c = words[e.lower].class
		}
		speech.add(c & anywhere & class(is-1))
	}
	if r.stems {
		r.low = append(r.low, low[:len(low)-n]...)
	}
	r.special = specials[:n]
}

// merged is a name of several words that is one token.
type merged struct {
	first, end int    // its words in line
	gone       uint32 // words of the line without a token up to its end
}

// merge notes that the n words from line[i] are one token, the first's.
func (r *Reader) merge(i, n int) {
	gone := uint32(n - 1)
	if k := len(r.merged); k > 0 {
		gone += r.merged[k-1].gone
	}
	r.merged = append(r.merged, merged{i, i + n, gone})
}

// drawTogether takes the tokens of merged words but the first out of those of the
// line, which start at base.
func (r *Reader) drawTogether(dst []word.Token, base, first int) []word.Token {
	tokens, starts := dst[base:], r.starts[len(r.starts)-len(r.line):]
	to := r.merged[0].first + 1
	for k, m := range r.merged {
		end := len(r.line)
		if k+1 < len(r.merged) {
			end = r.merged[k+1].first + 1
		}
		copy(starts[to:], starts[m.end:end])
		copy(tokens[to:], tokens[m.end:end])
		for range end - m.end {
			tokens[to].Pos = uint32(base + to - first)
			to++
		}
	}
	r.starts = r.starts[:len(r.starts)-len(r.line)+to]
	return dst[:base+to]
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
			if e.class.isSpecial() { // count has counted the others
				r.countLow(e)
			}
			if k == 0 && e.class&elsewhere != 0 {
				r.gated = append(r.gated, gated{t.Pos, ref.entry, noCapital})
			}
			if k == 0 && r.stems && t.Flags&word.Entity != 0 { // русский, السودان: things without a capital
				r.caps = append(r.caps, r.capital(text, t, i, n, titleCase))
			}
		default:
			if r.stems && ref.gap() < sentence && !titleCase {
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

// longest is the longest name or demonym of the tables that starts at line[i]: its
// value and how many words it has, 0 when there is none. One that starts in lower
// case ends in a capital: al-Qaeda, bande de Gaza.
func (r *Reader) longest(i int) (best nameValue, words int) {
	key := uint64(0)
	first := r.line[i].entry
	low := r.words[first].class&isCapital == 0 && r.rare[first].name&nameLow != 0
	for n := 0; n < longestName && i+n < len(r.line); n++ {
		ref := r.line[i+n]
		if ref.entry == plainWord || n > 0 && (ref.gap() == apart || ref.gap() == sentence) {
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
		if v&(nameWhole|nameDemonym) != 0 && (!low || v&nameLow != 0 && e.class&isCapital != 0) {
			best, words = v, n+1
		}
		if v&namePrefix == 0 { // a possessive goes on: Cox's Bazar
			break
		}
	}
	return best, words
}

// demonym sets the tokens of a demonym of several words ("South Korean") from
// line[i], or of a person's whole name: the words stay what they are for copies,
// and the last one stands for the country or the person in stories. at is the
// position of the first.
func (r *Reader) demonym(tokens []word.Token, at uint32, i int, v nameValue) {
	for k := range tokens {
		e := &r.words[r.line[i+k].entry]
		t := word.Token{Exact: e.exact, Pos: at + uint32(k), Flags: e.class.flags() &^ word.Entity}
		switch {
		case k == len(tokens)-1:
			t.Stem = r.t.canonical[v.id()]
			t.Flags |= word.Entity
		case e.class&isCJK == 0 && r.t.types[v.id()] == Person:
			t.Stem = e.stem
		}
		tokens[k] = t
	}
}

// alphabeticGram is how many letters of an alphabet without spaces make a gram,
// about a word. With two, as of Han and kana, a harvest told in Thai was of the
// story of a mayor who resigned.
const alphabeticGram = 4

// isHiragana reports whether the first letter of a text is one.
func isHiragana(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return r >= 0x3041 && r <= 0x309f
}

// gram is the stem of the letter line[i] of a script without spaces: it and the
// letter behind it, or of an alphabet the three behind it, which say as much. The
// last letters of a run have none, but for the first of a run that is shorter. Two
// hiragana are a stop word: Japanese writes with them what ties its words together.
func (r *Reader) gram(text string, i int, e *entry) uint64 {
	stem, n, size := e.stem, 1, 2
	if e.class&isAlphabetic != 0 {
		size = alphabeticGram
	}
	for ; n < size && i+n < len(r.line) && r.line[i+n].gap() == tight; n++ {
		next := &r.words[r.line[i+n].entry]
		if next.class&isCJK == 0 {
			break
		}
		if isHiragana(text[r.line[i].start:]) && isHiragana(text[r.line[i+n].start:]) {
			return 0
		}
		longer := extend(stem, next.stem)
		if _, ok := r.grams[longer]; !ok {
			r.grams[longer] = struct{}{}
			r.noteGram(longer, stem, next.stem)
		}
		stem = longer
	}
	if n < size && r.line[i].gap() == tight && i > 0 && r.words[r.line[i-1].entry].class&isCJK != 0 {
		return 0
	}
	if n > 1 && r.collector != nil {
		r.meetGram(stem)
	}
	return stem
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
	for _, m := range r.gated {
		t, e := &clip[m.token], &r.words[m.entry]
		if r.lang == 0 && !r.inFull(m.entry, clip) {
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

// inFull says whether the entry is an acronym that in English mostly means something
// else, and the clip says the name that it can stand for: RBI beside the Reserve Bank of India.
func (r *Reader) inFull(entry uint32, clip []word.Token) bool {
	if r.words[entry].class&(isForeign|isUpper) != isForeign|isUpper {
		return false
	}
	stem := r.t.canonical[r.rare[entry].foreign-1]
	for _, x := range r.full {
		if x.stem == stem {
			return x.said
		}
	}
	said := slices.ContainsFunc(clip, func(t word.Token) bool { return t.Stem == stem })
	r.full = append(r.full, full{stem, said})
	return said
}

// language is the language whose function words the clip uses most, as an index into
// languages: another one than English only when it leads clearly; known when it uses some.
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
