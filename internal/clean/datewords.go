package clean

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// zones in minutes east of Greenwich. A name that means several zones is here
// with the one that news in English and German mean by it: IST is India's, CST
// is America's, BST is Britain's.
var zones = map[string]int{
	"z": 0, "gmt": 0, "utc": 0, "wet": 0, "west": 60, "bst": 60,
	"cet": 60, "cest": 120, "mez": 60, "mesz": 120, "eet": 120, "eest": 180, "msk": 180, "мск": 180, "trt": 180,
	"ist": 330, "pkt": 300, "npt": 345, "ict": 420, "wib": 420, "wita": 480, "sgt": 480, "hkt": 480, "pht": 480, "awst": 480,
	"jst": 540, "kst": 540, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780, "sast": 120, "eat": 180, "wat": 60, "brt": -180,
	"est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
	"akst": -540, "akdt": -480, "hst": -600, "et": -300, "ct": -360, "mt": -420, "pt": -480,
}

// americanZones are those whose name says nothing of summer.
var americanZones = map[string]bool{"et": true, "ct": true, "mt": true, "pt": true}

// halves of the day whose names stand before the time.
var halves = map[string]byte{"오전": 'a', "오후": 'p', "上午": 'a', "下午": 'p', "午前": 'a', "午後": 'p', "晚上": 'p', "早上": 'a'}

// atWords stand before a time of day, and make one of 18.30.
var atWords = set("at um à às a las alle om o kl klo ore pukul saat в о")

// months by name, in the ten languages of rules.txt and some more; in Hebrew also
// with the preposition that is written on them (2 במרץ).
var months = func() map[string]int {
	m := map[string]int{}
	for i, names := range [12]string{
		"jan january januar jänner janvier janv enero ene gennaio gen janeiro januari stycznia styczeń января январь янв січня січень ledna leden ianuarie ocak tammikuuta ιανουαρίου يناير janvāris január ינואר בינואר जनवरी มกราคม януари",
		"feb february februar février févr fév febrero febbraio fevereiro fev februari lutego luty февраля февраль фев лютого лютий února únor februarie şubat helmikuuta φεβρουαρίου فبراير február פברואר בפברואר फरवरी फ़रवरी กุมภาพันธ์ февруари",
		"mar march märz mär mars marzo março maart mrt marca marzec марта март мар березня березень maret března březen martie mart maaliskuuta μαρτίου مارس március marts מרץ במרץ מרס במרס मार्च มีนาคม",
		"apr april avril avr abril abr aprile kwietnia kwiecień апреля апрель апр квітня квітень dubna duben aprilie nisan huhtikuuta απριλίου أبريل ابريل április אפריל באפריל अप्रैल เมษายน април",
		"may mai mayo maggio mag maio mei maja maj мая май травня травень května květen mayıs toukokuuta μαΐου مايو május מאי במאי मई พฤษภาคม",
		"jun june juni juin junio giugno giu junho czerwca czerwiec июня июнь июн червня червень června červen iunie haziran kesäkuuta ιουνίου يونيو június יוני ביוני जून มิถุนายน юни",
		"jul july juli juillet juil julio luglio lug julho lipca lipiec июля июль июл липня липень července červenec iulie temmuz heinäkuuta ιουλίου يوليو július יולי ביולי जुलाई กรกฎาคม юли",
		"aug august août aout agosto ago augustus sierpnia sierpień августа август авг серпня серпень agustus srpna srpen augusti ağustos elokuuta αυγούστου أغسطس augusztus אוגוסט באוגוסט अगस्त สิงหาคม",
		"sep sept september septembre septiembre settembre set setembro września wrzesień сентября сентябрь сен сент вересня вересень září septembrie eylül syyskuuta σεπτεμβρίου سبتمبر szeptember ספטמבר בספטמבר सितंबर सितम्बर กันยายน септември",
		"oct october oktober okt octobre octubre ottobre ott outubro out października październik октября октябрь окт жовтня жовтень října říjen octombrie ekim lokakuuta οκτωβρίου أكتوبر اكتوبر október אוקטובר באוקטובר अक्टूबर अक्तूबर ตุลาคม октомври",
		"nov november novembre noviembre novembro listopada listopad ноября ноябрь ноя нояб листопада листопад listopadu noiembrie kasım marraskuuta νοεμβρίου نوفمبر נובמבר בנובמבר नवंबर नवम्बर พฤศจิกายน ноември",
		"dec december dezember dez décembre déc diciembre dic dicembre dezembro grudnia grudzień декабря декабрь дек грудня грудень desember prosince prosinec decembrie aralık joulukuuta δεκεμβρίου ديسمبر דצמבר בדצמבר दिसंबर दिसम्बर ธันวาคม декември",
	} {
		for _, n := range strings.Fields(names) {
			m[n] = i + 1
		}
	}
	return m
}()

var monthSizes = sizesOf(months)

// labels are the words that say which date stands behind them.
var labels = func() map[string]dateLabel {
	m := map[string]dateLabel{}
	for label, list := range map[dateLabel]string{
		published: "published posted issued publié publiée paru parue ligne créé veröffentlicht erschienen erstellt publiziert publicado publicada creado criado " +
			"pubblicato pubblicata creato gepubliceerd geplaatst opublikowano dodano publikacja publikacji utworzono опубликовано опубликован " +
			"опубликована создано опубліковано створено publicerad publicerat udgivet publisert julkaistu publikováno yayınlanma diterbitkan نشر " +
			"δημοσίευση 입력 등록 게시 승인",
		updated: "updated update updates modified revised modifié modifiée maj jour actualisé aktualisiert stand geändert " +
			"actualizado actualizada actualización modificado modificada atualizado atualizada atualização aggiornato aggiornata aggiornamento " +
			"modificato modificata modifica bijgewerkt gewijzigd aktualizacja aktualizacji zaktualizowano zmodyfikowano обновлено обновлён обновлен " +
			"обновлена обновление изменено оновлено змінено відредаговано uppdaterad uppdaterat opdateret oppdatert päivitetty aktualizováno " +
			"güncelleme diperbarui تحديث ενημέρωση 수정",
		foreign: "accessed retrieved fetched printed archived expires abgerufen gedruckt consulté consultado geraadpleegd",
	} {
		for _, w := range strings.Fields(list) {
			m[w] = label
		}
	}
	return m
}()

var weekdays = set("mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun sunday " +
	"montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche " +
	"lunes martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì venerdì sabato domenica " +
	"maandag dinsdag woensdag donderdag vrijdag zaterdag zondag " +
	"poniedziałek wtorek środa czwartek piątek sobota niedziela понедельник вторник среда четверг пятница суббота воскресенье " +
	"понеділок вівторок середа четвер п’ятниця субота неділя")

// dateWord is what is known of a word that may stand in a date.
type dateWord struct {
	text    string // in lower case; "" for a word of which nothing is known
	month   int    // from 1; 0 for none
	label   dateLabel
	half    byte  // of the day: 'a' or 'p'
	zone    *zone // nil for none
	weekday bool
	at      bool // stands before a time of day
	known   bool // stands in dates
}

var unknownWord dateWord // never written to

// dateWords are the words of all lists above and of besideDates.
var dateWords = func() map[string]*dateWord {
	all := map[string]*dateWord{}
	its := func(text string) *dateWord {
		w := all[text]
		if w == nil {
			w = &dateWord{text: text}
			all[text] = w
		}
		return w
	}
	for w, n := range months {
		its(w).month = n
	}
	for w, l := range labels {
		its(w).label = l
	}
	for w, h := range halves {
		its(w).half = h
	}
	for w, minutes := range zones {
		its(w).zone = &zone{minutes: minutes, name: w, american: americanZones[w]}
	}
	for w := range atWords {
		its(w).at = true
	}
	for w := range weekdays {
		its(w).weekday = true
	}
	for w := range besideDates {
		its(w).known = true
	}
	for _, w := range all {
		if w.label == unlabelled {
			w.label = labelInside([]byte(w.text))
		}
		w.known = w.known || w.weekday || w.month > 0 || w.label != unlabelled || w.half != 0 || w.zone != nil
	}
	return all
}()

var dateWordSizes = sizesOf(dateWords)

// longestDateWord bounds the bytes of a word that is looked up.
const longestDateWord = 48

// dateWordOf looks a word up. Chinese and Japanese words stand without blanks, so
// labels are looked for inside theirs.
func dateWordOf(w []byte) *dateWord {
	var lower [longestDateWord + utf8.UTFMax]byte
	key := lower[:0]
	if isASCII(w) {
		if len(w) <= longestDateWord && dateWordSizes.may(w, len(w)) { // seldom, and the rest takes longer
			if its := dateWords[string(lowerASCII(key, w))]; its != nil {
				return its
			}
		}
		return &unknownWord
	}
	for i := 0; i < len(w) && len(key) <= longestDateWord; {
		r, size := rune(w[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(w[i:])
		}
		key = utf8.AppendRune(key, unicode.ToLower(r))
		i += size
	}
	if its, ok := dateWords[string(key)]; ok && len(key) <= longestDateWord {
		return its
	}
	switch labelInside(w) {
	case updated:
		return &updatedWord
	case published:
		return &publishedWord
	}
	return &unknownWord
}

// labelInside is the label that a word without blanks holds.
func labelInside(w []byte) dateLabel {
	if w[0] < 0xe3 { // from U+3000 on
		return unlabelled
	}
	for _, part := range [...]string{"更新", "修正", "修改"} {
		if bytes.Contains(w, []byte(part)) {
			return updated
		}
	}
	for _, part := range [...]string{"发布", "發布", "發佈", "发表", "公開", "掲載", "配信"} {
		if bytes.Contains(w, []byte(part)) {
			return published
		}
	}
	return unlabelled
}

// Words that hold a label; never written to.
var (
	updatedWord   = dateWord{label: updated, known: true}
	publishedWord = dateWord{label: published, known: true}
)
