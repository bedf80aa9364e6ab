package clean

// Patterns with assertions and back-references, which the standard regexp knows not.
//
// Each of these is taken out and an empty group put in its place. What is left compiles
// as any other pattern, and is walked with backtracking; where the walk comes to such
// a group it asks what was taken out.
//
//	pattern   ^by (?!the\b)(\w+) and \1$
//	compiled  ^by ()(\w+) and ()$       group 1: not ahead "the\b"   2: group 1   3: is group 1
//	by ann and ann                      at 3: "the" is not ahead; 1 is ann; at 11: ann
//
// Without back-references what follows from an instruction at a place of the line does
// not hang on how the walk came there, so each is tried once: time is linear in the
// line, quadratic with an assertion. With them it may be exponential, so steps are
// counted, and a line that takes too many does not match. A count, for the answer is
// then the same on any machine under any load; dlclark/regexp2, which did this before,
// ends by the clock. It is now the oracle of the test.
//
// A group inside of an assertion is known there alone. \b knows every script, as \m.

import (
	"errors"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxSteps of a pattern on a line: some 30 ms.
const maxSteps = 1 << 21

// assertions is a pattern that has some. It is safe for concurrent use.
type assertions struct {
	program
	groups int  // of the pattern, those of its assertions, too
	fold   bool // back-references match in any case
}

// program is a pattern, or what an assertion asserts.
type program struct {
	*syntax.Prog
	slots  []slot // by their number in Prog, from 1 on
	refers bool   // to groups; or an assertion in it does
}

// slot is a group of the pattern, or what stands for something that was taken out.
type slot struct {
	kind   slotKind
	number int      // in the whole pattern, from 0 on: of it, or of what it refers to
	what   *program // is ahead or behind
}

type slotKind uint8

const (
	own slotKind = iota
	reference
	ahead
	notAhead
	behind
	notBehind
)

// openings are how assertions begin.
var openings = []struct {
	text string
	kind slotKind
}{{"(?=", ahead}, {"(?!", notAhead}, {"(?<=", behind}, {"(?<!", notBehind}}

func compileAssertions(source string) (*assertions, error) {
	text, err := standardText(source)
	if err != nil {
		return nil, err
	}
	text, fold := strings.CutPrefix(text, "(?i)")
	a := &assertions{fold: fold}
	p, err := a.compile(text)
	if err != nil {
		return nil, err
	}
	a.program = *p
	return a, nil
}

// compile compiles a part of the pattern that is one by itself.
func (a *assertions) compile(text string) (*program, error) {
	p := &program{slots: make([]slot, 1)}
	var b strings.Builder
	if a.fold {
		b.WriteString("(?i)")
	}
	stand := func(g slot) {
		p.slots = append(p.slots, g)
		p.refers = p.refers || g.kind == reference || g.what != nil && g.what.refers
		b.WriteString("()")
	}
next:
	for i := 0; i < len(text); {
		rest := text[i:]
		for _, o := range openings {
			if !strings.HasPrefix(rest, o.text) {
				continue
			}
			end := closing(rest)
			if end < 0 {
				return nil, errors.New("missing ) of " + o.text)
			}
			what, err := a.compile(rest[len(o.text):end])
			if err != nil {
				return nil, err
			}
			stand(slot{kind: o.kind, what: what})
			i += end + 1
			continue next
		}
		n := 1
		switch {
		case rest[0] == '\\' && len(rest) > 1 && '1' <= rest[1] && rest[1] <= '9':
			number := int(rest[1] - '1')
			if number >= a.groups {
				return nil, errors.New("no group before " + rest[:2])
			}
			stand(slot{kind: reference, number: number})
			i += 2
			continue
		case rest[0] == '\\':
			n = min(2, len(rest))
		case rest[0] == '[':
			n = classEnd(text, i) - i
		case rest[0] == '(' && (!strings.HasPrefix(rest, "(?") || strings.HasPrefix(rest, "(?P<") || strings.HasPrefix(rest, "(?<")):
			p.slots = append(p.slots, slot{number: a.groups})
			a.groups++
		}
		b.WriteString(rest[:n])
		i += n
	}
	tree, err := syntax.Parse(b.String(), syntax.Perl)
	if err != nil {
		return nil, err
	}
	p.Prog, err = syntax.Compile(tree.Simplify())
	return p, err
}

// closing is the place of the bracket that closes the one with which p begins; -1: none does.
func closing(p string) int {
	depth := 0
	for i := 0; i < len(p); i++ {
		switch p[i] {
		case '\\':
			i++
		case '[':
			i = classEnd(p, i) - 1
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

func (a *assertions) match(line []byte) (bool, error) {
	m := matching{assertions: a, line: line, ends: map[*program][]bool{}, spans: make([]int, 2*a.groups)}
	found := m.from(&a.program, 0, len(line), func(int) bool { return true })
	if m.steps > maxSteps {
		return false, errRuleFailed
	}
	return found, nil
}

// matching is one match.
type matching struct {
	*assertions
	line  []byte
	steps int
	spans []int               // of the groups: where each begins and ends, from 1 on; 0 is nowhere
	ends  map[*program][]bool // of what is asserted to be behind: the places where it ends
}

// job is to go on at a place from an instruction, or to put back a part of a span.
type job struct {
	pc  uint32
	at  int
	old int // of span pc, where at is putBack
}

const putBack = -1

// from reports whether p matches from a place from begin to end on, and ends where accept says yes.
func (m *matching) from(p *program, begin, end int, accept func(at int) bool) bool {
	var tried []uint64 // bits, by instruction and place
	if !p.refers {
		tried = make([]uint64, len(p.Inst)*(len(m.line)+1)/64+1)
	}
	if p.StartCond()&syntax.EmptyBeginText != 0 {
		end = min(end, 0)
	}
	var jobs []job
	for ; begin <= end; begin++ {
		if begin < len(m.line) && !utf8.RuneStart(m.line[begin]) {
			continue
		}
		jobs = append(jobs[:0], job{pc: uint32(p.Start), at: begin})
		for len(jobs) > 0 {
			j := jobs[len(jobs)-1]
			jobs = jobs[:len(jobs)-1]
			if j.at == putBack {
				m.spans[j.pc] = j.old
				continue
			}
			for pc, at := j.pc, j.at; at >= 0; {
				if m.steps++; m.steps > maxSteps {
					return false
				}
				if tried != nil {
					bit := int(pc)*(len(m.line)+1) + at
					if tried[bit/64]>>(bit%64)&1 != 0 {
						break
					}
					tried[bit/64] |= 1 << (bit % 64)
				}
				in := &p.Inst[pc]
				switch in.Op {
				case syntax.InstMatch:
					if accept(at) {
						return true
					}
					at = -1
				case syntax.InstFail:
					at = -1
				case syntax.InstAlt, syntax.InstAltMatch:
					jobs = append(jobs, job{pc: in.Arg, at: at})
				case syntax.InstCapture:
					if g := &p.slots[in.Arg/2]; g.kind != own {
						if in.Arg%2 == 0 {
							at = m.meet(g, at)
						}
					} else if p.refers {
						span := uint32(2*g.number) + in.Arg%2
						jobs = append(jobs, job{span, putBack, m.spans[span]})
						m.spans[span] = at + 1
					}
				case syntax.InstEmptyWidth:
					if syntax.EmptyOp(in.Arg)&^m.around(at) != 0 {
						at = -1
					}
				case syntax.InstNop:
				default:
					if r, n := utf8.DecodeRune(m.line[at:]); n > 0 && in.MatchRune(r) {
						at += n
					} else {
						at = -1
					}
				}
				pc = in.Out
			}
		}
	}
	return false
}

// meet gives the place behind what a group stands for; -1 when that is not at at.
func (m *matching) meet(g *slot, at int) int {
	switch g.kind {
	case reference:
		return m.again(g.number, at)
	case ahead, notAhead:
		if m.asserted(g.what, at, at, func(int) bool { return true }) == (g.kind == ahead) {
			return at
		}
	case behind, notBehind:
		if m.isBehind(g.what, at) == (g.kind == behind) {
			return at
		}
	}
	return -1
}

// asserted is from, after which all groups are as before.
func (m *matching) asserted(p *program, begin, end int, accept func(at int) bool) bool {
	if !p.refers {
		return m.from(p, begin, end, accept)
	}
	before := slices.Clone(m.spans)
	defer copy(m.spans, before)
	return m.from(p, begin, end, accept)
}

// isBehind reports whether p, from anywhere, ends at a place. Where nothing refers to
// a group one walk finds all ends.
func (m *matching) isBehind(p *program, at int) bool {
	if p.refers {
		return m.asserted(p, 0, at, func(end int) bool { return end == at })
	}
	ends := m.ends[p]
	if ends == nil {
		ends = make([]bool, len(m.line)+1)
		m.from(p, 0, len(m.line), func(end int) bool { ends[end] = true; return false })
		m.ends[p] = ends
	}
	return ends[at]
}

// again gives the place behind the text of a group, said again at at; -1 when it is not.
func (m *matching) again(group, at int) int {
	begin, end := m.spans[2*group]-1, m.spans[2*group+1]-1
	if begin < 0 || end < begin {
		return -1
	}
	for _, want := range string(m.line[begin:end]) {
		r, n := utf8.DecodeRune(m.line[at:])
		if n == 0 || r != want && (!m.fold || unicode.ToLower(r) != unicode.ToLower(want)) {
			return -1
		}
		at += n
	}
	return at
}

// around is what holds between the characters before and behind a place.
func (m *matching) around(at int) syntax.EmptyOp {
	before, after := rune(-1), rune(-1)
	if at > 0 {
		before, _ = utf8.DecodeLastRune(m.line[:at])
	}
	if at < len(m.line) {
		after, _ = utf8.DecodeRune(m.line[at:])
	}
	holds := syntax.EmptyOpContext(before, after) &^ (syntax.EmptyWordBoundary | syntax.EmptyNoWordBoundary)
	if inWord(before) != inWord(after) {
		return holds | syntax.EmptyWordBoundary
	}
	return holds | syntax.EmptyNoWordBoundary
}

func inWord(r rune) bool { return r == '_' || unicode.In(r, unicode.L, unicode.M, unicode.N) }
