// Reading a report back.
//
// A report is a file like any other: it may be cut short, edited, of another
// version, or made to do harm. Read takes lines of jsonl and nothing else,
//
//	{"v":1,"type":"run",...}      first
//	{"v":1,"type":"group",...}    any number
//	{"v":1,"type":"summary",...}  last: without it the run was broken off, and the report says too little
//
// and checks the form of what it reads: versions, hashes, base64, that a
// keeper comes first. Whether a path may be touched is for package act to decide.
// Unknown keys and types are passed over, as the schema tells readers to.

package report

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"newsdup/internal/clip"
)

// MaxLine is the longest line of a report that Read takes, in bytes: a group of
// 100,000 clips has 60 MB.
const MaxLine = 64 << 20

// Report is a report as read.
type Report struct {
	Run     clip.Run
	Groups  []*clip.Group
	Summary clip.Summary
}

// ErrCutShort says that a report has no summary: the run that wrote it did not end.
var ErrCutShort = errors.New("it is cut short: there is no summary; run `newsdup group -f jsonl` again")

// Read reads a report of `newsdup group -f jsonl`. Errors name the line.
func Read(r io.Reader) (*Report, error) {
	rep := &Report{}
	lines := bufio.NewReaderSize(r, 1<<16)
	begun, ended := false, false
	for n := 1; ; n++ {
		line, err := readLine(lines)
		if err == io.EOF {
			break
		}
		if err == nil && len(bytes.TrimSpace(line)) > 0 {
			ended, err = rep.line(line, !begun, ended)
			begun = true
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
	}
	if !ended {
		return nil, ErrCutShort
	}
	return rep, nil
}

// readLine is the next line without its end; io.EOF after the last.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		if len(line)+len(part) > MaxLine {
			return nil, fmt.Errorf("longer than %d MiB: no report, or one with a group too large for it, on which `newsdup sweep` can act", MaxLine>>20)
		}
		line = append(line, part...)
		switch {
		case err == bufio.ErrBufferFull:
		case err == io.EOF && len(line) > 0 && line[0] == '{' && !json.Valid(line):
			return nil, ErrCutShort // inside a record
		case err == io.EOF && len(line) > 0, err == nil:
			return bytes.TrimSuffix(line, []byte{'\n'}), nil
		default:
			return nil, err
		}
	}
}

// line takes one record; first and ended say what came before. It returns
// whether the report has ended.
func (rep *Report) line(line []byte, first, ended bool) (bool, error) {
	var h head
	if err := json.Unmarshal(line, &h); err != nil {
		return false, fmt.Errorf("not a record: want the output of `newsdup group -f jsonl`: %w", err)
	}
	switch {
	case h.V != Version:
		return false, fmt.Errorf("version %d of the format, this newsdup reads version %d: make the report again", h.V, Version)
	case h.Type == "run" && !first:
		return false, errors.New("a second run: give one report at a time")
	case first && h.Type != "run":
		return false, fmt.Errorf("a record of type %q where run must come first: want the output of `newsdup group -f jsonl`", h.Type)
	case ended:
		return false, errors.New("a record behind the summary")
	}
	switch h.Type {
	case "run":
		var r runRecord
		if err := json.Unmarshal(line, &r); err != nil {
			return false, err
		}
		rep.Run = clip.Run{Version: r.Version, Level: r.Level, Options: r.Options}
		var errRoots, errAgainst error
		rep.Run.Roots, errRoots = paths(r.Roots)
		rep.Run.Against, errAgainst = paths(r.Against)
		if err := errors.Join(errRoots, errAgainst); err != nil {
			return false, err
		}
	case "group":
		var r groupRecord
		if err := json.Unmarshal(line, &r); err != nil {
			return false, err
		}
		g, err := r.group()
		if err != nil {
			return false, err
		}
		rep.Groups = append(rep.Groups, g)
	case "summary":
		var r summaryRecord
		if err := json.Unmarshal(line, &r); err != nil {
			return false, err
		}
		rep.Summary = clip.Summary{
			Read: r.Read, Empty: r.Empty, Small: r.Small, Unreadable: r.Unreadable, Groups: r.Groups, Extra: r.Extra,
			Exact: r.Exact, Near: r.Near, Contains: r.Contains, Story: r.Story, Form: r.Form, Decoded: r.Decoded, Repaired: r.Repaired,
		}
		return true, nil
	}
	return false, nil
}

// paths are the folders that records name.
func paths(refs []ref) (names []string, err error) {
	for i := range refs {
		o, err := refs[i].origin()
		if err != nil {
			return nil, err
		}
		names = append(names, o.Path)
	}
	return names, nil
}

// origin is the clip a record names.
func (r *ref) origin() (clip.Origin, error) {
	o := clip.Origin{Path: r.Path, Line: r.Line, ID: r.ID}
	if r.B64 != "" {
		raw, err := base64.StdEncoding.DecodeString(r.B64)
		if err != nil {
			return o, fmt.Errorf("path_b64 of %q: %w", r.Path, err)
		}
		if o.Path = string(raw); replaceInvalid(o.Path) != r.Path {
			return o, fmt.Errorf("path_b64 of %q names another file", r.Path)
		}
	}
	if o.Path == "" || o.Line < 0 {
		return o, fmt.Errorf("%q, line %d, names no clip", o.Path, o.Line)
	}
	return o, nil
}

// group is the group that a record describes.
func (r *groupRecord) group() (*clip.Group, error) {
	g := &clip.Group{
		ID: r.ID, Title: r.Title, Cohesion: r.Cohesion,
		Entities: r.Entities, Numbers: r.Numbers, Dates: r.Dates, Roundup: r.Roundup,
	}
	var err error
	if g.First, err = parseTime(r.First); err != nil {
		return nil, err
	}
	if g.Last, err = parseTime(r.Last); err != nil {
		return nil, err
	}
	if len(r.Weakest) == 2 {
		for i := range g.Weakest {
			if g.Weakest[i], err = r.Weakest[i].origin(); err != nil {
				return nil, err
			}
		}
	}
	for _, d := range r.Developments {
		first, errFirst := parseTime(d.First)
		last, errLast := parseTime(d.Last)
		if err := errors.Join(errFirst, errLast); err != nil {
			return nil, err
		}
		g.Developments = append(g.Developments, clip.Development{Title: d.Title, Size: d.Size, First: first, Last: last})
	}
	for i := range r.Members {
		m, err := r.Members[i].member()
		if err != nil {
			return nil, err
		}
		if (m.Role == clip.RoleKeep) != (i == 0) {
			return nil, fmt.Errorf("group %q: its first member, and no other, must have the role keep", r.ID)
		}
		g.Members = append(g.Members, m)
	}
	if len(g.Members) == 0 {
		return nil, fmt.Errorf("group %q has no members", r.ID)
	}
	for _, l := range r.Links {
		a, errA := l.A.origin()
		b, errB := l.B.origin()
		if err := errors.Join(errA, errB); err != nil {
			return nil, err
		}
		g.Links = append(g.Links, clip.Link{A: a, B: b, Relation: l.Relation, Score: l.Score, Roundup: l.Roundup})
	}
	return g, nil
}

func (r *memberRecord) member() (m clip.Member, err error) {
	m = clip.Member{
		Role: r.Role, Relation: r.Relation, Score: r.Score, Reason: r.Reason, Title: r.Title,
		Words: r.Words, Site: r.Site, Charset: r.Charset, Size: r.Size, Against: r.Against, Development: r.Development,
	}
	if m.Origin, err = r.origin(); err != nil {
		return m, err
	}
	if r.To != nil {
		if m.To, err = r.To.origin(); err != nil {
			return m, err
		}
	}
	if m.Date, err = parseTime(r.Date); err != nil {
		return m, err
	}
	sum, err := hex.DecodeString(r.SHA256)
	if err != nil || copy(m.SHA256[:], sum) != len(sum) || len(sum) != len(m.SHA256) {
		return m, fmt.Errorf("sha256 of %q: want 64 hexadecimal digits", m.Path)
	}
	return m, nil
}

func parseTime(s string) (clip.Date, error) {
	if s == "" {
		return clip.Date{}, nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err == nil {
		return clip.Date{Time: t, Clock: true}, nil
	}
	t, err = time.Parse(time.DateOnly, s)
	return clip.Day(t), err
}
