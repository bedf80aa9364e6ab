package source

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"syscall"

	"github.com/klauspost/compress/gzip"

	"newsdup/internal/clip"
)

// Reader reads entries, one after the other. It is not safe for concurrent
// use: each worker has its own and with it its buffers.
type Reader struct {
	// Room, if not nil, is called before a large buffer is allocated, with its size, and
	// may block; its error ends the file. Read releases such buffers when it returns.
	Room func(bytes int) error

	options    Options
	limit      int
	fields     Fields
	origin     clip.Origin // of what is being read
	file       file
	stored     window // bytes as stored
	expanded   window // the same unpacked
	narrowed   window // JSONL of UTF-16 or UTF-32 as UTF-8
	packed     bool   // what is read is unpacked on the way
	splits     bool   // it may be a feed: the items are pages
	clean      []byte // text without control characters
	raw        clip.Raw
	narrowFrom string // charset of the JSONL stream in narrowed; "" when lines are as stored
	// charset of the last line of this file that was not UTF-8: detection costs 0.5 ms,
	// and one file has one charset
	lineCharset string
	unpacker    unpacker
	lend        func(*Batch) error // nil: lines are read
}

// NewReader makes a reader; o should have passed Validate.
func NewReader(o Options) *Reader {
	return &Reader{options: o, limit: o.maxSize(), fields: o.Fields.withDefaults()}
}

// Read calls page once for a text or HTML file and once a record for JSONL and feeds, in
// order, and bad for whatever is wrong. The Raw and its Text are good until
// page returns. The only errors returned are those of page and of ctx.
func (r *Reader) Read(ctx context.Context, e Entry, page func(*clip.Raw) error, bad func(clip.Problem)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	r.origin, r.splits = clip.Origin{Path: e.Path}, true
	for _, w := range [...]*window{&r.stored, &r.expanded, &r.narrowed} {
		w.room = r.Room
		defer w.release()
	}
	if e.Path == Stdin {
		in := r.options.Stdin
		if in == nil {
			in = bytes.NewReader(nil)
		}
		r.stored.reset(in, -1, r.limit)
		return r.read(ctx, page, bad)
	}
	f, size, err := open(e.Path)
	if err != nil {
		class, err := explain("open", e.Path, err)
		if errors.Is(err, errNotFile) {
			class = clip.Special
		}
		bad(clip.Problem{Origin: r.origin, Class: class, Err: err})
		return nil
	}
	r.file = f
	defer r.file.close()
	r.stored.reset(&r.file, size, r.limit)
	return r.read(ctx, page, bad)
}

var errNotFile = errors.New("not a regular file any more")

// read reads the stored window: unpacks it if need be and hands out its pages.
func (r *Reader) read(ctx context.Context, page func(*clip.Raw) error, bad func(clip.Problem)) error {
	r.stored.fill(4)
	packed := compressionOf(r.stored.rest())
	if r.packed = false; packed == plain {
		if done, err := r.lines(ctx, &r.stored, page, bad); done {
			return err
		}
		whole := r.stored.whole(r.limit)
		if p := r.fault(&r.stored, whole); p != nil {
			bad(*p)
			return nil
		}
		return r.page(r.stored.rest(), sha256.Sum256(r.stored.rest()), len(r.stored.rest()), page, bad)
	}

	whole := r.stored.whole(r.limit)
	if r.stored.err != nil && r.stored.err != io.EOF {
		bad(*r.fault(&r.stored, true))
		return nil
	}
	stored := r.stored.rest()
	src := io.Reader(bytes.NewReader(stored))
	if !whole {
		src = io.MultiReader(src, r.stored.src)
	}
	unpacked, err := r.unpacker.open(packed, src)
	if err != nil {
		bad(r.unpackFault(err))
		return nil
	}
	r.expanded.reset(unpacked, -1, r.limit)
	r.packed = true
	if done, err := r.lines(ctx, &r.expanded, page, bad); done {
		return err
	}
	whole = whole && r.expanded.whole(r.limit)
	if p := r.fault(&r.expanded, whole); p != nil {
		bad(*p)
		return nil
	}
	return r.page(r.expanded.rest(), sha256.Sum256(stored), len(stored), page, bad)
}

// lines hands out a stream of JSON lines, in whatever charset. It reports false
// when it is none: a page, of which nothing is consumed. A report of newsdup's
// is neither.
func (r *Reader) lines(ctx context.Context, w *window, page func(*clip.Raw) error, bad func(clip.Problem)) (bool, error) {
	lines := r.isJSONL(w)
	if r.isReport(w) {
		bad(r.problem(clip.BadRecord, "read", errReport))
		return true, nil
	}
	if lines {
		return true, r.records(ctx, w, page, bad)
	}
	if charset := r.narrow(w); charset != "" {
		r.narrowFrom = charset
		defer func() { r.narrowFrom = "" }()
		return true, r.records(ctx, &r.narrowed, page, bad)
	}
	return false, nil
}

// fault is what went wrong in a stream that should have ended by now, nil when
// nothing did.
func (r *Reader) fault(w *window, whole bool) *clip.Problem {
	if whole && (w.err == nil || w.err == io.EOF) {
		return nil
	}
	var p clip.Problem
	var system syscall.Errno
	switch {
	case errors.Is(w.err, gzip.ErrHeader): // a first member was fine
		p = r.problem(clip.Corrupt, "unpack", errBehind)
	case w.err != nil && w.err != io.EOF && r.packed && !errors.As(w.err, &system):
		p = r.unpackFault(w.err)
	case w.err != nil && w.err != io.EOF:
		class, err := explain("read", r.origin.Path, w.err)
		p = clip.Problem{Origin: r.origin, Class: class, Err: err}
	case !whole && r.packed:
		p = r.problem(clip.TooLarge, "unpack", tooLarge("", r.limit))
	default:
		p = r.problem(clip.TooLarge, "read", tooLarge("", r.limit))
	}
	return &p
}

// unpackFault says how packed bytes are damaged.
func (r *Reader) unpackFault(err error) clip.Problem {
	class, err := damage(err)
	return r.problem(class, "unpack", err)
}

func (r *Reader) problem(class clip.ProblemClass, verb string, err error) clip.Problem {
	return clip.Problem{Origin: r.origin, Class: class, Err: fmt.Errorf("%s %q: %w", verb, r.origin, err)}
}

func (r *Reader) isJSONL(w *window) bool {
	if r.options.Input == Auto {
		return w.isJSONL(r.limit)
	}
	_, name := r.wide(w.rest()) // a line end is not one byte there: see narrow
	return r.options.Input == JSONL && name == ""
}

// errReport is one for the file: each of its lines would be another.
var errReport = errors.New("a report of newsdup's, no pages; keep it elsewhere or leave it out with --exclude")

// isReport asks the options about the first line of a stream.
func (r *Reader) isReport(w *window) bool {
	if r.options.IsReport == nil || r.options.Input == Text || r.options.Input == HTML {
		return false
	}
	const enough = 1 << 10
	w.peekLine(0, enough) // what was asked for so far may not have been all of it
	b := bytes.TrimPrefix(w.rest(), []byte(byteOrderMark))
	return r.options.IsReport(b[:min(len(b), enough)])
}

// page hands out a file that is one page.
func (r *Reader) page(b []byte, sum [32]byte, size int, page func(*clip.Raw) error, bad func(clip.Problem)) error {
	if what := magic(b); what != "" {
		bad(r.problem(clip.Binary, "read", fmt.Errorf("not text but %s", what)))
		return nil
	}
	r.raw = clip.Raw{Origin: r.origin, SHA256: sum, Size: int64(size)}
	raw := &r.raw
	if !r.decode(raw, b) {
		bad(r.problem(clip.Binary, "read", errors.New("not text: too many control characters; if it is, name its charset with --encoding")))
		return nil
	}
	if r.options.Input == Auto {
		if err := jsonFault(raw.Text); err != nil {
			bad(r.problem(clip.BadRecord, "read", err))
			return nil
		}
	}
	if r.splits && r.options.Input == Auto && isFeed(raw.Text) {
		return r.items(*raw, page, bad)
	}
	if raw.Kind = r.kind(raw.Text); raw.Kind == clip.Text {
		decodeReferences(raw)
	}
	return page(raw)
}

// decode sets the text of a page and how it was decoded. It reports false when
// the bytes are no text.
func (r *Reader) decode(raw *clip.Raw, b []byte) bool {
	d := decode(b, r.options.Encoding)
	text, mended := mend(d.text)
	raw.Text, raw.Charset, raw.Repaired = text, d.charset, d.repaired || mended
	if firstControl(text) < 0 {
		return true
	}
	if isBinary(text) {
		return false
	}
	r.clean = dropControls(r.clean[:0], text)
	raw.Text = r.clean
	if cap(r.clean) > keptBuffer {
		r.clean = nil
	}
	return true
}

// kind tells text from markup.
func (r *Reader) kind(text []byte) clip.Kind {
	switch {
	case r.options.Input == HTML, r.options.Input != Text && looksHTML(text):
		return clip.HTML
	}
	return clip.Text
}
