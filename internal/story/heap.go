package story

import "math"

// units is a number in units of 1e-12. Decisions compare these, so that what
// differs only by the order of a sum is a tie.
func units(x float64) int64 { return int64(math.Round(x * 1e12)) }

// choice is a possible merge of nodes a < b, with the sum of S between them.
type choice struct {
	score int64 // in units
	a, b  int32
	sum   float64
}

// before orders choices: the higher score, then the lower nodes.
func (x choice) before(y choice) bool {
	if x.score != y.score {
		return x.score > y.score
	}
	if x.a != y.a {
		return x.a < y.a
	}
	return x.b < y.b
}

// heap is a binary heap of choices, the first on top. (container/heap would
// box every choice.)
type heap []choice

func (h *heap) push(c choice) {
	s := append(*h, c)
	k := len(s) - 1
	for k > 0 {
		up := (k - 1) / 2
		if !c.before(s[up]) {
			break
		}
		s[k] = s[up]
		k = up
	}
	s[k] = c
	*h = s
}

func (h *heap) pop() choice {
	s := *h
	best, last := s[0], s[len(s)-1]
	s = s[:len(s)-1]
	*h = s
	if len(s) == 0 {
		return best
	}
	k := 0
	for {
		down := 2*k + 1
		if down >= len(s) {
			break
		}
		if down+1 < len(s) && s[down+1].before(s[down]) {
			down++
		}
		if !s[down].before(last) {
			break
		}
		s[k] = s[down]
		k = down
	}
	s[k] = last
	return best
}
