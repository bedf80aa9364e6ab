package cli

// Help and manual pages are two views of the same fields of a command:
//
//	Short        one line
//	Long         paragraphs, separated by an empty line; a paragraph whose
//	             lines begin with two spaces is a display and keeps its lines
//	Example      pairs of lines: "# what", then the command; see examples
//	Annotations  exitKey: a line an exit code; see exits
//	flags        each annotated with the section it stands in, see section; a
//	             usage text begins with the name of the value: "`FILE` write to"
//
// cobra's own help is a text/template over similar fields; it knows neither
// sections nor exit codes, and drawing the page by hand is shorter than
// teaching it.

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"newsdup/internal/report"
)

const (
	exitKey    = "exit"
	sectionKey = "section"
	valueKey   = "value"
	resultKey  = "result"
)

// examples renders pairs of what and command for cobra.Command.Example.
func examples(pairs ...string) string {
	var b strings.Builder
	for i := 0; i+1 < len(pairs); i += 2 {
		fmt.Fprintf(&b, "# %s\n%s\n", pairs[i], pairs[i+1])
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// meanings says what the exit codes of a command mean.
type meanings map[int]string

// exits renders the exit codes of a command for its annotations, with those
// that every command may end with. Commands that work long enough to be
// stopped name exitInterrupt, which stands for the codes of SIGHUP and SIGTERM, too.
func exits(m meanings) map[string]string {
	m[exitBug] = "internal error: a bug, please report it"
	m[exitPipe] = "the reader of standard output left, as head does when it has enough"
	var lines []string
	for _, code := range slices.Sorted(maps.Keys(m)) {
		lines = append(lines, fmt.Sprintf("%d\t%s", code, m[code]))
	}
	return map[string]string{exitKey: strings.Join(lines, "\n")}
}

// stopped is the meaning of exitInterrupt.
const stopped = "stopped by SIGINT (129: by SIGHUP, 143: by SIGTERM); nothing half-written is left"

// section adds to fs the flags that add defines, all under one title.
func section(fs *pflag.FlagSet, title string, add func(fs *pflag.FlagSet)) {
	part := pflag.NewFlagSet(title, pflag.ContinueOnError)
	part.SortFlags, fs.SortFlags = false, false
	add(part)
	part.VisitAll(func(f *pflag.Flag) {
		if f.Annotations == nil {
			f.Annotations = map[string][]string{}
		}
		f.Annotations[sectionKey] = []string{title}
		if value, usage := pflag.UnquoteUsage(f); strings.HasPrefix(f.Usage, "`") {
			f.Annotations[valueKey] = []string{value}
			f.Usage = strings.TrimPrefix(usage, value+" ") // completions show it as it stands
		}
		fs.AddFlag(f)
	})
}

// sections gives the flags of a command by title, both in the order of
// definition; what has no title of its own is "General".
func sections(cmd *cobra.Command) (titles []string, flags map[string][]*pflag.Flag) {
	flags = map[string][]*pflag.Flag{}
	put := func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		title := "General"
		if s := f.Annotations[sectionKey]; len(s) > 0 {
			title = s[0]
		}
		if flags[title] == nil {
			titles = append(titles, title)
		}
		flags[title] = append(flags[title], f)
	}
	cmd.Flags().SortFlags = false
	own := cmd.NonInheritedFlags()
	own.SortFlags = false
	own.VisitAll(put)
	inherited := cmd.InheritedFlags()
	inherited.SortFlags = false
	inherited.VisitAll(put)
	return titles, flags
}

// help is cobra's help function: the whole page on standard output. cobra has
// no way to return its error, so that waits in a.helpErr.
func (a *app) help(cmd *cobra.Command, _ []string) {
	term := look(a.stdout)
	var b strings.Builder
	page := page{w: &b, color: term.colored(a.color), width: helpWidth(term)}
	page.help(cmd)
	a.helpErr = a.print(func(w io.Writer) error {
		_, err := io.WriteString(w, b.String())
		return err
	})
}

func helpWidth(t terminal) int {
	if t.width == 0 || t.width > 80 {
		return 80
	}
	return max(t.width, 40)
}

// page draws help.
type page struct {
	w     io.Writer
	color bool
	width int
}

func (p *page) help(cmd *cobra.Command) {
	p.wrap("", cmd.CommandPath()+": "+cmd.Short)
	fmt.Fprintln(p.w)
	p.usage(cmd)
	for _, par := range strings.Split(cmd.Long, "\n\n") {
		fmt.Fprintln(p.w)
		if strings.HasPrefix(par, "  ") {
			fmt.Fprintln(p.w, par)
		} else {
			p.wrap("", par)
		}
	}
	p.commands(cmd)
	p.flags(cmd)
	p.examples(cmd)
	p.exits(cmd)
}

func (p *page) usage(cmd *cobra.Command) {
	fmt.Fprintf(p.w, "%s %s\n", p.head("Usage:"), useLine(cmd))
}

// useLine is "newsdup group [flags] [PATH...]".
func useLine(cmd *cobra.Command) string {
	if cmd.HasAvailableSubCommands() {
		return cmd.CommandPath() + " COMMAND [flags] [argument...]"
	}
	name, args, _ := strings.Cut(cmd.Use, " ")
	line := strings.TrimSuffix(cmd.CommandPath(), cmd.Name()) + name + " [flags]"
	if args != "" {
		line += " " + args
	}
	return line
}

func (p *page) commands(cmd *cobra.Command) {
	if !cmd.HasAvailableSubCommands() {
		return
	}
	p.title("Commands")
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			p.item(c.Name(), 10, c.Short)
		}
	}
}

func (p *page) flags(cmd *cobra.Command) {
	titles, flags := sections(cmd)
	for _, title := range titles {
		p.title(title)
		width := 0
		for _, f := range flags[title] {
			width = max(width, utf8.RuneCountInString(flagNames(f)))
		}
		for _, f := range flags[title] {
			p.item(flagNames(f), min(width, 26), flagUsage(f))
		}
	}
}

// flagNames is "-g, --glob PATTERN".
func flagNames(f *pflag.Flag) string {
	value := flagValue(f)
	names := "    --" + f.Name
	if f.Shorthand != "" {
		names = "-" + f.Shorthand + ", --" + f.Name
	}
	if value != "" {
		names += " " + value
	}
	return names
}

// flagValue is the name of a flag's value, "" for a switch.
func flagValue(f *pflag.Flag) string {
	if name := f.Annotations[valueKey]; len(name) > 0 {
		return name[0]
	}
	return ""
}

// flagUsage is the usage text and the default, where there is one to know.
func flagUsage(f *pflag.Flag) string {
	switch f.DefValue {
	case "", "0", "false", "[]":
		return f.Usage
	}
	return f.Usage + " (default " + f.DefValue + ")"
}

func (p *page) examples(cmd *cobra.Command) {
	if cmd.Example == "" {
		return
	}
	p.title("Examples")
	for _, line := range strings.Split(cmd.Example, "\n") {
		if strings.HasPrefix(line, "#") {
			line = report.Paint(p.color, report.Dim, line)
		}
		fmt.Fprintln(p.w, "  "+line)
	}
}

func (p *page) exits(cmd *cobra.Command) {
	p.title("Exit status")
	for _, line := range strings.Split(cmd.Annotations[exitKey], "\n") {
		code, meaning, _ := strings.Cut(line, "\t")
		p.item(code, 3, meaning)
	}
}

func (p *page) title(s string) { fmt.Fprintf(p.w, "\n%s\n", p.head(s)) }

func (p *page) head(s string) string { return report.Paint(p.color, report.Bold, s) }

// item prints a term and its text in two columns; a term wider than its column
// pushes the text to the next line.
func (p *page) item(term string, width int, text string) {
	indent := strings.Repeat(" ", width+4)
	pad := width - utf8.RuneCountInString(term)
	if pad < 0 {
		fmt.Fprintln(p.w, "  "+term)
		p.wrap(indent, text)
		return
	}
	var b strings.Builder
	sub := page{w: &b, width: p.width}
	sub.wrap(indent, text)
	fmt.Fprint(p.w, "  "+term+strings.Repeat(" ", pad)+"  "+b.String()[len(indent):])
}

// wrap prints text in lines of at most p.width columns behind indent.
func (p *page) wrap(indent, text string) {
	line := indent
	for _, w := range strings.Fields(text) {
		if line != indent && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(w) > p.width {
			fmt.Fprintln(p.w, line)
			line = indent
		}
		if line != indent {
			line += " "
		}
		line += w
	}
	fmt.Fprintln(p.w, line)
}

// newHelp is `newsdup help [COMMAND]`, which people type before they know --help.
func newHelp(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "show the help of a command",
		Long:  "Shows the help of a command, as --help behind it does.",
		Example: examples(
			"what there is", "newsdup help",
			"all about group", "newsdup help group",
			"the same", "newsdup group --help"),
		Annotations: exits(meanings{
			exitDone:  "done",
			exitUsage: "no such command",
		}),
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: completeCommands,
		RunE: func(cmd *cobra.Command, args []string) error {
			found, err := find(cmd.Root(), args)
			if err != nil {
				return err
			}
			a.help(found, nil)
			return a.helpErr
		},
	}
}
