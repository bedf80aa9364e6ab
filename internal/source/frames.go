package source

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"syscall"

	"github.com/klauspost/compress/gzip"
	"golang.org/x/text/transform"

	"newsdup/internal/clip"
)

// Frames cuts a stream into records and keeps all of its bytes: those of the
// frames, one behind the other, are the stream, unpacked when it is gzip or zstd,
// and as UTF-8 when it is JSON lines of UTF-16 or UTF-32. It reads no further than it must to end a record, so that one that came through
// a slow pipe is not kept waiting for the next. It is not safe for concurrent use.
type Frames struct {
	in       *bufio.Reader
	begun    bool
	broken   error // in its first bytes
	packed   compression
	unpacker unpacker
	encoding string // of the options
	charset  string // the stream is decoded from; "" when it is as it came
	end      byte
	limit    int
	n        int
	long     bool // the record goes on
}

// Frame is one record, or a piece of one that is too long to hold.
type Frame struct {
	Bytes []byte // with the line end or NUL behind it, which the last record may lack
	N     int    // of the record, from 1
	Long  bool   // a piece of a record beyond the limit
	First bool   // it begins a record

	charset string // it was decoded from; "" when it is as it came
}

// frameBuffer is how much is read at once, and the size of a piece.
const frameBuffer = 64 << 10

// NewFrames cuts in behind each end, '\n' or NUL; o.MaxSize is the limit of a record.
func NewFrames(in io.Reader, end byte, o Options) *Frames {
	return &Frames{in: bufio.NewReaderSize(in, frameBuffer), end: end, limit: o.maxSize(), encoding: o.Encoding}
}

// begin looks whether the stream is packed, and how its lines are encoded.
func (f *Frames) begin() error {
	f.begun = true
	if f.packed = peek(f.in); f.packed != plain {
		in, err := f.unpacker.open(f.packed, f.in)
		if err == io.EOF { // in its first bytes
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return err
		}
		f.in = bufio.NewReaderSize(in, frameBuffer)
	}
	if f.end != '\n' {
		return nil // NULs end documents
	}
	if e, name := f.wideLines(); e != nil {
		f.in, f.charset = bufio.NewReaderSize(transform.NewReader(f.in, e.NewDecoder()), frameBuffer), name
		if mark, _ := f.in.Peek(len(byteOrderMark)); string(mark) == byteOrderMark {
			f.in.Discard(len(mark))
		}
	}
	return nil
}

// fault is what broke the stream.
func (f *Frames) fault(err error) error {
	var system syscall.Errno
	switch {
	case f.packed == plain, err == io.EOF, errors.As(err, &system):
		return err
	case errors.Is(err, gzip.ErrHeader):
		return errBehind
	}
	_, err = damage(err)
	return err
}

// Next gives the next frame, in memory of its own. The error is io.EOF at the end, or what
// broke the stream; bytes before a break are a frame of their own.
func (f *Frames) Next() (Frame, error) {
	if !f.begun {
		f.broken = f.begin()
	}
	if f.broken != nil {
		return Frame{}, f.fault(f.broken)
	}
	var b []byte
	first := !f.long
	if first {
		f.n++
	}
	for {
		piece, err := f.in.ReadSlice(f.end)
		b = append(b, piece...)
		switch {
		case err == nil:
			long := f.long || len(b)-1 > f.limit
			f.long = false
			return Frame{b, f.n, long, first, f.charset}, nil
		case err != bufio.ErrBufferFull && len(b) > 0:
			return Frame{b, f.n, f.long || len(b) > f.limit, first, f.charset}, nil // the error comes again
		case err != bufio.ErrBufferFull:
			return Frame{}, f.fault(err)
		case f.long || len(b) > f.limit:
			f.long = true
			return Frame{b, f.n, true, first, f.charset}, nil
		}
	}
}

// Frame reads a frame of f as a page: one that begins with { as a JSON object,
// unless the options say that it is text or HTML. It gives a problem instead
// where there is no page. The Raw and its Text are good until the next call.
// A frame of white space alone is neither.
func (r *Reader) Frame(f Frame, path string) (*clip.Raw, *clip.Problem) {
	r.origin, r.lineCharset, r.narrowFrom, r.splits = clip.Origin{Path: path, Line: f.N}, "", f.charset, false
	b := f.Bytes
	if n := len(b); n > 0 && (b[n-1] == '\n' || b[n-1] == 0) {
		b = b[:n-1]
	}
	if r.options.Input == JSONL {
		b = bytes.TrimSuffix(b, []byte{'\r'})
	}
	b = bytes.TrimPrefix(b, []byte(byteOrderMark))
	start := bytes.TrimSpace(b)
	var problem clip.Problem
	switch {
	case f.Long:
		problem = r.problem(clip.TooLarge, "read", tooLarge("record of ", r.limit))
		return nil, &problem
	case len(start) == 0:
		return nil, nil
	case r.options.Input == JSONL, r.options.Input == Auto && start[0] == '{':
		raw := &clip.Raw{Origin: r.origin, SHA256: sha256.Sum256(b), Size: int64(len(b))}
		if err := r.record(raw, b); err != nil {
			problem = r.problem(clip.BadRecord, "read", err)
			return nil, &problem
		}
		return raw, nil
	}
	var page *clip.Raw
	_ = r.page(b, sha256.Sum256(b), len(b), // gives one or the other
		func(raw *clip.Raw) error { page = raw; return nil },
		func(p clip.Problem) { problem = p })
	if page == nil {
		return nil, &problem
	}
	return page, nil
}
