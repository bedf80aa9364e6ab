// jsonl is one object a line: run, then group and error as they come, then
// summary. json is one document of the same objects, a group a line:
//
//	{"v":1,"run":{...},
//	"groups":[
//	{...},
//	{...}
//	],
//	"errors":[],
//	"summary":{...}}
//
// It is valid however few groups there are, and when a run is broken off:
// "summary" is null then.

package report

import (
	"io"

	"newsdup/internal/clip"
)

// jsonlWriter writes each record as one line.
type jsonlWriter struct {
	w   io.Writer
	buf []byte
}

func (j *jsonlWriter) Run(r clip.Run) error         { return j.line(newRun(r)) }
func (j *jsonlWriter) Problem(p clip.Problem) error { return j.line(newError(p)) }
func (j *jsonlWriter) Summary(s clip.Summary) error { return j.line(newSummary(s)) }
func (j *jsonlWriter) Close() error                 { return nil }

func (j *jsonlWriter) Group(g *clip.Group) (err error) {
	if j.buf, err = writeGroup(j.w, j.buf[:0], g); err != nil {
		return err
	}
	return write(j.w, append(j.buf, '\n'))
}

func (j *jsonlWriter) line(v any) (err error) {
	if j.buf, err = appendJSON(j.buf[:0], v); err != nil {
		return err
	}
	return write(j.w, append(j.buf, '\n'))
}

// jsonWriter writes one document. Problems wait in errors until the groups have ended.
type jsonWriter struct {
	w       io.Writer
	open    bool   // the document is begun and not yet ended
	groups  int    // groups written
	errors  []byte // the elements of "errors", ready to write
	summary []byte // the value of "summary"; nil for null
}

func (j *jsonWriter) Run(r clip.Run) error {
	buf, err := appendJSON([]byte(`{"v":1,"run":`), newRun(r))
	if err != nil {
		return err
	}
	j.open = true
	return write(j.w, append(buf, ",\n\"groups\":["...))
}

func (j *jsonWriter) Group(g *clip.Group) error {
	buf, err := writeGroup(j.w, beginElement(nil, j.groups == 0), g)
	if err != nil {
		return err
	}
	j.groups++
	return write(j.w, buf)
}

func (j *jsonWriter) Problem(p clip.Problem) (err error) {
	j.errors, err = appendElement(j.errors, len(j.errors) == 0, newError(p))
	return err
}

func (j *jsonWriter) Summary(s clip.Summary) (err error) {
	j.summary, err = appendJSON(nil, newSummary(s))
	return err
}

// Close ends the document; without Run there is none.
func (j *jsonWriter) Close() error {
	if !j.open {
		return nil
	}
	j.open = false
	buf := appendArrayEnd(nil, j.groups > 0)
	buf = append(buf, ",\n\"errors\":["...)
	buf = append(buf, j.errors...)
	buf = appendArrayEnd(buf, len(j.errors) > 0)
	buf = append(buf, ",\n\"summary\":"...)
	if j.summary == nil {
		j.summary = []byte("null")
	}
	buf = append(buf, j.summary...)
	return write(j.w, append(buf, "}\n"...))
}

// appendElement appends one element of an array on a line of its own.
func appendElement(dst []byte, first bool, v any) ([]byte, error) {
	return appendJSON(beginElement(dst, first), v)
}

func beginElement(dst []byte, first bool) []byte {
	if !first {
		dst = append(dst, ',')
	}
	return append(dst, '\n')
}

// writeGroup writes buf and a group as one line of JSON without the line end, but for the
// last bytes, which it gives.
func writeGroup(w io.Writer, buf []byte, g *clip.Group) ([]byte, error) {
	buf, err := appendJSON(buf, newGroupHead(g))
	if err != nil {
		return buf, err
	}
	buf = append(buf[:len(buf)-1], `,"members":`...) // in place of the brace
	buf, err = writeList(w, buf, len(g.Members), func(i int) any { return newMember(&g.Members[i]) })
	if err != nil {
		return buf, err
	}
	buf, err = writeList(w, append(buf, `,"links":`...), len(g.Links), func(i int) any { return newLink(&g.Links[i]) })
	return append(buf, '}'), err
}

// writeList writes buf and an array of n elements in the same way.
func writeList(w io.Writer, buf []byte, n int, element func(i int) any) (_ []byte, err error) {
	buf = append(buf, '[')
	for i := range n {
		if i > 0 {
			buf = append(buf, ',')
		}
		if buf, err = appendJSON(buf, element(i)); err != nil {
			return buf, err
		}
		if buf, err = passOn(w, buf); err != nil {
			return buf, err
		}
	}
	return append(buf, ']'), nil
}

// appendArrayEnd closes an array: on a line of its own when it has elements.
func appendArrayEnd(dst []byte, filled bool) []byte {
	if filled {
		dst = append(dst, '\n')
	}
	return append(dst, ']')
}
