package source

import (
	"bytes"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// encode is text in a charset.
func encode(name, text string) string {
	e, _ := charset.Lookup(name)
	b, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		panic(err)
	}
	return string(b)
}

// checkText checks what every page text must be.
func checkText(t *testing.T, b []byte) {
	t.Helper()
	if !utf8.Valid(b) {
		t.Errorf("not UTF-8: %q", b)
	}
	for i, c := range b {
		if isControl[c] {
			t.Errorf("control character %#x at %d of %q", c, i, b)
			return
		}
	}
}

func TestDetectCharset(t *testing.T) {
	for _, c := range []struct{ name, as, text string }{
		{"windows-1251", "windows-1251", "Мэр сообщил, что порт снова открыт. Суда выйдут в море утром."},
		{"koi8-r", "koi8-r", "Мэр сообщил, что порт снова открыт. Суда выйдут в море утром."},
		{"shift_jis", "shift_jis", "港は水曜日に再開したと市長が述べた。船は朝に出る。"},
		{"euc-jp", "euc-jp", "港は水曜日に再開したと市長が述べた。船は朝に出る。"},
		{"gbk", "gb18030", "市长说，港口星期三重新开放。船只将在早上出海。"},
		{"big5", "big5", "市長說，港口星期三重新開放。船隻將在早上出海。"},
		{"euc-kr", "euc-kr", "시장은 항구가 수요일에 다시 열렸다고 말했다. 배는 아침에 떠난다."},
		{"windows-1253", "iso-8859-7", "Ο δήμαρχος είπε ότι το λιμάνι άνοιξε ξανά την Τετάρτη."},
		{"windows-1252", "windows-1252", "The “port” is open – at last, said the mayor of Orléans."},
	} {
		got := decode([]byte(encode(c.name, c.text)), "")
		if got.charset != c.as {
			t.Errorf("%s: found %s", c.name, got.charset)
		}
		if got.charset == c.name && string(got.text) != c.text {
			t.Errorf("%s: got %q", c.name, got.text)
		}
	}
}

// charsetParagraphs are short pages in the charsets that pages of their
// language come in.
var charsetParagraphs = []struct {
	charsets []string
	text     string
}{
	{[]string{"windows-1251", "koi8-r", "iso-8859-5"}, "Мост через реку закрыт до пятницы, сообщил вчера мэр города. Суда выйдут в море утром, а паромы останутся у причала."},
	{[]string{"windows-1251", "koi8-r"}, "Мост через реку закрыли."},
	{[]string{"windows-1251"}, "Порт знову відкрито, повідомила міська рада. Кораблі вийдуть у море вранці, а пороми залишаться біля причалу."},
	{[]string{"windows-1251"}, "Кметът съобщи, че пристанището отново е отворено. Корабите ще излязат в морето сутринта."},
	{[]string{"windows-1250", "iso-8859-2"}, "Burmistrz ogłosił, że port znów jest otwarty. Statki wypłyną w morze rano, a promy zostaną przy nabrzeżu do piątku."},
	{[]string{"windows-1250", "iso-8859-2"}, "Starosta oznámil, že přístav je znovu otevřen. Lodě vyplují na moře ráno a přívozy zůstanou u břehu do pátku."},
	{[]string{"windows-1250", "iso-8859-2"}, "A polgármester bejelentette, hogy a kikötő újra nyitva van. A hajók reggel futnak ki, a kompok péntekig a mólónál maradnak, idősebb utasokkal."},
	{[]string{"windows-1250", "iso-8859-2"}, "Gradonačelnik je rekao da je luka opet otvorena. Brodovi će isploviti ujutro, a trajekti će čekati do petka, što žele i putnici."},
	{[]string{"windows-1250", "iso-8859-2"}, "Primarul a anunţat că portul este din nou deschis. Navele vor ieşi în larg dimineaţă, iar bacurile rămân la chei până vineri."},
	{[]string{"windows-1254", "iso-8859-9"}, "Belediye başkanı limanın yeniden açıldığını söyledi. Gemiler sabah denize açılacak, feribotlar ise cumaya kadar iskelede kalacak."},
	{[]string{"windows-1252", "iso-8859-1"}, "Le maire a annoncé que le port était rouvert. Les navires prendront la mer à l'aube, mais les bacs resteront à quai jusqu'à vendredi."},
	{[]string{"windows-1252"}, "Der Bürgermeister sagte: „Der Hafen ist wieder geöffnet.“ Die Schiffe laufen früh aus, die Fähren müssen bis Freitag warten."},
	{[]string{"windows-1252"}, "El alcalde anunció que el puerto está abierto. ¿Cuándo zarpan los barcos? Mañana, dijo; los transbordadores esperarán hasta el viernes."},
	{[]string{"windows-1252"}, "O prefeito disse que o porto não está mais fechado. Os navios sairão de manhã, mas as balsas ficarão até sexta-feira; é a decisão da câmara."},
	{[]string{"windows-1252"}, "Il sindaco ha detto che il porto è di nuovo aperto. Le navi partiranno all'alba, però i traghetti resteranno lì fino a venerdì, perché c'è più vento."},
	{[]string{"windows-1252"}, "Borgmesteren sagde, at havnen er åben igen. Skibene sejler ud på søen om morgenen, men færgerne bliver liggende til fredag."},
	{[]string{"windows-1252"}, "Borgmästaren sade att hamnen är öppen igen. Fartygen går ut på sjön på morgonen, men färjorna stannar till fredag."},
	{[]string{"windows-1252"}, "The hall has 40 m² and a door\u00a0of glass; see note³. It is 30° outside, said the mayor."},
	{[]string{"windows-1253", "iso-8859-7"}, "Ο δήμαρχος είπε ότι το λιμάνι άνοιξε ξανά την Τετάρτη. Τα πλοία θα βγουν στη θάλασσα το πρωί."},
	{[]string{"windows-1255"}, "ראש העיר אמר שהנמל נפתח מחדש ביום רביעי. הספינות יצאו לים בבוקר, והמעבורות יישארו ברציף עד יום שישי."},
	{[]string{"windows-1256"}, "قال رئيس البلدية إن الميناء فتح من جديد يوم الأربعاء. ستبحر السفن في الصباح، أما العبارات فستبقى في الرصيف حتى يوم الجمعة."},
	{[]string{"shift_jis", "euc-jp"}, "市長は水曜日、港が再開したと述べた。船は朝に出港し、フェリーは金曜日まで岸壁に残る。"},
	{[]string{"euc-kr"}, "시장은 수요일에 항구가 다시 열렸다고 말했다. 배는 아침에 떠나고 여객선은 금요일까지 부두에 남는다."},
	{[]string{"gb18030", "gbk"}, "市长星期三表示，港口已经重新开放。船只将在早上出海，渡轮将在码头停留到星期五。"},
	{[]string{"big5"}, "市長星期三表示，港口已經重新開放。船隻將在早上出海，渡輪將在碼頭停留到星期五。"},
}

// A page in one of the listed charsets comes back as it was written; which of
// two charsets that agree on its letters is named does not matter.
func TestCharsetOfParagraph(t *testing.T) {
	for _, c := range charsetParagraphs {
		for _, name := range c.charsets {
			if got := decode([]byte(encode(name, c.text)), ""); string(got.text) != c.text {
				t.Errorf("%s: taken for %s: %.80q", name, got.charset, got.text)
			}
		}
	}
}

func TestDecodeDoesNotCopy(t *testing.T) {
	in := []byte("Порт открыт.\nThe port is open.\n")
	got := decode(in, "")
	if &got.text[0] != &in[0] || len(got.text) != len(in) {
		t.Error("valid UTF-8 was copied")
	}
}

// controlsSlowly is dropControls a byte at a time.
func controlsSlowly(b []byte) []byte {
	b = bytes.ReplaceAll(b, []byte("\r\n"), []byte(" \n"))
	out := []byte{}
	for _, c := range b {
		switch {
		case c == '\r' || c == '\f' || c == '\v':
			c = '\n'
		case c < 0x20 && c != '\t' && c != '\n':
			c = ' '
		}
		out = append(out, c)
	}
	return out
}

func FuzzControls(f *testing.F) {
	for _, c := range pageCases {
		f.Add([]byte(c.in))
	}
	f.Add([]byte("12345678\x1f\x20\x00\x80\xff\r\n\r12345678\r"))
	f.Fuzz(func(t *testing.T, in []byte) {
		first := -1
		for i, c := range in {
			if isControl[c] {
				first = i
				break
			}
		}
		if got := firstControl(in); got != first {
			t.Errorf("firstControl(%q) = %d, want %d", in, got, first)
		}
		if got, want := dropControls(nil, in), controlsSlowly(in); !bytes.Equal(got, want) {
			t.Errorf("dropControls(%q) = %q, want %q", in, got, want)
		}
	})
}

func BenchmarkFirstControl(b *testing.B) {
	in := bytes.Repeat([]byte("The port is open again, the mayor said on Wednesday.\n"), 100)
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		firstControl(in)
	}
}
