// tsv and csv: a header, then one row a member, the keeper first. Names and
// page text are escaped as in escape.go, so a TSV row is always one line of as
// many cells as the header, and a CSV cell never spans lines. A clip of a JSONL
// file is named FILE:LINE. Empty cells: relation and to of a keeper, unknown dates.

package report

import (
	"bytes"
	"encoding/csv"
	"io"
	"strconv"

	"newsdup/internal/clip"
)

// memberHeader names the cells of memberRow.
var memberHeader = []string{"group", "role", "relation", "score", "path", "to", "words", "date", "title"}

// memberRow is one member as cells, not yet escaped.
func memberRow(g *clip.Group, m *clip.Member) []string {
	to := ""
	if m.Role != clip.RoleKeep {
		to = m.To.String()
	}
	return []string{
		g.ID, string(m.Role), string(m.Relation), scoreCell(m.Score),
		m.Origin.String(), to, strconv.Itoa(m.Words), timestamp(m.Date), m.Title,
	}
}

// scoreCell is a score in plain decimal digits.
func scoreCell(x float64) string {
	return strconv.FormatFloat(round(x), 'f', -1, 64)
}

// tableWriter writes rows by the row function of its format.
type tableWriter struct {
	resultsOnly
	w   io.Writer
	row func(dst []byte, cells []string) []byte
	buf []byte
}

func (t *tableWriter) Run(clip.Run) error {
	return write(t.w, t.row(nil, memberHeader))
}

func (t *tableWriter) Group(g *clip.Group) error {
	t.buf = t.buf[:0]
	for i := range g.Members {
		t.buf = t.row(t.buf, memberRow(g, &g.Members[i]))
	}
	return write(t.w, t.buf)
}

// appendTSV appends cells as one line, each escaped.
func appendTSV(dst []byte, cells []string) []byte {
	for i, c := range cells {
		if i > 0 {
			dst = append(dst, '\t')
		}
		dst = appendEscaped(dst, c)
	}
	return append(dst, '\n')
}

// appendCSV appends cells as one CSV record, each escaped, then quoted as RFC 4180 wants.
func appendCSV(dst []byte, cells []string) []byte {
	escaped := make([]string, len(cells))
	for i, c := range cells {
		escaped[i] = Escape(c)
	}
	buf := bytes.NewBuffer(dst)
	w := csv.NewWriter(buf)
	_ = w.Write(escaped) // the delimiter is valid and a bytes.Buffer does not fail
	w.Flush()
	return buf.Bytes()
}
