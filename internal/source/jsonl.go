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

// records hands out a JSONL stream line by line, or lends its lines. Blank lines
// count and are skipped.
func (r *Reader) records(ctx context.Context, w *window, page func(*clip.Raw) error, bad func(clip.Problem)) error {
	file := r.origin
	r.lineCharset = ""
	defer func() { r.origin = file }()
	var failed BadLines
	fail := func(p clip.Problem) {
		if r.lend != nil || failed.Reports() {
			bad(p)
		}
	}
	var drawn sample
	lent := lender{lend: r.lend}
	w.fill(len(byteOrderMark))
	if bytes.HasPrefix(w.rest(), []byte(byteOrderMark)) {
		w.pos += len(byteOrderMark)
	}
	for n := 1; ; n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		r.origin = clip.Origin{Path: file.Path, Line: n}
		if lent.batch != nil && bytes.IndexByte(w.rest(), '\n') < 0 { // the next line may be long in coming
			if err := lent.flush(); err != nil {
				return err
			}
		}
		line, err := w.line(r.limit)
		switch {
		case err != nil:
			if broken := lent.flush(); broken != nil {
				return broken
			}
			if err == errLong {
				fail(r.problem(clip.TooLarge, "read", tooLarge("line of ", r.limit)))
				continue
			}
			for _, l := range drawn.lines() {
				r.origin.Line = l.number
				if err := r.line(l.text, page, fail); err != nil {
					return err
				}
			}
			r.origin = file
			if err != io.EOF {
				bad(*r.fault(w, true))
			}
			if p, ok := failed.Rest(file.Path); ok { // last, as where lines are lent
				bad(p)
			}
			return nil
		case len(bytes.TrimSpace(line)) == 0:
		case r.options.Sample > 0:
			drawn.add(line, n, r.options.Sample)
		case r.lend != nil && len(line) <= batchBytes && (r.options.Encoding != "" || utf8.Valid(line)):
			if err := lent.add(line, r.origin, r.narrowFrom); err != nil {
				return err
			}
		default:
			if err := lent.flush(); err != nil {
				return err
			}
			if err := r.line(line, page, fail); err != nil {
				return err
			}
		}
	}
}

// line hands out the page of a line.
func (r *Reader) line(line []byte, page func(*clip.Raw) error, bad func(clip.Problem)) error {
	r.raw = clip.Raw{Origin: r.origin, SHA256: sha256.Sum256(line), Size: int64(len(line))}
	if err := r.record(&r.raw, line); err != nil {
		bad(r.problem(clip.BadRecord, "read", err))
		return nil
	}
	return page(&r.raw)
}

// record fills a page from one line.
func (r *Reader) record(raw *clip.Raw, line []byte) error {
	if start := bytes.TrimLeft(line, " \t\r\n"); len(start) > 0 && start[0] != '{' && !utf8.Valid(line) {
		return errors.New("not a JSON object") // before a charset is looked for, which takes long on a line of noise
	}
	name, valid := r.options.Encoding, utf8.Valid(line)
	if name == "" && !valid {
		name = r.lineCharset
	}
	d := decoded{text: line, charset: r.narrowFrom, repaired: bytes.Contains(line, []byte(replacement))}
	if r.narrowFrom == "" {
		d = decode(line, name)
	}
	if !valid && d.charset != "utf-8" {
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
	if obj == nil { // null
		return errors.New("not a JSON object")
	}
	text, ok := obj.first(r.fields.Text, prose)
	if !ok {
		return fmt.Errorf("no text: no string at %s; there are %s; name it with --field text=KEY",
			strings.Join(r.fields.Text, ", "), obj.keys())
	}
	r.said(raw, text)
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

// said fills in the text that a record has for its page.
func (r *Reader) said(raw *clip.Raw, text string) {
	var mended bool
	raw.Text, mended = mend([]byte(text))
	raw.Repaired = raw.Repaired || mended
	if firstControl(raw.Text) >= 0 {
		r.clean = dropControls(r.clean[:0], raw.Text)
		raw.Text = r.clean
	}
	raw.Kind = clip.Text
	if !looksHTML(raw.Text) {
		decodeReferences(raw)
	}
	if looksHTML(raw.Text) { // perhaps only now: feeds escape their markup
		raw.Kind = clip.HTML
	}
}
