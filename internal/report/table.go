// tsv and csv: a header, then one row a member, the keeper first. Names and
// page text are escaped as in escape.go, so a TSV row is always one line of as
// many cells as the header, and a CSV cell never spans lines. A clip of a JSONL
// file is named FILE:LINE. Empty cells: relation and to of a keeper, unknown dates,
// against of what is not of the reference set, the id of a record that has none. Columns are added behind the
// others, so their numbers stay; a table with more or fewer of the later ones is
// read, too.

package report

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"newsdup/internal/clip"
)

// memberHeader names the cells of memberRow.
var memberHeader = []string{"group", "role", "relation", "score", "path", "to", "words", "date", "title", "against", "id"}

const (
	firstColumns = 9  // that every table has
	idColumn     = 10 // in memberHeader
)

// memberRow is one member as cells, not yet escaped.
func memberRow(g *clip.Group, m *clip.Member) []string {
	to, known := "", ""
	if m.Role != clip.RoleKeep {
		to = m.To.String()
	}
	if m.Against {
		known = reference
	}
	return []string{
		g.ID, string(m.Role), string(m.Relation), scoreCell(m.Score),
		m.Origin.String(), to, strconv.Itoa(m.Words), timestamp(m.Date), m.Title, known, m.ID,
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

func (t *tableWriter) Group(g *clip.Group) (err error) {
	t.buf = t.buf[:0]
	for i := range g.Members {
		if t.buf, err = passOn(t.w, t.row(t.buf, memberRow(g, &g.Members[i]))); err != nil {
			return err
		}
	}
	return write(t.w, t.buf)
}

// IsTable reports whether a report that begins with these bytes is tsv or csv.
func IsTable(head []byte) bool { return tableComma(head) != 0 }

// tableComma is what parts the cells of a table, 0 when the bytes begin none.
func tableComma(head []byte) rune {
	switch {
	case begins(head, appendTSV(nil, memberHeader[:firstColumns]), '\t'):
		return '\t'
	case begins(head, appendCSV(nil, memberHeader[:firstColumns]), ','):
		return ','
	}
	return 0
}

// begins reports whether head begins with the columns of a header, or with these and more.
func begins(head, header []byte, comma byte) bool {
	rest, ok := bytes.CutPrefix(head, header[:len(header)-1])
	return ok && len(rest) > 0 && (rest[0] == '\n' || rest[0] == comma)
}

// ReadTable reads a report in tsv or csv: the group and the name of each member, and once
// more with its id for a name where it has one.
func ReadTable(r io.Reader, member func(group, name string) error) error {
	in := bufio.NewReader(r)
	head, _ := in.Peek(128)
	comma := tableComma(head)
	if comma == 0 {
		return errors.New("read table: no header of a report in its first line")
	}
	row := tsvRows(in)
	if comma == ',' {
		row = csv.NewReader(in).Read
	}
	const group, path = 0, 4
	columns, id := 0, -1
	for n := 1; ; n++ {
		cells, err := row()
		switch {
		case err == io.EOF:
			return nil
		case err == nil && n == 1:
			columns, id = len(cells), slices.Index(cells, memberHeader[idColumn])
			continue
		case err == nil && len(cells) != columns:
			err = fmt.Errorf("%d cells, want %d", len(cells), columns)
		}
		if err != nil {
			return fmt.Errorf("read table: row %d: %w", n, err)
		}
		for _, column := range []int{path, id} {
			if column < 0 || column == id && cells[id] == "" {
				continue
			}
			name, err := Unescape(cells[column])
			if err != nil {
				return fmt.Errorf("read table: row %d: %w", n, err)
			}
			if err := member(cells[group], name); err != nil {
				return err
			}
		}
	}
}

// tsvRows reads rows by tabs and line ends alone: quotes mean nothing in TSV.
func tsvRows(in *bufio.Reader) func() ([]string, error) {
	return func() ([]string, error) {
		line, err := in.ReadString('\n')
		if err == io.EOF && line != "" {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return nil, err
		}
		return strings.Split(strings.TrimSuffix(line, "\n"), "\t"), nil
	}
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

// appendCSV appends cells as one CSV record.
func appendCSV(dst []byte, cells []string) []byte { return newCSV()(dst, cells) }

// newCSV gives a function that appends cells as one CSV record, each escaped, then quoted
// as RFC 4180 wants. Its buffer is made once: csv.Writer takes 4 kB.
func newCSV() func(dst []byte, cells []string) []byte {
	var buf bytes.Buffer
	var escaped []string
	w := csv.NewWriter(&buf)
	return func(dst []byte, cells []string) []byte {
		buf.Reset()
		escaped = escaped[:0]
		for _, c := range cells {
			escaped = append(escaped, Escape(c))
		}
		_ = w.Write(escaped) // the delimiter is valid and a bytes.Buffer does not fail
		w.Flush()
		return append(dst, buf.Bytes()...)
	}
}
