package entity

// hashIndex maps hashes to numbers. It is filled by one clip and emptied for the next one,
// without allocating once it is large enough.
type hashIndex struct {
	places []hashPlace // open addressing, at most half full; a power of two
	used   []uint32    // places that are taken
}

type hashPlace struct {
	key   uint64
	value int32 // 1 + the number; 0 is free
}

// emptyIndex is the number of places for a usual clip.
const emptyIndex = 256

// put adds a key, unless it is there already, and returns its number.
func (x *hashIndex) put(key uint64, value int32) (got int32, isNew bool) {
	if 2*len(x.used) >= len(x.places) {
		x.grow()
	}
	i := x.find(key)
	p := &x.places[i]
	if p.value == 0 {
		*p = hashPlace{key, value + 1}
		x.used = append(x.used, i)
		return value, true
	}
	return p.value - 1, false
}

// set changes the number of a key that is there.
func (x *hashIndex) set(key uint64, value int32) { x.places[x.find(key)].value = value + 1 }

// get is the number of a key.
func (x *hashIndex) get(key uint64) (int32, bool) {
	if len(x.places) == 0 {
		return 0, false
	}
	p := &x.places[x.find(key)]
	return p.value - 1, p.value != 0
}

// find is the place of a key, or the free place where it would be.
func (x *hashIndex) find(key uint64) uint32 {
	mask := uint32(len(x.places) - 1)
	for i := uint32(key>>32) & mask; ; i = (i + 1) & mask {
		if p := &x.places[i]; p.value == 0 || p.key == key {
			return i
		}
	}
}

func (x *hashIndex) grow() {
	old := x.places
	x.places, x.used = make([]hashPlace, max(emptyIndex, 2*len(old))), x.used[:0]
	for _, p := range old {
		if p.value != 0 {
			x.put(p.key, p.value-1)
		}
	}
}

// reset empties the index, and gives up the memory that a huge page filled.
func (x *hashIndex) reset() {
	if len(x.places) > 64*emptyIndex {
		*x = hashIndex{}
	}
	for _, i := range x.used {
		x.places[i] = hashPlace{}
	}
	x.used = x.used[:0]
}
