package word

import "sync/atomic"

// Form is a text that shows a stem.
type Form struct {
	Stem uint64
	Text string
}

// FormList numbers forms, in chunks that never move: while one goroutine adds,
// others may ask for the forms of which they were told the numbers. The zero
// value is empty.
type FormList struct {
	chunks atomic.Pointer[[]*[formChunk]Form]
	n      int

	// Belongs to the one user that merges forms of several lists: what it knows
	// of each form, by number.
	Marks  []uint32
	Marker any // the owner of Marks
}

const formChunk = 256

// Len is how many forms there are; it is asked by the goroutine that adds.
func (l *FormList) Len() int { return l.n }

// Add gives the number of a form; the same one added again gets another.
func (l *FormList) Add(f Form) uint32 {
	var chunks []*[formChunk]Form
	if p := l.chunks.Load(); p != nil {
		chunks = *p
	}
	if l.n == len(chunks)*formChunk {
		chunks = append(chunks, new([formChunk]Form))
		l.chunks.Store(&chunks)
	}
	chunks[l.n/formChunk][l.n%formChunk] = f
	l.n++
	return uint32(l.n - 1)
}

// At is the form of a number.
func (l *FormList) At(number uint32) Form {
	return (*l.chunks.Load())[number/formChunk][number%formChunk]
}

// Cut leaves the first n forms.
func (l *FormList) Cut(n int) { l.n = n }
