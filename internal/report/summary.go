package report

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"newsdup/internal/clip"
)

// LevelCopy is the Run.Level under which groups are texts, not stories.
const LevelCopy = "copy"

// SummaryLine says in one line, without line end, how a run ended; it is for
// stderr. level is Run.Level. Parts that are zero are left out, so are Elapsed
// and PeakBytes when they are 0:
//
//	1,204 read, 2 stories repeat, 4 extra clips (1 exact, 2 near, 1 story), 1 unreadable; 0.8 s, 96 MB
func SummaryLine(s clip.Summary, level string) string {
	parts := []string{Thousands(s.Read) + " read", repeats(s.Groups, level)}
	add := func(n int, one, many string) {
		if n > 0 {
			parts = append(parts, Count(n, one, many))
		}
	}
	if s.Extra > 0 {
		parts = append(parts, Count(s.Extra, "extra clip", "extra clips")+byRelation(s))
	}
	add(s.Form, "pair of one form", "pairs of one form")
	add(s.Empty, "empty", "empty")
	add(s.Small, "too short", "too short")
	if len(s.Decoded) > 0 {
		parts = append(parts, decoded(s.Decoded))
	}
	add(s.Repaired, "repaired", "repaired")
	add(s.Unreadable, "unreadable", "unreadable")
	line := strings.Join(parts, ", ")
	var cost []string
	if s.Elapsed > 0 {
		cost = append(cost, duration(s.Elapsed))
	}
	if s.PeakBytes > 0 {
		cost = append(cost, megabytes(s.PeakBytes))
	}
	if len(cost) > 0 {
		line += "; " + strings.Join(cost, ", ")
	}
	return line
}

// repeats is "2 stories repeat", with the noun of the level.
func repeats(groups int, level string) string {
	one, many := "story repeats", "stories repeat"
	if level == LevelCopy {
		one, many = "text repeats", "texts repeat"
	}
	if groups == 0 {
		return "no " + one
	}
	return Count(groups, one, many)
}

// byRelation is " (1 exact, 2 near)", in the order of closeness; "" when no member is counted.
func byRelation(s clip.Summary) string {
	var in []string
	for _, c := range []struct {
		n        int
		relation clip.Relation
	}{{s.Exact, clip.Exact}, {s.Near, clip.Near}, {s.Contains, clip.Contains}, {s.Story, clip.Story}} {
		if c.n > 0 {
			in = append(in, Thousands(c.n)+" "+string(c.relation))
		}
	}
	if in == nil {
		return ""
	}
	return " (" + strings.Join(in, ", ") + ")"
}

// decoded is "3 decoded (1 utf-16le, 2 windows-1251)", charsets in byte order.
func decoded(by map[string]int) string {
	total := 0
	var in []string
	for _, charset := range slices.Sorted(maps.Keys(by)) {
		total += by[charset]
		in = append(in, Thousands(by[charset])+" "+Escape(charset))
	}
	return fmt.Sprintf("%s decoded (%s)", Thousands(total), strings.Join(in, ", "))
}

// Count is "1 clip", "1,204 clips".
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Thousands(n) + " " + many
}

// length is the words of a clip's text, "612 words"; "headline only" where there is none.
func length(words int, title string) string {
	if words == 0 && title != "" {
		return "headline only"
	}
	return Count(words, "word", "words")
}

// Thousands groups the digits of n by commas.
func Thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// duration is "35 ms", "0.8 s", "12 s", "2 min 5 s", "1 h 4 min".
func duration(d time.Duration) string {
	switch s := int(d.Round(time.Second) / time.Second); {
	case d < 100*time.Millisecond:
		return fmt.Sprintf("%d ms", max(1, d.Round(time.Millisecond)/time.Millisecond))
	case d < 9950*time.Millisecond:
		return fmt.Sprintf("%.1f s", d.Seconds())
	case s < 60:
		return fmt.Sprintf("%d s", s)
	case s < 3600:
		return fmt.Sprintf("%d min %d s", s/60, s%60)
	default:
		return fmt.Sprintf("%s h %d min", Thousands(s/3600), s/60%60)
	}
}

// megabytes is bytes in units of 10^6, at least 1.
func megabytes(n int64) string {
	return Thousands(int(max(1, (n+500_000)/1_000_000))) + " MB"
}
