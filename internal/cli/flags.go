package cli

// The flags that several commands share, each set defined once: what to read,
// what to compare, how to show it, how to run. verify says what is wrong with
// the values taken together; what is wrong with one value its own Set has said.

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"newsdup/internal/budget"
	"newsdup/internal/clean"
	"newsdup/internal/dedup"
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

// addReading adds the flags that say how a file is read, whoever named it.
func (f *inputFlags) addReading(fs *pflag.FlagSet) {
	f.maxSize, f.input = source.DefaultMaxSize, "auto"
	fs.Var(&f.maxSize, "max-size", "`SIZE` a page may have so many bytes, also when expanded")
	fs.Var(choice{&f.input, inputFormats}, "input", "`FORMAT` what files hold, plain, gzip or zstd: auto, text, html or jsonl")
	fs.StringVar(&f.encoding, "encoding", "", "`CHARSET` how every page is encoded, as in windows-1251 (default each page's own)")
	fs.StringVar(&f.field, "field", "", "`MAP` the keys of a JSONL record, as in text=body,id=url,date=published (default the usual ones)")
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
		IsReport: report.IsReport,
		Input:    format, Encoding: f.encoding, Fields: f.fields,
	}
}

// compareFlags say when two clips belong together.
type compareFlags struct {
	thresholds thresholds
	minWords   int
	names      nameFlags
}

// AddFlags adds the flags of "Comparison" that every comparing command has.
func (f *compareFlags) AddFlags(fs *pflag.FlagSet) {
	fs.Var(&f.thresholds, "threshold", "`LIST` the scores from which clips belong together, one or more of near=.5,contains=.55,story=.04, which are the defaults; repeatable")
	fs.IntVar(&f.minWords, "min-words", dedup.DefaultMinWords, "`N` compare only clips of N words and more, headline included")
	f.names.AddFlags(fs)
	marksResult(fs, "threshold", "min-words")
}

// thresholdWords are the beginnings of values of --threshold and --sweep.
func thresholdWords() []string {
	var words []string
	for _, key := range thresholdKeys {
		words = append(words, key+"=")
	}
	return words
}

func (f *compareFlags) verify(cmd *cobra.Command) error {
	if f.minWords < 0 || f.minWords > math.MaxInt32 {
		return usagef(cmd, "read --min-words %d: want 0 or more", f.minWords)
	}
	return f.names.verify(cmd)
}

// apply puts the flags into o.
func (f *compareFlags) apply(o *dedup.Options) {
	o.Copies.Near, o.Copies.Contains, o.Story = f.thresholds.near, f.thresholds.contains, f.thresholds.story
	o.MinWords, o.Entities = f.minWords, f.names.tables
}

// againstFlag names the reference set.
type againstFlag struct{ paths []string }

// AddFlags adds --against.
func (f *againstFlag) AddFlags(fs *pflag.FlagSet) {
	fs.StringArrayVar(&f.paths, "against", nil, "`DIR` the clips of DIR are known: show only what has a new clip, keep the known one, never act on it; repeatable")
	marksResult(fs, "against")
}

// apply checks the reference set and puts it into o.
func (f *againstFlag) apply(cmd *cobra.Command, o *source.Options) error {
	for _, path := range f.paths {
		if _, err := os.Stat(path); err != nil {
			return usagef(cmd, "read --against %q: %w; without it every clip would be new", path, report.Bare(err))
		}
	}
	o.Against = f.paths
	return nil
}

// cleanFlags say how pages are cleaned.
type cleanFlags struct {
	mode  string
	files []string // of own rules
	off   []string // classes
	alone bool     // no rules of sites
	rules *clean.Rules
}

// cleanModes are the values of --mode.
var cleanModes = []string{"auto", "full", "part"}

// AddFlags adds the flags of cleaning.
func (f *cleanFlags) AddFlags(fs *pflag.FlagSet) {
	f.mode = "auto"
	fs.Var(choice{&f.mode, cleanModes}, "mode", "`MODE` how text pages were made: full (every visible string), part (an article with leftovers), or auto (look at each page)")
	fs.StringArrayVar(&f.files, "rules", nil, "`FILE` also drop the lines that the rules in FILE name, in the form of the built-in ones; repeatable")
	fs.StringArrayVar(&f.off, "no-rule", nil, "`CLASS` switch off a class of rules, as --explain and --stats name it; repeatable")
	marksResult(fs, "mode", "rules", "no-rule")
}

// addSites adds the flag of commands that read folders.
func (f *cleanFlags) addSites(fs *pflag.FlagSet) {
	fs.BoolVar(&f.alone, "no-site-rules", false, "clean each page by itself: do not drop short lines that recur on the pages of a site (its domain, else its folder; never of standard input)")
	marksResult(fs, "no-site-rules")
}

// maxRules is the largest rules file that is read: the built-in one has 40 kB.
const maxRules = 1 << 20

// verify reads the rules.
func (f *cleanFlags) verify(cmd *cobra.Command) error {
	if len(f.files)+len(f.off) == 0 {
		return nil
	}
	own := clean.OwnRules{Off: f.off}
	for _, name := range f.files {
		text, err := readRules(name)
		if err != nil {
			return usagef(cmd, "read rules: %w", err)
		}
		own.Files = append(own.Files, clean.RulesFile{Name: name, Text: text})
	}
	var err error
	if f.rules, err = clean.With(own); err != nil {
		return usagef(cmd, "%w", err)
	}
	return nil
}

func readRules(name string) (string, error) {
	file, err := openFile(name)
	if err != nil {
		return "", err
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, maxRules+1))
	if err == nil && len(text) > maxRules {
		err = fmt.Errorf("%q is larger than %d bytes: is it a rules file?", name, maxRules)
	}
	return string(text), err
}

// options are the flags as options of package clean.
func (f *cleanFlags) options() clean.Options {
	o := clean.Options{Rules: f.rules}
	switch f.mode {
	case "full":
		o.Mode = clean.Full
	case "part":
		o.Mode = clean.Part
	}
	return o
}

// outputFlags say where the result goes and in which form.
type outputFlags struct {
	format string
	path   string
	nul    bool
}

// AddFlags adds -f with the formats of the command, of which the first is the
// default, and -o; nulUsage is the text of -0, "" for a command without it.
func (f *outputFlags) AddFlags(cmd *cobra.Command, formats []string, nulUsage string) {
	f.format = formats[0]
	section(cmd.Flags(), "Output", func(fs *pflag.FlagSet) {
		fs.VarP(choice{&f.format, formats}, "format", "f", "`FORMAT` how to print: "+list(formats, "or"))
		fs.StringVarP(&f.path, "output", "o", "", "`FILE` write the result to FILE, whole or not at all; never over a page that is read")
		if nulUsage != "" {
			fs.BoolVarP(&f.nul, "null", "0", false, nulUsage)
		}
	})
	complete(cmd, "format", formats)
}

// spare keeps the -o file from being read as a page and, unless it is an old report, a
// page from being replaced by the result. others are the files that the command reads besides.
func (f *outputFlags) spare(cmd *cobra.Command, o *source.Options, others ...string) error {
	if f.path == "" || f.path == "-" {
		return nil
	}
	info, err := os.Stat(f.path)
	if err != nil || !info.Mode().IsRegular() {
		return nil // new, or a device
	}
	for _, name := range append(others, o.FilesFrom, o.Files0From) {
		if other, err := os.Stat(name); err == nil && os.SameFile(info, other) {
			return &usageError{errRead(f.path), cmd.CommandPath()}
		}
	}
	o.Output, o.KeepOutput = f.path, info.Size() > 0 && !holdsReport(f.path)
	return nil
}

// holdsReport reports whether a file begins as newsdup's reports do.
func holdsReport(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	var head [256]byte
	n, _ := io.ReadFull(f, head[:])
	return report.IsReport(head[:n])
}

// reportOptions is how a report to o looks: colour and width belong to a
// person, so a file and a pipe get neither unless --color asks.
func (a *app) reportOptions(f *outputFlags) report.Options {
	var t terminal
	if f.path == "" || f.path == "-" {
		t = look(a.stdout)
	}
	return report.Options{Color: t.colored(a.color), Width: t.width, NUL: f.nul}
}

// runFlags say how the work is done; they never change the result.
type runFlags struct {
	threads int
	memory  size // 0: a share of the machine, and no promise
}

// AddFlags adds the flags of "General" that only working commands have.
func (f *runFlags) AddFlags(cmd *cobra.Command) {
	section(cmd.Flags(), "General", func(fs *pflag.FlagSet) {
		fs.IntVar(&f.threads, "threads", 0, "`N` how many threads work; the result is the same for any number (default one a processor)")
	})
}

// leastMemory is what the program, its tables and a few pages take.
const leastMemory = 64 << 20

// addMemory adds --memory, for the commands that hold what they read.
func (f *runFlags) addMemory(cmd *cobra.Command) {
	section(cmd.Flags(), "General", func(fs *pflag.FlagSet) {
		fs.Var(&f.memory, "memory", "`SIZE` hold no more than SIZE, as in 512M, or end with an error that says what is needed (default what the work takes; from half of the machine's memory on, as little as can be)")
	})
}

func (f *runFlags) verify(cmd *cobra.Command) error {
	if f.memory > 0 && f.memory < leastMemory {
		return usagef(cmd, "read --memory %s: newsdup itself takes %dM, give more", f.memory.String(), leastMemory>>20)
	}
	if f.threads < 0 || f.threads > 1024 {
		return usagef(cmd, "read --threads %d: want 1 to 1024, or 0 for one a processor", f.threads)
	}
	return nil
}

// addGlobalFlags adds the flags that every command has.
func (a *app) addGlobalFlags(root *cobra.Command) {
	modes, logFormats := []string{"auto", "always", "never"}, []string{"text", "json"}
	section(root.PersistentFlags(), "General", func(fs *pflag.FlagSet) {
		fs.Var(choice{&a.color, modes}, "color", "`WHEN` colour: auto (on a terminal, without NO_COLOR), always or never")
		fs.BoolVarP(&a.tui.quiet, "quiet", "q", false, "no progress, warnings or summary; the exit status still tells")
		fs.BoolVarP(&a.tui.verbose, "verbose", "v", false, "name every input that could not be read, not only the first 20, give hints, and say what each stage has cost")
		fs.Var(choice{&a.logFormat, logFormats}, "log-format", "`FORMAT` of messages on standard error: text, or json, an object a line")
		fs.StringVar(&a.config, "config", "", "`FILE` read settings from FILE; newsdup config shows what they are (default ~/.config/newsdup/config.toml)")
		fs.BoolP("help", "h", false, "show this help")
	})
	complete(root, "color", modes)
	complete(root, "log-format", logFormats)
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error {
		if cmd.HasAvailableLocalFlags() { // not version, schema and their like: they must work whatever the file says
			if _, err := a.settle(cmd); err != nil {
				return err
			}
		}
		a.tui.color = a.tui.term.colored(a.color)
		a.tui.logAs(a.logFormat)
		if f := cmd.Flags().Lookup("memory"); f != nil {
			a.governor.Limit(cmp.Or(int64(*f.Value.(*size)), budget.Available()/2))
		}
		if a.tui.quiet && a.tui.verbose {
			return usagef(cmd, "read flags: -q and -v contradict each other")
		}
		return nil
	}
}

// complete lets shells complete the values of a flag.
func complete(cmd *cobra.Command, flag string, values []string) {
	// The only error is a flag that does not exist or has completions already.
	_ = cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
}

// completeList lets shells complete a flag whose value is a list of words with
// commas between; each is offered where it is not yet in the list.
func completeList(cmd *cobra.Command, flag string, words []string) {
	_ = cmd.RegisterFlagCompletionFunc(flag, func(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		before := typed[:strings.LastIndexByte(typed, ',')+1]
		var found []cobra.Completion
		for _, w := range words {
			if !slices.Contains(strings.Split(before, ","), w) {
				found = append(found, before+w)
			}
		}
		return found, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	})
}

// completeCommands completes the name of a command, and of one below it.
func completeCommands(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var names []cobra.Completion
	of, err := find(cmd.Root(), args)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	for _, c := range of.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, cobra.CompletionWithDesc(c.Name(), c.Short))
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

// marksResult marks the flags that change the result: a report names those that were given.
func marksResult(fs *pflag.FlagSet, names ...string) {
	for _, name := range names {
		// The only error is a flag that does not exist.
		_ = fs.SetAnnotation(name, resultKey, []string{"yes"})
	}
}

// given is the flags that change the result, as far as they were set, by name.
func given(cmd *cobra.Command) map[string]string {
	m := map[string]string{}
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if f.Annotations[resultKey] == nil {
			return
		}
		m[f.Name] = f.Value.String()
		if v, ok := f.Value.(pflag.SliceValue); ok {
			m[f.Name] = jsonList(v.GetSlice())
		}
	})
	return m
}

// jsonList is a list as JSON: a pattern may hold any character, so none can part two.
func jsonList(words []string) string {
	text, _ := json.Marshal(words) // strings always can
	return string(text)
}

// noArguments is cobra's Args of a command that takes flags alone.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef(cmd, "read argument %q: %s takes none", args[0], cmd.CommandPath())
	}
	return nil
}

// atMostOne is cobra's Args of a command that takes one thing or none.
func atMostOne(thing string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > 1 {
			return usagef(cmd, "read argument %q: %s takes one %s", args[1], cmd.CommandPath(), thing)
		}
		return nil
	}
}

// openFile opens a file without which a command is of no use.
func openFile(path string) (*os.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open %q: %w", path, report.Bare(err))
	}
	if info, err := f.Stat(); err == nil && info.IsDir() {
		f.Close()
		return nil, fmt.Errorf("open %q: %w", path, errors.New("is a folder, give a file"))
	}
	return f, nil
}
