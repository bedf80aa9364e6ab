package dedup

import (
	"cmp"
	"context"

	"newsdup/internal/crew"
	"newsdup/internal/entity"
	"newsdup/internal/source"
)

// list lists the input, and reports the listing and what could not be listed to t.
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

// prepare lists the input. In the background it loads the tables and makes the workers,
// with a table of spellings that they share.
func prepare(ctx context.Context, o *Options, t *tally) (*source.Listing, []*worker, error) {
	var workers []*worker
	var failed error
	var hands crew.Crew
	o.inBackground(&hands, func() {
		tables, err := o.tables()
		if failed = err; err == nil {
			workers = newWorkers(o, entity.NewSpellings(tables, o.Level == LevelStory))
		}
	})
	listing, err := list(ctx, o, t)
	hands.Wait()
	return listing, workers, cmp.Or(err, failed)
}
