package entity

import (
	"io/fs"
	"os"
	"strings"
	"testing"

	"newsdup/internal/word"
)

// storyFlags are the flags that copies do not ask for.
const storyFlags = word.Name | word.Number | word.Figure

// TestPlain checks that plain words, which copies do not look up, get the token that
// looking them up gives. It tries every word of the sources of the tables in three cases,
// in lines of words and in lines of names.
func TestPlain(t *testing.T) {
	tables, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	lookedUp, plain := NewSpellings(tables, true).NewReader(), NewSpellings(tables, false).NewReader()
	check := func(text string) {
		want := lookedUp.Tokens(nil, Text{Body: text})
		got := plain.Tokens(nil, Text{Body: text})
		if len(got) != len(want) {
			t.Fatalf("%q: %d tokens, want %d", text, len(got), len(want))
		}
		for i := range got {
			w := want[i]
			w.Stem, w.Pos, w.Flags = 0, 0, w.Flags&^storyFlags
			g := got[i]
			g.Stem, g.Pos, g.Flags = 0, 0, g.Flags&^storyFlags
			if g != w {
				t.Fatalf("%q: token %d is %+v, want %+v", text, i, g, w)
			}
		}
	}
	data := os.DirFS("data")
	err = fs.WalkDir(data, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".tsv") {
			return err
		}
		text, err := fs.ReadFile(data, path)
		if err != nil {
			return err
		}
		n := 0
		for line := range strings.Lines(string(text)) {
			if n++; n%7 != 0 && d.Name() != "stopwords.tsv" {
				continue
			}
			line = strings.NewReplacer("\t", " ; ", "|", " ; ", "?", "").Replace(line) + " and so on it goes here"
			check(line)
			check(strings.ToLower(line))
			check(strings.ToUpper(line))
			check("The gate of Harbourtown " + strings.ReplaceAll(line, " ", " zzq ") + " Zzq-Harbour McGate OECD")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	check("1,000 and 2,000")
	before := plain.spellings.used.Load()
	check("Zarvelu gorbim tafnor; 1,000 and 2,000")
	if n := plain.spellings.used.Load() - before; n != 0 {
		t.Errorf("%d of 3 words that no table mentions are looked up", n)
	}
}
