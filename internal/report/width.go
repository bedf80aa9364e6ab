package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

const ellipsis = "…"

// columns is the display width of an escaped string on a terminal. Sequences
// joined by U+200D count each part: too wide rather than too narrow.
func columns(s string) int {
	n := 0
	for _, r := range s {
		n += runeColumns(r)
	}
	return n
}

// runeColumns is 2 for East Asian wide characters (UAX #11) and most emoji, 0
// for marks that sit on the character before, else 1.
func runeColumns(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf), r >= 0x1160 && r <= 0x11ff:
		return 0 // the range: Hangul vowels and finals, which stack on the initial
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// Pad appends blanks to an escaped string up to a display width.
func Pad(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-columns(s)))
}

// Cut shortens an escaped string to at most max columns, the last one an
// ellipsis; max below 1 counts as 1. A mark stays with its character.
func Cut(s string, max int) string {
	if len(s) <= max || columns(s) <= max {
		return s
	}
	n, end := 0, 0 // columns taken; bytes of s kept
	for i, r := range s {
		n += runeColumns(r)
		if n > max-1 {
			break
		}
		if r != ' ' { // no blank before the ellipsis
			end = i + utf8.RuneLen(r)
		}
	}
	return s[:end] + ellipsis
}
