package dedup

// A stream of records, each with the word whether it repeats an earlier one.
//
//	reader    frames of the stream, as they come
//	workers   a frame to its shingles and features, several at once
//	caller    in the order of the stream: seen.Index.See, then take
//
// The reader is ahead of the caller by a few frames a worker, so memory is
// bounded and the caller sees a record as soon as it is cleaned. There is
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
// how records are read counts, of Memory only NotSame.
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
		Background: tables.Background, Remember: o.Remember, Record: o.Record,
		NotSame: newApartness(o.Memory.NotSame),
	})
	if o.Past != nil {
		if err := o.Past(index.Restore); err != nil {
			return t.sum, err
		}
	}

	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	queue, pool := o.start(ctx, entity.NewSpellings(tables, o.Level == LevelStory))
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
	}
}

// start starts the reader and the workers, for which it gives a group to wait
// for. The queue ends with a job that has an error.
func (o *UniqOptions) start(ctx context.Context, spellings *entity.Spellings) (<-chan *uniqJob, *sync.WaitGroup) {
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
