package dedup

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newsdup/internal/source"
)

// writePages writes n made-up pages of some 600 words and returns their size:
// words drawn by rank from 60,000, a name every 20th word, furniture above and
// below. Of ten pages, four stand alone, three are copies with every 15th word
// changed, and three draw half of their words from those of one event.
func writePages(tb testing.TB, dir string, n int) (size int64) {
	tb.Helper()
	rng := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(rng, 1.1, 500, 60_000-1) // flat: a story is what few share, and no word of these is common in the background
	syllables := strings.Split("ba re mi no tu sal den vor kin lu ste har ond pe qua", " ")
	spell := func(rank uint64) (w string) {
		for rank += 15; rank > 0; rank /= 15 {
			w += syllables[rank%15]
		}
		return w
	}
	var original, event []string
	for i := range n {
		words := make([]string, 600)
		for k := range words {
			words[k] = spell(zipf.Uint64())
			if k%20 == 7 {
				words[k] = strings.ToUpper(words[k][:1]) + words[k][1:]
			}
		}
		switch k := i % 10; {
		case k == 0:
			original = words
		case k <= 3:
			edited := append([]string(nil), original...)
			for j := k; j < len(edited); j += 15 {
				edited[j] = words[j]
			}
			words = edited
		case k == 4:
			event = words
		case k <= 7:
			for j := range words {
				if rng.IntN(2) == 0 {
					words[j] = event[rng.IntN(len(event))]
				}
			}
		}
		var b strings.Builder
		fmt.Fprintf(&b, "Home | News | Sport | Business\n\n%s\n\nBy %s %s | Updated %d:15 AM, 2 March 2026\n", strings.Join(words[:8], " "), words[7], words[27], i%12)
		for j := 0; j < len(words); j += 50 {
			fmt.Fprintf(&b, "\n%s%s.\n", strings.ToUpper(words[j][:1]), strings.Join(words[j:j+50], " ")[1:])
		}
		b.WriteString("\nRead more\nShare this article\nTerms of use\n")
		path := filepath.Join(dir, fmt.Sprintf("%05d.txt", i))
		if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
			tb.Fatal(err)
		}
		size += int64(b.Len())
	}
	return size
}

// BenchmarkRun groups 1,000 pages of writePages with one worker, from files to
// groups.
func BenchmarkRun(b *testing.B) {
	dir := b.TempDir()
	size := writePages(b, dir, 1000)
	for _, level := range []Level{LevelCopy, LevelStory} {
		b.Run(fmt.Sprintf("docs=1k/level=%s", level), func(b *testing.B) {
			o := Options{Source: source.Options{Paths: []string{dir}}, Level: level, MinWords: DefaultMinWords, Workers: 1}
			b.SetBytes(size)
			b.ReportAllocs()
			for b.Loop() {
				var c collector
				if _, err := Run(context.Background(), o, &c); err != nil {
					b.Fatal(err)
				}
				if len(c.groups) < 90 {
					b.Fatalf("%d groups, want those of 100 copied texts", len(c.groups))
				}
			}
		})
	}
}
