package number

import (
	"slices"
	"unicode/utf8"
)

// Points and commas.
//
// "1.200" and "1,200" can each be twelve hundred or a little more than one, and only the
// habit of the writer tells which. Most numbers have one reading: the mark is not followed
// by three digits (6.8), there are several marks (1,200,000; 1.200,50), or a 0 stands
// before the mark (0.125). The others are read as follows:
//
//  1. By the language. English puts a point before decimals, as do Chinese, Japanese,
//     Korean, Thai and Hebrew; all other languages here put a comma.
//  2. Unless at least two numbers of the clip have one reading and all of these contradict
//     the language. Mexican papers write 6.8 and Swiss ones 6.8 and 1'200, and that says
//     more than the language does.
//
//	en  "grew 1.200 percent"                               1.2
//	de  "wuchs um 1.200 Punkte"                            1200
//	es  "subió 1.200 puntos, 6.8 por ciento; 3.5 más"      1.2
//
// One such number is not enough, because clock times (10.30 Uhr) and versions look like
// decimals.

// convention says which mark stands before decimals; the other one stands between
// thousands.
type convention uint8

const (
	undecided              convention = iota // not decided yet; the language has a decimal point
	decimalCommaByLanguage                   // not decided yet; the language has a decimal comma
	decimalPoint
	decimalComma
)

// pointLanguage reports whether a language puts a point before decimals.
func pointLanguage(lang string) bool {
	return slices.Contains([]string{"en", "zh", "ja", "ko", "th", "he"}, lang)
}

// contrary is how many numbers must contradict the language.
const contrary = 2

// pointIsDecimal decides the convention of a clip, once and only when a number needs it.
func (f *Finder) pointIsDecimal() bool {
	if f.marks == decimalPoint || f.marks == decimalComma {
		return f.marks == decimalPoint
	}
	var point, comma int
	for _, p := range f.parts {
		for _, at := range p.at {
			if i := int(at); i < len(p.text) && isDigit(p.text[i]) {
				switch c, clear := decimalMark(p.text[i:]); {
				case !clear:
				case c == '.':
					point++
				default:
					comma++
				}
			}
		}
	}
	byPoint := f.marks == undecided
	if byPoint && comma >= contrary && point == 0 || !byPoint && point >= contrary && comma == 0 {
		byPoint = !byPoint
	}
	f.marks = decimalComma
	if byPoint {
		f.marks = decimalPoint
	}
	return byPoint
}

// decimalMark is the mark that the number at the start of text has, or would have, before
// decimals. clear is false when the number can be read in two ways.
func decimalMark(text string) (c byte, clear bool) {
	first := digitsEnd(text, 0)
	if first == len(text) || text[first] != '.' && text[first] != ',' {
		return 0, false
	}
	mark := text[first]
	second := digitsEnd(text, first+1)
	n := second - first - 1
	if n == 0 {
		return 0, false
	}
	if second+1 < len(text) && (text[second] == '.' || text[second] == ',') && isDigit(text[second+1]) {
		switch {
		case n != 3 || first > 3:
			return 0, false // a date, a version
		case text[second] == mark: // between thousands
			return '.' + ',' - mark, true
		}
		return text[second], true
	}
	return mark, n < 3 || first > 3 || text[0] == '0'
}

// digitsEnd is where the ASCII digits that start at text[i] end.
func digitsEnd(text string, i int) int {
	for i < len(text) && isDigit(text[i]) {
		i++
	}
	return i
}

// maxDigits is the most digits of a number: a longer one is no amount but a code, and could
// overflow.
const maxDigits = 15

// numeral reads the number at text[i], which starts with a digit: x times ten to the power
// of exp. plain says that it consists of digits only.
func (f *Finder) numeral(i int) (x uint64, exp, end int, plain, ok bool) {
	t := f.text
	end = digitsEnd(t, i)
	head := end - i
	lead := t[i] == '0' && head > 1 // 007
	if head > maxDigits {
		return 0, 0, end, false, false
	}
	x = digitsOf(0, t[i:end])
	if end+1 < len(t) && (t[end] == '.' || t[end] == ',') && isDigit(t[end+1]) {
		x, exp, end, ok = f.markedNumeral(i, end)
		return x, exp, end, false, ok && !lead
	}
	next, groups := end, 0
	for head <= 3 && t[i] != '0' && next-i < 2*maxDigits {
		k := f.groupGap(next)
		if k == next || digitsEnd(t, k) != k+3 {
			break
		}
		next, groups = k+3, groups+1
	}
	// Outside English a space may part thousands; in English "12 300" is two numbers.
	if groups > 0 {
		for k := end; k < next; k = f.groupGap(k) + 3 {
			x = digitsOf(x, t[f.groupGap(k):f.groupGap(k)+3])
		}
		end = next
		if end+1 < len(t) && (t[end] == '.' || t[end] == ',') && isDigit(t[end+1]) {
			tail := digitsEnd(t, end+1)
			if tail-i > 2*maxDigits || tail+1 < len(t) && (t[tail] == '.' || t[tail] == ',') && isDigit(t[tail+1]) {
				return 0, 0, tail, false, false
			}
			x, exp, end = digitsOf(x, t[end+1:tail]), -(tail - end - 1), tail
		}
	}
	return x, exp, end, groups == 0, !lead && x < 1e18
}

// groupGap is where the next three digits start behind a gap between thousands at text[i];
// i when there is no such gap.
func (f *Finder) groupGap(i int) int {
	if i >= len(f.text) {
		return i
	}
	switch c := f.text[i]; {
	case c == '\'', c == ' ' && f.langs&english == 0:
		return i + 1
	case c < utf8.RuneSelf:
		return i
	}
	if r, size := utf8.DecodeRuneInString(f.text[i:]); isBlank(r) || r == '’' {
		return i + size
	}
	return i
}

// markedNumeral reads a number with points or commas. The first of them stands at
// text[first].
func (f *Finder) markedNumeral(i, first int) (x uint64, exp, end int, ok bool) {
	t := f.text
	end = first
	marks, tail, groups := 0, 0, true // tail: digits behind the last mark; groups: all others are groups of thousands
	last := t[first]
	mixed := false
	x = digitsOf(0, t[i:first])
	for end+1 < len(t) && (t[end] == '.' || t[end] == ',') && isDigit(t[end+1]) {
		if marks > 0 {
			groups = groups && (tail == 3 || tail == 2 && last == ',') // lakh and crore
			if t[end] != last {
				if mixed {
					groups = false
				}
				mixed = true
			} else if mixed {
				groups = false
			}
		}
		last = t[end]
		next := digitsEnd(t, end+1)
		tail = next - end - 1
		if next-i <= 2*maxDigits {
			x = digitsOf(x, t[end+1:next])
		}
		end = next
		marks++
	}
	if end-i > maxDigits+5 || x >= 1e18 {
		return 0, 0, end, false
	}
	switch {
	case marks > 1 && (!groups || first-i > 3 || !mixed && tail != 3):
		return 0, 0, end, false
	case marks > 1 && !mixed:
		return x, 0, end, t[i] != '0'
	case marks > 1:
		return x, -tail, end, t[i] != '0'
	case tail == 3 && first-i <= 3 && t[i] != '0' && (last == '.') != f.pointIsDecimal():
		return x, 0, end, true
	}
	return x, -tail, end, true
}

// digitsOf appends the digits of s to the number x.
func digitsOf(x uint64, s string) uint64 {
	for k := range len(s) {
		x = 10*x + uint64(s[k]-'0')
	}
	return x
}
