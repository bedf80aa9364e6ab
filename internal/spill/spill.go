// Package spill stores what is written once and read later: in memory while it is
// little, otherwise in a temporary file.
//
// How: values are appended to numbered streams, each a list of pieces of one size. A full
// piece stays in memory while the store as a whole is within its limit; later pieces go
// to one file, each at its end. Once the file has three times as much as the memory, the
// pieces in memory follow: a large run needs that memory elsewhere, while in a small run
// writing and reading them takes a tenth of the time.
//
// What it costs: a copy, and one system call a piece on reading; the file's pages are in
// the system's cache, so nothing waits for the disk while memory is free. What it
// refuses: to change the length of what was written. Where no file can be made, or the
// file can take no more, the rest stays in memory, unless the store is strict.
//
// # The file has no name
//
// It is unlinked as soon as it is open (O_TMPFILE where the system has it, so
// that it never has a name), and the kernel frees it when the program ends, in
// whatever way: there is nothing to remove on a signal, and nothing for the next
// run to find. Rejected: a folder with a lock file, which the next run removes
// when nobody holds the lock; it does the same in two hundred lines, and the
// disk stays full until there is a next run.
package spill

import (
	"fmt"
	"io"
	"os"
	"slices"
	"sync"
	"unsafe"

	"newsdup/internal/clip"
)

// Store is the memory and the file that some streams share. It is safe for
// concurrent use by readers, and each stream has one writer at a time; nothing
// of it is read while any of it is written.
type Store struct {
	// Strict makes it an error that the file cannot be made or written.
	Strict bool

	// Large says that far more will come than the memory holds: all goes to the
	// file at once. Of a store beside this one it says nothing.
	Large bool

	dir   string
	limit int64

	mu      sync.Mutex
	held    int64 // bytes of full pieces in memory
	flushed bool  // none is left there
	full    bool  // the file takes no more
	lost    error // why values of a strict store are nowhere
	file    *os.File
	end     int64 // of the file
	all     []flusher
}

// flusher is a set of streams, whatever its values.
type flusher interface{ flush() error }

// filePart is how many times the memory the file has when all goes there.
const filePart = 3

// New gives a store that keeps up to limit bytes of full pieces in memory and
// puts the file into dir; "" is the system's folder for temporary files.
func New(dir string, limit int64) *Store {
	if dir == "" {
		dir = os.TempDir()
	}
	return &Store{dir: dir, limit: limit}
}

// Beside gives an empty store of the same kind, with a file of its own: for what
// is written while this one is read, and freed before it.
func (s *Store) Beside() *Store {
	return &Store{Strict: s.Strict, dir: s.dir, limit: s.limit}
}

// Spilled is the bytes in the file.
func (s *Store) Spilled() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.end
}

// Close frees the file. Nothing can be read any more.
func (s *Store) Close() error {
	if s == nil || s.file == nil {
		return nil
	}
	err := s.file.Close()
	s.file = nil
	return err
}

// read reads what was written at an offset of the file.
func (s *Store) read(b []byte, at int64) error {
	if _, err := s.file.ReadAt(b, at); err != nil {
		return fmt.Errorf("read a temporary file in %q: %w", s.dir, clip.Cause(err))
	}
	return nil
}

// piece is a full part of a stream: in memory, or at an offset of the file.
type piece[T any] struct {
	mem []T
	at  int64
}

// Streams are numbered streams of values of one type without pointers.
type Streams[T any] struct {
	store  *Store
	size   int // values of a full piece
	pieces [][]piece[T]
	tail   [][]T
	n      []int64 // values, by stream
}

// NewStreams gives n empty streams with pieces of so many values.
func NewStreams[T any](s *Store, n, size int) *Streams[T] {
	t := &Streams[T]{store: s, size: size, pieces: make([][]piece[T], n), tail: make([][]T, n), n: make([]int64, n)}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = append(s.all, t)
	return t
}

// Len is the number of values of stream i.
func (t *Streams[T]) Len(i int) int64 { return t.n[i] }

// Append adds values to the end of stream i. The error is that of the file.
func (t *Streams[T]) Append(i int, values ...T) error {
	t.n[i] += int64(len(values))
	for {
		k := copyTail(&t.tail[i], values, t.size)
		if values = values[k:]; len(t.tail[i]) < t.size {
			return nil
		}
		if err := t.put(i); err != nil {
			return err
		}
	}
}

// AppendRun adds head, and values behind it, as two calls of Append would.
func (t *Streams[T]) AppendRun(i int, head T, values []T) error {
	if tail := t.tail[i]; len(tail)+1+len(values) < t.size {
		t.tail[i] = append(append(tail, head), values...)
		t.n[i] += int64(1 + len(values))
		return nil
	}
	if err := t.Append(i, head); err != nil {
		return err
	}
	return t.Append(i, values...)
}

// copyTail appends values to a tail of at most size, and says how many there was room for.
func copyTail[T any](tail *[]T, values []T, size int) int {
	k := min(len(values), size-len(*tail))
	*tail = append(*tail, values[:k]...)
	return k
}

// put makes the full tail of stream i a piece.
func (t *Streams[T]) put(i int) error {
	s := t.store
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lost != nil {
		return s.lost
	}
	size := int64(t.size) * sizeOf[T]()
	if (s.Large || s.held+size > s.limit) && !s.full {
		at, err := s.write(bytesOf(t.tail[i]))
		if err == nil {
			t.pieces[i] = append(t.pieces[i], piece[T]{at: at})
			t.tail[i] = t.tail[i][:0]
			return s.flush()
		}
		if err := s.failed(err); err != nil {
			return err
		}
	}
	s.held += size
	t.pieces[i] = append(t.pieces[i], piece[T]{mem: t.tail[i]})
	t.tail[i] = make([]T, 0, t.size)
	return nil
}

// flush lets what is in memory follow, when it is little beside the file; the
// caller holds the lock.
func (s *Store) flush() error {
	if s.flushed || s.end < filePart*s.limit {
		return nil
	}
	s.flushed = true
	for _, streams := range s.all {
		if err := streams.flush(); err != nil {
			return s.failed(err)
		}
	}
	return nil
}

// failed is what an error of the file comes to. What was appended since is nowhere, so
// of a strict store nothing is read any more.
func (s *Store) failed(err error) error {
	if s.Strict {
		s.lost = err
		return err
	}
	s.full = true
	return nil
}

// flush writes the pieces that are in memory; the caller holds the lock.
func (t *Streams[T]) flush() error {
	for _, list := range t.pieces {
		for k := range list {
			if list[k].mem == nil {
				continue
			}
			at, err := t.store.write(bytesOf(list[k].mem))
			if err != nil {
				return err
			}
			list[k] = piece[T]{at: at}
		}
	}
	return nil
}

// Drop forgets the streams, and what of them is in memory. Their part of the file stays.
func (t *Streams[T]) Drop() {
	t.pieces, t.tail, t.n = nil, nil, nil
}

// write appends to the file; the caller holds the lock.
func (s *Store) write(b []byte) (at int64, err error) {
	if s.file == nil {
		if s.file, err = unnamed(s.dir); err != nil {
			return 0, fmt.Errorf("make a temporary file in %q: %w; set TMPDIR to a folder with room, or leave --memory out", s.dir, clip.Cause(err))
		}
	}
	at = s.end
	if err := s.writeAt(b, at); err != nil {
		return 0, err
	}
	s.end += int64(len(b))
	return at, nil
}

// writeAt writes at an offset of the file.
func (s *Store) writeAt(b []byte, at int64) error {
	if _, err := s.file.WriteAt(b, at); err != nil {
		return fmt.Errorf("write a temporary file in %q: %w; set TMPDIR to a folder with room, or leave --memory out", s.dir, clip.Cause(err))
	}
	return nil
}

// Reader reads one stream in order. The streams must not be written any more.
type Reader[T any] struct {
	of   *Streams[T]
	i    int // stream
	next int // piece,
	skip int // and what of it was read
	buf  []T
}

// NewReader reads stream i. Readers of several goroutines do not disturb each other.
func (t *Streams[T]) NewReader(i int) *Reader[T] { return t.NewReaderFrom(i, 0) }

// NewReaderFrom reads stream i from the value at from on.
func (t *Streams[T]) NewReaderFrom(i int, from int64) *Reader[T] {
	return &Reader[T]{of: t, i: i, next: int(from / int64(t.size)), skip: int(from % int64(t.size))}
}

// Next gives the next values, valid until it is called again; io.EOF is the end.
func (r *Reader[T]) Next() ([]T, error) {
	if err := r.of.store.lost; err != nil {
		return nil, err
	}
	list := r.of.pieces[r.i]
	k, skip := r.next, r.skip
	r.next, r.skip = k+1, 0
	switch {
	case k < len(list):
		if mem := list[k].mem; mem != nil {
			return mem[skip:], nil
		}
		if r.buf == nil {
			r.buf = make([]T, r.of.size)
		}
		return r.buf[skip:], r.of.store.read(bytesOf(r.buf[skip:]), list[k].at+int64(skip)*sizeOf[T]())
	case k == len(list):
		if tail := r.of.tail[r.i]; len(tail) > skip {
			return tail[skip:], nil
		}
	}
	return nil, io.EOF
}

// Slice gives n values of stream i from the one at from on, which must be there:
// those in memory where they are, when they stand in one piece, else in buf, which
// grows. They are valid as long as buf is left alone and nothing is written.
func (t *Streams[T]) Slice(i int, from int64, n int, buf *[]T) ([]T, error) {
	if err := t.store.lost; err != nil {
		return nil, err
	}
	k, at := int(from/int64(t.size)), int(from%int64(t.size))
	if at+n <= t.size {
		if mem, ok := t.inMemory(i, k); ok {
			return mem[at : at+n : at+n], nil
		}
	}
	*buf = slices.Grow((*buf)[:0], n)[:n]
	for rest := *buf; len(rest) > 0; k, at = k+1, 0 {
		some := rest[:min(len(rest), t.size-at)]
		if mem, ok := t.inMemory(i, k); ok {
			copy(some, mem[at:])
		} else if err := t.store.read(bytesOf(some), t.pieces[i][k].at+int64(at)*sizeOf[T]()); err != nil {
			return nil, err
		}
		rest = rest[len(some):]
	}
	return *buf, nil
}

// Overwrite puts values in the place of as many of stream i, from the one at from on,
// which must be there. Goroutines may overwrite what does not overlap side by side. The
// error is that of the file.
func (t *Streams[T]) Overwrite(i int, from int64, values []T) error {
	if err := t.store.lost; err != nil {
		return err
	}
	for k, at := int(from/int64(t.size)), int(from%int64(t.size)); len(values) > 0; k, at = k+1, 0 {
		some := values[:min(len(values), t.size-at)]
		if mem, ok := t.inMemory(i, k); ok {
			copy(mem[at:], some)
		} else if err := t.store.writeAt(bytesOf(some), t.pieces[i][k].at+int64(at)*sizeOf[T]()); err != nil {
			return err
		}
		values = values[len(some):]
	}
	return nil
}

// inMemory is piece k of stream i, the tail being the last, if it is not in the file.
func (t *Streams[T]) inMemory(i, k int) ([]T, bool) {
	if k == len(t.pieces[i]) {
		return t.tail[i], true
	}
	mem := t.pieces[i][k].mem
	return mem, mem != nil
}

// sizeOf is the bytes of a value.
func sizeOf[T any]() int64 {
	var v T
	return int64(unsafe.Sizeof(v))
}

// bytesOf is the memory of values that have no pointers. The bytes are read by
// the program that wrote them and by no other, so their order is the machine's.
func bytesOf[T any](values []T) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(values))), int64(len(values))*sizeOf[T]())
}

// unnamed opens a file that has no name.
func unnamed(dir string) (*os.File, error) {
	if f, err := nameless(dir); err == nil {
		return f, nil
	}
	f, err := os.CreateTemp(dir, "newsdup-")
	if err != nil {
		return nil, err
	}
	if err := os.Remove(f.Name()); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}
