package source

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"newsdup/internal/word"
)

// TestSample checks that a sample is the lines of the smallest hashes, as many as
// are asked for and no more bytes than it may hold, whatever order they come in.
func TestSample(t *testing.T) {
	for _, c := range []struct {
		lines, size, n, want int // lines of about so many bytes; wanted, and how many there are at least
	}{
		{0, 10, 4, 0}, {3, 10, 4, 3}, {100, 10, 4, 4}, {60, sampleBytes / 10, 100, 8}, {60, sampleBytes / 10, 3, 3}, {5, 2 * sampleBytes, 4, 0},
	} {
		var lines []string
		for i := range c.lines {
			lines = append(lines, strings.Repeat("a", c.size+c.size*(i%5-2)/20)+fmt.Sprint(i))
		}
		sorted := slices.SortedFunc(slices.Values(lines), func(a, b string) int {
			return cmp.Compare(word.HashString(a), word.HashString(b))
		})
		var want []string
		for k, bytes := 0, 0; k < min(c.n, len(sorted)) && bytes+len(sorted[k]) <= sampleBytes; k++ {
			want, bytes = append(want, sorted[k]), bytes+len(sorted[k])
		}
		if len(want) < c.want {
			t.Fatalf("%+v: %d lines", c, len(want))
		}
		slices.Sort(want)
		for order := range 4 {
			r := rand.New(rand.NewPCG(uint64(order), 0))
			r.Shuffle(len(lines), func(i, k int) { lines[i], lines[k] = lines[k], lines[i] })
			var s sample
			for i, l := range lines {
				s.add([]byte(l), i, c.n)
			}
			var got []string
			for _, l := range s.lines() {
				got = append(got, string(l.text))
			}
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("%+v, order %d: %d lines, want %d", c, order, len(got), len(want))
			}
		}
	}
}
