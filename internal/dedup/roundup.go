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

// Round-ups told by their structure: a page of items that have nothing in common.
//
// An article comes back to its subject: of two passages far apart, most share a
// word of it. The items of a round-up share next to none. So a clip is cut into
// at most 48 passages of 40 words and more, and of the pairs of passages at
// least a third of the clip apart the share is taken that have a topical word in
// common, one that is less than 4e-4 of the language (Hearst 1997 compares
// passages to find where a topic ends; here none goes on).
//
//	p1 Felix dockers | p2 dockers pay | p3 Oslo rates | p4 rates | p5 Lima quake | p6 quake
//	apart by two and more: p1-p3 .. p1-p6, p2-p4 .. p4-p6    0 of 10 share a word
//
// Below .15 it is a round-up. Of the 480 long pages of three labelled sets none
// is, the least has .25; of 1,604 in a mixed folder one. Of pages made of the
// first 60 to 120 words of six clips half are, where the clips are of many
// beats; of one beat (basil) one in ten. Clips that are too short, or in a
// language whose common words are not known, are never told so.
//
// Rejected: names alone, which some articles say but once (0 to .05 for dozens);
// words rarer than 1e-4 (the least labelled page has .14).
//
// A live blog tells of one affair and is told by its headline. Where a headline says
// "in brief" or "round-up", two passages are enough, and the words of other languages are
// known: of five items of 20 words each, passages of 40 share none, and of a short article
// that sums up one affair they share its name.

const (
	leastPassages = 8
	topical       = 4e-4
	scattered     = 0.15
)

// isRoundup reports whether a clip of so many words, stems of which those are, is a round-up or a live blog.
func isRoundup(title string, words int, stems []shingle.Stem, tables *entity.Tables) bool {
	n := shingle.Passages(words)
	if n >= leastPassages && (says(title, liveTitles[:]) || !recurs(stems, n, tables.Background)) {
		return true
	}
	inAny := func(stem uint64) float32 { return max(tables.Background(stem), tables.Abroad(stem)) }
	return n > 1 && isRoundupTitle(title) && !recurs(stems, n, inAny)
}

// recurs reports whether of the far pairs of n passages a share of scattered or
// more has a topical word in common. An article has shown that after a few of its stems.
func recurs(stems []shingle.Stem, n int, background func(stem uint64) float32) bool {
	gap := (n + 2) / 3
	far := (n - gap) * (n - gap + 1) / 2
	shared := 0
	var meets [64]uint64 // by passage: those far behind it that share a word with it
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

// liveTitles are what headlines of live blogs say, in lower case.
var liveTitles = [...]string{
	"live updates", "live blog", "liveblog", "as it happened", "minute by minute", "liveticker", "live-ticker",
	"minuto a minuto", "en direct :", "en direct -", "текстовая трансляция",
}

// roundupTitles are what headlines of round-ups say, in lower case; those of other pages do, too.
var roundupTitles = [...]string{
	"round-up", "round-ups", "roundup", "roundups", "round up", "briefing", "briefings", "week in review", "day in review",
	"news at a glance", "top stories", "headlines",
	"l'essentiel de", "l'essentiel des", "l'essentiel du", "in kürze", "kurz gemeldet", "kurznachrichten", "meldungen", "kurzmeldungen",
	"notizie del giorno", "noticias del día",
	"главное за", "итоги дня", "итоги недели", "головне за", "kort nieuws", "w skrócie", "i korthet", "kort fortalt",
}

// briefTitles are those that sentences say, too ("ends in brief scuffle", "fallará en breve"):
// they count in a headline, or a part of one, of five words at most.
var briefTitles = [...]string{"in brief", "en bref", "en breve", "in breve", "коротко"}

const briefTitleWords = 5

// isRoundupTitle reports whether a headline is one of round-ups.
func isRoundupTitle(title string) bool {
	if says(title, roundupTitles[:]) {
		return true
	}
	for part := range strings.FieldsFuncSeq(title, func(r rune) bool { return strings.ContainsRune(":;,.|–—()", r) }) {
		if len(strings.Fields(part)) <= briefTitleWords && says(part, briefTitles[:]) {
			return true
		}
	}
	return false
}

// says reports whether a headline has one of the phrases, not as a part of other words.
func says(title string, phrases []string) bool {
	title = strings.ReplaceAll(strings.ToLower(title), "’", "'")
	return slices.ContainsFunc(phrases, func(phrase string) bool {
		at := 0
		for {
			k := strings.Index(title[at:], phrase)
			if k < 0 {
				return false
			}
			if at += k; !goesOn(title, at) && !goesOn(title, at+len(phrase)) {
				return true
			}
			at++
		}
	})
}

// goesOn reports whether a word goes on at text[i].
func goesOn(text string, i int) bool {
	isWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	behind, _ := utf8.DecodeRuneInString(text[i:])
	return isWord(before) && isWord(behind)
}
