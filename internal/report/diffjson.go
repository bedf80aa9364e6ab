package report

import (
	"io"

	"newsdup/internal/clip"
	"newsdup/internal/compare"
)

// diffRecord is the line of `newsdup diff -f json`.
type diffRecord struct {
	head
	A           diffSide     `json:"a"`
	B           diffSide     `json:"b"`
	Same        bool         `json:"same"`
	Words       diffCount    `json:"words"`
	Punctuation diffCount    `json:"punctuation"`
	Jaccard     float64      `json:"jaccard"`
	AInB        float64      `json:"a_in_b"`
	BInA        float64      `json:"b_in_a"`
	Coarse      bool         `json:"coarse"`
	Rows        *[]rowRecord `json:"rows,omitempty"` // nil: not asked for
}

type diffSide struct {
	ref
	Title string `json:"title"`
	Date  string `json:"date,omitempty"`
	Site  string `json:"site,omitempty"`
	Words int    `json:"words"`
}

type diffCount struct {
	Kept    int `json:"kept"`
	Moved   int `json:"moved"`
	Removed int `json:"removed"`
	Added   int `json:"added"`
}

type rowRecord struct {
	Kind  string      `json:"kind"`
	Title bool        `json:"title,omitempty"`
	A     *[2]int     `json:"a,omitempty"`
	B     *[2]int     `json:"b,omitempty"`
	Runs  []runOfText `json:"runs"`
}

type runOfText struct {
	Op    string `json:"op"`
	Text  string `json:"text"`
	Words int    `json:"words"`
}

// WriteDiffJSON writes a comparison as one line; without rows when o.Stat is set.
func WriteDiffJSON(w io.Writer, d *Diff, o DiffOptions) error {
	r := diffRecord{
		head: headOf("diff"), A: newSide(d.A, d.Words.A()), B: newSide(d.B, d.Words.B()), Same: d.Same(),
		Words: diffCount(d.Words), Punctuation: diffCount(d.Marks),
		Jaccard: round(d.Jaccard), AInB: round(d.AInB), BInA: round(d.BInA), Coarse: d.Coarse,
	}
	if !o.Stat {
		rows := make([]rowRecord, len(d.Rows))
		for i := range d.Rows {
			rows[i] = newRow(&d.Rows[i])
		}
		r.Rows = &rows
	}
	buf, err := appendJSON(nil, r)
	if err != nil {
		return err
	}
	return write(w, append(buf, '\n'))
}

func newSide(c *clip.Clip, words int) diffSide {
	return diffSide{newRef(c.Origin), c.Title, timestamp(c.Date), c.Site, words}
}

func newRow(r *compare.Row) rowRecord {
	row := rowRecord{Kind: r.Kind.String(), Title: r.Title, Runs: make([]runOfText, len(r.Runs))}
	if !r.Title {
		row.A, row.B = ends(r.A), ends(r.B)
	}
	for i, run := range r.Runs {
		row.Runs[i] = runOfText{run.Op.String(), run.Text, run.Words}
	}
	return row
}

// ends is the first and the last paragraph of a span.
func ends(s *compare.Span) *[2]int {
	if s == nil {
		return nil
	}
	return &[2]int{s.First, s.Last}
}
