package clean

// A dateline opens the first paragraph: "PARIS (AFP) - ", "LAGOS, May 3 (Reuters) — ",
// "Berlin (dpa) – ", "PostHarbour.example | May 3, 2025: ". It is no text of the story, and
// copies of one agency text differ in it, so it goes to the metadata.
//
// A dateline consists of parts between commas and bars, of an agency in brackets, and of a
// mark behind which a sentence begins with a capital. "The deal - " begins paragraphs, too,
// so one of these must vouch for a dateline: a known agency; capitals in brackets that are
// not the initials of the words before them; a date beside a place; two places; or a place
// all in capitals.

import (
	"bytes"
	"encoding/binary"
	"unicode"
	"unicode/utf8"
)

// longestDateline bounds the bytes that are looked at.
const longestDateline = 110

// dateline is what the dateline of a paragraph says.
type dateline struct {
	text   []byte // as printed, without the mark that ends it
	agency []byte // as printed
	known  string // the usual name of the agency; "" for an unknown one
	place  []byte // as printed: "PORT ANNA, Ore."
	domain []byte // of the site, which some sites print there
	label  bool   // only capitals before a colon vouch for it, as before what a speaker says
	dated  bool   // date is set
	date   printed
}

// mayEndDateline marks the first bytes of the marks that may stand behind a dateline; 0xe2
// begins a long dash.
var mayEndDateline = [256]bool{'-': true, '/': true, ':': true, '.': true, 0xe2: true}

// splitDateline returns the dateline of a paragraph and the text behind it; ok is false
// when there is none.
func splitDateline(b []byte) (d dateline, rest []byte, ok bool) {
	limit := min(len(b), longestDateline)
	looked := b[:min(len(b), limit+1)]
	for at := 0; at < len(looked); at++ {
		if at+8 <= len(looked) {
			if x := binary.LittleEndian.Uint64(looked[at:]); (x|between(x, '-', ':'))&topBits == 0 { // none of the eight bytes
				at += 7
				continue
			}
		}
		i, c := at, looked[at]
		if !mayEndDateline[c] {
			continue
		}
		if c == '-' { // the mark begins with the space or bracket before the hyphen
			if i--; i < 0 || b[i] != ' ' && b[i] != ')' {
				continue
			}
		}
		if i == limit {
			break
		}
		size, colon := datelineMark(b[i:])
		if size == 0 {
			if endsFirstSentence(b, i) {
				return d, nil, false
			}
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

// datelineMark reads the mark behind a dateline that b begins with: its length in bytes, 0
// when there is none, and whether it is a colon.
func datelineMark(b []byte) (size int, colon bool) {
	switch {
	case hasPrefix(b, " - "), hasPrefix(b, "/. "), hasPrefix(b, "—"), hasPrefix(b, "–"), hasPrefix(b, ")--"):
		return 3, false
	case hasPrefix(b, " -- "):
		return 4, false
	case hasPrefix(b, ")- "), hasPrefix(b, ".- "):
		return 2, false
	case hasPrefix(b, ": "):
		return 1, true
	}
	return 0, false
}

// endsFirstSentence reports whether the full stop at b[i] ends the first sentence, so that no
// dateline can follow. A date or its abbreviation may stand before a full stop inside a
// dateline.
func endsFirstSentence(b []byte, i int) bool {
	if !hasPrefix(b[i:], ". ") || i <= 20 || b[i-1] < 'a' {
		return false
	}
	word := b[bytes.LastIndexByte(b[:i], ' ')+1 : i]
	return !calendar(word) || len(word) > 4 && !hasPrefix(b[i:], ". /") && agencyOpens(b[i+2:]) == 0
}

// agencyOpens is the length of the name of an agency that b begins with, together with the
// name of a reporter behind a comma, when these are a sentence of their own or stand before
// a dash; 0 when b begins otherwise.
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

// opensSentence reports whether b begins with a capital, a digit or an opening quote.
func opensSentence(b []byte) bool {
	r, _ := utf8.DecodeRune(b)
	return len(b) > 0 && !unicode.IsLower(r) && (unicode.IsLetter(r) || unicode.IsDigit(r) || bytes.ContainsRune([]byte(`"'“‘«„`), r))
}

// readDateline reads the text before the mark; ok is false when nothing vouches that it is a
// dateline. colon says that the mark is a colon.
func readDateline(head []byte, colon bool) (d dateline, ok bool) {
	d.text = head
	var body []byte
	if d.agency, body = splitAgency(head); d.agency != nil {
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
	parts, ok := d.readParts(body)
	if !ok {
		return d, false
	}
	if parts.dated {
		d.date, d.dated = parseDate(body)
	}
	if shouts(body, false) { // "BREAKING (Reuters) - "
		d.place = nil
	}
	bar := bytes.IndexByte(body, '|') >= 0
	switch {
	case parts.places > 3:
		return d, false
	case known || parts.agency:
		return d, true
	case parts.places == 0:
		return d, false
	case d.agency != nil:
		return d, true
	case parts.places == 2 && !colon && !bar && !parts.dated:
		return d, true
	case parts.dated:
		return d, !colon || bar || parts.domain || parts.capitals
	}
	d.label = colon
	return d, parts.capitals && !shouts(body, colon) && utf8.RuneCount(body) >= 4
}

// splitAgency parts a dateline from the agency in brackets or slashes at its end; agency is
// nil when there is none.
func splitAgency(head []byte) (agency, body []byte) {
	end := len(head) - 1
	if open := bytes.LastIndexByte(head, '('); open >= 0 && end > open && head[end] == ')' {
		return head[open+1 : end], head[:open]
	}
	if end > 0 && head[end] == '/' {
		if open := bytes.LastIndexByte(head[:end], '/'); open >= 0 {
			return head[open+1 : end], head[:open]
		}
	}
	return nil, head
}

// datelineParts is what the parts of a dateline say, without the agency in brackets.
type datelineParts struct {
	places   int
	dated    bool
	domain   bool // the domain of a site is among them
	agency   bool // a known agency is among them, by its domain
	capitals bool // the first place is all in capitals
}

// readParts reads the parts between commas and bars: places, domains and dates. ok is false
// when one of them is none of these.
func (d *dateline) readParts(body []byte) (parts datelineParts, ok bool) {
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
			continue
		case calendar(part):
			parts.dated = true
			continue
		case !place(part):
			return parts, false
		}
		if parts.places++; parts.places == 1 {
			parts.capitals = allCapitals(part)
		}
		if domainName(part) {
			if d.known = agencyIn(part, true); d.known != "" && d.agency == nil { // INTERFAX.RU
				d.agency, parts.agency = part, true
			} else {
				parts.domain, d.domain = true, part
			}
			continue
		}
		if from < 0 {
			from = start
		}
		d.place = body[from : start+len(part)]
	}
	return parts, true
}

// partEnd is where the part that begins at a byte ends: at a comma, at a bar, or at the
// full stop of "Москва. 14 марта."
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

// A full stop behind so many letters may belong to the name of a town: "St. Anna".
const shortestStopped = 4

// initials reports whether two to six capitals may be an agency that nobody knows, because
// they are not the initials of what stands before them, as in "Harbour Workers Union
// (HWU)".
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

// calendar reports whether b is a date or a part of one: "May 3", "Dec. 6", "2025",
// "Friday".
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

// place reports whether b is one to four capitalised words, or a domain.
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

// domainName reports whether b is a domain, as "HarbourPost.com" is and the "N.Y." of New
// York is not.
func domainName(b []byte) bool {
	dot := bytes.LastIndexByte(b, '.')
	return dot > 0 && len(b)-dot > 2 && bytes.IndexByte(b, ' ') < 0
}
