package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"newsdup/internal/act"
	"newsdup/internal/report"
)

// undoOptions are the flags of `newsdup undo`.
type undoOptions struct {
	state  stateFlag
	lock   lockFlags
	output outputFlags

	gone bool // a folder that is gone has its files refused, and does not end the whole
}

// newUndo is `newsdup undo`.
func newUndo(a *app) *cobra.Command {
	var o undoOptions
	cmd := &cobra.Command{
		Use:   "undo [RUN]",
		Short: "put back what a run moved",
		Long: `Puts back what a run of newsdup apply or sweep took away: names, modes and times. Without RUN it is the last run that has anything left to put back; newsdup runs list shows them.

A file that a run deleted is restored from the clip that stayed, with its owner and extended attributes as far as the process may set them.

Nothing is ever overwritten. A file whose name is taken now is refused and stays in quarantine; move the other one away and undo the run again, it goes on where it stopped. A link that a run left is taken away only while another file has the text it leads to.

The journal of the runs is in the state. Should that be lost, the files still stand under their own names in .newsdup/quarantine/RUN/ below the folder, to be moved back by hand.`,
		Example: examples(
			"take the last run back", "newsdup undo",
			"a sweep, and back", "newsdup sweep clips/ && newsdup undo",
			"a run by its name", "newsdup undo \"$(newsdup runs list | tail -1 | cut -d' ' -f1)\""),
		Annotations: exits(meanings{
			exitDone:      "all is back",
			exitUsage:     "nothing was done: bad flag, no such run, or no state",
			exitRefused:   "some files were refused or failed, and are in quarantine still; or were deleted by newsdup runs purge",
			exitLocked:    "nothing was done: another run works on the folder",
			exitInterrupt: stopped,
		}),
		Args: atMostOne("run"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runBack(cmd.Context(), a, args, "undo", act.Undo, &o)
		},
	}
	cmd.ValidArgsFunction = completeRuns(&o.state, true, 1)
	o.AddFlags(cmd)
	return cmd
}

// AddFlags adds the flags of `newsdup undo`.
func (o *undoOptions) AddFlags(cmd *cobra.Command) {
	o.state.AddFlags(cmd, ownState)
	o.lock.AddFlags(cmd)
	o.output.AddFlags(cmd, []string{"text", "jsonl"}, "")
}

// ending is what ends the quarantine of a run: act.Undo or act.Purge.
type ending func(ctx context.Context, run string, locks *act.Locks, j act.Journal, tell func(act.Result) error) (act.Summary, error)

// runBack ends the quarantine of runs, without any of the last one; verb is what it
// is called. All are known and their folders locked before anything is done.
func runBack(ctx context.Context, a *app, runs []string, verb string, end ending, o *undoOptions) error {
	out, err := a.open(o.output.path)
	if err != nil {
		return err
	}
	w, err := report.NewActWriter(out, report.Format(o.output.format), verb, a.reportOptions(&o.output))
	if err != nil {
		return err
	}
	state, err := o.state.openExisting(ctx)
	if err != nil {
		return err
	}
	defer state.Close()
	if len(runs) == 0 {
		last, err := lastRun(ctx, state)
		if err != nil {
			return err
		}
		runs = []string{last}
	}
	acts := map[string][]act.Act{}
	var roots []string
	for _, run := range runs {
		acts[run], err = state.Acts(ctx, run)
		if errors.Is(err, act.ErrNoRun) {
			return fmt.Errorf("%s run %q: the journal %q has no such run; `newsdup runs list` shows them", verb, run, state.Path())
		}
		if err != nil {
			return err
		}
		if err := o.output.spareActs(pagesOf(acts[run])); err != nil {
			return err
		}
		roots = o.folders(roots, acts[run])
	}
	locks, err := o.lock.lock(ctx, roots, "newsdup "+verb)
	if err != nil {
		return err
	}
	defer locks.Close()
	if _, err := act.Recover(ctx, locks.Roots, locks, state); err != nil {
		return err
	}
	var sum act.Summary
	for _, run := range runs {
		did, err := end(ctx, run, locks, state, w.Act)
		if err != nil {
			return err
		}
		sum.Add(did)
	}
	if err := a.acted(out, sum, act.Quarantine, verb); err != nil || verb != "undo" {
		return err
	}
	return purged(runs[0], acts[runs[0]])
}

// pagesOf names the pages that acts took, and those that stayed for them.
func pagesOf(acts []act.Act) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := range acts {
			if !yield(acts[i].Root+"/"+acts[i].Path) || !yield(acts[i].Keep) {
				return
			}
		}
	}
}

// folders adds those of acts to the folders that are to be locked.
func (o *undoOptions) folders(roots []string, acts []act.Act) []string {
	for i := range acts {
		root := acts[i].Root
		if slices.Contains(roots, root) {
			continue
		}
		if _, err := os.Stat(root); o.gone && errors.Is(err, fs.ErrNotExist) {
			continue
		}
		roots = append(roots, root)
	}
	return roots
}

// purged is the error of an undo of a run whose files are, in part, no more.
func purged(run string, acts []act.Act) error {
	n := 0
	for i := range acts {
		if acts[i].State == act.Purged {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	return &refusedError{fmt.Errorf("undo run %q: %s deleted for good by `newsdup runs purge`", run, report.Count(n, "file was", "files were"))}
}

// lastRun is the last run that has something to put back.
func lastRun(ctx context.Context, j act.Journal) (string, error) {
	runs, err := j.Runs(ctx)
	if err != nil {
		return "", err
	}
	for _, r := range slices.Backward(runs) {
		if r.Done > 0 || !r.Ended {
			return r.ID, nil
		}
	}
	return "", errors.New("undo: no run has anything left to put back")
}
