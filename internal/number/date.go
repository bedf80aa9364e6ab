package number

// Dates and times of day.
//
// A day needs a month in words (18 November, Nov. 18, le 18 novembre) or a form that has
// one reading: with the year first, with points, or with slashes outside English, which
// Americans and Britons read differently. A weekday is the nearest one that is not after
// the day of the clip, because reports tell what happened. On Wednesday the 18th, "Tuesday"
// is the 17th, "Wednesday" the 18th, "Thursday" the 12th, and "next Thursday" the 19th.

// numericDate reads 2026-11-18, 18.11.2026, 18/11/2026.
func (f *Finder) numericDate(s *Span) bool {
	t, i := f.text, s.Start
	a := digitsEnd(t, i)
	if a == len(t) || a-i > 4 || a-i == 3 || i > 0 && (isDigit(t[i-1]) || t[i-1] == t[a] && i > 1 && isDigit(t[i-2])) {
		return false
	}
	mark := t[a]
	if mark != '-' && mark != '.' && mark != '/' {
		return false
	}
	b := digitsEnd(t, a+1)
	if b == len(t) || b == a+1 || b-a > 3 || t[b] != mark {
		return false
	}
	c := digitsEnd(t, b+1)
	if c+1 < len(t) && (t[c] == mark || t[c] == '.' || t[c] == ',') && isDigit(t[c+1]) {
		return false
	}
	x, y, z := digitsOf(0, t[i:a]), digitsOf(0, t[a+1:b]), uint64(0)
	var v Value
	switch {
	case a-i == 4 && c-b <= 3 && c > b+1:
		z = digitsOf(0, t[b+1:c])
		v = newDate(x, y, z)
	case a-i <= 2 && c-b == 5:
		z = digitsOf(0, t[b+1:c])
		switch {
		case mark == '.' || f.langs&english == 0 || x > 12:
			v = newDate(z, y, x)
		case y > 12:
			v = newDate(z, x, y)
		}
	}
	s.Value, s.End = v, c
	return v.Kind == Date
}

// newDate is a day, or no value when there is no such day. The year may be 0.
func newDate(y, m, d uint64) Value {
	if y > 0 && y < 1000 || y > 2999 || m < 1 || m > 12 || d < 1 || d > uint64(monthDays[m-1]) ||
		m == 2 && d == 29 && (y%4 > 0 || y%100 == 0 && y%400 > 0) {
		return Value{}
	}
	return Value{Kind: Date, Lo: y*10000 + m*100 + d}
}

var monthDays = [...]uint8{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// dayMonth reads the month, and the year if there is one, behind the number of a day that
// ends at text[end]. short says that the number has one digit or two.
func (f *Finder) dayMonth(s *Span, day uint64, short bool, end int) bool {
	if !short || day < 1 || day > 31 {
		return false
	}
	m, y, end, ok := f.monthBehind(end, true)
	if !ok {
		return false
	}
	v := newDate(y, m, day)
	if v.Kind != Date {
		return false
	}
	s.Value, s.End = v, end
	return true
}

// monthBehind reads a month behind a number that ends at text[i] and, with full, its year.
func (f *Finder) monthBehind(i int, full bool) (m, y uint64, end int, ok bool) {
	if i >= len(f.text) {
		return 0, 0, i, false
	}
	if f.text[i] == '.' { // 18. November
		i++
	}
	j, _ := f.skip(i)
	if j >= len(f.text) || !isLetter(f.text[j]) && f.text[j] < 0x80 {
		return 0, 0, i, false
	}
	low, end := f.word(j)
	switch string(low) {
	case "of", "de":
		j, _ = f.skip(end)
		_, end = f.word(j)
	}
	found := f.meaning(month, f.langs)
	if found == nil || !f.mayBeMonth(found, j) {
		return 0, 0, i, false
	}
	if full {
		if year, behind, ok := f.year(end); ok {
			y, end = year, behind
		}
	}
	return uint64(found.value), y, end, true
}

// mayBeMonth reports whether a word may be a month where it stands. In English a month has
// a capital, because may and march are words as well.
func (f *Finder) mayBeMonth(m *meaning, i int) bool {
	return m.langs&f.langs&english == 0 || 'A' <= f.text[i] && f.text[i] <= 'Z'
}

// year reads a year of four digits behind a month that ends at text[i].
func (f *Finder) year(i int) (y uint64, end int, ok bool) {
	t := f.text
	for k := 0; k < 2 && i < len(t) && (t[i] == '.' || t[i] == ','); k++ {
		i++
	}
	j, g := f.skip(i)
	if low, behind := f.word(j); string(low) == "de" || string(low) == "del" {
		j, g = f.skip(behind)
	}
	end = digitsEnd(t, j)
	if g == none || end != j+4 || end < len(t) && (startsLetter(t[end:]) || end+1 < len(t) && (t[end] == '.' || t[end] == ',' || t[end] == ':') && isDigit(t[end+1])) {
		return 0, i, false
	}
	y = digitsOf(0, t[j:end])
	return y, end, 1000 <= y && y < 3000
}

// monthFirst reads Nov. 18, November 18th, 2026 and November 2026, of which the month ends
// at text[end].
func (f *Finder) monthFirst(s *Span, m *meaning, end int) bool {
	if !f.mayBeMonth(m, s.Start) {
		return false
	}
	i := end
	if i < len(f.text) && f.text[i] == '.' {
		i++
	}
	if j, g := f.skip(i); g != none && j < len(f.text) && isDigit(f.text[j]) {
		from := f.from
		f.from = j // so that nothing before the day is read as its currency
		day := Span{Start: j}
		ok := f.digitPhrase(&day)
		f.from = from
		x := day.Value.whole()
		first := digitsEnd(f.text, j) // of 18-20 the first day counts
		if day.Value.Pair {
			x, day.End = digitsOf(0, f.text[j:min(first, j+4)]), first
		}
		bare := day.Value.Kind == Number || day.Value.Kind == Ordinal
		switch {
		case !ok || !bare:
		case first-j <= 2 && (day.End == first || day.Value.Kind == Ordinal):
			y, behind, dated := f.year(day.End)
			if !dated {
				y, behind = 0, day.End
			}
			if v := newDate(y, uint64(m.value), x); v.Kind == Date {
				s.Value, s.End = v, behind
				return true
			}
		case day.End == first && yearLike(x) && first == j+4:
			s.Value, s.End = Value{Kind: Date, Lo: x*10000 + uint64(m.value)*100}, first
			return true
		}
	}
	if y, behind, ok := f.year(end); ok && yearLike(y) { // noviembre de 2026
		s.Value, s.End = Value{Kind: Date, Lo: y*10000 + uint64(m.value)*100}, behind
		return true
	}
	return false
}

// relative resolves a weekday, or a word like yesterday, against the date of the clip.
func (f *Finder) relative(s *Span, m *meaning, end int) bool {
	if f.date.IsZero() {
		return false
	}
	on := f.date
	switch m.role {
	case day:
		on = on.AddDate(0, 0, int(m.value))
	default:
		if m.langs&f.langs&english != 0 && f.text[s.Start] >= 'a' {
			return false
		}
		back := (int(on.Weekday()) - int(m.value) + 14) % 7
		if f.isNext(s.Start, end) {
			back -= 7
		}
		on = on.AddDate(0, 0, -back)
	}
	y, mon, d := on.Date()
	if y < 1000 || y > 2999 {
		return false
	}
	s.Value, s.End, s.Dated = newDate(uint64(y), uint64(mon), uint64(d)), end, true
	return true
}

// isNext reports whether a word beside the weekday text[i:end] puts it into the future.
func (f *Finder) isNext(i, end int) bool {
	before := f.blanksBefore(i)
	low, behind := f.word(f.wordBefore(before))
	if behind == before {
		switch string(low) {
		case "next", "nachsten", "nachster", "kommenden", "kommender", "proximo", "proxima", "prossimo", "prossima", "следующии", "следующую", "наступнии", "наступну":
			return true
		}
	}
	j, _ := f.skip(end)
	low, _ = f.word(j)
	switch string(low) {
	case "prochain", "proximo", "prossimo":
		return true
	}
	return false
}

// clock reads a time of day: 10:30, 10h30, 10.30 Uhr, 5pm.
func (f *Finder) clock(s *Span) bool {
	t, i := f.text, s.Start
	hours := digitsEnd(t, i)
	if hours-i > 2 || i > 1 && (t[i-1] == ':' || t[i-1] == '.' || t[i-1] == ',') && isDigit(t[i-2]) {
		return false
	}
	h := digitsOf(0, t[i:hours])
	if h > 24 {
		return false
	}
	m, end, sure, ok := f.minutesBehind(hours)
	if !ok {
		return false
	}
	half, behind := f.halfDay(end)
	switch {
	case half == 'U' && end == hours: // 10 Uhr 30
		k, _ := f.skip(behind)
		if minutes, next, ok := f.minutes(k); ok {
			m, behind = minutes, next
		}
	case half == 'a' && h == 12:
		h = 0
	case half == 'p' && h < 12:
		h += 12
	case half == 0 && !sure:
		return false
	case half == 0:
		behind = end
	}
	if h == 24 && m > 0 {
		return false
	}
	s.Value, s.End = Value{Kind: Clock, Lo: h*60 + m}, behind
	return true
}

// minutesBehind reads the minutes of a time of day behind its hours, which end at text[i].
// end is where they end, or i when there are none; sure is set when this is a time and not
// two numbers; ok is false when it is none.
func (f *Finder) minutesBehind(i int) (m uint64, end int, sure, ok bool) {
	t := f.text
	switch {
	case i < len(t) && t[i] == ':':
		if m, end, ok = f.minutes(i + 1); !ok {
			return 0, i, false, false
		}
		if end < len(t) && t[end] == ':' {
			if _, end, ok = f.minutes(end + 1); !ok { // the seconds
				return 0, i, false, false
			}
		}
		more := end+1 < len(t) && (t[end] == '.' || t[end] == ',' || t[end] == ':') && isDigit(t[end+1])
		return m, end, true, !more
	case i+1 < len(t) && t[i] == '.' && isDigit(t[i+1]):
		if m, end, ok = f.minutes(i + 1); !ok {
			return 0, i, false, false
		}
		if f.langs&(spanish|portuguese) != 0 { // 19.30 horas
			j, _ := f.skip(end)
			if low, behind := f.word(j); string(low) == "horas" {
				return m, behind, true, true
			}
		}
		return m, end, false, true
	}
	j, _ := f.skip(i)
	if low, behind := f.word(j); string(low) == "h" { // 10 h 30, and in English only 10h30
		if k, _ := f.skip(behind); k == behind || f.langs&english == 0 {
			if m, end, ok = f.minutes(k); ok {
				return m, end, true, true
			}
		}
	}
	return 0, i, false, true
}

// minutes reads two digits that are minutes, or seconds, at text[i].
func (f *Finder) minutes(i int) (m uint64, end int, ok bool) {
	if end = digitsEnd(f.text, i); end != i+2 || f.text[i] >= '6' {
		return 0, i, false
	}
	return digitsOf(0, f.text[i:end]), end, true
}

// halfDay reads a.m., p.m. or Uhr behind a time that ends at text[i]: half is 'a', 'p' or
// 'U', and 0 when there is none.
func (f *Finder) halfDay(i int) (half byte, end int) {
	t := f.text
	j, g := f.skip(i)
	if j >= len(t) || g == hyphen {
		return 0, i
	}
	c := t[j] | 0x20
	if c == 'a' || c == 'p' {
		if j+3 < len(t) && t[j+1] == '.' && t[j+2]|0x20 == 'm' && t[j+3] == '.' {
			return c, j + 4
		}
		if j+1 < len(t) && t[j+1]|0x20 == 'm' && !startsLetter(t[j+2:]) && !startsDigit(t[j+2:]) && (g == none || f.langs&^english == 0) {
			return c, j + 2
		}
		return 0, i
	}
	if low, end := f.word(j); string(low) == "uhr" {
		return 'U', end
	}
	return 0, i
}
