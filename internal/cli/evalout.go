package cli

// Scores on paper, and stories read back from a report.
//
//	86 labelled pages in 21 stories, 20 found; 0 of 21 pages without a story put into one
//
//	             precision  recall     F1
//	  B-cubed        0.977   0.977  0.977
//	  pairs          0.982   0.976  0.979
//	  V              0.987   0.989  0.988
//	  ARI                           0.978
//
// The parts of V, homogeneity and completeness, are to it what precision and
// recall are to F1. A sweep is one line a value; the best B-cubed F1 is marked.

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"

	"newsdup/internal/clip"
	"newsdup/internal/eval"
	"newsdup/internal/report"
)

// scoreRow is the scores at one value of the swept threshold.
type scoreRow struct {
	value float64
	eval.Scores
}

// roundScore keeps six decimals, as reports do.
func roundScore(x float64) float64 { return math.Round(x*1e6) / 1e6 }

// scoreColumn is a figure of tsv and jsonl.
type scoreColumn struct {
	name string
	of   func(*eval.Scores) float64
}

// scoreColumns are the columns of tsv and the keys of jsonl, in their order.
var scoreColumns = []scoreColumn{
	{"b3_precision", func(s *eval.Scores) float64 { return s.BCubed.Precision }},
	{"b3_recall", func(s *eval.Scores) float64 { return s.BCubed.Recall }},
	{"b3_f1", func(s *eval.Scores) float64 { return s.BCubed.F1 }},
	{"pair_precision", func(s *eval.Scores) float64 { return s.Pair.Precision }},
	{"pair_recall", func(s *eval.Scores) float64 { return s.Pair.Recall }},
	{"pair_f1", func(s *eval.Scores) float64 { return s.Pair.F1 }},
	{"ari", func(s *eval.Scores) float64 { return s.ARI }},
	{"homogeneity", func(s *eval.Scores) float64 { return s.Homogeneity }},
	{"completeness", func(s *eval.Scores) float64 { return s.Completeness }},
	{"v_measure", func(s *eval.Scores) float64 { return s.V }},
	{"clips", func(s *eval.Scores) float64 { return float64(s.Clips) }},
	{"gold", func(s *eval.Scores) float64 { return float64(s.Gold) }},
	{"found", func(s *eval.Scores) float64 { return float64(s.Pred) }},
	{"distractors", func(s *eval.Scores) float64 { return float64(s.Distractors) }},
	{"swallowed", func(s *eval.Scores) float64 { return float64(s.Swallowed) }},
}

// writeScores prints rows; key names the swept threshold, "" for a single row.
func writeScores(w io.Writer, format, key string, rows []scoreRow, color bool) error {
	b := bufio.NewWriter(w)
	switch {
	case format == "tsv":
		scoresTSV(b, key, rows)
	case format == "jsonl":
		scoresJSONL(b, key, rows)
	case key == "":
		scoresText(b, &rows[0].Scores, color)
	default:
		sweepText(b, key, rows, color)
	}
	return b.Flush()
}

func figure(x float64) string { return strconv.FormatFloat(roundScore(x), 'f', -1, 64) }

func scoresTSV(w io.Writer, key string, rows []scoreRow) {
	sep := ""
	if key != "" {
		fmt.Fprint(w, key)
		sep = "\t"
	}
	for _, c := range scoreColumns {
		fmt.Fprint(w, sep, c.name)
		sep = "\t"
	}
	fmt.Fprintln(w)
	for i := range rows {
		sep = ""
		if key != "" {
			fmt.Fprint(w, figure(rows[i].value))
			sep = "\t"
		}
		for _, c := range scoreColumns {
			fmt.Fprint(w, sep, figure(c.of(&rows[i].Scores)))
			sep = "\t"
		}
		fmt.Fprintln(w)
	}
}

func scoresJSONL(w io.Writer, key string, rows []scoreRow) {
	for i := range rows {
		fmt.Fprintf(w, `{"v":%d,"type":"scores"`, report.Version)
		if key != "" {
			fmt.Fprintf(w, `,%q:%s`, key, figure(rows[i].value))
		}
		for _, c := range scoreColumns {
			fmt.Fprintf(w, `,%q:%s`, c.name, figure(c.of(&rows[i].Scores)))
		}
		fmt.Fprintln(w, "}")
	}
}

func scoresText(w io.Writer, s *eval.Scores, color bool) {
	fmt.Fprintln(w, scoresHead(s))
	fmt.Fprintf(w, "\n  %s\n", report.Paint(color, report.Bold, "           precision  recall     F1"))
	for _, row := range []struct {
		name string
		eval.PRF
	}{{"B-cubed", s.BCubed}, {"pairs", s.Pair}, {"V", eval.PRF{Precision: s.Homogeneity, Recall: s.Completeness, F1: s.V}}} {
		fmt.Fprintf(w, "  %-9s  %9.3f   %.3f  %.3f\n", row.name, row.Precision, row.Recall, row.F1)
	}
	fmt.Fprintf(w, "  %-9s  %9s  %6s %6.3f\n", "ARI", "", "", s.ARI)
}

// scoresHead is "20 pages in 6 stories, 7 found; 1 of 5 pages without a story put into one".
func scoresHead(s *eval.Scores) string {
	head := fmt.Sprintf("%s, %s found", labelled(s), report.Thousands(s.Pred))
	if s.Distractors > 0 {
		head += fmt.Sprintf("; %s of %s without a story put into one", report.Thousands(s.Swallowed), report.Count(s.Distractors, "page", "pages"))
	}
	return head
}

// labelled is "20 labelled pages in 6 stories".
func labelled(s *eval.Scores) string {
	return report.Count(s.Clips, "labelled page", "labelled pages") + " in " + report.Count(s.Gold, "story", "stories")
}

func sweepText(w io.Writer, key string, rows []scoreRow, color bool) {
	best := 0
	for i := range rows {
		if rows[i].BCubed.F1 > rows[best].BCubed.F1 {
			best = i
		}
	}
	s := &rows[0].Scores
	fmt.Fprintf(w, "%s\n\n", labelled(s))
	fmt.Fprintln(w, "  "+report.Paint(color, report.Bold, fmt.Sprintf("%-8s  found  precision  recall  B-cubed  pair F1    ARI      V  swallowed", key)))
	for i := range rows {
		s := &rows[i].Scores
		line := fmt.Sprintf("%-8s  %5d  %9.3f  %6.3f  %7.3f  %7.3f  %5.3f  %5.3f  %9d", figure(rows[i].value),
			s.Pred, s.BCubed.Precision, s.BCubed.Recall, s.BCubed.F1, s.Pair.F1, s.ARI, s.V, s.Swallowed)
		if i == best {
			line = report.Paint(color, report.Green, line+"  best")
		}
		fmt.Fprintln(w, "  "+line)
	}
}

// storedRecord is what eval needs of an object in a report: a group, a mark of
// where the report begins or ends, or all of them in the document of -f json.
type storedRecord struct {
	Type    string `json:"type"`
	ID      string `json:"id"`
	Members []struct {
		Path string `json:"path"`
		B64  []byte `json:"path_b64"`
		Line int    `json:"line"`
		ID   string `json:"id"`
	} `json:"members"`
	Groups  storedGroups    `json:"groups"`
	Run     json.RawMessage `json:"run"`
	Summary *struct{}       `json:"summary"`
}

// storedGroups is the list of the document of -f json; in a summary "groups" is a number.
type storedGroups []storedRecord

// UnmarshalJSON takes the list and nothing else.
func (s *storedGroups) UnmarshalJSON(text []byte) error {
	if text[0] != '[' {
		return nil
	}
	return json.Unmarshal(text, (*[]storedRecord)(s))
}

// stored is a clustering that was kept.
type stored struct {
	pred  map[string]string
	begun bool // it says where it begins, so it should say where it ends
	ended bool
}

// cut reports whether the run that wrote it was broken off.
func (s *stored) cut() bool { return s.begun && !s.ended }

// readStories reads a clustering: a report in jsonl, json, tsv or csv, or labels
// in TSV. The first bytes tell them apart. The name "-" is standard input.
func (a *app) readStories(name string) (*stored, error) {
	f := a.stdin
	if name != "-" {
		var err error
		if f, err = openFile(name); err != nil {
			return nil, err
		}
		defer f.Close()
	}
	s, err := decodeStories(f)
	if err != nil {
		return nil, fmt.Errorf("read %q: %w", name, err)
	}
	return s, nil
}

func decodeStories(r io.Reader) (*stored, error) {
	s := &stored{pred: map[string]string{}}
	in := bufio.NewReader(r)
	var err error
	switch head, _ := in.Peek(report.ReportHead); {
	case len(head) > 0 && head[0] == '{':
		err = s.records(in)
	case report.IsTable(head):
		err = report.ReadTable(in, func(group, name string) error { s.pred[name] = group; return nil })
	case report.IsReport(head):
		err = errors.New("no report to score; give one of group -f jsonl, json, tsv or csv")
	default:
		s.pred, err = eval.ReadLabels(in)
	}
	return s, err
}

// records reads a report in jsonl or json.
func (s *stored) records(in io.Reader) error {
	sink := labelSink{pred: s.pred}
	dec := json.NewDecoder(in)
	for n := 1; ; n++ {
		var r storedRecord
		switch err := dec.Decode(&r); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("record %d: %w", n, err)
		}
		s.begun = s.begun || r.Type == "run" || r.Run != nil
		s.ended = s.ended || r.Type == "summary" || r.Summary != nil
		for _, g := range append(r.Groups, r) {
			if err := sink.Group(g.group()); err != nil {
				return err
			}
		}
	}
}

// group is as much of a clip.Group as labels need.
func (g *storedRecord) group() *clip.Group {
	out := &clip.Group{ID: g.ID}
	for _, m := range g.Members {
		o := clip.Origin{Path: m.Path, Line: m.Line, ID: m.ID}
		if len(m.B64) > 0 {
			o.Path = string(m.B64)
		}
		out.Members = append(out.Members, clip.Member{Origin: o})
	}
	return out
}
