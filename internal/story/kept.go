package story

import (
	"slices"
	"sync"

	"newsdup/internal/spill"
)

// keptLists are the candidates that docs have in the second round (beat.go), by doc: a
// quarter of a kilobyte each, which go to a file where rows do. Nothing is read while
// any of it is written.
type keptLists struct {
	held [][]int32 // nil when they are in the file

	mu    sync.Mutex
	away  *away // of the rows, which learns of errors
	store *spill.Store
	docs  *spill.Streams[int32]
	at    []stretch
}

// newKept is that of a space.
func newKept(s *space) *keptLists {
	if s.away == nil {
		return &keptLists{held: make([][]int32, s.docs())}
	}
	store := s.away.store.Beside()
	return &keptLists{away: s.away, store: store, docs: spill.NewStreams[int32](store, 1, awayPiece), at: make([]stretch, s.docs())}
}

// put keeps a copy of the list of doc i.
func (k *keptLists) put(i int, list []int32) {
	if k.held != nil {
		k.held[i] = slices.Clone(list)
		return
	}
	k.mu.Lock()
	k.at[i] = stretch{k.docs.Len(0), int32(len(list))}
	err := k.docs.Append(0, list...)
	k.mu.Unlock()
	k.away.note(err)
}

// count is how many doc i has.
func (k *keptLists) count(i int) int {
	if k.held != nil {
		return len(k.held[i])
	}
	return int(k.at[i].n)
}

// add appends those of doc i in [from, to) to out.
func (k *keptLists) add(i, from, to int, out []int32) []int32 {
	if k.held != nil {
		return append(out, k.held[i][from:to]...)
	}
	buf := out[len(out):]
	list, err := k.docs.Slice(0, k.at[i].at+int64(from), to-from, &buf)
	k.away.note(err)
	return append(out, list...)
}

// drop forgets those of doc i.
func (k *keptLists) drop(i int) {
	if k.held != nil {
		k.held[i] = nil
		return
	}
	k.at[i].n = 0
}

// close frees the file.
func (k *keptLists) close() { _ = k.store.Close() }
