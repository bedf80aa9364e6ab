package source

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsdup/internal/clip"
)

// maxBadRecords is how many bad lines of one file are reported one by one. A
// file of ten million of them is one more problem, not ten million.
const maxBadRecords = 1000

// records hands out a JSONL stream line by line. Blank lines count and are skipped.
func (r *Reader) records(ctx context.Context, w *window, page func(*clip.Raw) error, bad func(clip.Problem)) error {
	file := r.origin
	r.lineCharset = ""
	defer func() { r.origin = file }()
	failed := 0
	fail := func(p clip.Problem) {
		if failed++; failed <= maxBadRecords {
			bad(p)
		}
	}
	w.fill(len(byteOrderMark))
	if bytes.HasPrefix(w.rest(), []byte(byteOrderMark)) {
		w.pos += len(byteOrderMark)
	}
	for n := 1; ; n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		r.origin = clip.Origin{Path: file.Path, Line: n}
		line, err := w.line(r.limit)
		switch {
		case err == errLong:
			fail(r.problem(clip.TooLarge, "read", fmt.Errorf("line of more than %d bytes; raise --max-size", r.limit)))
		case err != nil:
			r.origin = file
			if failed > maxBadRecords {
				bad(r.problem(clip.BadRecord, "read", fmt.Errorf("%d more bad lines; is it JSONL? --input says what it is, --field where its text is", failed-maxBadRecords)))
			}
			if err != io.EOF {
				bad(*r.fault(w, true))
			}
			return nil
		case len(bytes.TrimSpace(line)) > 0:
			raw := clip.Raw{Origin: r.origin, SHA256: sha256.Sum256(line), Size: int64(len(line))}
			if err := r.record(&raw, line); err != nil {
				fail(r.problem(clip.BadRecord, "read", err))
			} else if err := page(&raw); err != nil {
				return err
			}
		}
	}
}

// record fills a page from one line.
func (r *Reader) record(raw *clip.Raw, line []byte) error {
	name := r.options.Encoding
	if name == "" && r.lineCharset != "" && !utf8.Valid(line) {
		name = r.lineCharset
	}
	d := decode(line, name)
	if d.charset != "utf-8" {
		r.lineCharset = d.charset
	}
	raw.Charset, raw.Repaired = d.charset, d.repaired
	var obj object
	if err := json.Unmarshal(d.text, &obj); err != nil {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			return fmt.Errorf("not JSON at byte %d: %w", syntax.Offset, err)
		}
		return errors.New("not a JSON object")
	}
	text, ok := obj.first(r.fields.Text, prose)
	if !ok {
		return fmt.Errorf("no text: none of the keys %s holds a string; there are %s; name it with --field text=KEY",
			strings.Join(r.fields.Text, ", "), obj.keys())
	}
	raw.Text = []byte(text)
	if firstControl(raw.Text) >= 0 {
		r.clean = dropControls(r.clean[:0], raw.Text)
		raw.Text = r.clean
	}
	raw.Kind = clip.Text
	if looksHTML(raw.Text) {
		raw.Kind = clip.HTML
	}
	raw.ID, _ = obj.first(r.fields.ID, anything)
	date, _ := obj.first(r.fields.Date, anything)
	raw.Meta.Date, _ = clip.ParseDate(date)
	raw.Meta.Title = obj.about(r.fields.Title)
	raw.Meta.Byline = obj.about(r.fields.Byline)
	raw.Meta.Site = obj.about(r.fields.Site)
	raw.Meta.Lang = languageOf(obj.about(r.fields.Lang))
	return nil
}

// languageOf is the ISO 639-1 part of a language tag: "en" of "en-GB".
func languageOf(tag string) string {
	tag, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-")
	tag, _, _ = strings.Cut(tag, "_")
	if len(tag) != 2 {
		return ""
	}
	return tag
}

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
	return strings.Join(strings.FieldsFunc(strings.ReplaceAll(s, "\n", ", "), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r)
	}), " ")
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

// keys lists a few keys of a record for a message.
func (o object) keys() string {
	if len(o) == 0 {
		return "no keys"
	}
	keys := slices.Sorted(maps.Keys(o))
	const most, longest = 8, 40
	for i, k := range keys {
		if len(k) > longest {
			k = strings.ToValidUTF8(k[:longest], "") + "..."
		}
		keys[i] = fmt.Sprintf("%q", k)
	}
	if len(keys) > most {
		keys = append(keys[:most], "...")
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
		var s string
		err := json.Unmarshal(value, &s)
		return s, err == nil
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
