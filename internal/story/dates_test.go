package story

import (
	"slices"
	"testing"
	"time"

	"newsdup/internal/clip"
)

func TestWindow(t *testing.T) {
	g := newGenerator(13)
	e := g.event(g.beat())
	day := func(n int) clip.Date { return clip.At(time.Date(2026, 11, n, 9, 0, 0, 0, time.UTC)) }
	whole := func(n int) clip.Date { return clip.Day(day(n).Time) }
	dated := func(dates ...clip.Date) []Doc {
		var docs []Doc
		for _, d := range dates {
			doc := g.report(e)
			doc.Date = d
			docs = append(docs, doc)
		}
		return docs
	}
	for _, c := range []struct {
		name   string
		docs   []Doc
		window time.Duration
		want   []int32
	}{
		{"no window", dated(day(1), day(20)), 0, []int32{0, 0}},
		{"inside", dated(day(1), day(3)), 48 * time.Hour, []int32{0, 0}},
		{"outside", dated(day(1), day(4)), 48 * time.Hour, []int32{0, 1}},
		{"unknown goes with any", dated(day(1), clip.Date{}), time.Hour, []int32{0, 0}},
		{"a day is its noon", dated(day(1), whole(4)), 75 * time.Hour, []int32{0, 0}},
		{"a day outside", dated(day(1), whole(4)), 74 * time.Hour, []int32{0, 1}},
		{"two days", dated(whole(1), whole(4)), 72 * time.Hour, []int32{0, 0}},
		{"two rounds", dated(day(1), day(20), day(1), day(20)), 48 * time.Hour, []int32{0, 1, 0, 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := run(t, c.docs, Options{Window: c.window}, defaultCaps).Labels; !slices.Equal(got, c.want) {
				t.Errorf("labels %v, want %v", got, c.want)
			}
		})
	}
	t.Run("no chain through the days", func(t *testing.T) {
		docs := dated(day(1), day(2), day(3), day(4), day(5), clip.Date{}, day(6), day(7))
		labels := run(t, docs, Options{Window: 48 * time.Hour}, defaultCaps).Labels
		for i, l := range labels {
			for j := range i {
				a, b := docs[i].Date, docs[j].Date
				if l == labels[j] && !a.IsZero() && !b.IsZero() && a.Gap(b) > 48*time.Hour {
					t.Errorf("docs %d and %d are %v apart and one story", i, j, a.Gap(b))
				}
			}
		}
	})
}
