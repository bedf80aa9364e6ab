// Package entity turns the text of a clip into tokens: every word, with places,
// organisations and countries under one canonical name whatever their spelling or
// script, and with the normal form that story features count.
//
// How: one pass cuts words and looks each spelling up in a table that the Readers of a
// run share; only a spelling not seen before is folded, looked up in the embedded
// Tables and stemmed. What it costs: about one cache line a word, 100 bytes a distinct
// spelling, and 2 ms to load the tables. What it refuses: to guess. A form that means
// two things, or that is also a common word of some language, is left out of the tables
// (see Build), and nothing is merged because it merely looks alike.
//
// Each token has two forms, with different rules:
//
//	Exact  feeds copies. Two different texts must never give the same sequence,
//	       so only true synonyms share it: Russie and Russia, OTAN and NATO, U.S.
//	       and United States. Case, quotes and width are folded; of the spelling of
//	       a single word only endings that never tell two words apart: Zelenskyy is
//	       Zelensky, Andrii is Andriy (foldEnding). Accents stay, and names learnt
//	       from other clips have no effect: whether two clips are copies does not
//	       depend on what else is in the folder.
//	Stem   feeds stories. Here "Russian" meets "Russia", "talks" meets "talk",
//	       Andriy meets Andrii and Зеленский meets Zelensky.
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

// Tables knows names, acronyms, demonyms, stop words and how common a word is.
// It does not change after Load and is safe for concurrent use.
type Tables struct {
	names      table    // hash of a folded word or phrase -> nameValue
	acronyms   table    // hash of an acronym in its own case -> nameValue of an id and perhaps nameForeign
	lexicon    table    // hash of a folded word -> lexValue
	background table    // stem -> bits of a float32
	abroad     table    // the same, of the languages but English
	ids        []string // canonical key, display form and type, tabs between
	types      []Type   // of each id
	canonical  []uint64 // of each id
	stems      table    // canonical hash -> id, for Form
	given      table    // hash of a folded given name -> number of its row
	seats      table    // canonical hash of a metonym -> id of its country
	mentioned  *wordMarks
	phrases    *wordMarks         // the keys of names: what starts none needs no search
	parted     map[[2]uint64]bool // see Parted
	numbers    *number.Lexicon
}

// Load decodes the embedded tables: 2 to 3 ms, a third of it for the number words, so call it once and share it.
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

// WordsOnly is t without names of things: what words alone are worth. Stop words,
// numerals, the calendar and the background stay.
func (t *Tables) WordsOnly() *Tables {
	words := *t
	words.names, words.acronyms, words.given = table{}, table{}, table{}
	return &words
}

// KnowsNames says whether t is more than WordsOnly.
func (t *Tables) KnowsNames() bool { return t.given.len() > 0 }

// nameValue says what a word or phrase of the names table is: an index into
// ids in the low 16 bits, and what holds of it in the others.
type nameValue uint32

const (
	nameWhole   nameValue = 1 << (16 + iota) // a complete name
	nameDemonym                              // a complete demonym or alias: the stem alone is canonical
	namePrefix                               // a longer name goes on from here
	nameAnyCase                              // holds in lower case too
	nameEnglish                              // English says it
	nameForeign                              // holds only in a clip that is not in English
	nameLow                                  // its first word may be in lower case: al-Qaeda; of a first word, that of such a name
)

func (v nameValue) id() int { return int(v & 0xffff) }

// lexValue says what a word is besides a name: the languages whose function
// word it is in the low 16 bits (bit n is languages[n]), and its classes.
type lexValue uint32

const (
	lexStop     lexValue = 1 << (16 + iota) // no content in any clip
	lexNumeral                              // number word
	lexCalendar                             // month or weekday
	lexMaybe                                // calendar only when capitalised or beside a number
	lexCommon                               // an acronym spelt like this word needs a line that is not all capitals
	lexMinister                             // before of or for and what it is there for: minister, ministry
)

// languages are the languages of the stop words and word lists.
var languages = [...]string{"en", "fr", "de", "es", "it", "pt", "ru", "uk", "nl", "pl"}

// canonicalOf is canonicalHash of a key, but the stem of a surname for that:
// Poutine is what Putin is anyway, and a name in no table meets its spellings in others.
func canonicalOf(key string) uint64 {
	if w, ok := surname(key); ok {
		return word.HashString(stem(w))
	}
	return canonicalHash(key)
}

// surname is the surname that a key of people.tsv stands for, if it is one.
func surname(key string) (w string, ok bool) {
	w, ok = strings.CutPrefix(key, "p:")
	return w, ok && !strings.Contains(w, " ")
}

// canonicalHash is the Exact and Stem of what key names; no word of a text has
// it, because words hold no colon.
func canonicalHash(key string) uint64 { return word.HashString("e:" + key) }

// Background is the relative frequency of the common word with this stem in
// running text, and 0 when it is none. English words have the frequency of
// their rank, words of other languages a twentieth of it (see backgroundTable).
func (t *Tables) Background(stem uint64) float32 {
	v, _ := t.background.find(stem)
	return math.Float32frombits(v)
}

// Abroad is the relative frequency of the common word with this stem in running text of
// that language but English where it is highest, and 0 when it is none. The stem is that
// of a clip in this language.
func (t *Tables) Abroad(stem uint64) float32 {
	v, _ := t.abroad.find(stem)
	return math.Float32frombits(v)
}

// Has says whether a stem is that of a thing of the tables.
func (t *Tables) Has(stem uint64) bool {
	_, ok := t.stems.find(stem)
	return ok
}

// GivenName is the number of the row of given.tsv that has a folded word (see
// FoldName): its spellings have one, and in Cyrillic their cases. 0 when none has it.
func (t *Tables) GivenName(folded []byte) uint32 {
	row, _ := t.given.find(word.Hash(folded))
	if row == 0 {
		row = t.declinedGiven(folded)
	}
	return row
}

// Surname is the plain Latin spelling of a folded surname (see FoldName) that
// the tables have in another: "poutine" and "путин" are "putin". Without one it is "".
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
