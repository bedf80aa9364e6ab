package seen

import (
	"bytes"
	"encoding/json"
	"testing"

	"newsdup/internal/clip"
)

func TestMark(t *testing.T) {
	repeat := &Verdict{Story: 0x2a, Relation: clip.Near, Score: 0.8123456789, Of: Name{ID: `a"ü` + "\x01😀"}, To: Name{Line: 7}}
	for _, test := range []struct {
		line string
		v    *Verdict
		want string
	}{
		{"{\"a\":1}\n", &Verdict{First: true, Story: 1}, `{"a":1,"newsdup":{"first":true,"id":"0000000000000001"}}` + "\n"},
		{" { \"a\" : 1.0 } \r\n", &Verdict{First: true}, " { \"a\" : 1.0 ,\"newsdup\":{\"first\":true}} \r\n"},
		{"{}", &Verdict{First: true}, `{"newsdup":{"first":true}}`},
		{"{ }", &Verdict{First: true}, `{ "newsdup":{"first":true}}`},
		{`{"a":"}"}`, repeat, `{"a":"}","newsdup":{"first":false,"id":"000000000000002a","relation":"near","score":0.812346,"of":"a\"\u00fc\u0001\ud83d\ude00","to":7}}`},
		{"no object", repeat, "no object"},
		{`{"a":1,"newsdup":{"first":false}}`, &Verdict{First: true}, `{"a":1,"newsdup":{"first":true}}`},
		{` {"newsdup" : [{}] , "a":"newsdup"} `, &Verdict{First: true}, ` { "a":"newsdup","newsdup":{"first":true}} `},
		{`{"newsdup":1, "b":{"newsdup":2} ,"newsdup":3, "c": 1.0 }`, &Verdict{First: true}, `{ "b":{"newsdup":2} , "c": 1.0 ,"newsdup":{"first":true}}`},
		{`{"newsdup":1}`, &Verdict{First: true}, `{"newsdup":{"first":true}}`},
		{`{"newsdup":`, &Verdict{First: true}, `{"newsdup":`},
	} {
		if got := string(Mark(nil, []byte(test.line), test.v)); got != test.want {
			t.Errorf("Mark(%q)\n got %s\nwant %s", test.line, got, test.want)
		}
	}
	if got := string(MarkCount(nil, []byte(`{"a":1}`), 9, 3)); got != `{"a":1,"newsdup":{"id":"0000000000000009","count":3}}` {
		t.Errorf("MarkCount: %s", got)
	}
	if got := string(MarkCount(nil, []byte(`{"a":1}`), 0, 1)); got != `{"a":1,"newsdup":{"count":1}}` {
		t.Errorf("MarkCount of no story: %s", got)
	}
}

// FuzzMark marks any object: it is one still, and without the key what it was.
func FuzzMark(f *testing.F) {
	for _, s := range []string{`{}`, `{"a":{"b":[1,2.50]}}`, " {\t} \n", `{"a":"\\"}`, `{"newsdup":1}`, `{"newsdup":1,"a":2,"newsdup":[]}`} {
		f.Add([]byte(s), "id", true)
	}
	f.Fuzz(func(t *testing.T, line []byte, id string, first bool) {
		var before map[string]json.RawMessage
		if json.Unmarshal(line, &before) != nil || before == nil {
			return
		}
		if NameOf(id, 1).ID == "" {
			id = "none" // else its line stands there
		}
		v := &Verdict{First: first, Story: 5, Relation: clip.Story, Score: 0.5, Of: NameOf(id, 1), To: NameOf("", 2)}
		marked := Mark(nil, line, v)
		var after map[string]json.RawMessage
		if err := json.Unmarshal(marked, &after); err != nil {
			t.Fatalf("%q marked is %q: %v", line, marked, err)
		}
		var found struct {
			First bool
			Of    string
		}
		if err := json.Unmarshal(after["newsdup"], &found); err != nil || found.First != first || !first && found.Of != string([]rune(v.Of.ID)) {
			t.Errorf("%q marked is %q: %+v, %v", line, marked, found, err)
		}
		if again := Mark(nil, marked, v); !bytes.Equal(again, marked) {
			t.Errorf("%q marked is %q, and again %q", line, marked, again)
		}
		delete(before, "newsdup")
		delete(after, "newsdup")
		if len(before) != len(after) {
			t.Errorf("%q marked is %q", line, marked)
		}
		at := bytes.Index(marked, []byte(`"newsdup":{"first":`))
		if at < 0 || !bytes.HasPrefix(line, bytes.TrimSuffix(marked[:at], []byte(","))) && !bytes.Contains(line, []byte("newsdup")) {
			t.Errorf("%q marked is %q: bytes changed", line, marked)
		}
	})
}
