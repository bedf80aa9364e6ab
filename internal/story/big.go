package story

// Big stories: those that are a large part of their folder.
//
// The words of such a story are common in the folder, so idf takes them for words
// of the language or of a beat, cosines sink, and the story falls to pieces: of a
// folder that holds 300 reports of one fire and nothing else no two stay
// together. So idf (space.go) counts the clips of a big story as ten, and the folder
// is that much smaller. Which clips those are is asked of a sample, where the
// folder's df has next to no say:
//
//  1. The sample: 256 clips, drawn by a hash of their features (in a folder of less
//     than 1,024 a quarter, but 64; in one of more than 10,000 more, by the root of
//     its size). Of these those of whose words the background
//     knows a quarter; in a language that it does not know all clips are alike, so
//     there the sample itself is asked what its words are (foreign.go).
//  2. All its cosines, with all of it counted as one big story: words weigh what
//     they weigh in the background. Average link, down to a cosine of .22.
//  3. A cluster of ten and more is a story if .1 of its mean cosine comes from words
//     that less than .8 of its clips have (a formula, or the furniture of a site, is
//     in all or in none).
//  4. The clips of the folder whose mean cosine with those of the cluster is .6
//     of the mean inside belong to it; 40 are a big story.
//
// All that this moves is weights, and of more than 1,000 clips who stands for
// whom (follow.go): which clips are together is for merge.go to say, as ever. A
// folder without big stories is not touched.
//
// Example: 1,279 clips, of which 500 tell of a fire. "warehouse" is in 450: idf =
// ln(2280 / 455.5) = 1.6, where a word of ten clips has 5.0. Of a sample of 256
// some 100 are of the fire, with a mean cosine of .35; 500 of the folder are like
// them. Counted as ten, they have "warehouse" in nine of 789 clips: idf = ln(1790 /
// 14.5) = 4.8.
//
// Real pages, weighed so: the mean cosine inside 36 events of 7 to 19 clips is
// .21 to .56, half of them from .36 on; .106 to .25 of it are of words that less
// than .8 of the clips have. Inside the 60 clips nearest to any one of a mixed
// folder, of each event one, it is .10 at the median and .23 in one case of a
// hundred; inside the 150 nearest .07 and .17, inside 400 .05 and .09. So what is
// alike for long is one event. Of ordinary text in a language of the tables the
// background knows .4 to .6 (Polish, English), of one full of names .2 to .4, of
// Swedish .19, of Arabic .02.
//
// Rejected: a bound on df (makes a story of the common words of a language that the
// background does not know, and of formulas); idf over the clusters of a first
// pass (they are the pieces); the sample clustered by links (takes the beat in
// from .04, finds nothing from .1).

import (
	"cmp"
	"context"
	"math"
	"slices"
)

const (
	bigSample = 256    // so many clips are looked at: 32,000 cosines;
	bigFolder = 10_000 // in a folder of more so many more that cosines grow as clips do,
	bigPart   = 4      // in a smaller folder one of so many,
	bigFew    = 64     // but not less,
	bigKnown  = 0.25   // where the background knows this share of their words,
	bigJoin   = 0.22   // clustered down to this mean
	bigLeast  = 10     // clips of a cluster: 4 in a hundred of the folder

	bigOften  = 0.8 // of words that a smaller share of its clips has
	bigVaried = 0.1 // comes so much of its mean cosine

	bigLike   = 0.6 // a clip of the folder belongs to it from this share of the mean cosine inside on;
	bigClips  = 40  // so many clips make a big story,
	bigCounts = 10  // which count as so many: as an event of some outlets
)

// bigStories gives the clips of each big story among the docs counted, ascending. It leaves
// in c.learnt what it took the words of those for that are in languages that no list knows.
func (c *Corpus) bigStories(ctx context.Context, n *counted, background Background, room func() int64) ([][]int32, error) {
	if len(n.docs) < bigClips {
		return nil, nil
	}
	x := c.sample(n.docs, n.foreign, background)
	if len(x.docs) < bigLeast {
		return nil, nil
	}
	clusters := make([][]int32, len(x.docs)) // places in x.docs
	for i := range clusters {
		clusters[i] = []int32{int32(i)}
	}
	for round := 1; ; round++ {
		c.learnSample(x, clusters, len(n.foreign))
		s, err := c.copied(x, background, room)
		if err != nil {
			return nil, err
		}
		before := len(clusters)
		if clusters, err = s.alike(ctx); err != nil {
			_ = s.close()
			return nil, err
		}
		if x.abroad == 0 || round == foreignRounds || len(clusters) == before {
			defer s.close()
			var centres []centre
			for _, docs := range clusters {
				if len(docs) >= bigLeast {
					if x := s.centre(docs); x.varied >= bigVaried {
						centres = append(centres, x)
					}
				}
			}
			return c.around(centres, n, s, background), s.failed()
		}
		if err := s.close(); err != nil {
			return nil, err
		}
	}
}

// sample is the docs of a folder that are looked at.
type sample struct {
	docs    []int32
	foreign []bool // by doc
	abroad  int    // how many are
}

func (c *Corpus) sample(docs, foreign []int32, background Background) *sample {
	x, in := new(sample), isOf(foreign)
	var buf ahead
	for _, k := range c.draw(docs, sampleOf(len(docs))) {
		abroad := in(docs[k])
		if abroad && x.abroad == foreignSample {
			continue
		}
		known, row := 0.0, c.doc(docs[k], &buf)
		least := bigKnown * float64(len(row))
		for _, e := range row {
			if known >= least {
				break
			}
			if background(c.word(int(e.col))) > 0 || c.abroad != nil && c.abroad[e.col] > 0 {
				known++
			}
		}
		if abroad || known >= least {
			x.docs, x.foreign = append(x.docs, docs[k]), append(x.foreign, abroad)
			x.abroad += bit(abroad)
		}
	}
	return x
}

// copied is the space of a sample, all of which counts as one big story.
func (c *Corpus) copied(x *sample, background Background, room func() int64) (*space, error) {
	copied := new(Corpus) // for space uses it up
	if c.away != nil && room != nil {
		if err := copied.Spill(c.away.store.Beside()); err != nil {
			return nil, err
		}
	}
	all := make([]int32, len(x.docs))
	terms := make([]uint32, len(c.of)) // by term: 1 + that of the copy; 0: none
	var row []entry
	var buf ahead
	for i, doc := range x.docs {
		all[i], row = int32(i), row[:0]
		for _, e := range c.doc(doc, &buf) {
			t := &terms[e.col]
			if *t == 0 {
				one := c.of[e.col]
				one.is.names = saysName(one.is.flags)
				copied.of = append(copied.of, one)
				*t = uint32(len(copied.of))
			}
			row = append(row, entry{e.val, *t - 1})
		}
		if err := copied.take(row, c.dates[doc], c.hash[doc]); err != nil {
			_ = copied.Close()
			return nil, err
		}
	}
	copied.learnt, copied.abroad = copied.shares(c.learnt, terms), copied.shares(c.abroad, terms)
	return copied.space(copied.counts(copied.count(all, nil, room, 1), nil), nil, [][]int32{all}, nil, background, room)
}

// take adds a copy of a row of another Corpus, with terms that are known here.
func (c *Corpus) take(row []entry, date int64, hash uint64) error {
	c.dates, c.hash = append(c.dates, date), append(c.hash, hash)
	if c.away != nil {
		c.list(row)
		return c.away.add(row)
	}
	c.held = append(c.held, c.store(row))
	return nil
}

// shares is what another Corpus has by term, some of which are terms here; nil of nil.
func (c *Corpus) shares(pb []float64, terms []uint32) []float64 {
	if pb == nil {
		return nil
	}
	own := make([]float64, len(c.of))
	for t, k := range terms {
		if k > 0 {
			own[k-1] = pb[t]
		}
	}
	return own
}

// sampleOf is how many of n docs are looked at.
func sampleOf(n int) int {
	if n > bigFolder {
		return int(bigSample * math.Sqrt(float64(n)/bigFolder))
	}
	return min(bigSample, max(bigFew, n/bigPart))
}

// alikeAtOnce is how many docs one is compared with at a time.
const alikeAtOnce = 32

// alike gives the docs clustered by their cosines, down to bigJoin.
func (s *space) alike(ctx context.Context) (clusters [][]int32, err error) {
	// A link that is a fixed part of the cosine: contrast begins where the mean
	// inside is twice bigJoin.
	m := &model{far: make([]float64, s.docs()), scale: make([]float64, s.docs())}
	for i := range m.scale {
		m.scale[i] = math.Sqrt(DefaultThreshold / bigJoin)
	}
	edges := newEdges(s.away, s.docs())
	defer edges.close()
	var own []edge
	dense := make([]float32, len(s.df))
	others := make([]int32, s.docs())
	for i := range others {
		others[i] = int32(i)
	}
	cos := make([]float64, s.docs())
	var list [][]entry
	var buf, rest []entry
	for i := range s.docs() {
		row := s.row(i, &buf)
		scatter(dense, row)
		at := i + 1
		for some := range slices.Chunk(others[at:], alikeAtOnce) { // they may have to be read
			list = s.some(list, some, &rest)
			gatherAll(dense, list, cos[at:at+len(some)])
			at += len(some)
		}
		unscatter(dense, row)
		own = own[:0]
		for j := i + 1; j < s.docs(); j++ {
			if cos[j] >= bigJoin {
				own = append(own, edge{int32(i), int32(j), m.link(i, j, cos[j])})
			}
		}
		edges.next(own)
	}
	above := math.Nextafter(DefaultThreshold, 1) // where halves.go has no say: what it goes by was fitted to links
	labels, err := merge(ctx, s, m, edges, nil, newDates(nil, 0), above, 1)
	if err := cmp.Or(err, s.failed()); err != nil {
		return nil, err
	}
	of := make([][]int32, s.docs())
	for i, l := range labels {
		of[l] = append(of[l], int32(i))
	}
	return slices.DeleteFunc(of, func(docs []int32) bool { return len(docs) == 0 }), nil
}

// centre is the middle of a cluster.
type centre struct {
	mean   []float64 // weight by column
	inside float64   // mean cosine of two of its clips,
	varied float64   // and what words of less than bigOften of them add to it
}

// centre is that of docs.
func (s *space) centre(docs []int32) centre {
	n := float64(len(docs))
	var buf []entry
	x := centre{mean: make([]float64, len(s.df))}
	square, clips := make([]float64, len(s.df)), make([]float64, len(s.df))
	for _, doc := range docs {
		for _, e := range s.row(int(doc), &buf) {
			x.mean[e.col] += float64(e.val) / n
			square[e.col] += float64(e.val) * float64(e.val)
			clips[e.col]++
		}
	}
	for c, mean := range x.mean {
		part := (n*n*mean*mean - square[c]) / (n * (n - 1))
		x.inside += part
		if clips[c] < bigOften*n {
			x.varied += part
		}
	}
	return x
}

// around gives the docs counted around each centre, which are of the space of a sample,
// where they are bigClips and more.
func (c *Corpus) around(centres []centre, n *counted, s *space, background Background) [][]int32 {
	if len(centres) == 0 {
		return nil
	}
	terms := make([]term, len(c.of)) // as the sample's, with its columns
	part := bigCounts / float64(len(n.docs))
	for t, df := range n.df {
		terms[t] = term{weightOf(bigCounts, part*float64(df), c.share(t, background)), noColumn, 0}
	}
	for column, id := range s.id {
		t, _ := c.find(id)
		terms[t].column = uint32(column)
	}
	big := make([][]int32, len(centres))
	sum := make([]float64, len(centres))
	var buf ahead
	for _, doc := range n.docs {
		clear(sum)
		square := 0.0
		for _, e := range c.doc(doc, &buf) {
			t := terms[e.col]
			x := float64(e.val) * t.idf
			square += x * x
			if t.column != noColumn {
				for k := range centres {
					sum[k] += x * centres[k].mean[t.column]
				}
			}
		}
		best, most := -1, bigLike
		for k, x := range centres {
			if like := sum[k] / math.Sqrt(square) / x.inside; like >= most {
				best, most = k, like
			}
		}
		if best >= 0 {
			big[best] = append(big[best], doc)
		}
	}
	return slices.DeleteFunc(big, func(docs []int32) bool { return len(docs) < bigClips })
}
