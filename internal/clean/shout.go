package clean

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// allCapitals reports whether b has at least three capitals and no letter in lower case.
func allCapitals(b []byte) bool {
	letters := 0
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
		b = b[size:]
	}
	return letters >= 3
}

// shouts reports whether b consists of words in capitals that open a headline or a
// paragraph and are no place. Before a colon, the first word decides.
func shouts(b []byte, colon bool) bool {
	for w := range bytes.FieldsSeq(b) {
		w = bytes.TrimRight(w, "!")
		known := len(w) > 0 && shoutSizes.may(w, len(w)) && shoutWords[string(w)]
		if colon || !known {
			return known
		}
	}
	return true
}

// shoutWords warn, name a kind of text, or ask the reader to look.
var shoutWords = set("UPDATE UPDATED UPDATES WATCH BREAKING EXCLUSIVE NOTE ANALYSIS OPINION VIDEO LIVE READ MORE PHOTOS PHOTO DEAR EDITORIAL FACT " +
	"CORRECTION QUESTION ANSWER HOST SPOILER WARNING REVIEW INTERVIEW NEWS ATTENTION ALERT URGENT IMPORTANT DEVELOPING CAUTION NOTICE REMINDER " +
	"EXPLAINER PREVIEW RECAP FEATURE PODCAST POLL QUIZ FLASH INFO DIRECT " +
	"URGENTE EXCLUSIF EXCLUSIVA EXCLUSIVO EXCLUSIV VIDÉO VIDEOS VIDÉOS ENTRETIEN TRIBUNE ÉDITO ANALYSE ENQUÊTE REPORTAGE RÉCIT " +
	"ACHTUNG EIL EILMELDUNG EILT WARNUNG HINWEIS KOMMENTAR LIVETICKER KORREKTUR EXKLUSIV BILDER " +
	"ATENCIÓN ATENÇÃO ATTENZIONE ÚLTIMA HORA AVISO ALERTA ANÁLISIS ANÁLISE ANALISI OPINIÓN OPINIÃO ENTREVISTA INTERVISTA ESCLUSIVA AGGIORNAMENTO DIRETTA FOTOS FOTO " +
	"LET OP OPGELET UPDATE OPINIE PILNE UWAGA WIDEO NIEUWS " +
	"ВНИМАНИЕ СРОЧНО МОЛНИЯ ВИДЕО ФОТО ЭКСКЛЮЗИВ МНЕНИЕ ОБНОВЛЕНО ВАЖНО УВАГА ТЕРМІНОВО БЛИСКАВКА ВІДЕО ЕКСКЛЮЗИВ ОНОВЛЕНО " +
	"SON DAKİKA DİKKAT")

var shoutSizes = sizesOf(shoutWords)
