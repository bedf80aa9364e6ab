package source

// JSON lines of UTF-16 and UTF-32.
//
// Their line ends are not single bytes, so the stream is decoded before it is cut, as it is
// read: a file of many GB takes no more memory than one in UTF-8, and MaxSize bounds its
// records, not the file. Whether the file has lines is known only after decoding some, while
// a page needs its bytes as stored; so what is decoded stays in the window of the stream
// until that is decided:
//
//	stored    7b 00 22 00 74 00 ... 7d 00 0a 00 ...
//	narrowed  {"t...}                              JSONL: from here on stored is consumed

import (
	"strings"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/transform"
)

// narrow makes the narrowed window of a stream of JSON lines in UTF-16 or UTF-32
// and gives its charset. For any other it gives "" and consumes nothing.
func (r *Reader) narrow(w *window) string {
	if r.options.Input != Auto && r.options.Input != JSONL {
		return ""
	}
	w.fill(wideSample) // no wait that a page would not ask for
	e, name := r.wide(w.rest())
	if e == nil {
		return ""
	}
	ahead := &peeker{w: w}
	r.narrowed.reset(transform.NewReader(ahead, e.NewDecoder()), -1, r.limit)
	// a character of ASCII is two bytes: half of the limit keeps what is held within it, and twice it in UTF-32
	if r.options.Input != JSONL && !r.narrowed.isJSONL(r.limit/2) {
		return ""
	}
	ahead.consume()
	return name
}

// wide is the charset of a stream whose characters are two or four bytes; nil for any other.
func (r *Reader) wide(b []byte) (encoding.Encoding, string) {
	if r.options.Encoding == "" {
		return wideCharset(b)
	}
	if e, name := charset.Lookup(r.options.Encoding); strings.HasPrefix(name, "utf-16") {
		return e, name
	}
	return nil, ""
}

// wideLines is the charset of a stream of JSON lines whose characters are two or four
// bytes; nil for any other. It asks for no more than it must: a plain line may be all
// that there is for long.
func (f *Frames) wideLines() (encoding.Encoding, string) {
	if _, name := charset.Lookup(f.encoding); name != "" && !strings.HasPrefix(name, "utf-16") {
		return nil, ""
	}
	if head, _ := f.in.Peek(1); len(head) == 0 || strings.IndexByte("{\x00\xfe\xff", head[0]) < 0 {
		return nil, ""
	}
	head, _ := f.in.Peek(2)
	switch string(head) {
	case "{\x00", "\x00{", "\x00\x00", "\xff\xfe", "\xfe\xff":
	default:
		return nil, ""
	}
	head, _ = f.in.Peek(8) // two of the widest characters
	return wideCharset(head)
}

// peeker reads what a window holds and will hold, which stays there until consume.
type peeker struct {
	w        *window
	at       int // in the rest of w
	consumes bool
}

func (p *peeker) Read(b []byte) (int, error) {
	for p.at == len(p.w.rest()) {
		if !p.w.more() {
			return 0, p.w.err
		}
	}
	n := copy(b, p.w.rest()[p.at:])
	p.at += n
	if p.consumes {
		p.consume()
	}
	return n, nil
}

// consume drops what was read, and from now on whatever is.
func (p *peeker) consume() {
	p.w.pos += p.at
	p.at, p.consumes = 0, true
}
