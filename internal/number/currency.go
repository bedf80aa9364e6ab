package number

import (
	"strings"
	"unicode/utf8"
)

// The currency of a sum: before the number or behind it, as a sign, a code or a word.

// signAt reports whether the sign of a currency stands at text[i].
func (f *Finder) signAt(i int) bool {
	c, _ := f.sign(i)
	return c != nil
}

// sign reads the sign of a currency at text[i].
func (f *Finder) sign(i int) (c *Unit, end int) {
	if i >= len(f.text) || f.text[i] != '$' && f.text[i] < utf8.RuneSelf {
		return nil, i
	}
	_, size := utf8.DecodeRuneInString(f.text[i:])
	return f.signs[f.text[i:i+size]], i + size
}

// currencyBefore reads the currency before the number at text[i]; start is i when there is
// none.
func (f *Finder) currencyBefore(i int) (c *Unit, start int) {
	if i == f.from {
		return nil, i
	}
	end := i
	switch b := f.text[i-1]; {
	case b == '$' || b >= utf8.RuneSelf:
	case b == ' ':
		end = i - 1
		if end == f.from {
			return nil, i
		}
	default:
		if !isLetter(b) {
			return nil, i
		}
	}
	if b := f.text[end-1]; b >= utf8.RuneSelf && !endsLetter(f.text[f.from:end]) {
		end = f.blanksBefore(end)
	}
	if end == f.from {
		return nil, i
	}
	switch b := f.text[end-1]; {
	case b == '$':
		start = end - 1
		for start > f.from && 'A' <= f.text[start-1] && f.text[start-1] <= 'Z' && end-start < 4 {
			start--
		}
		if c = f.signs[f.text[start:end]]; c != nil {
			return c, start
		}
	case b >= utf8.RuneSelf:
		_, size := utf8.DecodeLastRuneInString(f.text[f.from:end])
		if c = f.signs[f.text[end-size:end]]; c != nil {
			return c, end - size
		}
		if strings.HasSuffix(f.text[f.from:end], "zł") && f.wordBefore(end) == end-len("zł") {
			return f.codes["PLN"], end - len("zł")
		}
	case b == '.' && end >= f.from+3 && f.text[end-3:end] == "Rs.":
		return f.codes["Rs"], end - 3
	case isLetter(b):
		start = end
		for start > f.from && isLetter(f.text[start-1]) && end-start < 4 {
			start--
		}
		if c = f.code(f.text[start:end]); c != nil {
			return c, start
		}
		if end == i && f.text[start:end] == "euro" && f.wordBefore(end) == start && !yearLike(digitsOf(0, f.text[i:min(i+4, digitsEnd(f.text, i))])) {
			return f.codes["EUR"], start // euro110 billion stands in pages that lost the sign; euro2024 is a championship
		}
	}
	return nil, i
}

// code is the currency with this code: three capitals, Rs or kr.
func (l *Lexicon) code(w string) *Unit {
	if n := len(w); n == 3 && w[0] <= 'Z' || n == 2 {
		return l.codes[w]
	}
	return nil // the length alone rules out nearly all words beside numbers, without a look into the map
}

// currencyBehind reads the currency behind the number that ends at text[i]. scaled says
// that the number ends in a word like million, and signed that it has the sign of a
// currency before it: then only a code says more ("$5 CAD").
func (f *Finder) currencyBehind(i int, scaled, signed bool) (c *Unit, end int) {
	j, g := f.skip(i)
	if j >= len(f.text) {
		return nil, i
	}
	if g != hyphen && !signed {
		if c, end := f.sign(j); c != nil && (end == len(f.text) || !isDigit(f.text[end])) {
			return c, end
		}
	}
	low, end := f.word(j)
	if len(low) == 0 {
		return nil, i
	}
	if c := f.code(f.text[j:end]); c != nil {
		return c, end
	}
	if signed {
		return nil, i
	}
	if f.text[j:end] == "US" {
		if end < len(f.text) && f.text[end] == '$' && (end+1 == len(f.text) || !isDigit(f.text[end+1])) {
			return f.signs["$"], end + 1
		}
		k, _ := f.skip(end)
		if m, end := f.lookup(k, unit); m != nil && m.unit == f.signs["$"] {
			return m.unit, end
		}
		return nil, i
	}
	if scaled {
		_, end = f.word(f.skipOf(j))
	}
	if m := f.meaning(unit, f.langs); m != nil && m.unit.Currency {
		return m.unit, end
	}
	return nil, i
}
