package seen

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"newsdup/internal/shingle"
	"newsdup/internal/word"
)

// textOf makes the text of some words; numerals are masked by the guard.
func textOf(name string, words []string) Text {
	var ts []word.Token
	for i, w := range words {
		t := word.Token{Exact: word.HashString(w), Stem: word.HashString(w), Pos: uint32(i)}
		if w[0] >= '0' && w[0] <= '9' {
			t.Flags = word.Numeral | word.Number
		}
		ts = append(ts, t)
	}
	var b shingle.Builder
	return Text{Name: Name{ID: name}, Sequence: shingle.Sequence(ts), Set: b.Tokens(ts), Features: b.Features(nil, ts)}
}

// prose is n words that no other name has.
func prose(name string, n int) []string {
	words := make([]string, n)
	for i := range words {
		words[i] = fmt.Sprint(name, i)
	}
	return words
}

func background(uint64) float32 { return 0 }

func index(stories bool, remember int) *Index {
	return New(Options{Stories: stories, Background: background, Remember: remember, Record: true})
}

// say is a verdict in short: "first", or the relation, the clip and the first of its story.
func say(v Verdict) string {
	if v.First {
		return "first"
	}
	return fmt.Sprintf("%s %s of %s", v.Relation, v.To.ID, v.Of.ID)
}

// TestSee is streams of clips, each with what is said of it at story and at copy level.
func TestSee(t *testing.T) {
	a, b, c := prose("a", 100), prose("b", 100), prose("c", 100)
	join := func(parts ...[]string) (all []string) {
		for _, p := range parts {
			all = append(all, p...)
		}
		return all
	}
	table := func(number string) []string {
		words := prose("t", 100)
		for i := 5; i < len(words); i += 12 {
			words[i] = fmt.Sprint(number, i)
		}
		return words
	}
	told := join(a[:40:40], prose("x", 20))
	for i := range told { // the words of a in another order
		j := (i * 37) % len(told)
		told[i], told[j] = told[j], told[i]
	}
	for _, test := range []struct {
		name          string
		words         [][]string // clips 0, 1, ..
		stories, copy string     // verdicts
	}{
		{"apart", [][]string{a, b}, "first, first", "first, first"},
		{"exact", [][]string{a, b, a, b}, "first, first, exact 0 of 0, exact 1 of 1", "first, first, exact 0 of 0, exact 1 of 1"},
		{"near", [][]string{a, a[5:]}, "first, near 0 of 0", "first, near 0 of 0"},
		{"exact copy of a copy", [][]string{a, a[5:], a[5:]}, "first, near 0 of 0, exact 1 of 0", "first, near 0 of 0, exact 1 of 0"},
		{"inside", [][]string{join(a, b), a[:60]}, "first, contains 0 of 0", "first, contains 0 of 0"},
		{"holds", [][]string{a[:60], join(a, b)}, "first, contains 0 of 0", "first, first"},
		{"round-up", [][]string{a[:60], b[:60], join(a[:60], b[:60], c)}, "first, first, first", "first, first, first"},
		{"form", [][]string{table("1"), table("2")}, "first, first", "first, first"},
		{"told in other words", [][]string{a, told}, "first, story 0 of 0", "first, first"},
		{"too short", [][]string{nil, nil}, "first, first", "first, first"},
		// Each is near the one before; the last shares nothing with the first.
		{"chain", [][]string{join(a, b[:1]), join(a[30:], b[:30]), join(a[60:], b[:60]), join(a[80:], b[:80])},
			"first, near 0 of 0, story 0 of 0, near 2 of 0", "first, near 0 of 0, first, near 2 of 2"},
	} {
		for _, level := range []struct {
			stories bool
			want    string
		}{{true, test.stories}, {false, test.copy}} {
			x := index(level.stories, 0)
			var got []string
			for i, words := range test.words {
				text := textOf(fmt.Sprint(i), words)
				got = append(got, say(x.See(&text)))
			}
			if s := strings.Join(got, ", "); s != level.want {
				t.Errorf("%s, stories %t: %s, want %s", test.name, level.stories, s, level.want)
			}
		}
	}
}

// TestBounds forgets by shingles, too.
func TestBounds(t *testing.T) {
	x := index(false, 2)
	small, large := textOf("small", prose("s", 50)), textOf("large", prose("l", 2*shinglesEach+10))
	for _, text := range []Text{small, large} {
		x.See(&text)
	}
	if x.Len() != 1 || x.size != large.Set.Len() || x.postings.taken != x.size {
		t.Errorf("%d clips of %d shingles are known, want the last alone", x.Len(), x.size)
	}
	if v := x.See(&small); !v.First {
		t.Error("what was forgotten is known")
	}
}

// BenchmarkSee is clips of 500 words of which a third repeat, after 5,000 others.
func BenchmarkSee(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	var texts []Text
	for i := range 6000 {
		words := make([]string, 500)
		for k := range words {
			words[k] = fmt.Sprint("w", int(20000*r.Float64()*r.Float64()*r.Float64()))
		}
		texts = append(texts, textOf(fmt.Sprint(i), words))
	}
	for _, stories := range []bool{false, true} {
		b.Run(fmt.Sprintf("known=5k/stories=%t", stories), func(b *testing.B) {
			x := index(stories, 5000)
			for i := range 5000 {
				x.See(&texts[i])
			}
			for i := 0; b.Loop(); i++ {
				text := texts[i%len(texts)]
				x.See(&text)
			}
		})
	}
}

// TestNotSame parts clips that are like each other in every way, also after a restart.
func TestNotSame(t *testing.T) {
	a, b := prose("a", 100), prose("b", 100)
	sum := func(i int) [32]byte { return [32]byte{byte(i + 1)} }
	for _, test := range []struct {
		name  string
		words [][]string
		pairs [][2]int
		want  string
	}{
		{"exact", [][]string{a, a, a[5:]}, [][2]int{{0, 1}}, "first, first, near 0 of 0"},
		{"near", [][]string{a, a[5:]}, [][2]int{{1, 0}}, "first, first"},
		{"inside", [][]string{append(a[:100:100], b...), a[:60]}, [][2]int{{0, 1}}, "first, first"},
		{"by another clip of the story", [][]string{a, a[5:], a[10:]}, [][2]int{{2, 1}}, "first, near 0 of 0, first"},
		{"another story stays", [][]string{b, a, a[5:]}, [][2]int{{2, 0}}, "first, first, near 1 of 1"},
	} {
		apart := map[[32]byte][][32]byte{}
		for _, p := range test.pairs {
			apart[sum(p[0])] = append(apart[sum(p[0])], sum(p[1]))
			apart[sum(p[1])] = append(apart[sum(p[1])], sum(p[0]))
		}
		var memory [][]byte
		var got []string
		for i, words := range test.words { // each clip in a run of its own
			x := New(Options{Stories: true, Background: background, Record: true, NotSame: apart})
			for _, m := range memory {
				if err := x.Restore(m); err != nil {
					t.Fatal(err)
				}
			}
			text := textOf(fmt.Sprint(i), words)
			text.Content = sum(i)
			v := x.See(&text)
			got = append(got, say(v))
			if v.Memory != nil {
				memory = append(memory, v.Memory)
			}
		}
		if s := strings.Join(got, ", "); s != test.want {
			t.Errorf("%s: %s, want %s", test.name, s, test.want)
		}
	}
}
