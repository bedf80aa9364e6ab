package dedup

import (
	"context"
	"slices"

	"newsdup/internal/clip"
	"newsdup/internal/source"
)

// consumer hands the records of a stream to the caller, in the order of the listing.
type consumer[T any] struct {
	ctx            context.Context
	gate           *gate
	take           func(T) error
	bad            func(clip.Problem) error
	countsBadLines bool            // false when the reader counts them
	badLines       source.BadLines // of the file being handed over
}

// drain hands over the results of a channel until it is closed.
func (c *consumer[T]) drain(from *lane[T]) error {
	defer c.gate.empty(c.gate.empty(&from.turn))
	for {
		var r result[T]
		var more bool
		select {
		case r, more = <-from.out:
		case <-c.ctx.Done():
			return c.ctx.Err()
		}
		if !more {
			return nil
		}
		if err := c.hand(r); err != nil {
			return err
		}
		c.gate.taken(&from.turn, r.bytes)
	}
}

// hand hands over one result.
func (c *consumer[T]) hand(r result[T]) error {
	switch {
	case r.batch != nil:
		return c.drain(r.batch)
	case r.end != "":
		p, some := c.badLines.Rest(r.end)
		c.badLines = 0
		if some {
			return c.bad(p)
		}
		return nil
	case r.problem == nil:
		return c.take(r.value)
	case c.countsBadLines && isBadLine(r.problem) && !c.badLines.Reports():
		return nil
	}
	return c.bad(*r.problem)
}

// isBadLine reports whether a problem is of a kind that one file may have millions of. Such
// problems are reported up to a number for each file, and counted from there on.
func isBadLine(p *clip.Problem) bool {
	return p.Line > 0 && (p.Class == clip.BadRecord || p.Class == clip.TooLarge)
}

// failedRules reports the cleaning rules that failed on some page, each once: noise may
// have been kept there. All workers must have ended.
func failedRules(workers []*worker, bad func(clip.Problem) error) error {
	var failed []clip.Problem
	for _, w := range workers {
		failed = append(failed, w.cleaner.Failed()...)
	}
	slices.SortFunc(failed, func(a, b clip.Problem) int { return a.Origin.Compare(b.Origin) })
	failed = slices.CompactFunc(failed, func(a, b clip.Problem) bool { return a.Origin == b.Origin })
	for _, p := range failed {
		if err := bad(p); err != nil {
			return err
		}
	}
	return nil
}
