package clean

import (
	"strings"
	"testing"
	"unicode"
)

// TestRules runs the examples of rules.txt: each "yes" is given the class of
// its rule by that rule, each "no" matches no rule of the class.
func TestRules(t *testing.T) {
	rs, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	noes := map[*class][]string{}
	for i := range rs.rules {
		noes[rs.rules[i].class] = append(noes[rs.rules[i].class], rs.rules[i].no...)
	}
	for i := range rs.rules {
		r := &rs.rules[i]
		if len(r.yes) == 0 {
			t.Errorf("line %d: rule of class %s has no example", r.line, r.class.name)
		}
		for _, l := range r.yes {
			if !only(t, rs, r, l) {
				t.Errorf("line %d: %q is not %s", r.line, l, r.class.name)
			}
		}
		for _, l := range noes[r.class] {
			if only(t, rs, r, l) {
				t.Errorf("line %d: %q is %s", r.line, l, r.class.name)
			}
		}
	}
}

// only classes a line by one rule of the set: index, lengths and pattern.
func only(t *testing.T, rs *Rules, r *rule, text string) bool {
	t.Helper()
	found := rs.index.candidates([]byte(text))
	for _, id := range found {
		if &rs.rules[id] == r && len([]rune(text)) <= r.longest {
			ok, err := r.pattern.match([]byte(text))
			if err != nil {
				t.Errorf("line %d: %v", r.line, err)
			}
			return ok && (!r.class.has(isDated) || holdsDate([]byte(text)))
		}
	}
	return false
}

// candidates is every rule that the index lets through.
func (x *index) candidates(text []byte) []uint16 {
	_, found, ok := x.scan(text, nil)
	if !ok {
		_, found = x.all.scan(text, nil)
	}
	return append(found, x.always...)
}

// TestIndexKeepsAll holds the index against its reference, every pattern on
// every line: what matches must be let through.
func TestIndexKeepsAll(t *testing.T) {
	rs, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for i := range rs.rules {
		lines = append(lines, rs.rules[i].yes...)
		lines = append(lines, rs.rules[i].no...)
	}
	for _, l := range lines {
		other := strings.Map(unicode.SimpleFold, l) // k to the kelvin sign, σ to ς
		lines = append(lines, strings.ToUpper(l), "» "+l, l+".", l+" 12", other, strings.Map(unicode.SimpleFold, other))
	}
	for _, l := range lines {
		text, _ := normalise([]byte(l), nil)
		through := map[uint16]bool{}
		for _, id := range rs.index.candidates(text) {
			through[id] = true
		}
		for i := range rs.rules {
			r := &rs.rules[i]
			if ok, _ := r.pattern.match(text); ok && len([]rune(string(text))) <= r.class.longest {
				if !through[uint16(i)] {
					t.Errorf("line %d (%s) matches %q, but the index hides it", r.line, r.class.name, text)
				}
				if n := len([]rune(string(text))); n > r.longest {
					t.Errorf("line %d (%s) matches %q of %d characters, but claims at most %d", r.line, r.class.name, text, n, r.longest)
				}
			}
		}
	}
	for _, id := range rs.index.always {
		if r := &rs.rules[id]; r.longest > 40 && !r.class.has(isDated) {
			t.Errorf("line %d (%s): no literal filters it, and it is tried on lines up to %d characters", r.line, r.class.name, r.longest)
		}
	}
}
