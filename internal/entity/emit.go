package entity

import (
	"slices"

	"newsdup/internal/word"
)

// longestName is the most words of a name of the tables.
const longestName = 8

// emit appends the tokens of the current line of text to dst.
//
// First every word becomes a token as if it had one meaning, which nearly all words have.
// Then the special words are looked at one by one, and at last the tokens inside names of
// several words are dropped.
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
	r.writeTokens(tokens, at)
	r.starts = append(r.starts, r.buffer.starts[:len(line)]...)
	r.behind, r.merged = -1, r.merged[:0]
	r.emitSpecial(tokens, at, text, titleCase)
	if len(r.merged) > 0 {
		dst = r.dropMerged(dst, base, first)
	}
	return dst
}

// emitSpecial corrects the tokens of the special words of the line, the first of which is at
// position at, and counts these words.
func (r *Reader) emitSpecial(tokens []word.Token, at uint32, text string, titleCase bool) {
	line, words := r.line, r.words
	shouting, known := false, false // known: shouting is set
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
		if e.class&isShouted != 0 && !known {
			shouting, known = r.isShouting(), true
		}
		n := 1
		if e.class&isStart != 0 {
			v, length := r.matchName(i)
			if length > 1 && v&nameWhole == 0 {
				r.setDemonym(tokens[i:i+length], i, v)
				if r.t.types[v.id()] == Person {
					r.countWords(text, &tokens[i+length-1], i, length, titleCase)
				} else {
					r.uncount(line[i : i+length])
				}
				next = i + length
				continue
			}
			if length > 1 {
				n = length
				r.mergeName(t, i, n, v)
			}
		}
		switch {
		case n > 1:
		case e.class&isShouted != 0 && shouting:
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
		r.countWords(text, t, i, n, titleCase)
		next = i + n
	}
}

// writeTokens writes the tokens of the words that were looked up, of a line that starts at
// position at. It lists the special ones, and counts the others, which are in lower case. A
// processor cannot predict which words are special, so the loop has no branch for it: both
// is done for every word, and what does not apply is overwritten.
func (r *Reader) writeTokens(tokens []word.Token, at uint32) {
	line, words, asked := r.line, r.words, r.asked
	low, specials, speech := r.buffer.low[:len(asked)], r.buffer.special[:len(asked)], &r.speech
	n := 0 // number of special words
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
	gone       uint32 // how many words of the line up to its end have no token
}

// mergeName makes t, the token of line[i], that of the name v of n words, and notes that the
// other words have no token.
func (r *Reader) mergeName(t *word.Token, i, n int, v nameValue) {
	t.Exact, t.Stem, t.Flags = r.t.canonical[v.id()], r.t.canonical[v.id()], word.Entity
	if r.words[r.line[i+n-1].entry].class&isPossessive != 0 {
		t.Exact = extend(t.Exact, possessive)
	}
	gone := uint32(n - 1)
	if k := len(r.merged); k > 0 {
		gone += r.merged[k-1].gone
	}
	r.merged = append(r.merged, merged{i, i + n, gone})
}

// dropMerged takes out of the tokens of the line, which start at base, those of the words
// inside merged names.
func (r *Reader) dropMerged(dst []word.Token, base, first int) []word.Token {
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

// isShouting reports whether nearly all words of the line are in capitals, so that capitals
// do not make acronyms.
func (r *Reader) isShouting() bool {
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

// countWords counts the n words from line[i], which became the token t: as capitalised in
// mid-sentence, or as in lower case.
func (r *Reader) countWords(text string, t *word.Token, i, n int, titleCase bool) {
	for k := range n {
		ref := r.line[i+k]
		e := &r.words[ref.entry]
		switch {
		case e.class&isAlpha == 0:
		case e.class&isCapital == 0:
			if e.class.isSpecial() { // writeTokens has counted the others
				r.countLow(e)
			}
			if k == 0 && e.class&elsewhere != 0 {
				r.gated = append(r.gated, gated{t.Pos, ref.entry, noCapital})
			}
			if k == 0 && r.stems && t.Flags&word.Entity != 0 { // a thing without a capital: русский, السودان
				r.caps = append(r.caps, r.newCapital(text, t, i, n, titleCase))
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
				r.caps = append(r.caps, r.newCapital(text, t, i, n, titleCase))
			}
			if e.class&elsewhere != 0 || e.class&isForeign != 0 && n == 1 {
				r.gated = append(r.gated, gated{t.Pos, ref.entry, at})
			}
		}
	}
}

// matchName is the longest name or demonym of the tables that starts at line[i]: its value
// and its number of words, 0 when there is none. A name that starts in lower case ends in a
// capital: al-Qaeda, bande de Gaza.
func (r *Reader) matchName(i int) (best nameValue, words int) {
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
		if v&namePrefix == 0 { // a possessive does not end a name: Cox's Bazar
			break
		}
	}
	return best, words
}

// setDemonym sets the tokens of a demonym of several words from line[i] ("South Korean"),
// or of a person's whole name. For copies the words stay what they are. For stories the
// last word stands for the country or the person.
func (r *Reader) setDemonym(tokens []word.Token, i int, v nameValue) {
	at := tokens[0].Pos
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

// besideNumber reports whether a number stands before or behind line[i].
func (r *Reader) besideNumber(i int) bool {
	number := func(k int) bool {
		return k >= 0 && k < len(r.line) && r.words[r.line[k].entry].class.flags()&word.Number != 0
	}
	return number(i-1) || number(i+1)
}
