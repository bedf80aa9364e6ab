package clean

// A third of the pages with JSON-LD hold the article's text there, whole or its
// first 500 letters. It is compared with the units by runs of three words, and
// only ever tells where the article is: what a page shows is more, with
// sub-heads, lists and quotes, than what its system writes for machines.

// story is the article's text as JSON-LD has it, compared with the units.
type story struct {
	triples map[uint64]bool
	total   int   // runs of three words in it
	found   []int // per unit: its runs of three words that the story has
}

func (s *story) set(units []unit, text string) {
	s.total, s.found = 0, s.found[:0]
	if text == "" {
		return
	}
	if s.triples == nil {
		s.triples = make(map[uint64]bool)
	}
	clear(s.triples)
	eachTriple([]byte(text), func(h uint64) {
		s.total++
		s.triples[h] = true
	})
	for i := range units {
		s.found = append(s.found, s.count(units[i].text))
	}
}

func (s *story) count(text []byte) (n int) {
	eachTriple(text, func(h uint64) {
		if s.triples[h] {
			n++
		}
	})
	return n
}

// share is the share of the story that stands in some units.
func (s *story) share(units []unit) float64 {
	n := 0
	for i := range units {
		n += s.count(units[i].text)
	}
	return float64(n) / float64(max(1, s.total))
}

// shares is share of two choices among the units.
func (s *story) shares(b func(int) bool, a []bool) (in [2]float64) {
	for i, n := range s.found {
		part := float64(n) / float64(max(1, s.total))
		in[0] += part * is(a[i])
		in[1] += part * is(b(i))
	}
	return in
}

// eachTriple calls f with the hash of every three words in a row.
func eachTriple(text []byte, f func(uint64)) {
	var a, b uint64
	n := 0
	eachWord(text, func(w, _ uint64) {
		if n++; n >= 3 {
			f(mix(mix(a, b), w))
		}
		a, b = b, w
	})
}
