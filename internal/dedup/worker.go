package dedup

import (
	"fmt"

	"newsdup/internal/clean"
	"newsdup/internal/clip"
	"newsdup/internal/entity"
	"newsdup/internal/shingle"
	"newsdup/internal/site"
	"newsdup/internal/source"
	"newsdup/internal/store"
	"newsdup/internal/word"
)

// worker holds the scratch memory of one goroutine. None of it is shared.
type worker struct {
	reader      *source.Reader
	lines       *source.Reader // reads lent batches, while reader may be in the middle of a file
	cleaner     *clean.Cleaner
	entity      *entity.Reader
	builder     shingle.Builder
	tokens      []word.Token
	mentions    []entity.Mention
	words       []uint64
	tables      *entity.Tables
	turn        *turn // of the file that it reads
	readerBytes int64 // of the buffer of reader, inside the gate
	weight      int   // of the page that it makes; see weigh

	// With a cache (memory.go).
	memory *memory
	site   *site.Furniture
	record store.Clip // scratch of find
	found  bool       // record is that of the page that it makes
	noted  []bool     // forms that were remembered, by number
}

// newWorkers makes the workers of a run; they share the spellings, which are nil for
// workers that only clean.
func newWorkers(o *Options, spellings *entity.Spellings) []*worker {
	workers := make([]*worker, o.workers())
	if o.Budget > 0 && spellings != nil {
		spellings.Bound(int(o.Budget / budgetSpelling))
	}
	cleaning := o.Clean
	cleaning.Lend = spellings != nil    // nothing keeps the text of a clip that is compared, so its memory is used again
	cleaning.NoNames = spellings != nil // nor does anything ask for its byline, dateline, place or agency
	for i := range workers {
		workers[i] = &worker{reader: source.NewReader(o.Source), cleaner: clean.New(cleaning)}
		if spellings != nil {
			workers[i].entity, workers[i].tables = spellings.NewReader(), spellings.Tables()
		}
	}
	return workers
}

// work is what one worker does: it reads whole files and, while there are none, fills
// batches of lines that other workers lend.
func (s *streamer[T]) work(w *worker) {
	w.reader.Room = func(bytes int) error {
		w.readerBytes += int64(bytes)
		return s.enter(w, int64(bytes))
	}
	for jobs := s.jobs; ; {
		select {
		case j, more := <-jobs:
			if !more {
				if jobs = nil; s.lenders.Add(-1) == 0 {
					close(s.loans)
				}
				continue
			}
			for _, e := range j.entries {
				s.readFile(w, e, j.lane)
			}
			close(j.out)
		case l, more := <-s.loans:
			if !more {
				return
			}
			s.fillLoan(w, l)
		}
	}
}

// enter lets bytes of the file in hand through the gate. Before it waits, it fills the
// batches that were lent, because the consumer may be waiting for one of them.
func (s *streamer[T]) enter(w *worker, bytes int64) error {
	if s.gate.try(w.turn, bytes) == nil {
		return nil
	}
	s.fillLoans(w)
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
			s.fillLoan(w, l)
		case <-s.ctx.Done():
			return s.ctx.Err()
		}
	}
}

// readFile makes the records of one file.
func (s *streamer[T]) readFile(w *worker, e source.Entry, to *lane[T]) {
	var size int64
	w.turn = &to.turn
	defer func() {
		s.gate.leave(w.readerBytes)
		w.readerBytes = 0
		s.options.Progress.file(size)
	}()
	if w.memory != nil {
		if raw, ok := w.skip(e); ok {
			size = w.record.Size
			w.weight = 0
			// Unlike s.enter, the gate's own enter fills no lent batches, which would
			// overwrite w.record. The worker that lent them fills them.
			if s.gate.enter(s.ctx, w.turn, pageMade*size) == nil {
				_ = s.send(w, to, s.makeResult(w, &raw, pageMade*size))
			}
			return
		}
	}
	lines := false // the file holds lines, and s.lends
	page := func(raw *clip.Raw) error {
		size += raw.Size
		r, err := s.makePage(w, raw)
		if err != nil {
			return err
		}
		return s.send(w, to, r)
	}
	bad := func(p clip.Problem) {
		lines = lines || s.lends && isBadLine(&p)
		_ = s.send(w, to, result[T]{problem: &p})
	}
	// The only error of Read is that of the context, which the consumer sees for itself.
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
		s.fillLoans(w)
		_ = s.send(w, to, result[T]{end: e.Path})
	}
}

// makePage makes one record of the file in hand, as soon as there is room for it.
func (s *streamer[T]) makePage(w *worker, raw *clip.Raw) (result[T], error) {
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
	return s.makeResult(w, raw, bytes), nil
}

// makeResult makes one record, for which so many bytes are inside the gate already. The
// bytes that the finished record does not hold leave the gate.
func (s *streamer[T]) makeResult(w *worker, raw *clip.Raw, bytes int64) (r result[T]) {
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

// isolate runs f and turns a panic into a problem of the item that f works on, so that the
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
