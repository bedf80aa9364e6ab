package story

import (
	"context"
	"sync/atomic"

	"newsdup/internal/crew"
)

// blockDocs is how many docs a worker takes at a time.
const blockDocs = 64

// blocks is the number of blocks of size docs among n docs.
func blocks(n, size int) int { return (n + size - 1) / size }

// inBlocks has the workers do all blocks b of blockDocs among n docs, from <= i <
// to, as inTurn does.
func inBlocks(ctx context.Context, n, workers int, worker func() func(b, from, to int)) error {
	return inTurn(ctx, blocks(n, blockDocs), workers, func() func(b int) {
		do := worker()
		return func(b int) { do(b, b*blockDocs, min(n, (b+1)*blockDocs)) }
	})
}

// inTurn has the workers do all parts k < n. Each worker begins by making its own
// function, with its own scratch. Which worker does which part is chance, so a
// part may write only what belongs to it. The error is that of ctx.
func inTurn(ctx context.Context, n, workers int, worker func() func(k int)) error {
	var next atomic.Int64
	var hands crew.Crew
	for range min(workers, n) {
		hands.Go(func() {
			do := worker()
			for ctx.Err() == nil {
				k := int(next.Add(1)) - 1
				if k >= n {
					return
				}
				do(k)
			}
		})
	}
	hands.Wait()
	return ctx.Err()
}
