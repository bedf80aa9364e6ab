package number

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Values below zero.
//
// A fall of 5% and a rise of 5% are different numbers, so the sign before a percentage or a
// temperature belongs to the value: -5%, −5 %, minus 5 degrees. A minus stands directly
// before the number, and no word or number stands directly before the minus: what joins two
// numbers, or a word and a number, is a hyphen (3-5%, 3%-5%, COVID-19). Behind a plus the
// minus says how far a number may be off: plus or minus 3%, +/-3% and плюс-минус 3 % are
// the 3% of ±3%.
//
// Rejected: the sign of other numbers, which is as often the mark of an item in a list (-5
// injured), a dash, or goals; the en dash, which opens a clause (the price –5% more– rose);
// "moins" and "menos", which also mean at least (au moins 5 %).

// belowZero gives a percentage or a temperature the sign that stands before it.
func (f *Finder) belowZero(s *Span) {
	if v := &s.Value; v.isSigned() && v.Lo > 0 {
		s.Start, v.Below = f.minusBefore(s.Start)
	}
}

// isSigned reports whether a value may be below zero.
func (v Value) isSigned() bool {
	if v.Kind != Quantity || v.Pair {
		return false
	}
	switch v.Unit.Name {
	case percent, "degree", "celsius", "fahrenheit":
		return true
	}
	return false
}

// minus is the sign of the value.
func (v Value) minus() string {
	if v.Below {
		return "-"
	}
	return ""
}

// minusBefore reads the minus, or the word for it, before the number at text[i]; start is i
// when there is none.
func (f *Finder) minusBefore(i int) (start int, ok bool) {
	for _, sign := range [...]string{"-", "−"} {
		if strings.HasSuffix(f.text[f.from:i], sign) {
			start = i - len(sign)
			r, size := utf8.DecodeLastRuneInString(f.text[:start])
			if size == 0 || unicode.IsSpace(r) || strings.ContainsRune("([{\"'«„“‘:/|=~≈", r) {
				ok = !f.plusBefore(start)
			}
		}
	}
	if end := f.blanksBefore(i); end < i {
		at := f.wordBefore(end)
		switch f.text[at:end] {
		case "minus", "Minus", "минус", "Минус", "мінус", "Мінус":
			start, ok = at, !f.plusBefore(at)
		}
	}
	if !ok {
		return i, false
	}
	return start, true
}

// plusBefore reports whether a plus stands before the minus at text[i], directly or with a
// slash, a hyphen or a word for "or" between.
func (f *Finder) plusBefore(i int) bool {
	before := strings.TrimRight(f.text[f.from:i], "/-− \u00a0")
	for _, or := range [...]string{" or", "-or", " oder", " или", " або"} {
		if rest, ok := strings.CutSuffix(before, or); ok {
			before = strings.TrimRight(rest, " \u00a0")
		}
	}
	for _, plus := range [...]string{"+", "plus", "Plus", "плюс", "Плюс"} {
		if strings.HasSuffix(before, plus) {
			return true
		}
	}
	return false
}
