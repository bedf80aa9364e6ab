// Which words pair up. Each distinct word between two anchors is given a rune, and
// DiffMainRunes of sergi/go-diff finds a shortest edit script:
//
//	A  unions  accept  the  offer      abcd     =a -b +e =cd
//	B  unions  reject  the  offer      aecd
//
// Diffing characters was rejected: it takes 10 to 40 times as long and matches letters
// that two words happen to share. Three traps of the library are avoided: numbers
// 0xD800 to 0xDFFF and above 0x10FFFF are no runes, but a stretch has at most
// maxStretch tokens; its timeout makes the result depend on the clock, so none is set,
// which also turns off its half-match heuristic; and its clean-up functions work on
// letters, so the clean-up is our own:
//
//   - A match of one or two words between two edits, both at least twice as long, is
//     chance ("of the"): it becomes part of the edits.
//   - An edit that can slide, because it ends with the words that stand before it, is
//     moved to the start of a paragraph, a sentence or a clause.
//
// A stretch that is too long is split at shingles of five tokens that occur once on
// each side, in their longest common order (patience diff); what is still too long
// stays unpaired. The time of a stretch is bounded by the square of its length, and
// the sum of the squares is bounded for a whole comparison: unlike a timeout, this
// gives the same result on every run.

package compare

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"
)

const (
	// maxStretch is the most tokens of both sides together that are compared
	// word by word: ten long articles. At worst 0.3 s.
	maxStretch = 16384
	// maxWork bounds the sum of squares over all stretches of a comparison.
	maxWork = 2 * maxStretch * maxStretch
	// island is the most words that can be dissolved between two edits: three
	// in a row are a phrase.
	island = 2

	_ = uint(0xD800 - 1 - maxStretch) // numbers of tokens are runes
)

// matching is which tokens and paragraphs of two texts belong together.
type matching struct {
	a, b   []int32 // token -> its partner in the other text, -1 for none
	pa, pb []int32 // paragraph -> where it moved, -1 when it did not
	coarse bool
	work   int // sum of squares so far
}

// flip changes the texts over.
func (m *matching) flip() { m.a, m.b, m.pa, m.pb = m.b, m.a, m.pb, m.pa }

func unpaired(n int) []int32 { return slices.Repeat([]int32{-1}, n) }

func (m *matching) pair(i, j int) { m.a[i], m.b[j] = int32(j), int32(i) }

// align pairs the tokens of two texts.
func align(x, y *document) *matching {
	m := &matching{
		a: unpaired(len(x.tokens)), b: unpaired(len(y.tokens)),
		pa: unpaired(x.paragraphs()), pb: unpaired(y.paragraphs()),
	}
	m.stretch(x, y, span(nil, x, 0, 1), span(nil, y, 0, 1))

	pairs := paired(x, y)
	on := chain(pairs)
	var anchors []pair
	for i, p := range pairs {
		switch {
		case on[i] && p.exact:
			anchors = append(anchors, p)
		case !on[i] && (!p.exact || x.words[p.a] >= minExact):
			m.pa[p.a], m.pb[p.b] = int32(p.b), int32(p.a)
			m.stretch(x, y, span(nil, x, p.a, p.a+1), span(nil, y, p.b, p.b+1))
		}
	}
	var as, bs []int
	a, b := 1, 1
	for _, p := range append(anchors, pair{a: x.paragraphs(), b: y.paragraphs()}) {
		as, bs = m.standing(as[:0], x, m.pa, a, p.a), m.standing(bs[:0], y, m.pb, b, p.b)
		m.stretch(x, y, as, bs)
		if p.exact {
			for k := range x.size(p.a) {
				m.pair(x.starts[p.a]+k, y.starts[p.b]+k)
			}
		}
		a, b = p.a+1, p.b+1
	}
	return m
}

// span appends the tokens of the paragraphs from p up to end.
func span(dst []int, d *document, p, end int) []int {
	for i := d.starts[p]; i < d.starts[end]; i++ {
		dst = append(dst, i)
	}
	return dst
}

// standing is span without the paragraphs that moved.
func (m *matching) standing(dst []int, d *document, moved []int32, p, end int) []int {
	for ; p < end; p++ {
		if moved[p] < 0 {
			dst = span(dst, d, p, p+1)
		}
	}
	return dst
}

// stretch pairs the tokens as of x with the tokens bs of y.
func (m *matching) stretch(x, y *document, as, bs []int) {
	s := &stretch{x: x, y: y, as: as, bs: bs}
	head, tail := s.ends()
	n := len(as) + len(bs) - 2*(head+tail)
	if m.affords(n) {
		s.compare(head, tail)
	} else {
		s.coarse(m, head, tail)
	}
	s.dissolve()
	s.slide()
	for _, b := range s.blocks {
		for k := range b.keep {
			m.pair(as[b.a+k], bs[b.b+k])
		}
	}
}

// affords takes the work of comparing n tokens from what is left.
func (m *matching) affords(n int) bool {
	if n > maxStretch || m.work+n*n > maxWork {
		return false
	}
	m.work += n * n
	return true
}

// stretch is two lists of tokens and what was found.
type stretch struct {
	x, y   *document
	as, bs []int
	blocks []block
}

// block is tokens that both sides keep, from as[a] and bs[b], and the edit behind them.
type block struct{ a, b, keep, remove, add int }

// ends is how many tokens the two sides share at the beginning and at the end.
func (s *stretch) ends() (head, tail int) {
	n := min(len(s.as), len(s.bs))
	for head < n && s.equal(head, head) {
		head++
	}
	for tail < n-head && s.equal(len(s.as)-1-tail, len(s.bs)-1-tail) {
		tail++
	}
	return head, tail
}

func (s *stretch) equal(i, j int) bool { return s.x.tokens[s.as[i]].id == s.y.tokens[s.bs[j]].id }

// keep appends n kept tokens, edit an edit.
func (s *stretch) keep(n int) {
	if n == 0 && len(s.blocks) > 0 {
		return
	}
	if last := len(s.blocks) - 1; last >= 0 && s.blocks[last].remove+s.blocks[last].add == 0 {
		s.blocks[last].keep += n
		return
	}
	b := block{keep: n}
	if last := len(s.blocks) - 1; last >= 0 {
		l := s.blocks[last]
		b.a, b.b = l.a+l.keep+l.remove, l.b+l.keep+l.add
	}
	s.blocks = append(s.blocks, b)
}

func (s *stretch) edit(remove, add int) {
	last := len(s.blocks) - 1
	s.blocks[last].remove += remove
	s.blocks[last].add += add
}

// compare fills blocks; head and tail are what ends returned.
func (s *stretch) compare(head, tail int) {
	s.keep(head)
	s.diff(head, len(s.as)-tail, head, len(s.bs)-tail)
	s.keep(tail)
}

// diff compares as[a:aEnd] with bs[b:bEnd].
func (s *stretch) diff(a, aEnd, b, bEnd int) {
	if a == aEnd || b == bEnd {
		s.edit(aEnd-a, bEnd-b)
		return
	}
	numbers := map[int32]rune{}
	number := func(d *document, list []int) []rune {
		runes := make([]rune, len(list))
		for k, i := range list {
			id := d.tokens[i].id
			if numbers[id] == 0 {
				numbers[id] = rune(len(numbers) + 1)
			}
			runes[k] = numbers[id]
		}
		return runes
	}
	myers := diffmatchpatch.DiffMatchPatch{} // the zero value has no timeout
	for _, d := range myers.DiffMainRunes(number(s.x, s.as[a:aEnd]), number(s.y, s.bs[b:bEnd]), false) {
		n := utf8.RuneCountInString(d.Text)
		switch d.Type {
		case diffmatchpatch.DiffEqual:
			s.keep(n)
		case diffmatchpatch.DiffDelete:
			s.edit(n, 0)
		case diffmatchpatch.DiffInsert:
			s.edit(0, n)
		}
	}
}

// coarse fills blocks where compare would take too long.
func (s *stretch) coarse(m *matching, head, tail int) {
	s.keep(head)
	a, b := head, head
	for _, p := range append(s.landmarks(head, tail), pair{a: len(s.as) - tail, b: len(s.bs) - tail}) {
		if p.a < a || p.b < b {
			continue // stands in the tokens kept before it
		}
		switch n := p.a - a + p.b - b; {
		case p.a == a || p.b == b:
			s.edit(p.a-a, p.b-b)
		case m.affords(n):
			s.diff(a, p.a, b, p.b)
		default:
			s.edit(p.a-a, p.b-b)
			m.coarse = true
		}
		for a, b = p.a, p.b; a < len(s.as)-tail && b < len(s.bs)-tail && s.equal(a, b); a, b = a+1, b+1 {
			s.keep(1)
		}
	}
	s.keep(tail)
}

// landmarks are the shingles that stand once in both sides, in a common order.
func (s *stretch) landmarks(head, tail int) []pair {
	const k = 5
	list := func(d *document, of []int) []shingle {
		var all []shingle
		for i := head; i+k <= len(of)-tail; i++ {
			h := uint64(0)
			for _, t := range of[i : i+k] {
				h = mix(h, uint64(d.tokens[t].id))
			}
			all = append(all, shingle{h, i})
		}
		slices.SortFunc(all, byHash)
		return all
	}
	as, bs := list(s.x, s.as), list(s.y, s.bs)
	var pairs []pair
	once(as, bs, func(a, b int) {
		if s.equal(a, b) {
			pairs = append(pairs, pair{a: a, b: b, weight: 1})
		}
	})
	slices.SortFunc(pairs, func(p, q pair) int { return cmp.Compare(p.a, q.a) })
	on := chain(pairs)
	kept := pairs[:0]
	for i, p := range pairs {
		if on[i] {
			kept = append(kept, p)
		}
	}
	return kept
}
