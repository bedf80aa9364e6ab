package dedup

import (
	"context"
	"sync"
)

// gate bounds the bytes of the pages in flight: those that are read, being made, or
// finished and waiting for their turn in the order of the listing.
//
// A page enters with the bytes that it takes, waits while these do not fit beside what is
// inside, and leaves when the consumer has taken it. The page that the consumer waits for
// always goes in, because otherwise nothing would ever leave. So a page larger than the
// whole gate enters when those before it have left.
//
//	room 10            inside    the consumer waits for a
//	a takes 4          a 4       in
//	b takes 5          a 4 b 5   in
//	c takes 30         a 4 b 5   waits
//	a is made, takes 1 a 1 b 5
//	a and b are taken            it is the turn of c: in
//
// That nothing waits for ever follows from the order in which work is given out. Files are
// begun in the order of the listing, so some worker is at the one whose turn it is. The
// lines of a batch (lend.go) enter together before the batch is lent, so that the worker
// that fills it need not wait. A worker fills batches that nobody has taken before it waits
// at the gate, because the consumer may be waiting for one of them.
//
// Rejected: a lock under which one large page at a time is made. It bounds neither the
// bytes that workers have read meanwhile nor those of pages that wait for their turn.
type gate struct {
	room int64 // bytes

	mu      sync.Mutex
	inside  int64         // bytes
	at      *turn         // of the channel that the consumer empties
	changed chan struct{} // closed when a page that waits may enter; nil when none waits
}

// turn counts the records of one channel.
type turn struct{ sent, taken int }

// enter waits until so many bytes of the next record of t's channel fit. The error is that
// of ctx.
func (g *gate) enter(ctx context.Context, t *turn, bytes int64) error {
	for {
		wait := g.try(t, bytes)
		if wait == nil {
			return nil
		}
		select {
		case <-wait:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// try lets the bytes enter and returns nil, if there is room for them or if it is the turn
// of the record that is sent next. Otherwise it returns a channel that is closed when
// trying again may succeed.
func (g *gate) try(t *turn, bytes int64) <-chan struct{} {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.inside+bytes <= g.room || g.at == t && t.sent == t.taken {
		g.inside += bytes
		return nil
	}
	if g.changed == nil {
		g.changed = make(chan struct{})
	}
	return g.changed
}

// leave lets bytes leave again.
func (g *gate) leave(bytes int64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.inside -= bytes
	g.wake()
}

// sent counts a record that is about to be sent.
func (g *gate) sent(t *turn) {
	g.mu.Lock()
	defer g.mu.Unlock()
	t.sent++
}

// taken counts a record that the consumer has dealt with; its bytes leave.
func (g *gate) taken(t *turn, bytes int64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	t.taken++
	g.inside -= bytes
	g.wake()
}

// empty says which channel the consumer empties from now on, and returns the previous one.
func (g *gate) empty(t *turn) (before *turn) {
	g.mu.Lock()
	defer g.mu.Unlock()
	before, g.at = g.at, t
	g.wake()
	return before
}

// wake lets those that wait try again. The caller holds the lock.
func (g *gate) wake() {
	if g.changed != nil {
		close(g.changed)
		g.changed = nil
	}
}

// What the pages in flight take.
const (
	gatePart = 16      // with a budget, the gate has room for one part of it in this many
	gateRoom = 1 << 30 // bytes, without a budget
	pageMade = 5       // bytes that a finished page takes for each byte of its weight
)

// newGate makes the gate of a run.
func newGate(o *Options) *gate {
	if o.Budget > 0 {
		return &gate{room: o.Budget / gatePart}
	}
	return &gate{room: gateRoom}
}
