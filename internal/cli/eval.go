package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"newsdup/internal/clip"
	"newsdup/internal/dedup"
	"newsdup/internal/eval"
	"newsdup/internal/report"
	"newsdup/internal/source"
)

// evalOptions are the flags of `newsdup eval`.
type evalOptions struct {
	pageFlags
	compare compareFlags
	level   string
	window  span
	sweep   sweep
	report  string
}

// newEval is `newsdup eval`.
func newEval(a *app) *cobra.Command {
	var o evalOptions
	cmd := &cobra.Command{
		Use:   "eval GOLD [PATH...]",
		Short: "score the stories found against labels",
		Long: `Groups the pages of PATH and compares the stories found with those of GOLD, a TSV file of page and story; the story - marks a page that belongs to none. Pages are matched by file name, and by as much of their folders as it takes to tell them apart. A page that GOLD does not name is not scored.

Printed are precision, recall and F1 of B-cubed and of pairs, the V-measure (its homogeneity and completeness stand below precision and recall), the adjusted Rand index, and how many of the pages without a story were put into one. --sweep does it once for every value of a threshold. --report scores what an earlier run printed, or labels of any other program.`,
		Example: examples(
			"how good the defaults are on labelled pages", "newsdup eval gold.tsv clips/",
			"which story threshold is best", "newsdup eval --sweep story=.02:.08:.01 gold.tsv clips/",
			"score a report that was kept", "newsdup group -f jsonl -o report.jsonl clips/ && newsdup eval --report report.jsonl gold.tsv"),
		Annotations: exits(meanings{
			exitDone:      "done, whatever the score",
			exitUsage:     "nothing was done: bad flag, labels that cannot be read or fit no page, or cannot write",
			exitPartial:   "done, but some inputs could not be read, or the report was cut short",
			exitInterrupt: stopped,
		}),
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts, err := o.verify(a, cmd, args)
			if err != nil {
				return err
			}
			gold, err := readGold(args[0])
			if err != nil {
				return err
			}
			if o.report != "" {
				return runEvalReport(a, gold, o.report, o.output)
			}
			return runEval(cmd.Context(), a, opts, gold, o.compare.thresholds, o.sweep, o.output)
		},
	}
	o.AddFlags(cmd)
	return cmd
}

// AddFlags adds the flags of `newsdup eval`.
func (o *evalOptions) AddFlags(cmd *cobra.Command) {
	section(cmd.Flags(), "Evaluation", func(fs *pflag.FlagSet) {
		fs.Var(&o.sweep, "sweep", "`RANGE` try one threshold from a value to another in steps, as in story=.02:.08:.01")
		fs.StringVar(&o.report, "report", "", "`FILE` score a report of group (jsonl, json, tsv or csv), or a TSV of page and story, in place of pages; - is stdin")
	})
	section(cmd.Flags(), "Comparison", func(fs *pflag.FlagSet) {
		o.level = string(dedup.LevelStory)
		fs.Var(choice{&o.level, levels}, "level", levelUsage)
		o.compare.AddFlags(fs)
		fs.Var(&o.window, "window", windowUsage)
		o.clean.AddFlags(fs)
		o.clean.addSites(fs)
	})
	o.pageFlags.AddFlags(cmd, []string{"text", "tsv", "jsonl"}, "")
	complete(cmd, "level", levels)
	completeList(cmd, "threshold", thresholdWords())
	completeList(cmd, "sweep", thresholdWords())
}

// verify checks the flags and turns them into options.
func (o *evalOptions) verify(a *app, cmd *cobra.Command, args []string) (dedup.Options, error) {
	var none dedup.Options
	lists := o.input.filesFrom != "" || o.input.files0From != ""
	switch {
	case len(args) == 0:
		a.tui.shortHelp(cmd)
		return none, errShown
	case o.report != "" && (len(args) > 1 || lists):
		return none, usagef(cmd, "score a report: --report reads no pages, leave PATH out")
	case o.report != "" && o.sweep.key != "":
		return none, usagef(cmd, "score a report: --sweep needs the pages, give PATH in place of --report")
	case o.report != "":
		return none, o.output.spare(cmd, &none.Source, args[0], o.report)
	case len(args) == 1 && !lists:
		return none, usagef(cmd, "score stories: name the pages behind %q, or a report with --report", args[0])
	}
	if err := o.compare.verify(cmd); err != nil {
		return none, err
	}
	opts, err := o.options(a, cmd, args[1:], append(args[:1:1], o.compare.names.files...)...)
	opts.Level, opts.Window, opts.Version = dedup.Level(o.level), o.window.duration(), version()
	o.compare.apply(&opts)
	return opts, err
}

// readGold reads the labels.
func readGold(name string) (map[string]string, error) {
	f, err := openFile(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	gold, err := eval.ReadLabels(f)
	if err != nil {
		return nil, fmt.Errorf("read %q: %w", name, err)
	}
	if len(gold) == 0 {
		return nil, fmt.Errorf("read %q: no labels in it: want lines of page, TAB, story", name)
	}
	return gold, nil
}

// runEval groups the pages, once or once a value of the sweep, and prints the scores.
func runEval(ctx context.Context, a *app, opts dedup.Options, gold map[string]string, base thresholds, s sweep, form outputFlags) error {
	rewind, err := rereadable(&opts.Source)
	if err != nil {
		return err
	}
	if err := rewind(); err != nil {
		return err
	}
	fits, err := newGoldFit(ctx, opts.Source, gold)
	if err != nil {
		return err
	}
	out, err := a.open(form.path)
	if err != nil {
		return err
	}
	var rows []scoreRow
	var sum clip.Summary
	for i, value := range s.values() {
		if err := rewind(); err != nil {
			return err
		}
		t := base
		if s.key != "" {
			t = base.at(s.key, value)
		}
		t.apply(&opts)
		sink := labelSink{pred: map[string]string{}, bad: func(p clip.Problem) {
			if i == 0 {
				a.tui.warn(p)
			}
		}}
		var stop func()
		opts.Progress, stop = a.watch(ctx)
		sum, err = dedup.Run(ctx, opts, sink)
		stop()
		if err != nil {
			return err
		}
		rows = append(rows, scoreRow{value, eval.Score(gold, sink.pred)})
		if i == 0 {
			if err := fits.check(a.tui, sum, rows[0].Matched); err != nil {
				return err
			}
		}
	}
	if err := writeScores(out, form.format, s.key, rows, a.reportOptions(&form).Color); err != nil {
		return err
	}
	return a.finish(out, sum, "")
}

// rereadable lets standard input, where o reads it, be read as often as needed:
// call rewind before each time. What cannot be rewound is kept in a file without a
// name, which no end of the program can leave behind.
func rereadable(o *source.Options) (rewind func() error, err error) {
	if o.FilesFrom != source.Stdin && o.Files0From != source.Stdin && !slices.Contains(o.Paths, source.Stdin) {
		return func() error { return nil }, nil
	}
	in, ok := o.Stdin.(io.ReadSeeker)
	var start int64
	if ok {
		start, err = in.Seek(0, io.SeekCurrent)
		ok = err == nil // a pipe has the method and cannot do it
	}
	if !ok {
		f, err := os.CreateTemp("", "newsdup-stdin-")
		if err != nil {
			return nil, fmt.Errorf("keep standard input: %w", err)
		}
		os.Remove(f.Name())
		if _, err := io.Copy(f, o.Stdin); err != nil {
			return nil, fmt.Errorf("keep standard input in %q: %w", os.TempDir(), clip.Cause(err))
		}
		in, start = f, 0
		o.Stdin = f
	}
	return func() error {
		if _, err := in.Seek(start, io.SeekStart); err != nil {
			return fmt.Errorf("read standard input again: %w", clip.Cause(err))
		}
		return nil
	}, nil
}

// runEvalReport scores a report or labels that were kept.
func runEvalReport(a *app, gold map[string]string, name string, form outputFlags) error {
	kept, err := a.readStories(name)
	if err != nil {
		return err
	}
	out, err := a.open(form.path)
	if err != nil {
		return err
	}
	rows := []scoreRow{{0, eval.Score(gold, kept.pred)}}
	if rows[0].Matched == 0 {
		noneFits(a.tui, len(gold))
	}
	if err := writeScores(out, form.format, "", rows, a.reportOptions(&form).Color); err != nil {
		return err
	}
	if err := out.commit(); err != nil {
		return err
	}
	if kept.cut() {
		a.tui.note("read %q: cut short, its summary is missing; the scores are of what is there", name)
		return &partialError{1}
	}
	return nil
}

// goldFit finds labels that fit no page.
type goldFit struct{ labels, missing, files int }

// newGoldFit compares labels with the files of the input. Only file names are
// compared: one that occurs nowhere is missing for sure, unless it is the id of a record.
func newGoldFit(ctx context.Context, o source.Options, gold map[string]string) (*goldFit, error) {
	listing, err := source.List(ctx, o)
	if err != nil {
		return nil, err
	}
	here := map[string]bool{}
	for _, e := range listing.Entries {
		here[path.Base(e.Path)] = true
	}
	fit := &goldFit{labels: len(gold), files: len(listing.Entries)}
	for name := range gold {
		base := path.Base(name)
		file, _, _ := cutLine(base) // a record is FILE:LINE
		if !here[base] && !here[file] {
			fit.missing++
		}
	}
	return fit, nil
}

// check refuses labels that fit no page at all, which are those of another
// folder, and says when some fit none. Where files hold many records, labels
// may be ids, which only the records know, and of these only the ones in stories
// are seen here: how many, is matched.
func (f *goldFit) check(t *tui, sum clip.Summary, matched int) error {
	switch {
	case f.missing == f.labels && sum.Read > f.files && matched == 0:
		noneFits(t, f.labels)
	case f.missing == 0, sum.Read > f.files:
	case f.missing == f.labels:
		return fmt.Errorf("match labels with pages: none of %s labels names one of %s pages; are they of another folder?", report.Thousands(f.missing), report.Thousands(f.files))
	default:
		t.note("%s of %s labels name no page; each counts as a story that was not found", report.Thousands(f.missing), report.Thousands(f.labels))
	}
	return nil
}

// noneFits says that scores are of nothing, perhaps: clips in no story have no name here.
func noneFits(t *tui, labels int) {
	t.note("none of %s labels names a clip of a story that was found; are they of another folder?", report.Thousands(labels))
}

// labelSink turns the groups of a run into labels.
type labelSink struct {
	pred map[string]string
	bad  func(clip.Problem)
}

func (labelSink) Run(clip.Run) error         { return nil }
func (labelSink) Summary(clip.Summary) error { return nil }

func (s labelSink) Problem(p clip.Problem) error {
	s.bad(p)
	return nil
}

func (s labelSink) Group(g *clip.Group) error {
	for i := range g.Members {
		o := g.Members[i].Origin
		s.pred[o.String()] = g.ID
		if o.ID != "" {
			s.pred[o.ID] = g.ID
		}
	}
	return nil
}

// sweep is the value of --sweep: a threshold and the values to try.
type sweep struct {
	key            string
	from, to, step float64
}

// maxSteps bounds a sweep: each step groups all pages anew.
const maxSteps = 200

func (s *sweep) Type() string { return "sweep" }

func (s *sweep) String() string {
	if s.key == "" {
		return ""
	}
	return fmt.Sprintf("%s=%g:%g:%g", s.key, s.from, s.to, s.step)
}

func (s *sweep) Set(text string) error {
	want := errors.New("want NAME=FROM:TO:STEP, as in story=.02:.08:.01")
	key, values, _ := strings.Cut(text, "=")
	parts := strings.Split(values, ":")
	if len(parts) != 3 {
		return want
	}
	var t thresholds
	if _, err := t.field(key); err != nil {
		return err
	}
	from, err := score(key, parts[0])
	if err != nil {
		return err
	}
	to, err := score(key, parts[1])
	if err != nil {
		return err
	}
	step, err := strconv.ParseFloat(parts[2], 64)
	if err != nil || !(step > 0) || to < from {
		return want
	}
	if (to-from)/step > maxSteps {
		return fmt.Errorf("more than %d values: want a larger step", maxSteps)
	}
	*s = sweep{key, from, to, step}
	return nil
}

// values are the values to try; of the empty sweep, one that is not used.
func (s *sweep) values() []float64 {
	if s.key == "" {
		return []float64{0}
	}
	var vs []float64
	for i := 0; ; i++ {
		// Not a running sum: that would not reach TO exactly.
		v := s.from + float64(i)*s.step
		if v > s.to+s.step/1e6 {
			return vs
		}
		vs = append(vs, min(roundScore(v), 1))
	}
}
