package eval

import (
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"
	"testing/iotest"
)

var labelsTable = []struct {
	text string
	want map[string]string
	err  string
}{
	{"", map[string]string{}, ""},
	{"a.txt\t1\nb.txt\t-\n", map[string]string{"a.txt": "1", "b.txt": "-"}, ""},
	{"a.txt\t1", map[string]string{"a.txt": "1"}, ""},
	{"\ufeffa b.txt\tone two\r\n\r\n \nc\tx\tnote\tmore\n", map[string]string{"a b.txt": "one two", "c": "x"}, ""},
	{"caf\xe9\t1\n", map[string]string{"caf\xe9": "1"}, ""},
	{"a\t1\nb 2\n", nil, "read labels: line 2: no TAB, want PAGE TAB STORY"},
	{"\n\n\t1\n", nil, "read labels: line 3: empty page, want PAGE TAB STORY"},
	{" \t \t0\n", nil, "read labels: line 1: empty page, want PAGE TAB STORY"},
	{"a\t\t1\n", nil, `read labels: line 1: empty story, want PAGE TAB STORY, or "-" for a clip of no story`},
	{"a\t1\nb\t1\na\t2\n", nil, `read labels: line 3: "a" stands on line 1 already`},
	{"a\t1\n" + strings.Repeat("x", maxLine+1), nil, "read labels: line 2: longer than 65536 bytes"},
}

func TestReadLabels(t *testing.T) {
	for _, c := range labelsTable {
		got, err := ReadLabels(strings.NewReader(c.text))
		if fmt.Sprint(err) != c.err && (err != nil || c.err != "") {
			t.Errorf("%.40q: error %v, want %s", c.text, err, c.err)
		}
		if !maps.Equal(got, c.want) {
			t.Errorf("%.40q: %v, want %v", c.text, got, c.want)
		}
	}
	broken := errors.New("cable cut")
	_, err := ReadLabels(iotest.ErrReader(broken))
	if !errors.Is(err, broken) || err.Error() != "read labels: line 1: cable cut" {
		t.Errorf("error %v", err)
	}
}

// FuzzReadLabels: what is read can be written and read again, and is scored without a panic.
func FuzzReadLabels(f *testing.F) {
	for _, c := range labelsTable {
		f.Add(c.text, c.text)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		gold, err := ReadLabels(strings.NewReader(a))
		if err != nil {
			return
		}
		var again strings.Builder
		again.WriteString("\n") // a name may begin with what would be a byte-order mark
		for name, cluster := range gold {
			fmt.Fprintf(&again, "%s\t%s\t\n", name, cluster)
		}
		back, err := ReadLabels(strings.NewReader(again.String()))
		if err != nil || !maps.Equal(gold, back) {
			t.Errorf("%q is %v, written and read again %v (%v)", a, gold, back, err)
		}
		pred, err := ReadLabels(strings.NewReader(b))
		if err != nil {
			return
		}
		s := Score(gold, pred)
		for _, x := range []float64{s.BCubed.F1, s.Pair.F1, s.V, s.Homogeneity, s.Completeness} {
			if !(x >= 0 && x <= 1+1e-12) {
				t.Errorf("scores out of range: %+v", s)
			}
		}
	})
}
