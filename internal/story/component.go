package story

import (
	"errors"
	"io"
	"slices"
)

// edges are the pairs of docs that may merge, each listed with one of the two: in memory,
// or in a file where rows are, from which those of a component are read when it is merged.
type edges struct {
	sequence[edge]     // by doc
	docs           int // that have theirs
	n              int
}

// newEdges has none, and room for so many docs.
func newEdges(away *away, docs int) *edges {
	return &edges{sequence: newSequence[edge](away, docs, nil)}
}

// next adds those that are listed with the next doc.
func (e *edges) next(list []edge) {
	e.put(e.docs, list)
	e.docs, e.n = e.docs+1, e.n+len(list)
}

// all calls do with some after the other, in no useful order.
func (e *edges) all(do func(e edge)) {
	for r := e.lists.NewReader(0); ; {
		list, err := r.Next()
		if err != nil {
			if !errors.Is(err, io.EOF) {
				e.note(err)
			}
			return
		}
		for _, x := range list {
			do(x)
		}
	}
}

// of gives those listed with some docs, by (a, b), in the memory of list.
func (e *edges) of(docs []int32, list []edge) []edge {
	list = list[:0]
	var buf []edge
	for _, i := range docs {
		list = append(list, e.sequence.of(int(i), &buf)...)
	}
	slices.SortFunc(list, edge.compare)
	return list
}

// close frees the file.
func (e *edges) close() { _ = e.store.Close() }

// component is clips that edges tie to each other.
type component struct {
	docs  []int32    // ascending
	edges int        // how many
	apart [][2]int32 // pairs of its clips that must not be in one story
}

// components parts n docs with edges, by the smallest doc of each component.
func components(n int, edges *edges, apart [][2]int32) []component {
	up := make([]int32, n) // towards the smallest doc
	for i := range up {
		up[i] = int32(i)
	}
	root := func(i int32) int32 {
		for up[i] != i {
			up[i] = up[up[i]]
			i = up[i]
		}
		return i
	}
	edges.all(func(e edge) {
		a, b := root(e.a), root(e.b)
		up[max(a, b)] = min(a, b)
	})
	docs := make([]int32, n) // by root: how many
	for i := range int32(n) {
		docs[root(i)]++
	}
	var list []component
	all := make([]int32, n)
	number := docs // of the component, by root; the count is no longer wanted
	for i, k := range docs {
		if number[i] = -1; k > 1 {
			number[i] = int32(len(list))
			list, all = append(list, component{docs: all[:0:k]}), all[k:]
		}
	}
	for i := range int32(n) {
		if k := number[root(i)]; k >= 0 {
			list[k].docs = append(list[k].docs, i)
		}
	}
	edges.all(func(e edge) { list[number[root(e.a)]].edges++ })
	for _, p := range apart { // a clip without an edge stays alone
		if k := root(p[0]); k == root(p[1]) && number[k] >= 0 {
			list[number[k]].apart = append(list[number[k]].apart, p)
		}
	}
	return list
}
