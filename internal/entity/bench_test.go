package entity

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"newsdup/internal/word"
)

// benchClips writes clips of 600 words: a vocabulary of 60,000 made-up words
// drawn by rank as in running text, and names of the tables as every 30th word when names is set.
func benchClips(n int, names bool) (clips []string, size int64) {
	rng := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(rng, 1.1, 8, 60_000-1)
	places := strings.Split("Russia|Moscou|the United States|NATO|U.S.|Saudi Arabia|Ukrainian|South Korean|Kyiv|Geneva", "|")
	letters := strings.NewReplacer("0", "ra", "1", "t", "2", "n", "3", "s", "4", "li", "5", "d", "6", "c", "7", "m", "8", "p", "9", "o")
	for range n {
		var b strings.Builder
		for k := range 600 {
			w := fmt.Sprintf("%c%so%s", 'a'+rune(k%26), strings.Repeat("e", k%2), fmt.Sprint(zipf.Uint64()*2654435761%1_000_003))
			w = letters.Replace(w)
			switch {
			case names && k%30 == 7:
				b.WriteString(places[rng.IntN(len(places))])
			case k%40 == 39:
				b.WriteString("Harbour.\n")
			default:
				b.WriteString(w)
			}
			b.WriteByte(" ,"[k%17/16])
			b.WriteByte(' ')
		}
		clips = append(clips, b.String())
		size += int64(b.Len())
	}
	return clips, size
}

// BenchmarkTokens reads 200 made-up clips of 600 words, again and again by one
// Reader: the steady state, in which every spelling is known. words is the same
// without names, the floor that they are measured against; mentions adds what
// each clip names; plain is word.Plain, which has neither stems nor languages.
func BenchmarkTokens(b *testing.B) {
	for _, names := range []bool{false, true} {
		clips, size := benchClips(200, names)
		tokens := func(r *Reader, mentions bool) func(b *testing.B) {
			return func(b *testing.B) {
				var dst []word.Token
				var named []Mention
				read := func() {
					for _, c := range clips {
						if dst = r.Tokens(dst[:0], Text{Body: c}); mentions {
							named = r.Mentions(named[:0])
						}
					}
				}
				read()
				b.SetBytes(size)
				b.ReportAllocs()
				for b.Loop() {
					read()
				}
			}
		}
		r := newTestReader(b)
		b.Run(fmt.Sprintf("entities=%v", names), tokens(r, false))
		b.Run(fmt.Sprintf("mentions/entities=%v", names), tokens(r, true))
		b.Run(fmt.Sprintf("words/entities=%v", names), tokens(NewReader(r.t.WordsOnly()), false))
		b.Run(fmt.Sprintf("plain/entities=%v", names), func(b *testing.B) {
			var dst []uint64
			b.SetBytes(size)
			for b.Loop() {
				for _, c := range clips {
					dst = word.Plain(dst[:0], []byte(c))
				}
			}
		})
	}
}

// BenchmarkLoad decodes the embedded tables.
func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}
