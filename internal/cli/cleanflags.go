package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"newsdup/internal/clean"
)

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
	fs.BoolVar(&f.alone, "no-site-rules", false, "clean each page by itself: do not drop what recurs on the pages of a site (its domain, else its folder; never of standard input)")
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
