package cli

// The flags that several commands share, each set defined once: what to compare
// and how to run here; what to read, how to clean it and where the result goes in
// files of their own. verify says what is wrong with the values taken together;
// what is wrong with one value its own Set has said.

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"newsdup/internal/budget"
	"newsdup/internal/clip"
	"newsdup/internal/dedup"
	"newsdup/internal/source"
	"newsdup/internal/story"
)

// compareFlags say when two clips belong together.
type compareFlags struct {
	thresholds thresholds
	minWords   int
	names      nameFlags
}

// AddFlags adds the flags of "Comparison" that every comparing command has.
func (f *compareFlags) AddFlags(fs *pflag.FlagSet) {
	fs.Var(&f.thresholds, "threshold", thresholdUsage(story.DefaultThreshold))
	fs.IntVar(&f.minWords, "min-words", dedup.DefaultMinWords, "`N` compare only clips of N words and more, headline included")
	f.names.AddFlags(fs)
	marksResult(fs, "threshold", "min-words")
}

// thresholdUsage is the help of --threshold where stories have the default least.
func thresholdUsage(least float64) string {
	return "`LIST` the scores from which clips belong together, one or more of near=.5,contains=.55,story=" +
		strings.TrimPrefix(fmt.Sprint(least), "0") + ", which are the defaults; repeatable"
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
	f.thresholds.apply(o)
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
			return usagef(cmd, "read --against %q: %w; without it every clip would be new", path, clip.Cause(err))
		}
	}
	o.Against = f.paths
	return nil
}

// runFlags say how the work is done. They never change the result, but that with --memory a
// page that needs more by itself is unreadable, and uniq remembers fewer clips.
type runFlags struct {
	threads int
	memory  size // 0: a share of the machine, and no promise
}

// AddFlags adds the flags of "General" that only working commands have.
func (f *runFlags) AddFlags(cmd *cobra.Command) {
	section(cmd.Flags(), "General", func(fs *pflag.FlagSet) {
		fs.IntVar(&f.threads, "threads", 0, "`N` the number of threads; the result is the same for any number (default one a processor)")
	})
}

// leastMemory is what the program, its tables and a few pages take.
const leastMemory = 48 << 20

// addMemory adds --memory, for the commands that hold what they read.
func (f *runFlags) addMemory(cmd *cobra.Command) {
	section(cmd.Flags(), "General", func(fs *pflag.FlagSet) {
		fs.Var(&f.memory, "memory", "`SIZE` hold no more than SIZE, as in 512M, or end with an error that says what is needed (default what the work takes; from half of the machine's memory on, as little as can be)")
	})
}

// addRoom adds --memory, for a stream, which has no end at which to say what was needed.
func (f *runFlags) addRoom(cmd *cobra.Command) {
	section(cmd.Flags(), "General", func(fs *pflag.FlagSet) {
		fs.Var(&f.memory, "memory", "`SIZE` hold no more than SIZE, as in 512M: compare with fewer clips than --remember says where they have no room (default what the work takes)")
	})
	marksResult(cmd.Flags(), "memory")
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
			origins, err := a.settle(cmd)
			if err != nil {
				return err
			}
			if a.tui.quiet && a.tui.verbose { // what is typed outranks what stands somewhere
				a.tui.quiet = origins["quiet"] == commandLine || origins["verbose"] != commandLine
				a.tui.verbose = origins["verbose"] == commandLine || origins["quiet"] != commandLine
			}
		}
		a.tui.color = a.tui.term.colored(a.color)
		a.tui.logAs(a.logFormat)
		a.misspelt(cmd.Root())
		if f := cmd.Flags().Lookup("memory"); f != nil {
			a.governor.Limit(cmp.Or(int64(*f.Value.(*size)), budget.Available()/2))
		}
		if a.tui.quiet && a.tui.verbose {
			return usagef(cmd, "read flags: -q and -v contradict each other")
		}
		return nil
	}
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
		return nil, fmt.Errorf("open %q: %w", path, clip.Cause(err))
	}
	if info, err := f.Stat(); err == nil && info.IsDir() {
		f.Close()
		return nil, fmt.Errorf("open %q: %w", path, errors.New("is a folder, give a file"))
	}
	return f, nil
}
