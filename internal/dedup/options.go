// Package dedup joins the lower floors into one run: from paths to stories with their
// copies, to pairs of clips, to clean text, or to an explanation of why two clips are, or
// are not, one story.
//
// How: a pool of workers takes files from the listing, or batches of lines of a JSONL file.
// Each worker has its own reader, cleaner and builders. Their results are put back into the
// order of the listing, and every later step (join, copies, story, group) sees the clips in
// that order only, so that the number of workers never changes the output.
//
// What it costs: one pass over the bytes, and 5 to 6 kB of memory a clip (budget.go), 1 to
// 2 kB when only copies are wanted. Shingles and features move to unnamed temporary files
// when there are many of them. Texts are never kept.
//
// What it refuses: to print, to exit, and to stop for one bad item. A bad item becomes a
// clip.Problem in the stream of results.
package dedup

import (
	"runtime"
	"time"

	"newsdup/internal/clean"
	"newsdup/internal/clip"
	"newsdup/internal/copies"
	"newsdup/internal/crew"
	"newsdup/internal/entity"
	"newsdup/internal/group"
	"newsdup/internal/source"
)

// Level says what a group is.
type Level string

// The levels.
const (
	LevelStory Level = "story" // same event, copies nested inside: the default
	LevelCopy  Level = "copy"  // copies of one text only
)

// Defaults of the options whose zero value means something else.
const (
	DefaultMinWords = 7   // a page with fewer words in headline and body is a leftover; seven are enough to say who did what
	DefaultMinPair  = 0.2 // two clips below it share a phrase or two, not a text
)

// Options says what one run reads and how it groups. The zero value groups stdin at story
// level.
type Options struct {
	Source      source.Options
	Clean       clean.Options
	NoSiteRules bool              // do not look for lines that recur on the pages of a site; Clean.Site is used as it is
	Level       Level             // "" means LevelStory
	Copies      copies.Thresholds // from which scores clips are near or contained; zero fields mean the defaults of package copies
	Story       float64           // story score from which stories merge; 0 means the default of package story
	Keep        []group.Keep      // keep rules, tried in order; empty means the default of package group
	Window      time.Duration     // the story score never joins clips whose dates are further apart; 0 means no limit
	Entities    *entity.Tables    // names of things; nil means those of entity.Load
	MinWords    int               // clips with fewer words in headline and body are in no group
	Workers     int               // most goroutines; 0 means one for each processor
	Budget      int64             // bytes that the program may hold; a run that needs more ends with a *BudgetError; 0 means no bound
	TempDir     string            // folder for what does not fit into memory; "" means the system's
	Version     string            // of newsdup, for the first record of the report
	Report      map[string]string // options that change the result, as the user gave them, for the first record of the report
	Memory      Memory            // what earlier runs left; Explain uses only the pairs that are not the same
	Progress    *Progress         // counts while the run goes on; nil means that nobody asks
}

// workers is the number of goroutines: with a budget, no more than there is room for.
func (o *Options) workers() int {
	n := o.Workers
	if n <= 0 {
		n = runtime.GOMAXPROCS(0)
	}
	if o.Budget > 0 {
		n = min(n, max(1, int(o.Budget/budgetWorker)))
	}
	return n
}

// inBackground runs f in a goroutine of hands or, in a run with one worker, at once.
func (o *Options) inBackground(hands *crew.Crew, f func()) {
	if o.workers() > 1 {
		hands.Go(f)
	} else {
		f()
	}
}

// tables returns the names of things of a run.
func (o *Options) tables() (*entity.Tables, error) {
	if o.Entities != nil {
		return o.Entities, nil
	}
	return entity.Load()
}

// Sink takes the records of a run: first Run, then every Problem and Group, then Summary,
// all from one goroutine. The first error that it returns ends the run.
type Sink interface {
	Run(clip.Run) error
	Group(*clip.Group) error
	Problem(clip.Problem) error
	Summary(clip.Summary) error
}
