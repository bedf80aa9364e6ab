package entity

import (
	"strings"
	"testing"

	"newsdup/internal/word"
)

// newTestReader returns a Reader over the embedded tables.
func newTestReader(t testing.TB) *Reader {
	t.Helper()
	tables, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return NewReader(tables)
}

// exact is the sequence of Exact of a text.
func exact(r *Reader, text string) (seq []uint64) {
	for _, t := range r.Tokens(nil, "", text) {
		seq = append(seq, t.Exact)
	}
	return seq
}

// TestSynonyms: every form of a row is one token, and the same one.
func TestSynonyms(t *testing.T) {
	r := newTestReader(t)
	for _, row := range []string{
		"Russia|Russie|Russland|Rusia|Rússia|Rusland|Rosja|Россия|Росія|RUSSIA|俄罗斯|روسيا",
		"Moscow|Moscou|Moskau|Moscú|Mosca|Moskou|Moskwa|Москва|МОСКВА",
		"India|Inde|Indien|Индия",
		"NATO|OTAN|НАТО|Nato|Otan|N.A.T.O.",
		"US|U.S.|USA|U.S.A.|United States|États-Unis|Etats-Unis|Estados Unidos|Vereinigte Staaten|EE.UU.|EE. UU.|США|米国",
		"UN|U.N.|ONU|ООН|United Nations|Nations unies",
		"Kyiv|Kiev|Kiew|Kijów|Київ|Киев",
		"UK|U.K.|United Kingdom|Great Britain|Royaume-Uni|Großbritannien|Великобритания",
		"EU|UE|ЕС|European Union|Union européenne",
		"WHO|OMS|ВОЗ|World Health Organization",
		"Ukraine|Ucrania|Ucraina|Україна|Украина",
		"South Korea|Corée du Sud|Südkorea|Южная Корея",
		"Côte d'Ivoire|Côte d’Ivoire|Ivory Coast|Cote d'Ivoire",
		"Bosnia & Herzegovina|Bosnia and Herzegovina|Bosnie-Herzégovine",
		"Beijing|Peking|Pékin|北京",
		"Geneva|Genève|Genf|Ginebra|Женева",
		"St. Petersburg|Saint-Pétersbourg|Санкт-Петербург",
	} {
		forms := strings.Split(row, "|")
		want := exact(r, forms[0])
		for _, f := range forms {
			if got := exact(r, f); len(got) != 1 || got[0] != want[0] {
				t.Errorf("%q has %d tokens, or another one than %q", f, len(got), forms[0])
			}
		}
		if toks := r.Tokens(nil, "", forms[0]); toks[0].Flags&word.Entity == 0 {
			t.Errorf("%q is no entity", forms[0])
		}
	}
}
