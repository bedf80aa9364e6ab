package cli

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// watchSignals returns a context that SIGHUP, SIGINT and SIGTERM cancel, with a
// *signalError as its cause. Later signals find the program on its way out and
// change nothing: timeout(1) signals its child and then the group, and the
// second must not cut the clearing up short. One that was ignored when the program
// started, as by nohup or by sh for `newsdup &`, stays ignored.
//
// SIGPIPE and SIGXFSZ are ignored, so that a closed pipe and a file at its size
// limit are errors of the write like any other: a closed stdout ends the run with
// code 141 and without a word, after the -o file was put away; a closed stderr
// only loses messages. Go's own way, death inside the write, would leave the
// temporary file behind.
func watchSignals(parent context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(parent)
	signal.Ignore(syscall.SIGPIPE, syscall.SIGXFSZ)
	got := make(chan os.Signal, 1)
	for _, sig := range []os.Signal{syscall.SIGHUP, os.Interrupt, syscall.SIGTERM} {
		if !signal.Ignored(sig) {
			signal.Notify(got, sig)
		}
	}
	go func() {
		select {
		case sig := <-got:
			cancel(&signalError{sig})
		case <-ctx.Done():
		}
	}()
	return ctx, func() { cancel(nil) }
}
