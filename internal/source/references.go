package source

// Character references in plain text. A tool that takes the text out of a page and does not
// decode it leaves caf&#233;, AT&amp;T and &quot;open&quot;; left as they are, two
// unrelated texts have the number 233 in common.
//
// A reference is & and a name of HTML, or # and a number, up to a semicolon; without one,
// /find?a=1&copy=2 is an address. What is encoded twice (&amp;eacute;) is decoded twice. A
// control character becomes a blank. A record that turns out to be markup, as in feeds that
// escape it, is HTML; the text of a file stays text.

import (
	"bytes"
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsdup/internal/clip"
)

// longestReference is the bytes between & and ; of the longest name that is worth a look.
const longestReference = 10

// decodeReferences puts a page of plain text right.
func decodeReferences(raw *clip.Raw) {
	text, found := dereference(raw.Text)
	raw.Text, raw.Repaired = text, raw.Repaired || found
}

// dereference returns b, valid UTF-8, with its character references as what they
// stand for: b itself where there is none.
func dereference(b []byte) (text []byte, found bool) { return decodeAll(b, dereferenceOnce) }

func dereferenceOnce(b []byte) (text []byte, found bool) {
	done := 0 // bytes of b that are in text
	for at := 0; ; {
		i := bytes.IndexByte(b[at:], '&')
		if i < 0 {
			break
		}
		at += i
		s, size := reference(b[at:])
		if size == 0 {
			at++
			continue
		}
		if text == nil {
			text = make([]byte, 0, len(b))
		}
		text = append(append(text, b[done:at]...), s...)
		at += size
		done = at
	}
	if done == 0 {
		return b, false
	}
	return append(text, b[done:]...), true
}

// reference is what the reference that b begins with stands for, and its length; 0
// for none.
func reference(b []byte) (s string, size int) {
	end := bytes.IndexByte(b[:min(len(b), longestReference+2)], ';')
	if end < 2 {
		return "", 0
	}
	for _, c := range b[1:end] {
		if c >= utf8.RuneSelf || c != '#' && !unicode.IsLetter(rune(c)) && !unicode.IsDigit(rune(c)) {
			return "", 0
		}
	}
	whole := string(b[:end+1])
	s = html.UnescapeString(whole)
	if s == whole || strings.HasSuffix(s, ";") {
		return "", 0 // unknown, or a name and something behind it
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s), end + 1
}
