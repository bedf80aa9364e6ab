package report

import (
	"fmt"
	"io"
	"strings"

	"newsdup/internal/act"
	"newsdup/internal/clip"
)

// ActFormats lists the formats NewActWriter knows, the default first.
func ActFormats() []Format { return []Format{Text, JSONL} }

// ActWriter takes what became of files, one by one, and writes each at once:
//
//	quarantine  clips/gazette/strike-deal.txt  near, clips/reuters/port-deal.txt stays
//	refused     clips/herald/vote.txt  it changed since the report
//
// After an error every further call is pointless.
type ActWriter struct {
	w    io.Writer
	json bool
	o    Options
	verb string // in place of the act: undo, purge
	buf  []byte
}

type actRecord struct {
	head
	ref
	Do       string        `json:"do"`
	Outcome  act.Outcome   `json:"outcome"`
	Relation clip.Relation `json:"relation,omitempty"`
	Keep     *ref          `json:"keep,omitempty"`
	Why      string        `json:"why,omitempty"`
	Size     int64         `json:"size"`
}

// NewActWriter is an ActWriter of format f to w. verb is what is done to files
// instead of the act of the result, as in undo; "" is the act.
func NewActWriter(w io.Writer, f Format, verb string, o Options) (*ActWriter, error) {
	if f != Text && f != JSONL {
		return nil, unknownFormat(f, ActFormats())
	}
	return &ActWriter{w: w, json: f == JSONL, verb: verb, o: o}, nil
}

// Act writes one result in one call of Write.
func (a *ActWriter) Act(r act.Result) error {
	do := string(r.Do)
	if a.verb != "" {
		do = a.verb
	}
	if a.json {
		record := actRecord{
			head: headOf("act"), ref: newRef(clip.Origin{Path: r.Path, Line: r.Line}),
			Do: do, Outcome: r.Outcome, Relation: r.Relation, Why: r.Why, Size: r.Size,
		}
		if r.Keep != "" {
			keep := newRef(clip.Origin{Path: r.Keep})
			record.Keep = &keep
		}
		var err error
		if a.buf, err = appendJSON(a.buf[:0], record); err != nil {
			return err
		}
		return write(a.w, append(a.buf, '\n'))
	}
	word, style := do, Green
	switch r.Outcome {
	case act.OutWould:
		style = Cyan
	case act.OutAlready, act.OutSkipped:
		word, style = string(r.Outcome), Dim
	case act.OutRefused:
		word, style = string(r.Outcome), Red
	}
	b := paint(a.buf[:0], a.o.Color, style, word)
	b = append(b, strings.Repeat(" ", max(2, actColumn-len(word)))...)
	b = append(b, Escape(clip.Origin{Path: r.Path, Line: r.Line}.String())...)
	switch {
	case r.Why != "":
		b = fmt.Appendf(b, "  %s", Escape(r.Why))
	case r.Keep != "" && a.verb == "":
		b = fmt.Appendf(b, "  %s, %s stays", r.Relation, Escape(r.Keep))
	}
	a.buf = b
	return write(a.w, append(b, '\n'))
}

// actColumn is where the names begin: behind the longest word.
const actColumn = len("quarantine") + 2

// ActSummary says in one line, without line end, how an application, an undo or a
// purge ended; verb is "" for the first:
//
//	12 quarantined (1 MB), 3 already done, 1 skipped, 2 refused; take it back with `newsdup undo 20261122-1`
func ActSummary(s act.Summary, do act.Do, verb string) string {
	done := map[act.Do]string{
		act.Quarantine: "quarantined", act.Hardlink: "hard-linked", act.Symlink: "linked",
		act.Reflink: "cloned", act.Remove: "removed",
	}[do]
	switch verb {
	case "undo":
		done = "put back"
	case "purge":
		done = "deleted from quarantine"
	}
	var parts []string
	add := func(n int, what string) {
		if n > 0 {
			parts = append(parts, Thousands(n)+" "+what)
		}
	}
	if s.Done > 0 {
		parts = append(parts, fmt.Sprintf("%s %s (%s)", Thousands(s.Done), done, bytesText(s.Bytes)))
	}
	if s.Would > 0 {
		parts = append(parts, fmt.Sprintf("%s would be %s (%s)", Thousands(s.Would), done, bytesText(s.Bytes)))
	}
	add(s.Already, "done already")
	add(s.Skipped, "skipped")
	add(s.Refused, "refused")
	if len(parts) == 0 {
		return "nothing to do"
	}
	line := strings.Join(parts, ", ")
	if s.Done > 0 && verb == "" {
		line += fmt.Sprintf("; take it back with `newsdup undo %s`", s.Run)
	}
	return line
}

// bytesText is "812 bytes", "12 kB", "3.4 MB".
func bytesText(n int64) string {
	switch {
	case n < 1000:
		return count(int(n), "byte", "bytes")
	case n < 1_000_000:
		return fmt.Sprintf("%d kB", (n+500)/1000)
	case n < 10_000_000:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return megabytes(n)
}
