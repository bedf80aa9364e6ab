package language

import "testing"

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
		{"sk", "Posádky v prístave v pondelok hlasovali za ponuku, ktorá je podľa odborov dobrá, a lode sa do doku dostanú už od piatka."},
		{"hr", "Posade u luci glasovale su u ponedjeljak za ponudu koja je prema sindikatu dobra, a brodovi će ući već od petka."},
		{"hu", "A kikötő legénysége hétfőn megszavazta az ajánlatot, és a hajók péntektől befuthatnak."},
		{"fi", "Sataman miehistöt äänestivät maanantaina tarjouksen puolesta, ja laivat pääsevät satamaan jo perjantaina, kun liitto on hyväksynyt myös palkat."},
		{"en", "Łukasz Wiśniewski and Grażyna Wójcik voted in the harbour of Gdańsk."},
		{"tr", "Limandaki mürettebat pazartesi günü teklif için oy verdi ve gemiler cuma gününden sonra daha çok bekletilmeyecek, bu bir ilk olarak görüldü."},
		{"el", "Τα πληρώματα στο λιμάνι ψήφισαν τη Δευτέρα υπέρ της προσφοράς."},
		{"ar", "صوتت أطقم الميناء يوم الاثنين لصالح العرض وستدخل السفن من يوم الجمعة"},
		{"fa", "خدمه بندر روز دوشنبه به پیشنهاد رای دادند و کشتی\u200cها می\u200cتوانند از جمعه وارد شوند"},
		{"zh", "港口的船员星期一投票接受了公司的提议，船只将从星期五起获准进入。"},
		{"ja", "港の乗組員は月曜日に会社の提案を受け入れることを決めた。"},
		{"ko", "항구의 선원들은 월요일에 회사의 제안을 받아들이기로 투표했다."},
		{"he", "הצוותים בנמל הצביעו ביום שני בעד ההצעה של החברה"},
		{"", "Thị trưởng thành phố đã từ chức hôm thứ Hai sau vụ bê bối ngân sách, văn phòng của ông cho biết. Hội đồng sẽ bỏ phiếu bầu thị trưởng mới vào thứ Sáu, cho đến lúc đó phó thị trưởng sẽ thay ông."},
		{"", "Marten 4 Brandt 2 Quill 7 Holt 1"},
		{"", "Ann Marten, Joe Quill, Port Anna, Lindholm, Brunholt, Harbour Post"},
		{"", "the of"},
		{"", "1 2 3 4 5 6 7 8 9"},
		{"", ""},
	} {
		var d Count
		d.Add([]byte(c.text))
		if got := d.Language(); got != c.want {
			t.Errorf("%q: got %q, want %q: %v", c.text, got, c.want, d.score)
		}
	}
}

// TestLikely checks that a headline is not taken for one in another language with the same
// short words, whether that language is known here or not.
func TestLikely(t *testing.T) {
	for _, c := range []struct{ want, text string }{
		{"pl", "Pożar na promie, uratowano pasażerów"},
		{"pl", "Přeplněná nádraží, autobusů je málo"},
		{"pl", "Požar v tovarni, gasilci so rešili deset ljudi"},
		{"hu", "Kigyulladt a komp, mindenki jól van, közölte az őrség"},
		{"it", "La città è al buio: traghetti fermi a Lindholm"},
		{"pt", "Incêndio no mercado do Alm obriga à evacuação na baixa do Porto"},
		{"pt", "O governo do Alm já gastou a verba na educação"},
		{"", "Presidente da Câmara do Alm fala na assembleia sobre a greve"},
		{"", "Cháy nhà máy ở Alm, không có thương vong"},
		{"", "Ugunsgrēks rūpnīcā, cietušo nav"},
		{"", "Eldur í verksmiðju, allir heilir á húfi"},
		{"", "Šefčovič, Babiš, Świątek"},
		{"", "Café fire: ministers"},
		{"", ""},
	} {
		var d Count
		d.Add([]byte(c.text))
		if got := d.Likely(); got != c.want {
			t.Errorf("%q: got %q, want %q: %v", c.text, got, c.want, d.likely)
		}
	}
}
