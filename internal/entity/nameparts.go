package entity

import (
	"fmt"
	"strings"

	"newsdup/internal/word"
)

// Words that show what a run of capitals names, and given names, are classes of the lexicon
// beside the languages of the function words: bits 10 to 15 of lexValue and class, which no
// language uses.
const (
	lexRole         = 1 << (10 + iota) // before a person's name: President
	lexParticle                        // inside a person's name: von
	lexLink                            // inside the name of an organisation: of
	lexOrganisation                    // part of such a name: Ministry
	lexGiven                           // given name
	isCommon                           // in the lists of common words; a bit of class only
	lexNamePart     = lexRole | lexParticle | lexLink | lexOrganisation | lexGiven
)

var namePartKinds = map[string]uint32{
	"role": lexRole, "particle": lexParticle, "link": lexLink, "organisation": lexOrganisation,
	"minister": uint32(lexMinister),
}

// addNameParts reads the words of nameparts.tsv and the given names. If two rows of given
// names have a form, it belongs to the first one.
func (b *builder) addNameParts() error {
	err := b.rows("nameparts.tsv", 3, func(row []string) error {
		kind, ok := namePartKinds[row[0]]
		if !ok {
			return fmt.Errorf("unknown kind %q", row[0])
		}
		for w := range strings.FieldsSeq(row[2]) {
			b.lexicon[word.HashString(FoldName(w))] |= kind
		}
		return nil
	})
	if err != nil {
		return err
	}
	given := map[uint64]uint32{}
	n := uint32(0)
	err = b.rows("given.tsv", 1, func(row []string) error {
		n++
		for w := range strings.FieldsSeq(row[0]) {
			h := word.HashString(FoldName(w))
			if _, ok := given[h]; !ok {
				given[h] = n
			}
			b.lexicon[h] |= lexGiven
		}
		return nil
	})
	b.t.given = newTable(given)
	return err
}

// Incomplete reports a word that by itself is the name of nothing: an office or
// an honorific, a given name, or the II of World War II.
func (t *Tables) Incomplete(form string) bool {
	if len(form) > 1 && shownBase(strings.ToLower(form)) == form {
		return true
	}
	v, _ := t.lexicon.find(word.HashString(FoldName(form)))
	return v&(lexRole|lexGiven) != 0
}

// TypeOf is the type of the thing of the tables with this stem; Other when there is none.
func (t *Tables) TypeOf(stem uint64) Type {
	if id, ok := t.stems.find(stem); ok {
		return t.types[id]
	}
	return Other
}
