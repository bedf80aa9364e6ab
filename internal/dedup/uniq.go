package dedup

// A stream of records, each with the word whether it repeats an earlier one.
//
//	reader    frames of the stream, as they come
//	workers   a frame to its shingles and features, several at once
//	caller    in the order of the stream: seen.Index.See, then take
//
// The reader is ahead of the caller by a few frames a worker, and no further than
// their bytes have room (gate.go), so memory is bounded and the caller sees a
// record as soon as it is cleaned. Of a budget beside the program a quarter is for
// records on their way, half for what is remembered, the rest for garbage. There is
// no first pass for the furniture of sites: a stream cannot be read twice.

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"sync"

	"newsdup/internal/clip"
	"newsdup/internal/entity"
	"newsdup/internal/seen"
	"newsdup/internal/source"
)

// UniqOptions is a stream. Of Source only Stdin, which is read, and what says
// how records are read counts, of Memory only NotSame. With a Budget fewer clips than
// Remember are remembered where more do not fit, and a record that takes too much by
// itself is a problem.
type UniqOptions struct {
	Options
	Path     string // name of the stream in messages; "" is source.Stdin
	NUL      bool   // records end with NUL, not with a newline
	Remember int    // clips; 0 is seen.DefaultRemember
	Record   bool   // give Verdict.Memory

	// Past hands over what is remembered of clips that went by in earlier runs,
	// the oldest first; nil is nothing.
	Past func(restore func(memory []byte) error) error
}

// UniqRecord is one record of the stream, or a piece of one that is too long.
type UniqRecord struct {
	source.Frame
	Name    seen.Name
	Clip    bool          // Verdict was asked for: neither blank nor a problem
	Verdict seen.Verdict  // First of all that is no clip
	Problem *clip.Problem // why it is no clip
	More    bool          // the next record is there already
}

// ahead is how many frames the reader may be ahead of the caller, for each worker.
const ahead = 8

// uniqJob is a frame on its way.
type uniqJob struct {
	record UniqRecord
	page   page
	done   chan struct{}
	bytes  int64 // at the gate
	err    error // of the reader; there is no record
}

// Uniq calls take with every record of o.Source.Stdin, in its order. The error is
// take's, Past's, ctx's, or that of the stream. It may leave a goroutine behind
// that waits for the stream.
func Uniq(ctx context.Context, o UniqOptions, take func(*UniqRecord) error) (clip.Summary, error) {
	t := &tally{minWords: o.MinWords}
	tables, err := o.tables()
	if err != nil {
		return t.sum, err
	}
	o.Level, o.Path = cmp.Or(o.Level, LevelStory), cmp.Or(o.Path, source.Stdin)
	index := seen.New(seen.Options{
		Stories: o.Level == LevelStory, Copies: o.Copies, Story: o.Story,
		Background: tables.Background, Abroad: tables.Abroad, Remember: o.Remember, Record: o.Record,
		NotSame: newApartness(o.Memory.NotSame), Room: o.beside() / 2,
	})
	if o.Past != nil {
		if err := o.Past(index.Restore); err != nil {
			return t.sum, err
		}
	}

	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	spellings := entity.NewSpellings(tables, o.Level == LevelStory)
	spellings.Mute()
	way := newWay(&o)
	queue, pool := o.start(ctx, spellings, way)
	defer pool.Wait()
	defer cancel()
	for {
		var j *uniqJob
		select {
		case j = <-queue:
		case <-ctx.Done():
			return t.sum, ctx.Err()
		}
		select {
		case <-j.done:
		case <-ctx.Done():
			return t.sum, ctx.Err()
		}
		switch {
		case j.err == io.EOF:
			return t.sum, nil
		case j.err != nil:
			return t.sum, fmt.Errorf("read %q: %w", o.Path, clip.Cause(j.err))
		}
		j.record.More = len(queue) > 0
		j.see(index, t)
		if err := take(&j.record); err != nil {
			return t.sum, err
		}
		way.gate.taken(&way.turn, j.bytes)
	}
}

// beside is the bytes of a budget beside the program; 0 is no budget.
func (o *UniqOptions) beside() int64 {
	if o.Budget == 0 {
		return 0
	}
	return max(1, o.Budget-budgetProgram)
}

// wayPart is the part of what a budget leaves beside the program that records on their
// way may take, and so one of them.
const wayPart = .25

// way is where records are between the reader and the caller.
type way struct {
	*gate
	turn
}

func newWay(o *UniqOptions) *way {
	w := &way{gate: newGate(&o.Options)}
	if o.Budget > 0 {
		w.room = int64(wayPart * float64(o.beside()))
	}
	w.empty(&w.turn)
	return w
}

// send waits until the record of j has room, which it counts.
func (w *way) send(ctx context.Context, j *uniqJob, o *Options) error {
	weight := o.weigh(j.record.Bytes)
	j.bytes = int64(weight) * pageMade
	if weight >= largePage {
		j.bytes = int64(weight) * budgetPage
	}
	if err := w.enter(ctx, &w.turn, j.bytes); err != nil {
		return err
	}
	w.gate.sent(&w.turn)
	return nil
}

// start starts the reader and the workers, for which it gives a group to wait
// for. The queue ends with a job that has an error.
func (o *UniqOptions) start(ctx context.Context, spellings *entity.Spellings, way *way) (<-chan *uniqJob, *sync.WaitGroup) {
	workers := newWorkers(&o.Options, spellings)
	queue := make(chan *uniqJob, ahead*len(workers))
	jobs := make(chan *uniqJob)
	end := byte('\n')
	if o.NUL {
		end = 0
	}
	frames := source.NewFrames(o.Source.Stdin, end, o.Source)
	go func() {
		defer close(jobs)
		for {
			j := &uniqJob{done: make(chan struct{})}
			if j.record.Frame, j.err = frames.Next(); j.err != nil {
				close(j.done)
			} else if way.send(ctx, j, &o.Options) != nil {
				return
			} else if !j.record.Long {
				j.record.Problem = o.tooLarge(clip.Origin{Path: o.Path, Line: j.record.N}, j.bytes, wayPart)
			}
			select {
			case queue <- j:
			case <-ctx.Done():
				return
			}
			if j.err != nil {
				return
			}
			select {
			case jobs <- j:
			case <-ctx.Done():
				return
			}
		}
	}()
	pool := new(sync.WaitGroup)
	for _, w := range workers {
		pool.Go(func() {
			for {
				select {
				case j, more := <-jobs:
					if !more {
						return
					}
					j.make(w, o)
					close(j.done)
				case <-ctx.Done():
					return
				}
			}
		})
	}
	return queue, pool
}

// make cleans a record and cuts it into what it is compared by.
func (j *uniqJob) make(w *worker, o *UniqOptions) {
	r := &j.record
	if r.Problem != nil {
		return
	}
	broken := isolate("clean", clip.Origin{Path: o.Path, Line: r.N}, func() {
		var raw *clip.Raw
		if raw, r.Problem = w.reader.Frame(r.Frame, o.Path); raw == nil {
			return
		}
		r.Name = seen.NameOf(raw.ID, r.N)
		w.passing(&j.page, raw, &o.Options)
		r.Clip = true
	})
	if broken != nil {
		r.Problem, r.Clip = broken, false
	}
}

// see asks the index for the record and counts it.
func (j *uniqJob) see(index *seen.Index, t *tally) {
	r := &j.record
	r.Verdict.First = true
	if r.Problem != nil {
		if !r.Long || r.First {
			t.sum.Unreadable++
		}
		return
	}
	if !r.Clip {
		return
	}
	t.count(j.page.clip.Words, j.page.text.set.Len() > 0, j.page.clip.Charset, j.page.repaired)
	r.Verdict = index.See(&seen.Text{Name: r.Name, Content: j.page.clip.SHA256, Sequence: j.page.text.sequence, Set: j.page.text.set, Features: j.page.features})
	if r.Verdict.First {
		t.sum.Groups++
	} else {
		t.sum.Extra++
		t.relation(r.Verdict.Relation)
	}
}
