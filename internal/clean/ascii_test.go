package clean

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestScanASCII: eight bytes at a time finds what byte by byte does, on lines
// of words that rules want, cut and glued by chance.
func TestScanASCII(t *testing.T) {
	rs, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	var parts []string
	for i := range rs.rules {
		for _, l := range append(rs.rules[i].yes, rs.rules[i].no...) {
			if isASCII([]byte(l)) {
				parts = append(parts, strings.Fields(l)...)
			}
		}
	}
	parts = append(parts, "it's", "'tis", "o''clock", "'", "dogs'", `"`, "_", "__x", "A", "7", "(c)", "U.S.", "x'7", "[", "@", "`", "{", "/", ":")
	rng := rand.New(rand.NewPCG(3, 4))
	for range 20000 {
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
		got, found := rs.index.scanASCII(b, nil)
		want, slow := rs.index.all.scan(b, nil)
		if string(got.text) != string(want.text) {
			t.Fatalf("%q: text %q", b, got.text)
		}
		got.text, want.text = nil, nil
		if got.n != want.n || got.words != want.words || got.caps != want.caps || got.runes != want.runes ||
			got.lastLow != want.lastLow || got.oddQuote != want.oddQuote || got.digit != want.digit || got.upper != want.upper {
			t.Fatalf("%q:\n got %+v\nwant %+v", b, got, want)
		}
		for _, ids := range []*[]uint16{&found, &slow} {
			*ids = slices.DeleteFunc(*ids, func(id uint16) bool { return rs.rules[id].longest < len(b) })
			slices.Sort(*ids)
			*ids = slices.Compact(*ids)
		}
		if !slices.Equal(found, slow) {
			t.Fatalf("%q: rules %v, want %v", b, found, slow)
		}
	}
}
