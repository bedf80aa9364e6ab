package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"

	"newsdup/internal/act"
)

// The exit codes; README, the commands' help and the manual pages name them.
const (
	exitDone      = 0   // the work is done
	exitNo        = 1   // the answer is "no": with group -e, repeats were found; with why, two stories; with diff, the texts differ
	exitUsage     = 2   // the work was not done: bad flag, missing gold, cannot write
	exitPartial   = 3   // done, but some inputs could not be read
	exitRefused   = 4   // some acts were refused or failed
	exitBug       = 70  // EX_SOFTWARE of sysexits.h
	exitLocked    = 75  // EX_TEMPFAIL of sysexits.h: another run holds the lock
	exitHangup    = 129 // 128 + SIGHUP
	exitInterrupt = 130 // 128 + SIGINT
	exitPipe      = 141 // 128 + SIGPIPE
	exitTerminate = 143 // 128 + SIGTERM
)

var (
	errShown   = errors.New("wrong use, already explained")
	errRepeats = errors.New("repeats were found")
	errDiffer  = errors.New("the two clips differ")
)

// usageError is a command line that cannot be carried out. Its text is the
// whole message; command names the help page to look at.
type usageError struct {
	err     error
	command string
}

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

// partialError says that a finished run had to leave n inputs out.
type partialError struct{ n int }

func (e *partialError) Error() string { return fmt.Sprintf("%d inputs could not be read", e.n) }

// refusedError says that acts were refused: some, whose results have said why, or all.
type refusedError struct{ err error }

func (e *refusedError) Error() string { return e.err.Error() }
func (e *refusedError) Unwrap() error { return e.err }

// lockedError says that another run holds the lock.
type lockedError struct{ err error }

func (e *lockedError) Error() string { return e.err.Error() }
func (e *lockedError) Unwrap() error { return e.err }

// signalError is the cause of a context that a signal cancelled.
type signalError struct{ sig os.Signal }

func (e *signalError) Error() string {
	switch e.sig {
	case syscall.SIGTERM:
		return "terminated"
	case syscall.SIGHUP:
		return "stopped: the terminal hung up"
	}
	return "interrupted"
}

// bugError is a recovered panic.
type bugError struct {
	what  string
	stack []byte
}

func (e *bugError) Error() string { return e.what }

// exitCode maps the error that ended the run to the exit code. An input that
// could not be read outranks "repeats were found", as in grep: the caller of -e
// must not take a "no" from a run that did not see everything for the full answer.
func exitCode(err error) int {
	var sig *signalError
	var bug *bugError
	var partial *partialError
	var refused *refusedError
	var locked *lockedError
	var limit *act.LimitError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &bug):
		return exitBug
	case errors.As(err, &sig):
		switch sig.sig {
		case syscall.SIGTERM:
			return exitTerminate
		case syscall.SIGHUP:
			return exitHangup
		}
		return exitInterrupt
	case errors.Is(err, context.Canceled):
		return exitInterrupt
	case errors.Is(err, syscall.EPIPE):
		return exitPipe
	case errors.As(err, &locked):
		return exitLocked
	case errors.As(err, &refused), errors.As(err, &limit):
		return exitRefused
	case errors.As(err, &partial):
		return exitPartial
	case errors.Is(err, errRepeats), errors.Is(err, errDiffer):
		return exitNo
	}
	return exitUsage
}
