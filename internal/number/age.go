package number

// Ages, which English says without the word for years:
//
//	aged 82; at the age of 82; children aged 5 to 12    n:82:year, n:5-12:year
//
// Other languages say years, or have a word for it (82-jährig, 82enne, 82-летний), which is
// a unit.
//
// Rejected: a number in brackets behind a name, which is an age in one paper and a minute
// or a score in another. A number between commas behind a name (Edda Brunholt, 82, said)
// nearly always is an age. But in a clip about people such a number is rarer than the years
// that it would be one with, and stories lose by it (B-cubed F1 of the largest labelled set
// .917, not .918).

// maxAge is the highest age of a person.
const maxAge = 120

// makeAge turns a bare number that is an age into years.
func (f *Finder) makeAge(s *Span) {
	v := s.Value
	if v.Pair {
		v.Lo, v.Pair, v.Hi = max(v.Lo, v.Hi), false, 0
	}
	if v.Kind == Number && v.whole() > 0 && v.whole() <= maxAge && f.agedBefore(s.Start) {
		s.Value.Kind, s.Value.Unit = Quantity, f.unit("year", false)
	}
}

// agedBefore reports whether "aged", "age" or "age of" stands before text[i].
func (f *Finder) agedBefore(i int) bool {
	end := f.blanksBefore(i)
	start := f.wordBefore(end)
	switch f.text[start:end] {
	case "aged", "Aged", "age": // not Age, as in Ice Age 3
		return end < i
	case "of":
		end = f.blanksBefore(start)
		return f.text[f.wordBefore(end):end] == "age"
	}
	return false
}
