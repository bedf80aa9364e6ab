// Names and page text are hostile: a file name may hold a newline that forges a
// second line, an escape sequence that repaints the terminal, a bidi override
// that shows gpj.exe as exe.jpg, or bytes that are no UTF-8. Escape makes any
// string one visible line and can be undone:
//
//	\n \r \t     line feed, carriage return, tab
//	\\           backslash
//	\x1b         any other byte below 0x80 that is a control
//	\xff         a byte from 0x80 up that is not part of valid UTF-8
//	\u202e       a code point that does not show: C1 controls, bidi controls, zero-width
//	             characters, line and paragraph separators; \U000e0041 beyond four digits
//
// All else stands as it is, joiners (U+200C, U+200D) too: Persian and emoji need them.
// So "a\x1b[2Jb\u202ec.txt" is printed as
//
//	a\x1b[2Jb\u202ec.txt
//
// strconv.Quote was rejected: it quotes every name, and treats unassigned
// letters (new scripts, new emoji) as unprintable.

package report

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Escape returns s as one line of visible characters, by the table above.
// A string without anything to escape is returned as it is.
func Escape(s string) string {
	for i := 0; i < len(s); i++ {
		if b := s[i]; b < ' ' || b >= 0x7f || b == '\\' {
			return string(appendEscaped(make([]byte, 0, len(s)+8), s))
		}
	}
	return s
}

// appendEscaped appends Escape(s) to dst.
func appendEscaped(dst []byte, s string) []byte {
	for i := 0; i < len(s); {
		b := s[i]
		if b < utf8.RuneSelf {
			dst = appendASCII(dst, b)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			dst = fmt.Appendf(dst, `\x%02x`, b)
		case !invisible(r):
			dst = append(dst, s[i:i+n]...)
		case r <= 0xffff:
			dst = fmt.Appendf(dst, `\u%04x`, r)
		default:
			dst = fmt.Appendf(dst, `\U%08x`, r)
		}
		i += n
	}
	return dst
}

// Unescape undoes Escape; the error names the escape that is none.
func Unescape(s string) (string, error) {
	i := strings.IndexByte(s, '\\')
	if i < 0 {
		return s, nil
	}
	out := make([]byte, 0, len(s))
	for ; i >= 0; i = strings.IndexByte(s, '\\') {
		out, s = append(out, s[:i]...), s[i:]
		n := 2
		switch {
		case len(s) == 1: // said below
		case s[1] == 'x':
			n = len(`\xff`)
		case s[1] == 'u':
			n = len(`\u202e`)
		case s[1] == 'U':
			n = len(`\U000e0041`)
		}
		if len(s) < n {
			return "", fmt.Errorf("undo escape %q: cut short", s)
		}
		r, err := strconv.ParseUint(s[2:n], 16, 32)
		switch c := s[1]; {
		case c == '\\':
			out = append(out, '\\')
		case c == 'n':
			out = append(out, '\n')
		case c == 'r':
			out = append(out, '\r')
		case c == 't':
			out = append(out, '\t')
		case err != nil || n == 2:
			return "", fmt.Errorf("undo escape %q: no such escape", s[:n])
		case c == 'x':
			out = append(out, byte(r))
		default:
			out = utf8.AppendRune(out, rune(r))
		}
		s = s[n:]
	}
	return string(append(out, s...)), nil
}

// Printable is Escape of a message or a text that is no name: backslashes stay
// single, for the names in a message are quoted by %q already.
func Printable(s string) string {
	parts := strings.Split(s, `\`)
	for i, part := range parts {
		parts[i] = Escape(part)
	}
	return strings.Join(parts, `\`)
}

// appendASCII appends one byte below 0x80, escaped.
func appendASCII(dst []byte, b byte) []byte {
	switch {
	case b == '\\':
		return append(dst, `\\`...)
	case b == '\n':
		return append(dst, `\n`...)
	case b == '\r':
		return append(dst, `\r`...)
	case b == '\t':
		return append(dst, `\t`...)
	case b < ' ' || b == 0x7f:
		return fmt.Appendf(dst, `\x%02x`, b)
	}
	return append(dst, b)
}

// invisible reports whether r, 0x80 or above, is a control or a format character
// that leaves no mark: what can forge, hide or reorder text. The Arabic number
// signs and their like are format characters that do show.
func invisible(r rune) bool {
	switch {
	case r > 0xad && r < 0x600, r > 0x206f && r < 0xfeff:
		return false // letters of Europe, CJK: no need to look
	case r == '\u200c', r == '\u200d':
		return false
	case r == '\u2028', r == '\u2029':
		return true
	}
	return unicode.In(r, unicode.Cc, unicode.Cf) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}

// oneLine is page text made fit for a line: white space collapsed, the rest escaped.
func oneLine(s string) string {
	return Escape(strings.Join(strings.Fields(s), " "))
}
