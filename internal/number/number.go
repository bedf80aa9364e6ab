// Package number finds the numbers, quantities, sums of money, dates and clock times in
// a text and gives each one value, however it is written:
//
//	five-hour, 5-hour, 5 heures, fünf Stunden, 5 часов    n:5:hour
//	$1bn, US$1,000,000,000, 1 Milliarde Dollar            m:USD:1e9
//	6.5%, 6,5 %, 6.5 per cent; -6.5%                      n:6.5:percent; n:-6.5:percent
//	18 November 2026, Nov. 18, le 18 novembre             d:2026-11-18, d:--11-18
//
// How: the caller cuts words and says which of them may begin a phrase
// (Lexicon.Starts); from there the phrase is read by byte tests and a lexicon of eight
// languages. What it costs: nothing for other words, about 100 ns a phrase, no
// allocation; half a millisecond to load. What it refuses: to guess. What can be read in
// two ways, and neither the language nor the other numbers of the clip decide, has no
// value and remains words: a version (1.2.3), a number with leading zeros, 3/4/2026 in
// English, two number words in a row, "a third".
package number

import (
	"fmt"
	"strconv"
	"strings"
)

// Kind is what a value is.
type Kind uint8

// The kinds.
const (
	None     Kind = iota
	Number        // 5, five, 6.8 million
	Ordinal       // 3rd, third
	Quantity      // of a unit
	Money         // of a currency
	Date          // a day, a day of any year, or a month of a year
	Clock         // a time of day
)

func (k Kind) String() string {
	return [...]string{"", "number", "ordinal", "quantity", "money", "date", "time"}[k]
}

// Unit is a unit or a currency of the lexicon, which holds the only one of its name.
type Unit struct {
	Name     string // "hour", "percent"; "USD", or in lower case what several currencies are called
	Currency bool
	shown    string // plural
	index    uint8
}

// Value is what a phrase says. Two values of one Lexicon are the same when they
// are equal.
//
// Lo and Hi are decimal: Lo times ten to the power of Exp, so that 6.50 and
// 6.5 are equal and nothing is rounded; not both end in 0. Hi is 0 unless Pair is set: a
// range or a score, in the order as written (10-12, 3-1). Of a Date Lo is
// year*10000 + month*100 + day, each 0 when it is not said; of a Clock it is
// minutes since midnight.
type Value struct {
	Unit   *Unit // nil unless Quantity or Money
	Lo, Hi uint64
	Exp    int8
	Kind   Kind
	Pair   bool
	Below  bool // zero: of a percentage or a temperature (sign.go)
}

// Type is the kind of the value for people: percent apart from other quantities.
func (v Value) Type() string {
	if v.Kind == Quantity && v.Unit.Name == percent {
		return percent
	}
	return v.Kind.String()
}

const percent = "percent"

// Types lists what Type gives.
func Types() (types []string) {
	for k := Number; k <= Clock; k++ {
		types = append(types, k.String())
	}
	return append(types, percent)
}

// String is the canonical form: "n:5", "n:10-12:hour", "n:3:ordinal",
// "m:USD:1e9", "d:2026-11-18", "d:--11-18", "d:2026-11", "t:17:30".
// Lexicon.Parse reads it.
func (v Value) String() string {
	switch v.Kind {
	case Number:
		return "n:" + v.amount()
	case Ordinal:
		return "n:" + v.amount() + ":ordinal"
	case Quantity:
		return "n:" + v.amount() + ":" + v.Unit.Name
	case Money:
		return "m:" + v.Unit.Name + ":" + v.amount()
	case Date:
		y, m, d := v.Lo/10000, v.Lo/100%100, v.Lo%100
		switch {
		case y == 0 && d == 0:
			return fmt.Sprintf("d:--%02d", m)
		case y == 0:
			return fmt.Sprintf("d:--%02d-%02d", m, d)
		case d == 0:
			return fmt.Sprintf("d:%04d-%02d", y, m)
		}
		return fmt.Sprintf("d:%04d-%02d-%02d", y, m, d)
	case Clock:
		return fmt.Sprintf("t:%02d:%02d", v.Lo/60, v.Lo%60)
	}
	return ""
}

// amount is the number in decimal, from a million on with an exponent when it is round.
func (v Value) amount() string {
	s := v.minus() + decimal(v.Lo, int(v.Exp))
	if v.Pair {
		s += "-" + decimal(v.Hi, int(v.Exp))
	}
	return s
}

func decimal(x uint64, exp int) string {
	for x != 0 && x%10 == 0 {
		x, exp = x/10, exp+1
	}
	s := strconv.FormatUint(x, 10)
	switch {
	case x == 0 || exp == 0:
		return s
	case exp < 0:
		if n := len(s) + exp; n > 0 {
			return s[:n] + "." + s[n:]
		}
		return "0." + strings.Repeat("0", -exp-len(s)) + s
	case len(s)+exp <= 6:
		return s + strings.Repeat("0", exp)
	}
	exp += len(s) - 1
	if len(s) > 1 {
		s = s[:1] + "." + s[1:]
	}
	return s + "e" + strconv.Itoa(exp)
}

// Parse reads a canonical form: what String gives of any value of this lexicon,
// and nothing else.
func (l *Lexicon) Parse(s string) (v Value, ok bool) {
	kind, rest, _ := strings.Cut(s, ":")
	switch kind {
	case "n":
		amount, unit, of := strings.Cut(rest, ":")
		v, ok = parseAmount(amount)
		switch {
		case !of:
			v.Kind = Number
		case unit == "ordinal":
			v.Kind = Ordinal
		default:
			v.Kind, v.Unit = Quantity, l.unit(unit, false)
		}
	case "m":
		unit, amount, _ := strings.Cut(rest, ":")
		v, ok = parseAmount(amount)
		v.Kind, v.Unit = Money, l.unit(unit, true)
	case "d":
		var y, m, d uint64
		switch {
		case strings.HasPrefix(rest, "--"):
			fmt.Sscanf(rest, "--%d-%d", &m, &d)
		default:
			fmt.Sscanf(rest, "%d-%d-%d", &y, &m, &d)
		}
		v, ok = Value{Kind: Date, Lo: y*10000 + m*100 + d}, y < 10000 && 0 < m && m <= 12 && d <= 31
	case "t":
		var h, m uint64
		_, err := fmt.Sscanf(rest, "%d:%d", &h, &m)
		v, ok = Value{Kind: Clock, Lo: h*60 + m}, err == nil && h <= 24 && m < 60
	}
	if !ok || (v.Kind == Quantity || v.Kind == Money) && v.Unit == nil || v.Below && (v.Lo == 0 || !v.isSigned()) || v.String() != s {
		return Value{}, false
	}
	return v, true
}

func parseAmount(s string) (v Value, ok bool) {
	s, below := strings.CutPrefix(s, "-")
	lo, hi, pair := strings.Cut(s, "-")
	x, xe, ok := parseDecimal(lo)
	if !ok {
		return v, false
	}
	if !pair {
		v, ok = number(x, xe)
		v.Below = below
		return v, ok
	}
	y, ye, ok := parseDecimal(hi)
	if !ok {
		return v, false
	}
	return numberPair(x, xe, y, ye)
}

func parseDecimal(s string) (x uint64, exp int, ok bool) {
	s, e, _ := strings.Cut(s, "e")
	if e != "" {
		n, err := strconv.ParseUint(e, 10, 5)
		if err != nil {
			return 0, 0, false
		}
		exp = int(n)
	}
	whole, part, _ := strings.Cut(s, ".")
	x, err := strconv.ParseUint(whole+part, 10, 63)
	return x, exp - len(part), err == nil
}

// Show is the value for people, in English: "5 hours", "USD 1 billion", "18 November 2026".
func (v Value) Show() string {
	switch v.Kind {
	case Number:
		return v.long()
	case Ordinal:
		return v.long() + ordinalEnding(v.Lo)
	case Quantity:
		switch sign := v.Unit.sign(); {
		case sign != "":
			return v.long() + sign
		case v.Lo == 1 && v.Exp == 0 && !v.Pair:
			return "1 " + v.Unit.Name
		}
		return v.long() + " " + v.Unit.shown
	case Money:
		return v.Unit.Name + " " + v.long()
	case Date:
		y, m, d := v.Lo/10000, v.Lo/100%100, v.Lo%100
		var parts []string
		if d != 0 {
			parts = append(parts, strconv.FormatUint(d, 10))
		}
		parts = append(parts, months[m])
		if y != 0 {
			parts = append(parts, strconv.FormatUint(y, 10))
		}
		return strings.Join(parts, " ")
	}
	return strings.TrimPrefix(v.String(), "t:")
}

// sign is what stands behind a number in place of the unit's name; "" is none.
func (u *Unit) sign() string {
	switch u.Name {
	case percent:
		return "%"
	case "celsius":
		return " °C"
	case "fahrenheit":
		return " °F"
	case "kmh":
		return " km/h"
	}
	return ""
}

var months = [...]string{"", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

func ordinalEnding(x uint64) string {
	if x%100/10 != 1 {
		switch x % 10 {
		case 1:
			return "st"
		case 2:
			return "nd"
		case 3:
			return "rd"
		}
	}
	return "th"
}

func (v Value) long() string {
	s := v.minus() + longDecimal(v.Lo, int(v.Exp), v.isYear())
	if v.Pair {
		s += "-" + longDecimal(v.Hi, int(v.Exp), v.isYear())
	}
	return s
}

// longDecimal has commas between thousands, and words from a million on.
func longDecimal(x uint64, exp int, year bool) string {
	s := decimal(x, exp)
	if mantissa, e, ok := strings.Cut(s, "e"); ok {
		n, _ := strconv.Atoi(e)
		for i, name := range []string{"trillion", "billion", "million"} {
			if up := n - 12 + 3*i; 0 <= up && up < 3 {
				digits := strings.Replace(mantissa, ".", "", 1)
				return decimal(uint64(mustUint(digits)), up-len(digits)+1) + " " + name
			}
		}
		return s
	}
	whole, part, dot := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0 && !year; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if dot {
		return whole + "." + part
	}
	return whole
}

func mustUint(digits string) uint64 {
	x, _ := strconv.ParseUint(digits, 10, 64) // digits that strconv wrote
	return x
}

// isYear says whether a bare number may be a year of our time.
func (v Value) isYear() bool {
	return v.Kind == Number && yearLike(v.whole())
}

func yearLike(x uint64) bool { return 1900 <= x && x <= 2100 }

// whole is the number when it is whole and below a million, and 0 otherwise.
func (v Value) whole() uint64 {
	x := v.Lo
	if v.Exp < 0 || v.Exp > 5 || x >= 1e6 {
		return 0
	}
	for range v.Exp {
		x *= 10
	}
	return x
}

// Distinctive says whether few texts would have the value by chance: money, a
// percentage, what has a decimal point, 100 or more and no year from 1900 to 2030.
func (v Value) Distinctive() bool {
	switch v.Kind {
	case Money:
		return true
	case Number, Ordinal, Quantity:
		if v.Exp < 0 || v.Exp > 5 {
			return true
		}
		x := v.whole()
		return x >= 1e6 || x >= 100 && !(v.Kind == Number && 1900 <= x && x <= 2030)
	}
	return false
}

// Undated is a day without its year, and any other value as it is: by this
// stories compare dates, of which few say the year.
func (v Value) Undated() Value {
	if v.Kind == Date && v.Lo%100 != 0 {
		v.Lo %= 10000
	}
	return v
}

// number is a bare number in normal form; not ok when it is too long to have an ID.
func number(x uint64, exp int) (v Value, ok bool) {
	if x == 0 {
		return Value{Kind: Number}, true
	}
	for x%10 == 0 {
		x, exp = x/10, exp+1
	}
	v = Value{Kind: Number, Lo: x, Exp: int8(exp)}
	return v, x < 1<<idDigits && -idExp <= exp && exp < idExp
}

// numberPair is a pair of numbers in normal form.
func numberPair(x uint64, xe int, y uint64, ye int) (v Value, ok bool) {
	for ; xe > ye && x < 1<<idPair; xe-- {
		x *= 10
	}
	for ; ye > xe && y < 1<<idPair; ye-- {
		y *= 10
	}
	if x == 0 && y == 0 {
		xe = 0
	}
	for x%10 == 0 && y%10 == 0 && x|y != 0 {
		x, y, xe = x/10, y/10, xe+1
	}
	v = Value{Kind: Number, Lo: x, Hi: y, Exp: int8(xe), Pair: true}
	return v, x < 1<<idPair && y < 1<<idPair && -idExp <= xe && xe < idExp
}

// Bare is the number that a quantity or a sum is of, without its unit; any
// other value as it is.
func (v Value) Bare() Value {
	if v.Kind == Quantity || v.Kind == Money {
		v.Kind, v.Unit, v.Below = Number, nil, false
	}
	return v
}

// Series numbers the units of which a text that says one number means the same
// thing as another text that does: points of a plan, seats, degrees. It is 0 for
// none, and for money, percentages and durations: any text has those, of many things.
func (u *Unit) Series() int {
	if u == nil || u.Currency {
		return 0
	}
	switch u.Name {
	case percent, "second", "minute", "hour", "day", "week", "month", "year", "decade":
		return 0
	}
	return int(u.index)
}
