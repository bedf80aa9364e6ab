package clean

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// dateToken is a number, a word or a mark of a line.
type dateToken struct {
	text   []byte    // of a word, as written
	word   *dateWord // what is known of it: nothing for a number or a mark; never nil
	number int
	digits int  // of the number; 0 for a word or a mark
	mark   rune // 0 for a word or a number
	glued  bool // no blank stands before it
}

// isWord reports that t is no number and no mark.
func (t *dateToken) isWord() bool { return len(t.text) > 0 }

// opensDate reports that a date may start with t.
func (t *dateToken) opensDate() bool { return t.digits > 0 || t.word.month > 0 }

// dateTokens appends the tokens of a line to ts.
func dateTokens(ts []dateToken, line []byte) []dateToken {
	blank := true
	for i := 0; i < len(line); {
		r, size := rune(line[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(line[i:])
		}
		j := i + size
		if r == ' ' || r >= utf8.RuneSelf && unicode.Is(unicode.Cf, r) { // marks of direction stand among Arabic numbers
			blank = r == ' '
			i = j
			continue
		}
		ts = append(ts, dateToken{word: &unknownWord, glued: !blank})
		t := &ts[len(ts)-1]
		blank = false
		switch {
		case digit(r) >= 0:
			for j = i; j < len(line); j += size {
				r, size = utf8.DecodeRune(line[j:])
				d := digit(r)
				if d < 0 {
					break
				}
				if t.digits++; t.digits < 9 {
					t.number = t.number*10 + d
				}
			}
		case dateMark(r) != 0:
			t.mark = dateMark(r)
		case r < utf8.RuneSelf && byteKind[r]&(kLower|kUpper) != 0 || r >= utf8.RuneSelf && unicode.IsLetter(r):
			for j < len(line) {
				if byteKind[line[j]]&(kLower|kUpper) != 0 {
					j++
					continue
				}
				r, size := utf8.DecodeRune(line[j:])
				if r < utf8.RuneSelf || !unicode.IsLetter(r) && !unicode.IsMark(r) || dateMark(r) != 0 {
					break
				}
				j += size
			}
			t.text = line[i:j]
			t.word = dateWordOf(t.text)
		default:
			t.mark = unicode.ToLower(r)
		}
		i = j
	}
	return ts
}

// digit is the value of a decimal digit in the numbers of Latin, Arabic,
// Persian, Hindi and full-width type; -1 for any other character.
func digit(r rune) int {
	if r < utf8.RuneSelf {
		if r >= '0' && r <= '9' {
			return int(r - '0')
		}
		return -1
	}
	for _, zero := range [...]rune{'٠', '۰', '०', '０'} {
		if r >= zero && r <= zero+9 {
			return int(r - zero)
		}
	}
	return -1
}

// dateMark gives the characters that stand behind year, month, day, hour and
// minute in Chinese, Japanese and Korean one form, and full-width marks their
// common one; 0 is any other character.
func dateMark(r rune) rune {
	if r < 0x3000 {
		return 0
	}
	switch r {
	case '年', '년':
		return '年'
	case '月', '월':
		return '月'
	case '日', '일':
		return '日'
	case '時', '时', '시', '点':
		return '時'
	case '分', '분':
		return '分'
	case '：':
		return ':'
	case '／':
		return '/'
	}
	return 0
}

func (t dateToken) day() bool {
	return t.digits > 0 && t.digits <= 2 && t.number >= 1 && t.number <= 31
}

func (t dateToken) month() bool {
	return t.digits > 0 && t.digits <= 2 && t.number >= 1 && t.number <= 12
}

func skipMark(ts []dateToken, i int, marks string) int {
	if i < len(ts) && ts[i].mark != 0 && strings.ContainsRune(marks, ts[i].mark) {
		i++
	}
	return i
}

func skipWord(ts []dateToken, i int, words ...string) int {
	if i < len(ts) && slices.Contains(words, ts[i].word.text) {
		return i + 1
	}
	return i
}

// clockTime is a time of day.
type clockTime struct {
	hour, minute, second int
	zone                 zone
}

// clockIn finds the first time of day.
func clockIn(ts []dateToken) (c clockTime, ok bool) {
	for i := range ts {
		t := &ts[i]
		if t.digits == 0 || t.digits > 2 || t.number > 24 || i > 0 && ts[i-1].mark == ':' {
			continue
		}
		c = clockTime{hour: t.number}
		j := i + 1
		minutes := j+1 < len(ts) && ts[j+1].digits == 2 && ts[j+1].number < 60
		early := byte(0) // 오후 3:15: the half of the day before the time
		if i > 0 {
			early = ts[i-1].word.half
		}
		exact := i > 0 && ts[i-1].word.text == "t" && ts[i-1].glued // 2025-12-06T10:20
		switch {
		case minutes && (ts[j].mark == ':' || ts[j].mark == '時' || ts[j].word.text == "h"):
			c.minute = ts[j+1].number
			j = skipMark(ts, j+2, "分")
		case minutes && ts[j].mark == '.' && (dotted(ts[j+2:]) || i > 0 && ts[i-1].word.at):
			c.minute = ts[j+1].number
			j += 2
		case j < len(ts) && (ts[j].word.text == "uhr" || ts[j].word.text == "h" && i > 0 && ts[i-1].word.at): // 14 Uhr, à 18h
		case j < len(ts) && half(ts[j:]) != 0:
		default:
			continue
		}
		if j+1 < len(ts) && ts[j].mark == ':' && ts[j+1].digits == 2 {
			exact = true
			c.second = min(59, ts[j+1].number)
			if j += 2; j+1 < len(ts) && ts[j].mark == '.' && ts[j+1].digits > 0 {
				j += 2 // fractions
			}
		}
		late := half(ts[min(j, len(ts)):])
		if late == 0 {
			late = early
		}
		switch late {
		case 'a':
			c.hour %= 12
		case 'p':
			c.hour = c.hour%12 + 12
		}
		if c.hour == 24 {
			c.hour = 0
		}
		c.zone = zoneAt(ts[min(j, len(ts)):], exact)
		return c, true
	}
	return c, false
}

// dotted reports whether 18.54 is a time: am, pm, Uhr or a zone stands behind it.
func dotted(ts []dateToken) bool {
	if len(ts) == 0 {
		return false
	}
	return ts[0].word.zone != nil || half(ts) != 0 || ts[0].word.text == "uhr" || ts[0].word.text == "h" || ts[0].word.text == "uur"
}

// half is 'a' for am and a.m., 'p' for pm and p.m., 0 for neither.
func half(ts []dateToken) byte {
	switch {
	case len(ts) == 0:
		return 0
	case ts[0].word.text == "am" || ts[0].word.text == "pm":
		return ts[0].word.text[0]
	case (ts[0].word.text == "a" || ts[0].word.text == "p") && len(ts) > 2 && ts[1].mark == '.' && ts[2].word.text == "m":
		return ts[0].word.text[0]
	}
	return 0
}

// zone is what a line says of a time's zone; the zero value is nothing, which
// is read as UTC.
type zone struct {
	minutes  int    // east of Greenwich
	name     string // "est", or "+" of an offset
	american bool   // "ET": an hour later in summer
}

// location is the zone on a day.
func (z zone) location(year, month, day int) *time.Location {
	minutes := z.minutes
	if z.american && americanSummer(year, month, day) {
		minutes += 60
	}
	if minutes == 0 {
		return time.UTC
	}
	return time.FixedZone("", minutes*60)
}

// americanSummer reports daylight saving time in the United States, by the
// rule in force since 2007: second Sunday of March to first Sunday of November.
func americanSummer(year, month, day int) bool {
	first := func(m time.Month) int { // Sunday
		return 1 + (7-int(time.Date(year, m, 1, 0, 0, 0, 0, time.UTC).Weekday()))%7
	}
	switch month {
	case 3:
		return day >= first(time.March)+7
	case 11:
		return day < first(time.November)
	}
	return month > 3 && month < 11
}

// zoneAt reads a zone at the start of ts, behind a time of day: a name, an
// offset, or both, as in "GMT+3". In a time to the second, or one behind a T,
// "-05:00" is an offset; else it may be when something ends.
func zoneAt(ts []dateToken, exact bool) (z zone) {
	i := 0
	for i < len(ts) && (half(ts[i:]) != 0 || ts[i].word.text == "uhr" || ts[i].word.text == "uur" || ts[i].word.text == "h" || ts[i].mark == '(' || ts[i].mark == ',') {
		if i += 1; i+1 < len(ts) && ts[i].mark == '.' && ts[i+1].word.text == "m" {
			i = skipMark(ts, i+2, ".")
		}
	}
	named := false
	if i < len(ts) {
		if its := ts[i].word.zone; its != nil {
			z = *its
			i, named = i+1, true
		}
	}
	if i+1 >= len(ts) || ts[i+1].digits == 0 || !ts[i+1].glued && !named {
		return z
	}
	sign := 1
	switch ts[i].mark {
	case '+':
	case '-', '−':
		sign = -1
	default:
		return z
	}
	h, m, n := ts[i+1].number, 0, ts[i+1].digits
	switch {
	case n == 4:
		h, m = h/100, h%100
	case n == 2 && i+3 < len(ts) && ts[i+2].mark == ':' && ts[i+3].digits == 2 && (sign > 0 || exact || named):
		m = ts[i+3].number
	case n <= 2 && named:
	default:
		return z
	}
	if h > 14 || m > 59 {
		return z
	}
	return zone{minutes: z.minutes + sign*(h*60+m), name: cmp.Or(z.name, "+")}
}
