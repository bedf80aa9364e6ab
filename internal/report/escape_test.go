package report

import (
	"bytes"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"newsdup/internal/clip"
)

var escapeTable = []struct{ raw, escaped string }{
	{"", ""},
	{"clips/a b.txt", "clips/a b.txt"},
	{"caffè 市長 ежедневно", "caffè 市長 ежедневно"},
	{"a\nb\r\tc", `a\nb\r\tc`},
	{`a\nb`, `a\\nb`},
	{"\\\n", `\\\n`},
	{"\x00\x1b[2J\x7f", `\x00\x1b[2J\x7f`},
	{"caf\xe9", `caf\xe9`},
	{"\xe5\xb8", `\xe5\xb8`},         // a cut character
	{"\xed\xa0\x80", `\xed\xa0\x80`}, // a surrogate is no UTF-8
	{"\ufffd", "\ufffd"},             // the real replacement character
	{"\u0085\u009b31m", `\u0085\u009b31m`},
	{"\u202egpj.exe", `\u202egpj.exe`},
	{"a\u200bb\ufeff\u2028", `a\u200bb\ufeff\u2028`},
	{"می\u200cخواهم", "می\u200cخواهم"}, // joiners stay
	{"👩\u200d🚒", "👩\u200d🚒"},
	{"\U000e0041", `\U000e0041`},
	{"\u0600١", "\u0600١"}, // an Arabic number sign shows
	{"e\u0301", "e\u0301"},
}

func TestEscape(t *testing.T) {
	for _, c := range escapeTable {
		if got := Escape(c.raw); got != c.escaped {
			t.Errorf("Escape(%q) = %s, want %s", c.raw, got, c.escaped)
		}
		if got := unescape(t, c.escaped); got != c.raw {
			t.Errorf("unescape(%s) = %q, want %q", c.escaped, got, c.raw)
		}
		if got, err := Unescape(c.escaped); got != c.raw || err != nil {
			t.Errorf("Unescape(%s) = %q, %v, want %q", c.escaped, got, err, c.raw)
		}
	}
	for _, s := range []string{`\`, `a\`, `\q`, `\x`, `\x1`, `\xgg`, `\u20`, `\U000e`} {
		if got, err := Unescape(s); err == nil {
			t.Errorf("Unescape(%s) = %q, want an error", s, got)
		}
	}
}

// unescape undoes Escape, written from the table of escape.go alone.
func unescape(t *testing.T, s string) string {
	t.Helper()
	var out []byte
	for len(s) > 0 {
		if s[0] != '\\' {
			out, s = append(out, s[0]), s[1:]
			continue
		}
		digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[s[1]]
		if digits == 0 {
			out, s = append(out, map[byte]byte{'n': '\n', 'r': '\r', 't': '\t', '\\': '\\'}[s[1]]), s[2:]
			continue
		}
		n, err := strconv.ParseUint(s[2:2+digits], 16, 32)
		if err != nil {
			t.Fatalf("escape in %q: %v", s, err)
		}
		if s[1] == 'x' {
			out = append(out, byte(n))
		} else {
			out = utf8.AppendRune(out, rune(n))
		}
		s = s[2+digits:]
	}
	return string(out)
}

// FuzzEscape: what is escaped is one visible line of valid UTF-8, and can be undone.
func FuzzEscape(f *testing.F) {
	for _, c := range escapeTable {
		f.Add(c.raw)
	}
	f.Fuzz(func(t *testing.T, s string) {
		e := Escape(s)
		if hidden := firstInvisible(e); hidden != "" {
			t.Errorf("Escape(%q) = %q holds %s", s, e, hidden)
		}
		if back := unescape(t, e); back != s {
			t.Errorf("Escape(%q) = %q, which means %q", s, e, back)
		}
		if back, err := Unescape(e); back != s || err != nil {
			t.Errorf("Unescape(%s) = %q, %v, want %q", e, back, err, s)
		}
		Unescape(s) // must not break on what is no escaped string
		if c := Cut(e, 10); columns(c) > 10 || !utf8.ValidString(c) {
			t.Errorf("Cut(%q, 10) = %q", e, c)
		}
	})
}

// FuzzFormats: whatever the names and titles hold, no format for people, tables
// or JSON lets a control character through, and every line has its shape.
func FuzzFormats(f *testing.F) {
	for _, c := range escapeTable {
		f.Add(c.raw, c.raw)
	}
	schema := compiled(f)
	f.Fuzz(func(t *testing.T, path, title string) {
		if path == "" {
			path = "-"
		}
		k := keeper(file(path), title)
		k.Title, k.Site = title, title
		copied := member(file(path+"/2"), clip.RoleCopy, clip.Near, 0.5, k.Origin)
		s := sample{
			run:    clip.Run{Level: "copy", Options: map[string]string{title: title}},
			groups: []clip.Group{{ID: "0123456789abcdef", Title: title, Members: []clip.Member{k, copied}}},
		}
		var folded bytes.Buffer
		s.feed(t, &folded, Text, Options{Width: 60})
		if hidden := firstInvisible(strings.ReplaceAll(folded.String(), "\n", "")); hidden != "" {
			t.Errorf("text of 60 columns holds %s: %q", hidden, &folded)
		}
		for _, format := range Formats() {
			var buf bytes.Buffer
			s.feed(t, &buf, format, Options{})
			text := buf.String()
			if hidden := firstInvisible(strings.NewReplacer("\n", "", "\t", "").Replace(text)); hidden != "" {
				t.Errorf("%s holds %s: %q", format, hidden, text)
			}
			switch format {
			case JSONL:
				for line := range strings.Lines(text) {
					validate(t, schema, []byte(line))
				}
			case JSON:
				validate(t, schema, buf.Bytes())
			case TSV, CSV, Text, Fdupes:
				want := map[Format]int{TSV: 3, CSV: 3, Text: 3, Fdupes: 2}[format]
				if got := strings.Count(text, "\n"); got != want {
					t.Errorf("%s has %d lines, want %d: %q", format, got, want, text)
				}
			}
		}
	})
}

// firstInvisible names the first character that must not reach an output, "" when all are fit.
func firstInvisible(s string) string {
	for _, r := range s {
		if r < ' ' || r == 0x7f || r > 0x7f && invisible(r) {
			return strconv.QuoteRune(r)
		}
	}
	if !utf8.ValidString(s) {
		return "invalid UTF-8"
	}
	return ""
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		s    string
		max  int
		want string
	}{
		{"harbour", 7, "harbour"},
		{"harbour", 6, "harbo…"},
		{"harbour wall", 9, "harbour…"}, // no blank before the ellipsis
		{"harbour", 1, "…"},
		{"harbour", 0, "…"},
		{"東京の市長", 10, "東京の市長"},
		{"東京の市長", 9, "東京の市…"},
		{"東京の市長", 8, "東京の…"}, // the fourth would end in column 8, where the ellipsis stands
		{"cafe\u0301s", 5, "cafe\u0301s"},
		{"cafe\u0301 noir", 5, "cafe\u0301…"}, // the accent stays with its letter
		{"한국어", 4, "한…"},
		{"", 3, ""},
	} {
		if got := Cut(c.s, c.max); got != c.want {
			t.Errorf("Cut(%q, %d) = %q, want %q", c.s, c.max, got, c.want)
		}
	}
}

func TestColumns(t *testing.T) {
	for s, want := range map[string]int{
		"abc": 3, "é": 1, "e\u0301": 1, "市長": 4, "ｶﾅ": 2, "ＡＢ": 4, "한": 2, "\u1112\u1161\u11ab": 2, "🚒": 2, "می\u200cخ": 3, "…": 1,
	} {
		if got := columns(s); got != want {
			t.Errorf("columns(%q) = %d, want %d", s, got, want)
		}
	}
}

// TestInvisible holds the short cuts of invisible against the tables of Unicode.
func TestInvisible(t *testing.T) {
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		want := unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) &&
			!unicode.Is(unicode.Prepended_Concatenation_Mark, r) && r != 0x200c && r != 0x200d
		if invisible(r) != want {
			t.Errorf("invisible(%U) = %v", r, !want)
		}
	}
}

func TestPrintable(t *testing.T) {
	for in, want := range map[string]string{
		"plain":             "plain",
		"a\x1b[2Jb":         `a\x1b[2Jb`,
		"two\nlines":        `two\nlines`,
		`open "a\x1bb": no`: `open "a\x1bb": no`,
		"\xff":              `\xff`,
		"Straße, Мост, 橋":   "Straße, Мост, 橋",
		"a\u202eb":          `a\u202eb`,
	} {
		if got := Printable(in); got != want {
			t.Errorf("Printable(%q) = %q, want %q", in, got, want)
		}
	}
}
