package dedup

import (
	"cmp"
	"context"
	"slices"

	"newsdup/internal/clip"
	"newsdup/internal/copies"
	"newsdup/internal/entity"
	"newsdup/internal/join"
	"newsdup/internal/shingle"
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
// by A, then B. Memory does not grow with the number of pairs of identical
// texts: those are written out from their classes as they go.
func Pairs(ctx context.Context, o PairOptions, row func(PairRow) error, bad func(clip.Problem) error) (clip.Summary, error) {
	o.Level = LevelCopy
	o.Min = cmp.Or(o.Min, DefaultMinPair)
	t := &tally{minWords: o.MinWords, bad: bad}
	var c *corpus
	var err error
	if o.Raw {
		o.NoSiteRules = true
		c, _, err = readPages(ctx, &o.Options, nil, t, (*worker).raw, nil)
	} else {
		var tables *entity.Tables
		if tables, err = o.tables(); err != nil {
			return t.sum, err
		}
		c, _, err = readPages(ctx, &o.Options, entity.NewSpellings(tables, false), t, (*worker).page, nil)
	}
	defer c.close()
	if err != nil {
		return t.sum, err
	}

	defer o.Progress.end()
	o.Progress.enter(Comparing)
	class := classes(c, nil)
	firsts := firstOf(class)
	joined, err := c.join(ctx, firsts, join.Options{Jaccard: o.Min, Workers: o.workers()}, nil)
	if err != nil {
		return t.sum, err
	}
	partners := make(map[int32][]copies.Pair, len(firsts)) // first page -> its pairs, A being itself
	found := 0
	err = joined.Each(ctx, func(p join.Pair) error {
		found++
		a, b := firsts[p.A], firsts[p.B]
		x, y := c.two(a, b)
		q := copies.Judge(p, x, y, o.Copies)
		q.A, q.B = a, b
		partners[a] = append(partners[a], q)
		q.A, q.B, q.AInB, q.BInA = b, a, q.BInA, q.AInB
		partners[b] = append(partners[b], q)
		return c.paired.err
	})
	if err != nil {
		return t.sum, err
	}

	o.compared(joined.Stats, found)
	o.Progress.enter(Writing)
	same := map[int32][]int32{}
	for i, first := range class {
		if first >= 0 {
			same[first] = append(same[first], int32(i))
		}
	}
	var rows []copies.Pair
	for i, first := range class {
		a := int32(i)
		if first < 0 {
			continue
		}
		rows = rows[:0]
		for _, b := range same[first] {
			rows = append(rows, copies.Pair{B: b, Relation: clip.Exact, Jaccard: 1, AInB: 1, BInA: 1})
		}
		for _, p := range partners[first] {
			for _, b := range same[p.B] {
				q := p
				q.B = b
				rows = append(rows, q)
			}
		}
		slices.SortFunc(rows, func(x, y copies.Pair) int { return cmp.Compare(x.B, y.B) })
		for _, q := range rows {
			if q.B <= a {
				continue
			}
			r := PairRow{c.clips[a].Origin, c.clips[q.B].Origin, q.Jaccard, q.AInB, q.BInA, q.Relation}
			if err := row(r); err != nil {
				return t.sum, err
			}
		}
		if err := ctx.Err(); err != nil {
			return t.sum, err
		}
	}
	return t.sum, nil
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
