package clean

// Many pages print who wrote and when without a word that says so:
//
//	Ann Marten | May 3, 2024 | 5 min read      one line: a name, a mark, a date
//	Ann Marten                                 a line of a name, below the headline
//	May 3, 2024, 6:00 am ET                    and above that of the date
//
// The first are of class date, and both are read for a byline when no other is
// found. A section of the site stands above the headline, so a name below it is one.

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// signedStamp cuts a line into what stands before a mark and the date behind it; ok is
// false for any other line. What may follow behind one more bar or bullet is left out.
func signedStamp(text []byte) (head []byte, ok bool) {
	for i := 0; i < min(len(text), longestSigned); {
		r, size := utf8.DecodeRune(text[i:])
		if !parting(r) {
			i += size
			continue
		}
		head, rest := bytes.TrimRight(text[:i], " "), bytes.TrimLeft(text[i+size:], " ")
		i += size
		if !capitalised(head) {
			return nil, false
		}
		if k := bytes.IndexAny(rest, "|•·"); k > 0 && !isStamp(rest) {
			rest = bytes.TrimRight(rest[:k], " ")
		}
		if startsDate(rest) && isStamp(rest) {
			return head, true
		}
	}
	return nil, false
}

const longestSigned = 60 // bytes before the date

// parting marks stand between a name and a date.
func parting(r rune) bool {
	switch r {
	case ',', '|', '•', '·', '–', '—', '-', '/':
		return true
	}
	return false
}

// capitalised reports one to six words with capitals, but for those that stand in
// names, and no digits.
func capitalised(b []byte) bool {
	n := 0
	for w := range bytes.FieldsSeq(b) {
		r, _ := utf8.DecodeRune(w)
		lower := !unicode.IsUpper(r) && !(n > 0 && unicode.IsLetter(r) && (len(w) <= 3 || particles[string(w)])) && !(n == 0 && signs(w))
		if its := dateWordOf(w); lower || its.weekday || its.label != unlabelled || hasDigit(w) {
			return false
		}
		n++
	}
	return n >= 1 && n <= 6
}

// readSigned takes the byline of the first of some units that is a date with a name
// before it or above it.
func (c *Cleaner) readSigned(near []int) (byline []byte, at int) {
	for _, i := range near {
		u := &c.units[i]
		if u.rule == nil || u.rule.name != ruleDate {
			continue
		}
		if head, ok := signedStamp(u.text); ok && isPerson(head) {
			return head, i
		}
		if i < 2 || c.units[i-1].rule != nil || !isPerson(c.units[i-1].text) {
			continue
		}
		for k := i - 2; k >= max(0, i-reachRepeat); k-- {
			if c.why[k] == ruleTitle {
				return c.units[i-1].text, i - 1
			}
		}
	}
	return nil, -1
}

// isPerson reports two or three capitalised words, not counting a "van" among them, of
// which none names an outlet.
func isPerson(b []byte) bool {
	n := bytes.Count(b, []byte{' '}) + 1
	for w := range bytes.FieldsSeq(b) {
		if particles[string(w)] {
			n--
		}
	}
	if n < 2 || n > 3 || !capitalised(b) || bytes.ContainsAny(b, ".:!?\"") && lineEndKind(b) != endNone {
		return false
	}
	return !outlet(string(b)) && agencyIn(b, true) == ""
}
