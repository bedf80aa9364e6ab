package clean

// Dates as pages print them, in ten languages: "December 6, 2025 3:33 PM EST",
// "6. Dezember 2025", "mercredi 3 avril 2024 à 18h30", "5 мая 2024 г., 12:30",
// "2025-12-06T10:20:00+02:00". The line is cut into numbers, words and marks,
// and the three orders (year-month-day, day-month-year, month-day-year) are
// looked for in it. What cannot be read for certain is not read: a year is
// needed, and 3/4/2024 may be March or April. A general date parser finds
// dates in "-" and "5", and takes 15 ms for a sentence.

import (
	"bytes"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// longestDate bounds the bytes of a line that are read.
const longestDate = 200

type dateToken struct {
	word   string // lower case; "" for a number or a mark
	number int
	digits int  // of the number; 0 for a word or a mark
	mark   rune // 0 for a word or a number
}

// parseDate finds the first date with a year in a line; clock reports that a
// time of day stands with it. Without a zone the time is UTC.
func parseDate(line []byte) (t time.Time, clock, ok bool) {
	if len(line) > longestDate {
		line = line[:longestDate]
	}
	if !bytes.ContainsAny(line, "0123456789") {
		return t, false, false
	}
	var few [64]dateToken
	ts := dateTokens(few[:0], line)
	for i := range ts {
		y, m, d, n := dateAt(ts[i:])
		if n == 0 {
			continue
		}
		t = time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
		if t.Day() != d || y < 1800 || y > 2200 {
			continue // 31 June
		}
		c, found := clockIn(ts[i+n:])
		if !found {
			c, found = clockIn(ts[:i])
		}
		if !found {
			return t, false, true
		}
		return time.Date(y, time.Month(m), d, c.hour, c.minute, c.second, 0, c.zone), true, true
	}
	return t, false, false
}

// startsDate reports whether line may begin a date: only words and light
// punctuation before its first digit. A byline with a site and a date behind it,
// one a page, is not worth the dearest of the patterns.
func startsDate(line []byte) bool {
	for _, c := range line {
		switch k := byteKind[c]; {
		case k == kDigit:
			return true
		case c >= utf8.RuneSelf || k != 0 || c == ' ' || c == '.' || c == ',' || c == ':' || c == '-' || c == '\'':
		default:
			return false
		}
	}
	return false
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
			var lower [24]byte
			w := lower[:0]
			start := i
			for i < len(line) && (line[i] >= utf8.RuneSelf || byteKind[line[i]]&(kLower|kUpper) != 0) {
				r, size := utf8.DecodeRune(line[i:])
				if i > start && !isWordRune(r) {
					break
				}
				if len(w)+utf8.UTFMax <= len(lower) {
					w = utf8.AppendRune(w, unicode.ToLower(r))
				}
				i += size
			}
			if i == start {
				i++ // an underscore
			}
			if _, ok := months[string(w)]; ok {
				return true
			}
			if hasPrefix(w, "年") || hasPrefix(w, "月") {
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

// dateTokens appends the tokens of a line to ts. It makes one string of the
// line, not one of each word: there is a byline or a date to read on every page.
func dateTokens(ts []dateToken, text []byte) []dateToken {
	line := strings.ToLower(string(text))
	for i := 0; i < len(line); {
		r, size := utf8.DecodeRuneInString(line[i:])
		j := i + size
		switch {
		case r >= '0' && r <= '9':
			t := dateToken{}
			for j = i; j < len(line) && line[j] >= '0' && line[j] <= '9'; j++ {
				if t.digits++; t.digits < 9 {
					t.number = t.number*10 + int(line[j]-'0')
				}
			}
			ts = append(ts, t)
		case r == '年' || r == '月' || r == '日':
			ts = append(ts, dateToken{mark: r})
		case unicode.IsLetter(r):
			for j < len(line) {
				r, size := utf8.DecodeRuneInString(line[j:])
				if !unicode.IsLetter(r) && !unicode.IsMark(r) {
					break
				}
				j += size
			}
			ts = append(ts, dateToken{word: line[i:j]})
		case r != ' ':
			ts = append(ts, dateToken{mark: r})
		}
		i = j
	}
	return ts
}

// dateAt reads a date at the start of ts: n tokens long, 0 for none.
func dateAt(ts []dateToken) (y, m, d, n int) {
	if len(ts) < 3 {
		return
	}
	if mon, ok := months[ts[0].word]; ok && ts[0].word != "" { // December 6, 2025
		i := skipMark(ts, 1, '.')
		if i >= len(ts) || !ts[i].day() {
			return
		}
		d = ts[i].number
		i = skipMark(ts, skipWord(ts, i+1, "st", "nd", "rd", "th"), ',')
		if i < len(ts) && ts[i].digits == 4 {
			return ts[i].number, mon, d, i + 1
		}
		return 0, 0, 0, 0
	}
	if ts[0].digits == 0 {
		return
	}
	if sep := ts[1].mark; sep != 0 && len(ts) >= 5 && ts[2].digits > 0 && ts[4].digits > 0 &&
		(sep == '-' || sep == '/' || sep == '.' || sep == '年') && (ts[3].mark == sep || ts[3].mark == '月') {
		a, b, c := ts[0], ts[2], ts[4]
		switch {
		case a.digits == 4 && b.month() && c.day():
			return a.number, b.number, c.number, 5
		case c.digits != 4 && c.digits != 2 || !a.day() && !b.day():
			return
		}
		y = c.number
		if c.digits == 2 {
			y += 2000
		}
		switch {
		case a.day() && b.month() && (sep != '/' || a.number > 12 || a.number == b.number):
			return y, b.number, a.number, 5
		case sep == '/' && a.month() && b.day() && b.number > 12:
			return y, a.number, b.number, 5
		}
		return 0, 0, 0, 0
	}
	if ts[0].day() { // 6. Dezember 2025, 6th of December, 2025, 6 de diciembre de 2025
		i := skipWord(ts, skipMark(ts, 1, '.', 'º', '-', '/'), "st", "nd", "rd", "th", "er")
		i = skipWord(ts, i, "of", "de")
		if i >= len(ts) {
			return
		}
		mon, ok := months[ts[i].word]
		if !ok {
			return
		}
		i = skipWord(ts, skipMark(ts, skipMark(ts, i+1, '.'), ',', '-', '/'), "de", "del")
		if i < len(ts) && ts[i].digits == 4 {
			return ts[i].number, mon, ts[0].number, i + 1
		}
	}
	return 0, 0, 0, 0
}

func (t dateToken) day() bool {
	return t.digits > 0 && t.digits <= 2 && t.number >= 1 && t.number <= 31
}
func (t dateToken) month() bool {
	return t.digits > 0 && t.digits <= 2 && t.number >= 1 && t.number <= 12
}

func skipMark(ts []dateToken, i int, marks ...rune) int {
	if i < len(ts) && ts[i].mark != 0 && strings.ContainsRune(string(marks), ts[i].mark) {
		i++
	}
	return i
}

func skipWord(ts []dateToken, i int, words ...string) int {
	if i < len(ts) && ts[i].word != "" {
		for _, w := range words {
			if ts[i].word == w {
				return i + 1
			}
		}
	}
	return i
}

type clockTime struct {
	hour, minute, second int
	zone                 *time.Location
}

// clockIn finds the first time of day.
func clockIn(ts []dateToken) (c clockTime, ok bool) {
	for i, t := range ts {
		if t.digits == 0 || t.digits > 2 || t.number > 24 || i > 0 && ts[i-1].mark == ':' {
			continue
		}
		c = clockTime{hour: t.number, zone: time.UTC}
		j := i + 1
		minutes := j+1 < len(ts) && ts[j+1].digits == 2 && ts[j+1].number < 60
		switch {
		case minutes && (ts[j].mark == ':' || ts[j].word == "h"):
			c.minute = ts[j+1].number
			j += 2
		case minutes && ts[j].mark == '.' && dotted(ts[j+2:]):
			c.minute = ts[j+1].number
			j += 2
		case j < len(ts) && half(ts[j:]) != 0:
		default:
			continue
		}
		if j+1 < len(ts) && ts[j].mark == ':' && ts[j+1].digits == 2 {
			c.second = min(59, ts[j+1].number)
			if j += 2; j+1 < len(ts) && ts[j].mark == '.' && ts[j+1].digits > 0 {
				j += 2 // fractions
			}
		}
		switch half(ts[min(j, len(ts)):]) {
		case 'a':
			c.hour %= 12
		case 'p':
			c.hour = c.hour%12 + 12
		}
		if c.hour == 24 {
			c.hour = 0
		}
		c.zone = zoneIn(ts[min(j, len(ts)):])
		return c, true
	}
	return c, false
}

// dotted reports whether 18.54 is a time: am, pm, Uhr or a zone stands behind it.
func dotted(ts []dateToken) bool {
	if len(ts) == 0 || ts[0].word == "" {
		return false
	}
	_, zone := zones[ts[0].word]
	return zone || half(ts) != 0 || ts[0].word == "uhr" || ts[0].word == "h" || ts[0].word == "uur"
}

// half is 'a' for am and a.m., 'p' for pm and p.m., 0 for neither.
func half(ts []dateToken) byte {
	switch {
	case len(ts) == 0 || ts[0].word == "":
		return 0
	case ts[0].word == "am" || ts[0].word == "pm":
		return ts[0].word[0]
	case (ts[0].word == "a" || ts[0].word == "p") && len(ts) > 2 && ts[1].mark == '.' && ts[2].word == "m":
		return ts[0].word[0]
	}
	return 0
}

// zoneIn finds a zone within the next few tokens; UTC when there is none.
func zoneIn(ts []dateToken) *time.Location {
	name, offset, found := "", 0, false
	for i := 0; i < len(ts) && i < 6; i++ {
		if z, ok := zones[ts[i].word]; ok && ts[i].word != "" && !found {
			name, offset, found = strings.ToUpper(ts[i].word), z, true
			continue
		}
		sign := 1
		if ts[i].mark == '-' || ts[i].mark == '−' {
			sign = -1
		} else if ts[i].mark != '+' {
			continue
		}
		if i+1 == len(ts) || ts[i+1].digits == 0 || i > 0 && !found {
			continue
		}
		h, m := ts[i+1].number, 0
		if ts[i+1].digits == 4 {
			h, m = h/100, h%100
		} else if i+3 < len(ts) && ts[i+2].mark == ':' {
			m = ts[i+3].number
		}
		if h > 14 || m > 59 || ts[i+1].digits == 3 {
			continue
		}
		offset += sign * (h*60 + m)
		found, name = true, ""
		break
	}
	if offset == 0 {
		return time.UTC
	}
	return time.FixedZone(name, offset*60)
}

// zones in minutes east of Greenwich; names that mean several zones (IST, CST)
// have the one most used in English and German news.
var zones = map[string]int{
	"z": 0, "gmt": 0, "utc": 0, "bst": 60, "ist": 330, "msk": 180, "wib": 420,
	"est": -300, "edt": -240, "et": -300, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
	"cet": 60, "cest": 120, "mez": 60, "mesz": 120, "eet": 120, "eest": 180, "wet": 0, "west": 60, "jst": 540, "aest": 600, "aedt": 660,
}

// months by name, in the languages of rules.txt.
var months = func() map[string]int {
	m := map[string]int{}
	for i, names := range [12]string{
		"jan january januar jänner janvier janv enero ene gennaio gen janeiro januari stycznia styczeń января январь янв січня січень januar",
		"feb february februar février févr fév febrero febbraio fevereiro fev februari lutego luty февраля февраль фев лютого лютий",
		"mar march märz mär mars marzo março maart mrt marca marzec марта март мар березня березень maret",
		"apr april avril avr abril abr aprile kwietnia kwiecień апреля апрель апр квітня квітень",
		"may mai mayo maggio mag maio mei maja maj мая май травня травень",
		"jun june juni juin junio giugno giu junho czerwca czerwiec июня июнь июн червня червень",
		"jul july juli juillet juil julio luglio lug julho lipca lipiec июля июль июл липня липень",
		"aug august août aout agosto ago augustus sierpnia sierpień августа август авг серпня серпень agustus",
		"sep sept september septembre septiembre settembre set setembro września wrzesień сентября сентябрь сен вересня вересень",
		"oct october oktober okt octobre octubre ottobre ott outubro out października październik октября октябрь окт жовтня жовтень",
		"nov november novembre noviembre novembro listopada listopad ноября ноябрь ноя листопада листопад",
		"dec december dezember dez décembre déc diciembre dic dicembre dezembro grudnia grudzień декабря декабрь дек грудня грудень desember",
	} {
		for _, n := range strings.Fields(names) {
			m[n] = i + 1
		}
	}
	return m
}()
