// The objects of jsonl and json. Each is a struct, so its keys stand in the
// order of its fields; within v1 keys may be added, none renamed or removed
// (schema.json says the same to machines: change both). A key whose value is
// unknown is left out, counts and lists never are.
//
//	{"v":1,"type":"error","path":"a/b.gz","class":"corrupt","message":"unpack \"a/b.gz\": cut short; fetch it again"}
//
// A clip is named by `path`, plus `line` when it is one record of a JSONL file;
// the two together are unique in a run. Where the name is not valid UTF-8,
// `path` has U+FFFD for each bad byte and `path_b64` the true bytes.

package report

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"unicode/utf16"
	"unicode/utf8"

	"newsdup/internal/clip"
)

// Version is the value of "v": the version of the output format.
const Version = 1

// head opens every object of a report.
type head struct {
	V    int    `json:"v"`
	Type string `json:"type"`
}

// ref names a clip.
type ref struct {
	Path string `json:"path"`
	B64  string `json:"path_b64,omitempty"`
	Line int    `json:"line,omitempty"`
	ID   string `json:"id,omitempty"`
}

type runRecord struct {
	head
	Version string            `json:"version"`
	Level   string            `json:"level"`
	Roots   []ref             `json:"roots"`
	Against []ref             `json:"against,omitempty"`
	Options map[string]string `json:"options"` // encoding/json sorts the keys
}

type groupRecord struct {
	groupHead
	Members []memberRecord `json:"members"`
	Links   []linkRecord   `json:"links"`
}

// groupHead is a group but for its lists, which may be long.
type groupHead struct {
	head
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Size     int      `json:"size"`
	Cohesion float64  `json:"cohesion"`
	First    string   `json:"first,omitempty"`
	Last     string   `json:"last,omitempty"`
	Weakest  []ref    `json:"weakest,omitempty"`
	Entities []string `json:"entities,omitempty"`
	Numbers  []string `json:"numbers,omitempty"`
	Dates    []string `json:"dates,omitempty"`
	Roundup  bool     `json:"roundup,omitempty"`

	Developments []developmentRecord `json:"developments,omitempty"`
}

type developmentRecord struct {
	N     int    `json:"n"`
	Title string `json:"title"`
	Size  int    `json:"size"`
	First string `json:"first,omitempty"`
	Last  string `json:"last,omitempty"`
}

type memberRecord struct {
	ref
	Role     clip.Role     `json:"role"`
	Relation clip.Relation `json:"relation,omitempty"`
	Score    float64       `json:"score"`
	To       *ref          `json:"to,omitempty"`
	Reason   string        `json:"reason,omitempty"`
	Title    string        `json:"title"`
	Words    int           `json:"words"`
	Date     string        `json:"date,omitempty"`
	Site     string        `json:"site,omitempty"`
	Charset  string        `json:"charset,omitempty"`
	SHA256   string        `json:"sha256"`
	Size     int64         `json:"size"`
	Against  bool          `json:"against,omitempty"`

	Development int `json:"development,omitempty"`
}

type linkRecord struct {
	A        ref           `json:"a"`
	B        ref           `json:"b"`
	Relation clip.Relation `json:"relation"`
	Score    float64       `json:"score"`
	Roundup  bool          `json:"roundup,omitempty"`
}

type errorRecord struct {
	head
	ref
	Class   clip.ProblemClass `json:"class"`
	Message string            `json:"message"`
}

type summaryRecord struct {
	head
	Read       int            `json:"read"`
	Empty      int            `json:"empty"`
	Small      int            `json:"small"`
	Unreadable int            `json:"unreadable"`
	Groups     int            `json:"groups"`
	Extra      int            `json:"extra"`
	Exact      int            `json:"exact"`
	Near       int            `json:"near"`
	Contains   int            `json:"contains"`
	Story      int            `json:"story"`
	Form       int            `json:"form"`
	Decoded    map[string]int `json:"decoded"`
	Repaired   int            `json:"repaired"`
}

func headOf(kind string) head { return head{V: Version, Type: kind} }

func newRef(o clip.Origin) ref {
	r := ref{Path: o.Path, Line: o.Line, ID: o.ID}
	if !utf8.ValidString(o.Path) {
		r.Path = replaceInvalid(o.Path)
		r.B64 = base64.StdEncoding.EncodeToString([]byte(o.Path))
	}
	return r
}

// replaceInvalid puts one U+FFFD for each invalid byte: strings.ToValidUTF8 puts one a run.
func replaceInvalid(s string) string { return string([]rune(s)) }

func newRun(r clip.Run) runRecord {
	options := r.Options
	if options == nil {
		options = map[string]string{} // an object, never null
	}
	return runRecord{headOf("run"), r.Version, r.Level, newRefs(r.Roots), newRefs(r.Against), options}
}

func newRefs(paths []string) []ref {
	refs := make([]ref, len(paths))
	for i, path := range paths {
		refs[i] = newRef(clip.Origin{Path: path})
	}
	return refs
}

func newGroupHead(g *clip.Group) groupHead {
	r := groupHead{
		head: headOf("group"), ID: g.ID, Title: g.Title, Size: g.Size(), Cohesion: round(g.Cohesion),
		First: timestamp(g.First), Last: timestamp(g.Last),
		Entities: g.Entities, Numbers: g.Numbers, Dates: g.Dates, Roundup: g.Roundup,
	}
	if g.Weakest[0] != g.Weakest[1] {
		r.Weakest = []ref{newRef(g.Weakest[0]), newRef(g.Weakest[1])}
	}
	for i, d := range g.Developments {
		r.Developments = append(r.Developments, developmentRecord{i + 1, d.Title, d.Size, timestamp(d.First), timestamp(d.Last)})
	}
	return r
}

func newMember(m *clip.Member) memberRecord {
	r := memberRecord{
		ref: newRef(m.Origin), Role: m.Role, Relation: m.Relation, Score: round(m.Score), Reason: m.Reason,
		Title: m.Title, Words: m.Words, Date: timestamp(m.Date), Site: m.Site, Charset: m.Charset,
		SHA256: hex.EncodeToString(m.SHA256[:]), Size: m.Size, Against: m.Against, Development: m.Development,
	}
	if m.Role != clip.RoleKeep {
		to := newRef(m.To)
		r.To = &to
	}
	return r
}

func newLink(l *clip.Link) linkRecord {
	return linkRecord{newRef(l.A), newRef(l.B), l.Relation, round(l.Score), l.Roundup}
}

func newError(p clip.Problem) errorRecord {
	r := errorRecord{head: headOf("error"), ref: newRef(p.Origin), Class: p.Class}
	if p.Err != nil {
		r.Message = p.Err.Error()
	}
	return r
}

func newSummary(s clip.Summary) summaryRecord {
	decoded := s.Decoded
	if decoded == nil {
		decoded = map[string]int{}
	}
	return summaryRecord{
		headOf("summary"), s.Read, s.Empty, s.Small, s.Unreadable, s.Groups, s.Extra,
		s.Exact, s.Near, s.Contains, s.Story, s.Form, decoded, s.Repaired,
	}
}

// round keeps six decimals: enough to compare, few enough to be the same on
// every machine. What is no number becomes 0, which JSON can hold.
func round(x float64) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return 0
	}
	return math.Round(x*1e6) / 1e6
}

// timestamp is RFC 3339 in UTC, so that dates of many zones sort as texts, or
// the day alone; "" when it is unknown or its year has not four digits.
func timestamp(d clip.Date) string {
	d.Time = d.UTC()
	return d.String()
}

// WriteRecord writes an object of another package as those of this one are written: as a line.
func WriteRecord(w io.Writer, v any) error {
	line, err := appendJSON(nil, v)
	if err != nil {
		return err
	}
	return write(w, append(line, '\n'))
}

// appendJSON appends v as one line of JSON without the line end. Characters that
// do not show are written as \u escapes: a report may be read on a terminal.
func appendJSON(dst []byte, v any) ([]byte, error) {
	line := shown(dst)
	enc := json.NewEncoder(&line)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return dst, fmt.Errorf("encode JSON: %w", err)
	}
	return bytes.TrimSuffix(line, []byte{'\n'}), nil
}

// shown is JSON with all its characters to be seen. An encoder writes a value at once.
type shown []byte

func (s *shown) Write(text []byte) (int, error) {
	dst, done := *s, 0 // bytes of text appended
	for i := 0; i < len(text); {
		if text[i] < 0x7f {
			i++ // the encoder has escaped what is below a blank
			continue
		}
		r, n := utf8.DecodeRune(text[i:])
		if r == 0x7f || invisible(r) { // stands inside a string: JSON has no such character elsewhere
			dst = appendUnits(append(dst, text[done:i]...), r)
			done = i + n
		}
		i += n
	}
	*s = append(dst, text[done:]...)
	return len(text), nil
}

// appendUnits appends r as \u escapes of its UTF-16 units, as JSON wants.
func appendUnits(dst []byte, r rune) []byte {
	for _, unit := range utf16.AppendRune(nil, r) {
		dst = fmt.Appendf(dst, `\u%04x`, unit)
	}
	return dst
}
