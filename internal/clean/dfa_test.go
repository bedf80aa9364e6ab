package clean

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestDFA: the automaton of every rule says what the standard regexp does, on
// the examples of all rules, on these cut and spliced by chance, and on noise.
func TestDFA(t *testing.T) {
	rs, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	var lines [][]byte
	for i := range rs.rules {
		for _, l := range slices.Concat(rs.rules[i].yes, rs.rules[i].no) {
			lines = append(lines, []byte(l))
		}
	}
	rng := rand.New(rand.NewPCG(5, 6))
	var automata, answers, full int
	for i := range rs.rules {
		p := rs.rules[i].pattern
		if !p.linear {
			continue
		}
		prog, err := p.program()
		if err != nil {
			t.Fatal(err)
		}
		d := newDFA(prog)
		automata++
		own := slices.Concat(rs.rules[i].yes, rs.rules[i].no)
		for k := range len(lines) + 200 {
			var l []byte
			if k < len(lines) {
				l = lines[k]
			} else {
				a, b := lines[rng.IntN(len(lines))], lines[rng.IntN(len(lines))]
				if len(own) > 0 {
					a = []byte(own[k%len(own)])
				}
				l = slices.Concat(a[:rng.IntN(len(a)+1)], b[rng.IntN(len(b)+1):])
				if k%3 == 0 && len(l) > 0 {
					l[rng.IntN(len(l))] = byte(' ' + rng.IntN(0x100-' '))
				}
			}
			got, ok := d.match(l)
			if !ok {
				full++
				break
			}
			answers++
			if want, err := p.match(l); err != nil || got != want {
				t.Fatalf("%s line %d: %q: got %v, want %v", rs.rules[i].class.name, rs.rules[i].line, l, got, want)
			}
		}
	}
	t.Logf("%d automata, %d answers, %d full", automata, answers, full)
	if automata < 20 || answers < 1000 {
		t.Errorf("%d automata gave %d answers, %d ran full", automata, answers, full)
	}
}

func automaton(t *testing.T, source string) *dfa {
	p, err := newPattern(source, nil)
	if err != nil {
		t.Fatal(err)
	}
	prog, err := p.program()
	if err != nil {
		t.Fatal(err)
	}
	return newDFA(prog)
}

// TestDFAFull: a pattern with too many states is left to the standard regexp,
// and stays left to it.
func TestDFAFull(t *testing.T) {
	d := automaton(t, `a[ab]{12}c`)
	rng := rand.New(rand.NewPCG(7, 8))
	line := []byte(strings.Repeat("b", 20000))
	for i := range line {
		line[i] -= byte(rng.IntN(2))
	}
	if _, ok := d.match(line); ok || len(d.states) > maxStates {
		t.Errorf("%d states", len(d.states))
	}
	if _, ok := d.match([]byte("b")); ok {
		t.Error("a full automaton answers")
	}
}

// TestDFARestart: when states run out after a while they are made anew, and the
// answers are those of the standard regexp.
func TestDFARestart(t *testing.T) {
	const source = `a[ab]{12}c`
	d, slow := automaton(t, source), regexp.MustCompile(source)
	rng := rand.New(rand.NewPCG(9, 10))
	restarts, states := 0, 0
	for k := range 400 {
		line := []byte(strings.Repeat("b", 500))
		for range 14 {
			line = append(line, 'a'+byte(rng.IntN(2)))
		}
		line = append(line, 'b'+byte(k&1))
		got, ok := d.match(line)
		if want := slow.Match(line); !ok || got != want {
			t.Fatalf("line %d: got %v, %v, want %v", k, got, ok, want)
		}
		if len(d.states) < states {
			restarts++
		}
		states = len(d.states)
	}
	if restarts < 2 || states > maxStates {
		t.Errorf("%d restarts, %d states", restarts, states)
	}
}

// TestDFAWide: there is no end to the characters, but to the steps that are kept;
// beyond, lines of ASCII are still answered.
func TestDFAWide(t *testing.T) {
	d := automaton(t, `x\p{L}+y$`)
	answered := 0
	for r := rune(0x4e00); r < 0x4e00+2*maxWide; r++ {
		if matches, ok := d.match([]byte("x" + string(r) + "y")); ok {
			answered++
			if !matches {
				t.Fatalf("%c: no match", r)
			}
		}
	}
	if answered != maxWide || len(d.wide) != maxWide {
		t.Errorf("%d lines answered, %d steps kept", answered, len(d.wide))
	}
	if matches, ok := d.match([]byte("xay")); !ok || !matches {
		t.Error("a line of ASCII is not answered")
	}
}
