package clean

// A dateline opens the first paragraph: "PARIS (AFP) - ", "LAGOS, May 3
// (Reuters) — ", "Berlin (dpa) – ", "PostHarbour.example | May 3, 2025: ". It
// is not the story's text: copies of one agency text differ in it, so it goes
// to the metadata. Read as: parts divided by commas and bars, an agency in
// brackets, a mark that ends it, and a capital behind the mark. One of these
// must vouch for it, because "The deal - " begins paragraphs too: a known
// agency, capitals in brackets that are not the initials of what stands before
// them, a date beside a place, two places, or a place all in capitals.

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsdup/internal/clip"
)

// longestDateline bounds the bytes looked at.
const longestDateline = 110

type dateline struct {
	text   []byte // as printed, without the mark that ends it
	agency []byte // as printed
	known  string // its usual name, "" for one that nobody knows
	place  []byte // as printed: "PORT ANNA, Ore."
	domain []byte // of the site, which some print there
	label  bool   // nothing vouches for it but capitals before a colon
	dated  bool   // date is known
	date   printed
}

// endsDateline marks the bytes that a mark behind a dateline has: 0xe2 begins a long dash.
var endsDateline = [256]bool{'-': true, '/': true, ':': true, '.': true, 0xe2: true}

// splitDateline returns the dateline of a paragraph and what follows it; ok is
// false when there is none.
func splitDateline(b []byte) (d dateline, rest []byte, ok bool) {
	limit := min(len(b), longestDateline)
	looked := b[:min(len(b), limit+1)]
	for at := 0; at < len(looked); at++ {
		if at+8 <= len(looked) {
			if x := binary.LittleEndian.Uint64(looked[at:]); (x|between(x, '-', ':'))&topBits == 0 { // none of eight
				at += 7
				continue
			}
		}
		i, c := at, looked[at]
		if !endsDateline[c] {
			continue
		}
		if c == '-' { // behind a blank or a bracket
			if i--; i < 0 || b[i] != ' ' && b[i] != ')' {
				continue
			}
		}
		if i == limit {
			break
		}
		size := 0
		colon := false
		switch {
		case hasPrefix(b[i:], " - "), hasPrefix(b[i:], "/. "), hasPrefix(b[i:], ") – "[2:]):
			size = 3
		case hasPrefix(b[i:], " -- "):
			size = 4
		case hasPrefix(b[i:], "—"), hasPrefix(b[i:], "–"):
			size = 3
		case hasPrefix(b[i:], ")- "), hasPrefix(b[i:], ".- "):
			size = 2
		case hasPrefix(b[i:], ")--"):
			size = 3
		case hasPrefix(b[i:], ": "):
			size, colon = 1, true
		case hasPrefix(b[i:], ". "):
			word := b[bytes.LastIndexByte(b[:i], ' ')+1 : i]
			if i > 20 && b[i-1] >= 'a' && !(calendar(word) && (len(word) <= 4 || hasPrefix(b[i:], ". /") || agencyOpens(b[i+2:]) > 0)) { // the sentence is over
				return d, nil, false
			}
			continue
		default:
			continue
		}
		head := b[:i]
		if b[i] == ')' || b[i] == '/' {
			head = b[:i+1]
		}
		rest = bytes.TrimLeft(b[i+size:], " -")
		for hasPrefix(rest, "—") || hasPrefix(rest, "–") {
			rest = bytes.TrimLeft(rest[3:], " ")
		}
		if d, ok = readDateline(bytes.TrimRight(head, " "), colon); ok && len(rest) > 0 && (d.agency != nil || opensSentence(rest)) {
			if n := agencyOpens(rest); n > 0 && d.agency == nil { // "PORT ANNA, 14 May - TASS, Ann Marten. "
				d.agency = bytes.TrimRight(rest[:n], ". ")
				d.known = agencyIn(d.agency, false)
				d.text, rest = b[:len(b)-len(rest)+len(d.agency)], rest[n:]
			}
			return d, rest, true
		}
	}
	return d, nil, false
}

// agencyOpens is the length of the agency's name that b begins with, and of the
// reporter's behind a comma, as a sentence of their own or before a dash; 0 for none.
func agencyOpens(b []byte) int {
	b = b[:min(len(b), longestDateline)]
	first := max(0, bytes.IndexAny(b[:min(len(b), longestSignature)], " .,"))
	if agencyIn(b[:first], true) == "" {
		return 0
	}
	for _, end := range [...]string{". ", " - ", " – "} {
		n := bytes.Index(b, []byte(end))
		if n < 0 {
			continue
		}
		for part := range bytes.SplitSeq(b[:n], []byte(", ")) {
			if !place(part) {
				return 0
			}
		}
		return n + len(end)
	}
	return 0
}

// opensSentence reports a capital, a digit or an opening quote.
func opensSentence(b []byte) bool {
	r, _ := utf8.DecodeRune(b)
	return len(b) > 0 && !unicode.IsLower(r) && (unicode.IsLetter(r) || unicode.IsDigit(r) || bytes.ContainsRune([]byte(`"'“‘«„`), r))
}

func readDateline(head []byte, colon bool) (d dateline, ok bool) {
	d.text = head
	body := head
	if open, end := bytes.LastIndexByte(head, '('), len(head)-1; open >= 0 && end > open && head[end] == ')' {
		d.agency, body = head[open+1:end], head[:open]
	} else if end > 0 && head[end] == '/' {
		if open := bytes.LastIndexByte(head[:end], '/'); open >= 0 {
			d.agency, body = head[open+1:end], head[:open]
		}
	}
	if d.agency != nil {
		d.known = agencyIn(d.agency, false)
	}
	known := d.known != ""
	body = bytes.TrimRight(body, " -")
	if d.agency != nil && !known && !colon && !initials(d.agency, body) && place(d.agency) && allCapitals(body) {
		d.agency, body = nil, head // "PORT ANNA (Norway)"
	}
	if d.agency != nil && !known && (colon || !initials(d.agency, body)) {
		return d, false
	}
	if hasPrefix(body, "FILE") && (len(body) == len("FILE") || body[len("FILE")] == ' ') {
		return d, false // "FILE - The gate in 2019": a caption
	}
	places, dated, bar, domain, capitals := 0, false, bytes.IndexByte(body, '|') >= 0, false, true
	from := -1 // where the first place begins
	for at, end := 0, 0; at < len(body); at = end + 1 {
		end = partEnd(body, at)
		part := bytes.TrimLeft(body[at:end], " ")
		start := end - len(part)
		part = bytes.TrimRight(part, " ")
		if open := bytes.Index(part, []byte(" (")); open > 0 && part[len(part)-1] == ')' && place(part[open+2:len(part)-1]) {
			part = part[:open] // "Port Anna (Norway)"
		}
		switch {
		case len(part) == 0:
		case calendar(part):
			dated = true
		case place(part):
			if places++; places == 1 {
				capitals = allCapitals(part)
			}
			if domainName(part) {
				if d.known = agencyIn(part, true); d.known != "" && d.agency == nil { // INTERFAX.RU
					d.agency, known = part, true
					continue
				}
				domain, d.domain = true, part
				continue
			}
			if from < 0 {
				from = start
			}
			d.place = body[from : start+len(part)]
		default:
			return d, false
		}
	}
	if dated {
		d.date, d.dated = parseDate(body)
	}
	if shouts(body, false) { // "BREAKING (Reuters) - "
		d.place = nil
	}
	switch {
	case places > 3:
		return d, false
	case known:
		return d, true
	case places == 0:
		return d, false
	case d.agency != nil:
		return d, true
	case places == 2 && !colon && !bar && !dated:
		return d, true
	case dated:
		return d, !colon || bar || domain || capitals
	}
	d.label = colon
	return d, capitals && !shouts(body, colon) && utf8.RuneCount(body) >= 4
}

// partEnd is where the part of a dateline that begins at a byte ends: at a comma, at
// a bar, or at the stop of "Москва. 14 марта."
func partEnd(body []byte, at int) int {
	for i := at; i < len(body); i++ {
		switch body[i] {
		case ',', '|':
			return i
		case '.':
			if hasPrefix(body[i:], ". ") && i-at > shortestStopped && (calendar(body[i+2:min(len(body), i+4)]) || calendar(bytes.TrimLeft(body[at:i], " "))) {
				return i
			}
		}
	}
	return len(body)
}

// shortestStopped is the bytes of a town's name that is not written short: "St. Anna".
const shortestStopped = 4

// initials reports two to six capitals that may be an agency nobody knows:
// they are not the initials of what stands before them, as in "Harbour Workers
// Union (HWU)".
func initials(agency, before []byte) bool {
	if len(agency) < 2 || len(agency) > 6 {
		return false
	}
	for _, c := range agency {
		if byteKind[c] != kUpper {
			return false
		}
	}
	k := 0
	for w := range bytes.FieldsSeq(before) {
		if k < len(agency) && w[0] == agency[k] {
			k++
		}
	}
	return k < len(agency)
}

// calendar reports a date or a piece of one: "May 3", "Dec. 6", "2025", "Friday".
func calendar(b []byte) bool {
	digits, names := false, false
	for start, i := 0, 0; i <= len(b); i++ {
		if i < len(b) && b[i] != ' ' && b[i] != '.' && b[i] != '-' && b[i] != '/' {
			continue
		}
		w := b[start:i]
		start = i + 1
		if len(w) == 0 {
			continue
		}
		switch its := dateWordOf(w); {
		case its.month > 0 || its.weekday:
			names = true
		case w[0] >= '0' && w[0] <= '9' && len(w) <= 4:
			digits = true
		case its.text == "de" || its.text == "of" || its.text == "le" || its.text == "den":
		default:
			return false
		}
	}
	return digits || names
}

// place reports one to four capitalised words, or a domain.
func place(b []byte) bool {
	words := 0
	for w := range bytes.FieldsSeq(b) {
		r, _ := utf8.DecodeRune(w)
		if !unicode.IsLetter(r) || unicode.IsLower(r) && words == 0 {
			return false
		}
		if unicode.IsLower(r) && len(w) > 3 { // "Rio de Janeiro", not "The deal"
			return false
		}
		words++
	}
	return words >= 1 && words <= 4
}

// domainName reports "HarbourPost.com", but not the "N.Y." of New York.
func domainName(b []byte) bool {
	dot := bytes.LastIndexByte(b, '.')
	return dot > 0 && len(b)-dot > 2 && bytes.IndexByte(b, ' ') < 0
}

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

// shouts reports words in capitals that open a headline or a paragraph and are no
// place: all of them, or before a colon the first.
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

// shoutWords warn, name a sort of text or ask to look.
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

// takeDateline takes what a dateline says.
func (c *Cleaner) takeDateline(m *clip.Meta, d *dateline) {
	take := func(name string, field *string, value string) {
		if *field == "" && value != "" {
			*field = value
			c.told.tell(name, "the dateline", "")
		}
	}
	take(factSite, &m.Site, strings.ToLower(string(d.domain)))
	if !c.options.NoNames {
		take(factDateline, &m.Dateline, string(d.text))
		take(factPlace, &m.Place, string(d.place))
		if m.Agency == "" && len(d.agency) > 0 {
			take(factAgency, &m.Agency, cmp.Or(d.known, string(d.agency)))
		}
	}
	if !d.dated || !m.Date.IsZero() && !c.told.on {
		return
	}
	p, why, ok := c.settle(d.date, m)
	switch {
	case !m.Date.IsZero():
		if ok && m.Date.Gap(p.date()).Hours() > 48 {
			c.told.add(factDate, "the dateline says "+p.quote())
		}
	case ok:
		m.Date = p.date()
		fallthrough
	default:
		c.told.tell(factDate, "the dateline", why)
	}
}

const (
	// How many paragraphs from the top may open with a dateline: standfirsts and
	// captions stand above the first.
	datelineWithin = 5
	shortestDated  = 8 // words of such a paragraph, also without it
)

// datelines takes the datelines of the first paragraphs that are kept, also one
// behind another.
func (c *Cleaner) datelines(meta *clip.Meta) {
	for i, paragraphs := 0, 0; i < len(c.units) && paragraphs < datelineWithin; i++ {
		u := &c.units[i]
		if c.why[i] != "" || u.n < shortestDated {
			continue
		}
		o := c.lostBy(i)
		for u.n-o.words >= shortestDated {
			text := u.text[o.rest:]
			d, rest, ok := splitDateline(text)
			if !ok || d.label && c.speakers() {
				paragraphs++
				break
			}
			c.takeDateline(meta, &d)
			if o.rest == 0 {
				c.lost = append(c.lost, o)
			}
			o = lostDateline{i, o.rest + len(d.text), len(u.text) - len(rest), o.words + c.classifier.words(d.text)}
			c.lost[len(c.lost)-1] = o
		}
	}
}

// speakers reports a text in which "ANN MARTEN: " stands before what somebody says: the
// paragraph is not the only one that begins so.
func (c *Cleaner) speakers() bool {
	n := 0
	for i := range c.units {
		text := c.units[i].text
		end := bytes.IndexByte(text[:min(len(text), longestLabel)], ':')
		if end > 0 && c.why[i] == "" && allCapitals(text[:end]) && place(text[:end]) {
			n++
		}
	}
	return n >= 2
}
