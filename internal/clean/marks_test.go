package clean

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// TestScan64: a group at a time finds what byte by byte does, on lines of words
// that rules want, cut and glued by chance.
func TestScan64(t *testing.T) {
	rs, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	var parts []string
	for i := range rs.rules {
		for _, l := range append(rs.rules[i].yes, rs.rules[i].no...) {
			parts = append(parts, strings.Fields(l)...)
		}
	}
	parts = append(parts, "it's", "'tis", "o''clock", "'", "dogs'", `"`, "_", "__x", "A", "7", "(c)", "U.S.", "x'7", "[", "@", "`", "{", "/", ":",
		"’", "l’été", "d'été", "É", "çà", "“", "”", "—", "©", "©c", "’’s", "Ж", "ж’", "١", "\u00a0", "\u200b", "\u00ad", "\x7f", "\t", "  ", "港口")
	rng := rand.New(rand.NewPCG(3, 4))
	left := 0
	for range 40000 {
		var b []byte
		for range 1 + rng.IntN(1+rng.IntN(150)) {
			b = append(b, parts[rng.IntN(len(parts))]...)
			if rng.IntN(8) > 0 {
				b = append(b, ' ')
			}
		}
		b = b[rng.IntN(min(len(b), 9)):]
		if len(b) == 0 {
			continue
		}
		got, found, ok := rs.index.scan(b, nil)
		if !ok {
			left++
			continue
		}
		if normal(string(b)) != string(bytes.TrimFunc(b, unicode.IsSpace)) {
			t.Fatalf("%q is not in its normal form", b)
		}
		want, slow := rs.index.all.scan(b, nil)
		if string(got.text) != string(want.text) {
			t.Fatalf("%q: text %q", b, got.text)
		}
		got.text, want.text = nil, nil
		if got.n != want.n || got.words != want.words || got.caps != want.caps || got.runes != want.runes ||
			got.oddQuote != want.oddQuote || got.digit != want.digit || got.upper != want.upper {
			t.Fatalf("%q:\n got %+v\nwant %+v", b, got, want)
		}
		for _, ids := range []*[]uint16{&found, &slow} {
			*ids = slices.DeleteFunc(*ids, func(id uint16) bool { return rs.rules[id].longest < utf8.RuneCount(b) })
			slices.Sort(*ids)
			*ids = slices.Compact(*ids)
		}
		if !slices.Equal(found, slow) {
			t.Fatalf("%q: rules %v, want %v", b, found, slow)
		}
	}
	if left > 20000 {
		t.Errorf("%d lines were left to the other way", left)
	}
}

// TestOfWide: the index of a line hangs on its characters, wherever they stand.
func TestOfWide(t *testing.T) {
	rs, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	for n := defaultLongest - 4; n <= defaultLongest+4; n++ {
		for at := range 20 {
			text := strings.Repeat("a", n-1-at) + "—" + strings.Repeat("b", at)
			if got, want := rs.index.ofWide([]byte(text)), rs.index.of(n); got != want {
				t.Errorf("%d characters, a dash %d before the end: the index of other lines", n, at)
			}
		}
	}
}
