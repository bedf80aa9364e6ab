package source

import (
	"bytes"
	"cmp"
	"container/heap"
	"slices"

	"newsdup/internal/word"
)

// sample draws the lines with the smallest hashes: a heap with the largest of
// them on top. The zero value is empty.
type sample struct{ drawn drawnLines }

type drawnLine struct {
	hash   uint64
	number int
	text   []byte
}

// add draws a line if it is among the n smallest so far.
func (s *sample) add(line []byte, number, n int) {
	h := word.Hash(line)
	switch {
	case len(s.drawn) < n:
		heap.Push(&s.drawn, drawnLine{h, number, bytes.Clone(line)})
	case h < s.drawn[0].hash:
		top := &s.drawn[0]
		top.hash, top.number, top.text = h, number, append(top.text[:0], line...)
		heap.Fix(&s.drawn, 0)
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
