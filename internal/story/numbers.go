package story

// Numbers for the IDs of features, and what is known of each: open addressing, for
// a map costs three times as much. IDs are hashes, so their low bits say where the search begins; an ID
// that stands further from there than one that is taken out moves up (Knuth, The
// Art of Computer Programming 3, 6.4, algorithm R).

import (
	"slices"

	"newsdup/internal/shingle"
)

// numbers numbers IDs as they come and has a T for each. The zero value has none.
type numbers[T any] struct {
	of    []numbered[T] // by number
	free  []uint32      // numbers that were given back
	table []uint32      // 1 + number; a power of two in size, at most half full
	begin []uint32      // scratch of begins
}

// numbered is an ID and what is known of it: who looks for the one wants the
// other, and both come from memory together.
type numbered[T any] struct {
	id uint64
	is T
}

// number gives the number of id, and whether it is a new one; of new ones
// those given back come first, and then the next of all.
func (n *numbers[T]) number(id uint64) (number uint32, isNew bool) {
	if n.table == nil {
		n.table = make([]uint32, 1<<12)
	}
	place := n.place(id)
	if t := n.table[place]; t != 0 {
		return t - 1, false
	}
	if 2*(len(n.of)-len(n.free)) >= len(n.table) {
		n.grow()
		place = n.place(id)
	}
	if last := len(n.free) - 1; last >= 0 {
		number, n.free = n.free[last], n.free[:last]
		n.of[number] = numbered[T]{id: id}
	} else {
		number = uint32(len(n.of))
		n.of = append(n.of, numbered[T]{id: id})
	}
	n.table[place] = number + 1
	return number, true
}

// find gives the number of id, if it has one.
func (n *numbers[T]) find(id uint64) (number uint32, ok bool) {
	if n.table == nil {
		return 0, false
	}
	t := n.table[n.place(id)]
	return t - 1, t != 0
}

// begins gives, by feature, what stands where the search for it begins, valid
// until the next call. These loads do not wait for each other, as those of one
// search after the other do; most features stand there.
func (n *numbers[T]) begins(features []shingle.Feature) []uint32 {
	n.begin = slices.Grow(n.begin[:0], len(features))[:len(features)]
	if n.table == nil {
		clear(n.begin)
		return n.begin
	}
	mask := uint64(len(n.table) - 1)
	for i := range features {
		n.begin[i] = n.table[features[i].ID&mask]
	}
	return n.begin
}

// names reports whether an entry of the table is of id.
func (n *numbers[T]) names(entry uint32, id uint64) bool { return entry != 0 && n.of[entry-1].id == id }

// place is where id stands in the table, or would.
func (n *numbers[T]) place(id uint64) uint64 {
	mask := uint64(len(n.table) - 1)
	k := id & mask
	for n.table[k] != 0 && !n.names(n.table[k], id) {
		k = (k + 1) & mask
	}
	return k
}

// remove gives a number back.
func (n *numbers[T]) remove(number uint32) {
	mask := uint64(len(n.table) - 1)
	hole := n.place(n.of[number].id)
	for k := (hole + 1) & mask; n.table[k] != 0; k = (k + 1) & mask {
		if home := n.of[n.table[k]-1].id & mask; (k-home)&mask >= (k-hole)&mask {
			n.table[hole] = n.table[k]
			hole = k
		}
	}
	n.table[hole] = 0
	n.free = append(n.free, number)
}

func (n *numbers[T]) grow() {
	old := n.table
	n.table = make([]uint32, 2*len(old))
	for _, t := range old {
		if t != 0 {
			n.table[n.place(n.of[t-1].id)] = t
		}
	}
}
