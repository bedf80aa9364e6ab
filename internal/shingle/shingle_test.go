package shingle

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"newsdup/internal/word"
)

// tokens makes tokens of a line: words of digits are Numerals (and Numbers,
// figures from 100 on), "may" and "monday" Calendar words when written with a
// capital, "the" and "of" stop words, other capitals names.
func tokens(text string) []word.Token {
	var ts []word.Token
	for i, w := range strings.Fields(text) {
		t := word.Token{Exact: hash(strings.ToLower(w)), Pos: uint32(i)}
		t.Stem = t.Exact ^ 1
		switch {
		case w[0] >= '0' && w[0] <= '9':
			t.Flags = word.Numeral | word.Number
			if len(w) > 2 {
				t.Flags |= word.Figure
			}
		case w == "Monday" || w == "May":
			t.Flags = word.Calendar
		case w == "the" || w == "of":
			t.Stem = 0
		case w[0] >= 'A' && w[0] <= 'Z':
			t.Flags = word.Name
		}
		ts = append(ts, t)
	}
	return ts
}

// hash spreads a word over 64 bits, the same in every run.
func hash(w string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(w) {
		h = (h ^ uint64(w[i])) * 1099511628211
	}
	return avalanche(h)
}

// windows is the slow obvious set: the shingles of ts as strings, with the words masked or not.
func windows(ts []word.Token, mask bool) map[string]bool {
	var ws []string
	for _, t := range ts {
		w := fmt.Sprint(t.Exact)
		if mask && t.Flags&word.Calendar != 0 {
			w = "@"
		}
		if mask && t.Flags&word.Numeral != 0 {
			w = "#"
		}
		ws = append(ws, w)
	}
	set := map[string]bool{}
	if n := len(ws); n > 0 && n < K {
		set[strings.Join(ws, " ")] = true
	}
	for i := K; i <= len(ws); i++ {
		set[strings.Join(ws[i-K:i], " ")] = true
	}
	return set
}

func common(a, b map[string]bool) (n int) {
	for s := range a {
		if b[s] {
			n++
		}
	}
	return n
}

var texts = []string{
	"",
	"rain",
	"rain rain",
	"3",
	"4",
	"rain on Monday morning",
	"rain on Monday morning again",
	"oil fell 3 dollars on Monday again as traders sold",
	"oil fell 4 dollars on Monday again as traders sold",
	"oil fell 4 dollars on may again as traders sold",
	"oil fell 4 dollars on May again as traders sold and oil fell 4 dollars on may again as traders sold",
	"a b a b a b a b a b a b a b a b",
	"one two three four five six seven eight nine ten eleven twelve one two three four five six",
	strings.Repeat("the harbour office of Port Ansel said 120 boats ", 40),
	"1 2 3 4 5 6 7 8 9 10 11 12",
	"2 3 4 5 6 7 8 9 10 11 12 13",
}

// TestSets compares sizes and overlaps of all pairs of texts, plain and masked, with those of sets of strings.
func TestSets(t *testing.T) {
	var b Builder
	var sets []Set
	for _, text := range texts {
		s := b.Tokens(tokens(text))
		if !slices.IsSorted(s.Hashes) || !slices.IsSorted(s.Masked) {
			t.Errorf("%q: not sorted", text)
		}
		sets = append(sets, s)
	}
	for i, x := range texts {
		px, mx := windows(tokens(x), false), windows(tokens(x), true)
		if got := sets[i].Len(); got != len(px) {
			t.Errorf("%q: %d shingles, want %d", x, got, len(px))
		}
		if got := sets[i].MaskedLen(); got != len(mx) {
			t.Errorf("%q: %d masked shingles, want %d", x, got, len(mx))
		}
		for j, y := range texts {
			py, my := windows(tokens(y), false), windows(tokens(y), true)
			if got, want := Overlap(sets[i].Hashes, sets[j].Hashes), common(px, py); got != want {
				t.Errorf("%q and %q share %d shingles, want %d", x, y, got, want)
			}
			if got, want := MaskedOverlap(&sets[i], &sets[j]), common(mx, my); got != want {
				t.Errorf("%q and %q share %d masked shingles, want %d", x, y, got, want)
			}
		}
	}
}

// TestLead compares shares of leads with those of sets of strings.
func TestLead(t *testing.T) {
	long := strings.Repeat("x1 x2 x3 x4 x5 x6 x7 ", 3)
	for i := range 120 {
		long += fmt.Sprint("w", i, " ")
	}
	var b Builder
	for _, x := range append(texts, long, long[200:], "a new headline here "+long, strings.Repeat(long, 3)) {
		for _, y := range append(texts, long, long[200:]) {
			tx := tokens(x)
			lead := windows(tx[:min(len(tx), leadWindows+K-1)], false)
			want := 0.0
			if len(tx) >= K {
				want = float64(common(lead, windows(tokens(y), false))) / float64(len(lead))
			}
			sx, sy := b.Tokens(tx), b.Tokens(tokens(y))
			if got := LeadIn(&sx, &sy); got != want {
				t.Errorf("%.40q in %.40q: %g of the lead, want %g", x, y, got, want)
			}
		}
	}
}

// TestRandomSets does the same with random words, few enough to repeat windows.
func TestRandomSets(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("a b c 1 2 May may Monday the")
	var b Builder
	var sets []Set
	var plain, mask []map[string]bool
	for range 60 {
		var ws []string
		for range r.IntN(400) {
			ws = append(ws, words[min(r.IntN(len(words)), r.IntN(len(words)))])
		}
		ts := tokens(strings.Join(ws, " "))
		sets = append(sets, b.Tokens(ts))
		plain, mask = append(plain, windows(ts, false)), append(mask, windows(ts, true))
	}
	for i := range sets {
		for j := range sets {
			if got, want := Overlap(sets[i].Hashes, sets[j].Hashes), common(plain[i], plain[j]); got != want {
				t.Fatalf("sets %d and %d share %d shingles, want %d", i, j, got, want)
			}
			if got, want := MaskedOverlap(&sets[i], &sets[j]), common(mask[i], mask[j]); got != want {
				t.Fatalf("sets %d and %d share %d masked shingles, want %d", i, j, got, want)
			}
		}
	}
}

// TestWords checks that plain words give the hashes that unflagged tokens give, and no masked form.
func TestWords(t *testing.T) {
	var b Builder
	for _, text := range texts {
		ts := tokens(text)
		ws := make([]uint64, len(ts))
		for i := range ts {
			ws[i] = ts[i].Exact
			ts[i].Flags = 0
		}
		got, want := b.Words(ws), b.Tokens(ts)
		if !slices.Equal(got.Hashes, want.Hashes) {
			t.Errorf("%q: words give %x, tokens %x", text, got.Hashes, want.Hashes)
		}
		if got.Masked != nil || got.Touched != nil || got.MaskedLen() != got.Len() {
			t.Errorf("%q: words have a masked form", text)
		}
	}
}

// TestSetsStay checks that the sets of a builder are not overwritten by later ones, across chunks and for long texts.
func TestSetsStay(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var b Builder
	var ws [][]uint64
	var sets []Set
	for i := range 300 {
		w := make([]uint64, r.IntN(300))
		if i%100 == 99 {
			w = make([]uint64, 5000)
		}
		for j := range w {
			w[j] = r.Uint64()
		}
		ws, sets = append(ws, w), append(sets, b.Words(w))
	}
	for i, w := range ws {
		var fresh Builder
		if !slices.Equal(fresh.Words(w).Hashes, sets[i].Hashes) {
			t.Fatalf("set %d changed after it was made", i)
		}
	}
}

// TestHashesStay pins the hashes: caches hold them, so a change must raise Version.
func TestHashesStay(t *testing.T) {
	var b Builder
	s := b.Tokens(tokens("oil fell 3 dollars on Monday"))
	got := fmt.Sprintf("%x %x %x", s.Hashes, s.Masked, Sequence(tokens("oil fell 3 dollars on Monday")))
	const want = "[9aa244d0a2ef4f4 5d417b57ab7880ac] [60ebd2b3cf749cfe c5248471d2b3ecea] a71d10da39158f3d63036c048c693d36"
	if got != want || Version != 4 {
		t.Errorf("version %d: %s, want %s; raise Version when this changes", Version, got, want)
	}
}

// TestSequence checks that order, number and choice of words change the identity, and nothing else does.
func TestSequence(t *testing.T) {
	seen := map[[16]byte]string{}
	for _, text := range append(texts, "again rain on Monday morning", "rain on on Monday morning", "rain on Monday") {
		id := Sequence(tokens(text))
		if other, ok := seen[id]; ok {
			t.Errorf("%q and %q have one identity", text, other)
		}
		seen[id] = text
	}
	ts := tokens("rain on Monday morning")
	for i := range ts {
		ts[i].Flags, ts[i].Stem, ts[i].Pos = 0, 7, 9
	}
	if _, ok := seen[Sequence(ts)]; !ok {
		t.Error("flags, stems or positions change the identity")
	}
	var b Builder
	for _, text := range texts {
		ts := tokens(text)
		for n := range len(ts) {
			if b.Tokens(ts[:n+1]); b.Sequence() != Sequence(ts[:n+1]) {
				t.Errorf("%d words of %q: a builder gives another identity", n+1, text)
			}
		}
	}
}

// TestSortDistinct compares with the library on spread, clustered and repeating keys.
func TestSortDistinct(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	kinds := map[string]func() uint64{
		"spread":    r.Uint64,
		"low bits":  func() uint64 { return r.Uint64N(5000) },
		"one value": func() uint64 { return 42 },
		"period":    func() uint64 { return avalanche(r.Uint64N(7)) },
		"top bits":  func() uint64 { return 0xabcd<<48 | r.Uint64N(1<<40) },
	}
	var s sorter
	for name, key := range kinds {
		for _, n := range []int{0, 1, 2, tiny, tiny + 1, 100, 700, 5000, 300000} {
			keys := make([]uint64, n)
			for i := range keys {
				keys[i] = key()
			}
			want := slices.Compact(slices.Sorted(slices.Values(keys)))
			if got := s.sortDistinct(keys); !slices.Equal(got, want) {
				t.Errorf("%s, %d keys: wrong order or number", name, n)
			}
		}
	}
}

func FuzzTokens(f *testing.F) {
	for i, text := range texts {
		f.Add(text, texts[len(texts)-1-i])
	}
	f.Fuzz(func(t *testing.T, x, y string) {
		tx, ty := tokens(x), tokens(y)
		var b Builder
		sx, sy := b.Tokens(tx), b.Tokens(ty)
		if got, want := Overlap(sx.Hashes, sy.Hashes), common(windows(tx, false), windows(ty, false)); got != want {
			t.Errorf("%d shingles shared, want %d", got, want)
		}
		if got, want := MaskedOverlap(&sx, &sy), common(windows(tx, true), windows(ty, true)); got != want {
			t.Errorf("%d masked shingles shared, want %d", got, want)
		}
	})
}

// TestTally compares the overlaps with those of merging.
func TestTally(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	draw := func(n int, from uint64) *Set {
		s := &Set{}
		for range n {
			s.Hashes = append(s.Hashes, r.Uint64N(from))
		}
		slices.Sort(s.Hashes)
		s.Hashes = slices.Compact(s.Hashes)
		return s
	}
	for _, c := range []struct {
		sets, size int
		from       uint64
	}{{0, 0, 1}, {1, 5, 9}, {2, 5, 9}, {3, 40, 41}, {30, 50, 60}, {30, 50, 100}, {30, 50, 5000}} {
		sets := make([]*Set, c.sets)
		for i := range sets {
			sets[i] = draw(c.size, c.from)
		}
		tally := NewTally(len(sets), func(i int) *Set { return sets[i] })
		for _, x := range append(sets, &Set{}, draw(c.size, 2*c.from), draw(3*c.size, c.from)) {
			got := tally.Overlaps(x)
			for i, y := range sets {
				if want := Overlap(x.Hashes, y.Hashes); int(got[i]) != want {
					t.Fatalf("%+v: set %d shares %d with %v, want %d", c, i, got[i], x.Hashes, want)
				}
			}
		}
	}
}

func BenchmarkTally(b *testing.B) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, kept := range []float64{.99, .8, .3} { // shingles of one text that each keeps
		sets := make([]*Set, 1000)
		for i := range sets {
			sets[i] = &Set{}
			for h := range uint64(400) {
				if r.Float64() >= kept {
					h = r.Uint64() | 1<<63
				}
				sets[i].Hashes = append(sets[i].Hashes, h)
			}
			slices.Sort(sets[i].Hashes)
		}
		tally := NewTally(len(sets), func(i int) *Set { return sets[i] })
		b.Run(fmt.Sprintf("sets=1000/shingles=400/kept=%g", kept), func(b *testing.B) {
			for b.Loop() {
				tally.Overlaps(sets[0])
			}
		})
	}
}
