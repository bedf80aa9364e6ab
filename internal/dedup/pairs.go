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

// PairOptions is one run of Pairs. Level, Story, Keep and Window are not used.
type PairOptions struct {
	Options
	Min float64 // lowest Jaccard reported; 0 is DefaultMinPair
	Raw bool    // words of the page as decoded: no cleaning, no entities, no template guard
}

// PairRow is one pair of clips, A before B in the listing.
type PairRow struct {
	A, B       clip.Origin
	Jaccard    float64       // of the two shingle sets
	AInB, BInA float64       // containment: shared shingles by those of A, of B
	Relation   clip.Relation // "" when the pair is below every threshold
}

// Pairs hands over every pair of clips whose Jaccard is at least o.Min, sorted
// by A, then B. Pairs wait in a file (package join); those of identical texts are
// written out from their classes as they go.
func Pairs(ctx context.Context, o PairOptions, row func(PairRow) error, bad func(clip.Problem) error) (clip.Summary, error) {
	o.Level = LevelCopy
	o.Min = cmp.Or(o.Min, DefaultMinPair)
	t := &tally{minWords: o.MinWords, bad: bad}
	var listing *source.Listing
	var workers []*worker
	var err error
	step := (*worker).page
	if o.Raw {
		o.NoSiteRules, step = true, (*worker).raw
		listing, err = list(ctx, &o.Options, t)
		workers = newWorkers(&o.Options, nil)
	} else {
		listing, workers, err = prepare(ctx, &o.Options, t)
	}
	if err != nil {
		return t.sum, err
	}
	c, _, err := readPages(ctx, &o.Options, listing, workers, t, step, nil)
	defer c.close()
	if err != nil {
		return t.sum, err
	}

	defer o.Progress.end()
	o.Progress.enter(Comparing)
	var pages []int32 // those that are compared
	for i, set := range c.set {
		if set >= 0 {
			pages = append(pages, int32(i))
		}
	}
	joined, err := c.join(ctx, &o.Options, pages, join.Options{Jaccard: o.Min, Workers: o.workers()}, nil)
	if err != nil {
		return t.sum, err
	}
	defer joined.Close()
	o.compared(joined.Stats, joined.Pairs)
	o.Progress.enter(Writing)
	sets := byClip{c, c.paired, pages}
	return t.sum, joined.Each(ctx, func(p join.Pair) error {
		a, b := pages[p.A], pages[p.B]
		q := copies.Pair{Relation: clip.Exact, Jaccard: 1, AInB: 1, BInA: 1}
		if c.set[a] != c.set[b] {
			q = copies.JudgeOf(p, sets, o.Copies)
		}
		if err := c.paired.failed.first(); err != nil {
			return err
		}
		return row(PairRow{c.clips.clip(a).Origin, c.clips.clip(b).Origin, q.Jaccard, q.AInB, q.BInA, q.Relation})
	})
}

// raw cuts one page into the words of its bytes.
func (w *worker) raw(p *page, raw *clip.Raw, o *Options) {
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
