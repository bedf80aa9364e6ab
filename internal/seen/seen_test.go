package seen

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"newsdup/internal/clip"
	"newsdup/internal/copies"
	"newsdup/internal/join"
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

// stream is clips with copies, cuts, longer versions and forms of earlier ones.
func stream(seed uint64, n int) []Text {
	r := rand.New(rand.NewPCG(seed, 1))
	stock := make([]string, 300)
	for i := range stock {
		stock[i] = fmt.Sprint("w", i)
	}
	fresh := func(n int) []string {
		words := make([]string, n)
		for i := range words {
			words[i] = stock[r.IntN(len(stock))]
			if r.IntN(12) == 0 {
				words[i] = fmt.Sprint(r.IntN(90))
			}
		}
		return words
	}
	footer := fresh(30)
	var all [][]string
	var texts []Text
	for i := range n {
		words := append(fresh(30+r.IntN(150)), footer...)
		if i > 0 && r.IntN(3) > 0 {
			old := all[r.IntN(i)]
			words = append([]string{}, old...)
			switch r.IntN(5) {
			case 0: // as it is
			case 1: // edited
				for range 1 + r.IntN(len(words)/8) {
					words[r.IntN(len(words))] = "edit"
				}
			case 2: // cut
				words = words[:len(words)/2+1]
			case 3: // longer
				words = append(words, fresh(20+r.IntN(200))...)
			case 4: // other numbers
				for i, w := range words {
					if w[0] >= '0' && w[0] <= '9' {
						words[i] = fmt.Sprint(100 + r.IntN(900))
					}
				}
			}
		}
		all = append(all, words)
		texts = append(texts, textOf(fmt.Sprint(i), words))
	}
	return texts
}

// slow is an index of copies that compares all pairs, as the package comment has it.
func slow(texts []Text, remember int) (said []string) {
	type known struct {
		*Text
		of, copies int
	}
	var docs []known
	t := copies.Thresholds{}.WithDefaults()
	for i := range texts {
		x := known{&texts[i], i, i}
		verdict, best, exact := "first", 0.0, false
		inside, insideBest := "", 0.0
		for _, d := range docs {
			if d.Sequence == x.Sequence {
				verdict, exact = fmt.Sprintf("exact %s of %d", d.Name.ID, d.of), true
				break
			}
			p := copies.Compare(&x.Set, &d.Set, t)
			switch inner, _ := p.Inside(); {
			case p.Relation == clip.Near && p.Jaccard > best:
				first := &texts[d.copies]
				gone := true
				for _, k := range docs {
					gone = gone && k.Text != first
				}
				n := shingle.Overlap(x.Set.Hashes, first.Set.Hashes)
				if gone || join.Containment(n, min(x.Set.Len(), first.Set.Len())) >= t.Together || first == d.Text {
					best, verdict = p.Jaccard, fmt.Sprintf("near %s of %d", d.Name.ID, d.of)
					x.of, x.copies = d.of, d.copies
				}
			case p.Relation == clip.Contains && inner == 0 && p.Containment() > insideBest:
				insideBest, inside = p.Containment(), fmt.Sprintf("contains %s of %d", d.Name.ID, d.of)
				if best == 0 {
					x.of = d.of
				}
			}
		}
		if verdict == "first" && inside != "" {
			verdict = inside
		}
		said = append(said, verdict)
		if !exact {
			if docs = append(docs, x); len(docs) > remember {
				docs = docs[1:]
			}
		}
	}
	return said
}

// TestSlow compares the index of copies with all pairs.
func TestSlow(t *testing.T) {
	kinds := map[string]int{}
	for seed := range uint64(8) {
		texts := stream(seed, 120)
		for _, remember := range []int{1, 20, 1000} {
			want := slow(texts, remember)
			x := index(false, remember)
			for i := range texts {
				got := say(x.See(&texts[i]))
				if got != want[i] {
					t.Fatalf("seed %d, remember %d, clip %d: %s, want %s", seed, remember, i, got, want[i])
				}
				kind, _, _ := strings.Cut(got, " ")
				kinds[kind]++
			}
			if x.Len() > remember {
				t.Errorf("%d clips known, want %d", x.Len(), remember)
			}
		}
	}
	for _, kind := range []string{"first", "exact", "near", "contains"} {
		if kinds[kind] < 50 {
			t.Errorf("%d verdicts are %s: the streams show too little", kinds[kind], kind)
		}
	}
}

// TestRestore cuts streams: an index made of what was remembered goes on as
// the one that saw it.
func TestRestore(t *testing.T) {
	for seed := range uint64(4) {
		texts := stream(seed, 120)
		for _, remember := range []int{15, 1000} {
			whole := index(true, remember)
			var memory [][]byte
			var want []Verdict
			for i := range texts {
				v := whole.See(&texts[i])
				want = append(want, v)
				memory = append(memory, v.Memory)
			}
			for cut := 0; cut < len(texts); cut += 7 {
				x := index(true, remember)
				for _, m := range memory[:cut] {
					if m != nil {
						if err := x.Restore(m); err != nil {
							t.Fatal(err)
						}
					}
				}
				for i := cut; i < len(texts); i++ {
					if v := x.See(&texts[i]); !reflect.DeepEqual(v, want[i]) {
						t.Fatalf("seed %d, remember %d, cut at %d: clip %d is %+v, want %+v", seed, remember, cut, i, v, want[i])
					}
				}
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

// TestVersion refuses what another version remembered.
func TestVersion(t *testing.T) {
	x := index(true, 0)
	text := textOf("a", prose("a", 50))
	m := x.See(&text).Memory
	m[0]++
	if err := x.Restore(m); !errors.Is(err, ErrVersion) {
		t.Errorf("error %v, want ErrVersion", err)
	}
}

// FuzzDecode reads damaged memories: each is refused or encodes as it was.
func FuzzDecode(f *testing.F) {
	x := index(true, 0)
	for _, words := range [][]string{prose("a", 3), prose("7", 9), prose("b", 80)} {
		text := textOf("id", words)
		f.Add(x.See(&text).Memory)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := decode(data)
		if err != nil {
			return
		}
		again, err := decode(d.encode())
		if err != nil || !reflect.DeepEqual(d, again) {
			t.Errorf("read %+v, then %+v, %v", d, again, err)
		}
		x := index(true, 2)
		if err := x.Restore(data); err != nil {
			t.Error(err)
		}
		for _, words := range [][]string{prose("a", 80), prose("b", 80)} {
			text := textOf("id", words)
			x.See(&text)
		}
	})
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

// TestRoom: with little room fewer clips are known, whatever went by; and a stream
// that is cut and goes on knows as many as before.
func TestRoom(t *testing.T) {
	texts := stream(3, 600)
	o := Options{Stories: true, Background: background, Remember: 500, Record: true}
	count := func(room int64) (known int) {
		o.Room = room
		x := New(o)
		var memory [][]byte
		for i := range texts {
			v := x.See(&texts[i])
			if v.Memory != nil {
				memory = append(memory, v.Memory)
			}
			if i != len(texts)*2/3 {
				continue
			}
			again := New(o)
			for _, m := range memory {
				if err := again.Restore(m); err != nil {
					t.Fatal(err)
				}
			}
			if again.Len() != x.Len() {
				t.Fatalf("room for %d: %d clips known when it goes on, %d before", room, again.Len(), x.Len())
			}
			x = again
		}
		return x.Len()
	}
	none, some, little, one := count(0), count(1<<20), count(1<<18), count(1)
	if none != 500 || some >= none || little >= some || little < 2 || one != 1 {
		t.Errorf("%d clips known without a bound, %d, %d and %d with less and less room", none, some, little, one)
	}
}
