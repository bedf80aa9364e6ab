package number

import (
	"fmt"
	"strconv"
	"strings"
)

// String is the canonical form of a value: "n:5", "n:10-12:hour", "n:3:ordinal",
// "m:USD:1e9", "d:2026-11-18", "d:--11-18", "d:2026-11", "t:17:30". Lexicon.Parse reads it.
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

// amount is the number in decimal. A round number of a million and more has an exponent.
func (v Value) amount() string {
	s := v.minus() + decimal(v.Lo, int(v.Exp))
	if v.Pair {
		s += "-" + decimal(v.Hi, int(v.Exp))
	}
	return s
}

// decimal writes x times ten to the power of exp.
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

// Parse reads a canonical form: what String returns for any value of this lexicon, and
// nothing else.
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
		v, ok = newNumber(x, xe)
		v.Below = below
		return v, ok
	}
	y, ye, ok := parseDecimal(hi)
	if !ok {
		return v, false
	}
	return newPair(x, xe, y, ye)
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
