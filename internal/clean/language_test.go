package clean

import (
	"testing"

	"newsdup/internal/clip"
)

func TestLanguage(t *testing.T) {
	raw := &clip.Raw{Text: []byte(articleOf()), Meta: clip.Meta{Lang: "fr"}}
	if got := New(Options{Language: true}).Clean(raw); got.Lang != "fr" {
		t.Errorf("what the record says does not stand: %q", got.Lang)
	}
	raw.Meta.Lang = ""
	if got := New(Options{}).Clean(raw); got.Lang != "" {
		t.Errorf("%q though nobody asked", got.Lang)
	}
}

// TestLanguageOfPage: what the markup says stands unless the text clearly denies it;
// what the record says always does.
func TestLanguageOfPage(t *testing.T) {
	const (
		german  = "Die Mannschaften im Hafen haben am Montag für das Angebot gestimmt, und die Schiffe werden ab Freitag nicht mehr auf der Reede warten, sagte die Leiterin des Hafens."
		danish  = "Besætningerne i havnen stemte mandag for at tage imod tilbuddet, og skibene kan gå ind fra fredag, som det blev sagt af den, der er chef for havnen."
		russian = "Команды в порту проголосовали в понедельник за предложение, и корабли не будут ждать, как сказали в союзе, что они приняли."
	)
	for _, c := range []struct{ name, tag, text, lang, region string }{
		{"agree", "de-AT", german, "de", "AT"},
		{"English by default", "en-US", german, "de", ""},
		{"another script", "en", russian, "ru", ""},
		{"a sister", "no", danish, "no", ""},
		{"unknown here", "lb", german, "lb", ""},
		{"too little", "fr-CA", "Die Vorlage", "fr", "CA"},
		{"none", "", german, "de", ""},
	} {
		page := `<html lang="` + c.tag + `"><head><title>x</title></head><body><article><p>` + c.text + "</p><p>" + c.text + "</p></article></body></html>"
		got := New(Options{Explain: true}).Clean(&clip.Raw{Kind: clip.HTML, Text: []byte(page)})
		if got.Lang != c.lang || got.Region != c.region {
			t.Errorf("%s: got %q, %q, want %q, %q", c.name, got.Lang, got.Region, c.lang, c.region)
		}
		for _, f := range got.Facts {
			if f.Name == factLang && (f.Why != "") != (c.tag != "" && c.lang != c.tag[:2]) {
				t.Errorf("%s: explained as %+v", c.name, f)
			}
		}
		record := &clip.Raw{Kind: clip.HTML, Text: []byte(page), Meta: clip.Meta{Lang: "sw"}}
		if got := New(Options{}).Clean(record); got.Lang != "sw" {
			t.Errorf("%s: the record says sw, got %q", c.name, got.Lang)
		}
	}
}
