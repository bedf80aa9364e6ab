package cli

// Manual pages in the man(7) macros, drawn from the same fields as help (see
// help.go). cobra's doc package was rejected: it goes by way of Markdown, with
// two modules that nothing else here needs, and knows no exit codes.

import (
	"bytes"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// environment documents the variables that newsdup reads.
var environment = [][2]string{
	{"NO_COLOR", "Anything but the empty string: no colour, unless --color asks for it."},
	{"TERM", "The value dumb: no colour and no progress line."},
	{"COLUMNS", "The width of the terminal, where it is not what the terminal says."},
	{"NEWSDUP_DEBUG", "Anything but the empty string: an internal error also prints its stack."},
}

// manualName is "newsdup-group".
func manualName(cmd *cobra.Command) string {
	return strings.ReplaceAll(cmd.CommandPath(), " ", "-")
}

// manual is the page of one command. It carries no date: the same program
// prints the same page on every day.
func manual(cmd *cobra.Command) []byte {
	var m roff
	m.macro("TH", strings.ToUpper(manualName(cmd)), "1", "", "newsdup "+version(), "newsdup manual")
	m.macro("SH", "NAME")
	m.text(manualName(cmd) + " - " + cmd.Short)
	m.macro("SH", "SYNOPSIS")
	m.text(useLine(cmd))
	m.macro("SH", "DESCRIPTION")
	m.paragraphs(cmd.Long)
	if cmd.HasAvailableSubCommands() {
		m.macro("SH", "COMMANDS")
		for _, c := range cmd.Commands() {
			if c.IsAvailableCommand() {
				m.item(manualName(c)+"(1)", c.Short)
			}
		}
	}
	m.options(cmd)
	m.macro("SH", "EXIT STATUS")
	for _, line := range strings.Split(cmd.Annotations[exitKey], "\n") {
		code, meaning, _ := strings.Cut(line, "\t")
		m.item(code, meaning)
	}
	m.macro("SH", "ENVIRONMENT")
	for _, e := range environment {
		m.item(e[0], e[1])
	}
	m.examples(cmd.Example)
	m.macro("SH", "SEE ALSO")
	m.text(seeAlso(cmd))
	return m.Bytes()
}

// seeAlso names the other pages.
func seeAlso(cmd *cobra.Command) string {
	names := []string{}
	if cmd.HasParent() {
		names = append(names, "newsdup(1)")
	}
	for _, c := range cmd.Root().Commands() {
		if c.IsAvailableCommand() && c != cmd {
			names = append(names, manualName(c)+"(1)")
		}
	}
	return strings.Join(names, ", ")
}

// roff writes requests and text of man(7).
type roff struct{ bytes.Buffer }

// escapeRoff keeps s from being read as requests or escapes, and minus signs
// from being set as hyphens that cannot be pasted into a shell.
func escapeRoff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, `-`, `\-`, "`", "\\(ga", `'`, `\(aq`, `^`, `\(ha`, `~`, `\(ti`).Replace(s)
	if strings.HasPrefix(s, ".") {
		s = `\&` + s
	}
	return s
}

func (m *roff) macro(name string, args ...string) {
	m.WriteString("." + name)
	for _, a := range args {
		m.WriteString(` "` + strings.ReplaceAll(escapeRoff(a), `"`, `\(dq`) + `"`)
	}
	m.WriteByte('\n')
}

func (m *roff) text(s string) { m.WriteString(escapeRoff(s) + "\n") }

func (m *roff) item(term, text string) {
	m.macro("TP")
	m.macro("B", term)
	m.text(text)
}

// paragraphs sets the Long text of a command: displays keep their lines.
func (m *roff) paragraphs(long string) {
	for i, par := range strings.Split(long, "\n\n") {
		if strings.HasPrefix(par, "  ") {
			m.display(strings.Split(par, "\n"))
			continue
		}
		if i > 0 {
			m.macro("PP")
		}
		m.text(par)
	}
}

func (m *roff) display(lines []string) {
	m.macro("PP")
	m.macro("nf")
	m.macro("RS", "4")
	for _, line := range lines {
		m.text(strings.TrimPrefix(line, "  "))
	}
	m.macro("RE")
	m.macro("fi")
}

func (m *roff) options(cmd *cobra.Command) {
	m.macro("SH", "OPTIONS")
	titles, flags := sections(cmd)
	for _, title := range titles {
		m.macro("SS", title)
		for _, f := range flags[title] {
			m.macro("TP")
			m.WriteString(flagRoff(f) + "\n")
			m.text(flagUsage(f))
		}
	}
}

// flagRoff is flagNames with the names bold and the value in italics.
func flagRoff(f *pflag.Flag) string {
	value := flagValue(f)
	names := `\fB` + escapeRoff("--"+f.Name) + `\fR`
	if f.Shorthand != "" {
		names = `\fB` + escapeRoff("-"+f.Shorthand) + `\fR, ` + names
	}
	if value != "" {
		names += ` \fI` + escapeRoff(value) + `\fR`
	}
	return names
}

func (m *roff) examples(lines string) {
	if lines == "" {
		return
	}
	m.macro("SH", "EXAMPLES")
	for _, line := range strings.Split(lines, "\n") {
		if what, ok := strings.CutPrefix(line, "# "); ok {
			m.macro("PP")
			m.text(strings.ToUpper(what[:1]) + what[1:] + ":")
			continue
		}
		m.display([]string{line})
	}
}
