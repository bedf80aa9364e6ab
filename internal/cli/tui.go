package cli

// This file owns every word that newsdup says to people. Nothing else writes
// to standard error. The rules:
//
//   - Standard output carries results and nothing else; standard error carries
//     words for people and nothing a program should read.
//   - A message is one line: "newsdup: ", then what was being done, on what,
//     and what went wrong, as in `newsdup: open "a.txt": permission denied`.
//     Lower case, no full stop, names quoted, no stack, no advice on what the
//     reader already knows.
//   - A bad input is a warning; the run goes on. The first 20 are printed, the
//     rest are counted, unless -v asks for all.
//   - An error that ends the run is the last line.
//   - Hints and progress are for somebody who is looking: only on a terminal
//     (hints also with -v), and never with -q.
//   - -q also drops warnings and the summary. Errors are always printed.
//   - With --log-format json each message is an object on a line of its own (log.go),
//     and the rules of what is said stay.
//   - What comes from outside (names, texts, errors that quote them) cannot
//     steer the terminal: control characters are printed as escapes.

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"
	"strings"
	"sync"
	"syscall"

	"github.com/spf13/cobra"

	"newsdup/internal/clip"
	"newsdup/internal/report"
)

// maxWarnings is how many bad inputs are named before the rest is counted: a
// screen's worth, so that what went wrong first can still be seen.
const maxWarnings = 20

// clearLine takes the progress line away: return, then EL of ECMA-48.
const clearLine = "\r\x1b[K"

// tui talks to the person at standard error. All methods may be called from
// any goroutine.
type tui struct {
	w       io.Writer
	term    terminal
	color   bool
	quiet   bool
	verbose bool
	log     *slog.Logger // --log-format json; nil for text

	mu       sync.Mutex
	warnings int
	progress bool // a progress line stands on the screen
}

func newTUI(f *os.File) *tui {
	t := &tui{w: f, term: look(f)}
	t.color = t.term.colored("auto")
	return t
}

// Write passes what cobra itself prints.
func (t *tui) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.clear()
	return t.w.Write(p)
}

// clear takes the progress line off the screen; the caller holds mu.
func (t *tui) clear() {
	if t.progress {
		io.WriteString(t.w, clearLine)
		t.progress = false
	}
}

// line prints one message. A failure to print has nowhere to be told.
func (t *tui) line(s string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.clear()
	io.WriteString(t.w, s+"\n")
}

// say prints "newsdup: " and a message.
func (t *tui) say(st report.Style, format string, args ...any) {
	message := report.Printable(fmt.Sprintf(format, args...))
	if t.log != nil {
		t.log.Log(context.Background(), logLevel(st), message)
		return
	}
	t.line(report.Paint(t.color, st, "newsdup:") + " " + message)
}

// warn reports an input that could not be used.
func (t *tui) warn(p clip.Problem) {
	if t.warnings++; t.quiet || t.warnings > maxWarnings && !t.verbose {
		return
	}
	t.say(report.Yellow, "%v", p.Err)
}

// note reports a thing that is right but that the user should know of.
func (t *tui) note(format string, args ...any) {
	if !t.quiet {
		t.say(report.Yellow, format, args...)
	}
}

// hint says how to do better; only to somebody who is looking, or asks with -v.
func (t *tui) hint(format string, args ...any) {
	if (t.term.tty || t.verbose) && !t.quiet {
		t.say(report.Cyan, "hint: "+format, args...)
	}
}

// held says how many warnings were not printed.
func (t *tui) held() {
	if n := t.warnings - maxWarnings; n > 0 && !t.quiet && !t.verbose {
		t.say(report.Yellow, "... and %d more; -v shows all", n)
	}
}

// summary closes a run with the line of what was done; below says that the
// result stands right above it, on the same screen.
func (t *tui) summary(line string, below bool) {
	if t.quiet {
		return
	}
	if t.log != nil {
		t.log.Info(report.Printable(line))
		return
	}
	if below && t.term.tty {
		t.line("")
	}
	t.line(report.Printable(line))
}

// status shows s as the progress line, cut to the terminal; "" takes it away.
func (t *tui) status(s string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if s == "" {
		t.clear()
		return
	}
	if w := t.term.width - 1; len(s) > w {
		s = s[:w]
	}
	io.WriteString(t.w, clearLine+s)
	t.progress = true
}

// end prints what the error that ended the run asks for.
func (t *tui) end(err error) {
	t.status("")
	var bug *bugError
	var partial *partialError
	var usage *usageError
	switch {
	case err == nil, errors.Is(err, errShown), errors.Is(err, errRepeats), errors.Is(err, errDiffer), errors.As(err, &partial):
	case errors.Is(err, syscall.EPIPE): // the reader left, as head does: nobody wants a word
	case errors.As(err, &bug):
		t.say(report.Red, "internal error: %s; this is a bug in newsdup, please report it with the command line and the output of `newsdup version`", bug.what)
		if os.Getenv("NEWSDUP_DEBUG") != "" {
			t.Write(bug.stack)
		}
	case errors.As(err, &usage):
		t.fail(err)
		t.hint("see `%s --help`", usage.command)
	default:
		t.fail(err)
	}
}

// fail prints an error. Of errors that were joined each is a message of its own, once: a
// full disk may stop the writing of a record and the closing of the file.
func (t *tui) fail(err error) {
	var said []string
	for _, e := range causes(err) {
		if message := e.Error(); !slices.Contains(said, message) {
			said = append(said, message)
			t.say(report.Red, "%s", message)
		}
	}
}

// causes lists the errors that errors.Join put together; any other error is alone.
func causes(err error) (list []error) {
	all, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var texts []string
	for _, e := range all.Unwrap() {
		texts = append(texts, e.Error())
		list = append(list, causes(e)...)
	}
	if strings.Join(texts, "\n") != err.Error() { // one message that wraps several
		return []error{err}
	}
	return list
}

// ask puts a question to the person and waits for the answer: y or yes is yes.
// The caller knows that somebody is there.
func (t *tui) ask(in *os.File, format string, args ...any) bool {
	t.mu.Lock()
	t.clear()
	fmt.Fprintf(t.w, "%s %s [y/N] ", report.Paint(t.color, report.Yellow, "newsdup:"), report.Printable(fmt.Sprintf(format, args...)))
	t.mu.Unlock()
	answer, err := bufio.NewReader(in).ReadString('\n')
	if err != nil {
		t.line("") // the cursor stands behind the question still
	}
	answer = strings.ToLower(strings.TrimSpace(answer))
	return answer == "y" || answer == "yes"
}

// shortHelp answers a command line that asks for nothing.
func (t *tui) shortHelp(cmd *cobra.Command) {
	var b strings.Builder
	h := page{w: &b, color: t.color, width: helpWidth(t.term)}
	h.usage(cmd)
	if cmd.HasAvailableSubCommands() {
		h.commands(cmd)
	} else {
		h.examples(cmd)
	}
	fmt.Fprintf(&b, "\nSee `%s --help` for all of it.\n", cmd.CommandPath())
	t.Write([]byte(b.String()))
}
