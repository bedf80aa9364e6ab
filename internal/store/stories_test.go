package store

import (
	"strings"
	"testing"
)

// story is a group of contents a letter each, whose own id is the letters.
func story(clips string) Story {
	g := Story{ID: clips, Title: "About " + clips}
	for _, c := range []byte(clips) {
		g.Clips = append(g.Clips, content(c))
	}
	return g
}

func TestStories(t *testing.T) {
	for _, c := range []struct {
		name string
		runs []string // groups, one word each
		want []string // their ids
	}{
		{"again", []string{"ab cd", "ab cd"}, []string{"ab cd", "ab cd"}},
		{"grows", []string{"ab", "abc", "abcd"}, []string{"ab", "ab", "ab"}},
		{"shrinks", []string{"abc", "bc"}, []string{"abc", "abc"}},
		{"all clips change, bit by bit", []string{"ab", "bc", "cd"}, []string{"ab", "ab", "ab"}},
		{"a clip alone for a time", []string{"ab", "xy", "ac"}, []string{"ab", "xy", "ab"}},
		{"merge: the older lives", []string{"ab", "cd", "cdab"}, []string{"ab", "cd", "ab"}},
		{"merge of three", []string{"ab", "cd", "ef", "fdb"}, []string{"ab", "cd", "ef", "ab"}},
		{"merged clips stay, unseen", []string{"ab", "cd", "bc", "xd"}, []string{"ab", "cd", "ab", "ab"}},
		{"split: the larger part keeps it", []string{"abcde", "ab cde"}, []string{"abcde", "ab abcde"}},
		{"split in halves: the first", []string{"abcd", "ab cd"}, []string{"abcd", "abcd cd"}},
		{"split and merge back", []string{"abcd", "ab cd", "abcd"}, []string{"abcd", "abcd cd", "abcd"}},
		{"exchange", []string{"abc xyz", "abz xyc"}, []string{"abc xyz", "abc xyz"}},
		{"merge and split at once", []string{"ab cd", "abc dx"}, []string{"ab cd", "ab dx"}},
		{"order of groups", []string{"ab cd", "cd ab"}, []string{"ab cd", "cd ab"}},
		{"one content in two groups", []string{"ab", "ab bc", "ab bc"}, []string{"ab", "ab bc", "ab bc"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newState(t)
			for i, run := range c.runs {
				if got := ids(t, s, "story", run); got != c.want[i] {
					t.Errorf("run %d %q: %q, want %q", i+1, run, got, c.want[i])
				}
			}
		})
	}
}

func ids(t *testing.T, s *State, level, groups string) string {
	t.Helper()
	var list []Story
	for _, g := range strings.Fields(groups) {
		list = append(list, story(g))
	}
	got, err := s.Stories(t.Context(), level, list)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(got, " ")
}

func TestStoriesTakenID(t *testing.T) {
	s := newState(t)
	ids(t, s, "story", "ab")
	ids(t, s, "story", "abc") // is "ab"
	ids(t, s, "story", "acx") // "ab" moves on to the larger part
	list := []Story{story("acx"), {ID: "ab", Title: "the whole of it once", Clips: [][32]byte{content('y')}}}
	got, err := s.Stories(t.Context(), "story", list)
	if err != nil {
		t.Fatal(err)
	}
	if got[0] != "ab" || got[1] == "ab" || len(got[1]) != 16 {
		t.Errorf("ids %q: the second must be new", got)
	}
}

func TestStoriesAlias(t *testing.T) {
	s := newState(t)
	ids(t, s, "story", "ab")
	ids(t, s, "story", "cd")
	ids(t, s, "story", "ef")
	ids(t, s, "story", "cdef") // ef is cd
	ids(t, s, "story", "abcd") // both are ab
	var got string
	if err := s.db.QueryRow("SELECT group_concat(level || ' ' || alias || ' ' || id, ', ' ORDER BY alias) FROM aliases").Scan(&got); err != nil {
		t.Fatal(err)
	}
	if want := "story cd ab, story ef ab"; got != want {
		t.Errorf("aliases %q, want %q", got, want)
	}
}

func TestStoriesLevels(t *testing.T) {
	s := newState(t)
	ids(t, s, "story", "abcd")
	if got := ids(t, s, "copy", "ab cd"); got != "ab cd" {
		t.Errorf("copies are named after stories: %q", got)
	}
}

// The same groups change nothing, so that an answer holds; any other do.
func TestGeneration(t *testing.T) {
	s := newState(t)
	generation := func() string {
		g, err := s.Generation(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return g
	}
	seen := map[string]bool{}
	for _, c := range []struct {
		name string
		do   func()
		same bool
	}{
		{"empty", func() {}, false},
		{"first", func() { ids(t, s, "story", "ab cd") }, false},
		{"again", func() { ids(t, s, "story", "ab cd") }, true},
		{"grown", func() { ids(t, s, "story", "abx cd") }, false},
		{"merged", func() { ids(t, s, "story", "abxcd") }, false},
		{"pair", func() { s.AddNotSame(t.Context(), NotSame{A: content('a'), B: content('b')}) }, true},
	} {
		c.do()
		if g := generation(); seen[g] != c.same {
			t.Errorf("%s: generation %s known %v, want %v", c.name, g, seen[g], c.same)
		} else {
			seen[g] = true
		}
	}
	if g, err := newState(t).Generation(t.Context()); err != nil || seen[g] {
		t.Errorf("another state has the generation %s of this one, %v", g, err)
	}
}
