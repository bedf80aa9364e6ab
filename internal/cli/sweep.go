package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"newsdup/internal/act"
	"newsdup/internal/clip"
	"newsdup/internal/dedup"
	"newsdup/internal/group"
	"newsdup/internal/report"
)

// sweepOptions are the flags of `newsdup sweep`.
type sweepOptions struct {
	input     inputFlags
	compare   compareFlags
	clean     cleanFlags
	act       actFlags
	state     stateFlag
	lock      lockFlags
	run       runFlags
	against   againstFlag
	keep      string
	window    span
	heartbeat string
	dryRun    bool
}

// newSweep is `newsdup sweep`.
func newSweep(a *app) *cobra.Command {
	var o sweepOptions
	cmd := &cobra.Command{
		Use:   "sweep DIR...",
		Short: "one step of clean-up, for cron: group and apply",
		Long: `Finds the copies in folders and acts on them, as newsdup group and apply -y would, and remembers in the state what it has read, so that the next step reads only what is new. It asks nothing and says nothing when nothing was to be done; otherwise it prints one line.

Two sweeps never work on one folder at the same time: a kernel lock holds for exactly as long as the process lives. The second sweep ends with exit status 75 and says who holds the lock, or waits with --lock-wait. Nothing is lost when a sweep is killed: the next one finds out what it had done, and newsdup undo takes it back.

Under cron and systemd HOME may be unset: give --state then.`,
		Example: examples(
			"show what would go", "newsdup sweep -n clips/",
			"each night, what came in the last week", "newsdup sweep --window 7d clips/",
			"from cron, with a bare environment", "newsdup sweep --state state.db --heartbeat swept clips/"),
		Annotations: exits(meanings{
			exitDone:      "done, whether there was anything to do or not",
			exitUsage:     "nothing was done: bad flag, no such folder, or no state",
			exitPartial:   "done, but some inputs could not be read",
			exitRefused:   "some acts were refused or failed; or all of them, by --limit",
			exitLocked:    "nothing was done: another run works on the folder",
			exitInterrupt: stopped,
		}),
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef(cmd, "read arguments: want the folders to sweep")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			opts, acts, err := o.verify(a, cmd, args)
			if err != nil {
				return err
			}
			return runSweep(cmd.Context(), a, opts, acts, &o)
		},
	}
	o.AddFlags(cmd)
	return cmd
}

// AddFlags adds the flags of `newsdup sweep`.
func (o *sweepOptions) AddFlags(cmd *cobra.Command) {
	section(cmd.Flags(), "Acting", func(fs *pflag.FlagSet) {
		o.act.AddFlags(fs)
		fs.BoolVarP(&o.dryRun, "dry-run", "n", false, "check everything, change nothing, and say file by file what would be done")
		fs.StringVar(&o.heartbeat, "heartbeat", "", "`FILE` write the time into FILE when the sweep is done, for a monitor to check")
	})
	o.state.AddFlags(cmd, ownState)
	o.lock.AddFlags(cmd)
	section(cmd.Flags(), "Comparison", func(fs *pflag.FlagSet) {
		o.compare.AddFlags(fs)
		fs.Var(&o.window, "window", "`TIME` look only at files that were changed within TIME, as in 72h or 7d (default all)")
		fs.StringVar(&o.keep, "keep", "longest,cleanest", "`RULES` which clip stays, tried in order: "+strings.Join(keepRules, ", "))
		o.against.AddFlags(fs)
		o.clean.AddFlags(fs)
		o.clean.addSites(fs)
	})
	o.input.AddFlags(cmd)
	o.run.AddFlags(cmd)
	o.run.addMemory(cmd)
	completeList(cmd, "keep", keepRules)
	completeList(cmd, "threshold", thresholdWords())
	completeList(cmd, "relation", []string{"exact", "near", "contains", "story"})
	complete(cmd, "mode", cleanModes)
}

// verify checks the flags and turns them into options.
func (o *sweepOptions) verify(a *app, cmd *cobra.Command, args []string) (dedup.Options, act.Options, error) {
	var opts dedup.Options
	keep, err := group.ParseKeep(o.keep)
	if err != nil {
		return opts, act.Options{}, usagef(cmd, "read --keep: %w", err)
	}
	if err := errors.Join(o.compare.verify(cmd), o.clean.verify(cmd), o.run.verify(cmd)); err != nil {
		return opts, act.Options{}, err
	}
	for _, dir := range args {
		info, err := os.Stat(dir)
		if err == nil && !info.IsDir() {
			err = errors.New("is no folder")
		}
		if err != nil {
			return opts, act.Options{}, usagef(cmd, "read folder %q: %w", dir, clip.Cause(err))
		}
	}
	if o.window > 0 {
		o.input.newer = o.window
	}
	if _, err := o.input.verify(a, cmd, args); err != nil {
		return opts, act.Options{}, err
	}
	if err := o.checkBeat(); err != nil {
		return opts, act.Options{}, err
	}
	acts, err := o.act.verify(cmd)
	if err != nil {
		return opts, act.Options{}, err
	}
	acts.Roots, acts.DryRun = args, o.dryRun
	opts = dedup.Options{
		Source: o.input.options(a, args), Clean: o.clean.options(), NoSiteRules: o.clean.alone,
		Level: dedup.LevelCopy, Keep: keep, Workers: o.run.threads, Budget: int64(o.run.memory), Version: version(), Report: given(cmd),
	}
	if slices.Contains(acts.Relations, clip.Story) {
		opts.Level = dedup.LevelStory
	}
	o.compare.apply(&opts)
	if opts.Source.Own = append(opts.Source.Own, o.state.files()...); o.heartbeat != "" {
		opts.Source.Own = append(opts.Source.Own, o.heartbeat)
	}
	if err := o.against.apply(cmd, &opts.Source); err != nil {
		return opts, acts, err
	}
	return opts, acts, nil
}

// collector keeps the groups of a run.
type collector struct {
	tui    *tui
	run    clip.Run
	groups []*clip.Group
}

func (c *collector) Run(r clip.Run) error       { c.run = r; return nil }
func (c *collector) Group(g *clip.Group) error  { c.groups = append(c.groups, g); return nil }
func (c *collector) Summary(clip.Summary) error { return nil }

func (c *collector) Problem(p clip.Problem) error {
	if c.tui.verbose {
		c.tui.warn(p)
	}
	return nil
}

// runSweep groups and acts, under the locks of the folders.
func runSweep(ctx context.Context, a *app, opts dedup.Options, acts act.Options, o *sweepOptions) error {
	state, journal, done, err := o.state.open(ctx, acts.DryRun)
	if err != nil {
		return err
	}
	defer done()
	if !acts.DryRun {
		locks, err := o.lock.lock(ctx, acts.Roots, "newsdup sweep")
		if err != nil {
			return err
		}
		defer locks.Close()
		acts.Held = locks
		if _, err := act.Recover(ctx, locks.Roots, locks, journal); err != nil {
			return err
		}
	}
	if state != nil {
		_, cache, err := o.state.paths()
		if err != nil {
			return err
		}
		if opts.Memory, err = remember(ctx, a, state, cache); err != nil {
			return err
		}
	}
	found := &collector{tui: a.tui}
	var stop func()
	opts.Progress, stop = a.watch(ctx)
	sum, err := dedup.Run(ctx, opts, found)
	stop()
	if err != nil {
		return err
	}
	acts.Roots, acts.Against, acts.Read = found.run.Roots, found.run.Against, sum.Read
	did, over, err := a.sweepAway(ctx, found.groups, acts, journal, sum.Unreadable)
	if err != nil {
		return err
	}
	if err := o.beat(); err != nil {
		return err
	}
	switch {
	case over != nil:
		return over
	case did.Refused > 0:
		return &refusedError{errShown}
	case sum.Unreadable > 0:
		return &partialError{sum.Unreadable}
	}
	return nil
}

// sweepAway acts on groups and tells of it. over is an error that ends a sweep which has
// told all there is to tell.
func (a *app) sweepAway(ctx context.Context, groups []*clip.Group, acts act.Options, journal act.Journal, unreadable int) (did act.Summary, over, err error) {
	out, err := a.open("")
	if err != nil {
		return did, nil, err
	}
	w, err := report.NewActWriter(out, report.Text, "", a.reportOptions(&outputFlags{}))
	if err != nil {
		return did, nil, err
	}
	named := acts.DryRun || a.tui.verbose
	did, over = act.Apply(ctx, groups, acts, journal, func(r act.Result) error {
		if named {
			return w.Act(r)
		}
		return nil
	})
	if over != nil && !toldAll(over, acts) {
		return did, nil, over
	}
	if line := sweepLine(did, acts.Do, unreadable, named); line != "" {
		if _, err := fmt.Fprintf(out, "%s\n", line); err != nil {
			return did, nil, err
		}
	}
	return did, over, out.commit()
}

// sweepLine is what a sweep says: "" when nothing was done and nothing failed. named
// says that every act stands above it.
func sweepLine(s act.Summary, do act.Do, unreadable int, named bool) string {
	var parts []string
	if s.Done+s.Would+s.Refused > 0 {
		s.Already, s.Skipped = 0, 0 // the same every night
		parts = append(parts, report.ActSummary(s, do, ""))
	}
	if s.Refused > 0 && !named {
		parts = append(parts, "-v names what was refused")
	}
	if unreadable > 0 {
		parts = append(parts, fmt.Sprintf("%s unreadable (-v names them)", report.Thousands(unreadable)))
	}
	return strings.Join(parts, "; ")
}

// checkBeat fails where the heartbeat could not be written, before anything is done,
// and where it would replace what no sweep has written.
func (o *sweepOptions) checkBeat() error {
	info, err := os.Stat(o.heartbeat)
	if o.heartbeat == "" || o.dryRun || err == nil && !info.IsDir() && !info.Mode().IsRegular() {
		return nil
	}
	f, err := report.Create(o.heartbeat)
	if err != nil {
		return err
	}
	f.Abort()
	if info == nil || info.Size() == 0 {
		return nil
	}
	held, err := os.Open(o.heartbeat)
	if err != nil {
		return fmt.Errorf("read heartbeat %q: %w", o.heartbeat, clip.Cause(err))
	}
	defer held.Close()
	line := make([]byte, len(time.RFC3339)+1)
	n, _ := io.ReadFull(held, line)
	if _, err := time.Parse(time.RFC3339, strings.TrimSpace(string(line[:n]))); err != nil {
		return fmt.Errorf("write heartbeat %q: it holds something else than the time of a sweep; give it another name", o.heartbeat)
	}
	return nil
}

// beat writes the heartbeat.
func (o *sweepOptions) beat() error {
	if o.heartbeat == "" || o.dryRun {
		return nil
	}
	f, err := report.Create(o.heartbeat)
	if err != nil {
		return err
	}
	defer f.Abort()
	if _, err := fmt.Fprintln(f, time.Now().UTC().Format(time.RFC3339)); err != nil {
		return err
	}
	return f.Commit()
}
