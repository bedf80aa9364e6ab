package number

import (
	"strings"
	"unicode/utf8"
)

// What may stand around a number, in this order: a currency, the number itself, the
// thousands or millions that it counts in, and again a currency, a percent sign or a unit.
// Everything but the number may be missing.
//
//	US$ 1.2 million      1,2 Mio. Euro      10-12 hours      6,5 %

// digitPhrase reads a phrase that starts with a digit.
func (f *Finder) digitPhrase(s *Span) bool {
	if f.numericDate(s) || f.clock(s) {
		return true
	}
	i := s.Start
	x, exp, end, plain, ok := f.numeral(i)
	v, fit := newNumber(x, exp)
	if s.Value, s.End = v, end; !ok || !fit {
		return false
	}
	if f.isCode(i) && !f.isSum(i) { // G7, but EUR110bn
		return true
	}
	if plain {
		if behind, ok := f.ordinalEnding(end); ok {
			s.Value.Kind, s.End = Ordinal, behind
		}
		if f.dayMonth(s, x, end-i <= 2, s.End) || s.Value.Kind == Ordinal {
			return true
		}
	}
	if v, end, ok := f.pairWith(s, true); ok {
		s.Value, s.End = v, end
	}
	f.readAround(s, true)
	f.makeAge(s)
	f.belowZero(s)
	return true
}

// isCode reports whether the digits at text[i] stand behind letters, directly or with a
// hyphen between: G7, COVID-19.
func (f *Finder) isCode(i int) bool {
	if i > 0 && f.text[i-1] == '-' {
		i--
	}
	return i > 0 && (isLetter(f.text[i-1]) || f.text[i-1] >= utf8.RuneSelf && endsLetter(f.text[:i]))
}

// isSum reports whether the letters before the digits at text[i] are a currency.
func (f *Finder) isSum(i int) bool {
	c, _ := f.currencyBefore(i)
	return c != nil
}

// pairWith reads the second number of a range or a score behind the number of s, and
// returns the pair of both. digits says that the first number is in digits.
func (f *Finder) pairWith(s *Span, digits bool) (v Value, next int, ok bool) {
	i, end, change := s.Start, s.End, false
	j := end
	switch {
	case j >= len(f.text):
		return v, end, false
	case f.text[j] == '-':
		j++
	case strings.HasPrefix(f.text[j:], "–"):
		j += len("–")
	case f.text[j] == ':' && digits && end-i <= 2: // 3:1, when it is no time of day
		j++
	case f.text[j] == ' ':
		if j, change = f.rangeWord(i, end); j == end {
			return v, end, false
		}
	default:
		return v, end, false
	}
	tight := f.text[j-1] != ' '
	if c, behind := f.sign(j); c != nil { // $140-$150 million
		if before, start := f.currencyBefore(i); before == c {
			i, j = start, behind
		}
	}
	if j >= len(f.text) || tight && !digits || i > 1 && (f.text[i-1] == '-' || f.text[i-1] == ':') && isDigit(f.text[i-2]) {
		return v, end, false
	}
	var y uint64
	var exp, shared int // shared: the power of ten that both numbers count in
	if isDigit(f.text[j]) {
		y, exp, next, _, ok = f.numeral(j)
		if behind, scale := f.scaleBehind(next, false); ok && !digits && scale > 0 && s.Value.Exp >= 3 {
			exp, next = exp+scale, behind // seven million to 10 million: the first has its own scale
		}
	} else if !tight {
		y, next, ok = f.spelledOut(j)
		shared = scaleOf(y)
	}
	if !ok {
		return v, end, false
	}
	if next+1 < len(f.text) && (f.text[next] == '-' || f.text[next] == ':') && isDigit(f.text[next+1]) {
		return v, end, false // 555-123-4567
	}
	if _, _, _, dated := f.monthBehind(next, false); dated {
		return v, end, false // 18-20 November: a day, and a date
	}
	if half, _ := f.halfDay(next); half != 0 {
		return v, end, false // 5 to 7 p.m.
	}
	x, xe := s.Value.Lo, int(s.Value.Exp)
	if v, ok = newPair(x, xe+shared, y, exp); shared > 0 && !(ok && v.Lo < v.Hi) {
		v, ok = newPair(x, xe, y, exp) // fifty to two hundred
		shared = 0
	}
	if change && shared == 0 { // from $140 to $150 million
		c, _ := f.currencyBefore(s.Start)
		_, shared = f.scaleBehind(next, c != nil)
		ok = ok && shared > 0 && v.Lo < v.Hi
	}
	return v, next, ok
}

// scaleOf is the power of ten of the last word of a number in words. In "two to three
// thousand" the word belongs to both numbers. It is 0 if the number may end in two such
// words, as in "one to two hundred thousand".
func scaleOf(x uint64) int {
	for _, power := range [...]int{12, 9, 6, 3, 2} {
		if p := power10(power); x%p == 0 && x > 0 {
			if x /= p; x >= 1000 || x%100 == 0 {
				return 0
			}
			return power
		}
	}
	return 0
}

// rangeWord is where the second number starts behind a word for "to" at text[end], or
// behind a word for "and" with one for "between" before the first number; end when there is
// none. change says that the words may tell of a change ("from 5 to 6") and not of a range.
func (f *Finder) rangeWord(i, end int) (next int, change bool) {
	j, _ := f.skip(end)
	low, behind := f.word(j)
	var from, between string // the word before the first number that makes it a change, or a range
	switch string(low) {
	case "to":
		from = "from"
	case "and":
		between = "between"
	case "et", "y":
		between = "entre"
	case "und":
		between = "zwischen"
	case "a":
		if f.langs&(french|spanish|italian|portuguese) == 0 {
			return end, false
		}
		from = "de"
		if f.langs == italian {
			from = "da"
		}
	case "bis":
	case "до":
		from = "с"
		if f.langs == ukrainian {
			from = "з"
		}
	default:
		return end, false
	}
	next, g := f.skip(behind)
	if g != spaces {
		return end, false
	}
	if number := f.text[i:end]; between != "" && len(number) == 4 && (number[:2] == "19" || number[:2] == "20") {
		return end, false // two years
	}
	_, start := f.currencyBefore(i)
	before := f.blanksBefore(start)
	low, behind = f.word(f.wordBefore(before))
	is := behind == before
	if between != "" && !(is && string(low) == between) {
		return end, false
	}
	return next, is && from != "" && string(low) == from
}

// readAround reads what stands around the number of s. digits says that it is not in words.
func (f *Finder) readAround(s *Span, digits bool) {
	currency, start := f.currencyBefore(s.Start)
	scaled := !digits && s.Value.Exp >= 6
	end, exp := f.scaleBehind(s.End, currency != nil)
	if exp > 0 {
		scaled = scaled || exp >= 6
		v, ok := s.Value, false
		if v.Pair {
			v.Exp, ok = v.Exp+int8(exp), int(v.Exp)+exp < idExp
		} else {
			v, ok = newNumber(v.Lo, int(v.Exp)+exp)
		}
		if ok {
			s.Value, s.End = v, end
		}
	}
	next := s.End
	if exp > 0 && currency == nil {
		next = f.pointBehind(next)
	}
	if c, end := f.currencyBehind(next, scaled, currency != nil); c != nil {
		currency, s.End = c, end
	}
	if currency != nil {
		s.Value.Kind, s.Value.Unit, s.Start = Money, currency, start
		return
	}
	if u, end := f.unitBehind(next, digits, scaled); u != nil && !(u.Name == "year" && yearLike(s.Value.whole())) {
		s.Value.Kind, s.Value.Unit, s.End = Quantity, u, end
	}
}

// pointBehind is the end of the point behind an abbreviated scale that ends at text[i]: 1,2
// Mio. Euro, 350 тыс. рублей.
func (f *Finder) pointBehind(i int) int {
	word := f.text[f.wordBefore(i):i]
	if strings.HasPrefix(f.text[i:], ". ") && utf8.RuneCountInString(word) <= maxAbbreviated {
		return i + len(".")
	}
	return i
}

// maxAbbreviated is the most letters of an abbreviated scale.
const maxAbbreviated = 4

// skipOf passes over a word for "of" behind a scale at text[i]: milliard de dollars,
// millions d'euros.
func (f *Finder) skipOf(i int) (next int) {
	switch low, end := f.word(i); string(low) {
	case "de", "di":
		next, _ = f.skip(end)
		return next
	case "d":
		_, size := utf8.DecodeRuneInString(f.text[end:])
		return end + size
	}
	return i
}

// scaleBehind reads the words behind a number that stand for a power of ten. money says
// that a currency stands before the number.
func (f *Finder) scaleBehind(i int, money bool) (end, exp int) {
	end = i
	for range 2 { // mil millones
		j, g := f.skip(end)
		low, behind := f.word(j)
		if len(low) == 0 {
			return end, exp
		}
		power := 0
		if exp == 0 && (g == none || len(low) == 1 && f.text[behind-1] < 'a') {
			if power = letterScale(string(low)); power > 0 && !money && !f.signAt(behind) {
				k, _ := f.skip(behind)
				if m, _ := f.lookup(k, unit); m == nil || !m.unit.Currency {
					power = 0
				}
				f.word(j) // its meaning is asked for below
			}
		}
		if power == 0 {
			m := f.meaning(times|thousand|scale, f.langs)
			if m == nil {
				return end, exp
			}
			if power = int(m.value); m.role == times {
				power = 2
			}
			if exp > 0 && power <= exp {
				return end, exp
			}
		}
		end, exp = behind, exp+power
	}
	return end, exp
}

// letterScale is the power of ten of a letter behind a sum of money: $5m, 5 M€, 5m euros.
func letterScale(low string) int {
	switch low {
	case "k":
		return 3
	case "m", "mm", "mil":
		return 6
	case "b", "md":
		return 9
	}
	return 0
}

// unitBehind reads the percent sign or the unit behind the number that ends at text[i]. If
// the number is scaled, "of" may stand between.
func (f *Finder) unitBehind(i int, digits, scaled bool) (u *Unit, end int) {
	t := f.text
	j, g := f.skip(i)
	switch {
	case j >= len(t):
		return nil, i
	case g != hyphen && (t[j] == '%' || strings.HasPrefix(t[j:], "％")):
		_, size := utf8.DecodeRuneInString(t[j:])
		return f.percent, j + size
	case g != hyphen && strings.HasPrefix(t[j:], "°"):
		u, end, _ := f.temperature(j+len("°"), true)
		return u, end
	}
	if scaled {
		j = f.skipOf(j)
	}
	low, end := f.word(j)
	switch string(low) {
	case "":
		return nil, i
	case "per", "pour", "por":
		k, _ := f.skip(end)
		low, end = f.word(k)
		switch string(low) {
		case "cent", "cento", "ciento":
			return f.percent, end
		}
		return nil, i
	}
	m := f.meaning(unit, f.langs)
	if m == nil || m.unit.Currency || m.bound && g == spaces || !digits && utf8.RuneCount(low) == 1 {
		return nil, i
	}
	if end < len(t) && isDigit(t[end]) || strings.HasPrefix(t[end:], "²") || strings.HasPrefix(t[end:], "³") {
		return nil, i // km2
	}
	switch m.unit.Name {
	case "kilometre":
		for _, per := range [...]string{"/h", "/ч"} {
			if strings.HasPrefix(t[end:], per) && !startsLetter(t[end+len(per):]) {
				return f.unit("kmh", false), end + len(per)
			}
		}
	case "degree":
		if u, end, ok := f.temperature(end, false); ok {
			return u, end
		}
	}
	return m.unit, end
}

// temperature reads the scale behind a degree sign or word that ends at text[i].
func (f *Finder) temperature(i int, sign bool) (u *Unit, end int, ok bool) {
	j, _ := f.skip(i)
	low, end := f.word(j)
	switch s := string(low); {
	case s == "celsius", s == "c" && f.text[j] == 'C', s == "с" && sign: // the last is Cyrillic
		return f.unit("celsius", false), end, true
	case s == "fahrenheit", s == "f" && f.text[j] == 'F':
		return f.unit("fahrenheit", false), end, true
	}
	return f.unit("degree", false), i, false
}

// ordinalEnding reads the ending at text[i] that makes an ordinal of digits: 3rd, 3e, 3.º,
// 3-й.
func (f *Finder) ordinalEnding(i int) (end int, ok bool) {
	t := f.text
	if i >= len(t) {
		return i, false
	}
	j := i
	if t[j] == '.' || t[j] == '-' {
		j++
	}
	low, end := f.word(j)
	if end < len(t) && isDigit(t[end]) {
		return i, false
	}
	switch s := string(low); {
	case s == "º" || s == "ª":
		return end, t[i] != '-'
	case j > i:
		switch s {
		case "и", "го", "я", "е", "му", "м", "ого", "ому":
			return end, t[i] == '-'
		}
	default:
		switch s {
		case "st", "nd", "rd", "th", "er", "ere", "re", "e", "eme":
			return end, true
		}
	}
	return i, false
}
