package source

import (
	"bytes"
	"cmp"
	"container/heap"
	"slices"

	"newsdup/internal/word"
)

// sample draws the lines with the smallest hashes: a heap with the largest of
// them on top. It holds sampleBytes of them at most: the last line that fits ends
// it, whatever order the lines come in. The zero value is empty.
type sample struct {
	drawn drawnLines
	bytes int
	out   bool // lines from this hash on are: with those below they are too long
	from  uint64
}

// sampleBytes is what the lines of a sample are together, at most: 500 of 16 KB.
const sampleBytes = 8 << 20

type drawnLine struct {
	hash   uint64
	number int
	text   []byte
}

// add draws a line if it is among the n smallest so far.
func (s *sample) add(line []byte, number, n int) {
	h := word.Hash(line)
	switch {
	case s.out && h >= s.from:
		return
	case len(s.drawn) < n:
		heap.Push(&s.drawn, drawnLine{h, number, bytes.Clone(line)})
	case h < s.drawn[0].hash:
		s.bytes -= len(s.drawn[0].text)
		s.drawn[0] = drawnLine{h, number, bytes.Clone(line)}
		heap.Fix(&s.drawn, 0)
	default:
		return
	}
	for s.bytes += len(line); s.bytes > sampleBytes; {
		x := heap.Pop(&s.drawn).(drawnLine)
		s.bytes, s.out, s.from = s.bytes-len(x.text), true, x.hash
	}
}

// lines empties the sample in the order of the file.
func (s *sample) lines() []drawnLine {
	lines := s.drawn
	s.drawn = nil
	slices.SortFunc(lines, func(a, b drawnLine) int { return cmp.Compare(a.number, b.number) })
	return lines
}

// drawnLines is a heap.Interface.
type drawnLines []drawnLine

func (l drawnLines) Len() int           { return len(l) }
func (l drawnLines) Less(i, j int) bool { return l[i].hash > l[j].hash }
func (l drawnLines) Swap(i, j int)      { l[i], l[j] = l[j], l[i] }
func (l *drawnLines) Push(x any)        { *l = append(*l, x.(drawnLine)) }
func (l *drawnLines) Pop() any {
	last := len(*l) - 1
	x := (*l)[last]
	*l = (*l)[:last]
	return x
}
