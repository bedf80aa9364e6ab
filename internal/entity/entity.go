// Package entity turns the text of a clip into tokens: one for each word. Places,
// organisations and countries get one canonical name whatever their spelling or script, and
// each word gets the normal form that story features count.
//
// How: one pass cuts the words and looks each spelling up in a table that the Readers of a
// run share. Only a spelling that was not met before is folded, looked up in the embedded
// Tables and stemmed. What it costs: about one cache line for each word, 100 bytes for each
// distinct spelling, and 2 ms to load the tables. What it refuses: to guess. A form that
// means two things, or that is also a common word of some language, is left out of the
// tables (see Build), and nothing is merged because it merely looks alike.
//
// Each token has two forms, with different rules:
//
//	Exact  is for copies. Two different texts must never give the same sequence, so only
//	       true synonyms share it: Russie and Russia, OTAN and NATO, U.S. and United
//	       States. Case, quotes and width are folded. Of the spelling of a single word
//	       only endings are folded that never tell two words apart: Zelenskyy is Zelensky,
//	       Andrii is Andriy (foldEnding). Accents stay, and names learnt from other clips
//	       have no effect: whether two clips are copies does not depend on what else is in
//	       the folder.
//	Stem   is for stories. Here "Russian" meets "Russia", "talks" meets "talk", Andriy
//	       meets Andrii and Зеленский meets Zelensky.
package entity

import (
	_ "embed"
	"fmt"
	"math"
	"strings"

	"newsdup/internal/number"
	"newsdup/internal/word"
)

// tablesFile is made by `make data`.
//
//go:embed tables.bin
var tablesFile []byte

// Tables knows names, acronyms, demonyms, stop words and how common a word is. It does not
// change after Load and is safe for concurrent use.
type Tables struct {
	names      table    // hash of a folded word or phrase -> nameValue
	acronyms   table    // hash of an acronym in its own case -> nameValue of an id and perhaps nameForeign
	lexicon    table    // hash of a folded word -> lexValue
	background table    // stem -> bits of a float32, the frequency in English
	abroad     table    // the same for the other languages
	ids        []string // of each thing its canonical key, display form and type, with tabs between
	types      []Type   // of each thing
	canonical  []uint64 // hash of each thing
	stems      table    // canonical hash -> id, for Form
	given      table    // hash of a folded given name -> number of its row
	seats      table    // canonical hash of a metonym -> id of its country
	mentioned  *wordMarks
	phrases    *wordMarks         // the keys of names; a phrase without a mark needs no search
	parted     map[[2]uint64]bool // see Parted
	numbers    *number.Lexicon
}

// Load decodes the embedded tables. It takes 2 to 3 ms, a third of it for the number words,
// so call it once and share the result.
func Load() (*Tables, error) {
	t, err := decode(tablesFile)
	if err != nil {
		return nil, fmt.Errorf("load entity tables: %w", err)
	}
	if t.numbers, err = number.Load(); err != nil {
		return nil, fmt.Errorf("load entity tables: %w", err)
	}
	return t, nil
}

// WordsOnly is t without the names of things, to measure what words alone are worth. Stop
// words, numerals, the calendar and the background stay.
func (t *Tables) WordsOnly() *Tables {
	words := *t
	words.names, words.acronyms, words.given = table{}, table{}, table{}
	return &words
}

// KnowsNames reports whether t has names of things, which WordsOnly takes out.
func (t *Tables) KnowsNames() bool { return t.given.len() > 0 }

// nameValue is what the names table has for a word or phrase: an index into ids in the low
// 16 bits, and flags in the others.
type nameValue uint32

const (
	nameWhole   nameValue = 1 << (16 + iota) // a complete name
	nameDemonym                              // a complete demonym or alias: only the stem is canonical
	namePrefix                               // the beginning of a longer name
	nameAnyCase                              // a name in lower case, too
	nameEnglish                              // used in English
	nameForeign                              // a name only in a clip that is not in English
	nameLow                                  // its first word may be in lower case (al-Qaeda); or it is the first word of such a name
)

func (v nameValue) id() int { return int(v & 0xffff) }

// lexValue is what the lexicon has for a word: in the low 16 bits the languages in which it
// is a function word (bit n is languages[n]), and flags in the others.
type lexValue uint32

const (
	lexStop     lexValue = 1 << (16 + iota) // a word without content in any clip
	lexNumeral                              // a number word
	lexCalendar                             // a month or weekday
	lexMaybe                                // a month or weekday only when capitalised or beside a number
	lexCommon                               // an acronym is spelt like this word: in a line of capitals it is the word
	lexMinister                             // minister or ministry: its portfolio follows, with a word for "of" or "for"
)

// languages are the languages of the stop words and word lists.
var languages = [...]string{"en", "fr", "de", "es", "it", "pt", "ru", "uk", "nl", "pl"}

// canonicalOf is the canonicalHash of a key, except for the key of a surname: there it is
// the hash of the stem. So Poutine has the stem that Putin has without the tables, and a
// name that no table has meets its spellings in other clips.
func canonicalOf(key string) uint64 {
	if w, ok := surname(key); ok {
		return word.HashString(stem(w))
	}
	return canonicalHash(key)
}

// surname is the surname that a key of people.tsv stands for; ok is false when it is none.
func surname(key string) (w string, ok bool) {
	w, ok = strings.CutPrefix(key, "p:")
	return w, ok && !strings.Contains(w, " ")
}

// canonicalHash is the Exact and Stem of what key names. No word of a text has the same
// hash, because words hold no colon.
func canonicalHash(key string) uint64 { return word.HashString("e:" + key) }

// Background is the relative frequency in running text of the common word with this stem; 0
// when it is no common word. English words have the frequency of their rank, words of other
// languages a twentieth of it (see backgroundTable).
func (t *Tables) Background(stem uint64) float32 {
	v, _ := t.background.find(stem)
	return math.Float32frombits(v)
}

// Abroad is the relative frequency of the common word with this stem in that language other
// than English in which it is highest; 0 when it is no common word. The stem is that of a
// clip in this language.
func (t *Tables) Abroad(stem uint64) float32 {
	v, _ := t.abroad.find(stem)
	return math.Float32frombits(v)
}

// Has reports whether a stem is that of a thing of the tables.
func (t *Tables) Has(stem uint64) bool {
	_, ok := t.stems.find(stem)
	return ok
}

// GivenName is the number of the row of given.tsv that has a folded word (see FoldName); 0
// when none has it. All spellings of a name are in one row, and so are its cases in
// Cyrillic.
func (t *Tables) GivenName(folded []byte) uint32 {
	row, _ := t.given.find(word.Hash(folded))
	if row == 0 {
		row = t.declinedGiven(folded)
	}
	return row
}

// Surname is the plain Latin spelling of a folded surname (see FoldName) that the tables
// have in another spelling: "poutine" and "путин" are "putin". It is "" when the tables do
// not have it.
func (t *Tables) Surname(folded string) string {
	v := t.lookupName(word.HashString(folded))
	if v&nameWhole == 0 {
		v = t.declined(folded, nil)
	}
	if v&nameWhole == 0 || t.types[v.id()] != Person {
		return ""
	}
	w, _ := surname(t.key(v.id()))
	return w
}
