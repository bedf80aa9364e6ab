package source

import (
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// misread is s as somebody sees it who takes its UTF-8 for windows-1252 or, latin,
// for ISO 8859-1.
func misread(s string, latin bool) string {
	out := make([]rune, 0, len(s))
	for _, b := range []byte(s) {
		r := charmap.Windows1252.DecodeByte(b)
		if latin || r == utf8.RuneError {
			r = rune(b)
		}
		out = append(out, r)
	}
	return string(out)
}

func TestMend(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"the portâ€™s Â£2m cafÃ©", "the port’s £2m café"},
		{"the port’s £2m cafÃ©", "the port’s £2m café"}, // pasted together
		{"â€œOpen it,â€ she said", "“Open it,” she said"},
		{"â€œOpen it,â€\uFFFD she said", "“Open it,” she said"},
		{"â‚¬2m for the Gateâ„¢", "€2m for the Gate™"},
		{"ï»¿Port opens", "Port opens"},
		{"a wordï¿½", "a word\uFFFD"},
		{"la pÃ¡gina de EspaÃ±a", "la página de España"},
		{"FRANÃ‡OIS, Ã‰COLE", "FRANÇOIS, ÉCOLE"},
		{"ÃƒÂ©tat", "état"},
		{"Ð¿Ð¾Ñ€Ñ‚", "порт"},
		{"ê°\u0095", "강"},
		{"THE UKÂ\u00a0GATE", "THE UK\u00a0GATE"},
		{"ESPAÃ‘A, CÃ”TE, MÃ–LLER, SMÃ…LAND", "ESPAÑA, CÔTE, MÖLLER, SMÅLAND"},
		{"ÐŸÑ‘Ñ‚Ñ€, ÐŸÑ‘", "Пётр, Пё"},
		{"der GroÃ\u009fe", "der Große"},

		// Nothing that somebody may have written.
		{"“A VIDA AMANHÃ”", "“A VIDA AMANHÃ”"},
		{"EM SÃO LUÍS, A IRMÃ… E MÃE", "EM SÃO LUÍS, A IRMÃ… E MÃE"},
		{"\u0093A VIDA AMANHÃ\u0094, O CAFÉ\u0094", "\u0093A VIDA AMANHÃ\u0094, O CAFÉ\u0094"},
		{"\u0084Spaß\u0093, qualifié\u0085\u00a0» ; du passé\u0094\u00a0", "\u0084Spaß\u0093, qualifié\u0085\u00a0» ; du passé\u0094\u00a0"},
		{"XÃ\u00a0SÔNG, SÃO—AMANHÃ—NÃO", "XÃ\u00a0SÔNG, SÃO—AMANHÃ—NÃO"},
		{"« il est passé\u00a0»", "« il est passé\u00a0»"},
		{"Der »große Spaß«", "Der »große Spaß«"},
		{"HÂLÂ… “MEVLÂNÔ", "HÂLÂ… “MEVLÂNÔ"},
		{"là, château… ça", "là, château… ça"},
		{"Â and Ã alone, â", "Â and Ã alone, â"},
		{"portul câ€", "portul c”"},
		{"\u00c3\u0085ngstrom", "Ångstrom"},
		{"a\u0085b", "a\u0085b"},
		{"Ã", "Ã"},
		{"", ""},
	} {
		text, mended := mend([]byte(c.in))
		if string(text) != c.want || mended != (c.in != c.want) {
			t.Errorf("%q: got %q, mended %v; want %q", c.in, text, mended, c.want)
		}
	}
	for _, s := range []string{
		"Le café de l’hôtel «\u00a0Été\u00a0», à 2,50 €", "Größe und Spaß für 3 € – „so“", "El niño y la pingüina, ¿qué tal? ¡Olé!", "A manhã é do pão…",
		"порт відкрито", "Пётр – из Пхеньяна", "ESPAÑA, CÔTE D’IVOIRE, KÖLN", "The £5m “gate” — it’s 20° outside",
	} {
		for _, latin := range []bool{false, true} {
			once := misread(s, latin)
			if text, _ := mend([]byte(once)); string(text) != s {
				t.Errorf("%q: got %q, want %q", once, text, s)
			}
			again := misread(once, latin)
			if text, _ := mend([]byte(again)); string(text) != s {
				t.Errorf("%q: got %q, want %q", again, text, s)
			}
		}
		if text, mended := mend([]byte(s)); mended {
			t.Errorf("%q became %q", s, text)
		}
	}
}

func FuzzMend(f *testing.F) {
	f.Add("the portâ€™s Â£2m cafÃ© â€")
	f.Add("ÃƒÂ©tat \u00e2\u0080\u0099 ï»¿")
	f.Add("« passé\u00a0» ß« AMANHÃ”")
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		text, mended := mend([]byte(s))
		if !utf8.Valid(text) || len(text) > len(s) || mended != (string(text) != s) {
			t.Errorf("%q became %q, mended %v", s, text, mended)
		}
	})
}
