package dedup

// The order of the listing is kept by a queue of channels. The producer puts one
// channel for each batch of files into the queue; workers fill the channels in any
// order; the consumer empties them in the order of the queue.
//
//	listing   a.txt b.txt   c.jsonl d.txt   e.txt f.txt
//	queue     [ch ab]       [ch cd]         [ch ef]      workers: 1 fills ab, 2 fills cd, then 1 fills ef
//	consumer  drains a and b, then every record of c as it comes, then d, e and f
//
// A channel for each file would keep the scheduler busy, so files are batched; when
// there are few, each is a batch of its own, so that all workers have some.
//
// A single JSONL file may be the whole input, so the worker that reads one cuts it into
// batches of lines (package source) and sends the channel of each in place of its
// records:
//
//	listing   big.jsonl
//	queue     [ch big]
//	ch big    [ch lines 1-16] [ch lines 17-32] ...   lent to idle workers, else filled by the one that cuts
//
// The channel of a batch has room for all of it, so filling it never blocks; and a worker
// that waits to send a channel fills batches that were lent meanwhile. So the batch that
// the consumer waits for is always being filled.
//
// Memory is bounded by the queue, in which a worker that runs ahead blocks on its full
// channel, and by the bytes in flight (gate.go). The simpler way, a slice for each worker
// and a sort at the end, cannot stream: `clean` would hold the text of a folder before it
// printed the first page.

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

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
	queued  = 32 // batches between the producer and the consumer; hides one slow file behind this many; 4 or 8 take as long and 4 MB less, as does a worker that yields after each
	batch   = 16 // files, at most
	shares  = 32 // batches for each worker, at least, if there are files enough
	buffers = 16 // records a worker may run ahead inside one batch
)

// worker owns the scratch of one goroutine; none of it is shared.
type worker struct {
	reader   *source.Reader
	lines    *source.Reader // of batches; reader may be cutting meanwhile
	cleaner  *clean.Cleaner
	entity   *entity.Reader
	builder  shingle.Builder
	tokens   []word.Token
	mentions []entity.Mention
	words    []uint64
	tables   *entity.Tables
	turn     *turn // of the file in hand
	buffers  int64 // bytes of its reader that are at the gate
	weight   int   // of the page in hand, see weigh

	// With a memory.
	memory *memory
	site   *site.Furniture
	record store.Clip // scratch of find
	found  bool       // record is that of the page in hand
	noted  []bool     // forms, by number
}

// result is one record of one file: a value, or a problem; or a batch of them, or
// the end of a file of lines. Keep T a pointer: a channel holds its buffer in
// place, and there are many of them.
type result[T any] struct {
	value   T
	problem *clip.Problem
	batch   *lane[T]
	end     string // path
	bytes   int64  // at the gate
}

// lane is where records go that one worker makes one after the other.
type lane[T any] struct {
	out chan result[T]
	turn
}

// job is a batch of files and where their records go.
type job[T any] struct {
	entries []source.Entry
	*lane[T]
}

// loan is a batch of lines and where their records go.
type loan[T any] struct {
	lines *source.Batch
	*lane[T]
}

// streamer is what the workers of a stream share.
type streamer[T any] struct {
	ctx     context.Context
	options *Options
	step    func(*worker, *clip.Raw) T
	jobs    chan job[T]
	loans   chan loan[T] // a few, of files that are being cut
	lends   bool         // there is somebody to lend to
	gate    *gate
	large   sync.Mutex   // held while a large page that was lent is made
	left    atomic.Int32 // workers that may still lend
}

// stream reads every entry of the listing with a pool of workers. It calls
// step in a worker, and take and bad in the caller's goroutine, in the order of
// the listing. A panic while a page is read or in step is a problem of that page alone. It returns the
// first error of take or bad, or the context's.
func stream[T any](ctx context.Context, o *Options, listing *source.Listing, workers []*worker,
	step func(*worker, *clip.Raw) T, take func(T) error, bad func(clip.Problem) error) error {
	return streamThrough(ctx, newGate(o), o, listing, workers, step, take, bad)
}

// streamThrough is stream through a gate, in which nothing is left when all was taken.
func streamThrough[T any](ctx context.Context, g *gate, o *Options, listing *source.Listing, workers []*worker,
	step func(*worker, *clip.Raw) T, take func(T) error, bad func(clip.Problem) error) error {

	ctx, cancel := context.WithCancel(ctx)
	var pool sync.WaitGroup
	defer pool.Wait()
	defer cancel()

	queue := make(chan job[T], queued)
	s := &streamer[T]{ctx: ctx, options: o, step: step, jobs: make(chan job[T], queued),
		gate: g, loans: make(chan loan[T], len(workers)), lends: len(workers) > 1 && o.Source.Sample == 0}
	pool.Go(func() {
		defer close(queue)
		defer close(s.jobs)
		size := max(1, min(batch, len(listing.Entries)/(shares*len(workers))))
		for entries := range slices.Chunk(listing.Entries, size) {
			j := job[T]{entries, &lane[T]{out: make(chan result[T], buffers)}}
			select {
			case queue <- j:
			case <-ctx.Done():
				return
			}
			select {
			case s.jobs <- j:
			case <-ctx.Done():
				return
			}
		}
	})
	s.left.Store(int32(len(workers)))
	for _, w := range workers {
		pool.Go(func() { s.work(w) })
	}

	c := consumer[T]{ctx: ctx, gate: s.gate, take: take, bad: bad, counts: s.lends}
	for j := range queue {
		if err := c.drain(j.lane); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return failedRules(workers, bad)
}

// consumer hands over the records of a stream.
type consumer[T any] struct {
	ctx      context.Context
	gate     *gate
	take     func(T) error
	bad      func(clip.Problem) error
	counts   bool            // lines that are bad: else the reader does
	badLines source.BadLines // of the file at hand
}

// drain empties a channel until it is closed.
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
	case c.counts && isBadLine(r.problem) && !c.badLines.Reports():
		return nil
	}
	return c.bad(*r.problem)
}

// isBadLine reports whether a problem is one of those that a file may have millions of.
func isBadLine(p *clip.Problem) bool {
	return p.Line > 0 && (p.Class == clip.BadRecord || p.Class == clip.TooLarge)
}

// failedRules hands over the rules that failed on some page, each once: of it noise may
// have been kept. All workers are idle.
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

// work is what a worker does: whole files, and as long as there are none, lines of
// those that others cut.
func (s *streamer[T]) work(w *worker) {
	w.reader.Room = func(bytes int) error {
		w.buffers += int64(bytes)
		return s.enter(w, int64(bytes))
	}
	for jobs := s.jobs; ; {
		select {
		case j, more := <-jobs:
			if !more {
				if jobs = nil; s.left.Add(-1) == 0 {
					close(s.loans)
				}
				continue
			}
			for _, e := range j.entries {
				s.file(w, e, j.lane)
			}
			close(j.out)
		case l, more := <-s.loans:
			if !more {
				return
			}
			s.fill(w, l)
		}
	}
}

// enter lets so many bytes of the file in hand through the gate. Before it waits it
// fills what was lent.
func (s *streamer[T]) enter(w *worker, bytes int64) error {
	if s.gate.try(w.turn, bytes) == nil {
		return nil
	}
	s.settle(w)
	return s.gate.enter(s.ctx, w.turn, bytes)
}

// send sends a result of a file, and fills batches while it waits.
func (s *streamer[T]) send(w *worker, to *lane[T], r result[T]) error {
	s.gate.sent(&to.turn)
	for {
		select {
		case to.out <- r:
			return nil
		case l := <-s.loans:
			s.fill(w, l)
		case <-s.ctx.Done():
			return s.ctx.Err()
		}
	}
}

// file makes the records of one file.
func (s *streamer[T]) file(w *worker, e source.Entry, to *lane[T]) {
	var size int64
	w.turn = &to.turn
	defer func() {
		s.gate.leave(w.buffers)
		w.buffers = 0
		s.options.Progress.file(size)
	}()
	if w.memory != nil {
		if raw, ok := w.skip(e); ok {
			size = w.record.Size
			w.weight = 0
			// Nothing lent is filled before, for that would take w.record: who lent it does.
			if s.gate.enter(s.ctx, w.turn, pageMade*size) == nil {
				_ = s.send(w, to, s.made(w, &raw, pageMade*size))
			}
			return
		}
	}
	lines := false // of a file that may be lent
	page := func(raw *clip.Raw) error {
		size += raw.Size
		r, err := s.page(w, raw)
		if err != nil {
			return err
		}
		return s.send(w, to, r)
	}
	bad := func(p clip.Problem) {
		lines = lines || s.lends && isBadLine(&p)
		_ = s.send(w, to, result[T]{problem: &p})
	}
	// The only error of reading is the context's, which the consumer sees for itself.
	broken := isolate("read", clip.Origin{Path: e.Path}, func() {
		if !s.lends {
			_ = w.reader.Read(s.ctx, e, page, bad)
			return
		}
		_ = w.reader.ReadLending(s.ctx, e, page, bad, func(b *source.Batch) error {
			lines = true
			return s.lend(w, b, to)
		})
	})
	if broken != nil {
		_ = s.send(w, to, result[T]{problem: broken})
	}
	if lines {
		s.settle(w)
		_ = s.send(w, to, result[T]{end: e.Path})
	}
}

// page makes one record of the file in hand when there is room for it.
func (s *streamer[T]) page(w *worker, raw *clip.Raw) (result[T], error) {
	weight := s.options.weigh(raw.Text)
	if p := s.options.tooLarge(raw.Origin, int64(weight)*budgetPage, pagePart); p != nil {
		return result[T]{problem: p}, nil
	}
	bytes := int64(weight) * pageMade
	if weight >= largePage {
		bytes = int64(weight) * budgetPage
	}
	if err := s.enter(w, bytes); err != nil {
		return result[T]{}, err
	}
	w.weight = weight
	return s.made(w, raw, bytes), nil
}

// made makes one record, for which so many bytes are inside the gate. Those that it
// does not hold leave.
func (s *streamer[T]) made(w *worker, raw *clip.Raw, bytes int64) (r result[T]) {
	r.problem = isolate("clean", raw.Origin, func() { r.value = s.step(w, raw) })
	r.bytes = min(bytes, int64(w.weight)*pageMade)
	if v, ok := any(r.value).(holder); ok && r.problem == nil {
		r.bytes = min(bytes, v.holds())
	}
	s.gate.leave(bytes - r.bytes)
	return r
}

// holder is a value that knows how many bytes it holds.
type holder interface{ holds() int64 }

// lend sends the channel of a batch, and leaves it to others to fill it, or does it.
func (s *streamer[T]) lend(w *worker, b *source.Batch, to *lane[T]) error {
	l := loan[T]{b, &lane[T]{out: make(chan result[T], b.Len())}}
	bytes := pageMade * b.Size()
	if err := s.enter(w, bytes); err != nil {
		return err
	}
	if err := s.send(w, to, result[T]{batch: l.lane, bytes: bytes}); err != nil {
		return err
	}
	select {
	case s.loans <- l:
	default:
		s.fill(w, l)
	}
	return nil
}

// settle fills what was lent and not taken, that none be left when the worker waits elsewhere.
func (s *streamer[T]) settle(w *worker) {
	for {
		select {
		case l := <-s.loans:
			s.fill(w, l)
		default:
			return
		}
	}
}

// fill makes the records of a batch. It never waits for the consumer.
func (s *streamer[T]) fill(w *worker, l loan[T]) {
	defer close(l.out)
	if w.lines == nil {
		w.lines = source.NewReader(s.options.Source)
	}
	var size int64
	defer func() { s.options.Progress.lines(size) }()
	page := func(raw *clip.Raw) error {
		size += raw.Size
		w.weight = s.options.weigh(raw.Text)
		if p := s.options.tooLarge(raw.Origin, int64(w.weight)*budgetPage, pagePart); p != nil {
			l.out <- result[T]{problem: p}
			return nil
		}
		if w.weight >= largePage {
			s.large.Lock()
			defer s.large.Unlock()
		}
		l.out <- s.made(w, raw, 0) // the batch is inside
		return nil
	}
	bad := func(p clip.Problem) { l.out <- result[T]{problem: &p} }
	for k := 0; k < l.lines.Len() && s.ctx.Err() == nil; k++ {
		broken := isolate("read", l.lines.Origin(k), func() { _ = w.lines.ReadLine(l.lines, k, page, bad) })
		if broken != nil {
			l.out <- result[T]{problem: broken}
		}
	}
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
