package entity

import (
	"cmp"
	"fmt"
	"math/bits"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"newsdup/internal/word"
)

// TestSharedSpellings checks that Readers which share a table, while it grows and is
// emptied, give the same tokens and forms as a Reader alone.
func TestSharedSpellings(t *testing.T) {
	tables, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	clips := slices.Clone(clipsForOrder[:3])
	for i := range 30 {
		var b strings.Builder
		for k := range 1000 {
			fmt.Fprintf(&b, "Word%s of ", strings.Repeat(string(rune('a'+k%26)), 1+(i*k)%12))
			fmt.Fprintf(&b, "%c%c%c%c\n", 'a'+k%26, 'a'+k/26%26, 'a'+i, 'A'+(k+i)%26)
		}
		clips = append(clips, b.String())
	}
	alone := NewReader(tables)
	var want [][]word.Token
	for _, c := range clips {
		want = append(want, alone.Tokens(nil, Text{Body: c}))
	}
	shared := NewSpellings(tables, true)
	var wg sync.WaitGroup
	for w := range 4 {
		r := shared.NewReader()
		wg.Go(func() {
			for k := range clips {
				i := (k*7 + w*11) % len(clips)
				if got := r.Tokens(nil, Text{Body: clips[i]}); !slices.Equal(got, want[i]) {
					t.Errorf("reader %d gives other tokens for clip %d", w, i)
				}
				if w == 0 && k%10 == 9 {
					shared.current.Store(newSpellings())
				}
			}
		})
	}
	wg.Wait()
	if !slices.Equal(shared.sortedForms(), alone.sortedForms()) {
		t.Error("shared forms are others than those of one reader")
	}
}

// sortedForms is the best forms met by ascending stem.
func (s *Spellings) sortedForms() []word.Form {
	return slices.SortedFunc(slices.Values(s.forms.list), func(a, b word.Form) int { return cmp.Compare(a.Stem, b.Stem) })
}

// TestWithoutStems checks that without stems tokens lack only what stories need.
func TestWithoutStems(t *testing.T) {
	tables, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	copies, stories := NewSpellings(tables, false).NewReader(), NewReader(tables)
	for _, c := range clipsForOrder {
		got, want := copies.Tokens(nil, Text{Title: c, Body: c}), stories.Tokens(nil, Text{Title: c, Body: c})
		for i := range want {
			want[i].Flags &^= word.Name
			want[i].Stem, got[i].Stem = 0, 0
			want[i].Pos, got[i].Pos = 0, 0
		}
		if !slices.Equal(got, want) {
			t.Errorf("other tokens for %.40q", c)
		}
	}
}

// TestCutEight compares cutting eight letters at a time with cutting letter by letter.
func TestCutEight(t *testing.T) {
	tables := newTestReader(t).t
	rng := rand.New(rand.NewPCG(3, 4))
	for _, stems := range []bool{false, true} {
		r := NewSpellings(tables, stems).NewReader()
		for range 5_000 {
			b := make([]byte, 10+rng.IntN(190))
			for i := range b {
				b[i] = byte(' ' + rng.UintN(224))
				if rng.UintN(9) > 0 {
					b[i] = "aAzZqmE@[`{09.'...iyeee   "[rng.UintN(26)]
				}
			}
			text := string(b)
			r.Tokens(nil, Text{Body: text})
			k := 0
			for i := 0; i < len(text); {
				end := runEnd(text, i)
				if end == i {
					_, size := utf8.DecodeRuneInString(text[i:])
					i += size
					continue
				}
				w := text[i:end]
				if k == len(r.line) || int(r.line[k].start) != i || int(r.line[k].end) != end {
					t.Fatalf("word %d of %q is not %q", k, text, w)
				}
				ref := r.line[k]
				if plain := ref.entry == plainWord; plain && (stems || tables.mentioned.has(spell(strings.ToLower(w)))) || !plain && r.words[ref.entry].hash != r.spell(w) {
					t.Fatalf("%q in %q is %+v", w, text, ref)
				}
				k++
				i = end
			}
			if k < len(r.line) {
				t.Fatalf("%q has %d words, want %d", text, len(r.line), k)
			}
		}
	}
}

// TestLetters compares the runs of letters with those counted one by one.
func TestLetters(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 10))
	var letters []byte
	for range 2_000 {
		b := make([]byte, rng.IntN(300))
		rare := 1 + rng.IntN(80)
		for i := range b {
			if b[i] = "azAZm"[rng.IntN(5)]; rng.IntN(rare) == 0 {
				b[i] = byte(rng.UintN(256))
			}
		}
		text := string(b)
		letters = setLetters(letters, text)
		for i := range b {
			n := uint(0)
			for k := i; k < len(b) && n < window && class8[b[k]] == letter8; k++ {
				n++
			}
			if got := uint(bits.TrailingZeros64(^lettersFrom(letters, i))); min(got, window) != n {
				t.Fatalf("%d letters from %d of %q, want %d", got, i, text, n)
			}
		}
	}
}

// TestFoldSpelling compares foldSpelling with the replacements that it stands for, made one
// after the other.
func TestFoldSpelling(t *testing.T) {
	one := func(w string) string {
		end := ""
		if n := len(w); n > 1 && n <= 4 && w[n-1] == w[n-2] {
			w, end = w[:n-1], w[n-1:]
		}
		for _, c := range "abfhikpy" { // neither e nor o
			for twice := strings.Repeat(string(c), 2); strings.Contains(w, twice); {
				w = strings.ReplaceAll(w, twice, string(c))
			}
		}
		return w + end
	}
	rng := rand.New(rand.NewPCG(11, 12))
	for range 50_000 {
		b := make([]byte, 1+rng.IntN(12))
		for i := range b {
			b[i] = "abfhikpyeo"[rng.IntN(10)]
		}
		w := string(b)
		want := one(strings.ReplaceAll(strings.ReplaceAll(one(strings.ReplaceAll(w, "y", "i")), "kh", "h"), "ph", "f"))
		if got := foldSpelling(w); got != want {
			t.Fatalf("%q is %q, want %q", w, got, want)
		}
	}
}

// TestLearnCapital checks that a capitalised spelling which is derived from its word in
// lower case has the facts that the tables give for it.
func TestLearnCapital(t *testing.T) {
	for _, stems := range []bool{false, true} {
		tables := newTestReader(t).t
		r := NewSpellings(tables, stems).NewReader()
		for _, w := range strings.Fields("Harbour HARBOUR hArbour Ml Zq President Jane Monday Stories Xylophonyy Kremlins") {
			r.Tokens(nil, Text{Body: "and " + w + " and"})
			id := r.view.find(spell(w))
			if id == 0 {
				continue // plain
			}
			e, f := r.words[id], tables.factsOf(w, stems, nil)
			if e.exact != f.exact || e.stem != f.stem || e.class != f.class|class(f.flags)<<flagShift || r.rare[id] != (nameFacts{f.fold, f.value, f.foreign}) || r.proper[id] != f.name {
				t.Errorf("stems %v: %s is %+v, want %+v", stems, w, e, f)
			}
		}
	}
}

// TestSpell checks that 200,000 different words have different hashes.
func TestSpell(t *testing.T) {
	seen := map[uint64]string{}
	digits := strings.NewReplacer("0", "ra", "1", "t", "2", "n", "3", "s", "4", "li", "5", "d", "6", "c", "7", "m", "8", "p", "9", "o")
	for i := range 200_000 {
		w := digits.Replace(fmt.Sprint(i * 7919))
		if other, ok := seen[spell(w)]; ok {
			t.Fatalf("%q and %q have one hash", w, other)
		}
		seen[spell(w)] = w
	}
}

// TestFind compares table.find with a map, for keys that are evenly spread and for keys
// that are not.
func TestFind(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for _, n := range []int{0, 1, 2, 3, 100, 5000} {
		for _, shift := range []int{0, 40, 56} {
			m := map[uint64]uint32{}
			for range n {
				m[rng.Uint64()>>shift] = rng.Uint32()
			}
			if n > 3 {
				m[0], m[1<<64-1] = 1, 2
			}
			table := newTable(m)
			check := func(key uint64) {
				want, ok := m[key]
				if got, found := table.find(key); got != want || found != ok {
					t.Fatalf("%d keys >> %d: find(%x) = %d, %v; want %d, %v", n, shift, key, got, found, want, ok)
				}
			}
			for key := range m {
				check(key)
				check(key + 1)
				check(key - 1)
			}
			check(0)
			check(1<<64 - 1)
			for range 1000 {
				check(rng.Uint64() >> shift)
			}
		}
	}
}
