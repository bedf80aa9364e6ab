package cli

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"newsdup/internal/report"
)

// newConfig is `newsdup config`.
func newConfig(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "config [COMMAND]",
		Short: "print the value of each setting and where it comes from",
		Long: `Prints the settings of a command, group when none is named, as they are without further flags: each with its value and where that comes from, in the form of the configuration file.

A flag comes first, then the environment variable NEWSDUP_ and the flag's name in capitals, as NEWSDUP_MIN_WORDS, then the configuration file, then the default. The file is TOML: a flag's long name is a key, for every command that has the flag; in a table with a command's name it is for that command alone. In the name of a file or folder ~/ is the home folder:

  min-words = 20
  exclude = ["*.bak", "drafts/"]

  [sweep]
  state = "/var/lib/newsdup/state.db"
  limit = "20%"

It is $XDG_CONFIG_HOME/newsdup/config.toml, or ~/.config/newsdup/config.toml, unless --config or NEWSDUP_CONFIG names another. A key that no command has is an error; a variable of that kind is named in a warning when it is nearly the name of a setting. What belongs to one command line, as --yes, --dry-run and --output, cannot be set.`,
		Example: examples(
			"the settings of newsdup group", "newsdup config",
			"those of newsdup pairs", "newsdup config pairs",
			"what a variable does", "NEWSDUP_MIN_WORDS=20 newsdup config"),
		Annotations: exits(meanings{
			exitDone:  "done",
			exitUsage: "bad flag, no such command, or a file or variable that is wrong",
		}),
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				args = []string{"group"}
			}
			of, err := find(cmd.Root(), args)
			if err != nil {
				return err
			}
			of.InheritedFlags() // merges the flags of the parents into those of the command
			origins, err := a.settle(of)
			if err != nil {
				return err
			}
			return a.print(func(w io.Writer) error { return writeSettings(w, of, origins) })
		},
		ValidArgsFunction: completeCommands,
	}
}

// writeSettings prints one setting a line, with its origin behind it.
func writeSettings(w io.Writer, cmd *cobra.Command, origins map[string]string) error {
	var lines [][2]string
	width := 0
	titles, flags := sections(cmd)
	for _, title := range titles {
		for _, f := range flags[title] {
			if !settable(f) {
				continue
			}
			origin := origins[f.Name]
			if origin == "" {
				origin = "default"
			}
			line := f.Name + " = " + settingValue(f)
			width = max(width, len(line))
			lines = append(lines, [2]string{line, origin})
		}
	}
	for _, l := range lines {
		if _, err := fmt.Fprintf(w, "%-*s  # %s\n", width, report.Printable(l[0]), report.Printable(l[1])); err != nil {
			return err
		}
	}
	return nil
}

// settingValue is the value of a flag in TOML.
func settingValue(f *pflag.Flag) string {
	if v, ok := f.Value.(pflag.SliceValue); ok {
		quoted := make([]string, 0, len(v.GetSlice()))
		for _, s := range v.GetSlice() {
			quoted = append(quoted, quoteSetting(s))
		}
		return "[" + strings.Join(quoted, ", ") + "]"
	}
	switch f.Value.Type() {
	case "bool", "int":
		return f.Value.String()
	}
	return quoteSetting(f.Value.String())
}

// quoteSetting is a text in TOML, which has other escapes than Go.
func quoteSetting(s string) string {
	line, err := toml.Marshal(map[string]string{"s": s})
	if err != nil {
		return strconv.Quote(s)
	}
	return strings.TrimSpace(strings.TrimPrefix(string(line), "s = "))
}
