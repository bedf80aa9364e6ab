package report

import (
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"time"

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
		b = fmt.Appendf(b, "  %s", Printable(r.Why))
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
		return Count(int(n), "byte", "bytes")
	case n < 1_000_000:
		return fmt.Sprintf("%d kB", (n+500)/1000)
	case n < 10_000_000:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return megabytes(n)
}

type runsRecord struct {
	head
	Run    string `json:"run"`
	Began  string `json:"began"`
	Ended  bool   `json:"ended"`
	Acts   int    `json:"acts"`
	Done   int    `json:"done"`
	Failed int    `json:"failed"`
	Undone int    `json:"undone"`
	Purged int    `json:"purged"`
	Bytes  int64  `json:"bytes"`
}

// WriteRuns lists runs, each on one line of text or jsonl:
//
//	20261122-1  2026-11-22 04:31Z  12 done (1.2 MB), 2 failed
func WriteRuns(w io.Writer, f Format, runs []act.Run) error {
	var buf []byte
	var err error
	for _, r := range runs {
		if f == JSONL {
			buf, err = appendJSON(buf, runsRecord{
				headOf("acts"), r.ID, r.Began.UTC().Format(time.RFC3339), r.Ended, r.Acts, r.Done, r.Failed, r.Undone, r.Purged, r.Bytes,
			})
			if err != nil {
				return err
			}
			buf = append(buf, '\n')
			continue
		}
		buf = fmt.Appendf(buf, "%s  %s\n", Escape(r.ID), RunText(&r))
	}
	return write(w, buf)
}

// RunText says when a run began and what became of its files: "2026-11-22 04:31Z  12 done (1.2 MB), 2 failed".
func RunText(r *act.Run) string {
	var parts []string
	if r.Done > 0 {
		parts = append(parts, fmt.Sprintf("%s done (%s)", Thousands(r.Done), bytesText(r.Bytes)))
	}
	for _, c := range []struct {
		n    int
		what string
	}{{r.Undone, "put back"}, {r.Purged, "deleted for good"}, {r.Failed, "failed"}, {r.Acts - r.Done - r.Undone - r.Purged - r.Failed, "open"}} {
		if c.n > 0 {
			parts = append(parts, Thousands(c.n)+" "+c.what)
		}
	}
	return r.Began.UTC().Format("2006-01-02 15:04Z") + "  " + strings.Join(parts, ", ")
}

type journalRecord struct {
	head
	ref
	N        int           `json:"n"`
	Do       act.Do        `json:"do"`
	State    act.State     `json:"state"`
	Relation clip.Relation `json:"relation,omitempty"`
	Keep     ref           `json:"keep"`
	SHA256   string        `json:"sha256"`
	Size     int64         `json:"size"`
	Why      string        `json:"why,omitempty"`
}

// WriteActs lists the acts of a run, each on one line of text or jsonl:
//
//	done    quarantine  /data/clips/gazette/strike-deal.txt  near, /data/clips/reuters/port-deal.txt stays
func WriteActs(w io.Writer, f Format, acts []act.Act) error {
	var buf []byte
	var err error
	for i := range acts {
		a := &acts[i]
		path := a.Root + "/" + a.Path
		if f == JSONL {
			buf, err = appendJSON(buf, journalRecord{
				headOf("journal"), newRef(clip.Origin{Path: path}), a.N, a.Do, a.State, a.Relation,
				newRef(clip.Origin{Path: a.Keep}), hex.EncodeToString(a.SHA256[:]), a.Size, a.Note,
			})
			if err != nil {
				return err
			}
			buf = append(buf, '\n')
			continue
		}
		buf = fmt.Appendf(buf, "%-7s  %-10s  %s  %s, %s stays", a.State, a.Do, Escape(path), a.Relation, Escape(a.Keep))
		if a.Note != "" {
			buf = fmt.Appendf(buf, ": %s", Printable(a.Note))
		}
		buf = append(buf, '\n')
	}
	return write(w, buf)
}
