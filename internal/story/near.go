package story

// The exact cosines of a clip with its candidates, and what follows from them.
//
// To compare clip i with many, scatter its row into a dense array; each cosine
// is then one pass over the other's row. The clips are independent of each other,
// so nothing is kept but what follows from the cosines: the far background f
// (link.go), and the neighbours that can still have a link above 0 (cosine > f +
// its least value), a few a clip.
//
// Four in ten candidates are mutual. The lower clip's side of a pair is done
// first, mostly, and leaves the cosine for the higher one (inbox); where it is
// not there, because another worker is not done or there was no room, it is
// computed again. Both sides come to the same bits, for a cosine is one sum in
// the order of the IDs whichever row is walked.
// Rejected: lists of who asked for whom, and all cosines at once, 2 kB a clip.

import (
	"context"
	"math"
	"slices"
	"sync"
	"sync/atomic"
)

// neighbour is a clip that may be linked.
type neighbour struct {
	doc int32
	cos float64
}

// near is what is known of each clip's surroundings.
type near struct {
	far   []float64   // far background f by doc
	start []int       // neighbours of doc i: list[start[i]:start[i+1]]
	list  []neighbour // of one doc: by doc, all with cos > far + farMin
	pairs int         // candidates
}

func (n *near) of(i int) []neighbour { return n.list[n.start[i]:n.start[i+1]] }

// findNear searches all docs.
func findNear(ctx context.Context, s *space, d *dates, c caps, workers int) (*near, error) {
	n := s.docs()
	x, err := newIndex(ctx, s, c, workers)
	if err != nil {
		return nil, err
	}
	level := s.level()
	r := &near{far: make([]float64, n), start: make([]int, n+1)}
	var pairs atomic.Int64
	size, room := blockDocs, inboxRoom
	if s.away != nil {
		size, room = sweptDocs(n), inboxSmall
	}
	found := make([][]neighbour, blocks(n, size))
	mail := newInbox(n, size, room)
	err = inBlocks(ctx, n, size, workers, func() func(b, from, to int) {
		w := &searcher{index: x, dates: d, partial: make([]float32, n)}
		dense := make([]float32, len(s.df))
		done := make([]float64, n) // cosine of the clip with each, 0 when not known
		var met []int32            // candidates of the docs of a block
		ends := make([]int, size+1)
		var cos []float64   // of the candidates of a doc
		var ranked []uint64 // their bits
		var ask []int32     // candidates whose cosine is not known,
		var asked []int     // their places among the candidates,
		var got []float64   // and their cosines
		var out []neighbour
		var list [][]entry
		letters := make(letters, size)
		var sweep *sweep
		if s.away != nil {
			sweep = newSweep(s, sweptEntries)
		}
		return func(b, from, to int) {
			out = out[:0]
			mail.take(b, letters)
			met = met[:0]
			for i := from; i < to; i++ { // apart from the rows: each fills the caches with its own
				ends[i-from] = len(met)
				met = w.search(i, met)
			}
			ends[to-from] = len(met)
			pairs.Add(int64(len(met)))
			if sweep != nil {
				sweep.begin(len(met))
				for i := from; i < to; i++ {
					letters.put(i, done)
					for k, j := range met[ends[i-from]:ends[i-from+1]] {
						if done[j] == 0 {
							sweep.ask(int32(i), j, ends[i-from]+k)
						}
					}
					letters.clear(i, done)
				}
				sweep.take()
			}
			for i := from; i < to; i++ {
				met := met[ends[i-from]:ends[i-from+1]]
				letters.put(i, done)
				cos, ask, asked = cos[:0], ask[:0], asked[:0]
				for k, j := range met {
					cos = append(cos, done[j])
					if done[j] == 0 {
						ask, asked = append(ask, j), append(asked, k)
					}
				}
				letters.clear(i, done)
				got = slices.Grow(got[:0], len(ask))[:len(ask)]
				if sweep != nil {
					sweep.got(ends[i-from], asked, got)
				} else {
					list = s.some(list, ask, nil)
					scatter(dense, s.held[i])
					gatherAll(dense, list, got)
					unscatter(dense, s.held[i])
				}
				for k, c := range got {
					cos[asked[k]] = c
					switch l := (letter{int32(i), ask[k], c}); {
					case int(l.to) >= to:
						mail.write(l)
					case int(l.to) > i:
						letters.add(l)
					}
				}
				first := len(out)
				ranked = ranked[:0]
				for _, c := range cos {
					ranked = append(ranked, math.Float64bits(c))
				}
				r.far[i] = farBackground(ranked, level)
				for k, x := range cos {
					if x > r.far[i]+farMin {
						out = append(out, neighbour{met[k], x})
					}
				}
				slices.SortFunc(out[first:], func(a, b neighbour) int { return int(a.doc) - int(b.doc) })
				r.start[i+1] = len(out) - first
			}
			found[b] = slices.Clone(out)
		}
	})
	for i := range n {
		r.start[i+1] += r.start[i]
	}
	r.list, r.pairs = slices.Concat(found...), int(pairs.Load())
	return r, err
}

// levelPairs is how many pairs the level is taken from.
const levelPairs = 512

// unknownLevel is a level above every cosine: no ranks count as flat.
const unknownLevel = 1

// level is the median cosine of pairs of clips that have nothing to do with each
// other: neighbours of those drawn.
func (s *space) level() float64 {
	dense := make([]float64, len(s.df))
	var cos []float64
	var buf []entry
	for k := 1; k < len(s.drawn); k += 2 {
		scatter(dense, s.row(int(s.drawn[k-1]), &buf))
		cos = append(cos, gather(dense, s.row(int(s.drawn[k]), &buf)))
		unscatter(dense, s.row(int(s.drawn[k-1]), &buf))
	}
	if len(cos) == 0 {
		return unknownLevel
	}
	slices.Sort(cos)
	return cos[len(cos)/2]
}

// letter is the cosine of docs from < to.
type letter struct {
	from, to int32
	cos      float64
}

// letters are those to the docs of a block, by doc.
type letters [][]letter

func (l letters) add(x letter) {
	to := int(x.to) % len(l)
	l[to] = append(l[to], x)
}

// put writes the cosines of a doc that are known into dense, by doc.
func (l letters) put(doc int, dense []float64) {
	for _, x := range l[doc%len(l)] {
		dense[x.from] = x.cos
	}
}

// clear makes dense 0 again.
func (l letters) clear(doc int, dense []float64) {
	for _, x := range l[doc%len(l)] {
		dense[x.from] = 0
	}
}

// inbox holds letters to the blocks that are still to be done.
type inbox struct {
	blocks []mailbox
	size   int // docs of a block
	room   int // letters a block may have
}

// mailbox is that of a block.
type mailbox struct {
	sync.Mutex
	taken   bool
	letters []letter
}

// Letters that lie about at most: 64 MB, those of 100,000 clips; and 8 MB where
// memory is short.
const (
	inboxRoom  = 1 << 22
	inboxSmall = 1 << 19
)

// fewLetters is what a block has room for with its first letter: 16 KB.
const fewLetters = 1 << 10

func newInbox(docs, size, room int) *inbox {
	n := blocks(docs, size)
	return &inbox{make([]mailbox, n), size, room / max(1, n)}
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
	x := &m.blocks[int(l.to)/m.size]
	x.Lock()
	if !x.taken && len(x.letters) < m.room {
		if n := len(x.letters); n == cap(x.letters) { // append would grow it by a quarter, and past the room
			x.letters = slices.Grow(x.letters, min(max(fewLetters, n), m.room-n))
		}
		x.letters = append(x.letters, l)
	}
	x.Unlock()
}
