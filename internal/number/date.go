package number

// Dates and times of day.
//
// A day needs a month in words (18 November, Nov. 18, le 18 novembre) or a form
// that has one reading: year first, points, or slashes outside English, which
// Americans and Britons read differently. A weekday is the nearest one not
// after the day of the clip, because reports tell what was: on Wednesday the
// 18th "Tuesday" is the 17th, "Wednesday" the 18th itself, "Thursday" the 12th, and "next
// Thursday" the 19th.

// numericDate reads 2026-11-18, 18.11.2026, 18/11/2026.
func (f *Finder) numericDate(s *Span) bool {
	t, i := f.text, s.Start
	a := run(t, i)
	if a == len(t) || a-i > 4 || a-i == 3 || i > 0 && (isDigit(t[i-1]) || t[i-1] == t[a] && i > 1 && isDigit(t[i-2])) {
		return false
	}
	mark := t[a]
	if mark != '-' && mark != '.' && mark != '/' {
		return false
	}
	b := run(t, a+1)
	if b == len(t) || b == a+1 || b-a > 3 || t[b] != mark {
		return false
	}
	c := run(t, b+1)
	if c+1 < len(t) && (t[c] == mark || t[c] == '.' || t[c] == ',') && isDigit(t[c+1]) {
		return false
	}
	x, y, z := digitsOf(0, t[i:a]), digitsOf(0, t[a+1:b]), uint64(0)
	var v Value
	switch {
	case a-i == 4 && c-b <= 3 && c > b+1:
		z = digitsOf(0, t[b+1:c])
		v = date(x, y, z)
	case a-i <= 2 && c-b == 5:
		z = digitsOf(0, t[b+1:c])
		switch {
		case mark == '.' || f.langs&english == 0 || x > 12:
			v = date(z, y, x)
		case y > 12:
			v = date(z, x, y)
		}
	}
	s.Value, s.End = v, c
	return v.Kind == Date
}

// date is a day, when there is one: the year may be 0.
func date(y, m, d uint64) Value {
	if y > 0 && y < 1000 || y > 2999 || m < 1 || m > 12 || d < 1 || d > uint64(monthDays[m-1]) ||
		m == 2 && d == 29 && (y%4 > 0 || y%100 == 0 && y%400 > 0) {
		return Value{}
	}
	return Value{Kind: Date, Lo: y*10000 + m*100 + d}
}

var monthDays = [...]uint8{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// dayMonth reads the month, and the year if there is one, behind the number of
// a day that ends at text[end]; short says that it has one digit or two.
func (f *Finder) dayMonth(s *Span, day uint64, short bool, end int) bool {
	if !short || day < 1 || day > 31 {
		return false
	}
	m, y, end, ok := f.monthBehind(end, true)
	if !ok {
		return false
	}
	v := date(y, m, day)
	if v.Kind != Date {
		return false
	}
	s.Value, s.End = v, end
	return true
}

// monthBehind reads a month behind a number that ends at text[i], and with full its year.
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

// mayBeMonth: in English a month has a capital, and may and march are words.
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
	end = run(t, j)
	if g == none || end != j+4 || end < len(t) && (startsLetter(t[end:]) || end+1 < len(t) && (t[end] == '.' || t[end] == ',' || t[end] == ':') && isDigit(t[end+1])) {
		return 0, i, false
	}
	y = digitsOf(0, t[j:end])
	return y, end, 1000 <= y && y < 3000
}

// monthFirst reads Nov. 18, November 18th, 2026 and November 2026 behind the month that ends at text[end].
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
		f.from = j // no currency before the day
		day := Span{Start: j}
		ok := f.digits(&day)
		f.from = from
		x := day.Value.whole()
		first := run(f.text, j) // 18-20: the first of two days
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
			if v := date(y, uint64(m.value), x); v.Kind == Date {
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

// relative resolves a weekday or a word like yesterday against the date of the clip.
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
	s.Value, s.End, s.Dated = date(uint64(y), uint64(mon), uint64(d)), end, true
	return true
}

// isNext says whether a word beside text[i:end] puts the weekday there in the future.
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
	end := run(t, i)
	if end-i > 2 || i > 1 && (t[i-1] == ':' || t[i-1] == '.' || t[i-1] == ',') && isDigit(t[i-2]) {
		return false
	}
	h, m := digitsOf(0, t[i:end]), uint64(0)
	if h > 24 {
		return false
	}
	minutes := func(j int) bool { // two digits that are minutes, at text[j]
		if k := run(t, j); k == j+2 && t[j] < '6' {
			m, end = digitsOf(0, t[j:k]), k
			return true
		}
		return false
	}
	known := false // it is a time, not two numbers
	switch {
	case end < len(t) && t[end] == ':':
		if !minutes(end + 1) {
			return false
		}
		if known = true; end < len(t) && t[end] == ':' {
			seconds := m
			if !minutes(end + 1) {
				return false
			}
			m = seconds
		}
		if end+1 < len(t) && (t[end] == '.' || t[end] == ',' || t[end] == ':') && isDigit(t[end+1]) {
			return false
		}
	case end+1 < len(t) && t[end] == '.' && isDigit(t[end+1]):
		if !minutes(end + 1) {
			return false
		}
		if j, _ := f.skip(end); f.langs&(spanish|portuguese) != 0 { // 19.30 horas
			low, behind := f.word(j)
			if known = string(low) == "horas"; known {
				end = behind
			}
		}
	default:
		j, _ := f.skip(end)
		if low, behind := f.word(j); string(low) == "h" {
			if k, _ := f.skip(behind); k < len(t) && isDigit(t[k]) && f.langs&english == 0 {
				known = minutes(k)
			} else if behind == k && minutes(k) {
				known = true
			}
		}
	}
	half, behind := f.halfDay(end)
	switch {
	case half == 'U':
		if end-i <= 2 {
			if k, _ := f.skip(behind); run(t, k) == k+2 && minutes(k) {
				behind = end
			}
		}
	case half == 'a' && h == 12:
		h = 0
	case half == 'p' && h < 12:
		h += 12
	case half == 0 && !known:
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

// halfDay reads a.m., p.m. or Uhr behind a time that ends at text[i]: 'a', 'p' or 'U', 0 for none.
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
