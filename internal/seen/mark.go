package seen

// What `newsdup uniq` adds to a record.
//
//	{"id":"a7","body":"..."} ,  -->  {"id":"a7","body":"...","newsdup":{"first":true,"id":"9f3a..."}}
//
// The key goes before the last brace of the line, and no other byte changes:
// blanks, the order of keys, escapes and numbers are as they were. What an earlier
// run has put there goes. A record is
// in any charset that has ASCII, so what is added is ASCII. Parsing the object
// and printing it anew was rejected: 1.0 would come back as 1, and a key that
// stands twice once.

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"unicode/utf16"
)

// StoryID is the id of a story of a stream as it is printed.
func StoryID(id uint64) string { return fmt.Sprintf("%016x", id) }

// Mark appends line, which must hold a JSON object and nothing else, with what
// was found of it.
func Mark(dst, line []byte, v *Verdict) []byte {
	return addKey(dst, line, func(b []byte) []byte {
		b = strconv.AppendBool(append(b, `{"first":`...), v.First)
		if v.Story != 0 {
			b = fmt.Appendf(b, `,"id":"%s"`, StoryID(v.Story))
		}
		if !v.First {
			b = fmt.Appendf(b, `,"relation":"%s","score":%s,"of":`, v.Relation, strconv.FormatFloat(math.Round(v.Score*1e6)/1e6, 'f', -1, 64))
			b = appendName(b, v.Of)
			b = appendName(append(b, `,"to":`...), v.To)
		}
		return append(b, '}')
	})
}

// MarkCount appends line with the number of clips of its story; id 0 is none.
func MarkCount(dst, line []byte, id uint64, n int) []byte {
	return addKey(dst, line, func(b []byte) []byte {
		b = append(b, '{')
		if id != 0 {
			b = fmt.Appendf(b, `"id":"%s",`, StoryID(id))
		}
		return fmt.Appendf(b, `"count":%d}`, n)
	})
}

// key is what Mark and MarkCount add.
const key = `"newsdup"`

// addKey appends line with the key "newsdup"; a line without a brace as it is.
func addKey(dst, line []byte, value func([]byte) []byte) []byte {
	if bytes.Contains(line, []byte(key)) {
		line = without(line)
	}
	brace := bytes.LastIndexByte(line, '}')
	if brace < 0 {
		return append(dst, line...)
	}
	dst = append(dst, line[:brace]...)
	if before := bytes.TrimRight(line[:brace], " \t\r\n"); len(before) > 0 && before[len(before)-1] != '{' {
		dst = append(dst, ',')
	}
	dst = value(append(append(dst, key...), ':'))
	return append(dst, line[brace:]...)
}

// without is line less the members of key that its object has.
func without(line []byte) []byte {
	start := bytes.IndexByte(line, '{') + 1
	object := line[start-1:]
	d := json.NewDecoder(bytes.NewReader(object))
	_, _ = d.Token()
	kept, end := 0, 1 // members so far, and where the last one ends
	out := slices.Clone(line[:start])
	for d.More() {
		name, _ := d.Token()
		var value json.RawMessage
		if d.Decode(&value) != nil {
			return line
		}
		member := object[end:d.InputOffset()] // with the comma before it
		end = int(d.InputOffset())
		rest := bytes.TrimLeft(member, " \t\r\n")
		switch {
		case name == key[1:len(key)-1]:
			out = append(out, member[:len(member)-len(rest)]...)
			continue
		case kept == 0 && rest[0] == ',': // behind one that went
			member = rest[1:]
		}
		out = append(out, member...)
		kept++
	}
	return append(out, object[end:]...)
}

// appendName appends the id of a record as a string, or its line as a number.
func appendName(b []byte, n Name) []byte {
	if n.ID == "" {
		return strconv.AppendInt(b, int64(n.Line), 10)
	}
	return appendASCIIString(b, n.ID)
}

// appendASCIIString appends s as a JSON string without a byte above 0x7e.
func appendASCIIString(b []byte, s string) []byte {
	b = append(b, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r >= ' ' && r < 0x7f:
			b = append(b, byte(r))
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			b = fmt.Appendf(b, `\u%04x\u%04x`, high, low)
		default:
			b = fmt.Appendf(b, `\u%04x`, r)
		}
	}
	return append(b, '"')
}
