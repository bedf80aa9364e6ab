package cli

import (
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"newsdup/internal/report"
	"newsdup/internal/source"
)

// outputFlags say where the result goes and in which form.
type outputFlags struct {
	format string
	path   string
	nul    bool
}

// AddFlags adds -o, and -f with the formats of the command, of which the first is the
// default, unless there is only one; nulUsage is the text of -0, "" for a command
// without it.
func (f *outputFlags) AddFlags(cmd *cobra.Command, formats []string, nulUsage string) {
	f.format = formats[0]
	section(cmd.Flags(), "Output", func(fs *pflag.FlagSet) {
		if len(formats) > 1 {
			fs.VarP(choice{&f.format, formats}, "format", "f", "`FORMAT` how to print: "+list(formats, "or"))
		}
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
	o.Output, o.KeepOutput = f.path, info.Size() > 0 && !holdsReport(f.path, o.Paths)
	return nil
}

// spareActs refuses a -o file that a command would act on or rests on: each name is that of
// a page. A name where none stands yet counts, too: there undo may put a page back.
func (f *outputFlags) spareActs(pages iter.Seq[string]) error {
	if f.path == "" || f.path == "-" {
		return nil
	}
	info, err := os.Stat(f.path)
	if err == nil && !info.Mode().IsRegular() {
		return nil // a device
	}
	own, _ := filepath.Abs(f.path)
	if dir, err := filepath.EvalSymlinks(filepath.Dir(own)); err == nil {
		own = filepath.Join(dir, filepath.Base(own))
	}
	for name := range pages {
		if page, err := filepath.Abs(name); err == nil && page == own {
			return errRead(f.path)
		}
		if info == nil {
			continue
		}
		if page, err := os.Lstat(name); err == nil && os.SameFile(info, page) {
			return errRead(f.path)
		}
	}
	return nil
}

// holdsReport reports whether a file begins as newsdup's reports do, or is a list of
// names as -f paths and fdupes of the same folders print it.
func holdsReport(path string, folders []string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	var head [report.ReportHead]byte
	n, _ := io.ReadFull(f, head[:])
	return report.IsReport(head[:n]) || holdsNames(string(head[:n]), folders)
}

// holdsNames reports whether each line of the beginning of a file is the name of a
// file that is there, or of one below the folders: it may be gone by now, that is
// what such a list is for.
func holdsNames(head string, folders []string) bool {
	isEnd := func(r rune) bool { return r == '\n' || r == 0 }
	if len(head) == report.ReportHead { // the last line may be cut
		head = head[:strings.LastIndexFunc(head, isEnd)+1]
	}
	names := strings.FieldsFunc(head, isEnd)
	for _, name := range names {
		_, err := os.Lstat(parseClip(name).path) // of a record, its file
		if err != nil && !slices.ContainsFunc(folders, func(dir string) bool { return strings.HasPrefix(name, filepath.Clean(dir)+"/") }) {
			return false
		}
	}
	return len(names) > 0
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
