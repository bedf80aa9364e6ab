package entity

import (
	"fmt"

	"newsdup/internal/word"
)

// Seats that stand for their country.
//
// "The Kremlin denied it" and "Russia denied it" tell of the same act. A metonym is an
// institution with a name of its own. For stories it also adds its country, with a small
// weight:
//
//	The Kremlin denied    kremlin, and RU as a Hint    denied
//
// The weight of a Hint is in package shingle. Copies ignore Hints. Rejected: making the
// metonym an alias of the country, because then the White House and Wall Street are the
// same thing.

// addSeats reads the countries of the metonyms.
func (b *builder) addSeats() error {
	seats := map[uint64]uint32{}
	err := b.rows("metonyms.tsv", 5, func(row []string) error {
		country, ok := b.ids[row[4]]
		if !ok {
			return fmt.Errorf("unknown country %q", row[4])
		}
		seats[canonicalOf(row[0])] = uint32(country)
		return nil
	})
	b.t.seats = newTable(seats)
	return err
}

// AppendHints appends to the tokens of a clip the countries of the seats among them, with
// the flag word.Hint and the position of the seat. It is for stories alone.
func (s *Spellings) AppendHints(clip []word.Token) []word.Token {
	for i := range clip { // without what is appended meanwhile
		if clip[i].Flags&word.Entity == 0 {
			continue
		}
		if id, ok := s.t.seats.find(clip[i].Stem); ok {
			clip = append(clip, word.Token{Stem: s.t.canonical[id], Pos: clip[i].Pos, Flags: word.Hint})
		}
	}
	return clip
}
