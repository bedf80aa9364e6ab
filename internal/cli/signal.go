package cli

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// watchSignals returns a context that SIGINT and SIGTERM cancel, with a
// *signalError as its cause. A second signal finds the default action again
// and ends the program at once.
//
// SIGPIPE is ignored, so that writing to a closed pipe is an error like any
// other: a closed stdout ends the run with code 141 and without a word, after
// the -o file was put away; a closed stderr only loses messages. Go's own way,
// death inside the write, would leave the temporary file behind.
func watchSignals(parent context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(parent)
	signal.Ignore(syscall.SIGPIPE)
	got := make(chan os.Signal, 1)
	signal.Notify(got, os.Interrupt, syscall.SIGTERM)
	go func() {
		select {
		case sig := <-got:
			signal.Reset(os.Interrupt, syscall.SIGTERM)
			cancel(&signalError{sig})
		case <-ctx.Done():
		}
	}()
	return ctx, func() { signal.Stop(got); cancel(nil) }
}
