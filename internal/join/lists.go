package join

// Elements that the same sets hold are merged into one.
//
// Texts share whole sentences, so all elements of a sentence occur in the same texts: of ten
// thousand clips the 968,000 shared elements have 10,800 different lists of sets. Each list
// is looked up among those found so far, and a known list counts one element more. From here
// on an element is a list: one number of the index, with a weight.
//
//	p 1 4   q 1 4   s 2 3 9   r 1 4        1 4: 3 elements   2 3 9: 1 element
//
// Lists need not be unique. Each worker has a table of its own, and a worker whose lists are
// mostly new stops adding to it, because grouping gains little there. A list that occurs
// twice is two elements, and all counts are the same. Rejected: a tree of lists, each that
// of its parent and one set more, so that no list is written down before it is complete: a
// tenth fewer instructions, the same time, and five times the memory where thousands of
// edits of one text have a list for each element.

import (
	"slices"

	"newsdup/internal/spill"
)

const (
	leastSlots = 1 << 12
	leastFound = 1 << 17 // values, of any table
	foundPart  = 4       // one in so many of those seen, of a larger one,
	mostFound  = 1 << 30 // for slots are of 32 bits
	foundRoom  = 32      // bytes of room for a value: an eighth
)

// listHead is what stands in front of the sets of a list: how many they are, and its weight.
const listHead = 2

// lists is the elements that one worker counted, by their sets.
type lists struct {
	out    *spill.Streams[int32] // result, in
	stream int
	many   []int // result: lists of so many sets
	most   int   // values of found, at most

	found    []int32 // lists one behind the other, as they are written
	slots    []int32 // hash table: where a list begins in found, from 1 on; 0 is free
	distinct int     // lists in found
	seen     int     // values that found would have if no two elements had one list
	alone    []int32 // a list on its way
}

// add adds an element that these sets hold.
func (l *lists) add(sets []int32) error {
	if 2*l.distinct >= len(l.slots) {
		l.grow()
	}
	l.seen += listHead + len(sets)
	at := l.slot(sets)
	for l.slots[at] != 0 {
		list := l.found[l.slots[at]-1:]
		if int(list[0]) == len(sets) && slices.Equal(list[listHead:listHead+len(sets)], sets) {
			list[1]++
			return nil
		}
		at = (at + 1) & (len(l.slots) - 1)
	}
	if len(l.found) < min(max(leastFound, l.seen/foundPart), l.most) {
		l.distinct++
		l.slots[at] = int32(len(l.found)) + 1
		l.found = append(append(l.found, int32(len(sets)), 1), sets...)
		return nil
	}
	l.alone = append(append(l.alone[:0], int32(len(sets)), 1), sets...)
	return l.write(l.alone)
}

// slot is where a list is looked for first.
func (l *lists) slot(sets []int32) int {
	h := uint64(len(sets))
	for _, s := range sets {
		h = (h ^ uint64(s)) * spread
	}
	return int(h>>32) & (len(l.slots) - 1)
}

// grow makes a larger table.
func (l *lists) grow() {
	l.slots = make([]int32, max(leastSlots, 2*len(l.slots)))
	for from := 0; from < len(l.found); {
		sets := l.found[from+listHead:][:l.found[from]]
		at := l.slot(sets)
		for l.slots[at] != 0 {
			at = (at + 1) & (len(l.slots) - 1)
		}
		l.slots[at] = int32(from) + 1
		from += listHead + len(sets)
	}
}

// flush writes the lists; none can be added any more.
func (l *lists) flush() error {
	err := l.write(l.found)
	*l = lists{many: l.many} // the scratch can go before the arrays of the index come
	return err
}

// write writes some lists.
func (l *lists) write(lists []int32) error {
	for rest := lists; len(rest) > 0; {
		n := int(rest[0])
		for len(l.many) <= n {
			l.many = append(l.many, 0)
		}
		l.many[n]++
		rest = rest[listHead+n:]
	}
	return l.out.Append(l.stream, lists...)
}

// listReader reads the lists of a stream.
type listReader struct {
	*spill.Reader[int32]
	ahead []int32
}

// read reads the next values into dst; io.EOF when there are none.
func (r *listReader) read(dst []int32) error {
	for len(dst) > 0 {
		if len(r.ahead) == 0 {
			var err error
			if r.ahead, err = r.Next(); err != nil {
				return err
			}
		}
		n := copy(dst, r.ahead)
		dst, r.ahead = dst[n:], r.ahead[n:]
	}
	return nil
}
