package dedup

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"newsdup/internal/clean"
	"newsdup/internal/clip"
	"newsdup/internal/entity"
)

func texts(words []textWord, text string) []string {
	var list []string
	for _, w := range words {
		list = append(list, text[w.start:w.end])
	}
	return list
}

func TestPlainWords(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{" , ", ""},
		{"Dockers vote.", "Dockers|vote"},
		{"1,204.5 tonnes, 6,8", "1,204.5|tonnes|6,8"},
		{"5, 6.", "5|6"},
		{"l'Élysée a\u0301b", "l|Élysée|a\u0301b"},
		{"港口 paro", "港|口|paro"},
		{"x港", "x|港"},
		{"bad\xffbytes \xfe", "bad|bytes"},
	} {
		if got := strings.Join(texts(plainWords(nil, c.in), c.in), "|"); got != c.want {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
}

// slowRuns is the definition: at each word of b the longest run that stands in a.
func slowRuns(a, b []textWord) []int {
	var lengths []int
	for j := 0; j+phraseWords <= len(b); {
		best := 1
		for i := range a {
			n := 0
			for i+n < len(a) && j+n < len(b) && a[i+n].hash == b[j+n].hash {
				n++
			}
			best = max(best, n)
		}
		if best >= phraseWords {
			lengths = append(lengths, j, best)
		}
		j += best
	}
	return lengths
}

func TestRuns(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 7))
	for range 300 {
		var sides [2][]textWord
		for s := range sides {
			for range r.IntN(60) {
				sides[s] = append(sides[s], textWord{hash: 1 + uint64(r.IntN(6))})
			}
		}
		var got []int
		for _, x := range sharedRuns(sides[0], sides[1]) {
			got = append(got, x.b, x.n)
			for k := range x.n {
				if sides[0][x.a+k].hash != sides[1][x.b+k].hash {
					t.Fatalf("%+v is no run", x)
				}
			}
		}
		if want := slowRuns(sides[0], sides[1]); !slices.Equal(got, want) {
			t.Fatalf("%v and %v:\n got %v\nwant %v", sides[0], sides[1], got, want)
		}
	}
}

// TestPhrases checks the phrases that two texts share, the rarest first, and where they
// stand.
func TestPhrases(t *testing.T) {
	tables, err := entity.Load()
	if err != nil {
		t.Fatal(err)
	}
	reader := entity.NewReader(tables)
	cleaner := clean.New(clean.Options{Explain: true, Mode: clean.Part})
	read := func(lines ...string) *cleanText {
		c := cleaner.Clean(&clip.Raw{Text: []byte(strings.Join(lines, "\n"))})
		return newCleanText(&c)
	}
	a := read("The dockers of Felix vote",
		"",
		"The dockers of Felix voted on Tuesday to end a strike that had closed the old harbour for nine weeks, said Ilse Morvane of the union.",
		"Ilse Morvane said that one of the cranes had rusted in the meantime, and would have to be replaced.")
	b := read("Cranes move again",
		"",
		"One of the first to climb a crane in Felix on Wednesday was Ilse Morvane, who had led a strike that had closed the old harbour since March.",
	)
	var got []string
	for _, p := range phrases(a, b, reader, tables) {
		got = append(got, fmt.Sprintf("%s %d %v %v", p.Text, p.Words, p.A, p.B))
	}
	want := []string{"a strike that had closed the old harbour 8 [3] [3]", "Ilse Morvane 2 [3 4] [3]"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestPhrasesAbroad checks that the common words of a language make no phrase.
func TestPhrasesAbroad(t *testing.T) {
	tables, err := entity.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"sv", ""} {
		a := newCleanText(&clip.Clip{Meta: clip.Meta{Lang: lang}, Body: "De som ska till sjukhuset i Lillåker ser att kommunen har stängt den gamla bron."})
		b := newCleanText(&clip.Clip{Meta: clip.Meta{Lang: lang}, Body: "Många ser att kommunen inte lagar den gamla bron, som ska till slut rivas."})
		var got []string
		for _, p := range phrases(a, b, entity.NewReader(tables), tables) {
			got = append(got, p.Text)
		}
		if want := []string{"den gamla bron"}; !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", lang, got, want)
		}
	}
}

// TestLongPhrase checks that a copy, which is one long phrase, is quoted in part. Half a
// million times the same word must take linear time, though every run of it is a run of
// every other.
func TestLongPhrase(t *testing.T) {
	tables, err := entity.Load()
	if err != nil {
		t.Fatal(err)
	}
	long := newCleanText(&clip.Clip{Body: strings.Repeat("harbour ", 500_000)})
	half := newCleanText(&clip.Clip{Body: strings.Repeat("harbour ", 250_000)})
	got := phrases(long, half, entity.NewReader(tables), tables)
	if len(got) != 1 || got[0].Words != 250_000 || len(strings.Fields(got[0].Text)) != phraseText+1 {
		t.Errorf("%d phrases, the first of %d words: %.80q", len(got), got[0].Words, got[0].Text)
	}
}

// BenchmarkRuns finds the runs of two texts of one word repeated, the worst case, and of two with few words.
func BenchmarkRuns(b *testing.B) {
	for _, kinds := range []uint64{1, 50} {
		r := rand.New(rand.NewPCG(1, 2))
		var sides [2][]textWord
		for s := range sides {
			for range 100_000 {
				sides[s] = append(sides[s], textWord{hash: r.Uint64N(kinds)})
			}
		}
		b.Run(fmt.Sprintf("words=100k/kinds=%d", kinds), func(b *testing.B) {
			for b.Loop() {
				sharedRuns(sides[0], sides[1])
			}
		})
	}
}
