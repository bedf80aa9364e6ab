package clean

// Classes told by the look of a line, not by its words: no literal could spare
// every line of every page from their patterns (index.go), and a byte test
// decides.
//
//	slug    port-anna-gate, more_vert, [gate.jpg]            names of pictures and icons
//	source  Harbour Post •                                   a name before a mark
//	credit  Crews at the gate. (Harbour Post)                a caption and whose it is
//	credit  Crews wait at the gate on Monday. ANN MARTEN     the same without brackets
//	tags    #port #strike                                    two or more of them, and nothing else
//	published  Sist oppdatert:                           what stands before a date, whose line follows
//	agency  ((ann.marten@harbour.example; +47 555 0199))     what an agency tells its customers
//
// A slug has two hyphens and no word of the kind that stands in state-of-the-art
// or up-to-date.

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// These are never written to.
var (
	slugClass   = &class{name: "slug", traits: isCaption | isWeak | dropsInside | dropsHead | dropsTail}
	sourceClass = &class{name: "source", traits: isNav | isWeak | dropsPart | dropsHead | dropsTail}
	creditClass = &class{name: "credit", traits: isCaption | dropsTop}
	hashClass   = &class{name: "tags", traits: isWeak | dropsHead | dropsTail}
	labelClass  = &class{name: "published", traits: isMeta | dropsPart | dropsHead | dropsTail}
	noteClass   = &class{name: "agency", traits: isWeak | dropsInside | dropsHead | dropsTail}
)

// plainClass names the class of a line that no rule names; nil for none.
func plainClass(l *line) *class {
	b := l.text
	if b[0] == '#' && l.runes <= longestCredit && isHashtags(b) {
		return hashClass
	}
	switch last := b[len(b)-1]; {
	case last == ')':
		switch {
		case l.runes > longestCredit:
		case hasPrefix(b, "((") && bytes.HasSuffix(b, []byte("))")):
			return noteClass
		case credited(b):
			return creditClass
		}
	case l.end == endNone && l.words >= shortestSigned && l.runes <= longestCredit && signedBehind(l):
		return creditClass
	case l.runes > longestLabel:
	case !l.digit && l.words > 0 && l.words <= longestDateLabel && isDateLabel(b):
		return labelClass
	case last == 0xa2 || last == 0xb7: // • and ·
		if l.words > 0 && l.caps == l.words && l.words <= 4 && isMarked(b) {
			return sourceClass
		}
	case l.low && isSlug(b), last == ']' && isPictured(b):
		return slugClass
	}
	return nil
}

// isHashtags reports whether b is two or more words that each begin with # and a letter. A
// single one may be a headline: "#MeToo".
func isHashtags(b []byte) bool {
	words := 0
	for w := range bytes.FieldsSeq(b) {
		if r, _ := utf8.DecodeRune(w[1:]); w[0] != '#' || !unicode.IsLetter(r) {
			return false
		}
		words++
	}
	return words >= 2
}

const (
	shortestSigned   = 6   // words of a caption and the name behind it
	longestCredit    = 220 // characters of a caption
	longestLabel     = 60  // of a slug or a source
	longestDateLabel = 3   // words before a date
)

// isDateLabel reports words of dates alone, among them one that says which date follows. A
// word without blanks around it may be a sentence, and some labels are headings too.
func isDateLabel(b []byte) bool {
	label := false
	for w := range bytes.FieldsFuncSeq(b, func(r rune) bool { return r == ' ' || r == ':' }) {
		switch its := dateWordOf(w); its.text {
		case "", "update", "updates", "stand", "ligne", "jour":
			return false
		default:
			label = label || its.label == published || its.label == updated
			if !its.known {
				return false
			}
		}
	}
	return label
}

func isMarked(b []byte) bool {
	r, _ := utf8.DecodeLastRune(b)
	return r == '•' || r == '·'
}

// isSlug reports lower-case words joined by hyphens or underscores.
func isSlug(b []byte) bool {
	for _, suffix := range pictures {
		b = bytes.TrimSuffix(b, []byte(suffix))
	}
	hyphens, underscores, start := 0, 0, 0
	for i := 0; i <= len(b); i++ {
		if i < len(b) && (b[i] >= 'a' && b[i] <= 'z' || b[i] >= '0' && b[i] <= '9') {
			continue
		}
		if i == start || i < len(b) && b[i] != '-' && b[i] != '_' || joint(b[start:i]) {
			return false
		}
		if start == 0 && (b[0] <= '9' || i < 2) {
			return false // 19-year-old
		}
		if i < len(b) {
			if b[i] == '-' {
				hyphens++
			} else {
				underscores++
			}
		}
		start = i + 1
	}
	return hyphens >= 2 || underscores >= 1
}

// isPictured reports the place of a picture in what a text browser writes: [gate_2.jpg]
func isPictured(b []byte) bool {
	if b[0] != '[' || bytes.IndexByte(b, ' ') >= 0 {
		return false
	}
	name := b[1 : len(b)-1]
	for _, suffix := range pictures {
		if bytes.HasSuffix(name, []byte(suffix)) {
			return true
		}
	}
	return false
}

// pictures are never written to.
var pictures = [...]string{".jpg", ".jpeg", ".png", ".webp", ".gif"}

// joint reports a word that stands inside hyphenated words of ordinary text.
func joint(w []byte) bool {
	switch string(w) {
	case "of", "the", "to", "in", "on", "a", "an", "and", "or", "up", "off", "for", "by", "at", "out", "as", "old", "law":
		return true
	}
	return false
}

// signedBehind reports a sentence and a name behind it that ends no sentence: two or three
// words with capitals, or up to five all in capitals or with strokes. Headlines have capitals
// in the sentence too.
func signedBehind(l *line) bool {
	b := l.text
	stop := bytes.LastIndex(b, []byte(". "))
	if stop > 2 && b[stop-2] == ' ' { // "A. Marten"
		stop = bytes.LastIndex(b[:stop], []byte(". "))
	}
	if stop < 12 || len(b)-stop > 50 {
		return false
	}
	if before, _ := utf8.DecodeLastRune(b[:stop]); !unicode.IsLower(before) && before != ')' && !unicode.IsDigit(before) || stop-bytes.LastIndexByte(b[:stop], ' ') < 5 {
		return false // "Mr. Holt"
	}
	name := bytes.TrimLeft(b[stop+2:], "—–-/ ")
	words, strokes := 0, bytes.IndexByte(name, '/') > 0
	for w := range bytes.FieldsFuncSeq(name, func(r rune) bool { return r == ' ' || r == '.' || r == '/' || r == '«' || r == '»' }) {
		if r, _ := utf8.DecodeRune(w); !unicode.IsUpper(r) {
			return false
		}
		words++
	}
	switch {
	case words < 2 || words > 5 || (int(l.caps)-words)*2 > int(l.words)-words:
		return false
	case strokes || allCapitals(name):
		return true
	}
	return words <= 3
}

// credited reports a sentence and a name in brackets behind it.
func credited(b []byte) bool {
	open := bytes.LastIndexByte(b, '(')
	if open < 12 || len(b)-open > 50 {
		return false
	}
	switch r, _ := utf8.DecodeLastRune(bytes.TrimRight(b[:open], " ")); r {
	case '.', '!', '?', '…', '”', '"', '»':
	default:
		return false
	}
	words := 0
	for _, w := range bytes.FieldsFunc(b[open+1:len(b)-1], func(r rune) bool { return r == ' ' || r == '/' }) {
		if r, _ := utf8.DecodeRune(w); !unicode.IsUpper(r) && len(w) > 3 || unicode.IsDigit(r) || w[len(w)-1] == '.' {
			return false
		}
		words++
	}
	return words >= 1 && words <= 5
}
