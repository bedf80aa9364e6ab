package clean

// Which literals must a line hold for a pattern to match? Walked from the
// syntax tree, as in Cox, "Regular Expression Matching with a Trigram Index"
// (2012), but for the start of the match only: the set of strings, lower-cased
// and cut at litRunes from their first word on, one of which every match begins with.
//
//	^(?:share|tweet)(?: this)?$  ->  share tweet "share this" "tweet this"
//	^an? (?:h|min)$              ->  "an h$" "a h$" "an min$" "a min$"
//	^.*[(/|] ?(?:afp|dpa)\b      ->  afp dpa   (anywhere: the start can be anything)
//
// A pattern whose start can be anything is asked again without its first
// part, and again, until every string has a letter or digit in it; these must
// then stand somewhere in the line. Punctuation before the first word is cut
// off, because lines are looked up word by word (index.go).

import (
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	litRunes  = 8   // more do not make the index more selective
	litCount  = 256 // strings of one part; beyond, those of litShort are not made longer
	litShort  = 3   // runes; as selective as a set of this size has to be
	unbounded = 1 << 30

	// Stand for the end of the line and of a word in a literal; no line holds them.
	lineEndRune = 0
	wordEndRune = 1
)

// literal is a string that a match may begin with; open while what follows it
// is still known.
type literal struct {
	s    string
	open bool
}

// literals returns the strings and whether they stand at the start of the
// line's first word; ok is false when the pattern cannot be filtered.
func literals(re *syntax.Regexp) (set []string, atStart, ok bool) {
	parts := []*syntax.Regexp{re}
	if re.Op == syntax.OpConcat {
		parts = re.Sub
	}
	anchored := len(parts) > 0 && (parts[0].Op == syntax.OpBeginText || parts[0].Op == syntax.OpBeginLine)
	if anchored {
		parts = parts[1:]
	}
	atStart = anchored
	for k := range parts {
		if k == 0 && anchored && len(parts) > 1 && wordless(parts[0]) {
			continue // punctuation before the first word: still at the start
		}
		if k > 0 && !(k == 1 && wordless(parts[0])) {
			atStart = false
		}
		set, ok = trimmed(begin(parts[k:]))
		if ok {
			return set, atStart, true
		}
	}
	return nil, false, false
}

// trimmed cuts what stands before the first word off each string and reports
// whether something is left of all.
func trimmed(lits []literal) ([]string, bool) {
	var out []string
	for _, l := range lits {
		s := strings.TrimLeftFunc(l.s, func(r rune) bool { return !indexed(r) })
		if s == "" {
			return nil, false
		}
		out = append(out, s)
	}
	slices.Sort(out)
	return slices.Compact(out), len(out) > 0
}

// indexed reports whether a line is looked up at r: word characters, and ©.
func indexed(r rune) bool { return isWordRune(r) || r == '©' }

// wordless reports whether re matches only runs without a word character.
func wordless(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpStar, syntax.OpPlus, syntax.OpQuest, syntax.OpRepeat, syntax.OpCapture:
		return wordless(re.Sub[0])
	case syntax.OpCharClass:
		for i := 0; i < len(re.Rune); i += 2 {
			for _, r := range [...]rune{'0', 'A', 'a', 'é', 'я', '中'} {
				if re.Rune[i] <= r && r <= re.Rune[i+1] {
					return false
				}
			}
		}
		return true
	case syntax.OpAlternate:
		return !slices.ContainsFunc(re.Sub, func(s *syntax.Regexp) bool { return !wordless(s) })
	case syntax.OpLiteral:
		return !slices.ContainsFunc(re.Rune, func(r rune) bool { return r != '_' && isWordRune(r) })
	}
	return false
}

// begin is the cross product of what the parts begin with.
func begin(parts []*syntax.Regexp) []literal {
	acc := []literal{{open: true}}
	for _, re := range parts {
		if !slices.ContainsFunc(acc, func(l literal) bool { return l.open }) {
			break
		}
		next := starts(re)
		crowded := len(acc)*len(next) > litCount
		var out []literal
		for _, a := range acc {
			if crowded && utf8.RuneCountInString(a.s) >= litShort {
				a.open = false
			}
			if !a.open {
				out = append(out, a)
				continue
			}
			for _, b := range next {
				l := literal{a.s + b.s, b.open}
				if b.s == string(rune(wordEndRune)) && !endsInWord(a.s) {
					l = literal{s: a.s} // \b before a word
				}
				rest := strings.TrimLeftFunc(l.s, func(r rune) bool { return !indexed(r) })
				if rs := []rune(rest); len(rs) > litRunes {
					l = literal{s: l.s[:len(l.s)-len(rest)] + string(rs[:litRunes])}
				}
				out = append(out, l)
			}
		}
		acc = distinct(out)
	}
	return acc
}

func endsInWord(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return s != "" && isWordRune(r)
}

// distinct sorts and drops what a shorter closed literal covers.
func distinct(ls []literal) []literal {
	slices.SortFunc(ls, func(a, b literal) int {
		if c := strings.Compare(a.s, b.s); c != 0 {
			return c
		}
		return int(is(a.open)) - int(is(b.open))
	})
	out := ls[:0]
	for _, l := range ls {
		if n := len(out); n > 0 && !out[n-1].open && strings.HasPrefix(l.s, out[n-1].s) || n > 0 && out[n-1] == l {
			continue
		}
		out = append(out, l)
	}
	return out
}

func starts(re *syntax.Regexp) []literal {
	switch re.Op {
	case syntax.OpLiteral:
		return []literal{{strings.Map(folded, string(re.Rune)), true}}
	case syntax.OpCharClass:
		var out []literal
		digits := slices.Equal(re.Rune, []rune{'0', '9'}) // what follows one would be listed ten times
		for i := 0; i < len(re.Rune); i += 2 {
			if re.Rune[i+1]-re.Rune[i] > 16 || len(out) > 32 {
				return []literal{{}}
			}
			for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
				out = append(out, literal{string(folded(r)), !digits})
			}
		}
		return out
	case syntax.OpCapture:
		return starts(re.Sub[0])
	case syntax.OpConcat:
		return begin(re.Sub)
	case syntax.OpAlternate:
		var out []literal
		for _, s := range re.Sub {
			out = append(out, starts(s)...)
		}
		return out
	case syntax.OpQuest:
		return append(starts(re.Sub[0]), literal{open: true})
	case syntax.OpStar:
		return append(closed(starts(re.Sub[0])), literal{open: true})
	case syntax.OpPlus:
		return closed(starts(re.Sub[0]))
	case syntax.OpRepeat:
		out := closed(starts(re.Sub[0]))
		if re.Min == 0 {
			out = append(out, literal{open: true})
		}
		return out
	case syntax.OpEndText, syntax.OpEndLine:
		return []literal{{s: string(rune(lineEndRune))}}
	case syntax.OpWordBoundary: // behind a word: nothing else is of use before one
		return []literal{{s: string(rune(wordEndRune))}}
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpBeginText, syntax.OpNoWordBoundary:
		return []literal{{open: true}}
	}
	return []literal{{}}
}

// folded is one form for all that (?i) takes for the same letter: lower case is
// not enough, as σ has ς beside it, μ the micro sign, and ι an iota that is
// written under other letters, by which regexp/syntax names all four. The letters of
// Turkish that have or lack the dot of an i are none for it.
func folded(r rune) rune {
	if r == 'ı' || r == 'İ' {
		return r
	}
	return unicode.ToLower(unicode.ToUpper(r))
}

func closed(ls []literal) []literal {
	for i := range ls {
		ls[i].open = false
	}
	return ls
}

// longestMatch is the length in characters of the longest line that a pattern
// anchored at both ends can match; unbounded when there is no limit.
func longestMatch(re *syntax.Regexp) int {
	if re.Op != syntax.OpConcat || len(re.Sub) < 2 {
		return unbounded
	}
	first, last := re.Sub[0].Op, re.Sub[len(re.Sub)-1]
	if first != syntax.OpBeginText && first != syntax.OpBeginLine || !endsLine(last) {
		return unbounded
	}
	return longestRun(re)
}

func endsLine(re *syntax.Regexp) bool {
	return re.Op == syntax.OpEndText || re.Op == syntax.OpEndLine
}

func longestRun(re *syntax.Regexp) int {
	n := 0
	switch re.Op {
	case syntax.OpLiteral:
		n = len(re.Rune)
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		n = 1
	case syntax.OpCapture, syntax.OpQuest:
		n = longestRun(re.Sub[0])
	case syntax.OpConcat:
		for _, s := range re.Sub {
			n += longestRun(s)
		}
	case syntax.OpAlternate:
		for _, s := range re.Sub {
			n = max(n, longestRun(s))
		}
	case syntax.OpStar, syntax.OpPlus:
		n = unbounded
	case syntax.OpRepeat:
		if re.Max < 0 {
			return unbounded
		}
		n = re.Max * longestRun(re.Sub[0])
	}
	return min(n, unbounded)
}
