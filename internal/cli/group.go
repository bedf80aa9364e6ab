package cli

import (
	"context"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"newsdup/internal/clip"
	"newsdup/internal/dedup"
	"newsdup/internal/group"
	"newsdup/internal/report"
)

// groupOptions are the flags of `newsdup group`.
type groupOptions struct {
	pageFlags
	compare  compareFlags
	state    stateFlag
	level    string
	against  againstFlag
	keep     string
	window   span
	exitCode bool
}

// newGroup is `newsdup group`.
func newGroup(a *app) *cobra.Command {
	var o groupOptions
	cmd := &cobra.Command{
		Use:   "group [PATH...]",
		Short: "find the stories that repeat",
		Long: `Reads files and folders (- is standard input), strips noise from each page, and prints the stories that occur in more than one clip: the clip to keep, its copies under it, and other outlets' own words about the same event. Nothing is ever written to the input.

A story begins with its id, a headline, the number of its clips, the days they are dated and its cohesion, the lowest score between two of its texts. What most of its clips share stands below that (about), then each clip with its relation to the clip it is compared with, and an exact score:

  keep      the clip to keep, its length, and the rule that chose it
  exact     the same text once noise is stripped
  near      the same text, edited: the score is the share of runs of five
            words that both have
  contains  one text stands inside the other: the share of it that does
  story     the same event in other words: how alike the two are in words,
            names and figures, the rare ones counted most, and the rarest

Last come the two texts with the lowest score (least alike), relations that the list cannot show (also), and texts of the same form with other numbers, which are no copies (form). newsdup why A B explains any two clips.

The rules of --keep prefer the most words (longest), the least around the article (cleanest), the earliest or the latest date of the text (oldest, newest; no date comes last), the first name (first) or the shortest path (path).

With --against, the clips of a folder are known already: a story is printed only if it has a clip that is not one of them, and the one to keep is one of them wherever there is one. They are marked "against", and no command acts on them.

With -f paths the names of all clips but the one to keep are printed: at story level also those of retellings, other outlets' own words. Add --level copy for the names of copies alone; some of these have text of their own, or more than the one kept, and newsdup apply spares them.

Without a path, standard input is read unless it is a terminal. An empty list of files is no clips, never the current folder. Inputs that cannot be read are named, and the rest is done. With -e, an input that could not be read (3) outranks repeats found (1).`,
		Example: examples(
			"the stories that repeat in a folder", "newsdup group clips/",
			"only copies, the names of all but the one to keep", "newsdup group --level copy -f paths clips/",
			"files that find chooses, as records for another program", "find clips/ -mtime -7 -print0 | newsdup group --files0-from - -f jsonl"),
		Annotations: exits(meanings{
			exitDone:      "done, whether anything repeats or not",
			exitNo:        "with -e: repeats were found",
			exitUsage:     "nothing was done: bad flag, no path on a terminal, or cannot write",
			exitPartial:   "done, but some inputs could not be read",
			exitInterrupt: stopped,
		}),
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts, err := o.verify(a, cmd, args)
			if err != nil {
				return err
			}
			memory, done, err := o.state.memory(cmd.Context(), a)
			if err != nil {
				return err
			}
			defer done()
			opts.Memory = memory
			return runGroup(cmd.Context(), a, opts, o.output, o.exitCode)
		},
	}
	o.AddFlags(cmd)
	return cmd
}

// AddFlags adds the flags of `newsdup group`.
func (o *groupOptions) AddFlags(cmd *cobra.Command) {
	section(cmd.Flags(), "Comparison", func(fs *pflag.FlagSet) {
		o.level = string(dedup.LevelStory)
		fs.Var(choice{&o.level, levels}, "level", levelUsage)
		o.compare.AddFlags(fs)
		fs.Var(&o.window, "window", windowUsage)
		fs.StringVar(&o.keep, "keep", "longest,cleanest", "`RULES` which clip to keep, tried in order: "+strings.Join(keepRules, ", "))
		o.against.AddFlags(fs)
		o.clean.AddFlags(fs)
		o.clean.addSites(fs)
		marksResult(fs, "level", "keep", "window")
	})
	o.pageFlags.AddFlags(cmd, words(report.Formats()), "with -f paths and fdupes: end each name with NUL, not newline")
	o.run.addMemory(cmd)
	section(cmd.Flags(), "Output", func(fs *pflag.FlagSet) {
		fs.BoolVarP(&o.exitCode, "exit-code", "e", false, "exit with 1 when repeats were found")
	})
	o.state.AddFlags(cmd, stateUsage)
	complete(cmd, "level", levels)
	completeList(cmd, "keep", keepRules)
	completeList(cmd, "threshold", thresholdWords())
}

// The texts of --level and --window, which eval has, too.
const (
	levelUsage  = "`LEVEL` what a group is: story (an event, with its copies) or copy (copies of one text alone)"
	windowUsage = "`TIME` clips dated further apart, as in 72h or 3d, tell one story only when they are copies (default no limit)"
)

const stateUsage = "`FILE` remember in FILE, made when missing, what was read and the ids of stories, so that a story keeps its id and the next run is quick; none ignores even the pairs of notsame (default remember nothing, but use the pairs in your own state)"

// keepRules are the words of --keep; group.ParseKeep is the judge of them.
var keepRules = []string{"longest", "cleanest", "oldest", "newest", "first", "path"}

var levels = []string{string(dedup.LevelStory), string(dedup.LevelCopy)}

// verify checks the flags and turns them into options.
func (o *groupOptions) verify(a *app, cmd *cobra.Command, args []string) (dedup.Options, error) {
	keep, err := group.ParseKeep(o.keep)
	if err != nil {
		return dedup.Options{}, usagef(cmd, "read --keep: %w", err)
	}
	if f := report.Format(o.output.format); o.output.nul && f != report.Paths && f != report.Fdupes {
		return dedup.Options{}, usagef(cmd, "read -0: only names end with NUL, use it with -f paths or -f fdupes")
	}
	if err := o.compare.verify(cmd); err != nil {
		return dedup.Options{}, err
	}
	opts, err := o.options(a, cmd, args, o.compare.names.files...)
	if err != nil {
		return opts, err
	}
	opts.Level, opts.Keep, opts.Window = dedup.Level(o.level), keep, o.window.duration()
	opts.Version, opts.Report = version(), given(cmd)
	o.compare.apply(&opts)
	opts.Source.Own = append(opts.Source.Own, o.state.files()...)
	return opts, o.against.apply(cmd, &opts.Source)
}

// runGroup finds the groups and writes the report. It returns errRepeats when
// exitCode is set and a group was found.
func runGroup(ctx context.Context, a *app, opts dedup.Options, form outputFlags, exitCode bool) error {
	out, err := a.open(form.path)
	if err != nil {
		return err
	}
	w, err := report.NewWriter(out, report.Format(form.format), a.reportOptions(&form))
	if err != nil {
		return err
	}
	began := time.Now()
	var stop func()
	opts.Progress, stop = a.watch(ctx)
	sum, err := dedup.Run(ctx, opts, reportSink{w, a.tui})
	stop()
	if err != nil {
		return err
	}
	sum.Elapsed, sum.PeakBytes = time.Since(began), peakBytes()
	if err := w.Close(); err != nil {
		return err
	}
	if err := a.finish(out, sum, report.SummaryLine(sum, string(opts.Level))); err != nil {
		return err
	}
	if exitCode && sum.Groups > 0 {
		return errRepeats
	}
	return nil
}

// peakBytes is the most memory the program has held; 0 when the system does not say.
func peakBytes() int64 {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return used.Maxrss << 10 // Linux counts in KiB
}

// reportSink passes the records of a run to the report, and its problems to
// the person as well.
type reportSink struct {
	report.Writer
	tui *tui
}

// Problem implements dedup.Sink.
func (s reportSink) Problem(p clip.Problem) error {
	s.tui.warn(p)
	return s.Writer.Problem(p)
}
