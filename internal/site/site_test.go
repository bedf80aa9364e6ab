package site

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"newsdup/internal/clip"
)

// article is a sketch of 200 words that no other number shares.
func article(r *rand.Rand) []uint64 {
	words := make([]uint64, 200)
	for i := range words {
		words[i] = r.Uint64()
	}
	return words
}

// pagesOf is n pages with articles of their own and these lines.
func pagesOf(r *rand.Rand, name string, n int, lines ...uint64) []Page {
	pages := make([]Page, n)
	for i := range pages {
		pages[i] = Page{Site: name, Lines: slices.Clone(lines), Text: Sketch(article(r))}
	}
	return pages
}

func TestFind(t *testing.T) {
	const line = 40
	for _, c := range []struct {
		name     string
		articles int // with the line
		versions int // more pages of the first article, with the line
		others   int // articles without it
		place    Place
		want     bool
	}{
		{"on every page", 12, 0, 0, Anywhere, true},
		{"too few articles", 5, 0, 0, Anywhere, false},
		{"enough of few", 6, 0, 0, Anywhere, true},
		{"a quarter", 8, 0, 24, Anywhere, true},
		{"less than a quarter", 8, 0, 25, Anywhere, false},
		{"versions of one article", 1, 30, 0, Anywhere, false},
		{"versions are one article", 5, 30, 0, Anywhere, false},
		{"versions do not thin a share", 6, 30, 6, Anywhere, true},
		{"two fifths between paragraphs", 8, 0, 12, Between, true},
		{"a quarter between paragraphs", 8, 0, 24, Between, false},
		{"half at the foot", 8, 0, 8, Foot, true},
		{"two fifths at the foot", 8, 0, 12, Foot, false},
		{"versions at the foot", 1, 30, 0, Foot, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, 1))
			key := Key(line, c.place)
			pages := append(pagesOf(r, "s", c.articles-1, key), pagesOf(r, "s", c.others, 2, 4)...)
			first := article(r)
			for range 1 + c.versions {
				edited := slices.Clone(first)
				edited[r.IntN(len(edited))]++
				pages = append(pages, Page{Site: "s", Lines: []uint64{key}, Text: Sketch(edited)})
			}
			if got := Find(pages, 2).Of("s").Has(key); got != c.want {
				t.Errorf("furniture is %v, want %v", got, c.want)
			}
		})
	}
}

// TestFindSites checks that what stands on one site says nothing of another,
// and that pages without text say nothing at all.
func TestFindSites(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	pages := append(pagesOf(r, "a", 20, 2), pagesOf(r, "b", 20, 4)...)
	for range 20 {
		pages = append(pages, Page{Site: "c", Lines: []uint64{6}})
	}
	f := Find(pages, 2)
	for site, want := range map[string][]uint64{"a": {2}, "b": {4}, "c": nil, "d": nil} {
		var got []uint64
		for _, key := range []uint64{2, 4, 6} {
			if f.Of(site).Has(key) {
				got = append(got, key)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("furniture of %s is %v, want %v", site, got, want)
		}
	}
	var none *Furniture
	if none.Of("a").Has(2) {
		t.Error("no furniture has some")
	}
}

// TestFindOrder shuffles pages of many sites, more than are looked at.
func TestFindOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	var pages []Page
	for s := range 4 {
		for range 2 * mostPages {
			p := Page{Site: fmt.Sprint(s), Text: Sketch(article(r))}
			for key := range uint64(40) {
				if r.Float64() < float64(key)/80 {
					p.Lines = append(p.Lines, key)
				}
			}
			pages = append(pages, p)
		}
	}
	want := Find(pages, 2)
	for range 5 {
		r.Shuffle(len(pages), func(i, j int) { pages[i], pages[j] = pages[j], pages[i] })
		if !reflect.DeepEqual(Find(pages, 2), want) {
			t.Fatal("another order, other furniture")
		}
	}
}

func TestOf(t *testing.T) {
	for _, c := range []struct {
		origin clip.Origin
		site   string
		want   string
	}{
		{clip.Origin{Path: "a/b.txt"}, "", "a/"},
		{clip.Origin{Path: "b.txt"}, "", "./"},
		{clip.Origin{Path: "../a/b.txt"}, "", "../a/"},
		{clip.Origin{Path: "c/../a/b.txt"}, "", "a/"},
		{clip.Origin{Path: "a/b.jsonl", Line: 3}, "", "a/b.jsonl/"},
		{clip.Origin{Path: "a/b.jsonl", Line: 3}, "www.Harbour.example", "harbour.example"},
		{clip.Origin{Path: "a/b.html"}, "harbour.example", "harbour.example"},
	} {
		if got := Of(c.origin, &clip.Meta{Site: c.site}); got != c.want {
			t.Errorf("site of %v with %q is %q, want %q", c.origin, c.site, got, c.want)
		}
	}
}

// TestSketch compares texts of which a known part is shared.
func TestSketch(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for _, c := range []struct {
		shared, own int // words
		want        bool
	}{
		{400, 0, true},
		{300, 100, true},  // Jaccard .59
		{100, 300, false}, // .14: what a site says below every article
		{0, 400, false},
		{8, 0, true}, // shorter than a sketch
		{0, 8, false},
	} {
		same := 0
		for range 20 {
			shared := article(r)
			for len(shared) < c.shared {
				shared = append(shared, r.Uint64())
			}
			text := func() []uint64 {
				words := slices.Clone(shared[:c.shared])
				for range c.own {
					words = append(words, r.Uint64())
				}
				return words
			}
			if sameText(Sketch(text()), Sketch(text())) {
				same++
			}
		}
		if (same >= 18) != c.want || same > 2 && !c.want {
			t.Errorf("%d words shared of %d: the same in %d of 20, want %v", c.shared, c.shared+c.own, same, c.want)
		}
	}
	if s := Sketch(make([]uint64, 4)); s != nil {
		t.Errorf("four words have the sketch %v", s)
	}
}

// TestSketchSmallest checks a sketch against all windows, sorted.
func TestSketchSmallest(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	for _, n := range []int{5, 6, 68, 69, 250, 300, 5000} {
		words := make([]uint64, n)
		for i := range words {
			words[i] = r.Uint64N(uint64(n)) // windows repeat
		}
		var all []uint64
		for i := 0; i+window <= n; i++ {
			all = append(all, Sketch(slices.Clone(words[i:i+window]))...)
		}
		slices.Sort(all)
		all = slices.Compact(all)
		all = all[:min(len(all), sketchSize)]
		if got := Sketch(slices.Clone(words)); !slices.Equal(got, all) {
			t.Errorf("%d words: sketch %x, want %x", n, got, all)
		}
	}
}

// BenchmarkFind finds the furniture of ten sites, 32 pages each with 40 lines.
func BenchmarkFind(b *testing.B) {
	r := rand.New(rand.NewPCG(7, 7))
	var pages []Page
	for s := range 10 {
		for range 32 {
			p := Page{Site: fmt.Sprint(s), Text: Sketch(article(r))}
			for range 40 {
				p.Lines = append(p.Lines, r.Uint64N(200))
			}
			slices.Sort(p.Lines)
			p.Lines = slices.Compact(p.Lines)
			pages = append(pages, p)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		Find(pages, 2)
	}
}
