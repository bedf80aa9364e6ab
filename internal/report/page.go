package report

import (
	"io"

	"newsdup/internal/clip"
)

// pageRecord is one line of `newsdup clean -f jsonl`.
type pageRecord struct {
	head
	ref
	Title    string           `json:"title"`
	Body     string           `json:"body"`
	Byline   string           `json:"byline,omitempty"`
	Agency   string           `json:"agency,omitempty"`
	Dateline string           `json:"dateline,omitempty"`
	Place    string           `json:"place,omitempty"`
	Date     string           `json:"date,omitempty"` // in its own zone, unlike those of a report
	Updated  string           `json:"updated,omitempty"`
	Site     string           `json:"site,omitempty"`
	URL      string           `json:"url,omitempty"`
	Lang     string           `json:"lang,omitempty"`
	Charset  string           `json:"charset,omitempty"`
	Mode     string           `json:"mode"`
	Words    int              `json:"words"`
	Meta     *[]factRecord    `json:"meta,omitempty"`    // nil: not asked for
	Dropped  *[]droppedRecord `json:"dropped,omitempty"` // nil: not asked for
	Spans    *spansRecord     `json:"spans,omitempty"`   // nil: not asked for
}

// factRecord says where the value of a key is from.
type factRecord struct {
	Key   string `json:"key"`
	Value string `json:"value,omitempty"`
	From  string `json:"from,omitempty"`
	Why   string `json:"why,omitempty"`
}

// droppedRecord is a line of a page that the article does not have.
type droppedRecord struct {
	Line  int    `json:"line"`
	Text  string `json:"text"`
	Rule  string `json:"rule"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// spansRecord says where in the page title and body are from.
type spansRecord struct {
	Title []spanRecord `json:"title"`
	Body  []spanRecord `json:"body"`
}

type spanRecord struct {
	At    int `json:"at"`
	To    int `json:"to"`
	Start int `json:"start"`
	End   int `json:"end"`
}

func newSpans(spans []clip.Span) []spanRecord {
	rs := make([]spanRecord, len(spans))
	for i, s := range spans {
		rs[i] = spanRecord(s)
	}
	return rs
}

// PageWriter writes the pages of `newsdup clean` as JSONL, each in one Write.
// After an error every further call is pointless.
type PageWriter struct {
	w   io.Writer
	buf []byte
}

// NewPageWriter is a PageWriter to w.
func NewPageWriter(w io.Writer) *PageWriter { return &PageWriter{w: w} }

// Close has nothing to add: a page is a line.
func (p *PageWriter) Close() error { return nil }

// Page writes one page; explain adds the lines that were dropped.
func (p *PageWriter) Page(c *clip.Clip, explain bool) error {
	r := pageRecord{
		head: headOf("page"), ref: newRef(c.Origin), Title: c.Title, Body: c.Body, Byline: c.Byline, Agency: c.Agency,
		Dateline: c.Dateline, Place: c.Place, Date: c.Date.String(), Updated: c.Updated.String(), Site: c.Site, URL: c.URL, Lang: c.Lang, Charset: c.Charset, Mode: c.Mode, Words: c.Words,
	}
	if explain {
		dropped := []droppedRecord{}
		for _, l := range c.Lines {
			if l.Dropped() {
				dropped = append(dropped, droppedRecord{l.N, l.Text, l.Rule, l.Start, l.End})
			}
		}
		facts := []factRecord{}
		for _, f := range c.Facts {
			facts = append(facts, factRecord{f.Name, f.Value, f.From, f.Why})
		}
		r.Dropped, r.Meta = &dropped, &facts
		r.Spans = &spansRecord{newSpans(c.TitleSpans), newSpans(c.BodySpans)}
	}
	return p.line(r)
}

// Problem writes a page that could not be read, as a report does.
func (p *PageWriter) Problem(q clip.Problem) error { return p.line(newError(q)) }

func (p *PageWriter) line(v any) (err error) {
	if p.buf, err = appendJSON(p.buf[:0], v); err != nil {
		return err
	}
	p.buf = append(p.buf, '\n')
	return write(p.w, p.buf)
}
