package clean

import (
	"testing"

	"newsdup/internal/clip"
)

func TestLanguage(t *testing.T) {
	for _, c := range []struct{ want, text string }{
		{"en", "The crews of the harbour voted on Monday to accept the offer, and the ships will be let in from Friday."},
		{"fr", "Les équipages du port ont voté lundi pour accepter l’offre, et les navires pourront entrer dès vendredi, selon le syndicat."},
		{"de", "Die Mannschaften im Hafen haben am Montag für das Angebot gestimmt, und die Schiffe werden ab Freitag nicht mehr warten."},
		{"es", "Las tripulaciones del puerto votaron el lunes a favor de la oferta, y los barcos podrán entrar desde el viernes, según el sindicato."},
		{"it", "Gli equipaggi del porto hanno votato lunedì per l’offerta, e le navi potranno entrare da venerdì, ha detto il sindacato della città."},
		{"pt", "As tripulações do porto votaram na segunda-feira a favor da oferta, e os navios não vão esperar mais, disse o sindicato."},
		{"nl", "De bemanningen in de haven hebben maandag voor het bod gestemd, en de schepen zijn vanaf vrijdag weer welkom in het dok."},
		{"pl", "Załogi w porcie głosowały w poniedziałek za ofertą, a statki będą mogły wejść od piątku, jak podał związek, który nie chce już strajku."},
		{"ru", "Команды в порту проголосовали в понедельник за предложение, и корабли не будут ждать, как сказали в союзе, что они приняли."},
		{"uk", "Команди в порту проголосували в понеділок за пропозицію, і кораблі не чекатимуть, як сказали у спілці, що це прийняла."},
		{"sv", "Besättningarna i hamnen röstade på måndagen för att anta budet, och fartygen kan gå in från fredag, som facket sade."},
		{"cs", "Posádky v přístavu v pondělí hlasovaly pro nabídku, která je podle odborů dobrá, a lodě se do doku dostanou už od pátku."},
		{"tr", "Limandaki mürettebat pazartesi günü teklif için oy verdi ve gemiler cuma gününden sonra daha çok bekletilmeyecek, bu bir ilk olarak görüldü."},
		{"el", "Τα πληρώματα στο λιμάνι ψήφισαν τη Δευτέρα υπέρ της προσφοράς."},
		{"ar", "صوتت أطقم الميناء يوم الاثنين لصالح العرض وستدخل السفن من يوم الجمعة"},
		{"fa", "خدمه بندر روز دوشنبه به پیشنهاد رای دادند و کشتی\u200cها می\u200cتوانند از جمعه وارد شوند"},
		{"zh", "港口的船员星期一投票接受了公司的提议，船只将从星期五起获准进入。"},
		{"ja", "港の乗組員は月曜日に会社の提案を受け入れることを決めた。"},
		{"ko", "항구의 선원들은 월요일에 회사의 제안을 받아들이기로 투표했다."},
		{"he", "הצוותים בנמל הצביעו ביום שני בעד ההצעה של החברה"},
		{"", "Marten 4 Brandt 2 Quill 7 Holt 1"},
		{"", "Ann Marten, Joe Quill, Port Anna, Lindholm, Brunholt, Harbour Post"},
		{"", "the of"},
		{"", "1 2 3 4 5 6 7 8 9"},
		{"", ""},
	} {
		var d languageCount
		d.count([]byte(c.text))
		if got := d.language(); got != c.want {
			t.Errorf("%q: got %q, want %q: %v", c.text, got, c.want, d.score)
		}
	}
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
