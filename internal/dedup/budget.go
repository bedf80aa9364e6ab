package dedup

import (
	"fmt"

	"newsdup/internal/spill"
)

// What a run holds is known from what it has read, so a budget is kept by
// ending a run that will not keep it, before it does not. The shingles, the
// most of all, go to a file whatever the budget is (corpus.go), and the
// collector leaves less garbage the nearer the limit (package budget).
//
//	always            the program and its tables; a clip's names, title, hash
//	while reading     the longest page, its words and what is made of them
//	while joining     features, and of every fourth shingle where it stands
//	while clustering  features, the index of the heaviest, cosines on their way
//
// Rejected: an error only when the memory is gone; somebody has then waited for
// an hour, and another program may be the one that is killed.
const (
	budgetBase     = 36 << 20 // bytes, of the program and its tables
	budgetWord     = 80       // a word of the longest page, at least
	budgetClip     = 1000     // a clip
	budgetShingle  = 5        // a shingle
	budgetStory    = 4000     // a clip at story level
	budgetFeature  = 8        // a feature
	budgetAway     = 1000     // a clip at story level, its features in a file
	budgetHeadroom = 1.06     // garbage
	budgetSlack    = 32 << 20 // more garbage, which small runs have less of: twice what their clips take
)

// BudgetError says that a run needs more than Options.Budget.
type BudgetError struct {
	Budget int64 // bytes
	Need   int64 // bytes, at least: of what was read so far
	All    int64 // bytes, of all files, if the others are like those read so far
	Clips  int   // read so far
	Files  int   // listed
}

// Error implements error.
func (e *BudgetError) Error() string {
	const mb = 1 << 20
	text := fmt.Sprintf("keep to %d MB: %d clips of %d files need %d MB", e.Budget/mb, e.Clips, e.Files, (e.Need+mb-1)/mb)
	if e.All > e.Need {
		text += fmt.Sprintf(", all of them about %d", e.All/mb)
	}
	return fmt.Sprintf("%s; give --memory %dM, or group fewer at a time with --against", text, int(1.1*float64(max(e.Need, e.All)))/mb)
}

// need is the bytes that a run of so many times the clips added so far takes at its peak.
func (c *corpus) need(level Level, times float64) int64 {
	n := int64(len(c.clips))
	clips := n*budgetClip + c.shingled*budgetShingle
	switch {
	case level == LevelStory && c.stories.Spills():
		clips = n*budgetClip + max(c.shingled*budgetShingle, n*budgetAway)
	case level == LevelStory:
		clips = n*budgetClip + c.featured*budgetFeature + max(c.shingled*budgetShingle, n*budgetStory)
	}
	held := float64(clips) * budgetHeadroom * times
	return budgetBase + int64(c.longest)*budgetWord + int64(held+min(budgetSlack, 2*held))
}

// keepTo sees to it that a run keeps to its budget: when all that was read would
// no longer fit, the features go to a file, and when not even that is enough the
// run ends.
func (c *corpus) keepTo(o *Options, files int) error {
	if o.Budget == 0 {
		return nil
	}
	need := c.need(o.Level, 1)
	if need > o.Budget && o.Level == LevelStory && !c.stories.Spills() {
		store := spill.New(o.TempDir, 0)
		store.Strict = true
		if err := c.stories.Spill(store); err != nil {
			return err
		}
		need = c.need(o.Level, 1)
	}
	if need <= o.Budget {
		return nil
	}
	all := c.need(o.Level, max(1, float64(files)/float64(len(c.clips))))
	return &BudgetError{Budget: o.Budget, Need: need, All: all, Clips: len(c.clips), Files: files}
}
