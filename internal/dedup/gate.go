package dedup

import (
	"context"
	"sync"
)

// gate bounds the bytes of the pages in flight: read, being made, and finished but
// not at their turn in the order of the listing.
//
// A page enters with what it takes, waits while that does not fit beside what is
// inside, and leaves when the consumer has taken it. The page that the consumer waits
// for always goes in, else nothing would ever leave; so one larger than the gate goes
// when those before it are gone.
//
//	room 10            inside    consumer waits for a
//	a takes 4          a 4       in
//	b takes 5          a 4 b 5   in
//	c takes 30         a 4 b 5   waits
//	a is made, takes 1 a 1 b 5
//	a and b are taken            c's turn: in
//
// That nothing waits for ever hangs on the order in which work is given out. Files
// are begun in the order of the listing, so somebody is at the one whose turn it is.
// Lines that are lent (stream.go) enter before they are lent, so that who fills them
// need not wait; and who lent some fills what nobody has before it waits at the gate,
// for the consumer may be at those.
//
// Rejected: a lock that one large page at a time is made under. It bounds neither the
// bytes that workers have read meanwhile nor those of pages that wait for their turn.
type gate struct {
	room int64 // bytes

	mu      sync.Mutex
	inside  int64         // bytes
	at      *turn         // of the channel that the consumer empties
	changed chan struct{} // closed when a page that waits may go in; nil when none does
}

// turn counts the records of one channel.
type turn struct{ sent, taken int }

// enter waits until so many bytes of what is to be sent next to t's channel fit. The
// error is ctx's.
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

// try enters if there is room, or it is the turn of what is sent next; nil says so,
// else there may be when the channel is closed.
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

// leave takes bytes out again.
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

// taken counts a record that the consumer has dealt with, whose bytes leave.
func (g *gate) taken(t *turn, bytes int64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	t.taken++
	g.inside -= bytes
	g.wake()
}

// empty says which channel the consumer empties from now on, and gives the one before.
func (g *gate) empty(t *turn) (before *turn) {
	g.mu.Lock()
	defer g.mu.Unlock()
	before, g.at = g.at, t
	g.wake()
	return before
}

// wake has those that wait look again; the caller holds the lock.
func (g *gate) wake() {
	if g.changed != nil {
		close(g.changed)
		g.changed = nil
	}
}

// What pages in flight take.
const (
	gatePart = 16      // of a budget is the gate's room one part,
	gateRoom = 1 << 30 // bytes, without one
	pageMade = 5       // bytes that a byte of a page takes when it is made, by its weight
)

// newGate makes the gate of a run.
func newGate(o *Options) *gate {
	if o.Budget > 0 {
		return &gate{room: o.Budget / gatePart}
	}
	return &gate{room: gateRoom}
}
