package dedup

import (
	"cmp"
	"context"

	"newsdup/internal/clip"
	"newsdup/internal/copies"
	"newsdup/internal/join"
	"newsdup/internal/shingle"
	"newsdup/internal/source"
	"newsdup/internal/word"
)

// PairOptions says how pairs are found. Level, Story, Keep and Window are not used.
type PairOptions struct {
	Options
	Min float64 // lowest Jaccard that is reported; 0 means DefaultMinPair
	Raw bool    // compare the words of the pages as they are, without cleaning, entities and template guard
}

// PairRow is one pair of clips, A before B in the listing.
type PairRow struct {
	A, B       clip.Origin
	Jaccard    float64       // of the two sets of shingles, in [0,1]
	AInB, BInA float64       // containment: the share of the shingles of A, and of B, that both have
	Relation   clip.Relation // "" when the pair is below every threshold
}

// Pairs hands over every pair of clips with a Jaccard of at least o.Min, sorted by A, then
// B. The pairs wait in a file (package join); those of identical texts are written out from
// their classes as they are handed over. The error is that of row, bad, ctx, the listing or
// a temporary file.
func Pairs(ctx context.Context, o PairOptions, row func(PairRow) error, bad func(clip.Problem) error) (clip.Summary, error) {
	o.Level = LevelCopy
	o.Min = cmp.Or(o.Min, DefaultMinPair)
	t := &tally{minWords: o.MinWords, bad: bad}
	var listing *source.Listing
	var workers []*worker
	var err error
	step := (*worker).makePage
	if o.Raw {
		o.NoSiteRules, step = true, (*worker).makeRawPage
		listing, err = list(ctx, &o.Options, t)
		workers = newWorkers(&o.Options, nil)
	} else {
		listing, workers, err = prepare(ctx, &o.Options, t)
	}
	if err != nil {
		return t.sum, err
	}
	r := reading{listing: listing, workers: workers, tally: t, step: step}
	c, _, err := r.pages(ctx, &o.Options)
	defer c.close()
	if err != nil {
		return t.sum, err
	}

	defer o.Progress.end()
	o.Progress.enter(Comparing)
	var pages []int32 // the pages that have shingles
	for i, set := range c.setOf {
		if set >= 0 {
			pages = append(pages, int32(i))
		}
	}
	joined, err := c.join(ctx, &o.Options, pages, join.Options{Jaccard: o.Min, Workers: o.workers()}, nil)
	if err != nil {
		return t.sum, err
	}
	defer joined.Close()
	o.countJoin(joined.Stats, joined.Pairs)
	o.Progress.enter(Writing)
	sets := byClip{c, c.paired, pages}
	return t.sum, joined.Each(ctx, func(p join.Pair) error {
		a, b := pages[p.A], pages[p.B]
		q := copies.Pair{Relation: clip.Exact, Jaccard: 1, AInB: 1, BInA: 1}
		if c.setOf[a] != c.setOf[b] {
			q = copies.JudgeOf(p, sets, o.Copies)
		}
		if err := c.paired.failed.first(); err != nil {
			return err
		}
		return row(PairRow{c.clips.clip(a).Origin, c.clips.clip(b).Origin, q.Jaccard, q.AInB, q.BInA, q.Relation})
	})
}

// makeRawPage cuts one page into the words of its bytes, without cleaning.
func (w *worker) makeRawPage(p *page, raw *clip.Raw, o *Options) {
	p.repaired = raw.Repaired
	p.clip.Origin, p.clip.Charset = raw.Origin, raw.Charset
	w.words = word.Plain(w.words[:0], raw.Text)
	p.clip.Words = len(w.words)
	if p.clip.Words < shingle.K || p.clip.Words < o.MinWords {
		return // a shingle is five words in a row: fewer have none
	}
	w.tokens = w.tokens[:0]
	for _, h := range w.words {
		w.tokens = append(w.tokens, word.Token{Exact: h})
	}
	p.text.sequence = shingle.Sequence(w.tokens)
	p.text.set = w.builder.Words(w.words)
}
