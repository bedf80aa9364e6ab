package dedup

// How pages are read by many workers and handed over in the order of the listing.
//
// The order is kept by a queue of channels. The producer puts one channel for each batch of
// files into the queue, workers fill the channels in any order, and the consumer empties
// them in the order of the queue:
//
//	listing   a.txt b.txt   c.jsonl d.txt   e.txt f.txt
//	queue     [ch ab]       [ch cd]         [ch ef]      workers: 1 fills ab, 2 fills cd, then 1 fills ef
//	consumer  takes a and b, then every record of c as it comes, then d, e and f
//
// A channel for each file would keep the scheduler busy, so files are batched. When there
// are few files, each is a batch of its own, so that all workers have something to do.
//
// The whole input may be a single JSONL file. The worker that reads such a file cuts it
// into batches of lines (package source) and sends the channel of each batch in place of
// its records:
//
//	listing   big.jsonl
//	queue     [ch big]
//	ch big    [ch lines 1-16] [ch lines 17-32] ...   lent to idle workers, or filled by the one that cuts
//
// The channel of a batch has room for all its records, so filling it never blocks; and a
// worker that waits until it can send a channel fills lent batches in the meantime. So
// somebody is always filling the batch that the consumer waits for.
//
// Memory is bounded by the queue, where a worker that runs ahead blocks on its full
// channel, and by the bytes of the pages in flight (gate.go). Rejected: a slice for each
// worker and a sort at the end. It cannot stream: clean would hold the text of the whole
// folder before it printed the first page.

import (
	"context"
	"iter"
	"slices"
	"sync"
	"sync/atomic"

	"newsdup/internal/clip"
	"newsdup/internal/source"
)

const (
	batchesAhead     = 32 // batches between the producer and the consumer, so that one slow file does not stop the others
	filesPerBatch    = 16 // at most
	batchesPerWorker = 32 // at least, if there are enough files
	recordsAhead     = 16 // records of one batch that a worker may be ahead of the consumer
)

// result is one record of a file: a value or a problem. Instead, it may be a batch of
// records, or mark the end of a file of lines. T should be a pointer, because the buffer of
// a channel holds whole results and there are many channels.
type result[T any] struct {
	value   T
	problem *clip.Problem
	batch   *lane[T] // the records of a batch of lines
	end     string   // path of the file that ends here
	bytes   int64    // inside the gate
}

// lane is a channel for records that are made one after the other, and its place in the
// order in which records enter the gate.
type lane[T any] struct {
	out chan result[T]
	turn
}

// job is a batch of files and the lane for their records.
type job[T any] struct {
	entries []source.Entry
	*lane[T]
}

// handlers is what a stream does with the pages that it reads.
type handlers[T any] struct {
	step func(*worker, *clip.Raw) T // makes a value of a page, in a worker
	take func(T) error              // takes the values in the order of the listing, in the caller's goroutine
	bad  func(clip.Problem) error   // takes the problems, likewise
}

// streamer is what the workers of a stream share.
type streamer[T any] struct {
	handlers[T]
	ctx      context.Context
	options  *Options
	jobs     chan job[T]
	loans    chan loan[T] // batches of lines that any worker may fill
	lends    bool         // there is more than one worker, and files of lines are lent
	gate     *gate
	oneLarge sync.Mutex   // held while a large page of a lent batch is made
	lenders  atomic.Int32 // workers that may still lend
}

// stream reads every entry of the listing with a pool of workers. A panic while a page is
// read, or in step, is a problem of that page alone. stream returns the first error of take
// or bad, or that of the context.
func stream[T any](ctx context.Context, o *Options, listing *source.Listing, workers []*worker, h handlers[T]) error {
	s := &streamer[T]{options: o, gate: newGate(o), handlers: h}
	return s.run(ctx, listing, workers)
}

// run is stream. When it returns without an error, no bytes are left inside the gate.
func (s *streamer[T]) run(ctx context.Context, listing *source.Listing, workers []*worker) error {
	ctx, cancel := context.WithCancel(ctx)
	var pool sync.WaitGroup
	defer pool.Wait()
	defer cancel()

	s.ctx = ctx
	s.jobs, s.loans = make(chan job[T], batchesAhead), make(chan loan[T], len(workers))
	s.lends = len(workers) > 1 && s.options.Source.Sample == 0
	queue := make(chan job[T], batchesAhead)
	size := max(1, min(filesPerBatch, len(listing.Entries)/(batchesPerWorker*len(workers))))
	pool.Go(func() { s.produce(slices.Chunk(listing.Entries, size), queue) })
	s.lenders.Store(int32(len(workers)))
	for _, w := range workers {
		pool.Go(func() { s.work(w) })
	}

	c := consumer[T]{ctx: ctx, gate: s.gate, take: s.take, bad: s.bad, countsBadLines: s.lends}
	for j := range queue {
		if err := c.drain(j.lane); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return failedRules(workers, s.bad)
}

// produce puts every batch of files into the queue of the consumer, and then into that of
// the workers.
func (s *streamer[T]) produce(batches iter.Seq[[]source.Entry], queue chan<- job[T]) {
	defer close(queue)
	defer close(s.jobs)
	for entries := range batches {
		j := job[T]{entries, &lane[T]{out: make(chan result[T], recordsAhead)}}
		for _, to := range []chan<- job[T]{queue, s.jobs} {
			select {
			case to <- j:
			case <-s.ctx.Done():
				return
			}
		}
	}
}
