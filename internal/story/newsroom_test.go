package story

import (
	"cmp"
	"slices"

	"newsdup/internal/shingle"
)

// newsroom makes reports as many outlets write them: each in its own words, at
// its own length, with its own choice of facts and quotes. Weighed by the
// background two reports of one event have a cosine of .29 at the median (labelled news
// .34 to .47), two of one beat .13, others .01.
type newsroom struct {
	*generator
	outlets []outlet
}

// outlet has words that stand in each of its texts, and a taste in synonyms.
type outlet struct {
	house []uint64
	taste uint64
}

func newNewsroom(seed uint64) *newsroom {
	n := &newsroom{generator: newGenerator(seed)}
	for range 40 {
		n.outlets = append(n.outlets, outlet{n.words(8), n.rand.Uint64()})
	}
	return n
}

// affair is an event as outlets see it.
type affair struct {
	beat   beat
	names  []uint64    // who and where: the first in nearly every report
	facts  [][2]uint64 // each in two wordings, the first facts told more often
	quotes [][]uint64
	past   []uint64 // words of what came before it
}

func (n *newsroom) affair(b beat, past []uint64) affair {
	a := affair{beat: b, names: n.words(8), past: past}
	for range 40 {
		a.facts = append(a.facts, [2]uint64(n.words(2)))
	}
	for range 5 {
		quote := n.words(3)
		for range 14 {
			quote = append(quote, uint64(n.zipf(commonWords)))
		}
		a.quotes = append(a.quotes, quote)
	}
	return a
}

// reword tells an affair in some 110 to 750 words.
func (n *newsroom) reword(a affair) Doc {
	o := n.outlets[n.rand.IntN(len(n.outlets))]
	length := []float64{.35, .6, 1, 1, 1.5, 2.5}[n.rand.IntN(6)]
	times := func(x float64) int { return int(x*length + n.rand.Float64()) }
	text := slices.Concat(o.house, n.words(times(20)))
	for range times(150) {
		text = append(text, uint64(n.zipf(commonWords)))
	}
	for range times(35) {
		text = append(text, a.beat.vocabulary[n.zipf(len(a.beat.vocabulary))])
	}
	for k, name := range a.names {
		if n.rand.IntN(10) < 10-k {
			for range 1 + n.rand.IntN(times(5)+2) {
				text = append(text, name)
			}
		}
	}
	for k, wordings := range a.facts {
		if chance := .8 - .65*float64(k)/40; n.rand.Float64() < min(.95, chance*(.5+length/2)) {
			wording := o.taste >> k & 1
			if n.rand.IntN(5) == 0 {
				wording ^= 1
			}
			text = append(text, wordings[wording])
		}
	}
	for _, quote := range a.quotes {
		if n.rand.Float64() < .25*length {
			text = append(text, quote...)
		}
	}
	if n.rand.IntN(2) == 0 {
		for range times(20) {
			text = append(text, a.past[n.zipf(len(a.past))])
		}
	}
	return n.doc(text)
}

// beats gives for each beat affairs of so many reports each. Four in a row have one
// past; every third has three of the cast of the one before it.
func (n *newsroom) beats(sizes ...[]int) folder {
	var f folder
	event := 0
	for _, sizes := range sizes {
		b := n.beat()
		var past []uint64
		var last affair
		for k, size := range sizes {
			if k%4 == 0 {
				past = n.words(25)
			}
			a := n.affair(b, past)
			if k%3 == 2 {
				copy(a.names[5:], last.names)
			}
			for range size {
				f.docs = append(f.docs, n.reword(a))
				f.gold = append(f.gold, event)
			}
			last = a
			event++
		}
	}
	return f
}

// formula puts words that nobody else has into every so-many-th doc.
func (n *newsroom) formula(docs []Doc, every, words int) {
	text := n.doc(n.words(words)).Features
	for i := 0; i < len(docs); i += every {
		docs[i].Features = merged(docs[i].Features, text)
	}
}

// merged gives the features of two texts; what both have is that of the first.
func merged(a, b []shingle.Feature) []shingle.Feature {
	all := slices.Concat(a, b)
	slices.SortStableFunc(all, func(a, b shingle.Feature) int { return cmp.Compare(a.ID, b.ID) })
	return slices.CompactFunc(all, func(a, b shingle.Feature) bool { return a.ID == b.ID })
}

// times gives n affairs of these sizes each.
func times(n int, sizes ...int) []int { return slices.Repeat(sizes, n) }

// withFormula gives 400 reports of 400 events, 40 a beat, with a formula.
func (n *newsroom) withFormula(every, words int) []Doc {
	docs := n.beats(slices.Repeat([][]int{times(40, 1)}, 10)...).docs
	n.formula(docs, every, words)
	return docs
}
