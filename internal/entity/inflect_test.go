package entity

import (
	"slices"
	"strings"
	"testing"

	"newsdup/internal/word"
)

// sentences tell their language by their words or letters.
var sentences = map[string]string{
	"en": "The mayor of the town said that it was for the council to vote on the budget, which was not his. ",
	"pl": "Burmistrz powiedział, że nie jest to jego budżet, a głosować będzie rada, która się już zebrała. ",
	"cs": "Starosta řekl, že to není jeho rozpočet a že bude hlasovat zastupitelstvo, které se už sešlo. ",
	"hr": "Gradonačelnik je rekao da to nije njegov proračun i da će o njemu glasovati vijeće koje se već sastalo. ",
	"hu": "A polgármester szerint ez nem az ő költségvetése, és még a testület is szavaz róla, mert már összeült. ",
	"fi": "Pormestari sanoi, että se ei ole hänen budjettinsa ja että siitä äänestää myös valtuusto, joka on jo koolla. ",
}

// stemsIn are the stems of words in a clip of a language.
func stemsIn(r *Reader, lang string, words ...string) (stems []uint64) {
	for _, w := range words {
		tokens := r.Tokens(nil, Text{Body: sentences[lang] + w})
		stems = append(stems, tokens[len(tokens)-1].Stem)
	}
	return stems
}

func TestInflections(t *testing.T) {
	tables, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	r := NewReader(tables)
	for _, c := range []struct {
		lang  string
		words []string // of one stem
	}{
		{"pl", []string{"Kotarska", "Kotarskiej", "Kotarską"}},
		{"pl", []string{"Zaremba", "Zaremby", "Zarembie", "Zarembę", "Zarembą"}},
		{"pl", []string{"strajk", "strajku", "strajkiem", "strajki"}},
		{"cs", []string{"Vavřík", "Vavříka", "Vavříkovi", "Vavříkem"}},
		{"cs", []string{"hráz", "hráze", "hrází", "hrázích"}},
		{"hr", []string{"Tomašić", "Tomašića", "Tomašiću", "Tomašićem"}},
		{"hr", []string{"brana", "brani", "branu", "branama"}},
		{"hu", []string{"Orbán", "Orbánnak", "Orbánról", "Orbánhoz"}},
		{"hu", []string{"gát", "gátat", "gáton", "gátja", "gátjában"}},
		{"fi", []string{"Vainio", "Vainion", "Vainiosta", "Vainiolle"}},
		{"fi", []string{"asema", "asemalla", "asemien"}},
	} {
		if stems := stemsIn(r, c.lang, c.words...); len(slices.Compact(slices.Clone(stems))) != 1 {
			t.Errorf("%s: %q have stems %x", c.lang, c.words, stems)
		}
	}
	// A declined name of the tables is what it names, and in English another name.
	for _, c := range []struct{ lang, word, key string }{
		{"pl", "Warszawie", "Europe/Warsaw"},
		{"pl", "Ukrainy", "UA"},
		{"cs", "Moskvě", "Europe/Moscow"},
		{"hu", "Budapesten", "Europe/Budapest"},
		{"fi", "Venäjällä", "RU"},
	} {
		if got := stemsIn(r, c.lang, c.word)[0]; got != canonicalHash(c.key) {
			t.Errorf("%s: %s is not %s", c.lang, c.word, c.key)
		}
		if got := stemsIn(r, "en", c.word)[0]; got == canonicalHash(c.key) {
			t.Errorf("%s is %s in English", c.word, c.key)
		}
	}
	// So are declined names in Cyrillic, whose stems may change before an ending.
	for w, key := range map[string]string{
		"Варшаві": "Europe/Warsaw", "Москвой": "Europe/Moscow", "Києві": "Europe/Kiev", "Києва": "Europe/Kiev", "Києвом": "Europe/Kiev",
		"Празі": "Europe/Prague", "Ризі": "Europe/Riga", "Харкові": "kharkiv",
	} {
		if got := stemsIn(r, "en", w)[0]; got != canonicalHash(key) {
			t.Errorf("%s is not %s", w, key)
		}
	}
	// A given name is no declined one.
	for _, c := range []struct{ lang, word, key string }{
		{"cs", "Alexandra", "alexandria"},
		{"hr", "Danilo", "DK"},
		{"pl", "George", "GE"},
		{"hu", "Roman", "Europe/Rome"},
		{"fi", "Roman", "Europe/Rome"},
		{"ru", "Александра", "alexandria"},
	} {
		if got := stemsIn(r, c.lang, c.word)[0]; got == canonicalHash(c.key) {
			t.Errorf("%s: %s is %s", c.lang, c.word, c.key)
		}
	}
}

// TestDeclinedGiven checks that Russian and Ukrainian given names in other cases belong to
// the row of their nominative, and show that a name is that of a person.
func TestDeclinedGiven(t *testing.T) {
	tables, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for nominative, cases := range map[string]string{
		"Андрей":    "Андрея Андрею Андреем",
		"Андрій":    "Андрія Андрію Андрієм Андрієві",
		"Николай":   "Николая Николаю Николаем",
		"Дмитрий":   "Дмитрия Дмитрию Дмитрием",
		"Дмитро":    "Дмитра Дмитру Дмитром Дмитрові",
		"Олександр": "Олександром Олександрові",
		"Павел":     "Павла Павлу Павлом",
		"Игорь":     "Игоря Игорю Игорем",
		"Мария":     "Марии Марию Марией",
		"Ольга":     "Ольги Ольгу Ольгой Ольгою",
	} {
		row := tables.GivenName([]byte(FoldName(nominative)))
		for w := range strings.FieldsSeq(cases) {
			if got := tables.GivenName([]byte(FoldName(w))); row == 0 || got != row {
				t.Errorf("%s is of row %d, %s of %d", w, got, nominative, row)
			}
		}
	}
	for _, w := range []string{"Ромы", "Лондона", "Иванов", "Ивановым", "Москвой", "Makar"} {
		if row := tables.GivenName([]byte(FoldName(w))); row != 0 {
			t.Errorf("%s is a given name of row %d", w, row)
		}
	}
	r := NewReader(tables)
	r.Tokens(nil, Text{Body: "Министр встретился в среду с Николаем Кортневым в столице."})
	if m := r.Mentions(nil); len(m) != 1 || m[0].Type != Person {
		t.Errorf("mentions are %+v, want a person", m)
	}
}

// TestInflectionOfClip checks that a Reader gives the same tokens after reading a clip in
// another language, that copies see no inflection, and that a foreign name does not set the
// language of a clip.
func TestInflectionOfClip(t *testing.T) {
	const body = "Kotarska Kotarskiej Warszawie strajku Budapesten hráze asemalla branama gátat the ministers"
	tables, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	shared, copies := NewReader(tables), NewSpellings(tables, false).NewReader()
	plain := copies.Tokens(nil, Text{Body: body})
	for _, lang := range []string{"en", "pl", "hu", "pl", "fi", "cs", "hr", "en"} {
		text := Text{Body: sentences[lang] + body}
		got, want := shared.Tokens(nil, text), NewReader(tables).Tokens(nil, text)
		if !slices.Equal(got, want) {
			t.Errorf("%s: a Reader that met other languages gives other tokens", lang)
		}
		exact := copies.Tokens(nil, text)
		for i := range plain {
			if exact[len(exact)-len(plain)+i].Exact != plain[i].Exact {
				t.Errorf("%s: word %d is another one for copies", lang, i)
			}
		}
	}
	english := stemsIn(shared, "en", "ministers")
	for _, text := range []Text{
		{Body: "Łukasz Wiśniewski of Łódź said the ministers", Lang: "en"},
		{Title: "The ministers", Lang: "pl", Body: sentences["en"] + "ministers"},
		{Title: "Šefčovič, Babiš, ministers"},
		{Title: "Café fire: ministers"},
		{Body: "ministers"},
	} {
		tokens := shared.Tokens(nil, text)
		if got := tokens[len(tokens)-1].Stem; got != english[0] {
			t.Errorf("%q is not read as English", text.Title+text.Body)
		}
	}
	for _, headline := range []string{"Přeplněná nádraží, autobusů je málo", "Pożar na promie, uratowano pasażerów", "Kigyulladt a komp, mindenki jól van, közölte az őrség"} {
		if shared.Tokens(nil, Text{Title: headline}); shared.inflects == nil {
			t.Errorf("%q is not told to inflect", headline)
		}
	}
	named := shared.Tokens(nil, Text{Body: "strajku", Lang: "pl"})
	if want := word.HashString("strajk"); named[0].Stem != want {
		t.Errorf("a clip that nothing but its page names Polish has stem %x, want %x", named[0].Stem, want)
	}
}

func TestEndingsAreInOrder(t *testing.T) {
	for _, in := range inflections {
		if in.salt == 0 {
			t.Errorf("%v has no salt", in.languages)
		}
		for _, endings := range in.passes {
			if !slices.IsSortedFunc(endings, func(a, b string) int { return len(b) - len(a) }) {
				t.Errorf("%v: %q", in.languages, endings)
			}
			for _, e := range endings {
				if FoldName(e) != e {
					t.Errorf("%v: %q is not folded", in.languages, e)
				}
			}
		}
	}
}

// TestCyrillicNouns checks that the forms of one Russian or Ukrainian word have one stem,
// that a name keeps its ending, and that no word is a stop word because its romanised form
// is one in English.
func TestCyrillicNouns(t *testing.T) {
	tables, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	stem := func(w string) uint64 { return tables.factsOf(w, true, nil).stem }
	for _, forms := range []string{
		"міст мосту мости мостів мостами", "договір договору договорів", "сад саду садів садах",
		"мост моста мосты мостов", "завод завода заводов заводы", "врач врачей врачам",
	} {
		words := strings.Fields(forms)
		for _, w := range words {
			if got := stem(w); got == 0 || got != stem(words[0]) {
				t.Errorf("%s and %s are two words", words[0], w)
			}
		}
	}
	for _, names := range []string{"Петров Петр", "Сміт Смот"} {
		words := strings.Fields(names)
		if stem(words[0]) == stem(words[1]) {
			t.Errorf("%s and %s are one", words[0], words[1])
		}
	}
	if stem("Сміт") != stem("Смит") {
		t.Error("Сміт and Смит are two")
	}
}
