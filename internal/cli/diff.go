package cli

import (
	"context"
	"errors"
	"math"
	"slices"
	"strconv"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"newsdup/internal/clip"
	"newsdup/internal/compare"
	"newsdup/internal/dedup"
	"newsdup/internal/entity"
	"newsdup/internal/join"
	"newsdup/internal/report"
	"newsdup/internal/shingle"
	"newsdup/internal/source"
)

// diffOptions are the flags of `newsdup diff`.
type diffOptions struct {
	input      inputFlags
	clean      cleanFlags
	names      nameFlags
	output     outputFlags
	context    paragraphs
	sideBySide bool
	html       bool
	stat       bool
}

// newDiff is `newsdup diff`.
func newDiff(a *app) *cobra.Command {
	o := diffOptions{context: 1}
	cmd := &cobra.Command{
		Use:   "diff A B",
		Short: "compare the clean texts of two clips word by word",
		Long: `Cleans two clips and compares their titles and bodies by words: what both have, what only the first or the second has, and which paragraphs stand in both at another place. White space and paragraph breaks are no difference; case and punctuation are. A and B are files, records of a JSONL file as FILE:LINE, items of a feed as FILE:NUMBER, or - for standard input.

Words of the first clip alone are red, those of the second alone green; without colour they stand in [-...-] and {+...+}. The sign before a paragraph says what happened to it:

  ~  some words differ        -  in the first clip alone
  <  moved from here          +  in the second clip alone
  >  moved to here            |  two paragraphs with nothing in common (--side-by-side)

The number behind it counts paragraphs: in the first clip with - and <, else in the second. Nothing is printed when the texts are the same. Jaccard and containment are those of newsdup pairs. In scripts written without blanks each character counts as a word. Each clip is cleaned by itself, so lines stay that newsdup group drops because they recur on the pages of a site.`,
		Example: examples(
			"what an editor changed", "newsdup diff clips/a.txt clips/b.txt",
			"a page to show around", "newsdup diff --html -o diff.html clips/a.txt clips/b.txt",
			"how much of one clip stands in the other", "newsdup diff --stat clips/a.txt clips/b.txt"),
		Annotations: exits(meanings{
			exitDone:      "the clean texts are the same",
			exitNo:        "they differ",
			exitUsage:     "nothing was compared: bad flag, a clip that cannot be read, or cannot write",
			exitInterrupt: stopped,
		}),
		Args: twoClips,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts, err := o.verify(a, cmd, args)
			if err != nil {
				return err
			}
			return runDiff(cmd.Context(), a, opts, [2]clipName{parseClip(args[0]), parseClip(args[1])}, &o)
		},
	}
	o.AddFlags(cmd)
	return cmd
}

// twoClips is cobra's Args of a command on two clips.
func twoClips(cmd *cobra.Command, args []string) error {
	if len(args) != 2 {
		return usagef(cmd, "read arguments: want two clips, got %d", len(args))
	}
	return nil
}

// AddFlags adds the flags of `newsdup diff`.
func (o *diffOptions) AddFlags(cmd *cobra.Command) {
	section(cmd.Flags(), "Comparison", func(fs *pflag.FlagSet) {
		fs.Var(&o.context, "context", "`N` show N unchanged paragraphs around each change, or all")
		fs.BoolVar(&o.sideBySide, "side-by-side", false, "the two texts in two columns")
		fs.BoolVar(&o.html, "html", false, "a page for a browser, complete in itself")
		fs.BoolVar(&o.stat, "stat", false, "the figures alone: words kept, moved, removed and added; Jaccard and containment")
		o.names.AddFlags(fs)
		o.clean.AddFlags(fs)
	})
	o.output.AddFlags(cmd, []string{"text", "json"}, "")
	section(cmd.Flags(), "Input", o.input.addReading)
	complete(cmd, "input", inputFormats)
	complete(cmd, "mode", cleanModes)
}

// verify checks the flags and turns them into options that name no path yet.
func (o *diffOptions) verify(a *app, cmd *cobra.Command, args []string) (dedup.Options, error) {
	switch {
	case o.html && o.output.format != "text":
		return dedup.Options{}, usagef(cmd, "read --html: leave -f %s out", o.output.format)
	case o.sideBySide && o.output.format != "text":
		return dedup.Options{}, usagef(cmd, "read --side-by-side: leave -f %s out", o.output.format)
	case o.sideBySide && o.stat:
		return dedup.Options{}, usagef(cmd, "read --side-by-side: figures have no columns of text, leave it or --stat out")
	}
	var paths []string
	for _, arg := range args {
		name := parseClip(arg)
		if name.path == source.Stdin && slices.Contains(paths, source.Stdin) {
			return dedup.Options{}, usagef(cmd, "read stdin: it can be one of the two clips only")
		}
		paths = append(paths, name.path)
	}
	if _, err := o.input.verify(a, cmd, paths); err != nil {
		return dedup.Options{}, err
	}
	if err := errors.Join(o.clean.verify(cmd), o.names.verify(cmd)); err != nil {
		return dedup.Options{}, err
	}
	opts := dedup.Options{Source: o.input.options(a, nil), Clean: o.clean.options(), NoSiteRules: true, Entities: o.names.tables}
	return opts, o.output.spare(cmd, &opts.Source, slices.Concat(o.clean.files, o.names.files, paths)...)
}

// runDiff compares two clips; the error is errDiffer when they differ.
func runDiff(ctx context.Context, a *app, opts dedup.Options, names [2]clipName, o *diffOptions) error {
	out, err := a.open(o.output.path)
	if err != nil {
		return err
	}
	var clips [2]*clip.Clip
	for i, name := range names {
		if clips[i], err = a.readClip(ctx, opts, name); err != nil {
			return err
		}
		if clips[i].Title == "" && clips[i].Body == "" {
			a.tui.note("clean %q: nothing is left, see `newsdup clean --explain`", clips[i].Origin.String())
		}
	}
	d, err := compareClips(clips[0], clips[1], opts.Entities)
	if err != nil {
		return err
	}
	if d.Coarse {
		a.tui.note("compare: a part of the texts is too long to compare word by word, it is shown as removed and added")
	}
	show := report.DiffOptions{Options: a.reportOptions(&o.output), Context: int(o.context), SideBySide: o.sideBySide, Stat: o.stat}
	write := report.WriteDiff
	switch {
	case o.html:
		write = report.WriteDiffHTML
	case o.output.format == "json":
		write = report.WriteDiffJSON
	}
	if err := write(out, d, show); err != nil {
		return err
	}
	if err := a.finish(out, clip.Summary{Read: 2}, d.SummaryLine()); err != nil {
		return err
	}
	if !d.Same() {
		return errDiffer
	}
	return nil
}

// compareClips compares two clips by words, and by shingles as pairs does; tables nil are those that the program has.
func compareClips(a, b *clip.Clip, tables *entity.Tables) (*report.Diff, error) {
	if tables == nil {
		var err error
		if tables, err = entity.Load(); err != nil {
			return nil, err
		}
	}
	reader, builder := entity.NewReader(tables), &shingle.Builder{}
	x := builder.Tokens(reader.Tokens(nil, entity.TextOf(a)))
	y := builder.Tokens(reader.Tokens(nil, entity.TextOf(b)))
	shared := shingle.Overlap(x.Hashes, y.Hashes)
	return &report.Diff{
		A: a, B: b,
		Result:  compare.Texts(compare.Text{Title: a.Title, Body: a.Body}, compare.Text{Title: b.Title, Body: b.Body}),
		Jaccard: join.Jaccard(shared, x.Len(), y.Len()),
		AInB:    join.Containment(shared, x.Len()),
		BInA:    join.Containment(shared, y.Len()),
	}, nil
}

// paragraphs is a number of paragraphs, or all of them: -1.
type paragraphs int

func (p *paragraphs) Type() string { return "paragraphs" }

func (p *paragraphs) String() string {
	if *p < 0 {
		return "all"
	}
	return strconv.Itoa(int(*p))
}

func (p *paragraphs) Set(s string) error {
	n, err := strconv.Atoi(s)
	switch {
	case s == "all":
		n = -1
	case err != nil || n < 0 || n > math.MaxInt32:
		return errors.New("want a number of paragraphs, or all")
	}
	*p = paragraphs(n)
	return nil
}
