package story

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"newsdup/internal/clip"
	"newsdup/internal/shingle"
	"newsdup/internal/word"
)

// generator makes docs out of numbered words. The same seed makes the same docs.
type generator struct {
	rand *rand.Rand
	next uint64 // first word number not given out
}

func newGenerator(seed uint64) *generator {
	return &generator{rand: rand.New(rand.NewPCG(seed, 7)), next: commonWords}
}

// commonWords are the numbers 0..4999: words of the language at large, by rank.
const commonWords = 5000

// wordID spreads word numbers over 64 bits, as hashes are.
func wordID(number uint64) uint64 {
	x := (number + 1) * 0x9e3779b97f4a7c15
	return x ^ x>>29 | 1
}

// commonFrequency is a Zipf curve over the common words.
func commonFrequency(rank int) float64 { return 0.1 / (float64(rank) + 2.7) }

// testBackground is the Background of the generated docs.
func testBackground() Background {
	f := make(map[uint64]float32, commonWords)
	for r := range commonWords {
		f[wordID(uint64(r))] = float32(commonFrequency(r))
	}
	return func(id uint64) float32 { return f[id] }
}

// words gives n words nobody has used.
func (g *generator) words(n int) []uint64 {
	w := make([]uint64, n)
	for k := range w {
		w[k] = g.next
		g.next++
	}
	return w
}

// zipf draws an index below n, low ones more often.
func (g *generator) zipf(n int) int {
	return int(math.Pow(float64(n)+1, g.rand.Float64())) - 1
}

// doc counts words into features.
func (g *generator) doc(words []uint64) Doc {
	count := make(map[uint64]int, len(words))
	for _, w := range words {
		count[wordID(w)]++
	}
	var d Doc
	for id, n := range count {
		d.Features = append(d.Features, shingle.Feature{ID: id, TF: float32(1 + math.Log(float64(n)))})
	}
	slices.SortFunc(d.Features, func(a, b shingle.Feature) int {
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
	return d
}

// beat is a field of news: its events share a vocabulary.
type beat struct{ vocabulary []uint64 }

func (g *generator) beat() beat { return beat{g.words(150)} }

// event is one thing that happened: its reports share words of their own, six
// of which (who, where, what) hardly a report does without.
type event struct {
	beat  beat
	core  []uint64
	words []uint64
}

func (g *generator) event(b beat) event { return event{b, g.words(6), g.words(30)} }

// report tells an event in an outlet's own words: 170 common ones, 40 of the
// beat, nine in ten of the core three times, 20 draws of the event's other 30
// words, and 15 words that stand in no other doc. Two such reports have a
// cosine of about .35, two of one beat .1, others .01: as in labelled news.
func (g *generator) report(e event) Doc {
	var text []uint64
	for range 170 {
		text = append(text, uint64(g.zipf(commonWords)))
	}
	for range 40 {
		text = append(text, e.beat.vocabulary[g.zipf(len(e.beat.vocabulary))])
	}
	for _, w := range e.core {
		if g.rand.IntN(10) > 0 {
			text = append(text, w, w, w)
		}
	}
	for range 20 {
		text = append(text, e.words[g.zipf(len(e.words))])
	}
	return g.doc(append(text, g.words(15)...))
}

// rounds tells an event in so many rounds of n reports each: the same words,
// and in each round four figures of its own.
func (g *generator) rounds(rounds, n int, flags word.Flag) folder {
	var f folder
	e := g.event(g.beat())
	for r := range rounds {
		figures := g.words(4)
		for range n {
			d := g.report(e)
			for _, w := range figures {
				d.Features = append(d.Features, shingle.Feature{ID: wordID(w), TF: 2, Flags: flags})
			}
			slices.SortFunc(d.Features, func(a, b shingle.Feature) int { return cmp.Compare(a.ID, b.ID) })
			f.docs = append(f.docs, d)
			f.gold = append(f.gold, r)
		}
	}
	return f
}

// sequels tells events in two halves of so many reports each, which have some of what
// was said and where in common, and maybe a day: of most of them it is hard to say if
// they are one story.
func (g *generator) sequels(events, n, m int) folder {
	var f folder
	week := g.words(7)
	for k := range events {
		first := g.event(g.beat())
		second := g.event(first.beat)
		copy(second.core, first.core[:g.rand.IntN(3)])
		said, days := g.words(4), []uint64{week[g.rand.IntN(7)], week[g.rand.IntN(7)]}
		if g.rand.IntN(2) > 0 {
			days[1] = days[0]
		}
		for half, e := range []event{first, second} {
			for range []int{n, m}[half] {
				d := g.report(e)
				for _, w := range said {
					if g.rand.IntN(2) > 0 {
						d.Features = append(d.Features, shingle.Feature{ID: wordID(w), TF: 1.5 + 2*g.rand.Float32()})
					}
				}
				if g.rand.IntN(4) > 0 {
					d.Features = append(d.Features, shingle.Feature{ID: wordID(days[half]), TF: 2.8 + g.rand.Float32(), Flags: word.Calendar})
				}
				slices.SortFunc(d.Features, func(a, b shingle.Feature) int { return cmp.Compare(a.ID, b.ID) })
				f.docs, f.gold = append(f.docs, d), append(f.gold, k)
			}
		}
	}
	return f
}

// folder is generated docs with the event of each.
type folder struct {
	docs []Doc
	gold []int
}

// folder gives beats of so many events each, sizes[k % len] reports an event,
// shuffled.
func (g *generator) folder(beats, events int, sizes ...int) folder {
	var f folder
	for range beats {
		b := g.beat()
		for range events {
			id := 0
			if len(f.gold) > 0 {
				id = slices.Max(f.gold) + 1
			}
			e := g.event(b)
			for range sizes[id%len(sizes)] {
				f.docs = append(f.docs, g.report(e))
				f.gold = append(f.gold, id)
			}
		}
	}
	g.rand.Shuffle(len(f.docs), func(i, j int) {
		f.docs[i], f.docs[j] = f.docs[j], f.docs[i]
		f.gold[i], f.gold[j] = f.gold[j], f.gold[i]
	})
	return f
}

// soup gives small docs of few words with random overlaps and weights, some of
// them numbers, and, for two of three, dates: hard on every rule, like no real
// folder.
func (g *generator) soup(n int) []Doc {
	docs := make([]Doc, n)
	start := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	for i := range docs {
		var text []uint64
		for range g.rand.IntN(40) {
			text = append(text, commonWords+uint64(g.zipf(4*n)))
		}
		docs[i] = g.doc(text)
		for k := range docs[i].Features {
			if f := &docs[i].Features[k]; f.ID%4 == 1 {
				f.Flags = word.Number | word.Figure
			} else if f.ID%4 == 2 {
				f.Flags = word.Calendar
			}
		}
		if g.rand.IntN(2) > 0 {
			docs[i].Date = clip.At(start.Add(time.Duration(g.rand.IntN(240)) * time.Hour))
		}
	}
	return docs
}

// articles gives docs of 500 words out of a Zipf vocabulary of 60,000: what
// the stage costs on a folder without any structure.
func (g *generator) articles(n int) []Doc {
	zipf := rand.NewZipf(g.rand, 1.1, 3, 60_000)
	docs := make([]Doc, n)
	text := make([]uint64, 500)
	for i := range docs {
		for k := range text {
			text[k] = zipf.Uint64()
		}
		docs[i] = g.doc(text)
	}
	return docs
}
