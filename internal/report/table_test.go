package report

import (
	"bytes"
	"strings"
	"testing"

	"newsdup/internal/clip"
)

// TestReadTable writes names and titles that could break a table and reads them back.
func TestReadTable(t *testing.T) {
	names := []string{"a.txt", "tab\there,\n", `"quoted`, "\xff\\x.txt", "feed.jsonl:7"}
	g := &clip.Group{ID: "7f3a"}
	for _, name := range names {
		g.Members = append(g.Members, clip.Member{Origin: file(name), Role: clip.RoleKeep, Title: `"Open" at last, says` + "\n" + `he`})
	}
	const id = "n\t17, \"late\""
	g.Members[4].Origin.ID = id
	names = append(names, id) // once more by its id
	for _, f := range []Format{TSV, CSV} {
		var buf bytes.Buffer
		w, err := NewWriter(&buf, f, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Run(clip.Run{}); err != nil {
			t.Fatal(err)
		}
		if err := w.Group(g); err != nil {
			t.Fatal(err)
		}
		if !IsTable(buf.Bytes()) {
			t.Errorf("%s: no table: %q", f, &buf)
		}
		var got []string
		err = ReadTable(bytes.NewReader(buf.Bytes()), func(group, name string) error {
			if group != g.ID {
				t.Errorf("%s: group %q, want %q", f, group, g.ID)
			}
			got = append(got, name)
			return nil
		})
		if err != nil || strings.Join(got, "|") != strings.Join(names, "|") {
			t.Errorf("%s: got %q, %v, want %q", f, got, err, names)
		}
		cut := buf.Bytes()[:buf.Len()-15]
		if err := ReadTable(bytes.NewReader(cut), func(string, string) error { return nil }); err == nil {
			t.Errorf("%s: a table that was cut short was read", f)
		}
	}
	for _, table := range []string{ // of other versions
		"group\trole\trelation\tscore\tpath\tto\twords\tdate\ttitle\n7f3a\tkeep\t\t1\ta.txt\t\t12\t\tA\n",
		"group,role,relation,score,path,to,words,date,title,against,later\n7f3a,keep,,1,a.txt,,12,,A,,x\n",
	} {
		got := ""
		if err := ReadTable(strings.NewReader(table), func(group, name string) error { got += group + " " + name; return nil }); err != nil || got != "7f3a a.txt" {
			t.Errorf("%q: read %q, %v", table, got, err)
		}
	}
	if err := ReadTable(strings.NewReader("a\tb\n"), nil); err == nil {
		t.Error("labels were read as a report")
	}
}

func FuzzReadTable(f *testing.F) {
	for _, row := range []func([]byte, []string) []byte{appendTSV, appendCSV} {
		f.Add(row(row(nil, memberHeader), strings.Split(strings.Repeat(`"x\\q`+"|", 8), "|")))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		err := ReadTable(bytes.NewReader(in), func(string, string) error { return nil })
		if err == nil && !IsTable(in) {
			t.Errorf("%q was read and is no table", in)
		}
	})
}
