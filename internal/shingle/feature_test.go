package shingle

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"newsdup/internal/word"
)

// slowFeatures is the term frequency as feature.go defines it.
func slowFeatures(ts []word.Token) map[uint64]float64 {
	x := map[uint64]float64{}
	for _, t := range ts {
		if t.Stem == 0 {
			continue
		}
		w := 1 + 5*math.Exp(-float64(t.Pos)/60)
		switch {
		case t.Flags&word.Hint != 0:
			w *= 0.5
		case t.Flags&word.Figure != 0:
			w *= 2
		case t.Flags&word.Number != 0:
			w *= 0.5
		case t.Flags&word.Calendar != 0:
			w *= 3
		case t.Flags&word.Name != 0:
			w *= 1.25
		}
		x[t.Stem] += w
	}
	for id, v := range x {
		if v >= 1 {
			x[id] = 1 + math.Log(v)
		}
	}
	return x
}

// slowHeadline is the term frequency of the words of the headline, by their own IDs.
func slowHeadline(ts []word.Token) map[uint64]float64 {
	square := 0.0
	for _, v := range slowFeatures(ts) {
		square += v * v
	}
	words := map[uint64]float64{}
	for _, t := range ts {
		if t.Stem != 0 && t.Flags&word.Headline != 0 {
			words[t.Stem+1] = 0
		}
	}
	for id := range words {
		words[id] = math.Sqrt(0.03 * square / float64(len(words)))
	}
	return words
}

func checkFeatures(t *testing.T, b *Builder, ts []word.Token) {
	t.Helper()
	got, want, headline := b.Features(nil, ts), slowFeatures(ts), slowHeadline(ts)
	for id, tf := range headline {
		want[id] = tf
	}
	if len(got) != len(want) {
		t.Errorf("%d features, want %d", len(got), len(want))
	}
	if !slices.IsSortedFunc(got, func(a, b Feature) int {
		if a.ID < b.ID {
			return -1
		}
		return 1
	}) {
		t.Error("features not in order of ID")
	}
	for _, f := range got {
		if math.Abs(float64(f.TF)-want[f.ID]) > 1e-5 {
			t.Errorf("feature %x: tf %g, want %g", f.ID, f.TF, want[f.ID])
		}
		if _, is := headline[f.ID]; is != (f.Flags&word.Headline != 0) {
			t.Errorf("feature %x: of the headline %v, want %v", f.ID, !is, is)
		}
	}
}

func TestFeatures(t *testing.T) {
	var b Builder
	for _, text := range texts {
		checkFeatures(t, &b, tokens(text))
	}
	r := rand.New(rand.NewPCG(7, 8))
	for _, n := range []int{30, 300, 6000} {
		ts := make([]word.Token, n)
		for i := range ts {
			stem := avalanche(1+r.Uint64N(1+r.Uint64N(uint64(n)))) &^ 1
			ts[i] = word.Token{Stem: stem, Pos: uint32(i), Flags: word.Flag(stem) & (word.Name | word.Number | word.Figure | word.Hint)}
			if i < n/30 {
				ts[i].Flags |= word.Headline
			}
		}
		checkFeatures(t, &b, ts)
		for i := range ts { // stems made to fall into one bucket
			ts[i].Stem = 2 + ts[i].Stem>>40&^1
		}
		checkFeatures(t, &b, ts)
	}
}

// TestPassages: the stems of the clip in the order of the text, each with the
// passages that say it; a hint at the end is in none and makes no passage longer.
func TestPassages(t *testing.T) {
	var b Builder
	r := rand.New(rand.NewPCG(17, 18))
	for _, words := range []int{0, 1, 39, 80, 400, 1919, 1920, 5000} {
		ts := make([]word.Token, words, words+1)
		for i := range ts {
			ts[i] = word.Token{Stem: avalanche(r.Uint64N(200)), Pos: uint32(i), Flags: word.Flag(1 << r.UintN(8))}
			ts[i].Flags &^= word.Hint
		}
		b.Features(nil, append(ts, word.Token{Stem: 77, Flags: word.Hint}))
		sets, order := map[uint64]uint64{77: 0}, []uint64{}
		for i, x := range ts {
			if _, ok := sets[x.Stem]; !ok && x.Stem != 0 {
				order = append(order, x.Stem)
			}
			if sets[x.Stem] |= 0; x.Flags&(word.Number|word.Calendar) == 0 {
				sets[x.Stem] |= 1 << (i * Passages(words) / words)
			}
		}
		for i, x := range b.Stems() {
			if want := append(order, 77)[i]; x.ID != want || x.In != sets[want] {
				t.Errorf("%d words: stem %d is %x in %b, want %x in %b", words, i, x.ID, x.In, want, sets[want])
			}
		}
	}
}

// TestFeatureFlags checks that what a stem is comes along.
func TestFeatureFlags(t *testing.T) {
	var b Builder
	for _, f := range b.Features(nil, tokens("Ansel paid 1200 of 7 ansel")) {
		want := map[uint64]word.Flag{
			hash("ansel") ^ 1: word.Name,
			hash("paid") ^ 1:  0,
			hash("1200") ^ 1:  word.Numeral | word.Number | word.Figure,
			hash("7") ^ 1:     word.Numeral | word.Number,
		}
		if w, ok := want[f.ID]; !ok || w != f.Flags {
			t.Errorf("feature %x has flags %b, want %b", f.ID, f.Flags, w)
		}
	}
}

// benchClips is 64 clips of n tokens: a Zipf vocabulary of 20,000 words, one in 30 a number, seeded.
func benchClips(n int) [][]word.Token {
	r := rand.New(rand.NewPCG(9, 10))
	z := rand.NewZipf(r, 1.07, 2.7, 20000)
	clips := make([][]word.Token, 64)
	for c := range clips {
		ts := make([]word.Token, n)
		for i := range ts {
			w := z.Uint64()
			ts[i] = word.Token{Exact: avalanche(w + 1), Stem: avalanche(w/2 + 1), Pos: uint32(i)}
			switch {
			case w < 100:
				ts[i].Stem = 0
			case w%30 == 0:
				ts[i].Flags = word.Number | word.Numeral
			}
		}
		clips[c] = ts
	}
	return clips
}

// MB/s of the benchmarks below are millions of words (or keys) a second.

func BenchmarkTokens(b *testing.B) {
	clips := benchClips(700)
	b.Run("words=700", func(b *testing.B) {
		var s Builder
		b.SetBytes(700)
		for i := 0; b.Loop(); i++ {
			s.Tokens(clips[i%len(clips)])
		}
	})
}

func BenchmarkFeatures(b *testing.B) {
	clips := benchClips(700)
	b.Run("words=700", func(b *testing.B) {
		var s Builder
		var dst []Feature
		b.SetBytes(700)
		for i := 0; b.Loop(); i++ {
			dst = s.Features(dst[:0], clips[i%len(clips)])
		}
	})
}

func BenchmarkSortDistinct(b *testing.B) {
	r := rand.New(rand.NewPCG(11, 12))
	keys := make([][]uint64, 64)
	for i := range keys {
		keys[i] = make([]uint64, 700)
		for j := range keys[i] {
			keys[i][j] = r.Uint64()
		}
	}
	buf := make([]uint64, 700)
	var s sorter
	for name, sort := range map[string]func([]uint64){
		"keys=700/by=distribution": func(k []uint64) { s.sortDistinct(k) },
		"keys=700/by=slices.Sort":  func(k []uint64) { slices.Sort(k) },
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(700)
			for i := 0; b.Loop(); i++ {
				copy(buf, keys[i%len(keys)])
				sort(buf)
			}
		})
	}
}

// TestAddTF: what two stems count together is what their occurrences count as one.
func TestAddTF(t *testing.T) {
	for _, x := range []float64{0.25, 0.5, 1, 3, 40} {
		for _, y := range []float64{0.25, 1, 7.5} {
			if got, want := AddTF(damp(x), damp(y)), damp(x+y); math.Abs(float64(got-want)) > 1e-5 {
				t.Errorf("%g and %g add to %g, want %g", x, y, got, want)
			}
		}
	}
}

// TestDamp: the term frequency is that of math.Log to the last bit, also where
// it lies between two float32.
func TestDamp(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	check := func(x float64) {
		t.Helper()
		want := float32(x)
		if !(x < 1) {
			want = float32(1 + math.Log(x))
		}
		if got := damp(x); math.Float32bits(got) != math.Float32bits(want) && x == x {
			t.Errorf("damp(%v) = %v, want %v", x, got, want)
		}
	}
	for _, x := range []float64{0, 0.5, math.Nextafter(1, 0), 1, math.Nextafter(1, 2), 2, math.Nextafter(4, 0), 1 << 59, 1 << 60, math.MaxFloat64, math.Inf(1)} {
		check(x)
	}
	for range 200_000 {
		check(math.Exp(20 * r.Float64()))
		a := float32(1 + 15*r.Float64())
		x := math.Exp((float64(a)+float64(math.Nextafter32(a, 20)))/2 - 1)
		for range 4 {
			check(x)
			x = math.Nextafter(x, 0)
		}
	}
}
