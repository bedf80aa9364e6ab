package report

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"
)

// TestRead reads back every sample: written again it is the same bytes.
func TestRead(t *testing.T) {
	for _, s := range samples() {
		var buf bytes.Buffer
		s.feed(t, &buf, JSONL, Options{})
		rep, err := Read(bytes.NewReader(buf.Bytes()))
		if err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		var again bytes.Buffer
		w, err := NewWriter(&again, JSONL, Options{})
		if err != nil {
			t.Fatal(err)
		}
		err = w.Run(rep.Run)
		for _, g := range rep.Groups {
			err = errors.Join(err, w.Group(g))
		}
		if err = errors.Join(err, w.Summary(rep.Summary), w.Close()); err != nil {
			t.Fatal(err)
		}
		var want []string
		for line := range strings.Lines(buf.String()) {
			if !strings.Contains(line, `"type":"error"`) {
				want = append(want, line)
			}
		}
		if got := again.String(); got != strings.Join(want, "") {
			t.Errorf("%s\ngot\n%s\nwant\n%s", s.name, got, strings.Join(want, ""))
		}
	}
}

const (
	runLine     = `{"v":1,"type":"run","version":"x","level":"story","roots":[],"options":{}}` + "\n"
	summaryLine = `{"v":1,"type":"summary","read":1}` + "\n"
	hash        = `107546c5b34b3051b9f848eb61bdab42f1695b4c3b51267b689278a05a8927f6`
	keepMember  = `{"path":"a","role":"keep","score":1,"sha256":"` + hash + `","size":1}`
)

func group(members string) string {
	return `{"v":1,"type":"group","id":"1","members":[` + members + "]}\n"
}

// badReports are reports that Read refuses, and what it says.
var badReports = []struct{ text, want string }{
	{"", "cut short"},
	{runLine, "cut short"},
	{runLine + group(keepMember), "cut short"},
	{runLine + group(keepMember)[:60], "cut short"},
	{runLine[:40], "cut short"},
	{`{"v":1}`, "run must come first"},
	{"a page of text\n", "line 1: not a record"},
	{summaryLine, "run must come first"},
	{runLine + runLine, "a second run"},
	{strings.Replace(runLine, `"v":1`, `"v":2`, 1), "version 2"},
	{strings.Replace(runLine, `"v":1,`, ``, 1), "version 0"},
	{runLine + summaryLine + summaryLine, "line 3: a record behind the summary"},
	{runLine + group("") + summaryLine, "has no members"},
	{runLine + group(keepMember+","+keepMember) + summaryLine, "role keep"},
	{runLine + group(strings.Replace(keepMember, "keep", "copy", 1)) + summaryLine, "role keep"},
	{runLine + group(strings.Replace(keepMember, hash, hash[2:], 1)) + summaryLine, "sha256"},
	{runLine + group(strings.Replace(keepMember, hash, hash+"00", 1)) + summaryLine, "sha256"},
	{runLine + group(strings.Replace(keepMember, hash, "zz"+hash[2:], 1)) + summaryLine, "sha256"},
	{runLine + group(strings.Replace(keepMember, `"a"`, `""`, 1)) + summaryLine, "names no clip"},
	{runLine + group(strings.Replace(keepMember, `"a"`, `"a","path_b64":"Yg=="`, 1)) + summaryLine, "another file"},
	{runLine + group(strings.Replace(keepMember, `"a"`, `"a","path_b64":"*"`, 1)) + summaryLine, "path_b64"},
	{runLine + group(strings.Replace(keepMember, `"a"`, `"a","date":"yesterday"`, 1)) + summaryLine, "yesterday"},
	{runLine[:40] + "\n", "line 1"},
}

func TestReadRefuses(t *testing.T) {
	for _, test := range badReports {
		_, err := Read(strings.NewReader(test.text))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%.200q: %v, want %q", test.text, err, test.want)
		}
	}
	long := runLine + `{"v":1,"type":"group","title":"` + strings.Repeat("x", MaxLine) + "\"}\n" + summaryLine
	if _, err := Read(strings.NewReader(long)); err == nil || !strings.Contains(err.Error(), "longer than 64 MiB: no report, or one with a group too large for it") {
		t.Errorf("a long line: %.200v", err)
	}
}

// TestReadBlankLines passes over them, also before the first record.
func TestReadBlankLines(t *testing.T) {
	if rep, err := Read(strings.NewReader("\n \n" + runLine + "\n" + summaryLine + "\n")); err != nil || rep.Summary.Read != 1 {
		t.Errorf("%+v, %v", rep, err)
	}
}

// FuzzRead reads anything without a panic; what it takes it writes and reads again the same.
func FuzzRead(f *testing.F) {
	for _, test := range badReports {
		f.Add(test.text)
	}
	f.Add(runLine + group(keepMember) + summaryLine)
	f.Fuzz(func(t *testing.T, text string) {
		rep, err := Read(strings.NewReader(text))
		if err != nil {
			return
		}
		var buf bytes.Buffer
		w, err := NewWriter(&buf, JSONL, Options{})
		if err != nil {
			t.Fatal(err)
		}
		err = w.Run(rep.Run)
		for _, g := range rep.Groups {
			err = errors.Join(err, w.Group(g))
		}
		if err = errors.Join(err, w.Summary(rep.Summary)); err != nil {
			t.Fatal(err)
		}
		again, err := Read(&buf)
		if err != nil {
			t.Fatalf("%v\n%s", err, buf.String())
		}
		if !reflect.DeepEqual(rep.Run.Roots, again.Run.Roots) || len(rep.Groups) != len(again.Groups) {
			t.Error("not the same when read again")
		}
		for i, g := range rep.Groups {
			for k := range g.Members {
				if m := again.Groups[i].Members[k]; m.Origin != g.Members[k].Origin || m.SHA256 != g.Members[k].SHA256 {
					t.Errorf("member %v, was %v", m.Origin, g.Members[k].Origin)
				}
			}
		}
	})
}
