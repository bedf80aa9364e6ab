package entity

import (
	"slices"
	"testing"

	"newsdup/internal/word"
)

// TestAppendHints checks that a seat adds its country at its own position, that the tokens
// themselves stay as they are, and that copies see no hint.
func TestAppendHints(t *testing.T) {
	r := newTestReader(t)
	for text, seats := range map[string]map[string]int{ // country -> place of its seat
		"The Kremlin denied it":                {"RU": 1},
		"Кремль отрицает":                      {"RU": 0},
		"Talks at the White House":             {"US": 3},
		"La Maison Blanche et le Quai d'Orsay": {"US": 1, "FR": 4},
		"Russia denied it in a white house":    {},
	} {
		tokens := r.Tokens(nil, Text{Body: text})
		all := r.AppendHints(slices.Clone(tokens))
		if !slices.Equal(all[:len(tokens)], tokens) {
			t.Errorf("%q: the tokens of the clip changed", text)
		}
		hints := all[len(tokens):]
		if len(hints) != len(seats) {
			t.Errorf("%q: %d hints, want %d", text, len(hints), len(seats))
		}
		for country, place := range seats {
			want := word.Token{Stem: canonicalHash(country), Pos: uint32(place), Flags: word.Hint}
			if !slices.Contains(hints, want) {
				t.Errorf("%q: hints %v, want %s at %d", text, hints, country, place)
			}
		}
	}
	words := NewReader(r.t.WordsOnly())
	if tokens := words.Tokens(nil, Text{Body: "The Kremlin denied it"}); len(words.AppendHints(tokens)) != len(tokens) {
		t.Error("hints without names")
	}
}
