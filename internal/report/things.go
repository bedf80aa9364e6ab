// What clips name, for people:
//
//	clips/port.txt
//	  Russia  place         3  Russie 2, Russian
//	  NATO    organisation  1  OTAN
//
// or one such list for all clips, without a name above it. The forms found
// follow, the commonest first, with how often where that is more than once;
// none where the only form is the canonical one.

package report

import (
	"io"
	"strconv"
	"strings"

	"newsdup/internal/clip"
)

// ThingFormats lists the formats NewThingWriter knows, the default first.
func ThingFormats() []Format { return []Format{Text, JSONL, TSV} }

// ThingWriter takes what clips name, a clip a call, and writes it at once. Rows
// of tsv are
//
//	canonical  type  count  forms  path
//
// with | between the forms; of a list for all clips they end in the number of
// clips instead of a path. After an error every further call is pointless.
type ThingWriter struct {
	w      io.Writer
	format Format
	merged bool
	clips  int
	text   textWriter
	buf    []byte
}

type thingRecord struct {
	Canonical string       `json:"canonical"`
	Kind      string       `json:"kind"`
	Count     int          `json:"count"`
	Forms     []formRecord `json:"forms"`
}

type formRecord struct {
	Form  string `json:"form"`
	Count int    `json:"count"`
}

// thingsRecord is what one clip names.
type thingsRecord struct {
	head
	ref
	Entities []thingRecord `json:"entities"`
}

// mergedRecord is one thing that all clips name.
type mergedRecord struct {
	head
	thingRecord
	Clips int `json:"clips"`
}

// NewThingWriter is a ThingWriter of format f to w; a header is written at once.
// merged says that there is one list for all clips.
func NewThingWriter(w io.Writer, f Format, o Options, merged bool) (*ThingWriter, error) {
	t := &ThingWriter{w: w, format: f, merged: merged, text: textWriter{w: w, o: o}}
	switch f {
	case Text, JSONL:
		return t, nil
	case TSV:
		last := "path"
		if merged {
			last = "clips"
		}
		return t, write(w, appendTSV(nil, []string{"canonical", "type", "count", "forms", last}))
	}
	return nil, unknownFormat(f, ThingFormats())
}

// Problem writes a page that could not be read, where the format has a place for it.
func (t *ThingWriter) Problem(p clip.Problem) error {
	if t.format != JSONL {
		return nil
	}
	return t.line(newError(p))
}

// Things writes what a clip names.
func (t *ThingWriter) Things(o clip.Origin, things []clip.Thing) error {
	switch {
	case t.format == TSV:
		return t.rows(o, things)
	case t.format == Text:
		return t.list(o, things)
	case t.merged:
		for i := range things {
			if err := t.line(mergedRecord{headOf("entity"), newThing(&things[i]), things[i].Clips}); err != nil {
				return err
			}
		}
		return nil
	}
	records := make([]thingRecord, len(things))
	for i := range things {
		records[i] = newThing(&things[i])
	}
	return t.line(thingsRecord{headOf("entities"), newRef(o), records})
}

func newThing(x *clip.Thing) thingRecord {
	r := thingRecord{x.Form, x.Type, x.Count, make([]formRecord, len(x.Forms))}
	for i, f := range x.Forms {
		r.Forms[i] = formRecord(f)
	}
	return r
}

func (t *ThingWriter) line(v any) (err error) {
	if t.buf, err = appendJSON(t.buf[:0], v); err != nil {
		return err
	}
	t.buf = append(t.buf, '\n')
	return write(t.w, t.buf)
}

// rows writes the rows of a table.
func (t *ThingWriter) rows(o clip.Origin, things []clip.Thing) error {
	t.buf = t.buf[:0]
	for i := range things {
		x := &things[i]
		forms := make([]string, len(x.Forms))
		for k, f := range x.Forms {
			forms[k] = f.Form
		}
		last := o.String()
		if t.merged {
			last = strconv.Itoa(x.Clips)
		}
		t.buf = appendTSV(t.buf, []string{x.Form, x.Type, strconv.Itoa(x.Count), strings.Join(forms, "|"), last})
	}
	return write(t.w, t.buf)
}

// list writes the lines for people.
func (t *ThingWriter) list(o clip.Origin, things []clip.Thing) error {
	w, indent := &t.text, 0
	w.buf = w.buf[:0]
	if !t.merged {
		if t.clips++; t.clips > 1 {
			w.buf = append(w.buf, '\n')
		}
		w.paint(styleTitle, Escape(o.String()))
		w.buf = append(w.buf, '\n')
		indent = 2
	}
	var name, kind, figure int // widths of the columns
	for i := range things {
		x := &things[i]
		if n := columns(Escape(x.Form)); n <= maxAligned {
			name = max(name, n)
		}
		kind = max(kind, len(x.Type))
		figure = max(figure, len(Thousands(x.Count)))
	}
	for i := range things {
		x := &things[i]
		form, times := Escape(x.Form), Thousands(x.Count)
		named := max(name, columns(form))
		w.pad(indent)
		w.buf = append(w.buf, form...)
		w.pad(named - columns(form) + 2)
		w.paint(styleDim, x.Type)
		w.pad(kind - len(x.Type) + 2 + figure - len(times))
		w.buf = append(w.buf, times...)
		if forms := w.fit(formsFound(x), indent+named+2+kind+2+figure+2); forms != "" {
			w.pad(2)
			w.paint(styleDim, forms)
		}
		w.buf = append(w.buf, '\n')
	}
	return write(t.w, w.buf)
}

// formsFound is "Russie 2, Russian".
func formsFound(x *clip.Thing) string {
	if len(x.Forms) == 1 && x.Forms[0].Form == x.Form {
		return ""
	}
	said := make([]string, len(x.Forms))
	for i, f := range x.Forms {
		if said[i] = Escape(f.Form); f.Count > 1 {
			said[i] += " " + Thousands(f.Count)
		}
	}
	return strings.Join(said, ", ")
}
