package clean

// A pattern runs as a deterministic automaton: a
// state is the set of places in the program of the standard regexp that the line
// may be at, and is made when a line first gets there. Then a byte of a line
// costs one load, where the standard regexp walks all places of the set: 19 us
// become 0.2 for the pattern of dates.
//
//	pattern   ^may (\d|\d\d)$
//	states    {^m} -m-> {a} -a-> {y} -y-> {blank} -blank-> {\d, \d\d} -4-> {$, \d} -end-> match
//
// A state has a next one for each of 128 bytes and for the end; what follows on
// another character, as the quotation marks and accents of most paragraphs, is in
// one map. What stands before a place matters to ^ and \b alone, so a
// state also knows whether it is at the start or behind a letter. When there are
// too many states, all go and are made again as they are needed, as in RE2; a
// pattern that soon has too many again, as counting repeats can make it, is left to
// the standard regexp for good.
//
// Making states costs a hundred times what one match does, and less than compiling
// the pattern for the standard regexp: nothing is gained by asking that one first.

import (
	"encoding/binary"
	"regexp/syntax"
	"slices"
	"unicode/utf8"
)

const (
	maxStates = 512     // of one pattern; at some 300 bytes each
	soonFull  = 3 << 10 // bytes of lines in which so many are worth being made: the standard regexp takes as long
	maxWide   = 4 << 10 // steps on other characters than ASCII, of one pattern; at some 20 bytes each
)

// Next states that are none.
const (
	unmade int16 = iota // not known yet; also the number of no state
	fails               // no match, whatever follows
	match
	firstState
)

const endOfLine = 0x80 // comes behind the last byte

// dfa is the automaton of one pattern. It grows as it runs: one a Cleaner.
type dfa struct {
	prog   *syntax.Prog
	start  []uint32         // where a match may begin behind the start of the line: nowhere after ^
	states []dfaState       // without pointers
	arena  []uint32         // of places
	ids    map[string]int16 // by places and what stands before
	wide   map[wideStep]int16
	read   int  // bytes since there were no states
	crowd  bool // maxStates are made
	full   bool // for good: ask the standard regexp

	key            []byte
	places, onward []uint32
	at             []bool // by place: it is in onward
}

type dfaState struct {
	from, to int32 // of its places in the arena
	before   rune  // one like the character before: -1 at the start of the line
	next     [endOfLine + 1]int16
}

// wideStep is a state and a character that is not ASCII.
type wideStep struct {
	from int16
	on   rune
}

func newDFA(prog *syntax.Prog) *dfa {
	d := &dfa{prog: prog, ids: map[string]int16{}, wide: map[wideStep]int16{}, at: make([]bool, len(prog.Inst)), states: make([]dfaState, firstState)}
	if prog.StartCond()&syntax.EmptyBeginText == 0 {
		d.start = []uint32{uint32(prog.Start)}
	}
	d.restart()
	return d
}

// restart gives up all states but the first.
func (d *dfa) restart() {
	d.states, d.arena = d.states[:firstState], d.arena[:0]
	clear(d.ids)
	clear(d.wide)
	d.read, d.crowd = 0, false
	d.state([]uint32{uint32(d.prog.Start)}, -1)
}

// match reports whether the pattern matches somewhere in line; ok is false when
// the states do not suffice to say.
func (d *dfa) match(line []byte) (matches, ok bool) {
	if d.full {
		return false, false
	}
	if matches, ok = d.run(line); d.crowd {
		if d.full = d.read < soonFull; d.full {
			return false, false
		}
		d.restart()
		if matches, ok = d.run(line); d.crowd {
			d.full = true
		}
	}
	return matches, ok
}

// run is match with the states that there may be.
func (d *dfa) run(line []byte) (matches, ok bool) {
	s := firstState
	i := 0
	for i < len(line) {
		var next int16
		if c := line[i]; c < utf8.RuneSelf {
			if next = d.states[s].next[c]; next == unmade {
				next = d.make(s, c, rune(c))
			}
			i++
		} else {
			r, size := utf8.DecodeRune(line[i:])
			next = d.nextWide(wideStep{s, r})
			i += size
		}
		if next < firstState {
			d.read += i
			return next == match, next != unmade
		}
		s = next
	}
	d.read += i
	next := d.states[s].next[endOfLine]
	if next == unmade {
		next = d.make(s, endOfLine, -1)
	}
	return next == match, next != unmade
}

// make makes the state that follows s on c, which is r; it is unmade when there are too many.
func (d *dfa) make(s int16, c byte, r rune) int16 {
	next := d.step(s, r)
	d.states[s].next[c] = next
	return next
}

// nextWide is unmade when there are too many steps of its kind.
func (d *dfa) nextWide(w wideStep) int16 {
	next, known := d.wide[w]
	if !known && len(d.wide) < maxWide {
		next = d.step(w.from, w.on)
		d.wide[w] = next
	}
	return next
}

// step makes the state that follows s on r, which is -1 at the end of the line.
func (d *dfa) step(s int16, r rune) int16 {
	d.onward = d.onward[:0]
	found := false
	for _, pc := range d.arena[d.states[s].from:d.states[s].to] {
		found = found || d.follow(pc, syntax.EmptyOpContext(d.states[s].before, r))
	}
	for _, pc := range d.onward {
		d.at[pc] = false
	}
	switch {
	case found:
		return match
	case r < 0:
		return fails
	}
	d.places = append(d.places[:0], d.start...)
	for _, pc := range d.onward {
		if in := &d.prog.Inst[pc]; isRuneInst(in.Op) && in.MatchRune(r) {
			d.places = append(d.places, in.Out)
		}
	}
	if len(d.places) == 0 {
		return fails
	}
	before := ' '
	if syntax.IsWordChar(r) {
		before = 'a'
	}
	return d.state(d.places, before)
}

// follow adds pc to onward with all that is reached without a character, and
// reports whether the end of the pattern is.
func (d *dfa) follow(pc uint32, holds syntax.EmptyOp) bool {
	if d.at[pc] {
		return false
	}
	d.at[pc] = true
	d.onward = append(d.onward, pc)
	switch in := &d.prog.Inst[pc]; in.Op {
	case syntax.InstMatch:
		return true
	case syntax.InstAlt, syntax.InstAltMatch:
		return d.follow(in.Out, holds) || d.follow(in.Arg, holds)
	case syntax.InstCapture, syntax.InstNop:
		return d.follow(in.Out, holds)
	case syntax.InstEmptyWidth:
		return syntax.EmptyOp(in.Arg)&^holds == 0 && d.follow(in.Out, holds)
	}
	return false
}

func isRuneInst(op syntax.InstOp) bool {
	switch op {
	case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
		return true
	}
	return false
}

// state is the number of the state of these places, made when it is new.
func (d *dfa) state(places []uint32, before rune) int16 {
	slices.Sort(places)
	places = slices.Compact(places)
	d.key = append(d.key[:0], byte(before))
	for _, pc := range places {
		d.key = binary.LittleEndian.AppendUint32(d.key, pc)
	}
	if id, ok := d.ids[string(d.key)]; ok {
		return id
	}
	if len(d.states) == maxStates {
		d.crowd = true
		return unmade
	}
	id := int16(len(d.states))
	d.ids[string(d.key)] = id
	from := int32(len(d.arena))
	d.arena = append(d.arena, places...)
	d.states = append(d.states, dfaState{from: from, to: int32(len(d.arena)), before: before})
	return id
}
