package clean

import (
	"strings"
	"testing"

	"newsdup/internal/clip"
)

// BenchmarkRules is what a program pays once: parse rules.txt, build the index.
func BenchmarkRules(b *testing.B) {
	for b.Loop() {
		if _, err := ParseRules("rules.txt", rulesText); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkClean runs on one page of each shape: an article of 20 paragraphs
// of 60 words with a line of noise behind every fifth, the same inside a dump,
// and a dump that is mostly menus.
func BenchmarkClean(b *testing.B) {
	sentence := "Dockers in Port Anna voted on Monday to accept the offer of the harbour company, said Jane Holt. "
	paragraph := strings.Repeat(sentence, 3) + "Ships will be let in from Friday."
	var article []string
	for i := range 20 {
		article = append(article, paragraph)
		if i%5 == 4 {
			article = append(article, "Advertisement")
		}
	}
	text := strings.Join(article, "\n\n")
	for _, p := range []struct{ name, text string }{
		{"page=part", "Dockers accept the pay offer\n\nBy Ann Marten\n\nMay 3, 2024\n\n" + text + "\n\nRelated posts\n\nComments"},
		{"page=dump", dump(text)},
		{"page=menus", dump(dumpArticle)},
	} {
		b.Run(p.name, func(b *testing.B) {
			c := New(Options{})
			raw := &clip.Raw{Text: []byte(p.text)}
			b.SetBytes(int64(len(p.text)))
			b.ReportAllocs()
			for b.Loop() {
				c.Clean(raw)
			}
		})
	}
}
