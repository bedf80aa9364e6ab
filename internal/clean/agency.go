package clean

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// agencyIn is the usual name of the news agency that b names: "AP" in "The
// Associated Press", "AFP/AP" in "AFP/AP"; "" for none. Where b is not known to
// stand at an agency's place, strict takes short names only as agencies write
// them: "PA" and "dpa", but not the "Pa" of Pennsylvania.
func agencyIn(b []byte, strict bool) (names string) {
	if len(b) > longestDateline {
		return ""
	}
	last := ""
	for len(b) > 0 {
		var lower [24]byte
		w, key := b, lower[:0]
		size := 0
		for len(b) > 0 {
			r, n := rune(b[0]), 1
			if r >= utf8.RuneSelf {
				r, n = utf8.DecodeRune(b)
			}
			b = b[n:]
			if r < utf8.RuneSelf && byteKind[r]&(kLower|kUpper) == 0 || r >= utf8.RuneSelf && !unicode.IsLetter(r) {
				break
			}
			if size += n; len(key)+utf8.UTFMax <= len(lower) {
				key = utf8.AppendRune(key, unicode.ToLower(r))
			}
		}
		w = w[:size]
		if size == 0 || !agencySizes.may(key, size) {
			continue
		}
		name := agencies[string(key)]
		switch {
		case name == phrase:
			name = agencyPhrase(w, b)
		case strict && len(name) <= 4 && string(w) != name && bytes.ContainsFunc(w, unicode.IsLower):
			name = ""
		}
		if name == "" || name == last {
			continue
		}
		if last = name; names != "" {
			name = names + "/" + name
		}
		names = name
	}
	return names
}

// agencyPhrase is the agency of a name of several words: w, and what follows.
func agencyPhrase(w, rest []byte) string {
	next := strings.ToLower(string(rest[:min(len(rest), 24)]))
	for _, p := range agencyPhrases {
		if strings.EqualFold(string(w), p.first) && strings.HasPrefix(next, p.next) {
			return p.name
		}
	}
	return ""
}

// phrase stands for a word that begins a name of several.
const phrase = "..."

// agencies by their names in lower case, each with its usual one.
var agencies = func() map[string]string {
	m := map[string]string{}
	for _, name := range strings.Fields("AFP AP Reuters Xinhua dpa EFE ANSA TASS Interfax PA UPI IANS PTI ANI Bloomberg Kyodo Yonhap Anadolu APA Belga " +
		"ANP PAP Lusa Ukrinform UNIAN CP AAP NAN Adnkronos AGI BTA CNA ČTK TASR STA HINA MTI Tanjug SRNA Agerpres Jiji NTB Ritzau SDA STT TT LETA ELTA BNS " +
		"WAM MENA SPA KUNA QNA PETRA SANA IRNA MEHR ISNA APS TAP GNA KBC APP BSS UNB PNA VNA TNA MNA Antara Bernama Notimex Télam LaPresse Italpress askanews Sputnik PRNewswire CNW ots CNN BBC RFE AFX SID KNA epd RIA NHK") {
		m[strings.ToLower(name)] = name
	}
	for _, other := range [...][2]string{
		{"aa", "Anadolu"}, {"ctk", "ČTK"}, {"telam", "Télam"}, {"itar", "TASS"}, {"тасс", "TASS"}, {"интерфакс", "Interfax"}, {"інтерфакс", "Interfax"},
		{"укринформ", "Ukrinform"}, {"укрінформ", "Ukrinform"}, {"униан", "UNIAN"}, {"уніан", "UNIAN"}, {"риа", "RIA"}, {"унн", "UNN"}, {"рейтер", "Reuters"}, {"афп", "AFP"},
		{"新华社", "Xinhua"}, {"新華社", "Xinhua"}, {"共同", "Kyodo"}, {"時事", "Jiji"}, {"연합뉴스", "Yonhap"},
	} {
		m[other[0]] = other[1]
	}
	for _, p := range agencyPhrases {
		m[p.first] = phrase
	}
	return m
}()

var agencySizes = sizesOf(agencies)

// agencyPhrases are names of several words, in lower case.
var agencyPhrases = [...]struct{ first, next, name string }{
	{"associated", "press", "AP"}, {"france", "presse", "AFP"}, {"press", "trust of india", "PTI"}, {"press", "association", "PA"},
	{"deutsche", "presse-agentur", "dpa"}, {"canadian", "press", "CP"}, {"europa", "press", "Europa Press"},
	{"agência", "brasil", "Agência Brasil"}, {"united", "press international", "UPI"}, {"business", "wire", "Business Wire"}, {"globe", "newswire", "GlobeNewswire"},
}

// creditedTo is the agency that the end of an article is signed with: "... the
// master said. (AFP)", "... said. — Reuters", or a line of the name alone.
func creditedTo(last []byte) string {
	last = bytes.TrimRight(last[max(0, len(last)-2*longestSignature):], " .")
	if n := len(last); n > 0 && (last[n-1] == ')' || last[n-1] == ']') {
		open := bytes.LastIndexAny(last, "([")
		if open < 0 || n-open > longestSignature || open > 0 && !endsCredit(last[:open]) {
			return ""
		}
		return agencyIn(last[open+1:n-1], true)
	}
	for _, dash := range [...]string{" — ", " – ", " - ", " /"} {
		if bytes.IndexByte(last, dash[1]) < 0 {
			continue // nearly always, and found out sooner
		}
		if k := bytes.LastIndex(last, []byte(dash)); k >= 0 && len(last)-k <= longestSignature && endsCredit(last[:k]) {
			return agencyIn(last[k+len(dash):], true)
		}
	}
	if bytes.Count(last, []byte{' '}) < 2 && len(last) <= longestSignature {
		return agencyIn(last, true)
	}
	return ""
}

// longestSignature is in bytes: "(Reuters, dpa, own reports)".
const longestSignature = 40

// endsCredit reports that what stands before a credit is over.
func endsCredit(b []byte) bool {
	return lineEndKind(bytes.TrimRight(b, " ")) == endSentence
}
