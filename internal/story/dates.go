package story

import (
	"math"
	"time"

	"newsdup/internal/clip"
)

// noDate stands for a date that is not known. It goes with any other.
const noDate = math.MinInt64

// dates judges what Options.Window allows.
type dates struct {
	at     []int64 // seconds since 1970 by doc, or noDate; nil without a window
	window float64 // seconds
}

// middle is the second that stands for a date.
func middle(d clip.Date) int64 {
	if d.IsZero() {
		return noDate
	}
	return d.Middle().Unix()
}

// newDates takes the dates of docs.
func newDates(at []int64, window time.Duration) *dates {
	if window <= 0 {
		return &dates{}
	}
	return &dates{at: at, window: window.Seconds()}
}

// bounded reports whether there is a window at all.
func (d *dates) bounded() bool { return d.at != nil }

// apart reports whether docs i and j are too far apart to be one story.
func (d *dates) apart(i, j int) bool {
	return d.bounded() && d.at[i] != noDate && d.at[j] != noDate &&
		math.Abs(float64(d.at[i])-float64(d.at[j])) > d.window
}

// span is the time between the first and the last known date of a cluster.
type span struct{ first, last int64 }

// of is the span of doc i alone: the empty span when its date is not known.
func (d *dates) of(i int) span {
	if !d.bounded() || d.at[i] == noDate {
		return span{math.MaxInt64, math.MinInt64}
	}
	return span{d.at[i], d.at[i]}
}

// join is the span of two clusters together.
func (s span) join(t span) span {
	return span{min(s.first, t.first), max(s.last, t.last)}
}

// fits reports whether a cluster of that span is inside the window.
func (d *dates) fits(s span) bool {
	return !d.bounded() || s.last < s.first || float64(s.last)-float64(s.first) <= d.window
}
