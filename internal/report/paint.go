package report

import "fmt"

// Style is the parameter of an SGR sequence (ECMA-48): the 16 basic colours, so
// that the user's own palette decides.
type Style string

// The styles of messages and results; "1;31" is bold red.
const (
	Bold   Style = "1"
	Dim    Style = "2"
	Red    Style = "31"
	Green  Style = "32"
	Yellow Style = "33"
	Cyan   Style = "36"
)

// Paint is text in a style: text alone when color is off.
func Paint(color bool, s Style, text string) string { return string(paint(nil, color, s, text)) }

// paint appends Paint to dst.
func paint(dst []byte, color bool, s Style, text string) []byte {
	if !color || s == "" || text == "" {
		return append(dst, text...)
	}
	return fmt.Appendf(dst, "\x1b[%sm%s\x1b[0m", s, text)
}
