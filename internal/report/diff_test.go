package report

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"newsdup/internal/clip"
	"newsdup/internal/compare"
)

// diffOf compares two texts: a title, then a paragraph a line.
func diffOf(a, b *clip.Clip) *Diff {
	return &Diff{
		A: a, B: b, Jaccard: 0.5, AInB: 0.75, BInA: 2.0 / 3,
		Result: compare.Texts(compare.Text{Title: a.Title, Body: a.Body}, compare.Text{Title: b.Title, Body: b.Body}),
	}
}

func textClip(path, title string, body ...string) *clip.Clip {
	return &clip.Clip{Origin: file(path), Meta: clip.Meta{Title: title}, Body: strings.Join(body, "\n")}
}

// diffSamples are two versions of a page, an edit of text that is not Latin,
// a page in other words, hostile text, and twice the same.
func diffSamples() []struct {
	name string
	d    *Diff
} {
	port := textClip("clips/port-deal.txt", "Port strike: unions accept pay offer",
		"Dockers at the port of Felix voted on Tuesday to accept the pay offer.",
		"The offer is worth 6.5 per cent and ends a strike of nine weeks.",
		"Forty ships had waited in the bay since the strike began in March.",
		"The mayor thanked both sides.",
		"It was the longest stoppage in the history of the harbour.",
		"Cranes will move again from Thursday.",
		"Wages at the port have not risen since the terminal was sold.",
		"Tea was served.")
	port.Site, port.Date = "port.example", day(20, 8, 30)
	deal := textClip("clips/strike-deal.html", "Port strike ends: unions take pay offer",
		"Dockers at the port of Felix voted on Tuesday to accept the offer.",
		"The offer is worth 6.5 per cent", "and ends a strike of ten weeks.",
		"The mayor thanked both sides.",
		"It was the longest stoppage in the history of the harbour.",
		"Cranes will move again from Thursday.",
		"Wages at the port have not risen since the terminal was sold.",
		"A union speaker called the vote close.",
		"Forty ships had waited in the bay since the strike began in April.")
	other := textClip("clips/other.txt", "Nine weeks of silence",
		"When the cranes stopped, nobody in Felix thought of summer.",
		"Now the gulls have to make room.")
	wide := textClip("wide/甲.txt", "港口罢工结束", "港口工人周二投票接受了工资提议，为期九周的罢工就此结束。", "Паром снова ходит после недели ремонта.")
	wider := textClip("wide/乙.txt", "港口罢工开始", "港口工人周四投票拒绝了工资提议，为期九周的罢工仍在继续。", "Паром не ходит после двух недель ремонта.")
	hostile := textClip("in/\xff\x1b[2J<b>.txt", "<script>alert(1)</script> & \"quotes\"",
		`back\slash [-not a mark-] `+"\u202eevil \xff bytes",
		strings.Repeat("long", 40)+" e\u0301\u200d x")
	attack := textClip("in/\u202egpj.exe", "</style><img src=x>", `back\slash {+nor this+} `+"\u202elive \xfe bytes", strings.Repeat("long", 41)+" e\u0301\u200d x")
	return []struct {
		name string
		d    *Diff
	}{
		{"edited", diffOf(port, deal)},
		{"rewritten", diffOf(port, other)},
		{"wide", diffOf(wide, wider)},
		{"hostile", diffOf(hostile, attack)},
		{"same", diffOf(port, port)},
	}
}

// TestGoldenDiff writes every sample in every form.
func TestGoldenDiff(t *testing.T) {
	for _, s := range diffSamples() {
		for _, l := range []struct {
			suffix string
			write  func(io.Writer, *Diff, DiffOptions) error
			o      DiffOptions
		}{
			{"text", WriteDiff, DiffOptions{Context: 1}},
			{"color.text", WriteDiff, DiffOptions{Context: 1, Options: Options{Color: true, Width: 60}}},
			{"all.text", WriteDiff, DiffOptions{Context: -1, Options: Options{Width: 48}}},
			{"side.text", WriteDiff, DiffOptions{Context: 1, SideBySide: true, Options: Options{Width: 80}}},
			{"stat.text", WriteDiff, DiffOptions{Stat: true}},
			{"json", WriteDiffJSON, DiffOptions{}},
			{"stat.json", WriteDiffJSON, DiffOptions{Stat: true}},
			{"html", WriteDiffHTML, DiffOptions{Context: 1}},
			{"side.html", WriteDiffHTML, DiffOptions{Context: 0, SideBySide: true}},
		} {
			name := "diff." + s.name + "." + l.suffix
			t.Run(name, func(t *testing.T) {
				var buf bytes.Buffer
				if err := l.write(&buf, s.d, l.o); err != nil {
					t.Fatal(err)
				}
				golden(t, name, buf.Bytes())
			})
		}
	}
}

// TestDiffWidth wants no line of a sample wider than its terminal.
func TestDiffWidth(t *testing.T) {
	for _, s := range diffSamples() {
		for width := minPage; width < 140; width += 7 {
			for _, side := range []bool{false, true} {
				var buf bytes.Buffer
				if err := WriteDiff(&buf, s.d, DiffOptions{Context: -1, SideBySide: side, Options: Options{Width: width}}); err != nil {
					t.Fatal(err)
				}
				for l := range strings.Lines(buf.String()) {
					if n := columns(strings.TrimSuffix(l, "\n")); n > width && !strings.HasPrefix(l, "---") && !strings.HasPrefix(l, "+++") {
						t.Fatalf("%s, side by side %v: %d columns on a terminal of %d: %q", s.name, side, n, width, l)
					}
				}
			}
		}
	}
}

// TestWrap breaks lines; "|" stands between them.
func TestWrap(t *testing.T) {
	for _, c := range []struct {
		width    int
		in, want string
	}{
		{10, "", ""},
		{10, "one two three", "one two|three"},
		{7, "one two three", "one two|three"},
		{3, "one  two", "one|two"},
		{4, "abcdefghij", "abcd|efgh|ij"},
		{5, "ab abcdefgh", "ab|abcde|fgh"},
		{5, "a\nb\n\nc", "a|b||c"},
		{5, "港口罢工", "港口|罢工"},
		{5, "a港口罢工", "a港口|罢工"},
		{3, "e\u0301e\u0301e\u0301e\u0301", "e\u0301e\u0301e\u0301|e\u0301"},
		{1, "港a", "港|a"},
		{0, "one two\nthree", "one two|three"},
	} {
		// One style a character: wrapping does not see where styles change.
		var text []styled
		for i, r := range c.in {
			text = append(text, styled{string(r), Style(fmt.Sprint(i % 3))})
		}
		for _, in := range [][]styled{{{c.in, ""}}, text} {
			var got []string
			for _, l := range wrap(in, c.width) {
				s := ""
				for _, p := range l.parts {
					s += p.text
				}
				got = append(got, s)
			}
			if s := strings.Join(got, "|"); s != c.want {
				t.Errorf("wrap(%q, %d) = %q, want %q", c.in, c.width, s, c.want)
			}
		}
	}
}

// TestPieces folds what is far from changes; a capital is a change.
func TestPieces(t *testing.T) {
	for _, c := range []struct {
		rows    string // t is an unchanged title
		context int
		want    string
	}{
		{"", 1, ""},
		{"ab", 1, "(ab)"},
		{"tab", 1, "t(ab)"},
		{"tabCde", 1, "t(a)bCd(e)"},
		{"tabCde", 0, "t(ab)C(de)"},
		{"abCdeFg", 1, "(a)bCdeFg"},
		{"abCdefGh", 1, "(a)bCd(e)fGh"},
		{"abCde", -1, "abCde"},
		{"abCde", 1 << 40, "abCde"},
	} {
		var rows []compare.Row
		for i, r := range c.rows {
			row := compare.Row{Title: r == 't', B: &compare.Span{First: i, Last: i}, Runs: []compare.Run{{Text: string(r)}}}
			if r < 'a' {
				row.Kind = compare.Added
			}
			rows = append(rows, row)
		}
		got := ""
		for _, p := range pieces(rows, c.context) {
			s := ""
			for _, r := range p.rows {
				s += r.Runs[0].Text
			}
			if p.fold {
				s = "(" + s + ")"
			}
			got += s
		}
		if got != c.want {
			t.Errorf("pieces(%q, %d) = %q, want %q", c.rows, c.context, got, c.want)
		}
	}
}

// TestDiffSummaryLine says what changed.
func TestDiffSummaryLine(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"", "", "no difference: 0 words"},
		{"one", "one", "no difference: 1 word"},
		{"one two", "one 2", "1 word kept, 1 removed, 1 added"},
		{"one two", "one two.", "2 words kept; only punctuation differs"},
		{"a b c d e\nf g h i j k", "f g h i j k\na b c d e", "6 words kept, 5 moved"},
	} {
		if got := diffOf(textClip("a", "", c.a), textClip("b", "", c.b)).SummaryLine(); got != c.want {
			t.Errorf("%q and %q: %q, want %q", c.a, c.b, got, c.want)
		}
	}
}

// BenchmarkDiff writes the comparison of two texts of 300 paragraphs, a tenth of them changed.
func BenchmarkDiff(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 1))
	var x, y []string
	for range 300 {
		p := strings.Repeat("the ferry sails again after a week of repairs ", 1+rng.IntN(8)) + fmt.Sprint(rng.IntN(1000))
		x = append(x, p)
		if rng.IntN(10) == 0 {
			p = strings.Replace(p, "week", "month", 1)
		}
		y = append(y, p)
	}
	d := diffOf(textClip("a", "", x...), textClip("b", "", y...))
	for _, f := range []struct {
		name  string
		write func(io.Writer, *Diff, DiffOptions) error
		o     DiffOptions
	}{
		{"text", WriteDiff, DiffOptions{Context: -1}},
		{"terminal", WriteDiff, DiffOptions{Context: -1, Options: Options{Color: true, Width: 100}}},
		{"side", WriteDiff, DiffOptions{Context: -1, SideBySide: true, Options: Options{Color: true, Width: 160}}},
		{"html", WriteDiffHTML, DiffOptions{Context: -1}},
		{"json", WriteDiffJSON, DiffOptions{}},
	} {
		b.Run("form="+f.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := f.write(io.Discard, d, f.o); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
