package shingle

// arena cuts slices of exact size from chunks, so that a million sets are no
// million objects. A chunk lives as long as any slice of it.
type arena[T any] struct {
	free []T
	last []T // the chunk that free is the end of
}

// release gives the last chunk to be used again.
func (a *arena[T]) release() { a.free = a.last }

// chunk is the number of values in an arena's allocation: some twenty clips.
const chunk = 1 << 14

// take returns n values that nothing else uses; their content is undefined.
func (a *arena[T]) take(n int) []T {
	if n == 0 {
		return nil
	}
	if n > chunk/8 {
		return make([]T, n) // a long page pays for itself, and wastes no chunk
	}
	if n > len(a.free) {
		a.free = make([]T, chunk)
		a.last = a.free
	}
	s := a.free[:n:n]
	a.free = a.free[n:]
	return s
}
