package group

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"newsdup/internal/clip"
)

func TestParseKeep(t *testing.T) {
	got, err := ParseKeep("oldest, longest")
	if err != nil || !slices.Equal(got, []Keep{Oldest, Longest}) {
		t.Errorf("got %v, %v", got, err)
	}
	if _, err := ParseKeep("oldest,best"); err == nil || !strings.Contains(err.Error(), `"best"`) {
		t.Errorf("an unknown rule gave %v", err)
	}
}

func TestBest(t *testing.T) {
	day := func(d int) clip.Date { return clip.Day(time.Date(2026, 11, d, 0, 0, 0, 0, time.UTC)) }
	clips := make([]Clip, 4)
	for i, c := range []struct {
		path  string
		words int
		share float64
		date  clip.Date
	}{{"bb", 90, .5, clip.Date{}}, {"a", 90, .9, day(3)}, {"ccc", 40, .9, day(1)}, {"d", 40, .1, day(3)}} {
		clips[i].Path, clips[i].Words, clips[i].Share, clips[i].Date = c.path, c.words, c.share, c.date
	}
	for _, c := range []struct {
		rules []Keep
		want  int32
		why   Keep
	}{
		{nil, 1, Cleanest},
		{[]Keep{Longest}, 1, First},
		{[]Keep{Oldest}, 2, Oldest},
		{[]Keep{Newest, Longest}, 1, Longest},
		{[]Keep{First}, 1, First},
		{[]Keep{Path}, 1, Path},
		{[]Keep{Cleanest, Path}, 1, Path},
	} {
		records := newRecords(&Input{Clips: held(clips)})
		if got, why := records.best([]int32{0, 1, 2, 3}, c.rules); got != c.want || why != c.why {
			t.Errorf("%v: got %d by %s, want %d by %s", c.rules, got, why, c.want, c.why)
		}
	}
}

// TestAgainst checks that a clip of the reference set is kept whatever the rules say, and
// that clips of the reference set alone make no group.
func TestAgainst(t *testing.T) {
	for _, c := range []struct {
		against []int
		want    string // the keeper of each group, its reason, and the size
	}{
		{nil, "a longest 3, d longest 2"},
		{[]int{2}, "c against 3, d longest 2"},
		{[]int{1, 2}, "b longest 3, d longest 2"},
		{[]int{0, 1, 2}, "d longest 2"},
		{[]int{0, 1, 2, 3, 4}, ""},
		{[]int{4}, "a longest 3, e against 2"},
	} {
		f := fixture{words: []int{90, 80, 70, 60, 50}, near: [][2]int{{0, 1}, {1, 2}, {3, 4}}, copies: true}
		in := f.input()
		for _, i := range c.against {
			in.Clips.(held)[i].Against = true
		}
		var got []string
		for g := range built(in) {
			k := g.Members[0]
			got = append(got, fmt.Sprintf("%s %s %d", k.Path[:1], k.Reason, len(g.Members)))
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("against %v: %s, want %s", c.against, s, c.want)
		}
	}
}
