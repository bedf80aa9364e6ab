package clean

// Dates as pages print them, in ten languages and some more: "December 6, 2025
// 3:33 PM EST", "6. Dezember 2025", "mercredi 3 avril 2024 à 18h30", "5 мая
// 2024 г., 12:30", "2025-12-06T10:20:00+02:00", "2026年11月18日", "١٨ نوفمبر
// ٢٠٢٦". The line is cut into numbers, words and marks (datetoken.go), and these
// into parts at the words that say which date it is (datewords.go):
//
//	Published 12 May 2024 10:40 GMT | Updated 13 May 2024
//	published ------------------------ updated ----------
//
// In each part the orders year-month-day, day-month-year and month-day-year are
// looked for, then a time of day behind the date or before it. A part with a
// time alone is of the day before it: "Published 12 May 2024, updated 11:30".
//
// What cannot be read for certain is not read: a year is needed, and 3/4/2024,
// which may be March or April, is left open for dateorder.go to decide from the
// rest of the page. A general date parser finds dates in "-" and "5", and takes
// 15 ms for a sentence.

import (
	"bytes"
	"time"
	"unicode"
	"unicode/utf8"

	"newsdup/internal/clip"
)

// longestDate bounds the bytes of a line that are read.
const longestDate = 200

// mostDates bounds the dates that are read in one line.
const mostDates = 6

// dateLabel is what a line says that a date is.
type dateLabel uint8

const (
	unlabelled dateLabel = iota
	published
	updated
	foreign // of something else: when the page was fetched or printed
)

// printed is a date with a year as a line prints it.
type printed struct {
	year, month, day int
	sep              rune // of a date in numbers with the year last: '/', '.' or '-'; else 0
	open             bool // the first number may be the month as well: read as the day
	monthFirst       bool // in numbers, and the first is the month for certain
	label            dateLabel
	clock            clockTime
	hasClock         bool
}

// date is p as it is read.
func (p *printed) date() clip.Date {
	if !p.hasClock {
		return p.wholeDay()
	}
	c := &p.clock
	return clip.At(time.Date(p.year, time.Month(p.month), p.day, c.hour, c.minute, c.second, 0, c.zone.location(p.year, p.month, p.day)))
}

// wholeDay is the day of p, without the time.
func (p *printed) wholeDay() clip.Date {
	return clip.Day(time.Date(p.year, time.Month(p.month), p.day, 0, 0, 0, 0, time.UTC))
}

// assumed says what is taken for granted of p.
func (p *printed) assumed() string {
	if p.hasClock && p.clock.zone == (zone{}) {
		return "in UTC: no zone is named"
	}
	return ""
}

// swapped is p with its first two numbers read the other way.
func (p printed) swapped() printed {
	p.month, p.day, p.open = p.day, p.month, false
	return p
}

// sameDay reports whether p and q name one day.
func (p *printed) sameDay(q *printed) bool {
	return p.year == q.year && p.month == q.month && p.day == q.day
}

// parseDate finds the first date with a year in a line.
func parseDate(line []byte) (p printed, ok bool) {
	var few [mostDates]printed
	if ps := readDates(few[:0], line); len(ps) > 0 {
		return ps[0], true
	}
	return p, false
}

// readDates appends the dates with a year that a line holds, in its order.
func readDates(ps []printed, line []byte) []printed {
	if len(line) > longestDate {
		line = line[:longestDate]
	}
	if !hasDigit(line) {
		return ps
	}
	var few [32]dateToken
	ts := dateTokens(few[:0], line)
	label := unlabelled
	first := len(ps)
	for start := 0; start < len(ts) && len(ps) < first+mostDates; {
		end := start
		for end < len(ts) && ts[end].word.label == unlabelled {
			end++
		}
		before := len(ps)
		ps = datesIn(ps, ts[start:end], label)
		if n := len(ps); n == before && n > first && label != unlabelled && label != ps[n-1].label {
			if c, ok := clockIn(ts[start:end]); ok {
				p := ps[n-1]
				p.label, p.clock, p.hasClock = label, c, true
				ps = append(ps, p)
			}
		}
		if end < len(ts) {
			label = ts[end].word.label
		}
		start = end + 1
	}
	return ps
}

// hasDigit reports a digit of any script.
func hasDigit(line []byte) bool {
	for _, c := range line {
		if byteKind[c] == kDigit {
			return true
		}
	}
	return bytes.ContainsFunc(line, unicode.IsDigit)
}

// datesIn appends the dates of a part.
func datesIn(ps []printed, ts []dateToken, label dateLabel) []printed {
	from := 0 // what stands before has been read
	for i := 0; i < len(ts); i++ {
		if !ts[i].opensDate() {
			continue
		}
		p, n := dateAt(ts[i:])
		if n == 0 || !p.exists() {
			continue
		}
		next := i + n
		for next < len(ts) {
			if ts[next].opensDate() {
				if q, m := dateAt(ts[next:]); m > 0 && q.exists() {
					break
				}
			}
			next++
		}
		if p.clock, p.hasClock = clockIn(ts[i+n : next]); !p.hasClock {
			p.clock, p.hasClock = clockIn(ts[from:i])
		}
		p.label = label
		ps = append(ps, p)
		from, i = next, next-1
	}
	return ps
}

// exists reports whether there was such a day, in a year that news are from.
func (p *printed) exists() bool {
	if p.year < 1800 || p.year >= 2200 {
		return false
	}
	return p.day <= 28 || time.Date(p.year, time.Month(p.month), p.day, 0, 0, 0, 0, time.UTC).Day() == p.day
}

// dateAt reads a date at the start of ts: n tokens long, 0 for none.
func dateAt(ts []dateToken) (p printed, n int) {
	if len(ts) < 3 {
		return p, 0
	}
	if mon := ts[0].word.month; mon > 0 { // December 6, 2025
		i := skipMark(ts, 1, ".-/")
		if i >= len(ts) || !ts[i].day() {
			return p, 0
		}
		p.month, p.day = mon, ts[i].number
		i = skipMark(ts, skipWord(ts, i+1, "st", "nd", "rd", "th"), ",،.-/")
		if i < len(ts) && ts[i].digits == 4 {
			p.year = ts[i].number
			return p, i + 1
		}
		return p, 0
	}
	if ts[0].digits == 0 {
		return p, 0
	}
	if p, n = numericAt(ts); n > 0 {
		return p, n
	}
	if ts[0].digits == 4 { // 2026. november 18., 2026-Nov-18
		i := skipMark(ts, 1, ".-/,")
		if i+1 < len(ts) && ts[i].word.month > 0 {
			p.year, p.month = ts[0].number, ts[i].word.month
			if i = skipMark(ts, i+1, ".-/"); i < len(ts) && ts[i].day() {
				p.day = ts[i].number
				return p, i + 1
			}
		}
		return p, 0
	}
	if !ts[0].day() { // 6. Dezember 2025, 6th of December, 2025, 6 de diciembre de 2025
		return p, 0
	}
	i := skipWord(ts, skipMark(ts, 1, ".º°ª-/"), "st", "nd", "rd", "th", "er")
	i = skipWord(ts, i, "of", "de", "di")
	if i >= len(ts) || ts[i].word.month == 0 {
		return p, 0
	}
	p.month, p.day = ts[i].word.month, ts[0].number
	month := ts[i].text
	i = skipWord(ts, skipMark(ts, skipMark(ts, i+1, "."), ",،-/"), "de", "del")
	if i < len(ts) && ts[i].digits == 4 {
		if p.year = ts[i].number; p.year >= 2400 && isThai(month) {
			p.year -= buddhistEra
		}
		return p, i + 1
	}
	return p, 0
}

// buddhistEra is how many years the Thai calendar is ahead: มีนาคม 2569 is March 2026.
const buddhistEra = 543

// isThai reports whether a word starts with a Thai letter.
func isThai(w []byte) bool { return hasPrefix(w, "\xe0\xb8") || hasPrefix(w, "\xe0\xb9") }

// numericAt reads a date in numbers with one mark between them: 2026-11-18,
// 2026年11月18日, 18.11.2026, 11/18/26.
func numericAt(ts []dateToken) (p printed, n int) {
	sep := ts[1].mark
	if len(ts) < 5 || sep != '-' && sep != '/' && sep != '.' && sep != '年' || ts[2].digits == 0 || ts[4].digits == 0 ||
		ts[3].mark != sep && ts[3].mark != '月' {
		return p, 0
	}
	a, b, c := ts[0], ts[2], ts[4]
	if a.digits == 4 {
		if b.month() && c.day() {
			return printed{year: a.number, month: b.number, day: c.number}, 5
		}
		return p, 0
	}
	if c.digits != 4 && c.digits != 2 || sep == '年' || ts[3].mark != sep || len(ts) > 6 && ts[5].mark == sep && ts[6].digits > 0 {
		return p, 0 // the last: an address of a computer, a part number
	}
	p = printed{year: c.number, month: b.number, day: a.number, sep: sep}
	if c.digits == 2 {
		p.year += 2000
	}
	switch dayFirst, monthFirst := a.day() && b.month(), sep != '.' && a.month() && b.day(); {
	case dayFirst:
		p.open = monthFirst && a.number != b.number
	case monthFirst:
		p.month, p.day, p.monthFirst = a.number, b.number, true
	default:
		return p, 0
	}
	return p, 5
}

// startsDate reports whether line may begin a date: only words and light
// punctuation before its first digit. A byline with a site and a date behind it,
// one a page, is not worth the dearest of the patterns.
func startsDate(line []byte) bool {
	wide := false
	for _, c := range line {
		switch k := byteKind[c]; {
		case k == kDigit:
			return true
		case c >= utf8.RuneSelf:
			wide = true
		case k != 0 || c == ' ' || c == '.' || c == ',' || c == ':' || c == '-' || c == '(' || c == '\'':
		default:
			return false
		}
	}
	return wide // the digits may be Arabic
}

// holdsDate reports a name of a month, or three numbers with marks between
// them. It allocates nothing: every line with a digit near its start is asked.
func holdsDate(line []byte) bool {
	numbers := 0 // in a row, a mark between each
	for i := 0; i < len(line); {
		c := line[i]
		switch {
		case byteKind[c] == kDigit:
			for i < len(line) && byteKind[line[i]] == kDigit {
				i++
			}
			if numbers++; numbers == 3 {
				return true
			}
		case c == '-' || c == '/' || c == '.' || c == ' ':
			if c == ' ' && (i == 0 || byteKind[line[i-1]] != 0) {
				numbers = 0
			}
			i++
		case c >= utf8.RuneSelf || byteKind[c] != 0:
			start := i
			for i < len(line) && byteKind[line[i]]&(kLower|kUpper) != 0 {
				i++
			}
			if i == len(line) || line[i] < utf8.RuneSelf {
				if i == start {
					i++ // an underscore
				} else if isMonth(line[start:i]) {
					return true
				}
				numbers = 0
				break
			}
			var lower [longestDateWord]byte
			w := lower[:0]
			for i = start; i < len(line) && (line[i] >= utf8.RuneSelf || byteKind[line[i]]&(kLower|kUpper) != 0); {
				r, size := utf8.DecodeRune(line[i:])
				if i > start && !isWordRune(r) {
					break
				}
				if len(w)+utf8.UTFMax <= len(lower) {
					w = utf8.AppendRune(w, unicode.ToLower(r))
				}
				i += size
			}
			if _, ok := months[string(w)]; ok {
				return true
			}
			if hasPrefix(w, "年") || hasPrefix(w, "月") || hasPrefix(w, "년") {
				return true
			}
			numbers = 0
		default:
			numbers = 0
			i++
		}
	}
	return false
}

// isMonth reports the name of a month, in ASCII.
func isMonth(w []byte) bool {
	if !monthSizes.may(w, len(w)) {
		return false
	}
	var lower [32]byte
	return months[string(lowerASCII(lower[:0], w))] > 0
}
