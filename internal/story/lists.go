package story

import (
	"math"
	"slices"
	"sync"

	"newsdup/internal/spill"
)

// sequence is lists by number, put in order and never changed: in memory, or in a file
// where rows are in one. Several goroutines may read it, and put those of a part each.
type sequence[T any] struct {
	away  *away // of the rows, which learns of errors; nil: in memory
	store *spill.Store
	lists *spill.Streams[T] // one of each part
	parts []part
	end   []int64 // of each list in that of its part
}

// newSequence has room for so many lists, in some parts; nil is one.
func newSequence[T any](away *away, n int, parts []part) sequence[T] {
	store := spill.New("", math.MaxInt64)
	if away != nil {
		store = away.store.Beside()
	}
	return sequence[T]{away: away, store: store, lists: spill.NewStreams[T](store, max(1, len(parts)), awayPiece), parts: parts, end: make([]int64, n)}
}

// put puts list i behind the one before.
func (q *sequence[T]) put(i int, list []T) {
	p, _ := q.part(i)
	q.note(q.lists.Append(p, list...))
	q.end[i] = q.lists.Len(p)
}

// of is list i, valid as long as buf is left alone; empty after an error.
func (q *sequence[T]) of(i int, buf *[]T) []T {
	from := int64(0)
	p, first := q.part(i)
	if i > first {
		from = q.end[i-1]
	}
	list, err := q.lists.Slice(p, from, int(q.end[i]-from), buf)
	q.note(err)
	return list
}

// part is the part of list i, and the first list of that.
func (q *sequence[T]) part(i int) (p, first int) {
	for k := len(q.parts) - 1; k > 0; k-- {
		if q.parts[k].place <= i {
			return k, q.parts[k].place
		}
	}
	return 0, 0
}

// note tells the rows of an error. In memory there is none.
func (q *sequence[T]) note(err error) {
	if q.away != nil {
		q.away.note(err)
	}
}

// docLists are lists by doc: neighbours (near.go), and candidates of the second round
// (beat.go), a quarter of a kilobyte a doc each. They go to a file where rows do. Nothing
// is read while any of it is written.
type docLists[T any] struct {
	held [][]T // nil when they are in the file

	mu    sync.Mutex
	away  *away // of the rows, which learns of errors
	store *spill.Store
	lists *spill.Streams[T]
	at    []stretch
}

// newDocLists has an empty list for each doc of a space.
func newDocLists[T any](s *space) *docLists[T] {
	if s.away == nil {
		return &docLists[T]{held: make([][]T, s.docs())}
	}
	store := s.away.store.Beside()
	return &docLists[T]{away: s.away, store: store, lists: spill.NewStreams[T](store, 1, awayPiece), at: make([]stretch, s.docs())}
}

// put keeps a copy of the list of doc i.
func (l *docLists[T]) put(i int, list []T) {
	if l.held != nil {
		l.held[i] = slices.Clone(list)
		return
	}
	l.mu.Lock()
	l.at[i] = newStretch(l.lists.Len(0), len(list))
	err := l.lists.Append(0, list...)
	l.mu.Unlock()
	l.away.note(err)
}

// count is how many doc i has.
func (l *docLists[T]) count(i int) int {
	if l.held != nil {
		return len(l.held[i])
	}
	return l.at[i].n()
}

// of is the list of doc i, in the memory of buf if it is not held.
func (l *docLists[T]) of(i int, buf *[]T) []T {
	if l.held != nil {
		return l.held[i]
	}
	*buf = l.add(i, 0, l.count(i), (*buf)[:0])
	return *buf
}

// add appends those of doc i in [from, to) to out.
func (l *docLists[T]) add(i, from, to int, out []T) []T {
	if l.held != nil {
		return append(out, l.held[i][from:to]...)
	}
	buf := out[len(out):]
	list, err := l.lists.Slice(0, l.at[i].at()+int64(from), to-from, &buf)
	l.away.note(err)
	return append(out, list...)
}

// drop forgets those of doc i.
func (l *docLists[T]) drop(i int) {
	if l.held != nil {
		l.held[i] = nil
		return
	}
	l.at[i] = 0
}

// close frees the file.
func (l *docLists[T]) close() { _ = l.store.Close() }
