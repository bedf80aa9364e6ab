package entity

import (
	"testing"

	"newsdup/internal/word"
)

// TestAbroad checks that common words of languages other than English have a frequency in
// Abroad, under the stem that they have in a clip in their language.
func TestAbroad(t *testing.T) {
	tables, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	r := NewReader(tables)
	for _, c := range []struct {
		text, lang string
		least      float32 // of each word of the text that has a stem
	}{
		{"och som det på", "sv", .001},
		{"ve bir çok için", "tr", .001},
		{"että hän mutta", "fi", .001},
		{"και με για", "el", 0}, // in its own script and so stop words, without a stem
		{"rządu ludzie", "pl", .00001},
		{"не что это", "ru", .001},
		{"ludziom", "pl", .00001}, // inflected, as is the list
	} {
		for _, token := range r.Tokens(nil, Text{Body: c.text, Lang: c.lang}) {
			if f := tables.Abroad(token.Stem); token.Stem != 0 && f < c.least {
				t.Errorf("a word of %q has %v, want %v", c.text, f, c.least)
			}
		}
	}
	for _, w := range []string{"lighthouse", "Lillåker", "Moscow"} {
		if f := tables.Abroad(word.HashString(w)); f != 0 {
			t.Errorf("%s has %v", w, f)
		}
	}
}

// TestHiragana checks that two hiragana are a stop word and that no other two letters are.
func TestHiragana(t *testing.T) {
	r := newTestReader(t)
	for text, want := range map[string]string{
		"いること": "....",
		"調べた":  "x..", // 調べ
		"カメラは": "xxx.",
		"橋の上":  "xx.", // 橋の, の上
	} {
		got := ""
		for _, token := range r.Tokens(nil, Text{Body: text}) {
			if token.Stem == 0 {
				got += "."
			} else {
				got += "x"
			}
		}
		if got != want {
			t.Errorf("stems of %s are %s, want %s", text, got, want)
		}
	}
}
