package report

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"newsdup/internal/clip"
)

// compiled is schema.json ready to validate, formats asserted.
func compiled(t testing.TB) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	c.AssertContent()
	const id = "urn:newsdup:report:v1"
	if err := c.AddResource(id, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(id)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func validate(t testing.TB, s *jsonschema.Schema, text []byte) {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Errorf("not JSON: %v: %s", err, text)
		return
	}
	if err := s.Validate(v); err != nil {
		t.Errorf("%v\nin %s", err, text)
	}
}

// TestSchemaTakesGoldens validates every golden file of JSON.
func TestSchemaTakesGoldens(t *testing.T) {
	s := compiled(t)
	files, err := filepath.Glob("testdata/*.json*")
	if err != nil || len(files) < 9 {
		t.Fatalf("%d golden files of JSON, want 9 or more (%v)", len(files), err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, ".json") {
			validate(t, s, text)
			continue
		}
		for line := range bytes.Lines(text) {
			validate(t, s, line)
		}
	}
}

// TestSchemaIsStrict breaks good objects in one place each.
func TestSchemaIsStrict(t *testing.T) {
	s := compiled(t)
	run, groups, bad, end := newRun(storySample().run), storySample().groups, newError(storySample().problems[0]), newSummary(storySample().summary)
	good := map[string]string{
		"run": encode(t, run), "group": groupLine(t, &groups[0]), "error": encode(t, bad), "summary": encode(t, end),
		"pair": `{"v":1,"type":"pair","a":{"path":"a"},"b":{"path":"b"},"jaccard":0.5,"a_in_b":1,"b_in_a":0.5}`,
		"page": `{"v":1,"type":"page","path":"a","title":"","body":"b","mode":"part","words":1}`,
		"scores": `{"v":1,"type":"scores","b3_precision":1,"b3_recall":1,"b3_f1":1,"pair_precision":1,"pair_recall":1,"pair_f1":1,` +
			`"ari":-0.1,"homogeneity":1,"completeness":1,"v_measure":1,"clips":4,"gold":1,"found":1,"distractors":0,"swallowed":0}`,
		"diff": `{"v":1,"type":"diff","a":{"path":"a","title":"","words":1},"b":{"path":"b","title":"","words":1},"same":false,` +
			`"words":{"kept":1,"moved":0,"removed":0,"added":0},"punctuation":{"kept":0,"moved":0,"removed":1,"added":0},` +
			`"jaccard":0.5,"a_in_b":1,"b_in_a":0.5,"coarse":false}`,
		"why": `{"v":1,"type":"why","same":false,"ground":"weak","a":{"path":"a","title":"","words":1},"b":{"path":"b","title":"","words":1},` +
			`"clips":2,"alone":true,"roundup_a":false,"roundup_b":false,"phrases":[],"terms":[],"evidence":[],"path":[],"flips":[]}`,
		"entities": `{"v":1,"type":"entities","path":"a","entities":[{"canonical":"NATO","kind":"organisation","count":2,"forms":[{"form":"OTAN","count":2}]}]}`,
		"entity":   `{"v":1,"type":"entity","canonical":"NATO","kind":"organisation","count":2,"forms":[{"form":"OTAN","count":2}],"clips":1}`,
		"document": `{"v":1,"run":` + encode(t, run) + `,"groups":[],"errors":[` + encode(t, bad) + `],"summary":null}`,
	}
	for kind, text := range good {
		validate(t, s, []byte(text))
		validate(t, s, []byte(strings.Replace(text, `{"v":1`, `{"v":1,"added_later":[]`, 1)))
		for key := range asMap(t, text) {
			if kind == "group" && slices.Contains([]string{"first", "last", "weakest", "entities", "numbers", "dates"}, key) || kind == "run" && key == "against" {
				continue
			}
			m := asMap(t, text)
			delete(m, key)
			reject(t, s, kind+" without "+key, m)
		}
	}
	for _, c := range []struct{ kind, old, new string }{
		{"run", `"v":1`, `"v":2`},
		{"run", `"v":1`, `"v":"1"`},
		{"run", `"type":"run"`, `"type":"walk"`},
		{"run", `"level":"story"`, `"level":"stories"`},
		{"run", `"min-words":"10"`, `"min-words":10`},
		{"group", `"id":"7f3a91c2d4e5f607"`, `"id":"7f3a91c2"`},
		{"group", `"size":9`, `"size":"9"`},
		{"group", `"size":9`, `"size":0`},
		{"group", `"cohesion":0.612346`, `"cohesion":1.2`},
		{"group", `"first":"2026-11-18T21:15:00Z"`, `"first":"2026-11-18T21:15"`},
		{"group", `"first":"2026-11-18T21:15:00Z"`, `"first":"2026-13-18T21:15:00Z"`},
		{"group", `"role":"keep"`, `"role":"copy"`},
		{"group", `"role":"story"`, `"role":"copy"`},
		{"group", `"relation":"near"`, `"relation":"similar"`},
		{"group", `"relation":"near"`, `"relation":"form"`},
		{"group", `"relation":"form"`, `"relation":""`},
		{"group", `"score":0.94`, `"score":"0.94"`},
		{"group", `"to":{"path":"clips/reuters/port-deal.txt"}`, `"to":"clips/reuters/port-deal.txt"`},
		{"group", `"words":1612`, `"words":-1`},
		{"group", `"words":1612`, `"words":1.5`},
		{"group", `"sha256":"`, `"sha256":"X`},
		{"group", `"links":[`, `"links":[[],`},
		{"error", `"path":"clips/b.gz"`, `"path":""`},
		{"error", `"path":"clips/b.gz"`, `"path":"b","path_b64":"%%"`},
		{"error", `"path":"clips/b.gz"`, `"path":"b","line":0`},
		{"summary", `"read":1204`, `"read":null`},
		{"summary", `"utf-16le":1`, `"utf-16le":"1"`},
		{"pair", `"jaccard":0.5`, `"jaccard":-0.5`},
		{"pair", `"a":{"path":"a"}`, `"a":"a"`},
		{"diff", `"words":{"kept":1,`, `"words":{`},
		{"diff", `"coarse":false`, `"coarse":0`},
		{"diff", `"coarse":false`, `"coarse":false,"rows":[{"kind":"new","runs":[{"op":"keep","text":"a","words":1}]}]`},
		{"diff", `"coarse":false`, `"coarse":false,"rows":[{"kind":"same","a":[0,1],"runs":[{"op":"keep","text":"a","words":1}]}]`},
		{"diff", `"coarse":false`, `"coarse":false,"rows":[{"kind":"same","runs":[{"op":"kept","text":"a","words":1}]}]`},
		{"why", `"ground":"weak"`, `"ground":1`},
		{"why", `"clips":2`, `"clips":-2`},
		{"why", `"path":[]`, `"path":null`},
		{"why", `"flips":[]`, `"flips":[{"option":"","join":true,"sure":true}]`},
		{"why", `"terms":[]`, `"terms":[{"text":"a","weight":0.1,"a":[-1],"b":[]}]`},
		{"why", `"terms":[]`, `"terms":[],"relation":""`},
		{"why", `"terms":[]`, `"terms":[],"story":{"cosine":0.1}`},
		{"document", `"groups":[]`, `"groups":null`},
		{"document", `"groups":[]`, `"groups":[{}]`},
		{"document", `"summary":null`, `"summary":{}`},
	} {
		broken := strings.Replace(good[c.kind], c.old, c.new, 1)
		if broken == good[c.kind] {
			t.Errorf("%s: nothing to break: %s", c.kind, c.old)
		}
		reject(t, s, c.kind+" with "+c.new, asMap(t, broken))
	}
}

func reject(t *testing.T, s *jsonschema.Schema, what string, v any) {
	t.Helper()
	if s.Validate(v) == nil {
		t.Errorf("the schema takes a %s", what)
	}
}

func encode(t *testing.T, v any) string {
	t.Helper()
	b, err := appendJSON(nil, v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func groupLine(t *testing.T, g *clip.Group) string {
	t.Helper()
	line, err := writeGroup(io.Discard, nil, g)
	if err != nil || len(line) >= groupPiece {
		t.Fatal(len(line), err)
	}
	return string(line)
}

func asMap(t *testing.T, text string) map[string]any {
	t.Helper()
	var m map[string]any
	dec := json.NewDecoder(strings.NewReader(text))
	dec.UseNumber()
	if err := dec.Decode(&m); err != nil {
		t.Fatal(err)
	}
	return m
}
