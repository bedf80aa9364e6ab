package story

// What all docs say together, in one pass over their rows.
//
// Rows are most of what a run holds, and how many docs have a term is asked by all that
// follows: the words of a language (foreign.go, abroad.go), big stories (big.go), idf
// (space.go). So they are walked once, in parts, one for each goroutine, of about as many
// features each. Rows of two parts stand in no common chunk, so that later each part can
// be written close together in its own (space.go); counts are added up, and lists by doc
// are kept by part, so that nothing hangs on how many parts there are.
//
//	chunks   [0 1 2] [3 4] [5 6 7] [8]      numbers of docs
//	parts    0 to 4        5 to 8
//
// Rejected: blocks of docs for whoever is free, as in clustering (blocks.go): the end of
// one would stand in the chunk of the next.

import (
	"slices"

	"newsdup/internal/crew"
	"newsdup/internal/word"
)

// counted is what was counted of some docs.
type counted struct {
	docs    []int32
	parts   []part
	df      []int32          // by term: the docs that have it
	lengths []int32          // by doc: features but for words of the headline as such
	numbers sequence[uint64] // by doc: IDs of its numbers
	foreign []int32          // docs in languages that no list knows,
	abroad  []int32          // and in those that another list than the English one knows; none if nobody asked
	workers int              // goroutines for what takes no memory of each
}

// part is where a part of docs begins. It ends where the next one does.
type part struct {
	doc   int32 // by number of Add
	place int   // among those counted
}

// cut cuts docs into at most n parts, with one doc in each at least; no docs are one part.
func (c *Corpus) cut(docs []int32, n int) []part {
	parts := []part{{}}
	for k := 1; k < n; k++ {
		doc := int32(c.Len() * k / n)
		if len(c.first) > 0 {
			doc = c.first[len(c.first)*k/n]
		}
		place, _ := slices.BinarySearch(docs, doc)
		if place > parts[len(parts)-1].place && place < len(docs) {
			parts = append(parts, part{doc, place})
		}
	}
	return parts
}

// places are those of part p among the docs counted.
func (n *counted) places(p int) (from, to int) {
	if p+1 < len(n.parts) {
		return n.parts[p].place, n.parts[p+1].place
	}
	return n.parts[p].place, len(n.docs)
}

// inParts has one goroutine do each part.
func inParts(n int, do func(p int)) {
	var hands crew.Crew
	for p := range n {
		hands.Go(func() { do(p) })
	}
	hands.Wait()
}

// evenly has so many goroutines p do about as many of n things each.
func evenly(n, workers int, do func(p, from, to int)) {
	inParts(workers, func(p int) { do(p, n*p/workers, n*(p+1)/workers) })
}

// count counts docs, with one goroutine where memory is short. tell gives the languages that
// a word is surely of; nil does not ask for those of docs.
func (c *Corpus) count(docs []int32, tell func(word uint64) side, room func() int64, workers int) *counted {
	n := &counted{docs: docs, lengths: make([]int32, len(docs)), workers: workers}
	var away *away
	if c.away != nil && room != nil {
		away, workers = c.away, 1
	}
	n.parts = c.cut(docs, workers)
	n.numbers = newSequence[uint64](away, len(docs), n.parts)
	flags := make([]word.Flag, len(c.of))
	for t := range c.of {
		flags[t] = c.of[t].is.flags & (word.Number | word.Headline)
	}
	counters := make([]counter, len(n.parts))
	inParts(len(counters), func(p int) {
		x := counter{corpus: c, counted: n, flags: flags, df: make([]int32, len(c.of))}
		if tell != nil {
			x.tell, x.sides = tell, make([]side, len(c.of))
		}
		for i, to := n.places(p); i < to; i++ {
			x.doc(i)
		}
		counters[p] = x
	})
	df := make([][]int32, len(counters))
	for p, x := range counters {
		n.foreign, n.abroad = append(n.foreign, x.foreign...), append(n.abroad, x.abroad...)
		df[p] = x.df
	}
	n.df = sum(df)
	return n
}

// counter counts one part.
type counter struct {
	corpus *Corpus
	*counted
	flags []word.Flag // by term, of Number and Headline
	df    []int32     // of the part, as are
	foreign,
	abroad []int32

	tell  func(word uint64) side // nil: nobody asks
	sides []side                 // by term, of those asked for
	list  []uint64
	buf   ahead
}

// doc counts doc i of those counted.
func (x *counter) doc(i int) {
	row := x.corpus.doc(x.docs[i], &x.buf)
	length, numbers := len(row), x.list[:0]
	df, flags := x.df, x.flags
	for _, e := range row {
		df[e.col]++
		switch f := flags[e.col]; {
		case f&word.Headline != 0:
			length--
		case f != 0:
			numbers = append(numbers, x.corpus.of[e.col].id)
		}
	}
	x.lengths[i], x.list = int32(length), numbers
	x.numbers.put(i, numbers)
	if x.tell == nil {
		return
	}
	var words census
	for _, e := range row[:min(len(row), foreignWords)] { // IDs are hashes, so these are words by chance
		if x.sides[e.col] == unasked {
			x.sides[e.col] = x.tell(x.corpus.word(int(e.col)))
		}
		words[x.sides[e.col]]++
	}
	if words.isForeign() {
		x.foreign = append(x.foreign, x.docs[i])
	}
	if words.isAbroad() {
		x.abroad = append(x.abroad, x.docs[i])
	}
}

// sum adds up what was counted by term in each part.
func sum(parts [][]int32) []int32 {
	for _, more := range parts[1:] {
		for t, n := range more {
			parts[0][t] += n
		}
	}
	return parts[0]
}

// having counts, by term, those of some docs that have it.
func (n *counted) having(c *Corpus, docs []int32) []int32 {
	counts := make([][]int32, len(n.parts))
	evenly(len(docs), len(counts), func(p, from, to int) {
		df := make([]int32, len(c.of))
		var buf ahead
		for _, doc := range docs[from:to] {
			for _, e := range c.doc(doc, &buf) {
				df[e.col]++
			}
		}
		counts[p] = df
	})
	return sum(counts)
}

// lacking counts, by term, the variants that have it while the docs they vary
// lack it; nil without variants. Of two texts that share a term, each has it in
// its doc or counts here.
func (n *counted) lacking(c *Corpus, variants []Variant) []int32 {
	if len(variants) == 0 {
		return nil
	}
	counts := make([][]int32, len(n.parts))
	evenly(len(variants), len(counts), func(p, from, to int) {
		count := make([]int32, len(c.of))
		has := make([]int32, len(c.of)) // the last variant, from 1, whose doc has the term
		var buf ahead
		for k, v := range variants[from:to] {
			if v.Of >= 0 {
				for _, e := range c.doc(v.Of, &buf) {
					has[e.col] = int32(k + 1)
				}
			}
			for _, e := range c.doc(v.Doc, &buf) {
				if has[e.col] != int32(k+1) {
					count[e.col]++
				}
			}
		}
		counts[p] = count
	})
	return sum(counts)
}
