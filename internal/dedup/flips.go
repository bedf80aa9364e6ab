package dedup

import (
	"math"
	"time"

	"newsdup/internal/clip"
	"newsdup/internal/copies"
)

// Below these scores it makes no sense to speak of a threshold for copies: the two texts
// share a phrase or two.
const (
	worthNear     = 0.2
	worthContains = 0.3
)

// thousandth is v rounded down to thousandths, as a user would give it in an option.
func thousandth(v float64) float64 { return math.Floor(v*1000) / 1000 }

// listFlips lists the options that would turn the answer.
func (x *answer) listFlips() {
	add := func(f clip.Flip) { x.Flips = append(x.Flips, f) }
	const step = .001
	switch c, s := x.Copy, x.Story; {
	case x.Ground == clip.GroundShort:
		n := math.MaxInt
		for _, id := range [2]int32{x.a, x.b} {
			if x.class(id) < 0 {
				n = min(n, int(x.corpus.words[id]))
			}
		}
		if n > 0 {
			add(clip.Flip{Option: clip.FlipMinWords, Value: float64(n), Join: true})
		}
	case x.Ground == clip.GroundNotSame: // no option turns it
	case x.Same:
		switch {
		case x.Ground == clip.GroundNear && c.ShinglesA >= c.Small && c.ShinglesB >= c.Small && c.Jaccard+step < 1:
			add(clip.Flip{Option: clip.FlipNear, Value: thousandth(c.Jaccard) + step})
		case x.Ground == clip.GroundContains && x.highestContains()+step < 1:
			add(clip.Flip{Option: clip.FlipContains, Value: thousandth(x.highestContains()) + step})
		}
		if s.Judged && s.Meet > 0 && s.Meet < 1 {
			add(clip.Flip{Option: clip.FlipStory, Value: s.Meet + step, Sure: x.Ground == clip.GroundLink || x.Ground == clip.GroundHalves || x.Ground == clip.GroundOthers})
		}
	default:
		// When the gap is within the window, it is their two stories together that are too long.
		if gap := x.gap(x.doc(x.a), x.doc(x.b)); x.Ground == clip.GroundWindow && gap > x.Window {
			add(clip.Flip{Option: clip.FlipWindow, Window: ceilHour(gap), Join: true})
		}
		if x.pair.Relation == "" && c.Contains > 0 { // no form, no copy already, and not too small
			if c.Jaccard >= worthNear {
				add(clip.Flip{Option: clip.FlipNear, Value: thousandth(c.Jaccard), Join: true})
			}
			if in := x.highestContains(); in >= worthContains {
				add(clip.Flip{Option: clip.FlipContains, Value: thousandth(in), Join: true})
			}
		}
		if s.Meet > 0 {
			add(clip.Flip{Option: clip.FlipStory, Value: s.Meet, Join: true, Sure: true})
		}
	}
}

// highestContains is the highest threshold of "contains" that the two reach.
func (x *answer) highestContains() float64 {
	return copies.HighestContained(x.pair.Containment(), x.Copy.Lead)
}

func ceilHour(d time.Duration) time.Duration { return (d + time.Hour - 1).Truncate(time.Hour) }
