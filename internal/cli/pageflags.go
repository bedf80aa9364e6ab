package cli

import (
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"newsdup/internal/dedup"
)

// pageFlags are those of every command that reads pages and writes a result.
type pageFlags struct {
	input  inputFlags
	clean  cleanFlags
	output outputFlags
	run    runFlags
}

// AddFlags adds them but for those of cleaning, which stand in a section of the
// command's own; see outputFlags.AddFlags for formats and nulUsage.
func (f *pageFlags) AddFlags(cmd *cobra.Command, formats []string, nulUsage string) {
	f.output.AddFlags(cmd, formats, nulUsage)
	f.input.AddFlags(cmd)
	f.run.AddFlags(cmd)
	complete(cmd, "mode", cleanModes)
}

// options checks the flags and turns them into options; others are the files that
// the command reads besides pages and rules.
func (f *pageFlags) options(a *app, cmd *cobra.Command, args []string, others ...string) (o dedup.Options, err error) {
	if err := errors.Join(f.clean.verify(cmd), f.run.verify(cmd)); err != nil {
		return o, err
	}
	paths, err := f.input.verify(a, cmd, args)
	if err != nil {
		return o, err
	}
	o = dedup.Options{Source: f.input.options(a, paths), Clean: f.clean.options(), NoSiteRules: f.clean.alone, Workers: f.run.threads, Budget: int64(f.run.memory)}
	return o, f.output.spare(cmd, &o.Source, slices.Concat(f.clean.files, others)...)
}

// words are values of a kind of text.
func words[T ~string](list []T) (w []string) {
	for _, v := range list {
		w = append(w, string(v))
	}
	return w
}
