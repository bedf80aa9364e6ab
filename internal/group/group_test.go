package group

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"newsdup/internal/clip"
	"newsdup/internal/copies"
)

// fixture describes a small run by its pairs. input derives everything else from it.
type fixture struct {
	words   []int                 // by clip
	class   map[int]int           // clip -> first clip of its text
	near    [][2]int              // edges of copy groups
	inside  map[[2]int][2]float64 // {clip, host} -> containment of clip in host, of host in clip
	cut     [][2]int              // near pairs that strangers keep apart
	form    [][2]int
	stories [][]int // first clips that tell one event
	apart   [][2]int32
	copies  bool // copy level
	keep    []Keep
}

// scores stands in for package story: two clips whose numbers differ by one have the score
// .5, all others less.
type scores struct{}

func (scores) Cosine(a, b int32) float64 {
	d := a - b
	if d < 0 {
		d = -d
	}
	return .5 / float64(max(1, d))
}
func (scores) Shared(a, b int32) []string { return []string{fmt.Sprintf("w%d", a+b)} }
func (scores) Common(clips []int32) (entities, numbers, dates []string) {
	return []string{fmt.Sprintf("of %d", len(clips))}, nil, nil
}

// held holds clips in memory.
type held []Clip

func (h held) Reader() func(id int32) Clip { return func(id int32) Clip { return h[id] } }

// built builds the groups and panics if one is larger than Build promised.
func built(in Input) iter.Seq[*clip.Group] {
	groups, largest := Build(in)
	for g := range groups {
		if g.Size() > largest {
			panic(fmt.Sprintf("a group has %d clips, more than %d", g.Size(), largest))
		}
	}
	return groups
}

// first is the first group, which is the largest.
func first(in Input) *clip.Group {
	for g := range built(in) {
		return g
	}
	return nil
}

func (f *fixture) input() Input {
	n := len(f.words)
	clips := make(held, n)
	in := Input{Clips: clips, Keep: f.keep, Apart: f.apart, Class: make([]int32, n), Unit: make([]int32, n), Label: make([]int32, n)}
	for i, w := range f.words {
		var c Clip
		c.Path = fmt.Sprintf("%c.txt", 'a'+i)
		c.Words = w
		c.Title = "Title " + c.Path[:1]
		c.SHA256[0] = byte(i + 1)
		c.Date = clip.At(time.Date(2026, 11, 1, i, 30, 0, 0, time.UTC))
		clips[i] = c
		in.Class[i] = int32(i)
		if w == 0 {
			in.Class[i] = -1
		}
		in.Unit[i], in.Label[i] = int32(i), int32(i)
	}
	for c, first := range f.class {
		in.Class[c] = int32(first)
	}
	for _, e := range f.near { // listed so that the lower end is final
		in.Unit[e[1]] = in.Unit[e[0]]
		in.Pairs = append(in.Pairs, copies.Pair{A: int32(e[0]), B: int32(e[1]), Relation: clip.Near, Jaccard: .8})
	}
	for e, s := range f.inside {
		p := copies.Pair{A: int32(e[0]), B: int32(e[1]), Relation: clip.Contains, AInB: s[0], BInA: s[1]}
		if p.A > p.B {
			p.A, p.B, p.AInB, p.BInA = p.B, p.A, p.BInA, p.AInB
		}
		in.Pairs = append(in.Pairs, p)
	}
	slices.SortFunc(in.Pairs, func(x, y copies.Pair) int { return int(x.A-y.A)*100 + int(x.B-y.B) })
	for _, e := range f.cut {
		in.Pairs = append(in.Pairs, copies.Pair{A: int32(e[0]), B: int32(e[1]), Relation: clip.Near, Jaccard: .6})
	}
	for _, e := range f.form {
		in.Pairs = append(in.Pairs, copies.Pair{A: int32(e[0]), B: int32(e[1]), Relation: clip.Form, Jaccard: .7})
	}
	answers := Scores{Jaccard: func(a, b int32) float64 { return .9 - .01*float64(max(a-b, b-a)) }}
	in.Scores = func() Scores { return answers }
	if f.copies {
		in.Label = nil
		return in
	}
	answers.Story = scores{}
	for _, s := range f.stories {
		for i := range n {
			if slices.ContainsFunc(s, func(x int) bool { return in.Unit[x] == in.Unit[in.Class[max(0, i)]%int32(n)] }) && in.Class[i] >= 0 {
				in.Label[i] = int32(s[0])
			}
		}
	}
	return in
}

// print writes groups in a short form: "keep a; near b>a .89; story d>a .17".
func print(groups []*clip.Group) string {
	var out []string
	for _, g := range groups {
		var ms []string
		for _, m := range g.Members {
			if m.Role == clip.RoleKeep {
				ms = append(ms, "keep "+m.Path[:1])
				continue
			}
			s := fmt.Sprintf("%s %s>%s %.2f", m.Relation, m.Path[:1], m.To.Path[:1], m.Score)
			if m.Reason == clip.Holds {
				s += " holds"
			}
			ms = append(ms, s)
		}
		for _, l := range g.Links {
			ms = append(ms, fmt.Sprintf("(%s %s-%s)", l.Relation, l.A.Path[:1], l.B.Path[:1]))
		}
		out = append(out, strings.Join(ms, "; "))
	}
	return strings.Join(out, " | ")
}

func TestBuild(t *testing.T) {
	for _, c := range []struct {
		name string
		fixture
		want string
	}{
		{"nothing repeats", fixture{words: []int{50, 60}}, ""},
		{"identical", fixture{words: []int{50, 50}, class: map[int]int{1: 0}}, "keep a; exact b>a 1.00"},
		{"too small for a group", fixture{words: []int{50, 0, 50}, class: map[int]int{2: 0}}, "keep a; exact c>a 1.00"},
		{"near, the longest is kept", fixture{words: []int{50, 60}, near: [][2]int{{0, 1}}}, "keep b; near a>b 0.89"},
		{"example of the package", fixture{words: []int{60, 55, 20, 50, 50}, class: map[int]int{4: 3}, near: [][2]int{{0, 1}},
			inside: map[[2]int][2]float64{{2, 0}: {.9, .3}}, stories: [][]int{{0, 3}}},
			"keep a; near b>a 0.89; contains c>a 0.90; story d>a 0.17; exact e>d 1.00"},
		{"contained clip of another story stays there", fixture{words: []int{60, 20, 50, 50},
			inside: map[[2]int][2]float64{{1, 0}: {.9, .3}}, stories: [][]int{{0, 3}, {1, 2}}},
			"keep a; story d>a 0.17 | keep c; story b>c 0.50; (contains b-a)"},
		{"a contained clip is not the same as its host", fixture{words: []int{60, 20}, inside: map[[2]int][2]float64{{1, 0}: {.9, .3}},
			apart: [][2]int32{{0, 1}}}, ""},
		{"a host is not the same as its contained clip", fixture{words: []int{20, 60}, inside: map[[2]int][2]float64{{0, 1}: {.9, .3}},
			apart: [][2]int32{{0, 1}}}, ""},
		{"two contained clips are not the same: the second leaves", fixture{words: []int{60, 20, 20},
			inside: map[[2]int][2]float64{{1, 0}: {.9, .5}, {2, 0}: {.9, .5}}, apart: [][2]int32{{1, 2}}},
			"keep a; contains b>a 0.90"},
		{"round-up ties nothing", fixture{words: []int{90, 20, 20},
			inside: map[[2]int][2]float64{{1, 0}: {.9, .2}, {2, 0}: {.9, .2}}}, ""},
		{"two halves of one text are no round-up", fixture{words: []int{90, 45, 45},
			inside: map[[2]int][2]float64{{1, 0}: {.9, .5}, {2, 0}: {.9, .5}}}, "keep a; contains b>a 0.90; contains c>a 0.90"},
		{"cut of a cut", fixture{words: []int{90, 45, 20}, copies: true,
			inside: map[[2]int][2]float64{{1, 0}: {.9, .5}, {2, 1}: {.8, .4}}}, "keep a; contains b>a 0.90; contains c>b 0.80"},
		{"the kept clip is the cut", fixture{words: []int{45, 90}, copies: true, keep: []Keep{Oldest},
			inside: map[[2]int][2]float64{{0, 1}: {.9, .5}}}, "keep a; contains b>a 0.90 holds"},
		{"each holds the one before, and is shorter", fixture{words: []int{60, 55, 50}, copies: true,
			inside: map[[2]int][2]float64{{0, 1}: {.6, .5}, {1, 2}: {.6, .5}}}, "keep a; contains b>a 0.60 holds; contains c>b 0.60 holds"},
		{"the kept clip is a cut of an edit", fixture{words: []int{40, 90, 80}, copies: true, keep: []Keep{Oldest}, near: [][2]int{{1, 2}},
			inside: map[[2]int][2]float64{{0, 2}: {.9, .5}}}, "keep a; contains c>a 0.90 holds; near b>c 0.89"},
		{"the kept clip is a cut of a cut that others tell", fixture{words: []int{20, 40, 90, 80, 30}, keep: []Keep{Oldest}, stories: [][]int{{2, 3}},
			inside: map[[2]int][2]float64{{0, 1}: {.9, .5}, {1, 2}: {.8, .4}, {4, 2}: {.7, .2}}},
			"keep a; contains b>a 0.90 holds; contains c>b 0.80 holds; contains e>c 0.70; story d>c 0.50"},
		{"the first clip is a cut of another that tells its story", fixture{words: []int{20, 90, 50}, stories: [][]int{{0, 1, 2}},
			inside: map[[2]int][2]float64{{0, 1}: {.9, .2}}}, "keep b; contains a>b 0.90; story c>b 0.50"},
		{"units that hold each other's heads", fixture{words: []int{60, 80, 61, 81}, copies: false, keep: []Keep{First}, near: [][2]int{{0, 1}, {2, 3}},
			inside: map[[2]int][2]float64{{0, 3}: {.7, .5}, {2, 1}: {.7, .5}}, stories: [][]int{{0, 2}}},
			"keep a; near b>a 0.89; contains c>b 0.70; near d>c 0.89; (contains a-d)"},
		{"one form, other numbers", fixture{words: []int{60, 60, 60}, near: [][2]int{{0, 1}}, form: [][2]int{{0, 2}}},
			"keep a; near b>a 0.89; (form a-c)"},
		{"near, but kept apart by strangers", fixture{words: []int{60, 60, 50}, near: [][2]int{{0, 1}}, cut: [][2]int{{1, 2}}, copies: true},
			"keep a; near b>a 0.89; (near b-c)"},
		{"closest telling first", fixture{words: []int{60, 50, 50, 50}, stories: [][]int{{0, 1, 2, 3}}},
			"keep a; story b>a 0.50; story c>b 0.50; story d>c 0.50"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := print(slices.Collect(built(c.input()))); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestCohesion checks that cohesion is the lowest score of any two texts of a group: a
// story score where the event is told in several wordings, a Jaccard among copies.
func TestCohesion(t *testing.T) {
	f := fixture{words: []int{60, 50, 50, 40}, near: [][2]int{{0, 1}}, stories: [][]int{{0, 2, 3}}}
	if got, want := first(f.input()).Cohesion, .5/3; got != want {
		t.Errorf("story: %.3f, want %.3f: a and d", got, want)
	}
	f = fixture{words: []int{60, 50, 20}, near: [][2]int{{0, 1}}, inside: map[[2]int][2]float64{{2, 0}: {.9, .3}}}
	if got, want := first(f.input()).Cohesion, .88; got != want {
		t.Errorf("copies: %.3f, want %.3f: a and c", got, want)
	}
	f = fixture{words: []int{60, 60}, class: map[int]int{1: 0}}
	if got := first(f.input()).Cohesion; got != 1 {
		t.Errorf("identical: %.3f, want 1", got)
	}
}

// TestBuildLosesNothing builds random runs and checks that no clip is listed twice, that
// every member relates to one listed before it, and that no clip with a copy is missing.
func TestBuildLosesNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 500 {
		n := 2 + r.IntN(12)
		f := fixture{inside: map[[2]int][2]float64{}, class: map[int]int{}, copies: r.IntN(2) == 0}
		for range n {
			f.words = append(f.words, 20+r.IntN(80))
		}
		var story []int
		for i := 1; i < n; i++ {
			switch r.IntN(5) {
			case 0:
				f.class[i] = i - 1
				if c, ok := f.class[i-1]; ok {
					f.class[i] = c
				}
			case 1:
				if _, ok := f.class[i-1]; !ok {
					f.near = append(f.near, [2]int{i - 1, i})
				}
			case 2:
				if _, ok := f.class[i-1]; !ok {
					x := r.Float64()
					f.inside[[2]int{i, i - 1}] = [2]float64{.6 + .4*x, x * .6}
				}
			case 3:
				story = append(story, i)
			}
		}
		f.stories = [][]int{story}
		if len(story) == 0 {
			f.stories = nil
		}
		in := f.input()
		total := 0
		seen := map[string]bool{}
		for g := range built(in) {
			listed := map[clip.Origin]bool{}
			for i, m := range g.Members {
				if seen[m.Path] {
					t.Fatalf("round %d: %s is listed twice", round, m.Path)
				}
				seen[m.Path] = true
				if (m.Role == clip.RoleKeep) != (i == 0) {
					t.Fatalf("round %d: member %d has role %q", round, i, m.Role)
				}
				if i > 0 && !listed[m.To] {
					t.Fatalf("round %d: %s relates to %q, which is not listed before it", round, m.Path, m.To)
				}
				listed[m.Origin] = true
			}
			total += len(g.Members)
		}
		for c, first := range f.class {
			if !seen[in.Clips.(held)[c].Path] || !seen[in.Clips.(held)[first].Path] {
				t.Fatalf("round %d: an identical clip is in no group", round)
			}
		}
	}
}

// TestID checks that an id depends on the contents of the clips, and neither on their names
// nor on their order.
func TestID(t *testing.T) {
	f := fixture{words: []int{50, 50}, class: map[int]int{1: 0}}
	in := f.input()
	want := first(in).ID
	in.Clips.(held)[0].Path, in.Clips.(held)[1].Path = "z.txt", "y.txt"
	in.Clips.(held)[0].SHA256, in.Clips.(held)[1].SHA256 = in.Clips.(held)[1].SHA256, in.Clips.(held)[0].SHA256
	if got := first(in).ID; got != want {
		t.Errorf("the id follows names and order: %s, want %s", got, want)
	}
	in.Clips.(held)[0].SHA256[5] = 1
	if got := first(in).ID; got == want {
		t.Errorf("the id %s does not follow the content", got)
	}
}

// TestDevelopments checks that clips of one development are listed together, those of the
// kept clip first, that the numbers have no gaps, and that an attached clip belongs to the
// development of its host.
func TestDevelopments(t *testing.T) {
	f := fixture{words: []int{60, 50, 55, 50, 20}, stories: [][]int{{0, 1, 2, 3}}, inside: map[[2]int][2]float64{{4, 3}: {.9, .45}}}
	in := f.input()
	in.Develop = []int32{5, 2, 5, 2, 0}
	g := first(in)
	got := ""
	for _, m := range g.Members {
		got += fmt.Sprintf("%s%d ", m.Path[:1], m.Development)
	}
	if want := "a2 c2 b1 d1 e1 "; got != want {
		t.Errorf("members %s, want %s", got, want)
	}
	if len(g.Developments) != 2 || g.Developments[0].Size != 3 || g.Developments[1].Size != 2 || g.Developments[0].Title != "Title b" ||
		!g.Developments[0].Last.Equal(in.Clips.(held)[4].Date.Time) || len(g.Entities) != 1 {
		t.Errorf("%+v", g)
	}
	if g.Weakest != [2]clip.Origin{in.Clips.(held)[0].Origin, in.Clips.(held)[4].Origin} {
		t.Errorf("weakest %v", g.Weakest)
	}
	in.Develop = []int32{3, 3, 3, 3, 0}
	if g := first(in); g.Developments != nil || g.Members[0].Development != 0 {
		t.Errorf("one development is shown: %+v", g.Developments)
	}
}
