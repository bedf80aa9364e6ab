package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"newsdup/internal/clip"
	"newsdup/internal/dedup"
	"newsdup/internal/entity"
	"newsdup/internal/number"
	"newsdup/internal/report"
)

// entitiesOptions are the flags of `newsdup entities`.
type entitiesOptions struct {
	pageFlags
	names nameFlags
	merge bool
	types string
}

// newEntities is `newsdup entities`.
func newEntities(a *app) *cobra.Command {
	var o entitiesOptions
	cmd := &cobra.Command{
		Use:   "entities [PATH...]",
		Short: "print the people, places and organisations that pages name",
		Long: `Reads pages (- is standard input), cleans them, and prints what each names: the canonical form, the type (person, place, organisation or other), how often it is named, and the forms found. Forms of one thing in several languages, scripts and spellings count as one: Russie, Россия and Russian are Russia, OTAN is NATO. The most often named thing comes first. With --type date, money and the like the values of a page are listed as well, however they are written; "Thursday" is a date where the page has one.

With --merge all pages together make one list, which also tells how many of them name each thing. With -f tsv the forms of a row have | between them, and the last column is the page, or with --merge the number of pages. With -f jsonl each page is one object, with --merge each thing.

Without a path, standard input is read unless it is a terminal.`,
		Example: examples(
			"what a page names", "newsdup entities clips/page.html",
			"the people and places of a folder, as a table", "newsdup entities --merge --type person,place -f tsv clips/",
			"with names of your own", "printf 'Lindholm Ferries\\tLF\\torganisation\\n' | newsdup entities --aliases /dev/stdin clips/"),
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
			return runEntities(cmd.Context(), a, opts, o.output)
		},
	}
	o.AddFlags(cmd)
	return cmd
}

// nameTypes and entityTypes are the words of --type: of names, and all.
func nameTypes() (words []string) {
	for _, t := range []entity.Type{entity.Person, entity.Place, entity.Organisation, entity.Other} {
		words = append(words, t.String())
	}
	return words
}

func entityTypes() []string { return append(nameTypes(), number.Types()...) }

// AddFlags adds the flags of `newsdup entities`.
func (o *entitiesOptions) AddFlags(cmd *cobra.Command) {
	section(cmd.Flags(), "Names", func(fs *pflag.FlagSet) {
		fs.BoolVar(&o.merge, "merge", false, "one list for all pages")
		fs.StringVar(&o.types, "type", "", "`LIST` only these types: "+list(entityTypes(), "or")+" (default all names: "+list(nameTypes(), "and")+")")
		o.names.AddFlags(fs)
		o.clean.AddFlags(fs)
		o.clean.addSites(fs)
	})
	o.pageFlags.AddFlags(cmd, words(report.ThingFormats()), "")
	completeList(cmd, "type", entityTypes())
}

// verify checks the flags and turns them into options.
func (o *entitiesOptions) verify(a *app, cmd *cobra.Command, args []string) (dedup.EntityOptions, error) {
	opts := dedup.EntityOptions{Merge: o.merge}
	for word := range strings.SplitSeq(o.types, ",") {
		if o.types == "" {
			break
		}
		word = strings.TrimSpace(word)
		if !slices.Contains(entityTypes(), word) {
			return opts, usagef(cmd, "read --type: %.80q is no type: want %s", word, list(entityTypes(), "or"))
		}
		opts.Types = append(opts.Types, word)
	}
	if err := o.names.verify(cmd); err != nil {
		return opts, err
	}
	var err error
	opts.Options, err = o.options(a, cmd, args, o.names.files...)
	opts.Entities, opts.Clean.Language = o.names.tables, true
	return opts, err
}

// runEntities lists what pages name.
func runEntities(ctx context.Context, a *app, opts dedup.EntityOptions, form outputFlags) error {
	out, err := a.open(form.path)
	if err != nil {
		return err
	}
	w, err := report.NewThingWriter(out, report.Format(form.format), a.reportOptions(&form), opts.Merge)
	if err != nil {
		return err
	}
	var stop func()
	opts.Progress, stop = a.watch(ctx)
	sum, err := dedup.Entities(ctx, opts, w.Things,
		func(p clip.Problem) error { a.tui.warn(p); return w.Problem(p) })
	stop()
	if err != nil {
		return err
	}
	return a.finish(out, sum, "")
}

// nameFlags are names of the user's own.
type nameFlags struct {
	files  []string
	tables *entity.Tables // nil: those that the program has
	digest string         // of the names; "" without any
}

// AddFlags adds --aliases.
func (f *nameFlags) AddFlags(fs *pflag.FlagSet) {
	fs.StringArrayVar(&f.files, "aliases", nil, "`FILE` further names: a thing, a tab and a form of its name a line; ! before the thing forbids the form, # starts a comment; repeatable")
	marksResult(fs, "aliases")
}

// verify reads the files.
func (f *nameFlags) verify(cmd *cobra.Command) error {
	if len(f.files) == 0 {
		return nil
	}
	var aliases []entity.Alias
	for _, name := range f.files {
		file, err := openFile(name)
		if err != nil {
			return usagef(cmd, "read aliases: %w", err)
		}
		own, err := entity.ReadAliases(file, name)
		file.Close()
		if err != nil {
			return usagef(cmd, "read aliases: %w", err)
		}
		aliases = append(aliases, own...)
	}
	tables, err := entity.Load()
	if err != nil {
		return fmt.Errorf("read aliases: %w", err)
	}
	if f.tables, err = tables.With(aliases); err != nil {
		return usagef(cmd, "read aliases: %w", err)
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%+v", aliases))
	f.digest = hex.EncodeToString(sum[:])
	return nil
}
