package cli

import (
	"slices"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"newsdup/internal/report"
	"newsdup/internal/source"
)

// inputFlags say what to read.
type inputFlags struct {
	filesFrom, files0From string
	globs, excludes       []string
	hidden, follow        bool
	maxDepth              int
	newer                 span
	maxSize               size
	input                 string
	encoding              string
	field                 string
	fields                source.Fields
}

// AddFlags adds the flags of "Input" to cmd.
func (f *inputFlags) AddFlags(cmd *cobra.Command) {
	section(cmd.Flags(), "Input", func(fs *pflag.FlagSet) {
		fs.StringVar(&f.filesFrom, "files-from", "", "`FILE` also read the files and folders that FILE names, one a line; - is stdin")
		fs.StringVar(&f.files0From, "files0-from", "", "`FILE` the same with NUL behind each name, as find -print0 prints")
		fs.StringArrayVarP(&f.globs, "glob", "g", nil, "`PATTERN` from folders take only files that match, as in '*.txt' or 'news/**/*.html'; repeatable")
		fs.StringArrayVar(&f.excludes, "exclude", nil, "`PATTERN` from folders leave out files and folders that match; repeatable")
		fs.BoolVar(&f.hidden, "hidden", false, "also take names that begin with a dot")
		fs.BoolVarP(&f.follow, "follow", "L", false, "follow symbolic links found in folders")
		fs.IntVar(&f.maxDepth, "max-depth", 0, "`N` go at most N levels down; 1 is only the files of a named folder (default no limit)")
		fs.Var(&f.newer, "newer-than", "`TIME` from folders take only files that were changed within TIME, as in 7d or 12h")
		f.addReading(fs)
		marksResult(fs, "glob", "exclude", "hidden", "follow", "max-depth", "newer-than")
	})
	complete(cmd, "input", inputFormats)
}

// addReading adds the flags that say how a file is read, however it was named.
func (f *inputFlags) addReading(fs *pflag.FlagSet) {
	f.maxSize, f.input = source.DefaultMaxSize, "auto"
	fs.Var(&f.maxSize, "max-size", "`SIZE` the largest page that is read, also when unpacked")
	fs.Var(choice{&f.input, inputFormats}, "input", "`FORMAT` what files hold, plain, gzip or zstd: auto (feeds, too), text, html or jsonl")
	fs.StringVar(&f.encoding, "encoding", "", "`CHARSET` how every page is encoded, as in windows-1251 (default each page's own)")
	fs.StringVar(&f.field, "field", "", "`MAP` the keys of a JSONL record, as in text=body,id=url,date=published; a dot leads into an object, as in text=article.body (default the usual ones)")
	marksResult(fs, "max-size", "input", "encoding", "field")
}

var inputFormats = []string{"auto", "text", "html", "jsonl"}

// verify checks the flags and answers a command line without any path: stdin
// when it is a pipe or a file, short help on a terminal.
func (f *inputFlags) verify(a *app, cmd *cobra.Command, args []string) ([]string, error) {
	var err error
	if f.fields, err = source.ParseFields(f.field); err != nil {
		return nil, usagef(cmd, "read --field: %w", err)
	}
	if len(args) == 0 && f.filesFrom == "" && f.files0From == "" {
		if look(a.stdin).tty {
			a.tui.shortHelp(cmd)
			return nil, errShown
		}
		args = []string{source.Stdin}
	}
	switch {
	case f.maxSize > source.MaxMaxSize:
		return nil, usagef(cmd, "read --max-size %q: want 1G or less", f.maxSize.String())
	case f.maxDepth < 0:
		return nil, usagef(cmd, "read --max-depth %d: want 1 or more, or 0 for no limit", f.maxDepth)
	}
	opts := f.options(a, args)
	if err := opts.Validate(); err != nil {
		return nil, &usageError{err, cmd.CommandPath()}
	}
	if a.readsTerminal(args, f.filesFrom, f.files0From) {
		a.tui.hint("reading from the terminal; end with Ctrl-D")
	}
	return args, nil
}

// readsTerminal says whether somebody is about to type the input by hand.
func (a *app) readsTerminal(args []string, lists ...string) bool {
	return look(a.stdin).tty && (slices.Contains(args, source.Stdin) || slices.Contains(lists, source.Stdin))
}

// options is the checked flags as source wants them.
func (f *inputFlags) options(a *app, paths []string) source.Options {
	format, _ := source.ParseFormat(f.input) // choice let only known ones in
	var since time.Time
	if f.newer > 0 {
		since = time.Now().Add(-f.newer.duration())
	}
	return source.Options{
		Since: since, Paths: paths, FilesFrom: f.filesFrom, Files0From: f.files0From, Stdin: a.stdin,
		Globs: f.globs, Excludes: f.excludes, Hidden: f.hidden, Follow: f.follow,
		MaxDepth: f.maxDepth, MaxSize: int64(f.maxSize),
		Own: a.redirected(), IsReport: report.IsReport,
		Input: format, Encoding: f.encoding, Fields: f.fields,
	}
}
