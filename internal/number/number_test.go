package number

import (
	"strings"
	"testing"
	"time"
	"unicode"
)

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
	for _, s := range f.Find(nil, 0) {
		all = append(all, s.Value.String())
	}
	return strings.Join(all, " ")
}

// TestFind: what texts say, by language; the values, in order.
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
		text = strings.NewReplacer("~", "\u00a0", "_", "\u202f", `\n`, "\n").Replace(text)
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
