package source

import (
	"bytes"
	"errors"
	"io"
)

// window is what has been read of a stream and not yet consumed. The buffer is
// kept from one file to the next.
type window struct {
	buf []byte // buf[pos:] is not consumed
	pos int
	src io.Reader
	due int64 // bytes to come, -1 when unknown: the read that takes the last one needs none behind it to see the end
	err error // io.EOF or what broke the stream; sticky

	room func(bytes int) error // called before a large buffer is allocated; may be nil
}

// firstRead is what an unknown stream is asked for at first: enough to tell
// what it is, little enough not to wait for on a slow pipe.
const firstRead = 64 << 10

// reset starts on a stream of the given size; -1 is unknown.
func (w *window) reset(src io.Reader, size int64, limit int) {
	w.pos, w.src, w.due, w.err = 0, src, size, nil
	if size == 0 {
		w.due = -1 // files of /proc say 0 and are not
	}
	want := firstRead
	if size >= 0 {
		want = int(min(size, int64(limit))) + 1 // the byte more tells "whole" from "too large"
	}
	w.buf = w.buf[:0]
	if cap(w.buf) < want || cap(w.buf) > keptBuffer && want <= keptBuffer {
		w.take(want)
	}
}

// take takes another buffer with what is in this one. It reports false, and the stream
// is broken, when there is to be none.
func (w *window) take(size int) bool {
	if size > keptBuffer && w.room != nil {
		if w.err = w.room(size); w.err != nil {
			return false
		}
	}
	w.buf = append(make([]byte, 0, size), w.buf...)
	return true
}

// release gives up a large buffer.
func (w *window) release() {
	if w.pos = 0; cap(w.buf) > keptBuffer {
		w.buf = nil
	}
}

// keptBuffer is how large a buffer may be that is kept for smaller files: one
// huge page must not hold its memory for the rest of the run.
const keptBuffer = 1 << 20

// rest is what is read and not consumed.
func (w *window) rest() []byte { return w.buf[w.pos:] }

// more reads once. It reports false when the stream is at its end or broken.
func (w *window) more() bool {
	if w.err != nil {
		return false
	}
	if len(w.buf) == cap(w.buf) {
		if w.pos > 0 && w.pos >= len(w.buf)/2 {
			w.buf = w.buf[:copy(w.buf, w.buf[w.pos:])]
			w.pos = 0
		} else if !w.take(2 * cap(w.buf)) {
			return false
		}
	}
	for range maxEmptyReads {
		n, err := w.src.Read(w.buf[len(w.buf):cap(w.buf)])
		w.buf = w.buf[:len(w.buf)+n]
		if w.due -= int64(n); w.due == 0 && err == nil {
			err = io.EOF
		}
		if err != nil {
			w.err = err
		}
		if n > 0 || err != nil {
			return n > 0
		}
	}
	w.err = io.ErrNoProgress
	return false
}

// maxEmptyReads stops a reader that gives neither bytes nor an error.
const maxEmptyReads = 100

// fill reads until n bytes are there or the stream ends.
func (w *window) fill(n int) {
	for len(w.rest()) < n && w.more() {
	}
}

// whole reads to the end and reports whether that came within limit bytes.
func (w *window) whole(limit int) bool {
	w.fill(limit + 1)
	return len(w.rest()) <= limit
}

// errLong is a line beyond the limit; the window stands behind it.
var errLong = errors.New("line too long")

// line consumes one line and returns it without its line end, with the bytes
// of the line. The slice is good until the next call. At the end it returns
// the stream's error; bytes before a break in the stream are no line.
func (w *window) line(limit int) ([]byte, error) {
	for seen := 0; ; {
		rest := w.rest()
		if i := bytes.IndexByte(rest[seen:], '\n'); i >= 0 {
			w.pos += seen + i + 1
			if seen+i > limit {
				return nil, errLong
			}
			return bytes.TrimSuffix(rest[:seen+i], []byte{'\r'}), nil
		}
		seen = len(rest)
		if seen > limit {
			return nil, w.skipLine()
		}
		if !w.more() {
			if w.err != io.EOF || seen == 0 {
				return nil, w.err
			}
			w.pos += seen
			return rest, nil
		}
	}
}

// skipLine throws away the rest of a line that is too long to hold.
func (w *window) skipLine() error {
	for {
		rest := w.rest()
		if i := bytes.IndexByte(rest, '\n'); i >= 0 {
			w.pos += i + 1
			return errLong
		}
		w.buf, w.pos = w.buf[:0], 0
		if !w.more() {
			if w.err == io.EOF {
				return errLong
			}
			return w.err
		}
	}
}
