package report

import (
	"io"

	"newsdup/internal/clip"
)

// Pair is two clips and how much of their text they share. Shares are exact, in [0,1].
type Pair struct {
	A, B     clip.Origin
	Jaccard  float64
	AInB     float64 // share of A's shingles that stand in B
	BInA     float64
	Relation clip.Relation // "" when the shares make it no relation
}

// PairFormats lists the formats NewPairWriter knows, the default first.
func PairFormats() []Format { return []Format{TSV, CSV, JSONL} }

// PairWriter takes the pairs of `newsdup pairs` in their order and writes each
// at once. Rows are
//
//	a  b  jaccard  a_in_b  b_in_a  relation
//
// with a header in tsv and csv; scores have at most six decimals. After an error
// every further call is pointless.
type PairWriter struct {
	w   io.Writer
	row func(dst []byte, cells []string) []byte // nil: jsonl
	buf []byte
}

// pairHeader names the cells of a pair's row.
var pairHeader = []string{"a", "b", "jaccard", "a_in_b", "b_in_a", "relation"}

type pairRecord struct {
	head
	A        ref           `json:"a"`
	B        ref           `json:"b"`
	Jaccard  float64       `json:"jaccard"`
	AInB     float64       `json:"a_in_b"`
	BInA     float64       `json:"b_in_a"`
	Relation clip.Relation `json:"relation,omitempty"`
}

// NewPairWriter is a PairWriter of format f to w; the header is written at once.
func NewPairWriter(w io.Writer, f Format) (*PairWriter, error) {
	p := &PairWriter{w: w}
	switch f {
	case TSV:
		p.row = appendTSV
	case CSV:
		p.row = newCSV()
	case JSONL:
		return p, nil
	default:
		return nil, unknownFormat(f, PairFormats())
	}
	return p, write(w, p.row(nil, pairHeader))
}

// Pair writes one pair in one call of Write.
func (p *PairWriter) Pair(q Pair) (err error) {
	if p.row == nil {
		record := pairRecord{headOf("pair"), newRef(q.A), newRef(q.B), round(q.Jaccard), round(q.AInB), round(q.BInA), q.Relation}
		p.buf, err = appendJSON(p.buf[:0], record)
		p.buf = append(p.buf, '\n')
	} else {
		p.buf = p.row(p.buf[:0], []string{
			q.A.String(), q.B.String(), scoreCell(q.Jaccard), scoreCell(q.AInB), scoreCell(q.BInA), string(q.Relation),
		})
	}
	if err != nil {
		return err
	}
	return write(p.w, p.buf)
}
