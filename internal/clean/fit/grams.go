package main

import (
	"strings"
	"unicode"
)

// gramWords is the length of the word sequences that texts are compared by.
const gramWords = 4

// words cuts text as the benchmark does: runs of letters, digits and
// underscores.
func words(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}

// grams lists the 4-grams of a text; a shorter one is one gram.
func grams(ws []string) []string {
	if len(ws) == 0 {
		return nil
	}
	var out []string
	for i := 0; i+gramWords <= len(ws) || i == 0; i++ {
		out = append(out, strings.Join(ws[i:min(len(ws), i+gramWords)], " "))
	}
	return out
}

// overlap is precision and recall of the 4-grams of a body, as multisets.
func overlap(body, gold []string) (precision, recall float64) {
	left := map[string]int{}
	for _, g := range grams(gold) {
		left[g]++
	}
	got := grams(body)
	shared := 0
	for _, g := range got {
		if left[g] > 0 {
			left[g]--
			shared++
		}
	}
	if len(got) > 0 {
		precision = float64(shared) / float64(len(got))
	}
	if n := len(grams(gold)); n > 0 {
		recall = float64(shared) / float64(n)
	}
	return precision, recall
}
