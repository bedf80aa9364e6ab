package story

// Vectors of clusters in a file.
//
// All clusters of a component that is being merged have their vectors, 16 bytes a
// feature: of five hundred long reports of one event as much as all that was read.
// Where memory is short no more than half of space.room bytes of them stay there, and the
// others go to a file, those first that were not wanted for long (the hand of a
// clock goes round the clusters, takes a mark off and parks what has none). A vector
// that is in the file is read whenever it is wanted and stays there: what is wanted
// often is the vector of a large cluster under way, each merge makes it anew, and what
// is made is in memory.
//
//	room 3    AB* C D E*      AB and E were wanted since the hand passed
//	+ F*      AB  .  D E*     the hand takes the mark of AB and parks C
//
// Rejected: the sum of the rows of its clips in place of a vector that went, which
// adds in another order and comes to other bits.

import "newsdup/internal/spill"

// parking is where vectors of a component wait. The zero value has no bound.
type parking struct {
	room    int64 // entries that may be in memory; 0: all
	held    int64 // that are
	hand    int   // the node that it points to
	store   *spill.Store
	entries *spill.Streams[sumEntry] // nil: none had to go
	buf     []sumEntry
}

// leastRoom is the bytes that there are of space.room however short memory is.
const leastRoom = 2 << 20

// newParking is that of a space.
func newParking(s *space) parking {
	if s.away == nil {
		return parking{}
	}
	return parking{room: max(1, s.room()/2/sumBytes), store: s.away.store}
}

// clear forgets all vectors, and their file.
func (p *parking) clear() {
	p.held = 0
	if p.entries != nil {
		_ = p.store.Close() // a file without a name: nothing can be lost
		p.entries = nil
	}
}

// vector is that of a cluster, valid until it is called again or a cluster made.
func (r *merger) vector(c *cluster) []sumEntry {
	c.wanted = true
	if !c.parked {
		return c.vector
	}
	v, err := r.parking.entries.Slice(0, c.at.at(), c.at.n(), &r.parking.buf)
	r.away.note(err)
	return v
}

// park sends vectors to the file until there is room: some more than must go, for
// the hand passes many that have none.
func (r *merger) park() {
	p := &r.parking
	if p.room == 0 || p.held <= p.room {
		return
	}
	if p.entries == nil {
		p.store = p.store.Beside()
		p.entries = spill.NewStreams[sumEntry](p.store, 1, awayPiece/2)
	}
	for first := len(r.docs); p.held > p.room-p.room/4; p.hand++ {
		if p.hand >= len(r.nodes) {
			p.hand = first
		}
		c := &r.nodes[p.hand]
		switch {
		case c.vector == nil:
		case c.wanted:
			c.wanted = false
		default:
			c.at, c.parked = newStretch(p.entries.Len(0), len(c.vector)), true
			r.away.note(p.entries.Append(0, c.vector...))
			p.held -= int64(cap(c.vector))
			c.vector = nil
		}
	}
}
