package story

// Cosines left for the other side of a pair.
//
// Four in ten candidates are mutual. The clip whose place in the turn is first
// leaves the cosine for the other one (inbox); where it is
// not there, because another worker is not done or there was no room, it is
// computed again. Both sides come to the same bits, for a cosine is one sum in
// the order of the IDs whichever row is walked. Each worker has mailboxes of its own: in
// common ones the end of each list went from core to core with every letter, .1 us.
// Rejected: lists of who asked for whom, and all cosines at once, 2 kB a clip; no letters
// (clustering of 88,000 clips takes 6 % longer, of 8,900 a tenth); all of a block to one
// other at once (2 %, for 30 lines).

import (
	"math"
	"slices"
	"sync"
	"sync/atomic"
)

// letter is the cosine of two docs, told to one of them.
type letter struct {
	from int32 // doc
	to   int32 // place in the turn
	cos  float64
}

// letters are those to the docs of a block, by place.
type letters [][]letter

func (l letters) add(x letter) {
	to := int(x.to) % len(l)
	l[to] = append(l[to], x)
}

// of are those to the doc of a place.
func (l letters) of(place int32) []letter { return l[int(place)%len(l)] }

// inbox holds letters to the blocks that are still to be done.
type inbox struct {
	outboxes []outbox // by worker
	given    atomic.Int32
}

// outbox is the mailboxes that one worker writes to, by block.
type outbox struct {
	blocks []mailbox
	room   int // letters a mailbox may have
}

// mailbox has the letters of one worker to a block.
type mailbox struct {
	sync.Mutex
	taken   bool
	letters []letter
}

// inboxRoom is how many letters lie about at most: 64 MB, those of 100,000 clips.
const inboxRoom = 1 << 22

// fewLetters is what a mailbox has room for with its first letter: 8 KB.
const fewLetters = 1 << 9

func newInbox(docs, workers int) *inbox {
	m := &inbox{outboxes: make([]outbox, workers)}
	n := blocks(docs, blockDocs)
	for k := range m.outboxes {
		m.outboxes[k] = outbox{make([]mailbox, n), inboxRoom / max(1, n*workers)}
	}
	return m
}

// outbox is that of the next worker.
func (m *inbox) outbox() *outbox { return &m.outboxes[m.given.Add(1)-1] }

// take sorts the letters to block b into l. It gets no more.
func (m *inbox) take(b int, l letters) {
	for k := range l {
		l[k] = l[k][:0]
	}
	for k := range m.outboxes {
		x := &m.outboxes[k].blocks[b]
		x.Lock()
		x.taken = true
		list := x.letters
		x.letters = nil
		x.Unlock()
		for _, letter := range list {
			l.add(letter)
		}
	}
}

// write leaves a letter to another block, if it is still to be done and has room.
func (o *outbox) write(l letter) {
	x := &o.blocks[int(l.to)/blockDocs]
	x.Lock()
	if !x.taken && len(x.letters) < o.room {
		if n := len(x.letters); n == cap(x.letters) { // append would grow it by a quarter, and past the room
			x.letters = slices.Grow(x.letters, min(max(fewLetters, n), o.room-n))
		}
		x.letters = append(x.letters, l)
	}
	x.Unlock()
}

// open sets the cosines that doc i got by letter, and lists the others.
func (w *rescorer) open(i int32, from, to int) {
	w.ask, w.asked = w.ask[:0], w.asked[:0]
	var got []letter
	if w.mail != nil {
		got = w.letters.of(w.place[i])
		got = got[:min(len(got), math.MaxUint16)]
	}
	for k, l := range got {
		w.done[l.from] = uint16(k + 1)
	}
	for p := from; p < to; p++ {
		j := w.met[p]
		switch k := w.done[j]; {
		case k != 0:
			w.cos[p] = got[k-1].cos
		case w.waking && w.woken[i].Load() && w.woken[j].Load():
			w.cos[p] = 0 // a high one would only wake them
		default:
			w.ask, w.asked = append(w.ask, j), append(w.asked, p)
		}
	}
	for _, l := range got {
		w.done[l.from] = 0
	}
}

// write writes letters on what doc i asked for.
func (w *rescorer) write(i int32) {
	for k, j := range w.ask {
		switch l := (letter{i, w.place[j], w.cos[w.asked[k]]}); {
		case l.to > w.last:
			w.out.write(l)
		case l.to > w.place[i]:
			w.letters.add(l)
		}
	}
}
