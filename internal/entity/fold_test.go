package entity

import (
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
)

func TestFoldEnding(t *testing.T) {
	for _, row := range []string{
		"zelensky|zelenskyy|zelenskiy|zelenskii|zelenskyi|zelenski",
		"andriy|andrii|andryi|andryy", "hrytskyi|hrytsky", "sergei|sergey", "andrei|andrey", "alexei|alexey",
	} {
		forms := strings.Split(row, "|")
		for _, f := range forms {
			if foldEnding(f) != foldEnding(forms[0]) {
				t.Errorf("%q ends otherwise than %q", f, forms[0])
			}
		}
	}
	for _, w := range []string{"", "i", "yi", "ski", "sky", "vii", "xvii", "hawaii", "pompei", "terri", "terry", "torii", "tory", "зеленскый", "helsinki", "taxi"} {
		if got := foldEnding(w); got != w && !strings.HasSuffix(got, "iy") {
			t.Errorf("%q becomes %q", w, got)
		}
	}
	// No two words of the languages that the names are written for, nor places, are brought together.
	seen := map[string]string{}
	b := &builder{data: os.DirFS("data")}
	for _, file := range []struct {
		name string
		form int
	}{{"src/words.tsv", 2}, {"src/cities.tsv", 1}, {"src/territories.tsv", 1}} {
		if err := b.rows(file.name, 3, func(row []string) error {
			if file.form == 2 && !slices.Contains(languages[:], row[0]) {
				return nil
			}
			for _, w := range nameWords(row[file.form]) {
				if old, ok := seen[foldEnding(w)]; ok && old != w {
					t.Errorf("%q and %q become one", old, w)
				}
				seen[foldEnding(w)] = w
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
}

// TestMayFold checks that mayFold holds for every word that foldEnding changes: such a word
// taken for plain would have another Exact without stems than with stems.
func TestMayFold(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for range 100_000 {
		b := make([]byte, 1+rng.IntN(15))
		for i := range b {
			b[i] = "iyskecrzdgax"[rng.IntN(12)]
		}
		if w := string(b); foldEnding(w) != w && !mayFold(w) {
			t.Fatalf("%q is folded and taken for a plain word", w)
		}
	}
}

// TestCopiesOfSpellings checks that texts which differ only in the spelling of names are
// the same text for copies, with and without stems.
func TestCopiesOfSpellings(t *testing.T) {
	tables, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	const a = "Zelenskyy's envoy Andriy Hnatskyi told NATO and the U.S. that Syrskyi, from Russia, left Zelenskyy."
	const b = "Zelensky's envoy Andrii Hnatsky told OTAN and the US that Syrskiy, from Russie, left ZELENSKY."
	for _, stems := range []bool{false, true} {
		r := NewSpellings(tables, stems).NewReader()
		if x, y := exact(r, a), exact(r, b); !slices.Equal(x, y) {
			t.Errorf("stems %v: other tokens at %d", stems, firstOther(x, y))
		}
		for _, pair := range []string{"Terri Fenn|Terry Fenn", "Torii|Tory", "Pompei|Pompey", "Niger|Nigeria", "Macron|Marron", "Kim Jong Un|Kim Jong Il", "Peñasol|Penasol"} {
			p, q, _ := strings.Cut(pair, "|")
			if slices.Equal(exact(r, p), exact(r, q)) {
				t.Errorf("stems %v: %q and %q are one text", stems, p, q)
			}
		}
	}
}

func firstOther(x, y []uint64) int {
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return i
		}
	}
	return min(len(x), len(y))
}
