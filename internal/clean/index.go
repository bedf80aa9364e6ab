package clean

// The index finds, while a line is cut into words, the few rules that could
// match it: most lines match none and never meet a regexp.
//
// Two tries over lower-cased runes: one looked up at the first word of the
// line, one at every word. Before each stands a bitmap of hashed four-byte starts,
// so that a word of prose costs one load. An Aho-Corasick automaton
// finds literals inside words too, reads every byte through a table of
// megabytes, and finds nothing a rule wants.

import (
	"encoding/binary"
	"math/bits"
	"unicode"
	"unicode/utf8"
)

// trie is a tree of literals; node 0 is the root. It holds no pointers: a run has
// thousands of nodes, which the collector would visit each time.
type trie struct {
	nodes []trieNode
	ends  []literalEnd // but for the first
	ascii [128]int32   // the root's children, 0 for none
}

type trieNode struct {
	r           rune
	child, next int32 // the first child, the next sibling; 0 for none
	ends        int32 // the first of the literals that end here; 0 for none
}

// literalEnd says whose literal ends at a node.
type literalEnd struct {
	rule uint16
	next int32 // 0 for none
}

func (t *trie) init() { t.nodes, t.ends = make([]trieNode, 1), make([]literalEnd, 1) }

func (t *trie) child(n int32, r rune) int32 {
	if n == 0 && r < 128 {
		return t.ascii[r]
	}
	for c := t.nodes[n].child; c != 0; c = t.nodes[c].next {
		if t.nodes[c].r == r {
			return c
		}
	}
	return 0
}

func (t *trie) add(s string, rule uint16) {
	n := int32(0)
	for _, r := range s {
		next := t.child(n, r)
		if next == 0 {
			next = int32(len(t.nodes))
			t.nodes = append(t.nodes, trieNode{r: r, next: t.nodes[n].child})
			t.nodes[n].child = next
			if n == 0 && r < 128 {
				t.ascii[r] = next
			}
		}
		n = next
	}
	for e := t.nodes[n].ends; e != 0; e = t.ends[e].next {
		if t.ends[e].rule == rule {
			return
		}
	}
	t.ends = append(t.ends, literalEnd{rule, t.nodes[n].ends})
	t.nodes[n].ends = int32(len(t.ends) - 1)
}

// endingAt appends the rules whose literal ends at node n.
func (t *trie) endingAt(found []uint16, n int32) []uint16 {
	for e := t.nodes[n].ends; e != 0; e = t.ends[e].next {
		found = append(found, t.ends[e].rule)
	}
	return found
}

// walk appends the rules whose literal b begins with; b runs to the end of the
// line.
func (t *trie) walk(found []uint16, b []byte) []uint16 {
	n := int32(0)
	for i := 0; ; {
		r, size := rune(0), 0
		if i < len(b) {
			if r, size = rune(b[i]), 1; r >= utf8.RuneSelf {
				r, size = utf8.DecodeRune(b[i:])
			}
		}
		if n != 0 { // the end of a word, the end of the line
			if !isWordRune(r) {
				if w := t.child(n, wordEndRune); w != 0 {
					found = t.endingAt(found, w)
				}
			}
			if size == 0 {
				if w := t.child(n, lineEndRune); w != 0 {
					found = t.endingAt(found, w)
				}
				return found
			}
		}
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		} else if r >= utf8.RuneSelf {
			r = folded(r)
		}
		if n = t.child(n, r); n == 0 {
			return found
		}
		found = t.endingAt(found, n)
		i += size
	}
}

// sieve spares most words a walk: it knows how the literals of a trie begin.
type sieve struct {
	starts [1 << 7]uint64 // bitmap of first four bytes, hashed
	words  [1 << 7]uint64 // the same of whole words of fewer bytes
	short  bool           // there are such
	bytes  [256]bool      // first bytes of literals of fewer that are no whole words
}

// literalIndex is the rules of one index by their literals.
type literalIndex struct {
	first, inner           trie // literals at the first word of the line, and at any
	firstSieve, innerSieve sieve
}

// index holds all rules, and once more those that are tried on longer lines:
// nearly every paragraph is such a line, and next to none of its words begin a
// literal of those.
type index struct {
	all     literalIndex
	longer  [len(longerLines)]literalIndex // of the rules that are tried on lines of more characters
	longest int                            // characters of the longest line that a rule is tried on
	always  []uint16                       // rules that no literal can filter
}

// longerLines are numbers of characters up to which many classes are tried.
var longerLines = [...]int{defaultLongest, 400, 600}

// of is the index for a line of so many characters, nil when no rule is tried on it.
func (x *index) of(characters int) *literalIndex {
	if characters > x.longest {
		return nil
	}
	for i := len(longerLines) - 1; i >= 0; i-- {
		if characters > longerLines[i] {
			return &x.longer[i]
		}
	}
	return &x.all
}

// ofWide is of for a text that is not ASCII.
func (x *index) ofWide(text []byte) *literalIndex {
	if len(text) > longestIndexed {
		return nil
	}
	characters := 0
	for ; len(text) >= 8; text = text[8:] {
		b := binary.LittleEndian.Uint64(text)
		characters += 8 - bits.OnesCount64(b&^(b<<1)&topBits) // but for 10xxxxxx, which goes on with one
	}
	for _, c := range text {
		if utf8.RuneStart(c) {
			characters++
		}
	}
	return x.of(characters)
}

func newIndex(rules []rule) *index {
	x := new(index)
	x.all.first.init()
	x.all.inner.init()
	for i := range x.longer {
		x.longer[i].first.init()
		x.longer[i].inner.init()
	}
	for i := range rules {
		id := uint16(i)
		x.longest = max(x.longest, rules[i].longest)
		f := &rules[i].pattern.filter
		if f.literals == nil {
			x.always = append(x.always, id)
			continue
		}
		x.all.add(f.literals, f.atStart, id)
		for k, characters := range longerLines {
			if rules[i].longest > characters {
				x.longer[k].add(f.literals, f.atStart, id)
			}
		}
	}
	return x
}

// add puts a rule in under its literals.
func (x *literalIndex) add(set []string, atStart bool, id uint16) {
	for _, s := range set {
		if atStart {
			x.first.add(s, id)
			x.firstSieve.mark(nil, s)
		} else {
			x.inner.add(s, id)
			x.innerSieve.mark(nil, s)
		}
	}
}

// markable reports whether mark can find the literal again: it has four bytes,
// is a whole word, or is looked up by itself.
func markable(s string) bool {
	return len(s) >= 4 || isWholeWord(s) || s[0] == "©"[0]
}

func isWholeWord(s string) bool {
	last := rune(s[len(s)-1])
	return last == wordEndRune || last == lineEndRune
}

// mark sets the bits of a literal, which is in lower case, in every mixture of cases: of the
// forms of rest behind a form of what stands before it. |0x20 makes those of ASCII the same, so
// that one will do; but k and s have a sign beyond it that is theirs, and σ and μ have two small forms.
func (x *sieve) mark(form []byte, rest string) {
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case len(form) >= 4:
		h := hash4(binary.LittleEndian.Uint32(form) | fold4)
		x.starts[h>>6] |= 1 << (h & 63)
	case r == wordEndRune || r == lineEndRune:
		h := hash4(wordStart(form, len(form)))
		x.words[h>>6] |= 1 << (h & 63)
		x.short = true
	case size > 0:
		for f, first := r, true; first || f != r; f, first = unicode.SimpleFold(f), false {
			if first || f >= utf8.RuneSelf {
				x.mark(utf8.AppendRune(form, f), rest[size:])
			}
		}
	default:
		x.bytes[form[0]] = true
		if byteKind[form[0]] == kLower {
			x.bytes[form[0]&^0x20] = true
		}
	}
}

const fold4 = 0x20202020

// hash4 takes four bytes to 13 bits.
func hash4(v uint32) uint32 { return v * 0x9E3779B1 >> 19 }

// wordStart is the first bytes of b, up to n, folded; 0 where there are fewer.
func wordStart(b []byte, n int) (v uint32) {
	for i := range min(n, 4) {
		v |= (uint32(b[i]) | 0x20) << (8 * i)
	}
	return v
}

// maybe reports whether a literal could stand at b, whose first word has n bytes.
func (x *sieve) maybe(b []byte, n int) bool {
	if len(b) >= 4 {
		h := hash4(binary.LittleEndian.Uint32(b) | fold4)
		if x.starts[h>>6]>>(h&63)&1 != 0 {
			return true
		}
	}
	if n < 4 {
		h := hash4(wordStart(b, n))
		if x.words[h>>6]>>(h&63)&1 != 0 {
			return true
		}
	}
	return x.bytes[b[0]]
}
