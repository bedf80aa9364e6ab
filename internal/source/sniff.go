package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"unicode/utf8"
)

// compression is how a file is packed.
type compression uint8

const (
	plain compression = iota
	gzipped
	zstandard
)

// Openings of packed streams.
const (
	gzipOpening = "\x1f\x8b\x08"
	zstdOpening = "\x28\xb5\x2f\xfd"
	skippable   = "\x2a\x4d\x18" // of a zstd frame to be skipped, behind 0x50 to 0x5f
)

func compressionOf(b []byte) compression {
	switch {
	case bytes.HasPrefix(b, []byte(gzipOpening)):
		return gzipped
	case bytes.HasPrefix(b, []byte(zstdOpening)), len(b) >= 4 && b[0]&0xf0 == 0x50 && bytes.HasPrefix(b[1:], []byte(skippable)):
		return zstandard
	}
	return plain
}

// magics are the openings of files that scrapers save by mistake beside pages,
// with what to do about them. Openings that are also plain words are not here:
// their NUL bytes give such files away.
var magics = [...]struct{ opening, what string }{
	{"%PDF-", "a PDF; extract its text first, with pdftotext for example"},
	{"PK\x03\x04", "a zip archive or an office document; unpack it first"},
	{"PK\x05\x06", "an empty zip archive"},
	{"\x89PNG", "a PNG image"},
	{"\xff\xd8\xff", "a JPEG image"},
	{"GIF87a", "a GIF image"},
	{"GIF89a", "a GIF image"},
	{"\x7fELF", "a program"},
	{"\xfd7zXZ", "packed with xz; unpack it first, newsdup reads gzip and zstd"},
	{"BZh91AY&SY", "packed with bzip2; unpack it first, newsdup reads gzip and zstd"},
	{"\x04\x22\x4d\x18", "packed with lz4; unpack it first, newsdup reads gzip and zstd"},
	{"7z\xbc\xaf", "a 7z archive; unpack it first"},
	{"Rar!\x1a", "a rar archive; unpack it first"},
	{"\xd0\xcf\x11\xe0", "an old office document; save it as text first"},
	{"SQLite format 3\x00", "a SQLite database"},
	{"\x1f\x8b", "gzip inside gzip, or a damaged gzip; unpack it first"},
	{"\x28\xb5\x2f\xfd", "packed twice; unpack it first"},
}

// magic says what a file of a known binary kind is; "" for any other.
func magic(b []byte) string {
	for _, m := range magics {
		if len(b) >= len(m.opening) && string(b[:len(m.opening)]) == m.opening {
			return m.what
		}
	}
	return ""
}

// binarySample bounds the bytes that are looked at for control characters.
const binarySample = 64 << 10

// isBinary reports whether there are more control characters than a text can
// have by accident: random bytes have 10 %, a damaged page a handful.
func isBinary(b []byte) bool {
	b = b[:min(len(b), binarySample)]
	n := 0
	for _, c := range b {
		if isControl[c] && c != '\r' && c != '\f' && c != '\v' && c != 0x1b {
			n++
		}
	}
	return n > 2+len(b)/50
}

// byteOrderMark is the UTF-8 one.
const byteOrderMark = "\xef\xbb\xbf"

// isJSONL reports whether a stream is JSON lines: of its first lines one is a
// JSON object, two when the very first does not look like one that was cut. A
// first line beyond the limit that begins as an object is one: what stands behind
// it can be read.
func (w *window) isJSONL(limit int) bool {
	var b []byte
	for { // no more than needed: a pipe may wait between its lines
		b = bytes.TrimPrefix(w.rest(), []byte(byteOrderMark))
		b = bytes.TrimLeft(b, " \t\r\n")
		if len(b) > 0 || len(w.rest()) >= firstRead || !w.more() {
			break
		}
	}
	want := 2
	if opensObject(b) {
		want = 1
	}
	skip := len(w.rest()) - len(b)
	for range sniffedLines {
		line, next := w.peekLine(skip, limit)
		if isObject(line) {
			want--
		}
		if want == 0 {
			return true
		}
		if cut := next == skip+len(line); cut && next > limit && opensObject(line) {
			return true
		}
		skip = next
	}
	return false
}

// sniffedLines is how many lines are looked at: a log line or a broken record
// may stand before the first good one.
const sniffedLines = 4

// opensObject reports whether JSON could go on like this.
func opensObject(b []byte) bool {
	if len(b) == 0 || b[0] != '{' {
		return false
	}
	inner := bytes.TrimLeft(b[1:], " \t")
	return len(inner) == 0 || inner[0] == '"' || inner[0] == '}'
}

// jsonFault says what to do about JSON that is no JSONL: an array, or objects
// over many lines. It is nil for text.
func jsonFault(text []byte) error {
	text = bytes.TrimSpace(text)
	if len(text) < 2 {
		return nil
	}
	switch {
	case text[0] == '[' && text[len(text)-1] == ']' && json.Valid(text):
		return errors.New("a JSON array, not JSONL: write one object a line, as jq -c '.[]' does")
	case text[0] == '{' && text[len(text)-1] == '}':
		var first object
		if json.NewDecoder(bytes.NewReader(text)).Decode(&first) == nil && len(first) > 0 {
			return errors.New("JSON over many lines, not JSONL: write one object a line, as jq -c . does")
		}
	}
	return nil
}

// peekLine returns the next line that is not blank from an offset into the
// rest, and the offset behind it. Nothing beyond limit bytes of the rest is read for it.
func (w *window) peekLine(from, limit int) ([]byte, int) {
	for end := from; ; {
		rest := w.rest()
		i := bytes.IndexByte(rest[end:], '\n')
		if i < 0 {
			end = len(rest)
			if end <= limit && w.more() {
				continue
			}
			return rest[from:], len(rest)
		}
		line := bytes.TrimSpace(rest[from : end+i])
		from, end = end+i+1, end+i+1
		if len(line) > 0 {
			return line, from
		}
	}
}

// isObject reports whether a line is one JSON object.
func isObject(line []byte) bool {
	line = bytes.TrimSpace(line)
	if len(line) < 2 || line[0] != '{' || line[len(line)-1] != '}' {
		return false
	}
	return json.Valid(line) || !utf8.Valid(line) && json.Valid(bytes.ToValidUTF8(line, []byte("?")))
}
