package shingle

import "math/bits"

// stems is the distinct stems of one clip, in the order of the text.
//
// A stem is a hash, so its top bits say where its number is looked for: in an
// open table of 32-bit numbers, at most half full, that the fastest cache
// holds. Stems made to meet go to a map after a few steps, so that no page
// costs more than a few times its length.
//
//	list    0 port  1 strike  2 end
//	places  [. 2 . . 1 . 3 .]         1 + the number; 0 is free
type stems struct {
	list   []Stem
	places []uint32
	shift  int
	others map[uint64]uint32 // nil in nearly every clip
}

// reset empties the table and makes room for n.
func (s *stems) reset(n int) {
	width := bits.Len(uint(n)) + 1
	s.shift = 64 - width
	s.places = resize(s.places, 1<<width)
	clear(s.places)
	s.list, s.others = s.list[:0], nil
}

// of is the stem with that ID, good until the next call.
func (s *stems) of(id uint64) *Stem {
	mask := uint64(len(s.places) - 1)
	for k, end := id>>s.shift, id>>s.shift+tiny; k < end; k++ {
		place := &s.places[k&mask]
		if *place == 0 {
			*place = s.add(id)
		}
		if x := &s.list[*place-1]; x.ID == id {
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
	return &s.list[n-1]
}

// add appends a stem and returns 1 + its number.
func (s *stems) add(id uint64) uint32 {
	s.list = append(s.list, Stem{ID: id})
	return uint32(len(s.list))
}
