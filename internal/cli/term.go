package cli

import (
	"os"
	"strconv"

	"golang.org/x/term"
)

// terminal is what is known of the device behind a stream.
type terminal struct {
	tty   bool
	width int // columns; 0 when the stream is not a terminal: lines keep their length
}

// look asks the device behind f. COLUMNS, where somebody took the trouble to
// export it, outranks the device's own answer, as in ls and git.
func look(f *os.File) terminal {
	if !term.IsTerminal(int(f.Fd())) {
		return terminal{}
	}
	t := terminal{tty: true, width: 80}
	if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
		t.width = w
	}
	if w, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && w > 0 {
		t.width = w
	}
	return t
}

// smart says whether the terminal understands escape sequences.
func (t terminal) smart() bool { return t.tty && os.Getenv("TERM") != "dumb" }

// colored decides about colour for the terminal: mode is auto, always or
// never; auto asks for a smart terminal and honours NO_COLOR (no-color.org).
func (t terminal) colored(mode string) bool {
	switch mode {
	case "always":
		return true
	case "never":
		return false
	}
	return t.smart() && os.Getenv("NO_COLOR") == ""
}
