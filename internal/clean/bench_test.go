package clean

import (
	"bytes"
	"net/url"
	"strings"
	"testing"

	readability "codeberg.org/readeck/go-readability"

	"newsdup/internal/clip"
	"newsdup/internal/markup"
)

// BenchmarkRules is what a program pays once: parse rules.txt, build the index.
func BenchmarkRules(b *testing.B) {
	for _, c := range [...]struct{ filters, file string }{{"read", rulesFilters}, {"made", ""}} {
		b.Run("filters="+c.filters, func(b *testing.B) {
			for b.Loop() {
				if _, err := parseRules(builtinRules, rulesText, decodeFilters(c.file, rulesText)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkHTML is the whole way of a page of 8 KB of visible text in 60 KB of
// HTML; package markup has a benchmark of Readability alone.
func BenchmarkHTML(b *testing.B) {
	page := []byte(ferryHead + strings.Repeat(ferryMenu, 20) + `<div class="post-content entry"><article class="story">` + ferryTitle +
		strings.Repeat(wrap(`<p class="article-paragraph text" data-component="paragraph">`, ferry, "</p>"), 8) +
		"</article></div>" + strings.Repeat(ferryFoot, 20))
	c := New(Options{})
	raw := &clip.Raw{Kind: clip.HTML, Text: page}
	b.Run("of=all", func(b *testing.B) {
		b.SetBytes(int64(len(page)))
		b.ReportAllocs()
		for b.Loop() {
			c.Clean(raw)
		}
	})
	b.Run("of=extract", func(b *testing.B) {
		b.SetBytes(int64(len(page)))
		b.ReportAllocs()
		for b.Loop() {
			markup.Extract(page)
		}
	})
	b.Run("of=readability", func(b *testing.B) {
		b.SetBytes(int64(len(page)))
		b.ReportAllocs()
		for b.Loop() {
			readability.FromReader(bytes.NewReader(page), &url.URL{Scheme: "http", Host: "localhost"})
		}
	})
}

// BenchmarkClean runs on one page of each shape: an article of 20 paragraphs
// of 60 words with a line of noise behind every fifth, also with quotation marks
// that are not ASCII, around words that begin one of a rule, the same inside a
// dump, and a dump that is mostly menus.
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
		{"page=quotes", strings.ReplaceAll(text, "to accept", "“to get our offer”")},
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
