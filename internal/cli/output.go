package cli

import (
	"bufio"
	"context"
	"fmt"
	"os"

	"newsdup/internal/act"
	"newsdup/internal/clip"
	"newsdup/internal/report"
)

// output is where a result goes: standard output, buffered, or a file that
// appears under its name as a whole. After open, end with commit; what is not
// committed is dropped when the program ends.
type output struct {
	app    *app
	file   *report.File  // nil for standard output
	stdout *bufio.Writer // nil for a file
	tty    bool          // somebody reads along: see Write
	wrote  bool          // anything at all, to standard output
}

// open begins the result. path is the value of -o; "" and "-" are standard output.
func (a *app) open(path string) (*output, error) {
	if path == "" || path == "-" {
		return &output{app: a, stdout: bufio.NewWriterSize(a.stdout, 1<<16), tty: look(a.stdout).tty}, nil
	}
	if info, err := os.Stat(path); err == nil && a.settings != nil && info.Mode().IsRegular() && os.SameFile(info, a.settings) {
		return nil, errRead(path)
	}
	if act.InQuarantine(path) {
		return nil, fmt.Errorf("write %q: files wait there for `newsdup undo`; give the result another name", path)
	}
	f, err := report.Create(path) // not under the lock, for a FIFO keeps it waiting until somebody reads
	if err != nil {
		return nil, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.stopped {
		f.Abort()
		return nil, context.Canceled
	}
	a.pending = &output{app: a, file: f}
	return a.pending, nil
}

// errRead refuses to replace a file that the command has read.
func errRead(path string) error {
	return fmt.Errorf("write %q: the command reads this file; give the result another name", path)
}

// redirected is the files that the shell has opened for the result and the messages,
// which are no pages: `newsdup clean . > all.txt` would read what it writes. On systems
// that do not say their names there are none.
func (a *app) redirected() (names []string) {
	for _, f := range []*os.File{a.stdout, os.Stderr} {
		name, err := os.Readlink(fmt.Sprintf("/proc/self/fd/%d", f.Fd()))
		if err != nil {
			continue
		}
		info, err := f.Stat()
		if there, e := os.Stat(name); err == nil && e == nil && info.Mode().IsRegular() && os.SameFile(info, there) {
			names = append(names, name)
		}
	}
	return names
}

// Write implements io.Writer. On a terminal every write shows at once, after
// the progress line has left it.
func (o *output) Write(p []byte) (int, error) {
	if o.file != nil {
		return o.file.Write(p)
	}
	if o.tty {
		o.app.tui.status("")
	}
	o.wrote = true
	n, err := o.stdout.Write(p)
	if err == nil && o.tty {
		err = o.stdout.Flush()
	}
	return n, stdoutError(err)
}

// commit ends the result: what was written is where it should be, or the error
// says why it is not.
func (o *output) commit() error {
	if o.file == nil {
		return stdoutError(o.stdout.Flush())
	}
	if err := o.file.Flush(); err != nil { // not under the lock, for who reads a FIFO may keep it waiting
		return err
	}
	o.app.mu.Lock()
	defer o.app.mu.Unlock()
	o.app.pending = nil
	return o.file.Commit()
}

// finish ends a run that did its work: the result is committed, what was held
// back is counted, the summary printed. The error is a *partialError when
// inputs had to be left out.
func (a *app) finish(o *output, sum clip.Summary, summary string) error {
	if err := o.commit(); err != nil {
		return err
	}
	a.tui.held()
	if summary != "" {
		a.tui.summary(summary, o.tty && o.wrote)
	}
	switch {
	case sum.Links == 1:
		a.tui.hint("1 symbolic link was not followed; -L follows it")
	case sum.Links > 1:
		a.tui.hint("%s symbolic links were not followed; -L follows them", report.Thousands(sum.Links))
	}
	if sum.Read+sum.Unreadable+sum.Links == 0 {
		a.tui.hint("nothing was there to read: names that begin with a dot need --hidden")
	}
	if sum.Unreadable > 0 {
		return &partialError{sum.Unreadable}
	}
	return nil
}

// discard drops a result that was not committed; stopped says that no other may follow.
func (a *app) discard(stopped bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.stopped = a.stopped || stopped
	if a.pending != nil {
		a.pending.file.Abort()
		a.pending = nil
	}
}

func stdoutError(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("write to standard output: %w", clip.Cause(err))
}
