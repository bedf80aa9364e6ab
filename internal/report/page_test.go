package report

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"newsdup/internal/clip"
)

// TestGoldenPages writes a page that is full, one that is empty with hostile
// names, and one that could not be read.
func TestGoldenPages(t *testing.T) {
	full := clip.Clip{
		Origin: clip.Origin{Path: "feed.jsonl", Line: 2, ID: "n-2"},
		Meta: clip.Meta{Title: "Ferry back in service", Byline: "Ann Onymous", Agency: "AFP", Dateline: "LINDHOLM (AFP)", Place: "LINDHOLM",
			Site: "harbour.example", URL: "https://harbour.example/ferry", Lang: "en",
			Date: clip.At(time.Date(2026, 11, 20, 8, 30, 0, 0, time.FixedZone("", 3600))), Updated: clip.Day(day(21, 0, 0).Time)},
		Body: "The ferry sails again.\nRepairs took a week.", Mode: "part", Charset: "utf-8", Words: 8,
		Lines: []clip.Line{
			{N: 1, Text: "Home | News", Rule: "menu", Start: 2, End: 13},
			{N: 2, Text: "Ferry back in service", Rule: "title", Start: 14, End: 35},
			{N: 3, Text: "The ferry sails again.", Start: 36, End: 58},
		},
		TitleSpans: []clip.Span{{At: 0, To: 21, Start: 14, End: 35}},
		BodySpans:  []clip.Span{{At: 0, To: 22, Start: 36, End: 58}, {At: 23, To: 43, Start: 60, End: 81}},
		Facts:      []clip.Fact{{Name: "title", Value: "Ferry back in service", From: "line 2"}, {Name: "updated", From: "line 4", Why: "nothing tells"}},
	}
	empty := clip.Clip{Origin: file("in/\xff\x1b[2J.txt"), Mode: "empty", Lines: []clip.Line{{N: 1, Text: "\u202eShare", Rule: "share"}}}
	var buf bytes.Buffer
	w := NewPageWriter(&buf)
	for _, err := range []error{
		w.Page(&full, false), w.Page(&full, true), w.Page(&empty, true), w.Page(&clip.Clip{Origin: file("a")}, true),
		w.Problem(clip.Problem{Origin: file("b"), Class: clip.NotFound, Err: errors.New(`open "b": no such file or directory`)}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	golden(t, "pages.jsonl", buf.Bytes())
}

// BenchmarkPage writes a page of 5 KB as `clean -f jsonl` does, in Latin and in Cyrillic letters.
func BenchmarkPage(b *testing.B) {
	for name, sentence := range map[string]string{
		"latin":    "The ferry sails again after a week of repairs, the harbour says.\n",
		"cyrillic": "Паром снова ходит после недели ремонта, сообщает порт.\n",
	} {
		page := clip.Clip{Origin: file("a.txt"), Body: strings.Repeat(sentence, 5000/len(sentence))}
		b.Run("script="+name, func(b *testing.B) {
			w := NewPageWriter(new(counter))
			b.SetBytes(int64(len(page.Body)))
			b.ReportAllocs()
			for b.Loop() {
				if err := w.Page(&page, false); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
