package dedup

// The order of the listing is kept by a queue of channels. The producer puts
// one channel a batch of files into the queue; workers fill them, in whatever order they
// finish; the consumer empties them in the order of the queue.
//
//	listing   a.txt b.txt   c.jsonl d.txt   e.txt f.txt
//	queue     [ch ab]       [ch cd]         [ch ef]      workers: 1 fills ab, 2 fills cd, then 1 fills ef
//	consumer  drains a and b, then every record of c as it comes, then d, e and f
//
// A batch is for the scheduler, which a channel a file kept busy; where files
// are few, each is a batch of its own, so that all workers have some.
//
// Memory is bounded by the queue: a worker that runs ahead blocks on its full
// channel. The simpler way, a slice a worker sorted at the end, cannot stream:
// `clean` would hold a folder's text before it printed the first page.

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"newsdup/internal/clean"
	"newsdup/internal/clip"
	"newsdup/internal/entity"
	"newsdup/internal/shingle"
	"newsdup/internal/site"
	"newsdup/internal/source"
	"newsdup/internal/store"
	"newsdup/internal/word"
)

const (
	queued  = 32 // batches between the producer and the consumer; hides one slow file behind this many
	batch   = 16 // files, at most
	shares  = 32 // batches for each worker, at least, if there are files enough
	buffers = 16 // records a worker may run ahead inside one batch
)

// worker owns the scratch of one goroutine; none of it is shared.
type worker struct {
	reader   *source.Reader
	cleaner  *clean.Cleaner
	entity   *entity.Reader
	builder  shingle.Builder
	tokens   []word.Token
	mentions []entity.Mention
	words    []uint64
	tables   *entity.Tables

	// With a memory.
	memory *memory
	site   *site.Furniture
	record store.Clip // scratch of find
	found  bool       // record is that of the page in hand
	noted  []bool     // forms, by number
}

// result is one record of one file: a value, or a problem. Keep T a pointer: a
// channel holds its buffer in place, and there are many of them.
type result[T any] struct {
	value   T
	problem *clip.Problem
}

// job is a batch of files and where their records go.
type job[T any] struct {
	entries []source.Entry
	out     chan result[T]
}

// stream reads every entry of the listing with a pool of workers. It calls
// step in a worker, and take and bad in the caller's goroutine, in the order of
// the listing. A panic while a page is read or in step is a problem of that page alone. It returns the
// first error of take or bad, or the context's.
func stream[T any](ctx context.Context, o *Options, listing *source.Listing, workers []*worker,
	step func(*worker, *clip.Raw) T, take func(T) error, bad func(clip.Problem) error) error {

	ctx, cancel := context.WithCancel(ctx)
	var pool sync.WaitGroup
	defer pool.Wait()
	defer cancel()

	queue := make(chan job[T], queued)
	jobs := make(chan job[T], queued)
	pool.Go(func() {
		defer close(queue)
		defer close(jobs)
		size := max(1, min(batch, len(listing.Entries)/(shares*len(workers))))
		for entries := range slices.Chunk(listing.Entries, size) {
			j := job[T]{entries, make(chan result[T], buffers)}
			select {
			case queue <- j:
			case <-ctx.Done():
				return
			}
			select {
			case jobs <- j:
			case <-ctx.Done():
				return
			}
		}
	})
	for _, w := range workers {
		pool.Go(func() {
			for j := range jobs {
				for _, e := range j.entries {
					readFile(ctx, o.Progress, w, e, j.out, step)
				}
				close(j.out)
			}
		})
	}

	for j := range queue {
		for {
			var r result[T]
			var more bool
			select {
			case r, more = <-j.out:
			case <-ctx.Done():
				return ctx.Err()
			}
			if !more {
				break
			}
			var err error
			if r.problem != nil {
				err = bad(*r.problem)
			} else {
				err = take(r.value)
			}
			if err != nil {
				return err
			}
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return failedRules(workers, bad)
}

// failedRules hands over the rules that some worker had to switch off, each
// once: the pages that it cleaned since may hold noise. All workers are idle.
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

// readFile makes the records of one file.
func readFile[T any](ctx context.Context, p *Progress, w *worker, e source.Entry, out chan<- result[T], step func(*worker, *clip.Raw) T) {
	send := func(r result[T]) error {
		select {
		case out <- r:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	var size int64
	if raw, ok := w.skip(e); ok {
		var r result[T]
		r.problem = isolate("clean", raw.Origin, func() { r.value = step(w, &raw) })
		_ = send(r)
		p.file(w.record.Size)
		return
	}
	broken := isolate("read", clip.Origin{Path: e.Path}, func() {
		// The only error is the context's, which the consumer sees for itself.
		_ = w.reader.Read(ctx, e,
			func(raw *clip.Raw) error {
				size += raw.Size
				var r result[T]
				r.problem = isolate("clean", raw.Origin, func() { r.value = step(w, raw) })
				return send(r)
			},
			func(problem clip.Problem) {
				_ = send(result[T]{problem: &problem})
			})
	})
	if broken != nil {
		_ = send(result[T]{problem: broken})
	}
	p.file(size)
}

// isolate runs f and turns a panic into a problem of the item it works on: the
// rest of the run goes on.
func isolate(verb string, o clip.Origin, f func()) (problem *clip.Problem) {
	defer func() {
		if v := recover(); v != nil {
			problem = &clip.Problem{Origin: o, Class: clip.Internal,
				Err: fmt.Errorf("%s %q: internal error: %v: please report it with the page", verb, o.String(), v)}
		}
	}()
	f()
	return nil
}
