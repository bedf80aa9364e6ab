package entity

import (
	"fmt"

	"newsdup/internal/word"
)

// Seats that stand for their country.
//
// "The Kremlin denied it" and "Russia denied it" tell of one act. A metonym is an
// institution with a name of its own; for stories it also adds its country, with a small
// weight:
//
//	The Kremlin denied    kremlin, and RU as a Hint    denied
//
// The weight of a Hint is in package shingle. Copies ignore Hints. Rejected: the metonym as
// an alias of the country, which makes the White House and Wall Street one thing.

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

// AppendHints appends to the tokens of a clip the countries of the seats among
// them: word.Hint at the place of the seat. For stories alone.
func (s *Spellings) AppendHints(clip []word.Token) []word.Token {
	for i := range clip { // not of what is appended
		if clip[i].Flags&word.Entity == 0 {
			continue
		}
		if id, ok := s.t.seats.find(clip[i].Stem); ok {
			clip = append(clip, word.Token{Stem: s.t.canonical[id], Pos: clip[i].Pos, Flags: word.Hint})
		}
	}
	return clip
}
