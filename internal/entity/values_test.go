package entity

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"newsdup/internal/word"
)

// inGerman and inFrench are enough words of a language for a clip to be in it.
const (
	inGerman = " Das war nicht die Frage und es ist auch nicht so, wie der Mann aus dem Hafen und die Frau sagten."
	inFrench = " Ce n'est pas la question et il ne faut pas que les gens du port et la ville soient dans le doute."
)

// TestSpellingsOfNumbers checks pairs of texts that are the same for copies, though they
// write a number in two ways.
func TestSpellingsOfNumbers(t *testing.T) {
	r := newTestReader(t)
	for _, c := range []struct{ a, b string }{
		{"a quake of 6.8 hit the coast at night", "a quake of 6,8 hit the coast at night"},
		{"some 1,200 homes lost power", "some 1\u00a0200 homes lost power"},
		{"some 1,200 homes lost power", "some 1\u202f200 homes lost power"},
		{"some 1,200 homes lost power", "some 1200 homes lost power"},
		{"five ships left the port", "5 ships left the port"},
		{"a five-hour talk", "a 5-hour talk"},
		{"a five-hour talk", "a 5 hour talk"},
		{"it costs $1bn more", "it costs $1 billion more"},
		{"it costs $1bn more", "it costs US$1,000,000,000 more"},
		{"up 6.5% on the year", "up 6.5 per cent on the year"},
		{"up 6.5% on the year", "up 6.5 percent on the year"},
		{"on Nov. 18 the port", "on November 18 the port"},
		{"on 18 November 2026 the port", "on November 18, 2026 the port"},
		{"a 3rd ship", "a third ship"}, // both are fractions or neither: "a" keeps third a word
		{"the 3rd ship", "the third ship"},
		{"won 3-1 at home", "won 3–1 at home"},
		{"rund 1.200 Menschen." + inGerman, "rund 1 200 Menschen." + inGerman},
		{"rund 1.200 Menschen." + inGerman, "rund 1'200 Menschen." + inGerman},
		{"zweiundzwanzig Schiffe." + inGerman, "22 Schiffe." + inGerman},
		{"1,2 Mio. Euro." + inGerman, "1,2 Millionen Euro." + inGerman},
		{"quatre-vingt-dix-sept navires." + inFrench, "97 navires." + inFrench},
		{"1 200 euros." + inFrench, "1 200 €." + inFrench},
	} {
		same := slices.Equal(exact(r, c.a), exact(r, c.b))
		if want := !strings.HasPrefix(c.a, "a 3rd"); same != want {
			t.Errorf("%q and %q: same %v for copies", c.a, c.b, same)
		}
	}
}

// TestNumbersAbroad checks that the language of the page decides how numbers are read if it
// has no list of function words, though some of its words are German or English.
func TestNumbersAbroad(t *testing.T) {
	r := newTestReader(t)
	for text, want := range map[string]string{
		"Bron i Lillåker, som man i dag och in i den nya staden, till och under den, har, passeras av 9 000 bilar": "9 000",
		"the man in the house said that it was for all of us and not for the 9 000":                                "9",
	} {
		lang := "sv"
		if strings.HasPrefix(text, "the") {
			lang = "en"
		}
		r.Tokens(nil, Text{Body: text, Lang: lang})
		var got []string
		for _, v := range r.Values(nil) {
			got = append(got, v.Forms[0].Form)
		}
		if strings.Join(got, "|") != want {
			t.Errorf("numbers of %q are %q, want %s", text, got, want)
		}
	}
}

// TestNumbersApart checks that texts with different numbers are different for copies.
func TestNumbersApart(t *testing.T) {
	r := newTestReader(t)
	for _, row := range []string{
		"5 hours|5 days|5 hour 5|five minutes|5|hours|6 hours|5.5 hours",
		"$5m|€5m|£5m|5m|$5|$5bn|$6m|C$5m|A$5m|5 million",
		"6.8|68|6.9|6.80.1|0.68",
		"1,200|1,201|1.2|12,00,000|1 200",
		"5 miles|5 km|5 kilometres per hour|8 km",
		"5 ton|5 tonnes|5 pounds|£5",
		"20°C|20°F|20 degrees",
		"Nov. 18|Nov. 19|Oct. 18|18 Nov. 2026|18 Nov. 2025|November 2026|November",
		"3rd|3|third-party 3",
		"3-1|1-3|31|3 1|3.1",
		"10:30 a.m.|10:30 p.m.|10.30",
		"007|7", "one|1|one of", "two thirds|2|2/3", "twenty twenty|2020|20 20|20",
		"from 5 to 6 percent|5-6 percent", "Tuesday|yesterday|18 November",
		"5 percent|5 points|5 percentage points",
		"3/4/2026|4/3/2026|3 April 2026",
	} {
		seen := map[string]string{}
		for form := range strings.SplitSeq(row, "|") {
			key := fmt.Sprint(exact(r, form))
			if other, ok := seen[key]; ok {
				t.Errorf("%q and %q are the same for copies", other, form)
			}
			seen[key] = form
		}
	}
}

// TestDays checks that a day is one token, and for stories the same one with and without
// its year; and that a weekday stays a word, while the day that it was is a value.
func TestDays(t *testing.T) {
	r := newTestReader(t)
	read := func(body string) word.Token {
		return r.Tokens(nil, Text{Body: body, Date: time.Date(2026, 11, 18, 0, 0, 0, 0, time.UTC)})[1]
	}
	a, b, c := read("On 17 November 2026 talks ended"), read("On Nov. 17 talks ended"), read("On Tuesday talks ended")
	if a.Stem != b.Stem || a.Exact == b.Exact || c.Stem == a.Stem || c.Exact != spell("tuesday") {
		t.Errorf("the 17th is %+v and %+v, Tuesday %+v", a, b, c)
	}
	if a.Flags&word.Calendar == 0 || a.Flags&word.Numeral != 0 {
		t.Errorf("the flags of a day are %b", a.Flags)
	}
	if v := r.Values(nil); len(v) != 1 || v[0].String() != "d:2026-11-17" || v[0].Forms[0].Form != "Tuesday" {
		t.Errorf("Tuesday is %v", v)
	}
}

// TestValues checks what a clip says in numbers, and the forms in which it does.
func TestValues(t *testing.T) {
	r := newTestReader(t)
	text := Text{
		Title: "A 28-point plan for $1bn",
		Body:  "The 28 points cost $1 billion, or 1 billion dollars, from Nov. 18.\nSix Harbours and five ships; 5 ships.",
	}
	toks := r.Tokens(nil, text)
	var got []string
	for _, v := range r.Values(nil) {
		got = append(got, fmt.Sprintf("%s %s %d %v", v.Type(), v, v.Count, v.Forms))
	}
	want := []string{
		"quantity n:28:point 2 [{28-point 1} {28 points 1}]",
		"money m:USD:1e9 3 [{$1bn 1} {$1 billion 1} {1 billion dollars 1}]",
		"date d:--11-18 1 [{Nov. 18 1}]",
		"number n:6 1 [{Six 1}]",
		"number n:5 2 [{five 1} {5 1}]",
	}
	if !slices.Equal(got, want) {
		t.Errorf("values are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for i, tok := range toks {
		if int(tok.Pos) != i {
			t.Errorf("token %d is at %d", i, tok.Pos)
		}
	}
	if form := r.Form(toks[1].Stem); form != "28 points" {
		t.Errorf("28-point is shown as %q", form)
	}
}

// FuzzValues checks that tokens keep their order whatever the numbers are, and are the same
// with and without stems.
func FuzzValues(f *testing.F) {
	tables, err := Load()
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{"US$5m in 5 hours", "5 US", "Nov. 18, 2026\n10:30", "mil millones de dólares", "1\u00a0200\xff,3", "five South Korean hours", "3 Saudi Arabia"} {
		f.Add(s, s)
	}
	stories, copies := NewSpellings(tables, true).NewReader(), NewSpellings(tables, false).NewReader()
	f.Fuzz(func(t *testing.T, title, body string) {
		text := Text{Title: title, Body: body, Date: time.Date(2026, 11, 18, 0, 0, 0, 0, time.UTC)}
		a, b := stories.Tokens(nil, text), copies.Tokens(nil, text)
		if len(a) != len(b) {
			t.Fatalf("%d tokens for stories, %d for copies", len(a), len(b))
		}
		for i := range a {
			if a[i].Exact != b[i].Exact || a[i].Pos != uint32(i) {
				t.Fatalf("token %d is %+v for stories, %+v for copies", i, a[i], b[i])
			}
		}
		stories.Values(nil)
	})
}
