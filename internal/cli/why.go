package cli

import (
	"context"
	"errors"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"newsdup/internal/clip"
	"newsdup/internal/dedup"
	"newsdup/internal/report"
	"newsdup/internal/source"
)

// whyOptions are the flags of `newsdup why`.
type whyOptions struct {
	input   inputFlags
	compare compareFlags
	clean   cleanFlags
	output  outputFlags
	run     runFlags
	window  span
	state   stateFlag
}

// newWhy is `newsdup why`.
func newWhy(a *app) *cobra.Command {
	var o whyOptions
	cmd := &cobra.Command{
		Use:   "why A B [PATH...]",
		Short: "explain why two clips are, or are not, one story",
		Long: `Says what newsdup group makes of two clips, and why: every score with its threshold, the phrases, names and figures that they share and the lines of the pages where these stand (as newsdup clean --explain numbers them), what they do not agree on, the clips that tie them when they joined through others, and which option would turn the answer. A and B are files, records of a JSONL file as FILE:LINE, items of a feed as FILE:NUMBER, or - for standard input.

What two clips share counts by how rare it is, so whether they are one story depends on the clips around them. Name these as PATH...: the files and folders that newsdup group was given, with the same flags. A and B are added when they are not among them. Without PATH the two are judged by themselves, and the answer says so. Whether they are copies does not depend on other clips, with two exceptions: a chain of copies needs its middle, and lines that recur on the pages of a site are dropped only when PATH... holds these pages.

The first line is the verdict. Below it stand the scores:

  Jaccard         shared shingles (five words in a row) by all of the two
  A in B          the share of A's shingles that B holds
  rise, masked    what the scores gain when numbers read # and days @: a form
  cosine          what both say, weighted by how rare it is
  background      the cosine that each has with its beat, less its own story
  link            what they share beyond that: the number of --threshold story
  story score     the mean link of the stories that they are in
  evidence        what else the stories have in common, asked just below that
  meet            the highest threshold at which the two are in one story`,
		Example: examples(
			"two clips of a folder", "newsdup why clips/a.txt clips/b.txt clips/",
			"the two by themselves", "newsdup why clips/a.txt clips/page.html",
			"for another program", "newsdup why -f json clips/a.txt clips/b.txt clips/"),
		Annotations: exits(meanings{
			exitDone:      "they are one story, or copies",
			exitNo:        "they are not",
			exitUsage:     "nothing was explained: bad flag, a clip that cannot be read, or cannot write",
			exitPartial:   "explained, but some of PATH... could not be read",
			exitInterrupt: stopped,
		}),
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) < 2 {
				return usagef(cmd, "read arguments: want two clips, got %d", len(args))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			opts, err := o.verify(a, cmd, args)
			if err != nil {
				return err
			}
			if opts.Memory.NotSame, err = o.state.pairs(cmd.Context()); err != nil {
				return err
			}
			return runWhy(cmd.Context(), a, opts, [2]clipName{parseClip(args[0]), parseClip(args[1])}, o.output)
		},
	}
	o.AddFlags(cmd)
	return cmd
}

// AddFlags adds the flags of `newsdup why`.
func (o *whyOptions) AddFlags(cmd *cobra.Command) {
	section(cmd.Flags(), "Comparison", func(fs *pflag.FlagSet) {
		o.compare.AddFlags(fs)
		fs.Var(&o.window, "window", windowUsage)
		o.clean.AddFlags(fs)
		o.clean.addSites(fs)
	})
	o.output.AddFlags(cmd, []string{"text", "json"}, "")
	o.state.AddFlags(cmd, "`FILE` use the pairs of newsdup notsame in FILE; none ignores all (default those of your own state)")
	o.input.AddFlags(cmd)
	o.run.AddFlags(cmd)
	o.run.addMemory(cmd)
	completeList(cmd, "threshold", thresholdWords())
	complete(cmd, "mode", cleanModes)
}

// verify checks the flags and turns them into options.
func (o *whyOptions) verify(a *app, cmd *cobra.Command, args []string) (dedup.Options, error) {
	if err := errors.Join(o.compare.verify(cmd), o.clean.verify(cmd), o.run.verify(cmd)); err != nil {
		return dedup.Options{}, err
	}
	clips := []string{parseClip(args[0]).path, parseClip(args[1]).path}
	if clips[0] == source.Stdin && clips[1] == source.Stdin {
		return dedup.Options{}, usagef(cmd, "read stdin: it can be one of the two clips only")
	}
	if _, err := o.input.verify(a, cmd, slices.Concat(clips, args[2:])); err != nil {
		return dedup.Options{}, err
	}
	opts := dedup.Options{
		Source: o.input.options(a, args[2:]), Clean: o.clean.options(), NoSiteRules: o.clean.alone,
		Window: o.window.duration(), Workers: o.run.threads, Budget: int64(o.run.memory),
	}
	o.compare.apply(&opts)
	opts.Source.Own = append(opts.Source.Own, o.state.files()...)
	return opts, o.output.spare(cmd, &opts.Source, slices.Concat(o.clean.files, o.compare.names.files, clips)...)
}

// runWhy explains two clips; the error is errDiffer when they are not one story.
func runWhy(ctx context.Context, a *app, opts dedup.Options, names [2]clipName, form outputFlags) error {
	out, err := a.open(form.path)
	if err != nil {
		return err
	}
	var stop func()
	opts.Progress, stop = a.watch(ctx)
	x, sum, err := dedup.Explain(ctx, opts, names[0].origin(), names[1].origin(), func(p clip.Problem) error {
		a.tui.warn(p)
		return nil
	})
	stop()
	if err != nil {
		return err
	}
	if form.format == "json" {
		err = report.WriteWhyJSON(out, x)
	} else {
		err = report.WriteWhy(out, x, a.reportOptions(&form))
	}
	if err != nil {
		return err
	}
	if err := a.finish(out, sum, ""); err != nil {
		return err
	}
	if !x.Same {
		return errDiffer
	}
	return nil
}
