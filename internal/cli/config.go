package cli

// Where the values of flags come from, first found first:
//
//	newsdup group --min-words 20      the command line
//	NEWSDUP_MIN_WORDS=20              the environment: the flag's name in capitals
//	[group]                           the file's table of the command
//	min-words = 20
//	min-words = 20                    the file, for every command that has the flag
//	10                                the default
//
// The file is ~/.config/newsdup/config.toml (XDG_CONFIG_HOME), or what --config
// or NEWSDUP_CONFIG names. A key that no command has is an error with the name
// that was probably meant: a setting that silently does nothing is worse than
// none. For the same reason there is no value for what belongs to one command
// line alone: -y, -n, -o, help.
//
// A value is set through the flag itself, so that each is checked in one place
// and a report names it whatever it came from.

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"newsdup/internal/clip"
)

// oneTime are the flags that belong to one command line.
var oneTime = []string{"config", "help", "version", "yes", "dry-run", "output", "files-from", "files0-from", "root"}

// settable reports whether the environment and the file may set a flag.
func settable(f *pflag.Flag) bool { return !f.Hidden && !slices.Contains(oneTime, f.Name) }

// variable is the environment variable of a flag.
func variable(f *pflag.Flag) string {
	return "NEWSDUP_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
}

// commandLine is where a flag that was typed came from.
const commandLine = "command line"

// settings is a configuration file.
type settings struct {
	path   string // "" when there is none
	values map[string]any
}

// settle gives the flags of cmd that the command line does not name the values of
// the environment and the file. It returns where each value came from, by
// the flag's name; what is not in it is a default.
func (a *app) settle(cmd *cobra.Command) (map[string]string, error) {
	file, err := a.readSettings(cmd.Root())
	if err != nil {
		return nil, &usageError{err, cmd.CommandPath()}
	}
	origins := map[string]string{}
	settle := func(f *pflag.Flag) {
		switch {
		case err != nil || origins[f.Name] != "":
		case f.Changed:
			origins[f.Name] = commandLine
		case !settable(f):
		default:
			var origin string
			if origin, err = file.set(cmd, f); origin != "" {
				origins[f.Name] = origin
			}
		}
	}
	settle(cmd.Flags().Lookup("log-format")) // first: in that form the rest is said
	cmd.Flags().VisitAll(settle)
	if err != nil {
		return nil, &usageError{err, cmd.CommandPath()}
	}
	return origins, nil
}

// set gives one flag its value; "" when nothing has one.
func (s *settings) set(cmd *cobra.Command, f *pflag.Flag) (origin string, err error) {
	if text, ok := os.LookupEnv(variable(f)); ok {
		if err := setFlag(cmd, f, []string{text}); err != nil {
			return "", fmt.Errorf("read %s %q: %w", variable(f), text, err)
		}
		return variable(f), nil
	}
	value, key := s.find(cmd, f.Name)
	if value == nil {
		return "", nil
	}
	texts, err := settingTexts(value)
	if err == nil {
		err = expandHome(f, texts)
	}
	if err == nil {
		err = setFlag(cmd, f, texts)
	}
	if err != nil {
		return "", fmt.Errorf("read config %q: key %q: %w", s.path, key, err)
	}
	return s.path, nil
}

// expandHome puts the home folder in the place of the ~ of a file's or folder's name, as
// a shell does on the command line: "~/clips.db" must not be a folder "~" in the current one.
func expandHome(f *pflag.Flag, texts []string) error {
	if kind := f.Annotations[valueKey]; !slices.Contains(kind, "FILE") && !slices.Contains(kind, "DIR") {
		return nil
	}
	for i, text := range texts {
		rest, ok := strings.CutPrefix(text, "~/")
		if !ok {
			continue
		}
		home := os.Getenv("HOME")
		if home == "" {
			return fmt.Errorf("%q: HOME is not set; write the name in full", text)
		}
		texts[i] = filepath.Join(home, rest)
	}
	return nil
}

// find is the value of a flag in the file: the command's own, or everybody's.
func (s *settings) find(cmd *cobra.Command, name string) (value any, key string) {
	for table := cmd; table.HasParent(); table = table.Parent() {
		if own, ok := s.values[table.Name()].(map[string]any); ok && own[name] != nil {
			return own[name], table.Name() + "." + name
		}
	}
	return s.values[name], name
}

// setFlag sets a flag to texts: one after the other when it is repeatable, else
// with commas between, as the command line has lists. The default need not be a
// value that the command line takes (threshold is "", memory 0) and is right all
// the same: what `newsdup config` prints can be read back.
func setFlag(cmd *cobra.Command, f *pflag.Flag, texts []string) error {
	if _, many := f.Value.(pflag.SliceValue); !many {
		texts = []string{strings.Join(texts, ",")}
	}
	for _, text := range texts {
		if err := cmd.Flags().Set(f.Name, text); err != nil {
			if text == f.DefValue {
				return nil
			}
			var invalid *pflag.InvalidValueError
			if errors.As(err, &invalid) {
				return plainCause(invalid)
			}
			return err
		}
	}
	return nil
}

// settingTexts is a value of the file as the command line would have it.
func settingTexts(value any) ([]string, error) {
	switch v := value.(type) {
	case string:
		return []string{v}, nil
	case bool:
		return []string{strconv.FormatBool(v)}, nil
	case int64:
		return []string{strconv.FormatInt(v, 10)}, nil
	case float64:
		return []string{strconv.FormatFloat(v, 'g', -1, 64)}, nil
	case []any:
		var texts []string
		for _, e := range v {
			t, err := settingTexts(e)
			if err != nil || len(t) != 1 {
				return nil, errors.New("want a list of texts")
			}
			texts = append(texts, t...)
		}
		return texts, nil
	}
	return nil, errors.New("want a text, a number, true or false, or a list of these")
}

// maxSettings is the largest configuration file that is read.
const maxSettings = 1 << 20

// readSettings reads the configuration file. One that nobody named need not be there.
func (a *app) readSettings(root *cobra.Command) (*settings, error) {
	path, named := a.config, true
	if path == "" {
		path = os.Getenv("NEWSDUP_CONFIG")
	}
	if path == "" {
		path, named = configPath(), false
	}
	s := &settings{values: map[string]any{}}
	if path == "" {
		return s, nil
	}
	info, err := os.Stat(path)
	if err == nil && info.Size() > maxSettings {
		err = fmt.Errorf("larger than %d bytes: is it a configuration file?", maxSettings)
	}
	var text []byte
	if err == nil {
		text, err = os.ReadFile(path)
	}
	if err != nil {
		if !named && (errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission)) {
			return s, nil
		}
		return nil, fmt.Errorf("read config %q: %w", path, clip.Cause(err))
	}
	s.path, a.settings = path, info
	if err := toml.Unmarshal(text, &s.values); err != nil {
		return nil, fmt.Errorf("read config %q: %w", path, err)
	}
	return s, s.check(root)
}

// configPath is where the file is looked for; "" when nobody says where that is.
func configPath() string {
	dir := os.Getenv("XDG_CONFIG_HOME")
	if dir == "" || !filepath.IsAbs(dir) {
		home := os.Getenv("HOME")
		if home == "" {
			return ""
		}
		dir = filepath.Join(home, ".config")
	}
	return filepath.Join(dir, "newsdup", "config.toml")
}

// check finds keys that no command has.
func (s *settings) check(root *cobra.Command) error {
	return s.checkTable(s.values, "", root, allSettable(root))
}

// allSettable are the flags of all commands that may be set.
func allSettable(root *cobra.Command) map[string]bool {
	all := map[string]bool{}
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		maps.Copy(all, settableNames(c))
		for _, sub := range c.Commands() {
			walk(sub)
		}
	}
	walk(root)
	return all
}

// misspelt notes the variables of the environment that are nearly the name of a
// setting, or the name of what cannot be set. Others may be somebody's own, for a
// script around newsdup: unlike a key of the file they are no error.
func (a *app) misspelt(root *cobra.Command) {
	const prefix = "NEWSDUP_"
	var known []string // built when a variable asks
	for _, setting := range os.Environ() {
		name, _, _ := strings.Cut(setting, "=")
		typed, ok := strings.CutPrefix(name, prefix)
		if !ok || typed == "CONFIG" || typed == "DEBUG" {
			continue
		}
		if known == nil {
			for flag := range allSettable(root) {
				known = append(known, strings.ToUpper(strings.ReplaceAll(flag, "-", "_")))
			}
			slices.Sort(known)
		}
		flag := strings.ToLower(strings.ReplaceAll(typed, "_", "-"))
		switch meant := didYouMean(typed, known, prefix); {
		case slices.Contains(known, typed):
		case slices.Contains(oneTime, flag):
			a.tui.note("read %s: --%s belongs to one command line, no variable sets it", name, flag)
		case meant != "":
			a.tui.note("read %s: no such setting%s", name, meant)
		}
	}
}

// checkTable finds the keys of one table that are neither a flag nor a command.
func (s *settings) checkTable(table map[string]any, prefix string, cmd *cobra.Command, flags map[string]bool) error {
	for _, key := range slices.Sorted(maps.Keys(table)) {
		if sub, ok := table[key].(map[string]any); ok {
			c := subcommand(cmd, key)
			if c == nil {
				return fmt.Errorf("read config %q: table %q: no such command", s.path, prefix+key)
			}
			if err := s.checkTable(sub, prefix+key+".", c, settableNames(c)); err != nil {
				return err
			}
			continue
		}
		if !flags[key] {
			return fmt.Errorf("read config %q: key %q: no such setting%s", s.path, prefix+key, didYouMean(key, slices.Sorted(maps.Keys(flags)), ""))
		}
	}
	return nil
}

func subcommand(cmd *cobra.Command, name string) *cobra.Command {
	for _, c := range cmd.Commands() {
		if c.Name() == name {
			return c
		}
	}
	return nil
}

// settableNames are the flags of a command that may be set, those of its own subcommands too.
func settableNames(cmd *cobra.Command) map[string]bool {
	names := map[string]bool{}
	add := func(f *pflag.Flag) {
		if settable(f) {
			names[f.Name] = true
		}
	}
	cmd.LocalFlags().VisitAll(add)
	cmd.InheritedFlags().VisitAll(add)
	for _, sub := range cmd.Commands() {
		sub.LocalFlags().VisitAll(add)
	}
	return names
}
