package cli

import (
	"fmt"
	"io"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"newsdup/internal/report"
	"newsdup/internal/shingle"
	"newsdup/internal/word"
)

// newVersion is `newsdup version`.
func newVersion(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "print the version",
		Long:  `Prints the version, the commit it was built from, the Go release that built it, and the versions of what other programs may keep: the output format ("v" in JSON), and the hashes behind words and shingles. Values kept from a run with other hash versions must not be compared.`,
		Example: examples(
			"all of it", "newsdup version",
			"the version alone", "newsdup version | head -n 1",
			"the output format of this program", "newsdup version | grep format"),
		Annotations: exits(meanings{
			exitDone:  "done",
			exitUsage: "bad flag, or standard output cannot be written",
		}),
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error {
			return a.print(writeVersion)
		},
	}
}

func writeVersion(w io.Writer) error {
	commit := "unknown"
	for _, s := range buildSettings() {
		switch {
		case s.Key == "vcs.revision":
			commit = s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			commit += " (modified)"
		}
	}
	_, err := fmt.Fprintf(w, "newsdup %s\ncommit  %s\ngo      %s %s/%s\nformat  %d\nhashes  word %d, shingle %d\n",
		version(), commit, runtime.Version(), runtime.GOOS, runtime.GOARCH, report.Version, word.HashVersion, shingle.Version)
	return err
}

// version is the version of the main module, "devel" when it was built outside of one.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "devel"
	}
	return info.Main.Version
}

func buildSettings() []debug.BuildSetting {
	if info, ok := debug.ReadBuildInfo(); ok {
		return info.Settings
	}
	return nil
}
