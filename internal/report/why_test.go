package report

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"newsdup/internal/clip"
)

// whySamples are explanations of every ground there is.
func whySamples() map[string]*clip.Explanation {
	side := func(path, title string, words int, date clip.Date) clip.Side {
		return clip.Side{Origin: file(path), Title: title, Words: words, Date: date}
	}
	base := func() *clip.Explanation {
		return &clip.Explanation{
			A:     side("clips/courier/ferry.txt", "Ferry returns to Lindholm", 282, day(18, 9, 0)),
			B:     side("clips/herald/crossing.html", "A crossing after nine years", 1252, day(20, 0, 0)),
			Clips: 1204, MinWords: 10,
			Copy: &clip.CopyScores{
				ShinglesA: 288, ShinglesB: 1260, Shared: 3, Jaccard: 0.0019, AInB: 0.0104, BInA: 0.0024,
				Near: 0.5, Contains: 0.55, Small: 40,
			},
			Story: &clip.StoryScores{
				Cosine: 0.322, Threshold: 0.04, Judged: true, JudgedA: file("clips/courier/ferry.txt"), JudgedB: file("clips/herald/crossing.html"),
				Linked: 0.322, FarA: 0.04, FarB: 0.0512, ScaleA: 0.68, ScaleB: 0.8645, Link: 0.1419, Meet: 0.137,
			},
			Phrases: []clip.Phrase{
				{Text: "mayor Edda Brunholt", Words: 3, A: clip.Place{4}, B: clip.Place{0, 9, 12, 14, 31}},
				{Text: strings.Repeat("a very long phrase ", 9), Words: 36, A: clip.Place{4, 5}},
			},
			Terms: []clip.SharedTerm{
				{Text: "Lindholm", Weight: 0.0612, A: clip.Place{1, 4}, B: clip.Place{0}},
				{Text: "ferry", Weight: 0.0401, A: clip.Place{4}, B: clip.Place{3}},
			},
			Evidence: []clip.Evidence{
				{Kind: clip.Names, Both: []string{"Lindholm", "Brunholt"}, A: []string{"Edda"}, MoreA: 1200},
				{Kind: clip.Figures, A: []string{"14,500"}, B: []string{"6.5", "120"}},
			},
		}
	}
	all := map[string]*clip.Explanation{}
	add := func(name string, same bool, relation clip.Relation, ground clip.Ground, change func(x *clip.Explanation)) {
		x := base()
		x.Same, x.Relation, x.Ground = same, relation, ground
		change(x)
		all[name] = x
	}
	add("link", true, clip.Story, clip.GroundLink, func(x *clip.Explanation) {
		x.Flips = []clip.Flip{{Option: clip.FlipStory, Value: 0.138, Sure: true}}
	})
	add("others", true, clip.Story, clip.GroundOthers, func(x *clip.Explanation) {
		x.Story.Link = 0.03999
		x.Path = []clip.Step{
			{From: x.A.Origin, To: file("clips/old/ferry-1.txt"), Relation: clip.Near, Score: 0.71},
			{From: file("clips/old/ferry-1.txt"), To: x.B.Origin, Relation: clip.Story, Score: 0.21},
		}
	})
	add("halves", true, clip.Story, clip.GroundHalves, func(x *clip.Explanation) {
		x.Halves = &clip.HalvesScores{Score: 0.0351, Days: 0.6, Words: 11, Lead: 0.0204, Evidence: 6.211, Least: 6, Joined: true}
		x.Flips = []clip.Flip{{Option: clip.FlipStory, Value: 0.041, Sure: true}}
	})
	add("near", true, clip.Near, clip.GroundNear, func(x *clip.Explanation) {
		x.Copy.Jaccard, x.Story.Judged, x.Alone = 0.68, false, true
		x.Flips = []clip.Flip{{Option: clip.FlipNear, Value: 0.681}}
	})
	add("contains", true, clip.Contains, clip.GroundContains, func(x *clip.Explanation) {
		x.Copy.AInB = 0.92
		x.Flips = []clip.Flip{{Option: clip.FlipContains, Value: 0.921}, {Option: clip.FlipStory, Value: 0.138}}
	})
	add("exact", true, clip.Exact, clip.GroundExact, func(x *clip.Explanation) { x.Copy.Jaccard = 1 })
	add("form", false, clip.Form, clip.GroundForm, func(x *clip.Explanation) {
		x.Copy.Guard = &clip.GuardScores{Jaccard: 0.915, Containment: 0.956, RiseJaccard: 0.6, RiseContainment: 0.1199999, LeastJaccard: 0.15, LeastContainment: 0.12, Form: true}
		x.Story.Meet = 0
	})
	add("weak", false, "", clip.GroundWeak, func(x *clip.Explanation) {
		x.Story.Link, x.Story.Meet, x.Copy.Jaccard = 0.0312, 0.031, 0.46
		x.Clusters = &clip.ClusterScores{SizeA: 4, SizeB: 1, Mean: 0.0311, InnerA: 0.147, Score: 0.0311}
		x.Flips = []clip.Flip{{Option: clip.FlipNear, Value: 0.46, Join: true}, {Option: clip.FlipContains, Value: 0.4, Join: true}, {Option: clip.FlipStory, Value: 0.031, Join: true, Sure: true}}
	})
	add("pair", false, "", clip.GroundWeak, func(x *clip.Explanation) {
		x.Story.Link, x.Story.Alone, x.Story.Meet = 0.0541, 0.0795, 0.014
		x.Flips = []clip.Flip{{Option: clip.FlipStory, Value: 0.014, Join: true, Sure: true}}
	})
	add("window", false, "", clip.GroundWindow, func(x *clip.Explanation) {
		x.Window = 36*time.Hour + 30*time.Minute
		x.Flips = []clip.Flip{{Option: clip.FlipWindow, Window: 39 * time.Hour, Join: true}}
	})
	add("short", false, "", clip.GroundShort, func(x *clip.Explanation) {
		x.A.Words, x.A.Title, x.A.Short, x.Copy, x.Story, x.Terms, x.Phrases = 6, "", true, nil, nil, nil, nil
		x.A.Date = clip.Date{}
		x.Flips = []clip.Flip{{Option: clip.FlipMinWords, Value: 6, Join: true}}
	})
	add("small", false, "", clip.GroundRoundup, func(x *clip.Explanation) {
		x.RoundupB = true
		x.Copy.ShinglesA, x.Copy.Near, x.Copy.Contains, x.Story.Judged = 12, 0.9, 0, false
		x.A.Date, x.B.Date, x.Evidence = clip.Date{}, clip.Date{}, nil
	})
	for _, g := range []clip.Ground{clip.GroundApart, clip.GroundNumbers, clip.GroundWords, clip.GroundCosine, clip.GroundClusters} {
		add(string(g), false, "", g, func(x *clip.Explanation) {
			x.Clusters = &clip.ClusterScores{SizeA: 4, SizeB: 3, Mean: 0.05, InnerA: 0.147, InnerB: 0.12, Score: 0.0399999}
			if g == clip.GroundClusters {
				x.Halves = &clip.HalvesScores{Score: 0.0399999, Days: -1, Words: 20.3, Lead: 0.009, Evidence: -0.36, Least: 6}
			}
		})
	}
	add("chain", true, clip.Near, clip.GroundChain, func(x *clip.Explanation) {
		x.Story.Judged = false
		x.Path = []clip.Step{
			{From: x.A.Origin, To: file("m.txt"), Relation: clip.Near, Score: 0.71},
			{From: file("m.txt"), To: x.B.Origin, Relation: clip.Near, Score: 0.6},
		}
	})
	add("hostile", false, "", clip.GroundWeak, func(x *clip.Explanation) {
		x.A.Origin, x.A.Title = file("in/\xff\x1b[2J.txt"), "\x1b]0;title\a \u202eevil"
		x.Story.JudgedA = file("in/\u202egpj.exe")
		x.Phrases[0].Text, x.Terms[0].Text = "\x1b[31mred\nline", "港口罢工结束\u202e"
		x.Evidence[0].Both = []string{"\x1b[2J", "\xfe"}
		x.Story.Link = -0.08
	})
	return all
}

// TestGoldenWhy writes every sample for people and for programs.
func TestGoldenWhy(t *testing.T) {
	for name, x := range whySamples() {
		for _, l := range []struct {
			suffix string
			o      Options
		}{
			{"text", Options{}},
			{"color.text", Options{Color: true, Width: 80}},
		} {
			t.Run(name+"."+l.suffix, func(t *testing.T) {
				var buf bytes.Buffer
				if err := WriteWhy(&buf, x, l.o); err != nil {
					t.Fatal(err)
				}
				golden(t, "why."+name+"."+l.suffix, buf.Bytes())
			})
		}
		t.Run(name+".json", func(t *testing.T) {
			var buf bytes.Buffer
			if err := WriteWhyJSON(&buf, x); err != nil {
				t.Fatal(err)
			}
			golden(t, "why."+name+".json", buf.Bytes())
		})
	}
}

// TestWhyWidth wants no line wider than the terminal but for names of clips, no
// blank at the end of a line, and nothing that steers a terminal.
func TestWhyWidth(t *testing.T) {
	for name, x := range whySamples() {
		for width := 80; width < 150; width += 10 {
			var buf bytes.Buffer
			if err := WriteWhy(&buf, x, Options{Width: width}); err != nil {
				t.Fatal(err)
			}
			for l := range strings.Lines(buf.String()) {
				l = strings.TrimSuffix(l, "\n")
				if n := columns(l); n > width && !strings.Contains(l, "clips/") && !strings.Contains(l, "in/") {
					t.Errorf("%s: %d columns on a terminal of %d: %q", name, n, width, l)
				}
				if strings.HasSuffix(l, " ") {
					t.Errorf("%s: blank at the end of %q", name, l)
				}
				if strings.ContainsAny(l, "\x1b\a\u202e") {
					t.Errorf("%s: steers the terminal: %q", name, l)
				}
			}
		}
	}
}

// TestMeasured: a figure shows on which side of its threshold it is.
func TestMeasured(t *testing.T) {
	for _, c := range []struct {
		v, least float64
		want     string
	}{
		{0.142, 0.04, "0.142 >= 0.040"},
		{0.04, 0.04, "0.040 >= 0.040"},
		{0.03996, 0.04, "0.03996 < 0.04000"},
		{0.0399999, 0.04, "0.0399999 < 0.0400000"},
		{0.04 - 1e-15, 0.04, "0.040000000 < 0.040000000"},
		{-0.08, 0.04, "-0.080 < 0.040"},
	} {
		if got := against(c.v, c.least); got != c.want {
			t.Errorf("%v against %v: got %q, want %q", c.v, c.least, got, c.want)
		}
	}
}

func ExampleWriteWhy() {
	var buf bytes.Buffer
	if err := WriteWhy(&buf, whySamples()["weak"], Options{}); err != nil {
		fmt.Println(err)
	}
	first, _, _ := strings.Cut(buf.String(), "\n")
	fmt.Println(first)
	// Output: not the same story: link 0.031 < 0.040
}
