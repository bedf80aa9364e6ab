package clean

// A byline is cut down to names, so that two pages with the same authors say
// the same: "By Ann Marten and Joe P. Quill, Staff Writers | Harbour Post" is
// "Ann Marten, Joe P. Quill". What is no name goes: the word before it, roles,
// towns ("in Oslo"), handles, addresses, the outlet. An agency goes to its own
// field. A byline with nothing else keeps what it says: "Market desk".

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// names cuts a byline; agency is "" when it names none.
func names(byline []byte) (authors, agency string) {
	if name, rest := plainHead(byline); name != nil {
		return string(name), agencyIn(rest, true)
	}
	byline = byline[:min(len(byline), longestByline)]
	parts := bytes.FieldsFunc(byline, func(r rune) bool { return r == '|' || r == '•' || r == '·' })
	if len(parts) == 0 {
		return "", ""
	}
	for _, p := range parts[1:] {
		agency = cmp.Or(agency, agencyIn(p, true))
	}
	head := firstSentence(withoutSigns(withoutDay(string(parts[0]))))
	for open := strings.IndexByte(head, '('); open >= 0; open = strings.IndexByte(head, '(') {
		end := strings.IndexByte(head[open:], ')')
		if end < 0 {
			break
		}
		agency = cmp.Or(agency, agencyIn([]byte(head[open:open+end]), true))
		head = strings.TrimRight(head[:open], " ") + head[open+end+1:]
	}
	var list []string
	for _, part := range splitNames(head) {
		part, rest := cutTown(part)
		part = strings.Trim(part, " ,.:;–—-")
		ofAgency := agencyIn([]byte(part), true)
		if agency = cmp.Or(agency, ofAgency, agencyIn([]byte(rest), true)); ofAgency != "" && strings.Count(part, " ") < 3 {
			continue
		}
		switch part = withoutRole(part); {
		case part == "" || accounts[strings.ToLower(part)]:
		case nameEnding[part] && len(list) > 0:
			list[len(list)-1] += " " + part
		case len(list) > 0 && (outlet(part) || noName(part) || !strings.Contains(part, " ") && strings.Contains(list[0], " ")): // "editing by Joe Quill", "Portpost"
		default:
			list = append(list, part)
		}
	}
	if len(list) == 0 {
		if agency != "" {
			return agency, agency
		}
		if head = strings.Trim(head, " ,.:"); accounts[strings.ToLower(head)] {
			return "", ""
		}
		return head, ""
	}
	return strings.Join(list, ", "), agency
}

// plainHead is the plain name that a byline begins with, nil for none, and what stands
// behind a bar.
func plainHead(byline []byte) (name, rest []byte) {
	head, rest, _ := bytes.Cut(byline[:min(len(byline), longestByline)], []byte(" |"))
	return plainName(head), rest
}

// plainName is the name in "By Ann Marten", which is what most bylines are:
// nothing but words with a capital, none of which is more than a name. It is nil
// for any other byline.
func plainName(b []byte) []byte {
	sign, name, ok := bytes.Cut(b, []byte{' '})
	var lower [16]byte
	if !ok || len(sign) > len(lower) || !isASCII(sign) || !signWords[string(lowerASCII(lower[:0], sign))] {
		return nil
	}
	for start, i := 0, 0; i <= len(name); i++ {
		if i < len(name) && (byteKind[name[i]]&(kLower|kUpper) != 0 || name[i] >= utf8.RuneSelf || name[i] == '.' || name[i] == '-' || name[i] == '\'') {
			continue
		}
		if i < len(name) && name[i] != ' ' || i == start || i-start > len(lower) {
			return nil
		}
		if r, _ := utf8.DecodeRune(name[start:]); !unicode.IsUpper(r) {
			return nil
		}
		if besideSizes.may(name[start:i], i-start) && besideNames[string(lowerASCII(lower[:0], name[start:i]))] {
			return nil
		}
		start = i + 1
	}
	return name
}

// plainByline reports the bylines that a byte test can tell: "By Ann Marten |
// Harbour Post". The pattern of class byline, which looks ahead and so runs on
// the slower engine, matches them all; it is left with the others.
func plainByline(line []byte) bool {
	head, rest, _ := bytes.Cut(line, []byte(" |"))
	sign, name, _ := bytes.Cut(head, []byte{' '})
	switch string(sign) {
	case "By", "BY", "by", "Von", "Par", "Por", "Di", "Door":
	default:
		return false
	}
	if len(rest) > 90 || !isASCII(head) || bytes.Count(name, []byte{' '}) > 6 || plainName(head) == nil {
		return false
	}
	var lower [16]byte
	end := 0
	for end < len(name) && byteKind[name[end]] != 0 { // By A.-M. is not by a
		end++
	}
	word := name[:end]
	return len(word) > 1 && !(opensOtherSizes.may(word, len(word)) && opensOther[string(lowerASCII(lower[:0], word))])
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// opensOther are words behind "by" that no name begins with: of phrases, and of dates.
var opensOther = func() map[string]bool {
	m := set("the an our now then contrast comparison design")
	maps.Copy(m, weekdays)
	for w := range months {
		m[w] = true
	}
	return m
}()

var opensOtherSizes = sizesOf(opensOther)

// accounts are the names of those who install publishing systems.
var accounts = set("admin administrator webmaster root superuser")

// besideNames are the words that names has to look at.
var besideNames = func() map[string]bool {
	m := set("jr sr ii iii iv md phd")
	for _, words := range [...]map[string]bool{roleNouns, outletWords, signWords, accounts} {
		maps.Copy(m, words)
	}
	for w := range agencies {
		m[w] = true
	}
	return m
}()

var besideSizes = sizesOf(besideNames)

func lowerASCII(dst, b []byte) []byte {
	for _, c := range b {
		dst = append(dst, lowerByte(c))
	}
	return dst
}

func lowerByte(c byte) byte {
	if byteKind[c] == kUpper {
		c |= 0x20
	}
	return c
}

// longestByline bounds the bytes that are read.
const longestByline = 300

// firstSentence cuts what stands behind a stop: "Ann Marten. Photographs by Joe
// Quill". Titles and initials are shorter than the words that a stop ends.
func firstSentence(s string) string {
	for at := 0; ; {
		stop := strings.Index(s[at:], ". ")
		if stop < 0 {
			return s
		}
		stop += at
		if last := strings.LastIndexByte(s[:stop], ' '); last > 0 && utf8.RuneCountInString(s[last+1:stop]) > 4 {
			return s[:stop]
		}
		at = stop + 1
	}
}

// withoutDay cuts a date off the end: "Ann Marten May 3, 2024", and "Ann
// MartenMay 3, 2024" of pages that keep the two apart by style alone.
func withoutDay(s string) string {
	end := strings.IndexFunc(s, unicode.IsDigit)
	if end < 0 {
		return s
	}
	fields := strings.Fields(s[:end])
	for n := len(fields); n > 1; n-- {
		w := strings.Trim(fields[n-1], ".,")
		if name := withoutGlued(w); name != w {
			fields[n-1] = name
			break
		}
		if w = strings.ToLower(w); months[w] == 0 && !weekdays[w] && labels[w] == unlabelled && w != "on" && w != "" {
			break
		}
		fields = fields[:n-1]
	}
	return strings.Join(fields, " ")
}

// withoutGlued cuts a month or weekday off a name that it is glued to. It has
// four letters at least, and the name three: McMay is a name.
func withoutGlued(w string) string {
	k := strings.LastIndexFunc(w, unicode.IsUpper)
	if k < 3 || len(w)-k < 4 {
		return w
	}
	if day := strings.ToLower(w[k:]); months[day] == 0 && !weekdays[day] {
		return w
	}
	return w[:k]
}

// withoutSigns drops the words that stand before a name ("Analysis by"), e-mail
// addresses, handles and domains.
func withoutSigns(s string) string {
	fields := strings.Fields(s)
	if k := slices.Index(fields[:min(len(fields), 4)], "by"); k > 0 && k+1 < len(fields) {
		fields = fields[k:]
	}
	for len(fields) > 1 && signWords[strings.ToLower(strings.TrimRight(fields[0], ":"))] {
		fields = fields[1:]
	}
	kept := fields[:0]
	for _, w := range fields {
		if !strings.Contains(w, "@") && !strings.Contains(w, "://") && !(len(kept) > 0 && isDomain(w)) {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}

// isDomain reports "harbourpost.com": lower case, for "J.R." is part of a name.
func isDomain(w string) bool {
	return strings.ToLower(w) == w && domainName([]byte(strings.Trim(w, ",;()")))
}

var signWords = set("by von par por di door author authors autor autores autore autori auteur auteurs written reporting edited posted published " +
	"text tekst texte текст автор авторы автори story reported words")

// splitNames cuts at commas and at "and". Two names have two words each:
// "Ortega y Gasset" is one.
func splitNames(s string) (parts []string) {
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ';' || r == '&' || r == '/' || r == '、' || r == '，' }) {
		words := strings.Fields(part)
		from := 0
		for i, w := range words {
			if !andWords[w] || i == from {
				if andWords[w] && i == from { // ", and Joe Quill"
					from = i + 1
				}
				continue
			}
			if i-from >= 2 && len(words)-i-1 >= 2 && words[from] != "The" || agencies[strings.ToLower(words[len(words)-1])] != "" {
				parts = append(parts, strings.Join(words[from:i], " "))
				from = i + 1
			}
		}
		if from < len(words) {
			parts = append(parts, strings.Join(words[from:], " "))
		}
	}
	return parts
}

var andWords = set("and with et avec und mit y e con com en met i z и с та і з")

// cutTown cuts "in Oslo", "for Reuters" and "of the Harbour Post" off the end
// of a name; rest is what was cut.
func cutTown(part string) (name, rest string) {
	for _, w := range [...]string{" in ", " for ", " at ", " of The ", " of the ", " from "} {
		if name, rest, ok := strings.Cut(part, w); ok {
			if r, _ := utf8.DecodeRuneInString(rest); unicode.IsUpper(r) || strings.HasPrefix(rest, "the ") {
				return name, rest
			}
		}
	}
	return part, ""
}

// withoutRole cuts a role off the end; it is "" when there is nothing else.
func withoutRole(part string) string {
	fields := strings.Fields(part)
	n, noun := len(fields), false
	for ; n > 0; n-- {
		w := strings.ToLower(fields[n-1])
		if !roleNouns[w] && !roleWords[w] {
			break
		}
		noun = noun || roleNouns[w]
	}
	if !noun {
		return part
	}
	if n == 1 { // "Harbour correspondent", not a name
		n = 0
	}
	return strings.Join(fields[:n], " ")
}

var roleNouns = set("writer writers reporter reporters correspondent correspondents editor editors journalist journalists columnist contributor " +
	"photographer producer intern analyst redakteur redakteurin redakteure korrespondent korrespondentin reporterin journalistin journaliste correspondant " +
	"correspondante envoyé envoyée redactor redactora corresponsal periodista enviado enviada giornalista inviato inviata corrispondente redattore " +
	"jornalista repórter correspondente redacteur verslaggever dziennikarz dziennikarka korespondent redaktor корреспондент корреспондентка " +
	"журналист журналистка редактор обозреватель кореспондент кореспондентка журналіст журналістка")

var roleWords = set("staff senior chief deputy special political business economics diplomatic foreign international national world sports sport " +
	"science health environment crime court education culture arts travel technology defence defense security investigative multimedia contributing " +
	"managing executive associate assistant general data city local state breaking news web online video freelance spécial spéciale leitender leitende")

var nameEnding = set("Jr Sr II III IV MD PhD")

// noName reports words that begin in lower case, but for "de Wit" and its like.
func noName(part string) bool {
	first, _, _ := strings.Cut(part, " ")
	r, _ := utf8.DecodeRuneInString(first)
	return unicode.IsLower(r) && !particles[first]
}

var particles = set("de del della di da do dos du d' van von der den ten ter zu zum la le el al bin ben ibn af av")

// outlet reports the name of a paper rather than of a person.
func outlet(part string) bool {
	for w := range strings.FieldsSeq(part) {
		if outletWords[strings.ToLower(w)] {
			return true
		}
	}
	return false
}

var outletWords = set("post times news herald gazette tribune journal press daily media today magazine chronicle newspaper network radio tv agency staff " +
	"zeitung blatt zeitschrift courrier diario periódico noticias giornale jornal notícias krant dagblad gazeta газета новости новини")
