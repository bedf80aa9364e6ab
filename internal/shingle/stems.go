package shingle

import (
	"cmp"
	"math/bits"
	"slices"
)

// stems is the distinct stems of one clip, in the order of the text.
//
// A stem is a hash, so its top bits say where its number is looked for: in an
// open table of 32-bit numbers, at most half full, that the fastest cache
// holds. Stems made to meet go to a map after a few steps, so that no page
// costs more than a few times its length.
//
//	list    1 port  2 strike  3 end
//	places  [. 2 . . 1 . 3 .]         0 is free
//
// From the front, the table has the stems nearly in order of ID: that sorts them (ranked).
type stems struct {
	list   []Stem // the first is none
	places []uint32
	taken  []uint64 // bit k: places[k] is not free
	shift  int
	others map[uint64]uint32 // nil in nearly every clip
	ranks  []rank
}

// rank is one stem in the order of ID.
type rank struct {
	id    uint64
	place uint32 // in list
}

// reset empties the table and makes room for n.
func (s *stems) reset(n int) {
	width := bits.Len(uint(n)) + 1
	s.shift = 64 - width
	s.places = resize(s.places, 1<<width+tiny) // who starts at the last has as many steps as others
	s.taken = resize(s.taken, len(s.places)/64+1)
	clear(s.places)
	clear(s.taken)
	s.list, s.others = append(s.list[:0], Stem{}), nil
}

// of is the stem with that ID, good until the next call.
func (s *stems) of(id uint64) *Stem {
	home := id >> s.shift
	for k := home; k < home+tiny; k++ {
		n := s.places[k]
		if n == 0 {
			n = s.add(id)
			s.places[k] = n
			s.taken[k>>6] |= 1 << (k & 63)
		}
		if x := &s.list[n]; x.ID == id {
			return x
		}
	}
	n, ok := s.others[id]
	if !ok {
		if s.others == nil {
			s.others = map[uint64]uint32{}
		}
		n = s.add(id)
		s.others[id] = n
	}
	return &s.list[n]
}

// add appends a stem and returns its number.
func (s *stems) add(id uint64) uint32 {
	s.list = append(s.list, Stem{ID: id})
	return uint32(len(s.list) - 1)
}

// ranked is the stems by ascending ID, until the next call.
func (s *stems) ranked() []rank {
	ranks := slices.Grow(s.ranks[:0], len(s.list))
	for w, set := range s.taken {
		for ; set != 0; set &= set - 1 {
			n := s.places[w<<6+bits.TrailingZeros64(set)]
			ranks = append(ranks, rank{s.list[n].ID, n})
		}
	}
	s.ranks = ranks
	if s.others != nil {
		for id, n := range s.others {
			ranks = append(ranks, rank{id, n})
		}
		slices.SortFunc(ranks, func(a, b rank) int { return cmp.Compare(a.id, b.id) })
		return ranks
	}
	for i := 1; i < len(ranks); i++ {
		x, j := ranks[i], i
		for j > 0 && ranks[j-1].id > x.id {
			ranks[j] = ranks[j-1]
			j--
		}
		ranks[j] = x
	}
	return ranks
}
