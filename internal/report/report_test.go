package report

import (
	"bytes"
	"encoding/csv"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"newsdup/internal/clip"
)

// TestLongNames: names that are all long stand in columns as short ones do; one that is
// longer than the others by far does not push their figures aside.
func TestLongNames(t *testing.T) {
	const root = "/srv/archive/clips/2026/11/23/www.coastal-herald.example/"
	for _, c := range []struct {
		names   []string
		aligned int // rows whose figures stand below each other
		width   int // of the terminal
	}{
		{[]string{root + "a-night-in-the-park.txt", root + "dockers-of-trieste-vote-to-end-their-strike.txt"}, 2, 0},
		{[]string{root + strings.Repeat("x", 15), root + strings.Repeat("x", 15+maxBeyond)}, 2, 0},
		{[]string{root + strings.Repeat("x", 15), root + strings.Repeat("x", 16+maxBeyond)}, 1, 0},
		{[]string{"a.txt", strings.Repeat("x", maxAligned)}, 2, 0},
		{[]string{"a.txt", "b.txt", strings.Repeat("x", maxAligned+1)}, 2, 0},
		{[]string{root + strings.Repeat("x", 1), root + strings.Repeat("x", 23)}, 2, 121},
		{[]string{root + strings.Repeat("x", 1), root + strings.Repeat("x", 23)}, 1, 120}, // what two clips share would not fit
	} {
		g := storySample().groups[0]
		g.Members = nil
		for _, name := range c.names {
			g.Members = append(g.Members, clip.Member{Origin: clip.Origin{Path: name}, Role: clip.RoleStory, Relation: clip.Story, Score: .5})
		}
		var buf bytes.Buffer
		w, err := NewWriter(&buf, Text, Options{Width: c.width})
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Group(&g); err != nil {
			t.Fatal(err)
		}
		at := map[int]int{}
		for line := range strings.Lines(buf.String()) {
			if strings.HasPrefix(line, "  story ") {
				at[strings.Index(line, "  0.50")]++
			}
		}
		if most := slices.Max(slices.Collect(maps.Values(at))); most != c.aligned {
			t.Errorf("%d rows aligned, want %d:\n%s", most, c.aligned, &buf)
		}
	}
}

func TestBadOptions(t *testing.T) {
	for _, c := range []struct {
		f    Format
		o    Options
		want string
	}{
		{"yaml", Options{}, `choose format "yaml": no such format, use one of text, jsonl, json, tsv, csv, paths, fdupes`},
		{"", Options{}, `choose format "": no such format, use one of text, jsonl, json, tsv, csv, paths, fdupes`},
		{Text, Options{NUL: true}, `end names with NUL: format "text" has no such form, use paths or fdupes`},
		{JSONL, Options{NUL: true}, `end names with NUL: format "jsonl" has no such form, use paths or fdupes`},
	} {
		if _, err := NewWriter(nil, c.f, c.o); err == nil || err.Error() != c.want {
			t.Errorf("NewWriter(%q, %+v): %v, want %s", c.f, c.o, err, c.want)
		}
	}
	if _, err := NewPairWriter(nil, Text); err == nil || !strings.Contains(err.Error(), "tsv, csv, jsonl") {
		t.Errorf("NewPairWriter(text): %v", err)
	}
}

// TestColorIsOnlyColor: without its SGR sequences the coloured report is the plain one.
func TestColorIsOnlyColor(t *testing.T) {
	for _, s := range samples() {
		var plain, color bytes.Buffer
		s.feed(t, &plain, Text, Options{})
		s.feed(t, &color, Text, Options{Color: true})
		bare := color.String()
		for {
			before, rest, found := strings.Cut(bare, "\x1b[")
			if !found {
				break
			}
			_, after, _ := strings.Cut(rest, "m")
			bare = before + after
		}
		if bare != plain.String() {
			t.Errorf("%s: plain:\n%s\ncoloured, without colour:\n%s", s.name, plain.String(), bare)
		}
	}
}

// TestWidthKeepsNames: however narrow the terminal, names stand whole.
func TestWidthKeepsNames(t *testing.T) {
	for _, s := range samples() {
		for _, width := range []int{1, 20, 40, 80, 200} {
			var buf bytes.Buffer
			s.feed(t, &buf, Text, Options{Width: width})
			for _, g := range s.groups {
				for _, m := range g.Members {
					if name := Escape(m.Origin.String()); !strings.Contains(buf.String(), name) {
						t.Errorf("%s at width %d: %s is not in\n%s", s.name, width, name, buf.String())
					}
				}
			}
		}
	}
}

// TestTables reads the rows back: as many cells as the header, the names intact.
func TestTables(t *testing.T) {
	for _, s := range samples() {
		var tsv, quoted bytes.Buffer
		s.feed(t, &tsv, TSV, Options{})
		s.feed(t, &quoted, CSV, Options{})
		records, err := csv.NewReader(&quoted).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		var members []clip.Member
		for _, g := range s.groups {
			members = append(members, g.Members...)
		}
		lines := strings.Split(strings.TrimSuffix(tsv.String(), "\n"), "\n")
		if len(lines) != len(members)+1 || len(records) != len(lines) {
			t.Fatalf("%s: %d lines, %d records, want %d", s.name, len(lines), len(records), len(members)+1)
		}
		for i, line := range lines {
			cells := strings.Split(line, "\t")
			if strings.Join(cells, "|") != strings.Join(records[i], "|") || len(cells) != len(memberHeader) {
				t.Errorf("%s: tsv %q, csv %q", s.name, cells, records[i])
			}
			if i == 0 {
				continue
			}
			m := members[i-1]
			if unescape(t, cells[4]) != m.Origin.String() || unescape(t, cells[8]) != m.Title {
				t.Errorf("%s: row %q of member %q", s.name, cells, m.Origin.String())
			}
		}
	}
}

func TestSummaryLine(t *testing.T) {
	for _, c := range []struct {
		s     clip.Summary
		level string
		want  string
	}{
		{clip.Summary{}, "story", "0 read, no story repeats"},
		{clip.Summary{Read: 1}, "copy", "1 read, no text repeats"},
		{
			clip.Summary{Read: 1204, Groups: 2, Extra: 4, Exact: 1, Near: 2, Story: 1, Unreadable: 1, Elapsed: 800 * time.Millisecond, PeakBytes: 96e6},
			"story", "1,204 read, 2 stories repeat, 4 extra clips (1 exact, 2 near, 1 story), 1 unreadable; 0.8 s, 96 MB",
		},
		{clip.Summary{Read: 2, Groups: 1, Extra: 1, Contains: 1}, "story", "2 read, 1 story repeats, 1 extra clip (1 contains)"},
		{clip.Summary{Read: 2, Groups: 1, Extra: 1, Exact: 1}, "copy", "2 read, 1 text repeats, 1 extra clip (1 exact)"},
		{clip.Summary{Read: 9, Groups: 3, Extra: 3, Exact: 3}, "copy", "9 read, 3 texts repeat, 3 extra clips (3 exact)"},
		{
			clip.Summary{Read: 1234567, Empty: 1, Small: 2, Form: 1, Repaired: 1, Decoded: map[string]int{"utf-16le": 1, "big5": 1200}, PeakBytes: 1},
			"story", "1,234,567 read, no story repeats, 1 pair of one form, 1 empty, 2 too short, 1,201 decoded (1,200 big5, 1 utf-16le), 1 repaired; 1 MB",
		},
		{clip.Summary{Read: 5, Form: 2, Elapsed: time.Microsecond}, "story", "5 read, no story repeats, 2 pairs of one form; 1 ms"},
	} {
		if got := SummaryLine(c.s, c.level); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

func TestDuration(t *testing.T) {
	for d, want := range map[time.Duration]string{
		35 * time.Millisecond:                      "35 ms",
		99*time.Millisecond + 700*time.Microsecond: "100 ms",
		100 * time.Millisecond:                     "0.1 s",
		9940 * time.Millisecond:                    "9.9 s",
		9960 * time.Millisecond:                    "10 s",
		59400 * time.Millisecond:                   "59 s",
		59600 * time.Millisecond:                   "1 min 0 s",
		125 * time.Second:                          "2 min 5 s",
		64 * time.Minute:                           "1 h 4 min",
		2000 * time.Hour:                           "2,000 h 0 min",
	} {
		if got := duration(d); got != want {
			t.Errorf("duration(%v) = %s, want %s", d, got, want)
		}
	}
}

func TestDates(t *testing.T) {
	at := func(s string) clip.Date {
		v, err := time.Parse("2006-01-02 15:04 -0700", s)
		if err != nil {
			t.Fatal(err)
		}
		return clip.At(v)
	}
	for _, c := range []struct{ first, last, span string }{
		{"2026-11-18 09:00 +0000", "2026-11-18 09:00 +0000", "18 Nov 2026"},
		{"2026-11-18 21:15 +0000", "2026-11-19 06:00 +0000", "18-19 Nov 2026"},
		{"2026-11-30 01:00 +0000", "2026-12-02 02:00 +0000", "30 Nov - 2 Dec 2026"},
		{"2026-12-30 08:00 +0000", "2027-01-02 08:00 +0000", "30 Dec 2026 - 2 Jan 2027"},
		{"2026-11-18 23:30 -0500", "2026-11-19 05:00 +0000", "18-19 Nov 2026"},
		{"2026-11-19 01:00 +0300", "2026-11-18 18:00 -0500", "18-19 Nov 2026"}, // the later one has the earlier day
	} {
		first, last := at(c.first), at(c.last)
		if got := dateSpan(first, last); got != c.span {
			t.Errorf("dateSpan(%s, %s) = %s, want %s", c.first, c.last, got, c.span)
		}
	}
	if dateSpan(clip.Date{}, at("2026-11-18 09:00 +0000")) != "" {
		t.Error("an unknown date has no span")
	}
}

func TestScore2(t *testing.T) {
	for x, want := range map[float64]string{0: "0.00", 0.29: "0.29", 0.675: "0.68", 0.994: "0.99", 0.996: "0.99", 0.99999999: "0.99", 1: "1.00"} {
		if got := score2(x); got != want {
			t.Errorf("score2(%v) = %s, want %s", x, got, want)
		}
	}
}

// TestHosts: what a clip stands inside takes two lines, or one for all; what stands
// inside a round-up is said for each.
func TestHosts(t *testing.T) {
	inside := func(a string, score float64, hosts ...string) (links []clip.Link) {
		for _, b := range hosts {
			links = append(links, clip.Link{A: clip.Origin{Path: a}, B: clip.Origin{Path: b}, Relation: clip.Contains, Score: score})
			score += .1
		}
		return links
	}
	roundup := inside("a", .9, "r")
	roundup[0].Roundup = true
	g := clip.Group{Members: []clip.Member{{Origin: clip.Origin{Path: "k"}, Role: clip.RoleKeep}}}
	for _, links := range [][]clip.Link{inside("a", .5, "k", "l", "m"), roundup, inside("b", .7, "k", "l"), inside("c", .5, "k", "l", "m", "n")} {
		g.Links = append(g.Links, links...)
	}
	g.Links = append(g.Links, clip.Link{A: clip.Origin{Path: "c"}, B: clip.Origin{Path: "z"}, Relation: clip.Near, Score: .5})
	var buf bytes.Buffer
	w, err := NewWriter(&buf, Text, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Group(&g); err != nil {
		t.Fatal(err)
	}
	_, got, _ := strings.Cut(buf.String(), "  also  ")
	want := `a stands inside 3 more, 0.50 to 0.70
  also  a stands inside the round-up r, 0.90
  also  b stands inside k, 0.70
  also  b stands inside l, 0.80
  also  c stands inside 4 more, 0.50 to 0.80
  also  c is near z, 0.50
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
