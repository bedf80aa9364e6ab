package story

// Rows of entries, in memory or in a file.
//
// All that is known of a clip's words is its row, and rows are most of what a
// run holds: 8 bytes a feature, 3 kB a clip. A Corpus that was told to spill has
// them in a file, from which they are read once or twice, in order; and where memory
// is short so are the unit rows made of them. Whoever wants a row hands over a buffer for
// it, which stays empty as long as rows are in memory. A row is read by a system call of
// 2 us; what asks for many does so in order, and those that lie near each other are read
// together (sweep.go).
//
// Rejected: to map the file into memory, which counts as the program's own and is
// not given back before others need it.

import (
	"cmp"
	"slices"
	"sync"

	"newsdup/internal/spill"
)

// rows are rows by number: all held, or all away.
type rows struct {
	held [][]entry
	away *away // nil when they are held
}

// row gives row i, in buf if it is not held; valid as long as buf is left alone.
func (r *rows) row(i int, buf *[]entry) []entry {
	if r.away != nil {
		return r.away.row(i, buf)
	}
	return r.held[i]
}

// length is the number of entries of row i.
func (r *rows) length(i int) int {
	if r.away != nil {
		return r.away.at[i].n()
	}
	return len(r.held[i])
}

// some gives several rows, in the memory of list and buf. Of those that are read the
// ones that follow each other in which, and nearly so in the file, are read together.
func (r *rows) some(list [][]entry, which []int32, buf *[]entry) [][]entry {
	return r.several(list, which, awayGap, buf)
}

// several is some with at most so many entries between two rows that are read together.
func (r *rows) several(list [][]entry, which []int32, gap int64, buf *[]entry) [][]entry {
	list = list[:0]
	if r.away == nil {
		for _, i := range which {
			list = append(list, r.held[i])
		}
		return list
	}
	n := 0
	for rest := which; len(rest) > 0; {
		x := r.away.next(rest, gap)
		n, rest = n+x.n, rest[x.rows:]
	}
	*buf = slices.Grow((*buf)[:0], n)
	free := (*buf)[:n]
	for len(which) > 0 {
		x := r.away.next(which, gap)
		own := free[:0:x.n]
		free = free[x.n:]
		entries := r.away.read(x.at, x.n, &own)
		for _, i := range which[:x.rows] {
			var row []entry
			if s := r.away.at[i]; entries != nil {
				row = entries[s.at()-x.at:][:s.n():s.n()]
			}
			list = append(list, row)
		}
		which = which[x.rows:]
	}
	return list
}

// batch is rows that are read together.
type batch struct {
	rows int
	at   int64 // in the stream
	n    int   // entries
}

// next is the first of which, with those behind it that lie near it.
func (a *away) next(which []int32, gap int64) batch {
	begin, end := a.at[which[0]].at(), a.at[which[0]].end()
	rows := 1
	for ; rows < len(which); rows++ {
		s := a.at[which[rows]]
		if s.at() < end || s.at() > end+gap || s.end() > begin+awayPiece {
			break
		}
		end = s.end()
	}
	return batch{rows, begin, int(end - begin)}
}

// close frees the file.
func (r *rows) close() error {
	if r.away == nil {
		return nil
	}
	return r.away.store.Close()
}

// failed is the first error of the file.
func (r *rows) failed() error {
	if r.away == nil {
		return nil
	}
	r.away.mu.Lock()
	defer r.away.mu.Unlock()
	return r.away.err
}

// away is rows in a file.
type away struct {
	store   *spill.Store
	entries *spill.Streams[entry]
	at      []stretch // by row, in any order

	mu  sync.Mutex
	err error // the first of reading, or of vectors made of them
}

// stretch is where a row stands in a stream: the number of its first value, and of its
// values in the lowest bits. No page has so many words, and no folder so many pages.
type stretch uint64

const stretchBits = 28

func newStretch(at int64, n int) stretch { return stretch(at)<<stretchBits | stretch(n) }

func (s stretch) at() int64  { return int64(s >> stretchBits) }
func (s stretch) n() int     { return int(s & (1<<stretchBits - 1)) }
func (s stretch) end() int64 { return s.at() + int64(s.n()) }

const (
	awayPiece = 1 << 13 // entries of a piece, and of what is read at once: 64 KB
	awayGap   = 1 << 9  // entries between two rows that may be read for nothing: 4 KB are copied in less than the time of a system call
)

func newAway(store *spill.Store, n int) *away {
	return &away{store: store, entries: spill.NewStreams[entry](store, 1, awayPiece), at: make([]stretch, n)}
}

// add writes the next row.
func (a *away) add(row []entry) error {
	a.at = append(a.at, 0)
	return a.put(len(a.at)-1, row)
}

// put writes row i.
func (a *away) put(i int, row []entry) error {
	a.at[i] = newStretch(a.entries.Len(0), len(row))
	return a.entries.Append(0, row...)
}

// rewrite writes row i anew, no longer and no shorter. Several goroutines may do so, and
// none may read meanwhile.
func (a *away) rewrite(i int, row []entry) {
	a.note(a.entries.Overwrite(0, a.at[i].at(), row))
}

// row reads row i into buf; after an error it is empty.
func (a *away) row(i int, buf *[]entry) []entry {
	s := a.at[i]
	row := a.read(s.at(), s.n(), buf)
	if len(row) > 0 && (cap(*buf) == 0 || &row[0] != &(*buf)[:1][0]) { // it stands in the store's own memory
		*buf = append((*buf)[:0], row...)
	}
	return (*buf)[:len(row)]
}

// ahead is memory for rows that are asked for mostly in order. The zero value works.
type ahead struct {
	row     []entry
	entries []entry // read last,
	at      int64   // from here on,
	buf     []entry // into this, if the store does not have them in memory
	next    int64   // the end of the last row
}

// inOrder is row, in the memory of buf if it is not held; best in order.
func (r *rows) inOrder(i int, buf *ahead) []entry {
	if r.away != nil {
		return r.away.inOrder(i, buf)
	}
	return r.held[i]
}

// inOrder is row; one a little behind the last is read with those that follow it:
// one system call for some twenty.
func (a *away) inOrder(i int, r *ahead) []entry {
	s := a.at[i]
	from, end := s.at(), s.end()
	if from < r.at || end > r.at+int64(len(r.entries)) {
		to := end
		if from >= r.next && from < r.next+awayPiece {
			to = max(end, min(from+awayPiece, a.entries.Len(0)))
		}
		r.at, r.entries = from, a.read(from, int(to-from), &r.buf)
		if r.entries == nil {
			return nil
		}
	}
	r.next = end
	r.row = append(r.row[:0], r.entries[from-r.at:end-r.at]...)
	return r.row
}

// read reads some entries into buf, or gives those that the store has in memory; none after an error.
func (a *away) read(at int64, n int, buf *[]entry) []entry {
	entries, err := a.entries.Slice(0, at, n, buf)
	a.note(err)
	return entries
}

// note remembers an error, nil or not, if it is the first.
func (a *away) note(err error) {
	if err != nil {
		a.mu.Lock()
		a.err = cmp.Or(a.err, err)
		a.mu.Unlock()
	}
}
