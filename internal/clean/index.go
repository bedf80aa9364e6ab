package clean

// The index finds, while a line is cut into words, the few rules that could
// match it: most lines match none and never meet a regexp.
//
// Two tries over lower-cased runes: one looked up at the first word of the
// line, one at every word. A bitmap over the first two bytes stands before the
// second, so that a word of prose costs one load. An Aho-Corasick automaton
// finds literals inside words too, reads every byte through a table of
// megabytes, and finds nothing a rule wants.

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

type trieEdge struct {
	r  rune
	to int32
}

type trieNode struct {
	edges []trieEdge
	rules []uint16 // whose literal ends here
}

// trie is a tree of literals; node 0 is the root.
type trie struct {
	nodes []trieNode
	ascii [128]int32 // the root's children, 0 for none
}

func (t *trie) child(n int32, r rune) int32 {
	if n == 0 && r < 128 {
		return t.ascii[r]
	}
	for _, e := range t.nodes[n].edges {
		if e.r == r {
			return e.to
		}
	}
	return 0
}

func (t *trie) add(s string, id uint16) {
	n := int32(0)
	for _, r := range s {
		next := t.child(n, r)
		if next == 0 {
			next = int32(len(t.nodes))
			t.nodes = append(t.nodes, trieNode{})
			t.nodes[n].edges = append(t.nodes[n].edges, trieEdge{r, next})
			if n == 0 && r < 128 {
				t.ascii[r] = next
			}
		}
		n = next
	}
	if !slices.Contains(t.nodes[n].rules, id) {
		t.nodes[n].rules = append(t.nodes[n].rules, id)
	}
}

// walk appends the rules whose literal b begins with; b runs to the end of the
// line.
func (t *trie) walk(found []uint16, b []byte) []uint16 {
	n := int32(0)
	for i := 0; i < len(b); {
		r, size := rune(b[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(b[i:])
			r = unicode.ToLower(r)
		} else if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		if n = t.child(n, r); n == 0 {
			break
		}
		found = append(found, t.nodes[n].rules...)
		i += size
		if i == len(b) {
			if n = t.child(n, 0); n != 0 {
				found = append(found, t.nodes[n].rules...)
			}
		}
	}
	return found
}

type index struct {
	first  trie            // literals at the first word of the line
	inner  trie            // literals at any word
	pairs  [1 << 10]uint64 // bitmap: two bytes that an inner literal begins with, any case
	always []uint16        // rules that no literal can filter
}

func newIndex(rules []rule) *index {
	x := &index{first: trie{nodes: make([]trieNode, 1)}, inner: trie{nodes: make([]trieNode, 1)}}
	for i := range rules {
		id := uint16(i)
		set, atStart, ok := []string(nil), false, false
		if t := rules[i].pattern.tree; t != nil {
			set, atStart, ok = literals(t)
		}
		switch {
		case !ok:
			x.always = append(x.always, id)
		case atStart:
			for _, s := range set {
				x.first.add(s, id)
			}
		default:
			for _, s := range set {
				x.inner.add(s, id)
				x.mark(s)
			}
		}
	}
	return x
}

// mark sets the bits of every form the literal's first two bytes may take.
func (x *index) mark(s string) {
	r, size := utf8.DecodeRuneInString(s)
	for _, c := range [...]rune{r, unicode.ToUpper(r), unicode.ToTitle(r)} {
		lead := string(c)
		if len(lead) > 1 {
			x.set(lead[0], lead[1])
			continue
		}
		second, _ := utf8.DecodeRuneInString(s[size:])
		if size == len(s) {
			for b := range 256 {
				x.set(lead[0], byte(b))
			}
			continue
		}
		for _, d := range [...]rune{second, unicode.ToUpper(second)} {
			x.set(lead[0], string(d)[0])
		}
	}
}

func (x *index) set(a, b byte) { p := uint16(a)<<8 | uint16(b); x.pairs[p>>6] |= 1 << (p & 63) }
func (x *index) has(a, b byte) bool {
	p := uint16(a)<<8 | uint16(b)
	return x.pairs[p>>6]>>(p&63)&1 != 0
}
