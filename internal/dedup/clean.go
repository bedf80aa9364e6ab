package dedup

import (
	"cmp"
	"context"

	"newsdup/internal/clean"
	"newsdup/internal/clip"
	"newsdup/internal/crew"
	"newsdup/internal/entity"
	"newsdup/internal/source"
)

// Clean cleans every page and hands it over in the order of the listing.
func Clean(ctx context.Context, o Options, page func(*clip.Clip) error, bad func(clip.Problem) error) (clip.Summary, error) {
	t := &tally{minWords: o.MinWords, bad: bad}
	defer o.Progress.end()
	listing, err := list(ctx, &o, t)
	if err != nil {
		return t.sum, err
	}
	workers := newWorkers(&o, nil)
	if err := learnSites(ctx, &o, listing, workers); err != nil {
		return t.sum, err
	}
	err = stream(ctx, &o, listing, workers,
		func(w *worker, raw *clip.Raw) *clip.Clip {
			c := w.cleaner.Clean(raw)
			return &c
		},
		func(c *clip.Clip) error {
			t.count(c.Words, false, c.Charset, c.Repaired)
			return page(c)
		}, t.problem)
	return t.sum, err
}

// list lists the input and reports what could not be listed.
func list(ctx context.Context, o *Options, t *tally) (*source.Listing, error) {
	o.Progress.enter(Listing)
	listing, err := source.List(ctx, o.Source)
	if err != nil {
		return nil, err
	}
	t.sum.Links = listing.Links
	if t.listed != nil {
		if err := t.listed(listing); err != nil {
			return nil, err
		}
	}
	for _, p := range listing.Problems {
		if err := t.problem(p); err != nil {
			return nil, err
		}
	}
	if o.Progress != nil {
		o.Progress.Total.Store(int64(len(listing.Entries)))
	}
	o.Progress.count("files", len(listing.Entries))
	return listing, nil
}

// prepare lists the input, and beside that loads the tables and makes the workers, with
// spellings of theirs.
func prepare(ctx context.Context, o *Options, t *tally) (*source.Listing, []*worker, error) {
	var workers []*worker
	var failed error
	var hands crew.Crew
	o.beside(&hands, func() {
		tables, err := o.tables()
		if failed = err; err == nil {
			workers = newWorkers(o, entity.NewSpellings(tables, o.Level == LevelStory))
		}
	})
	listing, err := list(ctx, o, t)
	hands.Wait()
	return listing, workers, cmp.Or(err, failed)
}

// newWorkers makes the scratch of every goroutine of the pool; they share the spellings.
func newWorkers(o *Options, spellings *entity.Spellings) []*worker {
	workers := make([]*worker, o.workers())
	if o.Budget > 0 && spellings != nil {
		spellings.Bound(int(o.Budget / budgetSpelling))
	}
	cleaning := o.Clean
	cleaning.Lend = spellings != nil    // the callback gets copies of names, and no text
	cleaning.NoNames = spellings != nil // clips that are compared are asked for nothing else of what Clean hands over
	for i := range workers {
		workers[i] = &worker{reader: source.NewReader(o.Source), cleaner: clean.New(cleaning)}
		if spellings != nil {
			workers[i].entity, workers[i].tables = spellings.NewReader(), spellings.Tables()
		}
	}
	return workers
}
