package dedup

import (
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsdup/internal/entity"
	"newsdup/internal/shingle"
)

// Round-ups are recognised by their structure: they are pages of items that have nothing in
// common.
//
// An article comes back to its subject: of two passages far apart, most share a word about
// it. The items of a round-up share next to none. So a clip is cut into at most 48 passages
// of 40 words and more. Of the pairs of passages that are at least a third of the clip
// apart we take the share of pairs that have a topical word in common. A word is topical if
// it makes up less than 4e-4 of running text in the language. (Hearst 1997 compares
// passages to find where a topic ends; here no topic goes on.)
//
//	p1 Felix dockers | p2 dockers pay | p3 Oslo rates | p4 rates | p5 Lima quake | p6 quake
//	two and more apart: p1-p3 .. p1-p6, p2-p4 .. p4-p6    0 of 10 pairs share a word
//
// Below a share of .15 the clip is a round-up. None of the 480 long pages of three labelled
// sets is below it, the lowest has .25; of 1,604 pages in a mixed folder one is. Of pages
// that were made of the first 60 to 120 words of six clips half are recognised when the
// clips are about many subjects, and one in ten when they are about one (basil). Clips that
// are too short are never recognised, nor are those in a language whose common words are
// not known.
//
// Rejected: comparing names alone, because some articles say their names only once (dozens
// would have a share of 0 to .05); words rarer than 1e-4 (the lowest labelled page has
// .14).
//
// A live blog is about one affair, so its structure does not give it away; it is recognised
// by its headline. If the headline says "in brief" or "round-up", two passages are enough,
// and common words of all languages are left out: five items of 20 words each share no word
// between passages of 40, while a short article that sums up one affair repeats its name.

// The limits of the method above.
const (
	leastPassages = 8    // in a clip whose headline says nothing
	topical       = 4e-4 // most of running text that a topical word makes up
	scattered     = 0.15 // least share of pairs of passages with a word in common, in an article
)

// isRoundup reports whether a clip of so many words, with these stems, is a round-up or a
// live blog.
func isRoundup(title string, words int, stems []shingle.Stem, tables *entity.Tables) bool {
	n := shingle.Passages(words)
	if n >= leastPassages && (hasPhrase(title, liveTitles[:]) || !hasSubject(stems, n, tables.Background)) {
		return true
	}
	inAny := func(stem uint64) float32 { return max(tables.Background(stem), tables.Abroad(stem)) }
	return n > 1 && isRoundupTitle(title) && !hasSubject(stems, n, inAny)
}

// hasSubject reports whether, of the pairs of passages that are far apart, a share of
// scattered or more has a topical word in common. An article shows that after a few of its
// stems.
func hasSubject(stems []shingle.Stem, n int, background func(stem uint64) float32) bool {
	gap := (n + 2) / 3
	far := (n - gap) * (n - gap + 1) / 2
	shared := 0
	var meets [64]uint64 // for each passage, the later ones far from it that share a word with it, as bits
	for i := range stems {
		set := stems[i].In
		if bits.Len64(set)-bits.TrailingZeros64(set) <= gap || background(stems[i].ID) > topical {
			continue
		}
		for s := set; s != 0; s &= s - 1 {
			p := bits.TrailingZeros64(s)
			met := set >> (p + gap) << (p + gap) &^ meets[p]
			meets[p] |= met
			shared += bits.OnesCount64(met)
		}
		if float64(shared)/float64(far) >= scattered {
			return true
		}
	}
	return false
}

// liveTitles are phrases in headlines of live blogs, in lower case.
var liveTitles = [...]string{
	"live updates", "live blog", "liveblog", "as it happened", "minute by minute", "liveticker", "live-ticker",
	"minuto a minuto", "en direct :", "en direct -", "текстовая трансляция",
}

// roundupTitles are phrases in headlines of round-ups, in lower case. Headlines of other
// pages have them, too.
var roundupTitles = [...]string{
	"round-up", "round-ups", "roundup", "roundups", "round up", "briefing", "briefings", "week in review", "day in review",
	"news at a glance", "top stories", "headlines",
	"l'essentiel de", "l'essentiel des", "l'essentiel du", "in kürze", "kurz gemeldet", "kurznachrichten", "meldungen", "kurzmeldungen",
	"notizie del giorno", "noticias del día",
	"главное за", "итоги дня", "итоги недели", "головне за", "kort nieuws", "w skrócie", "i korthet", "kort fortalt",
}

// briefTitles are phrases that stand in sentences as well ("ends in brief scuffle",
// "fallará en breve"). They count only in a headline, or a part of one, of at most five
// words.
var briefTitles = [...]string{"in brief", "en bref", "en breve", "in breve", "коротко"}

const briefTitleWords = 5

// isRoundupTitle reports whether a headline may be that of a round-up.
func isRoundupTitle(title string) bool {
	if hasPhrase(title, roundupTitles[:]) {
		return true
	}
	for part := range strings.FieldsFuncSeq(title, func(r rune) bool { return strings.ContainsRune(":;,.|–—()", r) }) {
		if len(strings.Fields(part)) <= briefTitleWords && hasPhrase(part, briefTitles[:]) {
			return true
		}
	}
	return false
}

// hasPhrase reports whether a headline has one of the phrases, as whole words.
func hasPhrase(title string, phrases []string) bool {
	title = strings.ReplaceAll(strings.ToLower(title), "’", "'")
	return slices.ContainsFunc(phrases, func(phrase string) bool {
		at := 0
		for {
			k := strings.Index(title[at:], phrase)
			if k < 0 {
				return false
			}
			if at += k; !insideWord(title, at) && !insideWord(title, at+len(phrase)) {
				return true
			}
			at++
		}
	})
}

// insideWord reports whether text[i] stands inside a word.
func insideWord(text string, i int) bool {
	isWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	behind, _ := utf8.DecodeRuneInString(text[i:])
	return isWord(before) && isWord(behind)
}
