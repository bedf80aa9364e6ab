package report

import (
	"bytes"
	"errors"
	"testing"

	"newsdup/internal/clip"
)

// TestGoldenThings writes what two clips name, one of them nothing, and a clip
// that could not be read, in every format; then one list for all.
func TestGoldenThings(t *testing.T) {
	things := []clip.Thing{
		{Form: "Russia", Type: "place", Count: 1204, Clips: 12, Forms: []clip.FormCount{{Form: "Russie", Count: 1202}, {Form: "Россия", Count: 1}, {Form: "Russian", Count: 1}}},
		{Form: "NATO", Type: "organisation", Count: 2, Clips: 2, Forms: []clip.FormCount{{Form: "OTAN", Count: 2}}},
		{Form: "Edda Brunholt", Type: "person", Count: 1, Clips: 1, Forms: []clip.FormCount{{Form: "Edda Brunholt", Count: 1}}},
		{Form: "Bad\x1b[2J", Type: "other", Count: 1, Clips: 1, Forms: []clip.FormCount{{Form: "Bad\x1b[2J", Count: 1}, {Form: "tab\there", Count: 1}}},
	}
	for _, l := range []struct {
		name   string
		format Format
		o      Options
	}{
		{"text", Text, Options{}}, {"narrow.text", Text, Options{Width: 44, Color: true}}, {"jsonl", JSONL, Options{}}, {"tsv", TSV, Options{}},
	} {
		for _, merged := range []bool{false, true} {
			var buf bytes.Buffer
			w, err := NewThingWriter(&buf, l.format, l.o, merged)
			if err != nil {
				t.Fatal(err)
			}
			name := "things." + l.name
			if merged {
				name, err = "things.merged."+l.name, w.Things(clip.Origin{}, things)
			} else {
				err = errors.Join(w.Things(clip.Origin{Path: "feed.jsonl", Line: 2}, things), w.Things(file("in/\xff.txt"), nil))
			}
			if err := errors.Join(err, w.Problem(clip.Problem{Origin: file("b"), Class: clip.NotFound, Err: errors.New(`open "b": no such file or directory`)})); err != nil {
				t.Fatal(err)
			}
			golden(t, name, buf.Bytes())
		}
	}
	if _, err := NewThingWriter(nil, CSV, Options{}, false); err == nil {
		t.Error("csv is taken for a format")
	}
}
