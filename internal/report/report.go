// Package report writes what a run found, in every output format.
//
// How: one Writer per format behind one interface. Each call becomes one Write, or
// several of a large group, so a group is output as soon as it is known. What it costs:
// 64 kB, in text also the names of one group, in json the problems until the end. What it
// refuses: time of day, elapsed time, memory figures and map order, so that the same run
// gives the same bytes; and raw control characters from names and pages, which are escaped
// in every format except with NUL separators (escape.go).
//
// The formats:
//
//	text    for people; the form of the README's first example (text.go)
//	jsonl   the contract: one object a line, described by Schema (json.go)
//	json    the same objects in one document
//	tsv     a header, then one row a member (table.go)
//	csv     the same as CSV of RFC 4180 with LF
//	paths   the clips beyond the one to keep, one name a line (paths.go)
//	fdupes  all clips of a group, the keeper first, groups set apart by an empty line
package report

import (
	"fmt"
	"io"
	"strings"

	"newsdup/internal/clip"
)

// Format names an output format.
type Format string

// The formats of NewWriter.
const (
	Text   Format = "text"
	JSONL  Format = "jsonl"
	JSON   Format = "json"
	TSV    Format = "tsv"
	CSV    Format = "csv"
	Paths  Format = "paths"
	Fdupes Format = "fdupes"
)

// Formats lists the formats NewWriter knows, in the order of the help text.
func Formats() []Format {
	return []Format{Text, JSONL, JSON, TSV, CSV, Paths, Fdupes}
}

// Options say how a report looks. The zero value is right for a pipe.
type Options struct {
	Color bool // text: ANSI colours
	Width int  // text: columns of the terminal; longer lines are folded, headlines cut, names never. 0: no limit
	NUL   bool // paths, fdupes: raw names, each ended by NUL
}

// Writer takes one run in this order: Run once, Group and Problem as they come,
// Summary once, Close. A run that is broken off skips Summary; Close then still
// leaves a well-formed report. After an error every further call is pointless:
// the report has a hole.
type Writer interface {
	Run(clip.Run) error
	Group(*clip.Group) error
	Problem(clip.Problem) error // written by jsonl and json only: elsewhere problems belong on stderr
	Summary(clip.Summary) error // written by jsonl and json only: elsewhere it belongs on stderr, see SummaryLine
	Close() error               // ends the report; the io.Writer stays open
}

// NewWriter is a Writer of format f to w. Each call makes one Write, or few, so
// wrap w in a bufio.Writer where calls are expensive. The error is about f and o alone.
func NewWriter(w io.Writer, f Format, o Options) (Writer, error) {
	if o.NUL && f != Paths && f != Fdupes {
		return nil, fmt.Errorf("end names with NUL: format %q has no such form, use paths or fdupes", f)
	}
	switch f {
	case Text:
		return &textWriter{w: w, o: o}, nil
	case JSONL:
		return &jsonlWriter{w: w}, nil
	case JSON:
		return &jsonWriter{w: w}, nil
	case TSV:
		return &tableWriter{w: w, row: appendTSV}, nil
	case CSV:
		return &tableWriter{w: w, row: newCSV()}, nil
	case Paths:
		return &pathsWriter{w: w, o: o}, nil
	case Fdupes:
		return &pathsWriter{w: w, o: o, whole: true}, nil
	}
	return nil, unknownFormat(f, Formats())
}

// unknownFormat is the error for a format that is not in the list.
func unknownFormat(f Format, known []Format) error {
	names := make([]string, len(known))
	for i, k := range known {
		names[i] = string(k)
	}
	return fmt.Errorf("choose format %q: no such format, use one of %s", f, strings.Join(names, ", "))
}

// resultsOnly answers the calls that a format without errors and summary ignores.
type resultsOnly struct{}

func (resultsOnly) Run(clip.Run) error         { return nil }
func (resultsOnly) Problem(clip.Problem) error { return nil }
func (resultsOnly) Summary(clip.Summary) error { return nil }
func (resultsOnly) Close() error               { return nil }

// groupPiece is the bytes of a group from which on they are written, so that one of
// 20,000 clips is not in memory as text, too.
const groupPiece = 1 << 16

// passOn writes a part of a group when it has grown long, and gives what is left to write.
func passOn(w io.Writer, buf []byte) ([]byte, error) {
	if len(buf) < groupPiece {
		return buf, nil
	}
	return buf[:0], write(w, buf)
}

// write writes b in one call.
func write(w io.Writer, b []byte) error {
	_, err := w.Write(b)
	return err
}
