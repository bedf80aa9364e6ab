// Package number finds the numbers, quantities, sums of money, dates and clock times in a
// text and gives each one value, however it is written:
//
//	five-hour, 5-hour, 5 heures, fünf Stunden, 5 часов    n:5:hour
//	$1bn, US$1,000,000,000, 1 Milliarde Dollar            m:USD:1e9
//	6.5%, 6,5 %, 6.5 per cent; -6.5%                      n:6.5:percent; n:-6.5:percent
//	18 November 2026, Nov. 18, le 18 novembre             d:2026-11-18, d:--11-18
//
// How: the caller cuts the text into words and says which of them may begin a phrase
// (Lexicon.Starts). From there the phrase is read by byte tests and a lexicon of eight
// languages. What it costs: nothing for other words, about 100 ns and no allocation for a
// phrase, and half a millisecond to load the lexicon. What it refuses: to guess. A phrase
// that can be read in two ways has no value and remains words, unless the language or the
// other numbers of the clip decide. Examples are a version (1.2.3), a number with leading
// zeros, 3/4/2026 in English, two number words in a row, and "a third".
package number

// Kind is what a value is.
type Kind uint8

// The kinds.
const (
	None     Kind = iota
	Number        // 5, five, 6.8 million
	Ordinal       // 3rd, third
	Quantity      // of a unit
	Money         // of a currency
	Date          // a day with or without its year, or a month of a year
	Clock         // a time of day
)

func (k Kind) String() string {
	return [...]string{"", "number", "ordinal", "quantity", "money", "date", "time"}[k]
}

// Unit is a unit or a currency. The lexicon holds one Unit for each name.
type Unit struct {
	Name     string // "hour", "percent", "USD"; in lower case also a name that several currencies share ("krone")
	Currency bool
	shown    string // the plural of Name
	index    uint8  // its place in the lexicon, from 1
}

// Value is what a phrase says. Two values of one Lexicon are the same when they are equal.
//
// A number is decimal, Lo times ten to the power of Exp, so that 6.50 and 6.5 are equal and
// nothing is rounded; Lo and Hi do not both end in 0. Hi is 0 unless Pair is set. A pair
// keeps the order in which it is written (10-12, 3-1). The Lo of a Date is year*10000 +
// month*100 + day, with 0 for what is not said. The Lo of a Clock is the minutes since
// midnight.
type Value struct {
	Unit   *Unit // nil unless Kind is Quantity or Money
	Lo, Hi uint64
	Exp    int8
	Kind   Kind
	Pair   bool // a range or a score
	Below  bool // below zero: only percentages and temperatures (sign.go)
}

// Type is the kind of the value as people see it: percent is a type of its own.
func (v Value) Type() string {
	if v.Kind == Quantity && v.Unit.Name == percent {
		return percent
	}
	return v.Kind.String()
}

const percent = "percent"

// Types lists the values that Type returns.
func Types() (types []string) {
	for k := Number; k <= Clock; k++ {
		types = append(types, k.String())
	}
	return append(types, percent)
}

// isYear reports whether the value is a bare number that may be a year of our time.
func (v Value) isYear() bool {
	return v.Kind == Number && yearLike(v.whole())
}

// yearLike reports whether a number may be a year of our time.
func yearLike(x uint64) bool { return 1900 <= x && x <= 2100 }

// whole is the number if it is whole and below a million, and 0 otherwise.
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

// Distinctive reports whether few texts would have the value by chance: money, a
// percentage, a number with a decimal point, or one of 100 and more that is no year from
// 1900 to 2030.
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

// Undated is a day without its year, and any other value as it is. Stories compare dates in
// this form, because few texts say the year.
func (v Value) Undated() Value {
	if v.Kind == Date && v.Lo%100 != 0 {
		v.Lo %= 10000
	}
	return v
}

// newNumber is a bare number in normal form; ok is false when it is too long to have an ID.
func newNumber(x uint64, exp int) (v Value, ok bool) {
	x, exp = trimZeros(x, exp)
	v = Value{Kind: Number, Lo: x, Exp: int8(exp)}
	return v, x < 1<<idDigits && -idExp <= exp && exp < idExp
}

// trimZeros is x times ten to the power of exp with no 0 at the end of x.
func trimZeros(x uint64, exp int) (uint64, int) {
	if x == 0 {
		return 0, 0
	}
	for x%10 == 0 {
		x, exp = x/10, exp+1
	}
	return x, exp
}

// newPair is a pair of numbers in normal form; ok is false when it is too long to have an
// ID.
func newPair(x uint64, xe int, y uint64, ye int) (v Value, ok bool) {
	x, xe = trimZeros(x, xe)
	y, ye = trimZeros(y, ye)
	switch {
	case x == 0:
		xe = ye
	case y == 0:
		ye = xe
	}
	for ; xe > ye && x < 1<<idPair; xe-- {
		x *= 10
	}
	for ; ye > xe && y < 1<<idPair; ye-- {
		y *= 10
	}
	v = Value{Kind: Number, Lo: x, Hi: y, Exp: int8(xe), Pair: true}
	return v, x < 1<<idPair && y < 1<<idPair && -idExp <= xe && xe < idExp
}

// Bare is the number of a quantity or a sum without its unit, and any other value as it is.
func (v Value) Bare() Value {
	if v.Kind == Quantity || v.Kind == Money {
		v.Kind, v.Unit, v.Below = Number, nil, false
	}
	return v
}

// Series numbers the units with which two texts that say the same number mean the same
// thing: points of a plan, seats, degrees. It is 0 for no unit, money, percentages and
// durations, because any text has those, about many things.
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
