package clean

import (
	"regexp/syntax"
	"testing"
	"unicode"
)

// TestBoundaries: \b of the standard regexp is ASCII, so behind "нами" or "déjà" it holds
// before a letter and not before a blank. No rule may have it beside such a letter.
func TestBoundaries(t *testing.T) {
	rs, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	for i := range rs.rules {
		r := &rs.rules[i]
		if !r.pattern.linear {
			continue // \b of regexp2 knows every script
		}
		prog, err := r.pattern.program()
		if err != nil {
			t.Fatal(err)
		}
		if l := besideBoundary(prog); l != 0 {
			t.Errorf("line %d: \\b stands beside %q, which is no letter to it: ask for (?:$|\\W)", r.line, l)
		}
	}
	for _, c := range []struct {
		pattern string
		want    bool
	}{
		{`за нами\b.{0,60}`, true}, {`déj(?:a|à)(?: lu)?\b`, true}, {`\bécrit`, true}, {`autre[sé]?\b`, true}, {`\w*\b`, true},
		{`за (?:нами$|us\b)`, false}, {`[^.]{2,9}\bletter\b.{0,9}`, false}, {`à la une (?:du jour)\b`, false}, {`news\b`, false},
	} {
		p, err := newPattern(c.pattern, nil)
		if err != nil {
			t.Fatal(err)
		}
		prog, err := p.program()
		if err != nil {
			t.Fatal(err)
		}
		if got := besideBoundary(prog) != 0; got != c.want {
			t.Errorf("%s: %v", c.pattern, got)
		}
	}
}

// besideBoundary is a letter beyond ASCII that stands beside a \b of the program, 0 if none does.
func besideBoundary(prog *syntax.Prog) rune {
	for pc := range prog.Inst {
		in := &prog.Inst[pc]
		boundary := isBoundary(in)
		if !boundary && foreignLetter(in) == 0 {
			continue
		}
		for _, next := range follow(prog, in.Out) {
			if l := foreignLetter(next); boundary && l != 0 {
				return l
			} else if !boundary && isBoundary(next) {
				return foreignLetter(in)
			}
		}
	}
	return 0
}

func isBoundary(in *syntax.Inst) bool {
	return in.Op == syntax.InstEmptyWidth && syntax.EmptyOp(in.Arg)&syntax.EmptyWordBoundary != 0
}

// follow is every instruction that may come at pc, and behind it without a character.
func follow(prog *syntax.Prog, pc uint32) []*syntax.Inst {
	var found []*syntax.Inst
	seen := map[uint32]bool{}
	for todo := []uint32{pc}; len(todo) > 0; {
		pc, todo = todo[len(todo)-1], todo[:len(todo)-1]
		if seen[pc] {
			continue
		}
		seen[pc] = true
		in := &prog.Inst[pc]
		found = append(found, in)
		switch in.Op {
		case syntax.InstAlt, syntax.InstAltMatch:
			todo = append(todo, in.Out, in.Arg)
		case syntax.InstCapture, syntax.InstNop, syntax.InstEmptyWidth:
			todo = append(todo, in.Out)
		}
	}
	return found
}

// foreignLetter is a letter beyond ASCII that the instruction takes, 0 if it takes none, or
// blanks as well.
func foreignLetter(in *syntax.Inst) rune {
	if in.Op != syntax.InstRune && in.Op != syntax.InstRune1 || in.MatchRune(' ') {
		return 0
	}
	for i, low := range in.Rune {
		high := low
		if len(in.Rune) > 1 {
			if i%2 == 1 {
				continue
			}
			high = in.Rune[i+1]
		}
		for r := max(low, 0x80); r <= min(high, 0xffff); r++ {
			if unicode.IsLetter(r) && r != 'ſ' && r != '\u212a' { // which are s and k without regard to case
				return r
			}
		}
	}
	return 0
}
