package number

import (
	_ "embed"
	"strings"
	"testing"
	"time"
	"unicode"
)

//go:embed testdata/phrases.txt
var phrases string

func newTestLexicon(t testing.TB) *Lexicon {
	t.Helper()
	l, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// starts are the offsets of the words of text that start with a digit or may start a phrase.
func starts(l *Lexicon, text string) (at []uint32) {
	var before rune
	for i, r := range text {
		word := unicode.IsLetter(before)
		switch {
		case unicode.IsDigit(r) && !unicode.IsDigit(before):
			at = append(at, uint32(i))
		case unicode.IsLetter(r) && !word:
			end := i
			for k, r := range text[i:] {
				if !unicode.IsLetter(r) && !unicode.IsMark(r) && !strings.ContainsRune("'’", r) {
					break
				}
				end = i + k + len(string(r))
			}
			if l.Starts(strings.TrimRight(text[i:end], "'’")) {
				at = append(at, uint32(i))
			}
		}
		if before = r; unicode.IsMark(r) || strings.ContainsRune("'’", r) && word {
			before = 'a'
		}
	}
	return at
}

// said are the canonical forms of the values of a text.
func said(f *Finder, c Clip, text string) string {
	f.Reset(c)
	f.Add(text, starts(f.Lexicon, text))
	var all []string
	f.Read(0)
	for s, ok := f.Next(); ok; s, ok = f.Next() {
		all = append(all, s.Value.String())
	}
	return strings.Join(all, " ")
}

// TestFind checks what texts say, by language: the canonical forms of the values, in order.
// Each text stands alone, between words, in brackets and between lines, which must change
// nothing.
func TestFind(t *testing.T) {
	f := NewFinder(newTestLexicon(t))
	wednesday := time.Date(2026, 11, 18, 9, 0, 0, 0, time.UTC)
	lang := ""
	n := 0
	for line := range strings.Lines(phrases) {
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		if name, ok := strings.CutPrefix(line, "lang"); ok {
			lang = strings.TrimSpace(name)
			continue
		}
		text, want, ok := strings.Cut(line, " => ")
		if !ok {
			t.Fatalf("row %q has no =>", line)
		}
		n++
		text = strings.NewReplacer("~", "\u00a0", "_", "\u202f", `\n`, "\n", `\u0308`, "\u0308").Replace(text)
		c := Clip{Lang: lang}
		if after, ok := strings.CutPrefix(text, "@ "); ok {
			c.Date, text = wednesday, after
		}
		for _, context := range []string{text, "xx " + text + " xx", "(" + text + ")", "xx\n" + text + "\nxx"} {
			if got := said(f, c, context); got != strings.TrimSpace(want) {
				t.Errorf("%s: %q says %q, want %q", lang, context, got, want)
				break
			}
		}
	}
	if n < 150 {
		t.Errorf("%d rows", n)
	}
}

// TestRoundTrip checks that canonical forms and IDs are read as the value that made them,
// and that nothing else is read as a value.
func TestRoundTrip(t *testing.T) {
	l := newTestLexicon(t)
	for _, c := range []struct{ form, shown, kind string }{
		{"n:0", "0", "number"},
		{"n:5", "5", "number"},
		{"n:6.8", "6.8", "number"},
		{"n:0.025", "0.025", "number"},
		{"n:1200", "1,200", "number"},
		{"n:2026", "2026", "number"},
		{"n:123456", "123,456", "number"},
		{"n:1e6", "1 million", "number"},
		{"n:1.2e6", "1.2 million", "number"},
		{"n:1.25e10", "12.5 billion", "number"},
		{"n:1234567", "1,234,567", "number"},
		{"n:10-12", "10-12", "number"},
		{"n:3-1", "3-1", "number"},
		{"n:1.5-2", "1.5-2", "number"},
		{"n:3:ordinal", "3rd", "ordinal"},
		{"n:11:ordinal", "11th", "ordinal"},
		{"n:1:hour", "1 hour", "quantity"},
		{"n:5:hour", "5 hours", "quantity"},
		{"n:20:celsius", "20 °C", "quantity"},
		{"n:1:celsius", "1 °C", "quantity"},
		{"n:68:fahrenheit", "68 °F", "quantity"},
		{"n:90:kmh", "90 km/h", "quantity"},
		{"n:6.5:percent", "6.5%", "percent"},
		{"m:USD:1e9", "USD 1 billion", "money"},
		{"n:-6.5:percent", "-6.5%", "percent"},
		{"n:-20:celsius", "-20 °C", "quantity"},
		{"m:EUR:5e6-1e7", "EUR 5 million-10 million", "money"},
		{"m:krone:50", "krone 50", "money"},
		{"d:2026-11-18", "18 November 2026", "date"},
		{"d:--11-18", "18 November", "date"},
		{"d:2026-11", "November 2026", "date"},
		{"t:09:05", "09:05", "time"},
	} {
		v, ok := l.Parse(c.form)
		if !ok || v.String() != c.form || v.Show() != c.shown || v.Type() != c.kind {
			t.Errorf("%s: read %v as %s, shown %q, %s; want %q, %s", c.form, ok, v, v.Show(), v.Type(), c.shown, c.kind)
		}
		if again, ok := l.Of(v.ID()); !ok || again != v {
			t.Errorf("%s: its ID is that of %s", c.form, again)
		}
	}
	for _, form := range []string{
		"", "n", "n:", "n:-5", "n:05", "n:5.0", "n:1000000", "n:10e6", "n:5:parsec", "n:5:USD", "m:hour:5", "m:USD", "m::5", "n:1-2-3", "n:-5:hour", "n:-0:percent", "n:-3-5:percent", "n:--5:percent", "m:USD:-5",
		"d:2026-13-01", "d:2026-1-1", "d:--00-18", "t:25:00", "t:10:60", "t:9:5", "x:5", "n:5:hour:", "n:99999999999999999999", "n:1e99",
	} {
		if v, ok := l.Parse(form); ok {
			t.Errorf("%q is read as %s", form, v)
		}
	}
}

// TestIDs checks that hardly any hash of a word is the ID of a value.
func TestIDs(t *testing.T) {
	l := newTestLexicon(t)
	taken := 0
	for i := range uint64(100_000) {
		if _, ok := l.Of(mix(i*0x9e3779b97f4a7c15 + 1)); ok {
			taken++
		}
	}
	if taken > 300 {
		t.Errorf("%d of 100,000 hashes are values", taken)
	}
}

// TestCompounds checks German and Italian number words from 2 to a million against words
// that are put together from those below 1,000.
func TestCompounds(t *testing.T) {
	f := NewFinder(newTestLexicon(t))
	for n := 2; n < 1_000_000; n += 1 + n/7 {
		for _, c := range []struct {
			lang, thousand, one string
			below               func(int) string
		}{{"de", "tausend", "eintausend", germanBelow1000}, {"it", "mila", "mille", italianBelow1000}} {
			w := ""
			switch {
			case n >= 2000:
				w = c.below(n/1000) + c.thousand
			case n >= 1000:
				w = c.one
			}
			if n%1000 != 0 {
				w += c.below(n % 1000)
			}
			v, _ := newNumber(uint64(n), 0)
			if got := said(f, Clip{Lang: c.lang}, w); got != v.String() {
				t.Errorf("%s: %q says %q, want %s", c.lang, w, got, v)
			}
		}
	}
}

// TestStarts checks that every word that ASCII yields may start a phrase. A word that is
// missing there would never be found by package entity.
func TestStarts(t *testing.T) {
	l := newTestLexicon(t)
	n := 0
	l.ASCII(15, func(w string) {
		n++
		if len(w) > 15 || !l.Starts(w) || !l.Starts(strings.ToUpper(w)) {
			t.Errorf("%q starts nothing", w)
		}
	})
	if n < 1000 {
		t.Errorf("%d words", n)
	}
	for _, w := range []string{"", "hours", "the", "people", "и", "une", strings.Repeat("zwei", 50)} {
		if l.Starts(w) {
			t.Errorf("%q starts a phrase", w)
		}
	}
}

// TestBounded reads hostile texts of a megabyte. Code that reads a text more than once for
// each word of it does not end within the time limit of the tests.
func TestBounded(t *testing.T) {
	f := NewFinder(newTestLexicon(t))
	for _, unit := range []string{"1,", "1 ", "1'", "1.200 ", "two hundred and ", "twenty ", "zwei", "$", "5 million ", "10-", "Nov. ", "18 Nov. ", "\u0300", "a \u00a0", "5:"} {
		said(f, Clip{Lang: "fr", Date: time.Unix(0, 0)}, strings.Repeat(unit, 1<<20/len(unit)))
	}
}

// FuzzFind checks that phrases stand in order inside the text, and that their values are
// read from their canonical forms and IDs, whatever the text is.
func FuzzFind(f *testing.F) {
	for line := range strings.Lines(phrases) {
		text, _, _ := strings.Cut(line, " => ")
		f.Add("de", strings.TrimSpace(text), "1.200 or 6,8")
		f.Add("en", strings.TrimSpace(text), "")
	}
	finder := NewFinder(newTestLexicon(f))
	f.Fuzz(func(t *testing.T, lang, a, b string) {
		finder.Reset(Clip{Lang: lang, Date: time.Date(2026, 11, 18, 0, 0, 0, 0, time.UTC)})
		for _, text := range []string{a, b} {
			finder.Add(text, starts(finder.Lexicon, text))
		}
		for n, text := range []string{a, b} {
			end := 0
			finder.Read(n)
			for s, ok := finder.Next(); ok; s, ok = finder.Next() {
				if s.Start < end || s.End <= s.Start || s.End > len(text) {
					t.Fatalf("%q: %d-%d behind %d", text, s.Start, s.End, end)
				}
				end = s.End
				if v, ok := finder.Parse(s.Value.String()); !ok || v != s.Value {
					t.Fatalf("%q: %q says %s, read as %s", text, text[s.Start:s.End], s.Value, v)
				}
				if v, ok := finder.Of(s.Value.ID()); !ok || v != s.Value {
					t.Fatalf("%q: %s has the ID of %s", text, s.Value, v)
				}
			}
		}
	})
}

// BenchmarkFind reads the phrases of TestFind as one text: 200 ns and no
// allocation each is what a clip pays.
func BenchmarkFind(b *testing.B) {
	f := NewFinder(newTestLexicon(b))
	at := starts(f.Lexicon, phrases)
	b.ReportAllocs()
	for b.Loop() {
		f.Reset(Clip{Lang: "en"})
		f.Add(phrases, at)
		f.Read(0)
		for _, ok := f.Next(); ok; _, ok = f.Next() {
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(at)), "ns/start")
}

// BenchmarkLoad reads the tables.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}
