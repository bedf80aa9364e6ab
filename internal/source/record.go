package source

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"newsdup/internal/clip"
)

// object is a record with its values unread.
type object map[string]json.RawMessage

// What a value may be: for the text of a page, and for what is said about it.
const (
	prose    = `"[`
	anything = `"[{-0123456789`
)

// first is the text of the first key that has some; failing that, whether one
// of them holds an empty one. A value counts if its first byte is in kinds.
func (o object) first(keys []string, kinds string) (text string, ok bool) {
	for _, key := range keys {
		value, found := o.get(key)
		if !found || strings.IndexByte(kinds, value[0]) < 0 {
			continue
		}
		s, isText := textOf(value, maxNesting)
		if isText && s != "" {
			return s, true
		}
		ok = ok || isText
	}
	return "", ok
}

// about is a field that says something about the page, on one line.
func (o object) about(keys []string) string {
	s, _ := o.first(keys, anything)
	return oneLine(s)
}

// oneLine is a text about a page with its faults mended, on one line.
func oneLine(s string) string {
	text, _ := mend([]byte(s))
	text, _ = dereference(text)
	return strings.Join(strings.FieldsFunc(strings.ReplaceAll(string(text), "\n", ", "), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r)
	}), " ")
}

// date is a field that holds a date for programs.
func (o object) date(keys []string) clip.Date {
	text, _ := o.first(keys, anything)
	d, _ := clip.ParseDate(text)
	return d
}

// get finds a key, or the way that a key with dots describes.
func (o object) get(key string) (json.RawMessage, bool) {
	if value, ok := o[key]; ok {
		return value, true
	}
	head, tail, ok := strings.Cut(key, ".")
	if !ok || len(o[head]) == 0 || o[head][0] != '{' {
		return nil, false
	}
	var inner object
	if json.Unmarshal(o[head], &inner) != nil {
		return nil, false
	}
	return inner.get(tail)
}

// keys lists a few keys of a record for a message, those of an object in it as
// the ways that lead to them.
func (o object) keys() string {
	if len(o) == 0 {
		return "no keys"
	}
	var keys []string
	for key, value := range o {
		var inner object
		if value[0] == '{' && json.Unmarshal(value, &inner) == nil && len(inner) > 0 {
			for tail := range inner {
				keys = append(keys, key+"."+tail)
			}
			continue
		}
		keys = append(keys, key)
	}
	slices.Sort(keys)
	const most, longest = 8, 40
	more := len(keys) > most
	keys = keys[:min(len(keys), most)]
	for i, k := range keys {
		if len(k) > longest {
			k = strings.ToValidUTF8(k[:longest], "") + "..."
		}
		keys[i] = strconv.Quote(k)
	}
	if more {
		keys = append(keys, "...")
	}
	return strings.Join(keys, ", ")
}

// maxNesting bounds lists in lists: each level reads its values anew.
const maxNesting = 4

// textOf reads a value as text: a string, a number as it stands, a list as one
// line an item, an object by its "name" (as in JSON-LD). Others are no text.
func textOf(value json.RawMessage, nesting int) (string, bool) {
	if nesting == 0 || len(value) == 0 {
		return "", false
	}
	switch value[0] {
	case '"':
		return string(unquote(value)), true
	case '[':
		var items []json.RawMessage
		if json.Unmarshal(value, &items) != nil {
			return "", false
		}
		lines := make([]string, 0, len(items))
		for _, item := range items {
			if s, ok := textOf(item, nesting-1); ok {
				lines = append(lines, s)
			}
		}
		return strings.Join(lines, "\n"), len(lines) > 0 || len(items) == 0
	case '{':
		var inner object
		if json.Unmarshal(value, &inner) != nil {
			return "", false
		}
		return textOf(inner["name"], nesting-1)
	case 't', 'f', 'n':
		return "", false
	}
	return string(value), true
}

// unquote is the text of a string that is known to be valid JSON. It is what
// encoding/json does, which would check the string again first, at twice the
// cost; half of a lone surrogate becomes U+FFFD.
func unquote(value []byte) []byte {
	value = value[1 : len(value)-1]
	out := make([]byte, 0, len(value))
	for {
		i := bytes.IndexByte(value, '\\')
		if i < 0 {
			return append(out, value...)
		}
		out = append(out, value[:i]...)
		c := value[i+1]
		value = value[i+2:]
		switch c {
		case 'b':
			c = '\b'
		case 'f':
			c = '\f'
		case 'n':
			c = '\n'
		case 'r':
			c = '\r'
		case 't':
			c = '\t'
		case 'u':
			r := hex4(value)
			value = value[4:]
			if utf16.IsSurrogate(r) {
				low := rune(-1)
				if len(value) >= 6 && value[0] == '\\' && value[1] == 'u' {
					low = hex4(value[2:])
				}
				if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
					value = value[6:]
				}
			}
			out = utf8.AppendRune(out, r)
			continue
		}
		out = append(out, c)
	}
}

func hex4(b []byte) rune {
	n, _ := strconv.ParseUint(string(b[:4]), 16, 32) // JSON's grammar has seen to the digits
	return rune(n)
}
