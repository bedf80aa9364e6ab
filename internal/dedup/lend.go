package dedup

import (
	"newsdup/internal/clip"
	"newsdup/internal/source"
)

// loan is a batch of lines that any worker may read, and where their records go.
type loan[T any] struct {
	lines *source.Batch
	*lane[T]
}

// lend sends the channel of a batch to the consumer and leaves it to other workers to fill
// it. If none is free to take the batch, the worker fills it itself.
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
		s.fillLoan(w, l)
	}
	return nil
}

// fillLoans fills the batches that were lent and that nobody has taken. A worker calls it
// before it waits for anything else, so that the consumer never waits for a batch that
// nobody fills.
func (s *streamer[T]) fillLoans(w *worker) {
	for {
		select {
		case l := <-s.loans:
			s.fillLoan(w, l)
		default:
			return
		}
	}
}

// fillLoan makes the records of a batch. It never waits for the consumer, because the
// channel has room for all of them.
func (s *streamer[T]) fillLoan(w *worker, l loan[T]) {
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
			s.oneLarge.Lock()
			defer s.oneLarge.Unlock()
		}
		l.out <- s.makeResult(w, raw, 0) // the bytes of the whole batch are inside the gate
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
