package clean

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/dlclark/regexp2"
)

// randomPattern is a pattern of a few letters; references is how many groups it may refer to.
func randomPattern(r *rand.Rand, depth int, groups *int) string {
	atoms := []string{"a", "b", "c", "é", "[ab]", "[^a]", ".", `\w`, `\b`, "^", "$", " "}
	var b strings.Builder
	for range 1 + r.IntN(3) {
		sub := func(open string) {
			b.WriteString(open + randomPattern(r, depth-1, groups) + ")")
		}
		k := r.IntN(20)
		switch {
		case depth == 0 || k < 8:
			b.WriteString(atoms[r.IntN(len(atoms))])
		case k < 10:
			sub("(?:")
		case k < 12:
			sub("(?=")
		case k < 14:
			sub("(?!")
		case k < 15:
			sub("(?<=")
		case k < 16:
			sub("(?<!")
		case k < 18:
			b.WriteString("(?:" + randomPattern(r, depth-1, groups) + "|")
			sub("")
		case groups != nil && *groups < 3:
			*groups++
			b.WriteString("(" + atoms[r.IntN(6)] + "+)")
			if r.IntN(2) == 0 {
				b.WriteString(".?\\" + string(rune('0'+*groups)))
			}
			continue
		default:
			b.WriteString("c")
		}
		if last := b.String()[b.Len()-1]; last != '^' && last != '$' && !strings.HasSuffix(b.String(), `\b`) {
			b.WriteString([]string{"", "", "", "*", "+", "?", "{2}", "*?"}[r.IntN(8)])
		}
	}
	return b.String()
}

// TestAssertions: an engine that backtracks through all there is says the same.
func TestAssertions(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	compared, matched := 0, 0
	for compared < 1500 {
		groups := 0
		counted := &groups
		if r.IntN(2) == 0 {
			counted = nil
		}
		source := "(?-i)" + randomPattern(r, 3, counted)
		got, err := compileAssertions(source)
		want, other := regexp2.Compile(strings.TrimPrefix(source, "(?-i)"), regexp2.None)
		if err != nil || other != nil {
			continue // a repeat of a repeat: both refuse some
		}
		want.MatchTimeout = 200 * time.Millisecond // what it cannot say is not compared
		for range 5 {
			var line strings.Builder
			for range r.IntN(9) {
				line.WriteString([]string{"a", "b", "c", "é", " "}[r.IntN(5)])
			}
			is, err := got.match([]byte(line.String()))
			should, slow := want.MatchString(line.String())
			if err != nil || slow != nil {
				continue
			}
			compared++
			if is {
				matched++
			}
			if is != should {
				t.Fatalf("%s on %q: %t, want %t", source, line.String(), is, should)
			}
		}
	}
	if matched < compared/10 || matched > compared*9/10 {
		t.Errorf("%d of %d match: the test says little", matched, compared)
	}
}

// TestAssertionsFixed: what patterns of rules are for, case, scripts, and what is refused.
func TestAssertionsFixed(t *testing.T) {
	for _, c := range []struct {
		pattern, line string
		want          bool
	}{
		{`^by (?!the\b)\w`, "By Ann", true},
		{`^by (?!the\b)\w`, "by the sea", false},
		{`^by (?!the\b)\w`, "by Theo", true},
		{`^by (?!ма\b)\w`, "by май", true}, // \b of any script
		{`(?<!\bthe )\bUS\b`, "in the US", false},
		{`(?<!\bthe )\bUS\b`, "to us", true},
		{`(?-i)(?<!\bthe )\bUS\b`, "to us", false},
		{`^(\w+) \1$`, "Киев КИЕВ", true},
		{`(?-i)^(\w+) \1$`, "Киев КИЕВ", false},
		{`^(a)?\1b`, "b", false}, // a group that took part in nothing is nowhere
		{`^(?=.*(\w)\1)\w+$`, "abba", true},
		{`^(?=.*(\w)\1)\w+$`, "abab", false},
		{`^[(?=]x(?=y)`, "?xy", true},
		{`\((?=a)`, "(a", true},
		{`(?<=^|, )ann`, "bob, ann", true},
	} {
		a, err := compileAssertions(c.pattern)
		if err != nil {
			t.Errorf("%s: %v", c.pattern, err)
			continue
		}
		if got, err := a.match([]byte(c.line)); got != c.want || err != nil {
			t.Errorf("%s on %q: %t, %v", c.pattern, c.line, got, err)
		}
	}
	for _, pattern := range []string{`(?=a`, `\1(a)`, `(?!(a)`, `(?>a)`, `a(?=*)`} {
		if _, err := compileAssertions(pattern); err == nil {
			t.Errorf("%s is no pattern", pattern)
		}
	}
}

// TestSteps: no pattern of rules.txt runs out of steps on a line it is tried on, by far; of others
// those with back-references alone do, and say so for each such line and no other.
func TestSteps(t *testing.T) {
	rules, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	lines := []string{"", "By A", "By Ann (", "By Ann, ", "By A.", "By Ann and ", "By April ", "aA, ", "By (), | — "}
	for i := range rules.rules {
		r := &rules.rules[i]
		if r.pattern.linear {
			continue
		}
		compiled, err := r.pattern.compile()
		if err != nil {
			t.Fatal(err)
		}
		a := compiled.(*assertions)
		if a.refers {
			t.Fatalf("line %d: a pattern of rules.txt may not refer to groups", r.line)
		}
		longest := min(r.longest, r.class.longest)
		for _, line := range append(lines, r.yes...) {
			line = (strings.Repeat(line, longest) + strings.Repeat(" ", longest))[:longest]
			m := matching{assertions: a, line: []byte(line), ends: map[*program][]bool{}}
			m.from(&a.program, 0, len(line), func(int) bool { return true })
			if m.steps > maxSteps/8 {
				t.Errorf("line %d: %d steps of %d on %q", r.line, m.steps, maxSteps, line)
			}
		}
	}
	for _, c := range []struct {
		pattern, line string
		fails         bool
	}{
		{`^(?:a+)+(?!b)c$`, strings.Repeat("a", 2000), false},
		{`^(?:a|a)*(?!b)$`, strings.Repeat("a", 2000) + "b", false},
		{`^(a+)+\1(?!b)c$`, strings.Repeat("a", 60), true},
		{`^(a+)+\1(?!b)c$`, "aac", false},
		{`(?:(a?)*)*\1c`, strings.Repeat("a", 60), true},
	} {
		a, err := compileAssertions(c.pattern)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if _, err := a.match([]byte(c.line)); (err != nil) != c.fails {
				t.Errorf("%s on %.10q: %v", c.pattern, c.line, err)
			}
		}
	}
}
