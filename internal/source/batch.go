package source

import (
	"context"
	"fmt"

	"newsdup/internal/clip"
)

// A JSONL file is cut by one Reader and may be read by several. Finding the ends of
// lines takes a hundredth of the time of reading them, so the Reader of a file of
// many GB hands its lines to others, a batch at a time:
//
//	file    {..}\n{..}\n ... {..}\n ...
//	cut     [lines 1-16] [lines 17-32] ...      each with the numbers of its lines
//
// The Reader that cuts keeps two kinds of lines for itself: those that are not UTF-8,
// because their charset is that of the last such line, and those of many KB, because
// several of them should not be in memory at once.

// A batch ends with so many lines or bytes.
const (
	batchLines = 16
	batchBytes = 256 << 10
)

// Batch is some lines of a JSONL file, in memory of its own. Each is at most one page or one problem.
type Batch struct {
	path    string
	charset string // of the stream, when it was decoded as a whole
	text    []byte // line behind line
	lines   []cutLine
}

// cutLine is where a line ends in the text of a batch.
type cutLine struct{ number, end int }

// Len is the number of lines.
func (b *Batch) Len() int { return len(b.lines) }

// Size is their bytes.
func (b *Batch) Size() int64 { return int64(len(b.text)) }

// full reports whether the batch should not grow.
func (b *Batch) full() bool { return len(b.lines) == batchLines || len(b.text) >= batchBytes }

func (b *Batch) add(line []byte, number int) {
	if b.text == nil {
		b.text = make([]byte, 0, max(len(line), min(batchBytes, batchLines*len(line))))
	}
	b.text = append(b.text, line...)
	b.lines = append(b.lines, cutLine{number, len(b.text)})
}

// ReadLending is Read, but that batches of lines of a JSONL file go to lend in
// place of their pages and problems. Bad lines are not counted: see BadLines. The
// error of lend ends the file and is returned.
func (r *Reader) ReadLending(ctx context.Context, e Entry, page func(*clip.Raw) error, bad func(clip.Problem), lend func(*Batch) error) error {
	r.lend = lend
	defer func() { r.lend = nil }()
	return r.Read(ctx, e, page, bad)
}

// Origin is where line k of the batch stands.
func (b *Batch) Origin(k int) clip.Origin { return clip.Origin{Path: b.path, Line: b.lines[k].number} }

// ReadLine is Read for line k of a batch that another Reader of the same options lent.
func (r *Reader) ReadLine(b *Batch, k int, page func(*clip.Raw) error, bad func(clip.Problem)) error {
	r.origin, r.lineCharset, r.narrowFrom = b.Origin(k), "", b.charset
	defer func() { r.narrowFrom = "" }()
	from, end := 0, b.lines[k].end
	if k > 0 {
		from = b.lines[k-1].end
	}
	return r.line(b.text[from:end:end], page, bad)
}

// maxBadRecords is how many bad lines of one file are reported one by one. A
// file of ten million of them is one more problem, not ten million.
const maxBadRecords = 1000

// BadLines counts the bad lines of a file.
type BadLines int

// Reports counts one more and says whether it is to be reported.
func (n *BadLines) Reports() bool {
	*n++
	return *n <= maxBadRecords
}

// Rest is the problem that stands for those not reported, if there are any.
func (n BadLines) Rest(path string) (p clip.Problem, ok bool) {
	return clip.Problem{
		Origin: clip.Origin{Path: path}, Class: clip.BadRecord,
		Err: fmt.Errorf("read %q: %d more bad lines; is it JSONL? --input says what it is, --field where its text is", path, n-maxBadRecords),
	}, n > maxBadRecords
}

// lender collects the lines that are to be lent.
type lender struct {
	batch *Batch
	lend  func(*Batch) error
}

// add takes a line.
func (l *lender) add(line []byte, o clip.Origin, charset string) error {
	if l.batch == nil {
		l.batch = &Batch{path: o.Path, charset: charset}
	}
	l.batch.add(line, o.Line)
	if l.batch.full() {
		return l.flush()
	}
	return nil
}

// flush lends what there is: what comes next must come behind it.
func (l *lender) flush() error {
	b := l.batch
	if l.batch = nil; b == nil {
		return nil
	}
	return l.lend(b)
}
