package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"newsdup/internal/clip"
	"newsdup/internal/dedup"
	"newsdup/internal/report"
)

// cleanOptions are the flags of `newsdup clean`.
type cleanOptions struct {
	pageFlags
	explain bool
	stats   bool
}

// newClean is `newsdup clean`.
func newClean(a *app) *cobra.Command {
	var o cleanOptions
	cmd := &cobra.Command{
		Use:   "clean [PATH...]",
		Short: "print the clean text of pages",
		Long: `Reads pages (- is standard input) and prints the article of each: its title, an empty line, then the body, one paragraph a line and no empty lines. A page without a title begins with its body. Between two pages stands a line that holds a form feed, as in the output of pdftotext; with -0 each page ends with NUL instead.

With --explain every line of the page is shown, kept or dropped, with the rule that decided. With -f jsonl each page is one object, and --explain adds what was dropped. With -f html the pages are the articles of one document.

With --stats a table of the rules stands in place of the pages: on how many pages each dropped how many lines and words, what share of all words that is, and the longest of these lines, where a rule that eats articles shows itself.

Short lines that recur on the pages of a site are dropped as well, and paragraphs that end half of them, by the rule "site", when there are pages enough: so a page may be cleaned better in its folder than alone.

Without a path, standard input is read unless it is a terminal.`,
		Example: examples(
			"the text of a page", "newsdup clean clips/page.html",
			"which rule dropped which line", "newsdup clean --explain clips/page.html",
			"which rule drops how much in a folder", "newsdup clean --stats clips/"),
		Annotations: exits(meanings{
			exitDone:      "done",
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
			return runClean(cmd.Context(), a, opts, o.output, o.explain, o.stats)
		},
	}
	o.AddFlags(cmd)
	return cmd
}

// AddFlags adds the flags of `newsdup clean`.
func (o *cleanOptions) AddFlags(cmd *cobra.Command) {
	section(cmd.Flags(), "Cleaning", func(fs *pflag.FlagSet) {
		o.clean.AddFlags(fs)
		o.clean.addSites(fs)
		fs.BoolVar(&o.explain, "explain", false, "show every line, kept or dropped, and the rule that decided")
		fs.BoolVar(&o.stats, "stats", false, "print what each rule dropped from all pages together")
	})
	o.pageFlags.AddFlags(cmd, []string{"text", "jsonl", "html"}, "end each page with NUL")
}

// verify checks the flags and turns them into options.
func (o *cleanOptions) verify(a *app, cmd *cobra.Command, args []string) (dedup.Options, error) {
	if o.output.nul && (o.explain || o.stats || o.output.format != "text") {
		return dedup.Options{}, usagef(cmd, "read -0: only the plain text of pages ends with NUL, leave --explain, --stats and -f out")
	}
	if o.stats && (o.explain || o.output.format != "text") {
		return dedup.Options{}, usagef(cmd, "read --stats: it prints one table, leave --explain and -f out")
	}
	if o.explain && o.output.format == "html" {
		return dedup.Options{}, usagef(cmd, "read --explain: -f html has no place for dropped lines, use text or jsonl")
	}
	opts, err := o.options(a, cmd, args)
	opts.Clean.Explain = o.explain || o.stats
	opts.Clean.Language = true
	return opts, err
}

// pageWriter takes the pages of `newsdup clean`.
type pageWriter interface {
	Page(c *clip.Clip, explain bool) error
	Problem(clip.Problem) error
	Close() error // writes what stands behind the last page
}

// newPages is the pageWriter of a format, or of --stats.
func newPages(w io.Writer, o report.Options, format string, stats bool) pageWriter {
	switch {
	case stats:
		return newStatPages(w, o)
	case format == "html":
		return report.NewHTMLPages(w)
	case format == "jsonl":
		return report.NewPageWriter(w)
	}
	return newTextPages(w, o)
}

// runClean cleans pages and writes them in the order of the listing.
func runClean(ctx context.Context, a *app, opts dedup.Options, form outputFlags, explain, stats bool) error {
	out, err := a.open(form.path)
	if err != nil {
		return err
	}
	w := newPages(out, a.reportOptions(&form), form.format, stats)
	var stop func()
	opts.Progress, stop = a.watch(ctx)
	sum, err := dedup.Clean(ctx, opts,
		func(c *clip.Clip) error { return w.Page(c, explain) },
		func(p clip.Problem) error { a.tui.warn(p); return w.Problem(p) })
	stop()
	if err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return a.finish(out, sum, "")
}
