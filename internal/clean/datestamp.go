package clean

// A line of dates and nothing else is of class date, whatever its language and
// order: "Stand: 12.05.2024, 10:40 Uhr", "입력 2024.05.12 10:40 수정 2024.05.13".
// Each of its words must be one that stands in dates, and there must be a date
// with a year. Patterns for this took a line of a hundred words for the labels
// alone, and knew a third of the forms; the rule of rules.txt has what a reader
// of tokens cannot tell: dates without a year, and a name behind a bar.

// longestStamp is in characters.
const longestStamp = 110

// isStamp reports such a line; it must have passed startsDate and holdsDate.
func isStamp(text []byte) bool {
	if len(text) > longestDate {
		return false
	}
	var few [64]dateToken
	for _, t := range dateTokens(few[:0], text) {
		switch {
		case t.digits > 4:
			return false
		case t.isWord():
			if !t.word.known {
				return false
			}
		case t.mark == '$' || t.mark == '€' || t.mark == '£' || t.mark == '%' || t.mark == '?' || t.mark == '!' || t.mark == '"' || t.mark == '“':
			return false
		}
	}
	_, ok := parseDate(text)
	return ok
}

// besideDates are the small words of dates in the ten languages and some more.
var besideDates = set("t th st nd rd am pm a m p s at on of the first last local time date edt hrs hr h min o clock original originally since " +
	"le la les à en mis mise date er heure heures de du dernière première modification publication " +
	"um uhr vom letzte zuletzt datum den der erstmals " +
	"el las los del hora horas última fecha a publicación il alle ore del ultimo data em às última hs o e y " +
	"op om uur laatst laatste voor het dnia godz godzina roku r data ostatnia w o " +
	"г г. год года году р року в о об дата последнее останнє ч час " +
	"sist sidst senast senest naposledy viimeksi kl klo den saat tarihi tarih ve pada pukul το στις " +
	"central european eastern pacific mountain standard daylight summer ago há hace vor fa atrás minutes hours mins minuti minutos stunden minuten il y heures назад часа часов минут тому години годин хвилин temu " +
	"mo di mi do fr sa so ma wo vr za zo segunda terça quarta quinta sexta feira пн вт ср чт пт сб вс нд п ятниця " +
	"曜 火 水 木 金 土 星期 星期一 星期二 星期三 星期四 星期五 星期六 周一 周二 周三 周四 周五 周六 周 時間 时间 間 于 於 更新于 " +
	"화 수 목 금 토 화요 수요 목요 금요 토요 요 최종 " +
	"في الساعة الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت م ص آخر تاريخ")

const (
	datesInRow = 3 // lines that make a list
	reachProse = 3 // units from the list up to the prose that it belongs to
)

// keepDateLists takes the class off dates in a row that have something behind
// each and stand below prose: a list of the article, "June 3 - Port Anna, Old
// Gate" as of a tour, where each line alone would be a date and a section.
func (c *Cleaner) keepDateLists() {
	us, dates := c.units, c.classifier.dates
	for i, end := 0, 0; i < len(us); i = max(i+1, end) { // end is behind the last run looked at: none is looked at twice
		if us[i].rule == nil || us[i].rule != dates {
			continue
		}
		alone := (i == 0 || !mayBeDated(&us[i-1], dates)) && (i+1 == len(us) || !mayBeDated(&us[i+1], dates))
		if alone || !dated(&us[i], dates) {
			continue
		}
		a := i
		for a > end && dated(&us[a-1], dates) {
			a--
		}
		for end = i + 1; end < len(us) && dated(&us[end], dates); end++ {
		}
		if end-a < datesInRow || !c.belowProse(a) {
			continue
		}
		for j := i; j < end; j++ {
			us[j].rule = nil
		}
	}
}

// belowProse reports that unit i stands near below prose, and nothing of the page's between.
func (c *Cleaner) belowProse(i int) bool {
	for k := i - 1; k >= max(0, i-reachProse) && !c.units[k].rule.has(isStrong); k-- {
		if c.units[k].prose() > 0 {
			return true
		}
	}
	return false
}

// dated reports a line that starts with a date and goes on with something else.
func dated(u *unit, dates *class) bool {
	return mayBeDated(u, dates) && startsDate(u.text) && holdsDate(u.text) && !isStamp(u.text)
}

// mayBeDated is what is known of dated without a look at the text.
func mayBeDated(u *unit, dates *class) bool {
	return (u.rule == nil || u.rule == dates) && u.digit && u.prose() == 0
}
