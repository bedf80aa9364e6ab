package story

// Cosines left for the other side of a pair.
//
// Four in ten candidates are mutual. The clip whose place in the turn is first
// leaves the cosine for the other one (inbox); where it is
// not there, because another worker is not done or there was no room, it is
// computed again. Both sides come to the same bits, for a cosine is one sum in
// the order of the IDs whichever row is walked.
// Rejected: lists of who asked for whom, and all cosines at once, 2 kB a clip; no letters
// (clustering of 88,000 clips takes 6 % longer, of 8,900 a tenth); all of a block to one
// other at once (2 %, for 30 lines).

import (
	"slices"
	"sync"
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

// put writes the cosines that the doc of a place was told into dense, by doc.
func (l letters) put(place int32, dense []float64) {
	for _, x := range l[int(place)%len(l)] {
		dense[x.from] = x.cos
	}
}

// clear makes dense 0 again.
func (l letters) clear(place int32, dense []float64) {
	for _, x := range l[int(place)%len(l)] {
		dense[x.from] = 0
	}
}

// inbox holds letters to the blocks that are still to be done.
type inbox struct {
	blocks []mailbox
	room   int // letters a block may have
}

// mailbox is that of a block.
type mailbox struct {
	sync.Mutex
	taken   bool
	letters []letter
}

// inboxRoom is how many letters lie about at most: 64 MB, those of 100,000 clips.
const inboxRoom = 1 << 22

// fewLetters is what a block has room for with its first letter: 16 KB.
const fewLetters = 1 << 10

func newInbox(docs int) *inbox {
	n := blocks(docs, blockDocs)
	return &inbox{make([]mailbox, n), inboxRoom / max(1, n)}
}

// take sorts the letters to block b into l. It gets no more.
func (m *inbox) take(b int, l letters) {
	for k := range l {
		l[k] = l[k][:0]
	}
	x := &m.blocks[b]
	x.Lock()
	x.taken = true
	list := x.letters
	x.letters = nil
	x.Unlock()
	for _, letter := range list {
		l.add(letter)
	}
}

// write leaves a letter to another block, if it is still to be done and has room.
func (m *inbox) write(l letter) {
	x := &m.blocks[int(l.to)/blockDocs]
	x.Lock()
	if !x.taken && len(x.letters) < m.room {
		if n := len(x.letters); n == cap(x.letters) { // append would grow it by a quarter, and past the room
			x.letters = slices.Grow(x.letters, min(max(fewLetters, n), m.room-n))
		}
		x.letters = append(x.letters, l)
	}
	x.Unlock()
}
