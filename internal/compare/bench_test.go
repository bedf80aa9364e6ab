package compare

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// article is n paragraphs of about 40 words from a vocabulary of 2000.
func article(seed uint64, n int) []string {
	rng := rand.New(rand.NewPCG(seed, 2))
	list := make([]string, n)
	for i := range list {
		for range 4 {
			list[i] += sentence(rng, 2000) + " "
		}
	}
	return list
}

// random is n words from a vocabulary, in one line.
func random(seed uint64, n, vocabulary int) string {
	rng := rand.New(rand.NewPCG(seed, 3))
	var b strings.Builder
	for range n {
		fmt.Fprintf(&b, "%d ", rng.IntN(vocabulary))
	}
	return b.String()
}

// large are pairs of texts that are hard for one part or another.
func large() map[string][2]string {
	doc := article(1, 20000)
	long := strings.Join(doc, "\n")
	distinct := func(letter string) string {
		var b strings.Builder
		for i := range 1_200_000 {
			fmt.Fprintf(&b, "%s%d ", letter, i)
		}
		return b.String()
	}
	return map[string][2]string{
		"edited":   {long, strings.Join(edited(rand.New(rand.NewPCG(4, 4)), doc), "\n")},
		"line":     {strings.ReplaceAll(long, "\n", " "), strings.Join(edited(rand.New(rand.NewPCG(5, 5)), doc), " ")},
		"distinct": {distinct("a"), distinct("b")},
		"random":   {random(1, maxStretch/2, 50), random(2, maxStretch/2, 50)},
		"sorted":   {random(1, 40*maxStretch, 50), random(2, 40*maxStretch, 50)},
		"periodic": {strings.Repeat("a b ", 400000), strings.Repeat("b a c ", 300000)},
		"lines":    {strings.Repeat("a\n", 500000), strings.Repeat("b\na\n", 300000)},
		"shuffled": {long, strings.Join(shuffled(doc), "\n")},
		"stairs":   {random(7, 400000, 1<<30), strings.ReplaceAll(random(7, 400000, 1<<30), " ", "\n")},
		"marks":    {strings.Repeat("!", 1<<20), strings.Repeat("?!", 1<<19)},
	}
}

func shuffled(list []string) []string {
	out := append([]string(nil), list...)
	rand.New(rand.NewPCG(6, 6)).Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// BenchmarkTexts compares two versions of an article of 20 paragraphs, two
// articles that have nothing in common, and the hard pairs of large.
func BenchmarkTexts(b *testing.B) {
	pairs := large()
	doc := article(1, 20)
	pairs["article"] = [2]string{strings.Join(doc, "\n"), strings.Join(edited(rand.New(rand.NewPCG(7, 7)), doc), "\n")}
	pairs["unrelated"] = [2]string{strings.Join(doc, "\n"), strings.Join(article(2, 20), "\n")}
	for _, name := range []string{"article", "unrelated", "edited", "line", "distinct", "random", "sorted", "periodic", "lines", "shuffled", "stairs", "marks"} {
		p := pairs[name]
		b.Run("texts="+name, func(b *testing.B) {
			b.SetBytes(int64(len(p[0]) + len(p[1])))
			b.ReportAllocs()
			for b.Loop() {
				Texts(Text{Body: p[0]}, Text{Body: p[1]})
			}
		})
	}
}
