package number

// Number words.
//
// A number is a sum of groups, each multiplied by a power of a thousand. A group is a sum
// of words of falling value: a word fits if it is smaller than the last digit that is not
// 0.
//
//	two hundred and five thousand      2 · 100 + 5, · 1,000
//	soixante-dix-sept                  60 + 10 + 7
//	cento e vinte e três               100 + 20 + 3
//	mil millones                       1,000 · 1,000,000
//
// French has three exceptions: quatre-vingt, and soixante and quatre-vingt before dix to
// dix-neuf. When a number word that does not fit follows a number (twenty nineteen),
// neither has a value, because years, counts and phone numbers are spoken like this.

// spelledOut reads the number words at text[i]. When they make no number, ok is false and
// end is behind the last of them.
func (f *Finder) spelledOut(i int) (x uint64, end int, ok bool) {
	var total, group uint64
	last := 99           // power of ten of the last scale
	langs := uint8(0xff) // the languages that have all words so far
	end = i
	g := none
	for j := i; ; {
		low, behind := f.word(j)
		if len(low) == 0 {
			break
		}
		if v, is := f.compound(low, f.langs|german|italian); is {
			if end > i {
				return 0, f.spelledEnd(behind), false
			}
			group, end = v, behind
		} else {
			m := f.meaning(spelled|ordinal, f.langs)
			if m == nil || m.langs&langs == 0 || m.role == ordinal && g == hyphen && m.value < 10 && fits(group, 1, false) {
				break
			}
			v := uint64(m.value)
			langs &= m.langs
			switch {
			case m.role == small && fits(group, v, m.langs&french != 0) && (v != 0 || end == i),
				m.role == hundred && fits(group, v, false):
				group += v
			case m.role == small && v == 20 && group%100 == 4 && m.langs&french != 0: // quatre-vingt
				group += 76
			case m.role&(hundred|times) != 0 && 0 < group && group < 100:
				group *= 100
			case m.role&(scale|thousand) != 0 && (group > 0 || m.role == thousand) && int(v) < last:
				total += max(group, 1) * power10(int(v))
				group, last = 0, int(v)
			case m.role == scale && group == 0 && total > 0 && total < power10(int(v)): // mil millones
				total, last = total*power10(int(v)), int(v)
			default:
				return 0, f.spelledEnd(behind), false
			}
			end = behind
		}
		if j, g = f.skip(end); g == none {
			break
		}
		j = f.skipAnd(i, j, group, total)
	}
	return total + group, end, end > i && total < 1e15
}

// spelledEnd is where the number words end that continue those which end at text[end].
func (f *Finder) spelledEnd(end int) int {
	for {
		j, g := f.skip(end)
		if g == none {
			return end
		}
		m, behind := f.lookup(j, spelled)
		if m == nil {
			return end
		}
		end = behind
	}
}

// fits reports whether the word for v can follow the words for group.
func fits(group, v uint64, french bool) bool {
	switch {
	case group == 0:
		return true
	case french && (group%100 == 60 || group%100 == 80) && v < 20:
		return true
	case french && (group%100 == 70 || group%100 == 90) && 7 <= v && v <= 9: // soixante-dix-sept
		return true
	case group%100 == 0:
		return v < 100
	case group%10 == 0 && group%100 >= 20:
		return v < 10
	}
	return false
}

// skipAnd is where the next number word starts behind a word for "and" at text[i], if the
// word continues the number that starts at text[start]: two hundred and five, vingt et un,
// treinta y dos, cento e vinte e três. Otherwise it is i. "Two hundred and three hundred"
// are two numbers, and so are those behind "between".
func (f *Finder) skipAnd(start, i int, group, total uint64) int {
	low, end := f.word(i)
	var hundreds, tens, thousands bool // what the word for "and" may follow
	switch string(low) {
	case "and":
		hundreds, thousands = true, true
	case "et", "y":
		tens = true
	case "e":
		hundreds, tens, thousands = true, true, true
	default:
		return i
	}
	switch {
	case group == 0 && total > 0 && thousands, group > 0 && group%100 == 0 && hundreds, group%100 >= 20 && group%10 == 0 && tens:
	default:
		return i
	}
	before := f.blanksBefore(start)
	switch low, behind := f.word(f.wordBefore(before)); {
	case behind != before:
	case string(low) == "between", string(low) == "entre":
		return i
	}
	next, g := f.skip(end)
	m, behind := f.lookup(next, spelled)
	if g == none || m == nil || m.role&(small|hundred) == 0 || !fits(group, uint64(m.value), m.langs&french != 0) || group == 0 && m.value >= 100 && !tens {
		return i
	}
	for range 3 {
		k, _ := f.skip(behind)
		if m, behind = f.lookup(k, spelled); m == nil {
			break
		} else if m.role&(times|hundred) != 0 {
			return i
		}
	}
	return next
}

func power10(n int) uint64 {
	x := uint64(1)
	for range n {
		x *= 10
	}
	return x
}

// spelledPhrase reads a phrase that starts with a number word.
func (f *Finder) spelledPhrase(s *Span) bool {
	m, end := f.lookup(s.Start, spelled)
	var x uint64
	if m != nil && m.role&(times|scale) != 0 { // a million
		start := f.article(s.Start, m.langs)
		if start == s.Start {
			return false
		}
		s.Start, s.End, x = start, end, power10(int(m.value))
		if m.role == times {
			x = 100
		}
		if half := f.halfBefore(start); half < start {
			s.Start, x = half, x/2
		}
		if next, g := f.skip(end); g != none {
			if more, _ := f.lookup(next, spelled); more != nil {
				return false
			}
		}
	} else {
		var ok bool
		if x, s.End, ok = f.spelledOut(s.Start); !ok || startsDigit(f.text[s.End:]) {
			return false
		}
	}
	v, ok := newNumber(x, 0)
	if !ok {
		return false
	}
	s.Value = v
	if j, g := f.skip(s.End); g == hyphen {
		if m, end := f.lookup(j, ordinal); m != nil && x%10 == 0 && x%100 >= 20 && m.value < 10 { // twenty-third
			s.Value, ok = newNumber(x+uint64(m.value), 0)
			s.Value.Kind, s.End = Ordinal, end
			return ok
		}
	}
	if v, end, ok := f.pairWith(s, false); ok {
		s.Value, s.End = v, end
	}
	f.readAround(s, false)
	f.makeAge(s)
	f.belowZero(s)
	return x != 1 || s.Value.Kind != Number || s.Value.Pair // one is a pronoun
}

// halfBefore is where the word "half" before text[i] starts, as in half a million; i when
// there is none.
func (f *Finder) halfBefore(i int) int {
	end := f.blanksBefore(i)
	start := f.wordBefore(end)
	if low, _ := f.word(start); start < end && string(low) == "half" {
		return start
	}
	return i
}

// article is where a word for "one" or "a" starts before the word at text[i], which belongs
// to langs; i when there is none.
func (f *Finder) article(i int, langs uint8) int {
	end := f.blanksBefore(i)
	if end == i {
		return i
	}
	start := f.wordBefore(end)
	low, behind := f.word(start)
	if behind != end || len(low) == 0 {
		return i
	}
	if s := string(low); (s == "a" || s == "one") && f.langs&^english == 0 {
		return start
	}
	if m := f.meaning(small, f.langs|langs); m != nil && m.value == 1 {
		return start
	}
	return i
}

func startsDigit(text string) bool { return text != "" && isDigit(text[0]) }

// ordinal reads an ordinal in words: third. "A third" is a fraction, and so is an ordinal
// behind a number (two thirds).
func (f *Finder) ordinal(s *Span, m *meaning, end int) bool {
	if before := f.blanksBefore(s.Start); before < s.Start || s.Start > f.from && f.text[s.Start-1] == '-' {
		if before == s.Start {
			before--
		}
		low, behind := f.word(f.wordBefore(before))
		if behind == before && len(low) > 0 && (string(low) == "a" || f.meaning(spelled, f.langs) != nil) {
			return false
		}
	}
	s.Value, s.End = Value{Kind: Ordinal, Lo: uint64(m.value)}, end
	for s.Value.Lo%10 == 0 {
		s.Value.Lo, s.Value.Exp = s.Value.Lo/10, s.Value.Exp+1
	}
	f.dayMonth(s, uint64(m.value), true, end)
	return true
}
