package report

import (
	"crypto/sha256"
	"errors"
	"io"
	"testing"
	"time"

	"newsdup/internal/clip"
)

// sample is one run: what a Writer is given.
type sample struct {
	name     string
	run      clip.Run
	groups   []clip.Group
	problems []clip.Problem
	summary  clip.Summary
}

// feed writes s the way dedup does: problems while reading, then groups.
func (s sample) feed(t *testing.T, w io.Writer, f Format, o Options) {
	t.Helper()
	r, err := NewWriter(w, f, o)
	if err != nil {
		t.Fatal(err)
	}
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check(r.Run(s.run))
	for _, p := range s.problems {
		check(r.Problem(p))
	}
	for i := range s.groups {
		check(r.Group(&s.groups[i]))
	}
	check(r.Summary(s.summary))
	check(r.Close())
}

func samples() []sample {
	return []sample{storySample(), roundsSample(), hostileSample(), recordSample(), emptySample()}
}

func file(path string) clip.Origin { return clip.Origin{Path: path} }

// member fills in what the tests do not care about.
func member(o clip.Origin, role clip.Role, r clip.Relation, score float64, to clip.Origin) clip.Member {
	return clip.Member{
		Origin: o, Role: role, Relation: r, Score: score, To: to,
		Words: 400 + len(o.Path), Charset: "utf-8", SHA256: sha256.Sum256([]byte(o.String())), Size: 2000,
	}
}

func keeper(o clip.Origin, reason string) clip.Member {
	m := member(o, clip.RoleKeep, "", 1, clip.Origin{})
	m.Reason = reason
	return m
}

func day(d, h, m int) clip.Date {
	return clip.At(time.Date(2026, time.November, d, h, m, 0, 0, time.UTC))
}

func storySample() sample {
	deal, gazette, old := file("clips/reuters/port-deal.txt"), file("clips/gazette/strike-deal.html"), file("clips/old/port-deal-1.txt")
	herald, second := file("clips/herald/dockers-vote.txt"), file("clips/herald/late/dockers-vote-updated.txt")
	brief := file("clips/gazette/briefs.txt")
	keep := keeper(deal, "longest")
	keep.Title, keep.Words, keep.Date, keep.Site = "Port strike: unions accept pay offer", 1612, day(18, 21, 15), "wire.example"
	vote := member(herald, clip.RoleStory, clip.Story, 0.6812345678, deal)
	vote.Title, vote.Date = "Dockers vote to end walkout", day(19, 6, 0)
	vote.Reason = "Jane Holt, Dockers' Union, Felix, 6.5%; 9 h apart"
	rush := member(file("clips/evening/back-to-work.txt"), clip.RoleStory, clip.Story, 0.31, herald)
	rush.Reason = "Felix, ferry, 6.5%"
	full := member(file("clips/wire/port-deal-full.txt"), clip.RoleStory, clip.Contains, 0.98, deal)
	full.Reason = clip.Holds
	cut := member(brief, clip.RoleCopy, clip.Contains, 0.97, deal)
	cut.Reason = clip.Inside

	known := member(old, clip.RoleCopy, clip.Exact, 1, deal)
	known.Against = true

	mayor, rival := file("clips/mayor.txt"), file("clips/市長/選挙の結果.html")
	wide := keeper(mayor, "oldest")
	wide.Title = "東京の市長選挙で新人候補が現職を破り初当選、投票率は過去最低を更新した模様だ"
	other := member(rival, clip.RoleCopy, clip.Near, 0.9999999, mayor)
	return sample{
		name: "story",
		run:  clip.Run{Version: "0.1.0", Level: "story", Roots: []string{"clips", "a\xffb"}, Against: []string{"clips/old"}, Options: map[string]string{"min-words": "10", "keep": "longest"}},
		groups: []clip.Group{{
			ID: "7f3a91c2d4e5f607", Title: "Port strike: unions accept pay offer", Cohesion: 0.6123456789,
			First: day(18, 21, 15), Last: day(19, 6, 0),
			Members: []clip.Member{
				keep,
				member(gazette, clip.RoleCopy, clip.Near, 0.94, deal),
				known,
				cut,
				vote,
				member(second, clip.RoleCopy, clip.Near, 0.88, herald),
				member(file("clips/herald/late/2.txt"), clip.RoleCopy, clip.Exact, 1, second),
				rush,
				full,
			},
			Weakest:  [2]clip.Origin{gazette, rush.Origin},
			Entities: []string{"Felix", "Jane Holt", "Dockers' Union"}, Numbers: []string{"6.5%", "9 weeks"}, Dates: []string{"18 November"},
			Links: []clip.Link{
				{A: brief, B: gazette, Relation: clip.Contains, Score: 0.91},
				{A: brief, B: file("clips/other/the-day-in-brief.txt"), Relation: clip.Contains, Score: 0.95, Roundup: true},
				{A: deal, B: file("clips/other/port-fees.txt"), Relation: clip.Form, Score: 0.83},
			},
		}, {
			ID: "00c0ffee00c0ffee", Title: wide.Title, Cohesion: 0.9999999,
			Members: []clip.Member{wide, other},
		}},
		problems: []clip.Problem{
			{Origin: file("clips/b.gz"), Class: clip.Corrupt, Err: errors.New(`expand "clips/b.gz": unexpected EOF`)},
			{Origin: clip.Origin{Path: "feed.jsonl", Line: 7}, Class: clip.BadRecord, Err: errors.New(`read "feed.jsonl" line 7: no field "text"`)},
		},
		summary: clip.Summary{
			Read: 1204, Empty: 3, Small: 2, Unreadable: 2, Groups: 2, Extra: 9, Exact: 2, Near: 3, Contains: 2, Story: 2, Form: 1,
			Decoded: map[string]int{"windows-1251": 2, "utf-16le": 1}, Repaired: 1, Elapsed: 800 * time.Millisecond, PeakBytes: 96e6,
		},
	}
}

// roundsSample has a story of two developments, and copies of a round-up.
func roundsSample() sample {
	first, second, later := file("in/ruling.txt"), file("in/judges.txt"), file("in/appeal.txt")
	keep := keeper(later, "longest")
	keep.Development, keep.Date = 2, day(24, 9, 0)
	ruling := member(first, clip.RoleStory, clip.Story, 0.34, later)
	ruling.Development, ruling.Date, ruling.Reason = 1, day(18, 9, 0), "Felix, court; 6 days apart"
	judges := member(second, clip.RoleStory, clip.Story, 0.51, first)
	judges.Development, judges.Date, judges.Reason = 1, day(19, 9, 0), "Felix, judge; 1 day apart"
	brief, again := file("in/the-day-in-brief.txt"), file("in/the-day-again.txt")
	return sample{
		name: "rounds",
		run:  clip.Run{Version: "0.1.0", Level: "story"},
		groups: []clip.Group{{
			ID: "5a5a5a5a5a5a5a5a", Title: "Court bars the port strike", Cohesion: 0.29, First: day(18, 9, 0), Last: day(24, 9, 0),
			Weakest: [2]clip.Origin{second, later}, Entities: []string{"Felix"}, Dates: []string{"1 December"},
			Developments: []clip.Development{
				{Title: "Court bars the port strike", Size: 2, First: day(18, 9, 0), Last: day(19, 9, 0)},
				{Title: "Dockers appeal", Size: 1, First: day(24, 9, 0), Last: day(24, 9, 0)},
			},
			Members: []clip.Member{keep, ruling, judges},
		}, {
			ID: "0b0b0b0b0b0b0b0b", Title: "The day in brief", Cohesion: 0.9, Roundup: true, Weakest: [2]clip.Origin{brief, again},
			Members: []clip.Member{keeper(brief, "longest"), member(again, clip.RoleCopy, clip.Near, 0.9, brief)},
		}},
		summary: clip.Summary{Read: 5, Groups: 2, Extra: 3, Near: 1, Story: 2},
	}
}

// hostileSample has names and page text that try to forge lines, repaint the
// terminal, reorder text, or are no text at all.
func hostileSample() sample {
	newline, escape := file("in/a\nkeep  b.txt"), file("in/\x1b[2J\u009b31mred.txt")
	bidi, bytes, back := file("in/\u202egpj.exe"), file("in/caf\xe9\xff\t1.txt"), file(`in/C:\n.txt`)
	k := keeper(newline, "first")
	k.Title, k.Site, k.Charset = "Line one\nline two\t<b>&\x1b]0;owned\x07", "a\u202eb", "windows-1252"
	st := member(bytes, clip.RoleStory, clip.Story, 0.5, newline)
	st.Reason = "\u2066hidden\u2069, \x00nul"
	return sample{
		name: "hostile",
		run:  clip.Run{Version: "0.1.0", Level: "story"},
		groups: []clip.Group{{
			ID: "0123456789abcdef", Title: k.Title, Cohesion: 0.4,
			Members: []clip.Member{
				k,
				member(escape, clip.RoleCopy, clip.Exact, 1, newline),
				member(bidi, clip.RoleCopy, clip.Near, 0.7, escape),
				st,
				member(back, clip.RoleCopy, clip.Near, 0.6, bytes),
			},
			Links: []clip.Link{{A: bidi, B: bytes, Relation: clip.Contains, Score: 0.55}},
		}},
		problems: []clip.Problem{{Origin: file("in/\xfe.gz"), Class: clip.Unreadable, Err: errors.New("open \"in/\xfe.gz\": permission denied\x1b[0m")}},
		summary:  clip.Summary{Read: 5, Groups: 1, Extra: 4, Exact: 1, Near: 2, Story: 1, Unreadable: 1},
	}
}

// recordSample has clips that are lines of JSONL files.
func recordSample() sample {
	one := clip.Origin{Path: "day1/feed.jsonl", Line: 3, ID: "n-17"}
	two := clip.Origin{Path: "day1/feed.jsonl", Line: 12}
	three := clip.Origin{Path: "day2/feed.jsonl", Line: 3}
	stdin := clip.Origin{Path: "-", Line: 1}
	return sample{
		name: "record",
		run:  clip.Run{Version: "0.1.0", Level: "copy", Options: map[string]string{}},
		groups: []clip.Group{{
			ID: "ffffffff00000000", Title: "", Cohesion: 0.75,
			Members: []clip.Member{
				keeper(one, "first"),
				member(two, clip.RoleCopy, clip.Near, 0.8, one),
				member(three, clip.RoleCopy, clip.Near, 0.75, one),
				member(stdin, clip.RoleCopy, clip.Near, 0.7, two), // not right behind it
			},
		}},
		summary: clip.Summary{Read: 20, Groups: 1, Extra: 3, Exact: 1, Near: 2},
	}
}

func emptySample() sample {
	return sample{name: "empty", run: clip.Run{Version: "0.1.0", Level: "story"}}
}
