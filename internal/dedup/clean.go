package dedup

import (
	"context"

	"newsdup/internal/clean"
	"newsdup/internal/clip"
	"newsdup/internal/entity"
	"newsdup/internal/source"
)

// Clean cleans every page and hands it over in the order of the listing.
func Clean(ctx context.Context, o Options, page func(*clip.Clip) error, bad func(clip.Problem) error) (clip.Summary, error) {
	t := &tally{minWords: o.MinWords, bad: bad}
	err := eachPage(ctx, &o, newWorkers(&o, nil), t,
		func(w *worker, raw *clip.Raw) *clip.Clip {
			c := w.cleaner.Clean(raw)
			return &c
		},
		func(c *clip.Clip) error {
			t.count(c.Words, c.Charset, c.Repaired)
			return page(c)
		})
	return t.sum, err
}

// eachPage lists the input, reports what could not be listed, and streams the rest.
func eachPage[T any](ctx context.Context, o *Options, workers []*worker, t *tally, step func(*worker, *clip.Raw) T, take func(T) error) error {
	o.Progress.enter("listing")
	listing, err := source.List(ctx, o.Source)
	if err != nil {
		return err
	}
	for _, p := range listing.Problems {
		if err := t.problem(p); err != nil {
			return err
		}
	}
	if o.Progress != nil {
		o.Progress.Total.Store(int64(len(listing.Entries)))
	}
	o.Progress.enter("reading")
	return stream(ctx, o, listing, workers, step, take, t.problem)
}

// newWorkers makes the scratch of every goroutine of the pool.
func newWorkers(o *Options, tables *entity.Tables) []*worker {
	workers := make([]*worker, o.workers())
	for i := range workers {
		workers[i] = &worker{reader: source.NewReader(o.Source), cleaner: clean.New(o.Clean)}
		if tables != nil {
			workers[i].entity = entity.NewReader(tables)
		}
	}
	return workers
}
