package markup

// JSON-LD as it is written by hand and by templates: raw line ends in its texts,
// quotation marks nobody escaped, a comma behind the last item, comments of HTML,
// CDATA or JavaScript round it, several objects in a row. mend makes JSON of it in
// one pass:
//
//	<!-- {"headline": "He said "no"",} //-->      {"headline": "He said \"no\""}
//
// A quotation mark inside a text is known by what stands behind it: the one that
// ends a text stands before a bracket, or before a comma or a colon and another
// value. What is cut off stays broken: half of it may be of another article.

import (
	"bytes"
	"encoding/json"
	"strings"
)

// eachValue calls f with the values of a block of JSON-LD until f returns true or
// one cannot be read.
func eachValue(block string, f func(v any) bool) {
	var v any
	if json.Unmarshal([]byte(block), &v) == nil {
		f(v)
		return
	}
	for d := json.NewDecoder(bytes.NewReader(mend(block))); ; {
		var v any
		if d.Decode(&v) != nil || f(v) {
			return
		}
	}
}

// mend repairs a block of JSON; what is JSON keeps its meaning.
func mend(block string) []byte {
	out := make([]byte, 0, len(block)+64)
	depth := 0
	for i := 0; i < len(block); {
		if n := comment(block[i:]); n > 0 {
			i += n
			continue
		}
		switch c := block[i]; c {
		case '"':
			n := 0
			out, n = mendText(out, block[i:])
			i += n
			continue
		case '{', '[':
			depth++
		case '}', ']':
			depth--
			out = bytes.TrimSuffix(bytes.TrimRight(out, " \t\r\n"), []byte{','})
		case ',', ';':
			if depth == 0 { // between objects
				i++
				continue
			}
		}
		out = append(out, block[i])
		i++
	}
	return out
}

// marks of comments and of CDATA stand round JSON.
var marks = [...]string{"<!--", "-->", "<![CDATA[", "]]>"}

// comment is the length of the comment, or the mark of one, that s begins with.
func comment(s string) int {
	if s[0] != '<' && s[0] != '-' && s[0] != ']' && s[0] != '/' {
		return 0
	}
	for _, m := range marks {
		if strings.HasPrefix(s, m) {
			return len(m)
		}
	}
	switch {
	case strings.HasPrefix(s, "/*"):
		if end := strings.Index(s, "*/"); end >= 0 {
			return end + len("*/")
		}
		return len(s)
	case strings.HasPrefix(s, "//"):
		for _, m := range marks {
			if strings.HasPrefix(strings.TrimLeft(s[2:min(len(s), 16)], " "), m) {
				return 2
			}
		}
		if end := strings.IndexByte(s, '\n'); end >= 0 {
			return end
		}
		return len(s)
	}
	return 0
}

// mendText appends the text that s begins with, as JSON has it, and returns its
// length in s.
func mendText(out []byte, s string) (_ []byte, n int) {
	out = append(out, '"')
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"' && endsText(s[i+1:]):
			return append(out, '"'), i + 1
		case c == '"':
			out = append(out, '\\', '"')
		case c == '\\' && i+1 < len(s) && strings.IndexByte(`"\/bfnrtu`, s[i+1]) >= 0:
			out = append(out, c, s[i+1])
			i++
		case c == '\\': // \' and the like
		case c == '\n':
			out = append(out, '\\', 'n')
		case c < ' ':
			out = append(out, ' ')
		default:
			out = append(out, c)
		}
	}
	return out, len(s)
}

// endsText reports whether a quotation mark before s ends a text.
func endsText(s string) bool {
	s = strings.TrimLeft(s, " \t\r\n")
	if s == "" || s[0] == '}' || s[0] == ']' {
		return true
	}
	if s[0] != ',' && s[0] != ':' {
		return false
	}
	s = strings.TrimLeft(s[1:], " \t\r\n")
	if s == "" || strings.IndexByte(`"{[}]-0123456789/<`, s[0]) >= 0 {
		return true
	}
	return strings.HasPrefix(s, "true") || strings.HasPrefix(s, "false") || strings.HasPrefix(s, "null")
}
