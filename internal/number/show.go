package number

import (
	"strconv"
	"strings"
)

// Show is the value for people, in English: "5 hours", "USD 1 billion", "18 November 2026".
func (v Value) Show() string {
	switch v.Kind {
	case Number:
		return v.showAmount()
	case Ordinal:
		return v.showAmount() + ordinalEnding(v.Lo)
	case Quantity:
		switch sign := v.Unit.sign(); {
		case sign != "":
			return v.showAmount() + sign
		case v.Lo == 1 && v.Exp == 0 && !v.Pair:
			return "1 " + v.Unit.Name
		}
		return v.showAmount() + " " + v.Unit.shown
	case Money:
		return v.Unit.Name + " " + v.showAmount()
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

// sign is what stands behind a number in place of the name of the unit; "" when there is
// none.
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

// showAmount is the number for people, or both numbers of a pair.
func (v Value) showAmount() string {
	s := v.minus() + showDecimal(v.Lo, int(v.Exp), v.isYear())
	if v.Pair {
		s += "-" + showDecimal(v.Hi, int(v.Exp), v.isYear())
	}
	return s
}

// showDecimal is decimal with commas between thousands and, from a million on, with words.
// A year has no comma.
func showDecimal(x uint64, exp int, year bool) string {
	s := decimal(x, exp)
	if mantissa, e, ok := strings.Cut(s, "e"); ok {
		n, _ := strconv.Atoi(e)
		for i, name := range []string{"trillion", "billion", "million"} {
			if up := n - 12 + 3*i; 0 <= up && up < 3 {
				digits := strings.Replace(mantissa, ".", "", 1)
				x, _ := strconv.ParseUint(digits, 10, 64) // the digits are those of decimal
				return decimal(x, up-len(digits)+1) + " " + name
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
