package invent

import (
	"math"
	"math/rand/v2"
	"strings"
)

// Words are drawn by rank with frequency 1/(rank + 2.7)^1.07, the curve of
// English. The first ranks are English, so that language, stop words and stems
// are found; the others are syllables with English endings.
//
// A draw is one look into a table of 65,536 ranks, in which each rank stands as
// often as it is drawn. Rejected: rand.Zipf, which takes a logarithm a word.

const (
	ranks     = 24_000
	drawBits  = 16
	firstRare = 2_000 // ranks from here on serve as words of beats and events
)

const english = `the of to and in a that for on is was with said by at as it from be has he have an are his but
not were this who they will had their more its which been or about after when one would up year years people
new also first last two over out i could than all there no some can other into she her if so what government
police we state company now before many under while most week against since told between during because city
country time where may made three officials million percent group day did court president being country public
down work world such you take former report found week month early later party home national help including
members according late still off plan case them back political business market high house local end another next
health family service services minister only through even leader children university security school team part
several military week area power money around night use between place way men women four number set make just`

var syllables = strings.Fields("ba be bri ca co cru da de dor fa fe flo ga gre hal ho ka ke kin la le lor ma me mi na nor pa pe pra ra re ro sa se ster ta te tor va ve wil za")

var endings = strings.Fields("n r s t l m nd st ck ing ed er ly tion ment al ous y")

// vocabulary is the words of a press by rank.
type vocabulary struct {
	word  []string
	draws []uint16 // ranks
}

func newVocabulary(seed uint64) *vocabulary {
	v := &vocabulary{word: strings.Fields(english), draws: make([]uint16, 0, 1<<drawBits)}
	r := rand.New(rand.NewPCG(seed, 99))
	seen := map[string]bool{}
	for _, w := range v.word {
		seen[w] = true
	}
	for len(v.word) < ranks {
		n := 2
		if len(v.word) > firstRare {
			n = 3 // common words are short
		}
		if w := coin(r, n); !seen[w] {
			seen[w] = true
			v.word = append(v.word, w)
		}
	}
	weight := func(rank int) float64 { return math.Pow(float64(rank)+2.7, -1.07) }
	total := 0.0
	for rank := range ranks {
		total += weight(rank)
	}
	sum := 0.0
	for rank := range ranks {
		sum += weight(rank)
		for float64(len(v.draws)) < sum/total*(1<<drawBits) && len(v.draws) < 1<<drawBits {
			v.draws = append(v.draws, uint16(rank))
		}
	}
	return v
}

// coin makes a word of n syllables and an ending.
func coin(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(syllables[r.IntN(len(syllables))])
	}
	b.WriteString(endings[r.IntN(len(endings))])
	return b.String()
}

// name makes a word with a capital.
func name(r *rand.Rand) string {
	w := coin(r, 2)
	return strings.ToUpper(w[:1]) + w[1:]
}

// draw gives a word of the language at large.
func (v *vocabulary) draw(r *rand.Rand) string {
	return v.word[v.draws[r.Uint32()>>(32-drawBits)]]
}

// rare gives a word that few texts have.
func (v *vocabulary) rare(r *rand.Rand) string {
	return v.word[firstRare+r.IntN(ranks-firstRare)]
}

// low draws an index below n, low ones more often.
func low(r *rand.Rand, n int) int {
	return int(math.Pow(float64(n)+1, r.Float64())) - 1
}
