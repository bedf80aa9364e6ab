package cli

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"newsdup/internal/act"
	"newsdup/internal/report"
)

// newRuns is `newsdup runs`.
func newRuns(a *app) *cobra.Command {
	cmd := parent(a, &cobra.Command{
		Use:   "runs",
		Short: "list, show and purge the runs that acted",
		Long:  `Every run of newsdup apply and sweep that acted on files is in the journal, with what became of each file. What a run moved stays in quarantine until it is put back by newsdup undo or deleted by newsdup runs purge.`,
		Example: examples(
			"the runs, the last one at the end", "newsdup runs list",
			"the same for another program", "newsdup runs list -f jsonl",
			"free the space of runs older than a month", "newsdup runs purge -y --older-than 30d"),
	})
	cmd.AddCommand(newRunsList(a), newRunsShow(a), newRunsPurge(a))
	return cmd
}

// parent makes cmd one that has commands and does nothing itself.
func parent(a *app, cmd *cobra.Command) *cobra.Command {
	cmd.Annotations = exits(meanings{exitDone: "done", exitUsage: "nothing was done: no command, or an unknown one"})
	cmd.Args = cobra.ArbitraryArgs
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return unknownCommand(cmd, args[0])
		}
		a.tui.shortHelp(cmd)
		return errShown
	}
	return cmd
}

// runsOptions are the flags of the commands that only read the journal.
type runsOptions struct {
	state  stateFlag
	output outputFlags
}

func (o *runsOptions) AddFlags(cmd *cobra.Command) {
	o.state.AddFlags(cmd, ownState)
	o.output.AddFlags(cmd, []string{"text", "jsonl"}, "")
}

var readsJournal = meanings{
	exitDone:      "done",
	exitUsage:     "bad flag, no such run, no state, or cannot write",
	exitInterrupt: stopped,
}

func newRunsList(a *app) *cobra.Command {
	var o runsOptions
	cmd := &cobra.Command{
		Use:         "list",
		Short:       "list the runs that acted, the last one at the end",
		Long:        `Lists the runs in the order they began: when, how many files, and what became of them since.`,
		Example:     examples("all runs", "newsdup runs list"),
		Annotations: exits(readsJournal),
		Args:        noArguments,
		RunE: func(cmd *cobra.Command, args []string) error {
			state, err := o.state.openExisting(cmd.Context())
			if err != nil {
				return err
			}
			defer state.Close()
			runs, err := state.Runs(cmd.Context())
			if err != nil {
				return err
			}
			out, err := a.open(o.output.path)
			if err != nil {
				return err
			}
			if err := report.WriteRuns(out, report.Format(o.output.format), runs); err != nil {
				return err
			}
			return out.commit()
		},
	}
	o.AddFlags(cmd)
	return cmd
}

func newRunsShow(a *app) *cobra.Command {
	var o runsOptions
	cmd := &cobra.Command{
		Use:         "show RUN",
		Short:       "show what a run did, file by file",
		Long:        `Shows every act of a run: what was done to which file, which clip stayed, and what became of it since.`,
		Example:     examples("one run", "newsdup runs show 20261122-1"),
		Annotations: exits(readsJournal),
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef(cmd, "read arguments: want a run, as newsdup runs list names them")
			}
			return atMostOne("run")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			state, err := o.state.openExisting(cmd.Context())
			if err != nil {
				return err
			}
			defer state.Close()
			acts, err := state.Acts(cmd.Context(), args[0])
			if errors.Is(err, act.ErrNoRun) {
				return fmt.Errorf("show run %q: the journal %q has no such run; `newsdup runs list` shows them", args[0], state.Path())
			}
			if err != nil {
				return err
			}
			out, err := a.open(o.output.path)
			if err != nil {
				return err
			}
			if err := report.WriteActs(out, report.Format(o.output.format), acts); err != nil {
				return err
			}
			return out.commit()
		},
	}
	cmd.ValidArgsFunction = completeRuns(&o.state, false, 1)
	o.AddFlags(cmd)
	return cmd
}

// purgeOptions are the flags of `newsdup runs purge`.
type purgeOptions struct {
	undoOptions
	older span
	yes   bool
	force bool
}

// purge is the ending that the flags ask for.
func (o *purgeOptions) purge(ctx context.Context, run string, locks *act.Locks, j act.Journal, tell func(act.Result) error) (act.Summary, error) {
	return act.Purge(ctx, run, o.force, locks, j, tell)
}

func newRunsPurge(a *app) *cobra.Command {
	var o purgeOptions
	cmd := &cobra.Command{
		Use:   "purge [RUN...]",
		Short: "delete what runs put into quarantine, for good",
		Long: `Deletes the files that the named runs, or all runs older than --older-than, put into quarantine. They cannot be put back then; the journal keeps what they were. With --older-than the files of a folder that is gone are refused, and the others are deleted.

A file is refused when the clip that stayed in its place has been deleted or changed since, for it may be the last of its story; --force deletes it all the same. So is, always, a file whose bytes are the way back of one that was removed by --do remove.`,
		Example: examples("free the space of runs older than a month", "newsdup runs purge -y --older-than 30d"),
		Annotations: exits(meanings{
			exitDone:      "done",
			exitUsage:     "nothing was done: bad flag, no such run, or no state",
			exitRefused:   "some files were refused or failed; or all of them, for want of -y",
			exitLocked:    "another run works on the folder",
			exitInterrupt: stopped,
		}),
		RunE: func(cmd *cobra.Command, args []string) error {
			if (len(args) == 0) == (o.older == 0) {
				return usagef(cmd, "read arguments: want the runs to purge, or --older-than")
			}
			ctx := cmd.Context()
			if o.gone = o.older > 0; o.gone {
				var err error
				if args, err = o.oldRuns(ctx, time.Now()); err != nil {
					return err
				}
			}
			if err := o.confirm(a, args); err != nil {
				return err
			}
			if len(args) == 0 {
				return nil
			}
			return runBack(ctx, a, args, "purge", o.purge, &o.undoOptions)
		},
	}
	cmd.ValidArgsFunction = completeRuns(&o.state, true, math.MaxInt)
	section(cmd.Flags(), "Acting", func(fs *pflag.FlagSet) {
		fs.Var(&o.older, "older-than", "`TIME` all runs that began longer ago, as in 30d")
		fs.BoolVarP(&o.yes, "yes", "y", false, "do not ask")
		fs.BoolVar(&o.force, "force", false, "delete a file also when the clip that stayed in its place is gone or has changed")
	})
	o.undoOptions.AddFlags(cmd)
	return cmd
}

// oldRuns are the runs that began before the time of --older-than and have files in quarantine.
func (o *purgeOptions) oldRuns(ctx context.Context, now time.Time) ([]string, error) {
	state, err := o.state.openExisting(ctx)
	if err != nil {
		return nil, err
	}
	defer state.Close()
	runs, err := state.Runs(ctx)
	if err != nil {
		return nil, err
	}
	var old []string
	for _, r := range runs {
		if r.Done > 0 && r.Began.Before(now.Add(-o.older.duration())) {
			old = append(old, r.ID)
		}
	}
	return old, nil
}

func (o *purgeOptions) confirm(a *app, runs []string) error {
	switch {
	case o.yes || len(runs) == 0:
		return nil
	case !a.tui.term.tty || !look(a.stdin).tty:
		return &refusedError{errors.New("purge runs: nobody is there to ask; give -y to delete for good")}
	case !a.tui.ask(a.stdin, "Delete for good what %s put into quarantine?", list(runs, "and")):
		return &refusedError{errors.New("purge runs: not confirmed, nothing was done")}
	}
	return nil
}
