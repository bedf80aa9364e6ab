package dedup

// A stream of records: each is passed on with the verdict whether it repeats an earlier
// one.
//
//	reader    cuts the stream into frames, as they come
//	workers   make shingles and features of frames, several at once
//	caller    in the order of the stream: seen.Index.See, then take
//
// The reader is ahead of the caller by a few frames for each worker, and by no more bytes
// than the gate has room for (gate.go). So memory is bounded, and the caller gets a record
// as soon as it is cleaned. Of what a budget leaves beside the program, a quarter is for
// records on their way, half for the clips that are remembered, and the rest for garbage.
// The furniture of sites is not learnt, because a stream cannot be read twice.

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

// UniqOptions says how a stream is read. Of Source only Stdin counts, which is read, and
// what says how records are read; of Memory only NotSame. With a Budget, fewer clips than
// Remember are remembered when more do not fit, and a record that takes too much by itself
// is a problem.
type UniqOptions struct {
	Options
	Path     string // name of the stream in messages; "" means source.Stdin
	NUL      bool   // records end with NUL, not with a newline
	Remember int    // number of clips to remember; 0 means seen.DefaultRemember
	Record   bool   // fill in Verdict.Memory

	// Past restores the clips that earlier runs remembered, the oldest first; nil when
	// there are none.
	Past func(restore func(memory []byte) error) error
}

// UniqRecord is one record of the stream, or a piece of a record that is too long.
type UniqRecord struct {
	source.Frame
	Name    seen.Name
	Clip    bool          // it is a clip: neither blank nor a problem
	Verdict seen.Verdict  // First is set for records that are no clips, too
	Problem *clip.Problem // why it is no clip; nil when it is blank or a clip
	More    bool          // the next record is there already
}

// framesAhead is how many frames for each worker the reader may be ahead of the caller.
const framesAhead = 8

// uniqJob is a frame on its way through the pipeline. done is closed when record and page
// are complete.
type uniqJob struct {
	record UniqRecord
	page   page
	done   chan struct{}
	bytes  int64 // inside the gate
	err    error // of the reader, in place of a record
}

// Uniq calls take with every record of o.Source.Stdin, in the order of the stream. The
// error is that of take, Past, ctx, or the stream. Uniq may leave a goroutine behind that
// waits for the stream.
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
		NotSame: newNotSamePairs(o.Memory.NotSame), Room: o.budgetLeft() / 2,
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
	way := newInFlight(&o)
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

// budgetLeft is the bytes that a budget leaves beside the program; 0 when there is no
// budget.
func (o *UniqOptions) budgetLeft() int64 {
	if o.Budget == 0 {
		return 0
	}
	return max(1, o.Budget-budgetProgram)
}

// inFlightPart is the share of budgetLeft that the records on their way may take together,
// and so a single one.
const inFlightPart = .25

// inFlight bounds the bytes of the records between the reader and the caller.
type inFlight struct {
	*gate
	turn
}

func newInFlight(o *UniqOptions) *inFlight {
	w := &inFlight{gate: newGate(&o.Options)}
	if o.Budget > 0 {
		w.room = int64(inFlightPart * float64(o.budgetLeft()))
	}
	w.empty(&w.turn)
	return w
}

// send waits until the record of j has room, and counts it.
func (w *inFlight) send(ctx context.Context, j *uniqJob, o *Options) error {
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

// start starts the reader and the workers. It returns the queue of frames, which ends with
// a job that has an error, and a group to wait for.
func (o *UniqOptions) start(ctx context.Context, spellings *entity.Spellings, way *inFlight) (<-chan *uniqJob, *sync.WaitGroup) {
	workers := newWorkers(&o.Options, spellings)
	queue := make(chan *uniqJob, framesAhead*len(workers))
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
				j.record.Problem = o.tooLarge(clip.Origin{Path: o.Path, Line: j.record.N}, j.bytes, inFlightPart)
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
		w.makePassingPage(&j.page, raw, &o.Options)
		r.Clip = true
	})
	if broken != nil {
		r.Problem, r.Clip = broken, false
	}
}

// see asks the index about the record, and counts it.
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
