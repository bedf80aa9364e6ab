package dedup

import "fmt"

// What a run holds is known from what it has read, so a budget is kept by
// ending a run that will not keep it, before it does not. The shingles, the
// most of all, go to a file whatever the budget is (corpus.go), and the
// collector leaves less garbage the nearer the limit (package budget).
//
//	always            the program and its tables; a clip's names, title, hash
//	while joining     features, and of every fourth shingle where it stands
//	while clustering  features, the index of the heaviest, cosines on their way
//
// Rejected: an error only when the memory is gone; somebody has then waited for
// an hour, and another program may be the one that is killed.
const (
	budgetBase     = 68 << 20 // bytes
	budgetClip     = 1000     // a clip
	budgetShingle  = 5        // a shingle
	budgetStory    = 2700     // a clip at story level
	budgetFeature  = 8        // a feature
	budgetHeadroom = 1.06     // garbage
)

// BudgetError says that a run needs more than Options.Budget.
type BudgetError struct {
	Budget int64 // bytes
	Need   int64 // bytes, at least: of what was read so far
	Clips  int   // read so far
	Files  int   // listed
}

// Error implements error.
func (e *BudgetError) Error() string {
	const mb = 1 << 20
	text := fmt.Sprintf("keep to %d MB: %d clips of %d files need %d MB", e.Budget/mb, e.Clips, e.Files, (e.Need+mb-1)/mb)
	if e.Files > e.Clips && e.Clips > 0 {
		all := float64(budgetBase) + float64(e.Need-budgetBase)/float64(e.Clips)*float64(e.Files)
		return fmt.Sprintf("%s, all of them about %d; give --memory %dM, or group fewer at a time with --against", text, int(all)/mb, int(1.1*all)/mb)
	}
	return fmt.Sprintf("%s; give --memory %dM, or group fewer at a time with --against", text, int(1.1*float64(e.Need))/mb)
}

// need is the bytes that a run of the clips added so far takes at its peak.
func (c *corpus) need(level Level) int64 {
	n := int64(len(c.clips))
	need := n*budgetClip + c.shingled*budgetShingle
	if level == LevelStory {
		need = n*budgetClip + c.featured*budgetFeature + max(c.shingled*budgetShingle, n*budgetStory)
	}
	return budgetBase + int64(float64(need)*budgetHeadroom)
}

// keepTo ends a run that will not keep to its budget.
func (c *corpus) keepTo(o *Options, files int) error {
	if o.Budget == 0 {
		return nil
	}
	if need := c.need(o.Level); need > o.Budget {
		return &BudgetError{Budget: o.Budget, Need: need, Clips: len(c.clips), Files: files}
	}
	return nil
}
