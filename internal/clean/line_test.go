package clean

import (
	"math"
	"strings"
	"testing"
	"unicode"
)

func TestNormalise(t *testing.T) {
	for in, want := range map[string]string{
		"plain text, nothing to do here at all":  "plain text, nothing to do here at all",
		"  two  blanks\tand a tab ":              "two blanks and a tab",
		"a\u00a0b\u3000c\u2028d":                 "a b c d",
		"soft\u00adhyphen zero\u200bwidth\ufeff": "softhyphen zerowidth",
		"nul\x00and\x1bescape\r":                 "nul and escape",
		"\u200b \t":                              "",
		"12345678  x":                            "12345678 x",
		"1234567  8":                             "1234567 8",
		"é é  é":                                 "é é é",
	} {
		arena := []byte("before")
		got, grown := normalise([]byte(in), arena)
		if string(got) != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
		if string(grown[:6]) != "before" {
			t.Errorf("%q: overwrote the arena", in)
		}
		again, _ := normalise(got, nil)
		if string(again) != want {
			t.Errorf("%q: not stable: %q", in, again)
		}
	}
}

func TestScan(t *testing.T) {
	rs, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	k := newClassifier(rs)
	for _, c := range []struct {
		in    string
		n     float64
		words int32
		caps  int32
		end   endKind
		low   bool
	}{
		{"The crew's gate opened.", 4, 4, 1, endSentence, false},
		{"the crew’s gate", 3, 3, 0, endNone, true},
		{"She said: “Open it!”", 4, 4, 2, endSentence, false},
		{"More follows…", 2, 2, 1, endEllipsis, false},
		{"More follows...", 2, 2, 1, endEllipsis, false},
		{"They want:", 2, 2, 1, endColon, false},
		{"Ворота открыты", 2, 2, 1, endNone, false},
		{"Η πύλη άνοιξε.", 3, 3, 1, endSentence, false},
		{"فتحت البوابة؟", 2, 2, 0, endSentence, false},
		{"港口今天开放。", 6 / 1.8, 1, 0, endSentence, false},
		{"みなとへ、ポート", 7 / 2.8, 2, 0, endNone, false},
		{"港口はすぐ開く。", 3/1.8 + 4/2.8, 1, 0, endSentence, false},
		{"항구가 열렸다.", 6 / 1.8, 2, 0, endSentence, false},
		{"द्वार खुल गया।", 3, 3, 0, endSentence, false},
		{"ประตูเปิดแล้ว", 13 / 4.5, 1, 0, endNone, false},
		{"– 3 boats", 2, 2, 0, endNone, false},
		{"--- ***", 0, 0, 0, endNone, false},
		{"‘quoted’ word", 2, 2, 0, endNone, true},
	} {
		l := k.measureSlowly([]byte(c.in))
		if math.Abs(l.n-c.n) > 1e-9 || l.words != c.words || l.caps != c.caps || l.end != c.end || l.low != c.low {
			t.Errorf("%q: n %.2f words %d caps %d end %d low %v", c.in, l.n, l.words, l.caps, l.end, l.low)
		}
		if want := len(strings.FieldsFunc(c.in, func(r rune) bool { return !isWordRune(r) && r != '’' && r != '\'' })); want != int(l.words) && c.in[0] < 128 {
			t.Errorf("%q: %d words by the slow count", c.in, want)
		}
	}
}

// TestLastLow: the last word is what a walk from the front finds to be it.
func TestLastLow(t *testing.T) {
	for _, c := range []struct {
		in   string
		want int
	}{
		{"", 0}, {"--", 0}, {"a", 1}, {"of the", 3}, {"The gate of", 2}, {"of The", 0}, {"opened in Port", 0}, {"the harbour", 4}, {"to (the) ...", 3},
		{"don't", 4}, {"o't", 3}, {"'t", 1}, {"o''t", 1}, {"dogs'", 4}, {"l’", 1}, {"l’a", 3}, {"in 2019", 0}, {"in 2nd", 3}, {"a_b", 3}, {"aB", 0},
		{"à l’été", 4}, {"на", 2}, {"На", 0}, {"港口", 0}, {"abc港口", 4}, {"港口 a", 1}, {"ist ß", 1},
	} {
		if got := lastLow([]byte(c.in)); got != c.want {
			t.Errorf("%q: %d, want %d", c.in, got, c.want)
		}
	}
}

// The quick ranges of isWordRune hold what the Unicode tables do, marks
// unassigned yet aside.
func TestIsWordRune(t *testing.T) {
	for r := rune(0); r < 0x20000; r++ {
		want := r == '_' || unicode.In(r, unicode.L, unicode.M, unicode.N)
		if isWordRune(r) != want && unicode.In(r, unicode.P, unicode.S, unicode.Z, unicode.L, unicode.M, unicode.N) {
			t.Fatalf("%U: %v", r, isWordRune(r))
		}
	}
}
