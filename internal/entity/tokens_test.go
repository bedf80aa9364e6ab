package entity

import (
	"slices"
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
	for _, t := range r.Tokens(nil, Text{Body: text}) {
		seq = append(seq, t.Exact)
	}
	return seq
}

// TestSynonyms checks that all forms in a row are one and the same token.
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
		"Delhi|Дели|दिल्ली|দিল্লি|دہلی", // which CLDR's Nepali has for Dili
		"New Delhi|Nueva Delhi|नई दिल्ली|نيودلهي",
		"Dili|Дили|डिलि",
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
		"Gaddafi|Qaddafi|Kadhafi|Каддафи|القذافي",
		"Zelensky|Zelenskyy|Zelenskiy|Selenskyj|Зеленский|Зеленський",
		"Putin|Путин|Путін|Πούτιν|بوتين",
		"Erdoğan|Erdogan",
		"US Supreme Court|U.S. Supreme Court|SCOTUS|Верховный суд США",
		"al-Qaeda|Al Qaeda|al-Qaida|al Qaeda|Аль-Каида",
		"Gaza|bande de Gaza|Bande de Gaza|сектор Газа",
		"Sloviansk|Slaviansk|Slovyansk|Славянск",
		"Nagasaki|Нагасаки|長崎",
		"Kremlin|Kreml|Cremlino|Кремль|クレムリン",
	} {
		forms := strings.Split(row, "|")
		want := exact(r, forms[0])
		for _, f := range forms {
			if got := exact(r, f); len(got) != 1 || got[0] != want[0] {
				t.Errorf("%q has %d tokens, or another one than %q", f, len(got), forms[0])
			}
		}
		if toks := r.Tokens(nil, Text{Body: forms[0]}); toks[0].Flags&word.Entity == 0 {
			t.Errorf("%q is no entity", forms[0])
		}
	}
}

// TestApart checks that forms which mean different things never share a token, for copies
// or for stories.
func TestApart(t *testing.T) {
	r := newTestReader(t)
	for _, row := range []string{
		"US|us|Us", "UN|un", "WHO|who|Who", "IT|Italy|it", "Turkey|turkey", "China|china", "Polish|polish",
		"Niger|Nigeria", "Iran|Iraq", "Austria|Australia", "Slovakia|Slovenia", "Georgia|South Georgia", "Macron|Marron",
		"Guinea|Guinea-Bissau|Equatorial Guinea|Papua New Guinea", "North Korea|South Korea|Korea",
		"Congo-Kinshasa|Congo-Brazzaville|Congo", "Sudan|South Sudan", "Dominica|Dominican Republic", "Ireland|Northern Ireland|Iceland",
		"Mexico|New Mexico", "Mali|Malawi", "Man|Island|Iceland", "Chad|chad", "Jordan|jordan", "ICC|ICJ", "IMF|IEA|IAEA",
		"Paris|Parisse", "Black Sea|mer noire|black sea", "al-Qaeda|al qaeda", "Moscow|moscow mule", "May|Might",
	} {
		seen := map[uint64]string{}
		stems := map[uint64]string{}
		for _, f := range strings.Split(row, "|") {
			toks := r.Tokens(nil, Text{Body: f})
			key := toks[0].Exact
			for _, tok := range toks[1:] {
				key = extend(key, tok.Exact)
			}
			if other, ok := seen[key]; ok && !strings.EqualFold(other, f) {
				t.Errorf("%q and %q are the same for copies", other, f)
			}
			seen[key] = f
			if s := toks[0].Stem; s != 0 && len(toks) == 1 {
				if other, ok := stems[s]; ok {
					t.Errorf("%q and %q are the same for stories", other, f)
				}
				stems[s] = f
			}
		}
	}
}

// TestStems checks forms that are the same for stories and different for copies.
func TestStems(t *testing.T) {
	r := newTestReader(t)
	for _, row := range []string{
		"Russia|Russian|Russians|russe|russes|ruso|российский|российских|России|Россией",
		"Ukraine|Ukrainian|ukrainienne|ucraniano|українського|Украиной",
		"US|American|Americans|américaines|amerikanischen",
		"France|French|français|francese|französischer",
		"Moscow|Москве|Москвы|Москвою",
		"Andriy|Andrij?",
		"Zelensky|Зеленського|Зеленскому|Зеленским",
		"Putin|Путина|Путину|Путиным",
		"Umerov|Умеров|Умерову",
		"talk|talks|talking|talked",
		"negotiate|negotiates",
		"policy|policies",
		"Łukasz|Lukasz", "Strasse|Straße",
	} {
		forms := strings.Split(row, "|")
		want := r.Tokens(nil, Text{Body: forms[0]})[0]
		for _, f := range forms[1:] {
			if strings.HasSuffix(f, "?") {
				continue
			}
			got := r.Tokens(nil, Text{Body: f})
			if len(got) != 1 || got[0].Stem != want.Stem {
				t.Errorf("%q has another stem than %q: %q and %q", f, forms[0], r.Form(got[0].Stem), r.Form(want.Stem))
			}
			if got[0].Exact == want.Exact {
				t.Errorf("%q is %q for copies", f, forms[0])
			}
		}
	}
}

// TestCut checks how text is cut. In the table · stands between tokens, and ~ before a
// token without a stem.
func TestCut(t *testing.T) {
	r := newTestReader(t)
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{" \t…—\x00", ""},
		{"Don’t stop", "don't · stop"},
		{"the ship's 19-point plan", "the · ship's · n:19:point · plan"},
		{"1.9 and 1,000, or 3. Then", "n:1.9 · and · n:1000 · or · n:3 · then"},
		{"5bn in AB19", "n:5e9 · in · ab · n:19"},
		{"at 10 a.m. on e.g. J.K. Rowling", "at · t:10:00 · on · eg · jk · rowling"},
		{"U.S.-led", "us! · led"},
		{"l’Harmonie d’un qu'on O'Brien", "l · harmonie · d · un · qu · on · o'brien"},
		{"cafe\u0301 ﬁrst soft\u00adware", "café · first · software"},
		{"bad\xffbyte", "bad · byte"},
		{"海港湾 abc", "海 · 港 · 湾 · abc"},
		{"12海港", "n:12 · 海 · 港"},
		{"AT&T don't-know", "at · t · don't · know"},
		{"м'який п’ять", "м'який · n:5"},
		{"٣٤ بيت", "٣٤ · بيت"},
	} {
		var want []uint64
		if c.want != "" {
			for w := range strings.SplitSeq(c.want, " · ") {
				h := spell(w)
				if w == "us!" {
					h = canonicalHash("US")
				} else if v, ok := r.t.numbers.Parse(w); ok {
					h = v.ID()
				}
				want = append(want, h)
			}
		}
		got := exact(r, c.text)
		if !slices.Equal(got, want) {
			t.Errorf("Tokens(%q) has %d tokens, or others than %q", c.text, len(got), c.want)
		}
	}
}

// flagged are the words of a text that have a flag.
func flagged(r *Reader, text string, flag word.Flag) string {
	words := strings.Fields(text)
	var got []string
	for _, tok := range r.Tokens(nil, Text{Body: text}) {
		if tok.Flags&flag != 0 && int(tok.Pos) < len(words) {
			got = append(got, strings.Trim(words[tok.Pos], ".,"))
		}
	}
	return strings.Join(got, " ")
}

// TestFlags checks the flags of texts that are one token for each word.
func TestFlags(t *testing.T) {
	r := newTestReader(t)
	for _, c := range []struct {
		name string
		flag word.Flag
		text string
		want string
	}{
		{"mid-sentence capitals", word.Name, "Then Varga met Lindqvist at the pier. Varga left.", "Varga Lindqvist Varga"},
		{"sentence start alone", word.Name, "Harbour staff left. Ferries wait.", ""},
		{"more often in lower case", word.Name, "the Ferry sank. a ferry and a ferry sank.", ""},
		{"title case does not count", word.Name, "Harbour Staff Leave Ferries Waiting", ""},
		{"behind a closing quote", word.Name, "he said “no.” Varga left", ""},
		{"numbers", word.Number, "In 2019 about 3.5 or 12 ships", "2019 3.5 12"},
		{"figures", word.Figure, "In 2019 some 3.5 of 12 or 99 or 100 or 1,200 or 1899 or 2031 or 0099", "3.5 100 1,200 1899 2031"},
		{"number words", word.Numeral, "two of 12 cinq und zwanzig три", "two 12 cinq zwanzig три"},
		{"calendar, with accents", word.Calendar, "em março Março MARÇO Marco marco Marco's fevrier", "março Março MARÇO fevrier"},
		{"calendar", word.Calendar, "on Monday lundi понедельник and january", "Monday lundi понедельник january"},
		{"doubtful months", word.Calendar, "it may march in the sun", ""},
		{"doubtful months with a number", word.Calendar, "on 3 may or march 4", "may march"},
		{"doubtful months with a capital", word.Calendar, "in May or on Sun", "May Sun"},
		{"acronyms", word.Entity, "WHO told us that IT and NATO may join", "WHO NATO"},
		{"acronyms in a line of capitals", word.Entity, "NATO TOLD US WHO MAY JOIN", "NATO"},
	} {
		if got := flagged(r, c.text, c.flag); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestHeadline checks that all tokens of the title are flagged, also numbers and names of
// several words.
func TestHeadline(t *testing.T) {
	r := newTestReader(t)
	for _, title := range []string{"", "Ferry fire", "United States pays 1.2 million dollars on 5 March", "The Kremlin: no."} {
		tokens := r.Tokens(nil, Text{Title: title, Body: "The United States paid $ 1.2 million on 5 March."})
		of := len(r.Tokens(nil, Text{Title: title}))
		for i, x := range tokens {
			if got := x.Flags&word.Headline != 0; got != (i < of) {
				t.Errorf("%q: token %d of %d is of the headline: %v", title, i, len(tokens), got)
			}
		}
	}
}

// TestStopWords checks that stop words have no stem, and that function words of another
// language have none only in a clip in that language.
func TestStopWords(t *testing.T) {
	r := newTestReader(t)
	stemless := func(text string) string {
		words := strings.Fields(text)
		var got []string
		for _, tok := range r.Tokens(nil, Text{Body: text}) {
			if tok.Stem == 0 {
				got = append(got, words[tok.Pos])
			}
		}
		return strings.Join(got, " ")
	}
	for _, c := range []struct{ text, want string }{
		{"he said that ferries don't sink and won’t", "he said that don't and won’t"},
		{"ferries pour in and they die in the war", "in and they in the"},
		{"die Fähren waren nicht im Hafen und das Schiff war auch nicht da sagte der Kapitän", "die waren nicht im und das war auch nicht da der"},
		{"паромы не были в порту и это было не так но они уже ждали", "не были в и это было не так но они уже"},
		{"les navires ne sont pas dans le port et il ne sera pas ouvert avec eux", "les ne sont pas dans le et il ne sera pas avec"},
		{"los barcos no estaban en el puerto y no fue por ellos pero con ellos", "los no en el y no fue por ellos pero con ellos"},
		{"le navi non erano nel porto e non era per loro ma con loro", "le non erano nel e non era per loro ma con loro"},
		{"os navios não estavam no porto e não foi por eles mas com eles", "os não no e não foi por eles mas com eles"},
		{"пороми не були в порту і це було не так але вони вже чекали", "не були в і це було не так але вони вже"},
		{"a b c ж", "a b c ж"},
	} {
		if got := stemless(c.text); got != c.want {
			t.Errorf("no stem in %q: %q, want %q", c.text, got, c.want)
		}
	}
}

// TestPairs checks that letters of scripts without spaces count in pairs for stories,
// except those of names.
func TestPairs(t *testing.T) {
	r := newTestReader(t)
	toks := r.Tokens(nil, Text{Body: "港口关闭"})
	if len(toks) != 4 || toks[3].Stem != 0 || r.Form(toks[0].Stem) != "港口" || r.Form(toks[2].Stem) != "关闭" {
		t.Errorf("pairs are %v", toks)
	}
	if toks := r.Tokens(nil, Text{Body: "他在俄罗斯。"}); len(toks) != 3 || toks[2].Exact != canonicalHash("RU") {
		t.Errorf("Russia is not found in a run: %v", toks)
	}
}

// TestPhrases checks that a name of several words is one token, while the words of a
// demonym stay, and the last one stands for the country.
func TestPhrases(t *testing.T) {
	r := newTestReader(t)
	toks := r.Tokens(nil, Text{Body: "A South Korean ship left South Korea’s port, not Saudi. Arabia"})
	if toks[1].Stem != 0 || toks[2].Stem != canonicalHash("KR") || toks[1].Exact != spell("south") {
		t.Errorf("South Korean: %v", toks[1:3])
	}
	if toks[5].Exact != extend(canonicalHash("KR"), possessive) || toks[5].Stem != canonicalHash("KR") {
		t.Errorf("South Korea’s: %v", toks[5])
	}
	if len(toks) != 10 {
		t.Errorf("%d tokens, want 10: a full stop parts Saudi from Arabia", len(toks))
	}
	for i, tok := range toks {
		if int(tok.Pos) != i {
			t.Errorf("token %d has the position %d", i, tok.Pos)
		}
	}
}

// clipsForOrder are texts whose words meet in several spellings.
var clipsForOrder = []string{
	"Ferries met Varga in Nordhafen.\nVarga talked.",
	"THE FERRY OF NORDHAFEN\nthe varga is a fish, varga talks",
	"Die Fähre war nicht in Russland und die Fähre war nicht da und nicht im Hafen von Roma",
	"港口关闭。Россия и Зеленский, Зеленского",
	strings.Repeat("one line of ferries ", 9000),
}

func TestForm(t *testing.T) {
	r := newTestReader(t)
	toks := r.Tokens(nil, Text{Body: "then there were Varga’s VARGA varga that then met in Moscou on 19 talks, talking"})
	for i, want := range map[int]string{3: "Varga", 5: "Varga", 10: "Moscow", 12: "19", 13: "talks"} {
		if got := r.Form(toks[i].Stem); got != want {
			t.Errorf("Form of token %d is %q, want %q", i, got, want)
		}
	}
	if got := r.Form(12345); got != "" {
		t.Errorf("Form of an unknown stem is %q", got)
	}
}

func TestTokensAllocates(t *testing.T) {
	r := newTestReader(t)
	text := "Varga met the United States’ envoy in Nordhafen on 3 May. “No,” he said. Ferries don't wait.\n"
	dst := r.Tokens(nil, Text{Title: text, Body: text})
	if n := testing.AllocsPerRun(50, func() { dst = r.Tokens(dst[:0], Text{Title: text, Body: text}) }); n != 0 {
		t.Errorf("Tokens allocates %v times a clip of known words", n)
	}
}

func FuzzTokens(f *testing.F) {
	for _, c := range clipsForOrder[:4] {
		f.Add(c, c)
	}
	f.Add("U.S. e.g. É.-U. d’Ivoire", "St. Petersburg’s 1,5.0\u200b\u0301 ''’’")
	f.Add("\xff\xc3U.\xff", "a'\u0301b ー゛ก็")
	for _, lang := range []string{"pl", "hu", "fi"} {
		f.Add(sentences[lang], "Kotarskiej WARSZAWIE iPhone U.S. gátat\xff Budapesten strajku2")
	}
	tables, err := Load()
	if err != nil {
		f.Fatal(err)
	}
	used := NewReader(tables)
	f.Fuzz(func(t *testing.T, title, body string) {
		got := used.Tokens(nil, Text{Title: title, Body: body})
		count := 0
		for _, m := range used.Mentions(nil) {
			n := 0
			for _, f := range m.Forms {
				n += f.Count
			}
			if n != m.Count || m.Count == 0 || m.Form == "" {
				t.Fatalf("%q, %q mention %+v", title, body, m)
			}
			count += n
		}
		if count > len(got) {
			t.Fatalf("%d mentions in %d tokens of %q, %q", count, len(got), title, body)
		}
		if want := NewReader(tables).Tokens(nil, Text{Title: title, Body: body}); !slices.Equal(got, want) {
			t.Fatalf("a used reader gives other tokens for %q, %q", title, body)
		}
		for i, tok := range got {
			if int(tok.Pos) != i || tok.Exact == 0 || tok.Flags&word.Figure != 0 && tok.Flags&word.Number == 0 {
				t.Fatalf("token %d of %q, %q is %+v", i, title, body, tok)
			}
		}
		if n := len(title) + len(body); len(got) > n {
			t.Fatalf("%d tokens of %d bytes", len(got), n)
		}
	})
}
