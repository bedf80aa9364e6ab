// Package cli is newsdup's command line: commands, flags, messages and exit codes.
// It is the only package that imports cobra.
//
// How: each command is one file with an options struct, AddFlags, verify (what can be
// checked from the flags alone) and a run function that takes plain values. tui.go
// owns everything on standard error, exit.go every exit code, output.go every byte of
// the result. What it costs: a few milliseconds to start; tables and models are loaded
// on first use. What it refuses: to decide anything about text, and to leave a
// half-written file behind, whatever stops it.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime/debug"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"newsdup/internal/budget"
	"newsdup/internal/crew"
)

// grace is how long a stopped command may take to put things away before the
// program leaves without it: a read of a silent pipe cannot be cancelled.
const grace = 500 * time.Millisecond

// app is one run of the program: its streams, what is known of them, and the
// output file that must not survive a failure.
type app struct {
	stdin  *os.File
	stdout *os.File
	tui    *tui
	config string // --config
	color  string // --color: auto, always or never

	settings fs.FileInfo // of the configuration file that was read; nil when there is none

	logFormat string // --log-format: text or json
	governor  *budget.Governor

	helpErr error // what went wrong while help was printed

	mu      sync.Mutex
	pending *output // the -o file being written; nil when none
	stopped bool    // by a signal: no file is begun any more
}

// Main runs the program with the arguments and streams of the process and
// returns its exit code.
func Main() int {
	ctx, release := watchSignals(context.Background())
	defer release()
	a := &app{stdin: os.Stdin, stdout: os.Stdout, tui: newTUI(os.Stderr), color: "auto", logFormat: "text", governor: budget.Start()}

	done := make(chan error, 1)
	go func() { done <- a.execute(ctx, os.Args[1:]) }()
	var err error
	select {
	case err = <-done:
	case <-ctx.Done():
		a.discard(true) // at once: the next signal may be one that cannot be caught
		select {
		case err = <-done:
		case <-time.After(grace):
		}
		var bug *bugError
		if !errors.As(err, &bug) {
			err = context.Cause(ctx) // whatever the run made of its file being gone
		}
	}
	a.discard(false)
	a.tui.logAs(a.logFormat) // also where the flags behind it are wrong
	a.tui.end(err)
	return exitCode(err)
}

// execute parses the arguments and runs the command. A panic below comes back
// as a *bugError, so that it too passes the one place that cleans up and the
// one that chooses the exit code.
func (a *app) execute(ctx context.Context, args []string) (err error) {
	defer func() {
		if v := recover(); v != nil {
			stack := debug.Stack()
			if p, ok := v.(*crew.Panic); ok {
				stack = p.Stack
			}
			err = &bugError{fmt.Sprint(v), stack}
		}
	}()
	root := newRoot(a)
	root.SetArgs(args)
	root.SetOut(a.stdout)
	root.SetErr(a.tui)
	if err := root.ExecuteContext(ctx); err != nil {
		return err
	}
	return a.helpErr
}

// newRoot builds the command tree.
func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "newsdup",
		Short: "find the stories that repeat in folders of news pages",
		Long: `newsdup reads folders of scraped news pages and says which clips tell the same story, which of those are copies of one text, which one to keep, and why.

Two levels are always told apart. A copy is the same text once menus, dates and other noise are stripped: exact, near (edited) or contained in a longer version. A story is the same event told in other words. Every score is exact and every decision carries its reason. Only apply and sweep touch pages, and undo takes that back.`,
		Example: examples(
			"the stories that repeat in a folder", "newsdup group clips/",
			"the clean text of one page", "newsdup clean clips/page.html",
			"a report for another program", "newsdup group -f jsonl -o report.jsonl clips/"),
		Annotations: exits(meanings{
			exitDone:  "done",
			exitUsage: "nothing was done: no command, an unknown one, or a bad flag",
		}),
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			if show, _ := cmd.Flags().GetBool("version"); show {
				return a.print(func(w io.Writer) error { return writeVersion(w) })
			}
			a.tui.shortHelp(cmd)
			return errShown
		},
		SilenceErrors:              true,
		SilenceUsage:               true,
		SuggestionsMinimumDistance: 2,
		CompletionOptions:          cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	cobra.EnableCommandSorting = false // help lists the commands as below: the main job first
	root.Flags().Bool("version", false, "print the version and exit")
	a.addGlobalFlags(root)
	root.SetFlagErrorFunc(a.flagError)
	root.SetHelpFunc(a.help)
	root.SetHelpCommand(newHelp(a))
	for _, c := range []*cobra.Command{
		newGroup(a), newClean(a), newEntities(a), newPairs(a), newWhy(a), newDiff(a), newUniq(a), newEval(a),
		newNotSame(a),
		newApply(a), newUndo(a), newRuns(a), newSweep(a), newState(a), newConfig(a), newSchema(a), newCompletion(a), newMan(a), newVersion(a),
	} {
		root.AddCommand(c)
	}
	return root
}

// print hands a writer on standard output to write: for the commands that
// print a text of their own and read no pages.
func (a *app) print(write func(io.Writer) error) error {
	o, err := a.open("")
	if err != nil {
		return err
	}
	if err := write(o); err != nil {
		return err
	}
	return o.commit()
}
