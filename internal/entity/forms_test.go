package entity

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"newsdup/internal/word"
)

// Whoever is told the forms of each clip shows every stem as who read them all.
func TestForms(t *testing.T) {
	tables, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	texts := []Text{
		{Title: "HARBOUR strike ends", Body: "The Harbour of Felix opened. In Felix the harbour's dockers won 1,204.5 euros; McArdle's O'Neill and the Dockers' Union."},
		{Title: "港口罢工结束", Body: "港口工人投票结束罢工，港口重新开放。東京タワー"},
		{Body: "Порт Феликс открыт. Докеры Феликса в Москве. L'accord du port; ROUGE, Rouge et rouge. U.S. and us, Turkey and turkey."},
		{Body: "a.b.c. 3rd 10.5% naïve Naïve NAÏVE ﬁsh don’t he'll it's"},
	}
	pages, err := filepath.Glob("../../testdata/multilingual/*.txt")
	if err != nil || len(pages) < 10 {
		t.Fatal(pages, err)
	}
	for _, page := range pages {
		b, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, Text{Body: string(b)})
	}
	for skip := range texts { // a clip that is gone takes its forms with it
		read, told := NewSpellings(tables, true), NewSpellings(tables, true)
		every := NewSpellings(tables, true).NewReader()
		every.CollectForms()
		reader := read.NewReader()
		var stems []word.Token
		for i, text := range texts {
			every.Tokens(nil, text)
			if i == skip {
				continue
			}
			stems = reader.Tokens(stems, text)
			forms, list := every.Forms(nil)
			for _, n := range forms {
				told.Note(list.At(n).Stem, list.At(n).Text)
			}
		}
		for _, s := range stems {
			if got, want := told.Form(s.Stem), read.Form(s.Stem); got != want {
				t.Errorf("without text %d: stem %x is shown as %q, want %q", skip, s.Stem, got, want)
			}
		}
	}
	for _, w := range []string{"Harbour's", "U.S.", "don’t", "ﬁsh", "港", "МОСКВА"} {
		if got, want := baseForm(w), tables.factsOf(w, true, nil).form; got != want {
			t.Errorf("base form of %q is %q, want %q", w, got, want)
		}
	}
}

// TestRomanNumerals: a numeral that is no name is shown in capitals, as it is written.
func TestRomanNumerals(t *testing.T) {
	for base, want := range map[string]string{
		"vii": "VII", "xix": "XIX", "xxx": "XXX", "ii": "II",
		"v": "v", "x": "x", "viiii": "viiii", "xxxx": "xxxx", "ivx": "ivx", "mix": "mix", "vixen": "vixen", "": "",
	} {
		if got := shownBase(base); got != want {
			t.Errorf("%q is shown as %q, want %q", base, got, want)
		}
	}
	if got := baseForm("VII"); got != "VII" {
		t.Errorf("VII is shown as %q", got)
	}
}

// TestAcronymIsShown: an acronym that no table has is shown in capitals, and a word that a
// headline shouts is not.
func TestAcronymIsShown(t *testing.T) {
	tables, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	s := NewSpellings(tables, true)
	r := s.NewReader()
	tokens := r.Tokens(nil, Text{Title: "GUARDS STRIKE AT PRISON", Body: "Guards at HMQ Tarnmoor walked out. They say that the prison has too few guards, and that HMQ Tarnmoor is cold. A strike was no surprise at HMQ Tarnmoor."})
	var forms []string
	for _, token := range tokens {
		forms = append(forms, s.Form(token.Stem))
	}
	for _, want := range []string{"HMQ", "Tarnmoor", "prison", "strike"} {
		if !slices.Contains(forms, want) {
			t.Errorf("no word is shown as %q: %q", want, forms)
		}
	}
	if slices.Contains(forms, "STRIKE") || slices.Contains(forms, "hmq") {
		t.Errorf("shown are %q", forms)
	}
	if !tables.Incomplete("II") || tables.Incomplete("HMQ") {
		t.Error("II is a part of a name, HMQ is a name")
	}
}

// TestMute checks that a muted table gives the same tokens and does not grow with the words
// that it meets.
func TestMute(t *testing.T) {
	tables, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	speaking, mute := NewSpellings(tables, true), NewSpellings(tables, true)
	mute.Mute()
	for _, body := range []string{"The Harbour of Felix opened on Monday, 31 docks in all.", "港口罢工结束 東京タワー", "Порт Феликс открыт."} {
		text := Text{Body: body}
		if got, want := mute.NewReader().Tokens(nil, text), speaking.NewReader().Tokens(nil, text); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", body, got, want)
		}
	}
	if mute.Forms() != 0 || speaking.Forms() == 0 {
		t.Errorf("%d forms, %d with forms", mute.Forms(), speaking.Forms())
	}
}
