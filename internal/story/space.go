package story

// The vector space: features to unit tf-idf rows.
//
//	idf(t) = ln((N + B + 1) / (df(t) + B pb(t) + 1/2)), not below 0
//
// for N docs, df of them with t (the clips of a big story count as ten, big.go),
// and a background collection of B = 1,000 clips of which a share pb holds t. The blend lets one threshold hold from
// five clips, where df says nothing, to millions, where it says everything.
// For a word of background frequency f, 1 - exp(-350 f) is the chance that
// a clip of 350 words holds it (times .6 when f < .01: topical words come in
// bursts, so fewer clips hold them; of briefs see brief.go). Numbers are not in any word list: pb is
// .02, unless the number is a distinctive figure such as 1,204 or 6.5.
//
// No pb is below .005. A word that no list knows is a name of two clips as
// often as it is a misprint or a rare verb, and without that floor one such
// word in common weighs as much as three words of the event.
//
// Example: five clips, all with "harbour" (f = 2e-5): pb = .005, for
// .6(1-exp(-.007)) = .0042 is less; idf = ln(1006 / (5+5+.5)) = 4.6; "also" (f
// = .002) gets ln(1006 / (5+302+.5)) = 1.2 though df cannot tell the two apart.
//
// A feature of one clip counts in that clip's length and can be in no product
// of two clips: it gets no column, but for a weekday or month (halves.go). That is half of all entries on news, and
// nothing is lost. Columns are numbered by falling document frequency, ties by
// ID: the columns hit most share cache lines when a row meets a scattered one
// (numbers in the order of the IDs, which are hashes, cost 1.5 times as much).

import (
	"cmp"
	"math"
	"slices"

	"newsdup/internal/word"
)

const (
	backClips  = 1000.0 // B: size of the background collection
	backWords  = 350.0  // words of its clips (briefWords for a brief)
	backCommon = 0.01   // f from which a word is no longer topical
	backBurst  = 0.6    // topical words: share of the clips that chance would give
	backNumber = 0.02   // pb of a number
	backRare   = 0.005  // pb of a word or figure the background does not know, and the least of any
)

// entry is one feature of a doc. Column and value side by side: a row met at
// random is one stream from memory, not two. The value first: the compiler then
// reaches both without computing an address.
type entry struct {
	val float32 // > 0
	col uint32
}

// space holds the docs as sparse unit rows. Read-only once they are weighed by their beats (beat.go).
type space struct {
	rows            // by doc, then by variant; in the order of the features' IDs
	n     int       // docs without the variants
	df    []int32   // document frequency by column, falling; below 2 only for a day, or when variants have it
	id    []uint64  // feature ID by column
	kind  []kind    // by column
	named []bool    // by column: a name in most of the clips that have it
	often []float32 // by column: e^-idf, the share of clips that its idf is that of

	terms []int32      // by doc: features, also those without a column, but for words of the headline as such
	drawn []int32      // docs for level, by chance
	of    []int32      // by variant: the doc it varies, or -1
	big   []bool       // by doc: those of big stories (big.go)
	rest  []bool       // by doc: those that follow (follow.go); nil when none does
	room  func() int64 // where rows are in a file: bytes of docs that ask for them (sweep.go), or of clusters' vectors, that may be in memory now

	salient marks // by doc: the days and plain words that it is about (halves.go)

	numbers sequence[uint64] // by doc: IDs of its numbers, also of those that no other doc has
}

func (s *space) docs() int { return s.n }

// follows reports whether doc i does (follow.go).
func (s *space) follows(i int) bool { return s.rest != nil && s.rest[i] }

// space weighs the features of the docs counted and their variants; big are the docs of
// each big story but for those that follow, by doc. With a bound, the rows of a Corpus that
// spilled go to a file.
func (c *Corpus) space(n *counts, variants []Variant, big [][]int32, follows []bool, background Background, room func() int64) (*space, error) {
	s := &space{n: len(n.docs), rest: follows, drawn: c.draw(n.docs, 2*levelPairs), terms: n.lengths, numbers: n.numbers}
	all := len(n.docs) + len(variants)
	if c.away != nil && room != nil {
		s.away = newAway(c.away.store.Beside(), all)
		s.room = func() int64 { return max(room(), leastRoom) }
	} else {
		s.held = make([][]entry, all)
	}
	s.salient, s.numbers.away = newMarks(s.away, len(n.docs), n.parts), s.away
	n.leave(c, follows)
	terms, docs := c.idf(n, big, background)
	w := weights{terms, c.briefs(s.terms, terms, docs, background, n.workers)}
	c.columns(terms, s, n)
	s.big = make([]bool, len(n.docs))
	copy(s.big, follows)
	for _, story := range big {
		for _, doc := range story {
			i, _ := slices.BinarySearch(n.docs, doc)
			s.big[i] = true
		}
	}
	for _, v := range variants {
		i, ok := slices.BinarySearch(n.docs, v.Of)
		if !ok {
			i = -1
		}
		s.of = append(s.of, int32(i))
	}
	err := c.units(s, &w, n.counted, variants)
	err = cmp.Or(err, c.failed(), c.rows.close())
	*c = Corpus{}
	if err != nil {
		_ = s.close()
		return nil, err
	}
	return s, nil
}

// units makes the rows of the space, each part close together where the features of that
// stood, which leaves up to half of the chunks free.
func (c *Corpus) units(s *space, w *weights, n *counted, variants []Variant) error {
	order := make([]uint64, 0, len(n.docs)+len(variants)) // numbers of docs, as the features stand, and of rows
	for i, doc := range n.docs {
		order = append(order, uint64(doc)<<32|uint64(i))
	}
	for i, v := range variants {
		order = append(order, uint64(v.Doc)<<32|uint64(len(n.docs)+i))
	}
	slices.Sort(order)
	errs := make([]error, len(n.parts))
	inParts(len(n.parts), func(p int) {
		end := int32(math.MaxInt32)
		if p+1 < len(n.parts) {
			end = n.parts[p+1].doc
		}
		from, _ := slices.BinarySearch(order, uint64(n.parts[p].doc)<<32)
		to, _ := slices.BinarySearch(order, uint64(end)<<32)
		errs[p] = c.unitsOf(s, w, order[from:to], c.rewind(n.parts[p].doc, end))
	})
	return cmp.Or(errs...)
}

// unitsOf makes some rows, in the order of the docs.
func (c *Corpus) unitsOf(s *space, w *weights, order []uint64, to *chunks) error {
	marks := s.salient
	var buf ahead
	for _, o := range order {
		i := int(uint32(o))
		row := c.doc(int32(o>>32), &buf)
		brief := 0.0
		if w.more != nil {
			brief = briefness(c.length(s, i, row))
		}
		kept := w.unit(row, brief, marks.begin(len(row)))
		if i < s.n {
			marks.end(i, len(kept))
		}
		switch {
		case s.away != nil:
			if err := s.away.put(i, kept); err != nil {
				return err
			}
		case c.away == nil && alone(cap(row)): // Unite may have made it shorter
			s.held[i] = kept
		default:
			s.held[i] = to.store(kept)
		}
	}
	return nil
}

// weights are those of the terms, by term.
type weights struct {
	terms []term
	more  []float32 // of a brief's (brief.go); nil where there is none
}

// unit makes a row a unit row of the features that have columns, in its place, for a clip
// that is so much of a brief; and marks, by place, those that it is about.
func (w *weights) unit(row []entry, brief float64, marked []uint64) []entry {
	square := 0.0
	for _, e := range row {
		x := float64(e.val) * w.idf(e.col, brief)
		square += x * x
	}
	unit := 1 / math.Sqrt(square)
	n := 0
	for _, e := range row {
		t := w.terms[e.col]
		x := float64(e.val) * w.idf(e.col, brief)
		row[n] = entry{float32(x * unit), t.column}
		kept := bit(x > 0) & bit(t.column != noColumn)
		marked[n>>6] |= uint64(kept&bit(e.val >= t.salient)) << (n & 63)
		n += kept
	}
	return row[:n]
}

// close frees what is in files.
func (s *space) close() error {
	return cmp.Or(s.rows.close(), s.salient.bits.store.Close(), s.numbers.store.Close())
}

// counts is how many docs count in idf.
type counts struct {
	*counted
	clips int     // those that count
	df    []int32 // by term, those of them that have it
	more  []int32 // by term, others that have it and make it a column; nil: none
	list  []column
}

// counts takes all docs for those that count, and the variants for others.
func (c *Corpus) counts(n *counted, variants []Variant) *counts {
	x := &counts{counted: n, clips: len(n.docs), df: n.df, more: n.lacking(c, variants)}
	x.list = c.ordered(x)
	return x
}

// leave takes the docs that follow for others.
func (n *counts) leave(c *Corpus, follows []bool) {
	var behind []int32
	for i, is := range follows {
		if is {
			behind = append(behind, n.docs[i])
		}
	}
	if len(behind) == 0 {
		return
	}
	if n.more == nil {
		n.more = make([]int32, len(c.of))
	}
	n.clips -= len(behind)
	for t, df := range n.having(c, behind) {
		n.df[t] -= df
		n.more[t] += df
	}
	n.list = c.ordered(n)
}

// term is what the entries of a feature are made with.
type term struct {
	idf     float64
	column  uint32
	salient float32 // term frequency from which a doc is about it
}

const noColumn = math.MaxUint32

// idf gives the terms with their weights by the docs counted, of which those
// of each big story count as bigCounts, without columns; and how many docs that makes.
func (c *Corpus) idf(n *counts, big [][]int32, background Background) ([]term, float64) {
	docs := float64(n.clips)
	var less []float64 // by term: what docs that have it count less than one each
	for _, story := range big {
		if less == nil {
			less = make([]float64, len(c.of))
		}
		part := 1 - bigCounts/float64(len(story))
		docs -= part * float64(len(story))
		for t, df := range n.having(c, story) {
			less[t] += part * float64(df)
		}
	}
	terms := make([]term, len(c.of))
	evenly(len(terms), n.workers, func(_, from, to int) {
		for t := from; t < to; t++ {
			df := float64(n.df[t])
			if less != nil {
				df -= less[t]
			}
			terms[t] = term{weightOf(docs, df, c.share(t, background)), noColumn, 0}
			if inHeadline(c.of[t].is.flags) && df > max(headlinesFew, docs/headlinesPart) {
				terms[t].idf = 0
			}
		}
	})
	return terms, docs
}

// weightOf is idf.
func weightOf(docs, df, pb float64) float64 {
	return max(0, math.Log((docs+backClips+1)/(df+backClips*pb+0.5)))
}

// column is a term that has a column; what is compared stands together.
type column struct {
	id   uint64
	df   int32
	term uint32
}

// compare orders columns by falling df, then ID.
func (a column) compare(b column) int {
	if a.df != b.df {
		return int(b.df) - int(a.df)
	}
	return cmp.Compare(a.id, b.id)
}

// columns numbers the terms of two docs and more by falling df, then ID, and
// fills what s knows by column.
func (c *Corpus) columns(terms []term, s *space, n *counts) {
	list := n.list
	s.df = make([]int32, len(list))
	s.id = make([]uint64, len(list))
	s.kind = make([]kind, len(list))
	s.named = make([]bool, len(list))
	s.often = make([]float32, len(list))
	evenly(len(list), n.workers, func(_, from, to int) {
		for k := from; k < to; k++ {
			x := list[k]
			seen := c.of[x.term].is
			terms[x.term].column = uint32(k)
			s.df[k], s.id[k], s.named[k] = x.df, x.id, seen.names > 0 && !inHeadline(seen.flags)
			s.kind[k] = kindOf(seen.flags, s.named[k])
			terms[x.term].salient = s.kind[k].salient()
			s.often[k] = float32(math.Exp(-terms[x.term].idf))
		}
	})
}

// Terms are dealt out by df and the first bits of the ID, a hash, which leaves a few in
// each place but the one of the most frequent, and each place is sorted.
const (
	dealtOften = 64 // those of so many docs and more are dealt out as one
	dealtBits  = 8
)

// ordered lists the columns in their order.
func (c *Corpus) ordered(n *counts) []column {
	kept := func(t int) bool {
		d := n.df[t]
		return d >= 2 || n.more != nil && d+n.more[t] >= 2 || d > 0 && c.of[t].is.flags&(word.Calendar|word.Number|word.Headline) == word.Calendar
	}
	place := func(t int) int {
		rare := dealtOften - min(dealtOften, int(n.df[t]))
		return rare<<dealtBits | bit(rare > 0)*int(c.of[t].id>>(64-dealtBits))
	}
	var end [(dealtOften + 1) << dealtBits]int32
	for t := range n.df {
		if kept(t) {
			end[place(t)]++
		}
	}
	sum := int32(0)
	for p, size := range end {
		end[p], sum = sum, sum+size
	}
	list := make([]column, sum)
	for t, d := range n.df {
		if kept(t) {
			p := &end[place(t)]
			list[*p] = column{c.of[t].id, d, uint32(t)}
			*p++
		}
	}
	evenly(len(list), n.workers, func(_, from, to int) {
		begin := 0
		for _, end := range end {
			if end := int(end); end > from && end <= to {
				slices.SortFunc(list[begin:end], column.compare)
			}
			begin = int(end)
		}
	})
	return list
}

// share is pb: the share of background clips that hold the feature.
func share(id uint64, flags word.Flag, background Background) float64 {
	if flags&(word.Figure|word.Number) != 0 {
		return shareOf(0, flags)
	}
	return shareOf(float64(background(id)), flags)
}

// shareOf is pb of a feature of that frequency.
func shareOf(f float64, flags word.Flag) float64 {
	switch {
	case flags&word.Figure != 0:
		return backRare
	case flags&word.Number != 0:
		return backNumber
	}
	return chance(f, backWords)
}

// chance is pb of a word of background frequency f in clips of so many words.
func chance(f, words float64) float64 {
	p := 1 - math.Exp(-words*f)
	if f < backCommon {
		p *= backBurst
	}
	return max(backRare, p)
}
