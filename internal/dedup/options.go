// Package dedup joins the lower floors into one run: from paths to stories with their
// copies, to pairs, to clean text, or to an explanation of why two clips are one story.
//
// How: a pool of workers, each with its own reader, cleaner and builders, takes files
// from the listing, or batches of lines that one of them cuts from a JSONL file. Their
// results are put back into the order of the listing; everything after that (join,
// copies, story, group) sees the clips in this order only.
//
// What it costs: one pass over the bytes; 5 to 6 kB of memory a clip (budget.go), 1 to
// 2 kB when only copies are wanted. Shingles and features move to unnamed temporary
// files when there are many; texts are never kept.
//
// What it refuses: to print, to exit, and to stop for one bad item, which becomes a
// clip.Problem in the stream.
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
	DefaultMinWords = 7   // a page of fewer words, headline and body, is a leftover; a flash has who and what in seven
	DefaultMinPair  = 0.2 // pairs below share a phrase or two, not a text
)

// Options is one run. The zero value groups stdin at story level.
type Options struct {
	Source      source.Options
	Clean       clean.Options
	NoSiteRules bool              // do not look for lines that recur on the pages of a site; Clean.Site stands then
	Level       Level             // "" is LevelStory
	Copies      copies.Thresholds // what is near, what is contained; zero fields are the defaults of copies
	Story       float64           // story score that merges; 0 is the default of story
	Keep        []group.Keep      // tried in order; none is group's default
	Window      time.Duration     // clips with dates further apart are never put together by the story score; 0 is no limit
	Entities    *entity.Tables    // names of things; nil is those of entity.Load
	MinWords    int               // clips with fewer words, headline and body, are in no group
	Workers     int               // at most; 0 is one a processor
	Budget      int64             // bytes that the program may hold: a run that needs more ends with a *BudgetError; 0 is no bound
	TempDir     string            // for what does not fit into memory; "" is the system's
	Version     string            // of newsdup, for the report's first record
	Report      map[string]string // options that change the result, as the user gave them, for the report's first record
	Memory      Memory            // of earlier runs; of Explain the pairs that are not the same alone
	Progress    *Progress         // counts while the run goes on; nil is none
}

// workers is the number of goroutines: of a run with a budget no more than it has room for.
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

// beside runs f in a goroutine of its own; of a run with one worker, at once.
func (o *Options) beside(hands *crew.Crew, f func()) {
	if o.workers() > 1 {
		hands.Go(f)
	} else {
		f()
	}
}

// tables are the names of things of a run.
func (o *Options) tables() (*entity.Tables, error) {
	if o.Entities != nil {
		return o.Entities, nil
	}
	return entity.Load()
}

// Sink takes the records of a run: Run first, then every Problem and Group,
// then Summary, all from one goroutine. Its first error ends the run.
type Sink interface {
	Run(clip.Run) error
	Group(*clip.Group) error
	Problem(clip.Problem) error
	Summary(clip.Summary) error
}
