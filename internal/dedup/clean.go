package dedup

import (
	"context"

	"newsdup/internal/clip"
)

// Clean cleans every page and hands it to page, in the order of the listing. Both functions
// are called from the caller's goroutine; the first error of one of them ends the run.
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
	err = stream(ctx, &o, listing, workers, handlers[*clip.Clip]{
		step: func(w *worker, raw *clip.Raw) *clip.Clip {
			c := w.cleaner.Clean(raw)
			return &c
		},
		take: func(c *clip.Clip) error {
			t.count(c.Words, false, c.Charset, c.Repaired)
			return page(c)
		},
		bad: t.problem,
	})
	return t.sum, err
}
