package entity

import (
	"fmt"
	"strings"
	"testing"
)

// mentioned lists what a text names: type, form and count, then the other forms, in the order of the text.
func mentioned(r *Reader, text Text) []string {
	r.Tokens(nil, text)
	var list []string
	for _, m := range r.Mentions(nil) {
		s := fmt.Sprintf("%s %s %d", m.Type, m.Form, m.Count)
		for _, f := range m.Forms {
			if f.Form != m.Form {
				s += " =" + f.Form
			}
		}
		list = append(list, s)
	}
	return list
}

func TestMentions(t *testing.T) {
	r := newTestReader(t)
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "the ferries wait; a harbour is shut.", ""},
		{"office", "the envoy saw President Oskar Lindqvist at noon.", "person Oskar Lindqvist 1"},
		{"office in lower case", "the former president Oskar Lindqvist left.", "person Oskar Lindqvist 1"},
		{"offices", "they met Foreign Minister Ragna Solbakk and Chief of Staff Dario Fenn.", "person Ragna Solbakk 1; person Dario Fenn 1"},
		{"office over something", "talks with the Minister of Foreign Affairs Ragna Solbakk went on.", "person Ragna Solbakk 1"},
		{"office in lower case over something", "habló el ministro de Asuntos Exteriores, Ragno Solbakk, y la ministra de Obraje Lucía Fenn.", "other Ragno Solbakk 1; person Lucía Fenn 1"},
		{"office over two things", "poi hanno parlato ancora il ministero delle Infrastrutture e dei Trasporti e il Ministro dei Trasporti Oskar Solbakk", "person Oskar Solbakk 1"},
		{"ministry and place", "el ministerio de Francia", "place France 1 =Francia"},
		{"office of a place", "then French President Ragna Solbakk spoke", "place France 1 =French; person Ragna Solbakk 1"},
		{"honorific", "we asked Dr. Solbakk and Gen. Fenn.", "person Solbakk 1; person Fenn 1"},
		{"office with something", "at King's College Hospital, in the president's Council of Elders and the mayor's Office they met the queen's vet Tilda Orlanda.",
			"organisation College Hospital 1; organisation Council of Elders 1; other Tilda Orlanda 1"},
		{"acronym of another thing in English", "the slugger got his third RBI in June.", "other RBI 1"},
		{"acronym that the clip says in full", "the RBI kept its rate. The Reserve Bank of India, or RBI, last cut it in June.", "organisation Reserve Bank of India 3 =RBI"},
		{"acronym in another language", "le gouverneur de la RBI a dit que les taux ne sont pas trop hauts pour le pays et pour les banques.", "organisation Reserve Bank of India 1 =RBI"},
		{"office alone", "the Foreign Minister and the President left.", ""},
		{"given name", "it was Michael Orlanda who left.", "person Michael Orlanda 1"},
		{"last name binds", "the vet Tilda Orlanda left. Orlanda wept. They saw Orlanda.", "person Tilda Orlanda 3 =Orlanda"},
		{"last name before", "Then Orlanda left, as the vet Tilda Orlanda said.", "person Tilda Orlanda 2 =Orlanda"},
		{"last name of two, behind", "then Orlanda left, with Tilda Orlanda and with Jonas Orlanda.",
			"other Orlanda 1; other Tilda Orlanda 1; other Jonas Orlanda 1"},
		{"latest name binds", "we saw Tilda Orlanda, then Orlanda, then Jonas Orlanda, then Orlanda.", "person Tilda Orlanda 2 =Orlanda; person Jonas Orlanda 2 =Orlanda"},
		{"possessive", "we met Oskar Lindqvist's vet Tilda Orlanda.", "person Oskar Lindqvist 1; other Tilda Orlanda 1"},
		{"possessive in a name of the tables", "they left Cox's Bazar; Cox’s Bazar's quay and the People’s Bank of China's vet Tilda Orlanda stayed.",
			"place Cox's Bazar 2 =Cox’s Bazar; organisation People's Bank of China 1 =People’s Bank of China; other Tilda Orlanda 1"},
		{"possessive of several words", "we met the Bank of England's vet Tilda Orlanda, and the Bank of England left.", "organisation Bank of England 2; other Tilda Orlanda 1"},
		{"particles", "we met Ilse von der Heyde, Omar bin Saffar, Rui dos Campelos.", "other Ilse von der Heyde 1; person Omar bin Saffar 1; other Rui dos Campelos 1"},
		{"initials", "we met J. K. Orlanda and Tilda W. Fenn.", "other J. K. Orlanda 1; other Tilda W. Fenn 1"},
		{"capitals", "we met Tilda ORLANDA; then Orlanda left.", "person Tilda ORLANDA 2 =Orlanda"},
		{"hyphens", "we met Anne-Lise Orlanda-Fenn.", "person Anne-Lise Orlanda-Fenn 1"},
		{"sentence start", "Harbours close. Ferries wait. Lindqvist left.", ""},
		{"sentence start, seen elsewhere", "Lindqvist left. We saw Lindqvist.", "other Lindqvist 2"},
		{"sentence start behind an abbreviation", "we met at 3 a.m. Eleven ferries left; at 5 p.m. Oskar Lindqvist left.", "person Oskar Lindqvist 1"},
		{"opening word", "Yesterday Oskar Lindqvist left. But Tilda Orlanda stayed.", "person Oskar Lindqvist 1; other Tilda Orlanda 1"},
		{"months", "on Monday Oskar Lindqvist left with many ferries for May", "person Oskar Lindqvist 1"},
		{"values", "das kostet 1,2 Milliarden Euro und wiegt 3 Tonnen", ""},
		{"headline", "Orlanda Leaves Harbour Behind Forever\nwe met Tilda Orlanda.", "person Tilda Orlanda 2 =Orlanda"},
		{"headline with a place", "Orlanda Leaves Geneva Behind Forever\nwe met Tilda Orlanda.", "place Geneva 1; person Tilda Orlanda 2 =Orlanda"},
		{"things of the tables", "Moscou, Moscow and OTAN; the Russians", "place Moscow 2 =Moscou; organisation NATO 1 =OTAN; place Russia 1 =Russians"},
		{"organisations", "the Ministry of Defence and Harbour Bank of Solvia agreed with Fenn Holdings Ltd and Orlanda GmbH.",
			"organisation Ministry of Defence 1; organisation Harbour Bank of Solvia 1; organisation Fenn Holdings Ltd 1; organisation Orlanda GmbH 1"},
		{"organisation and person", "then Harbour Bank Governor Tilda Orlanda left.", "organisation Harbour Bank 1; person Tilda Orlanda 1"},
		{"no office", "the General Assembly met in the Premier League.", "organisation General Assembly 1; organisation Premier League 1"},
		{"no office, with a hyphen", "trucks wait on the Pan-American Highway and the Pan-African Ferry.", "place United States 1 =American; place Africa 1 =African; other Ferry 1"},
		{"what an office is over", "the ferry Princess of Danaro met Präsidentin von Holm and the Mayor of Solvia, Oskar Lindqvist.",
			"other Danaro 1; person Holm 1; other Solvia 1; person Oskar Lindqvist 1"},
		{"acronym behind", "the Nordic Ferry Agency (NFA) met. The NFA wept.", "organisation Nordic Ferry Agency 3 =NFA"},
		{"acronym before", "the NFA (Nordic Ferry Agency) met. We saw NFA.", "organisation Nordic Ferry Agency 3 =NFA"},
		{"acronym with links", "the Union of Ferries and Harbours of Solvia (UFHS) met; UFHS wept.", "organisation Union of Ferries and Harbours of Solvia 3 =UFHS"},
		{"acronym of another language", "la Agencia marítima nórdica (NMA) pidió; la NMA cerró.", "organisation Agencia marítima nórdica 3 =NMA"},
		{"acronym of the tables", "the North Atlantic Treaty Organization (NATO) met.", "organisation NATO 2 =North Atlantic Treaty Organization"},
		{"no acronym", "the Nordic Ferry Board (NFA) met.", "organisation Nordic Ferry Board 1; other NFA 1"},
		{"spellings", "we saw Andriy Hnatenko, then Andrii Hnatenko.", "person Andrii Hnatenko 2 =Andriy Hnatenko"},
		{"cyrillic", "в порту был президент Иван Ладожский. Ладожского ждали.", "person Иван Ладожский 2 =Ладожского"},
		{"german nouns", "Das ist die Fähre und der Hafen war nicht da und die Fähre war auch nicht im Hafen, aber Minister Oskar Lindqvist war da.", "person Oskar Lindqvist 1"},
		{"broken", "Mr\x00 \xff(\n(A) (AB A.) () 's O' (Abc (ABC", "other AB 1; other ABC 1"},
	} {
		if got := strings.Join(mentioned(r, Text{Body: c.text}), "; "); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// TestMentionsState checks that what a Reader read before changes no mention, and that
// title and body both count.
func TestMentionsState(t *testing.T) {
	used := newTestReader(t)
	for range 2 {
		for _, c := range clipsForOrder {
			text := Text{Title: c, Body: c}
			if got, want := mentioned(used, text), mentioned(newTestReader(t), text); strings.Join(got, ";") != strings.Join(want, ";") {
				t.Errorf("a used reader names %q, want %q", got, want)
			}
		}
	}
	if got := strings.Join(mentioned(used, Text{Title: "Why Lindqvist left", Body: "we met Oskar Lindqvist"}), "; "); got != "person Oskar Lindqvist 2 =Lindqvist" {
		t.Errorf("title and body name %q", got)
	}
}

func TestMentionsAllocates(t *testing.T) {
	r := newTestReader(t)
	text := Text{Body: strings.Repeat("Then President Oskar Lindqvist met Tilda Orlanda of the Harbour Bank in Geneva; Orlanda’s ferries wait.\n", 20)}
	tokens := r.Tokens(nil, text)
	mentions := r.Mentions(nil)
	if n := testing.AllocsPerRun(50, func() {
		tokens = r.Tokens(tokens[:0], text)
		mentions = r.Mentions(mentions[:0])
	}); n != 0 {
		t.Errorf("Mentions allocates %v times a clip of known words", n)
	}
}

// nameClips are clips of 600 words, one in nine of a name, as in news.
func nameClips(n int) (clips []string, size int64) {
	plain, _ := benchClips(n, false)
	names := strings.Split("President Oskar Lindqvist|Tilda Orlanda|Orlanda|the Harbour Bank|Moscow|U.S.|Ragna Solbakk|Solbakk’s|Dario Fenn|Lindqvist", "|")
	for c, text := range plain {
		words := strings.Fields(text)
		for k := range words {
			if k%14 == 13 {
				words[k] = names[(k*7+c)%len(names)]
			}
		}
		clips = append(clips, strings.Join(words, " "))
		size += int64(len(clips[c]))
	}
	return clips, size
}

// BenchmarkMentions reads 200 made-up clips of 600 words with 43 names, without and with what they name.
func BenchmarkMentions(b *testing.B) {
	clips, size := nameClips(200)
	for _, mentions := range []bool{false, true} {
		b.Run(fmt.Sprintf("mentions=%v", mentions), func(b *testing.B) {
			r := newTestReader(b)
			tokens := r.Tokens(nil, Text{})
			var list []Mention
			b.SetBytes(size)
			b.ReportAllocs()
			for b.Loop() {
				for _, c := range clips {
					tokens = r.Tokens(tokens[:0], Text{Body: c})
					if mentions {
						list = r.Mentions(list[:0])
					}
				}
			}
		})
	}
}
