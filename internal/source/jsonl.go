package source

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"newsdup/internal/clip"
)

// maxBadRecords is how many bad lines of one file are reported one by one. A
// file of ten million of them is one more problem, not ten million.
const maxBadRecords = 1000

// recordsIn hands out a JSONL stream that was decoded as a whole.
func (r *Reader) recordsIn(ctx context.Context, w *window, charset string, page func(*clip.Raw) error, bad func(clip.Problem)) error {
	r.narrowFrom = charset
	defer func() { r.narrowFrom = "" }()
	return r.records(ctx, w, page, bad)
}

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
	var drawn sample
	hand := func(line []byte) error {
		r.raw = clip.Raw{Origin: r.origin, SHA256: sha256.Sum256(line), Size: int64(len(line))}
		if err := r.record(&r.raw, line); err != nil {
			fail(r.problem(clip.BadRecord, "read", err))
			return nil
		}
		return page(&r.raw)
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
			for _, l := range drawn.lines() {
				r.origin.Line = l.number
				if err := hand(l.text); err != nil {
					return err
				}
			}
			r.origin = file
			if failed > maxBadRecords {
				bad(r.problem(clip.BadRecord, "read", fmt.Errorf("%d more bad lines; is it JSONL? --input says what it is, --field where its text is", failed-maxBadRecords)))
			}
			if err != io.EOF {
				bad(*r.fault(w, true))
			}
			return nil
		case len(bytes.TrimSpace(line)) > 0:
			if r.options.Sample > 0 {
				drawn.add(line, n, r.options.Sample)
			} else if err := hand(line); err != nil {
				return err
			}
		}
	}
}

// record fills a page from one line.
func (r *Reader) record(raw *clip.Raw, line []byte) error {
	if start := bytes.TrimLeft(line, " \t\r\n"); len(start) > 0 && start[0] != '{' && !utf8.Valid(line) {
		return errors.New("not a JSON object") // before a charset is looked for, which takes long on a line of noise
	}
	name := r.options.Encoding
	if name == "" && r.lineCharset != "" && !utf8.Valid(line) {
		name = r.lineCharset
	}
	d := decoded{text: line, charset: r.narrowFrom, repaired: bytes.Contains(line, []byte(replacement))}
	if r.narrowFrom == "" {
		d = decode(line, name)
	}
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
	var mended bool
	raw.Text, mended = mend([]byte(text))
	raw.Repaired = raw.Repaired || mended
	if firstControl(raw.Text) >= 0 {
		r.clean = dropControls(r.clean[:0], raw.Text)
		raw.Text = r.clean
	}
	raw.Kind = clip.Text
	if looksHTML(raw.Text) {
		raw.Kind = clip.HTML
	}
	raw.ID, _ = obj.first(r.fields.ID, anything)
	raw.Fetched = obj.date(r.fields.Fetched)
	raw.Meta = clip.Meta{
		Title: obj.about(r.fields.Title), Byline: obj.about(r.fields.Byline), Agency: obj.about(r.fields.Agency),
		Dateline: obj.about(r.fields.Dateline), Place: obj.about(r.fields.Place), Site: obj.about(r.fields.Site), URL: obj.about(r.fields.URL),
		Date: obj.date(r.fields.Date), Updated: obj.date(r.fields.Updated),
	}
	raw.Meta.Lang, raw.Meta.Region = clip.ParseLanguage(obj.about(r.fields.Lang))
	return nil
}
