package cli

import (
	"context"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"newsdup/internal/clip"
	"newsdup/internal/dedup"
	"newsdup/internal/report"
)

// pairsOptions are the flags of `newsdup pairs`.
type pairsOptions struct {
	pageFlags
	compare compareFlags
	min     float64
	raw     bool
}

// newPairs is `newsdup pairs`.
func newPairs(a *app) *cobra.Command {
	var o pairsOptions
	cmd := &cobra.Command{
		Use:   "pairs [PATH...]",
		Short: "print every pair of clips that share text",
		Long: `Prints every pair of clips whose Jaccard similarity (shared shingles by all shingles of the two) is at least --min: the two clips, the Jaccard similarity, the share of the first that stands in the second, the share of the second that stands in the first, and the relation when it is one. A shingle is five words in a row. Every figure is exact, and no pair above the bound is missing.

With --raw the pages are not cleaned and not normalised: words are maximal runs of letters, marks and digits, lower-cased; text of any kind is compared as it is, however short unless --min-words says otherwise. A text of fewer than five words has no shingle and is in no pair.`,
		Example: examples(
			"pairs that share a fifth of their text or more", "newsdup pairs clips/",
			"only close copies, the closest first", "newsdup pairs --min .8 clips/ | sort -t \"$(printf '\\t')\" -k3,3gr",
			"files as they are, no cleaning", "newsdup pairs --raw --min .5 clips/"),
		Annotations: exits(meanings{
			exitDone:      "done, whether there are pairs or not",
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
			return runPairs(cmd.Context(), a, opts, o.output)
		},
	}
	o.AddFlags(cmd)
	return cmd
}

// AddFlags adds the flags of `newsdup pairs`.
func (o *pairsOptions) AddFlags(cmd *cobra.Command) {
	section(cmd.Flags(), "Comparison", func(fs *pflag.FlagSet) {
		fs.Float64Var(&o.min, "min", dedup.DefaultMinPair, "`J` print pairs with a Jaccard similarity of J or more")
		fs.BoolVar(&o.raw, "raw", false, "compare files as they are: no cleaning, no normalising")
		o.compare.AddFlags(fs)
		o.clean.AddFlags(fs)
		o.clean.addSites(fs)
	})
	o.pageFlags.AddFlags(cmd, words(report.PairFormats()), "")
	o.run.addMemory(cmd)
	completeList(cmd, "threshold", thresholdWords())
}

// verify checks the flags and turns them into options.
func (o *pairsOptions) verify(a *app, cmd *cobra.Command, args []string) (dedup.PairOptions, error) {
	if !(o.min >= minThreshold && o.min <= 1) {
		return dedup.PairOptions{}, usagef(cmd, "read --min %g: want a similarity from %g to 1", o.min, minThreshold)
	}
	if o.raw && len(o.compare.names.files) > 0 {
		return dedup.PairOptions{}, usagef(cmd, "read --aliases: --raw normalises no names, leave one of the two out")
	}
	if err := o.compare.verify(cmd); err != nil {
		return dedup.PairOptions{}, err
	}
	pages, err := o.options(a, cmd, args, o.compare.names.files...)
	opts := dedup.PairOptions{Min: o.min, Raw: o.raw, Options: pages}
	o.compare.apply(&opts.Options)
	if o.raw && !cmd.Flags().Changed("min-words") {
		opts.MinWords = 0 // as they are: no page is too short for a word count nobody asked for
	}
	return opts, err
}

// runPairs finds the pairs and writes them, sorted by the first clip, then the second.
func runPairs(ctx context.Context, a *app, opts dedup.PairOptions, form outputFlags) error {
	out, err := a.open(form.path)
	if err != nil {
		return err
	}
	w, err := report.NewPairWriter(out, report.Format(form.format))
	if err != nil {
		return err
	}
	var stop func()
	opts.Progress, stop = a.watch(ctx)
	pairs := 0
	sum, err := dedup.Pairs(ctx, opts,
		func(row dedup.PairRow) error { pairs++; return w.Pair(report.Pair(row)) },
		func(p clip.Problem) error {
			a.tui.warn(p)
			if form.format == string(report.JSONL) {
				return report.NewPageWriter(out).Problem(p)
			}
			return nil
		})
	stop()
	if err != nil {
		return err
	}
	return a.finish(out, sum, pairsSummary(sum, pairs))
}

// pairsSummary is "1,204 read, 86 pairs, 1 unreadable".
func pairsSummary(sum clip.Summary, pairs int) string {
	line := report.Thousands(sum.Read) + " read, " + report.Count(pairs, "pair", "pairs")
	if sum.Unreadable > 0 {
		line += ", " + report.Thousands(sum.Unreadable) + " unreadable"
	}
	return line
}
