package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"newsdup/internal/act"
	"newsdup/internal/clip"
	"newsdup/internal/report"
	"newsdup/internal/source"
)

// actFlags say what is done to which copies; apply and sweep share them.
type actFlags struct {
	do        string
	relations string
	limit     fraction
	protect   []string
}

// AddFlags adds the flags of "Acting".
func (f *actFlags) AddFlags(fs *pflag.FlagSet) {
	names := words(act.Dos())
	f.do, f.relations, f.limit = names[0], "exact,near,contains", defaultLimit
	fs.Var(choice{&f.do, names}, "do", "`ACT` what happens to a copy: "+list(names, "or"))
	fs.StringVar(&f.relations, "relation", f.relations, "`LIST` which clips are acted on, by their relation to the one that stays: exact, near, contains, story")
	fs.Var(&f.limit, "limit", "`SHARE` do nothing at all when more than this share of the clips would go, as in 20%; 100% is no limit")
	fs.StringArrayVar(&f.protect, "protect", nil, "`DIR` never act on files in DIR; repeatable")
}

// defaultLimit lets a folder be cleaned up where each text has three or four
// copies, and stops a threshold that joins everything.
const defaultLimit = fraction(.8)

// actable are the relations that can be acted on; form is none.
var actable = []clip.Relation{clip.Exact, clip.Near, clip.Contains, clip.Story}

// verify checks the flags and turns them into options.
func (f *actFlags) verify(cmd *cobra.Command) (act.Options, error) {
	o := act.Options{Do: act.Do(f.do), Limit: float64(f.limit), Now: time.Now()}
	if f.limit == 1 {
		o.Limit = 0
	}
	o.Protect = f.protect
	for _, name := range f.protect {
		if _, err := os.Stat(name); err != nil {
			return o, usagef(cmd, "read --protect %q: %w; without it nothing is done", name, clip.Cause(err))
		}
	}
	for word := range strings.SplitSeq(f.relations, ",") {
		r := clip.Relation(strings.TrimSpace(word))
		if !slices.Contains(actable, r) {
			return o, usagef(cmd, "read --relation: %q is none: want exact, near, contains or story", word)
		}
		o.Relations = append(o.Relations, r)
	}
	return o, nil
}

// fraction is a part of a whole, as in 20%.
type fraction float64

func (s *fraction) Type() string   { return "share" }
func (s *fraction) String() string { return strconv.FormatFloat(100*float64(*s), 'g', -1, 64) + "%" }

func (s *fraction) Set(text string) error {
	want := errors.New("want a share of the clips, as in 20%")
	number, ok := strings.CutSuffix(strings.TrimSpace(text), "%")
	v, err := strconv.ParseFloat(number, 64)
	if !ok || err != nil || !(v > 0 && v <= 100) {
		return want
	}
	*s = fraction(v / 100)
	return nil
}

// applyOptions are the flags of `newsdup apply`.
type applyOptions struct {
	act    actFlags
	state  stateFlag
	lock   lockFlags
	output outputFlags
	roots  []string
	dryRun bool
	yes    bool
}

// newApply is `newsdup apply`.
func newApply(a *app) *cobra.Command {
	var o applyOptions
	cmd := &cobra.Command{
		Use:   "apply [REPORT]",
		Short: "act on the copies of a report, with a way back",
		Long: `Takes a report of newsdup group -f jsonl, from a file or from standard input, and moves its copies away: exact, near and contained ones, never the clip that stays. What goes can be put back by newsdup undo.

  quarantine  moved to .newsdup/quarantine/RUN/ below the folder that was read
  hardlink    moved there, and a hard link to the clip that stays put in its place
  symlink     moved there, and a symbolic link put in its place
  reflink     moved there, and a clone that shares its blocks put in its place
  remove      deleted; only a file with the same bytes as the clip that stays

Each file is read again just before it is acted on, and so is the clip that stays. A file that changed since the report, is missing or became a link is refused and named, and nothing else is tried instead. Each act is in the journal of the state before it happens, so a run that was killed can be finished or undone.

Never acted on are a clip that holds the text of the one that stays and more, a contained clip of which less than two thirds (a score of 0.667) stand in the other, a record of a JSONL file, and a clip of the reference set (--against). A clip that is near or inside another clip that goes as well goes only when the report shows that the clip that stays holds its text; otherwise it waits for the next report.

On a terminal newsdup asks first; elsewhere it acts only with -y. With -n it shows what it would do. Applied twice, a report does nothing the second time.`,
		Example: examples(
			"see what would happen", "newsdup group -f jsonl clips/ | newsdup apply -n",
			"move the copies in a folder away", "newsdup group -f jsonl clips/ | newsdup apply -y",
			"a link in the place of what is the same once noise is stripped", "newsdup group -f jsonl clips/ | newsdup apply -y --do hardlink --relation exact"),
		Annotations: exits(meanings{
			exitDone:      "done; or there was nothing to do",
			exitUsage:     "nothing was done: bad flag, no such report, a report that is none, or no state",
			exitRefused:   "some acts were refused or failed; or all of them, by --limit or for want of -y",
			exitLocked:    "nothing was done: another run works on the folder",
			exitInterrupt: stopped,
		}),
		Args: atMostOne("report"),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts, err := o.act.verify(cmd)
			if err == nil {
				err = o.output.spare(cmd, &source.Options{}, args...)
			}
			if err != nil {
				return err
			}
			opts.DryRun = o.dryRun
			name := ""
			if len(args) == 1 {
				name = args[0]
			}
			rep, err := a.readReport(cmd, name)
			if err != nil {
				return err
			}
			if err := o.output.spareActs(membersOf(rep)); err != nil {
				return err
			}
			opts.Roots, opts.Against, opts.Read = o.rootsOf(rep), rep.Run.Against, rep.Summary.Read
			return runApply(cmd.Context(), a, rep.Groups, opts, &o)
		},
	}
	o.AddFlags(cmd)
	return cmd
}

// AddFlags adds the flags of `newsdup apply`.
func (o *applyOptions) AddFlags(cmd *cobra.Command) {
	section(cmd.Flags(), "Acting", func(fs *pflag.FlagSet) {
		o.act.AddFlags(fs)
		fs.StringArrayVar(&o.roots, "root", nil, "`DIR` act only below DIR, and take it for the folder that was read; repeatable (default the folders that the report names)")
		fs.BoolVarP(&o.dryRun, "dry-run", "n", false, "check everything, change nothing, and say what would be done")
		fs.BoolVarP(&o.yes, "yes", "y", false, "do not ask")
	})
	o.state.AddFlags(cmd, ownState)
	o.lock.AddFlags(cmd)
	o.output.AddFlags(cmd, []string{"text", "jsonl"}, "")
	completeList(cmd, "relation", []string{"exact", "near", "contains", "story"})
	complete(cmd, "do", []string{"quarantine", "hardlink", "symlink", "reflink", "remove"})
}

// rootsOf are the folders that may be acted in.
func (o *applyOptions) rootsOf(rep *report.Report) []string {
	if len(o.roots) > 0 {
		return o.roots
	}
	return rep.Run.Roots
}

// membersOf names the pages of a report.
func membersOf(rep *report.Report) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, g := range rep.Groups {
			for i := range g.Members {
				if !yield(g.Members[i].Path) {
					return
				}
			}
		}
	}
}

// readReport reads the report of that name, or from standard input.
func (a *app) readReport(cmd *cobra.Command, name string) (*report.Report, error) {
	in, shown := io.Reader(a.stdin), "standard input"
	if name == "" && look(a.stdin).tty {
		a.tui.shortHelp(cmd)
		return nil, errShown
	}
	if name != "" && name != "-" {
		f, err := openFile(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in, shown = f, strconv.Quote(name)
	}
	rep, err := report.Read(in)
	if err != nil {
		return nil, fmt.Errorf("read report %s: %w", shown, err)
	}
	return rep, nil
}

// runApply acts on groups: the locks, what an earlier run left open, the question, the acts.
func runApply(ctx context.Context, a *app, groups []*clip.Group, opts act.Options, o *applyOptions) error {
	out, err := a.open(o.output.path)
	if err != nil {
		return err
	}
	w, err := report.NewActWriter(out, report.Format(o.output.format), "", a.reportOptions(&o.output))
	if err != nil {
		return err
	}
	_, journal, done, err := o.state.open(ctx, opts.DryRun)
	if err != nil {
		return err
	}
	defer done()
	if !opts.DryRun {
		locks, err := o.lock.lock(ctx, lockable(opts.Roots), "newsdup apply")
		if err != nil {
			return err
		}
		defer locks.Close()
		opts.Held = locks
		if _, err := act.Recover(ctx, locks.Roots, locks, journal); err != nil {
			return err
		}
		if err := o.confirm(ctx, a, groups, opts, journal); err != nil {
			return err
		}
	}
	sum, err := act.Apply(ctx, groups, opts, journal, w.Act)
	if err != nil && !toldAll(err, opts) {
		return err
	}
	return cmp.Or(a.acted(out, sum, opts.Do, ""), err)
}

// toldAll reports whether a dry run that ended with err says before what would go.
func toldAll(err error, opts act.Options) bool {
	var limit *act.LimitError
	return opts.DryRun && errors.As(err, &limit)
}

// lockable are the folders to lock: the current one when the report names none.
func lockable(roots []string) []string {
	if len(roots) == 0 {
		return []string{"."}
	}
	return roots
}

// confirm asks whether to go on. Who cannot be asked must have said so.
func (o *applyOptions) confirm(ctx context.Context, a *app, groups []*clip.Group, opts act.Options, journal act.Journal) error {
	if o.yes {
		return nil
	}
	if !a.tui.term.tty || !look(a.stdin).tty {
		return &refusedError{errors.New("act on files: nobody is there to ask; give -y to go on, or -n to look first")}
	}
	opts.DryRun = true
	sum, err := act.Apply(ctx, groups, opts, journal, func(act.Result) error { return nil })
	if err != nil {
		return err
	}
	if sum.Would == 0 {
		return nil // nothing happens, and the results say why
	}
	if !a.tui.ask(a.stdin, "%s in %s. Go on?", report.ActSummary(sum, opts.Do, ""), strings.Join(lockable(opts.Roots), ", ")) {
		return &refusedError{errors.New("act on files: not confirmed, nothing was done")}
	}
	return nil
}

// acted ends a command that acted: the summary, and what was refused as the exit code.
func (a *app) acted(out *output, sum act.Summary, do act.Do, verb string) error {
	if err := out.commit(); err != nil {
		return err
	}
	a.tui.summary(report.ActSummary(sum, do, verb), out.tty && out.wrote)
	if sum.Refused > 0 {
		return &refusedError{errShown}
	}
	return nil
}
