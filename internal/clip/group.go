package clip

import "time"

// Relation is how a member stands to the clip named by Member.To.
type Relation string

// The relations of product.md; the texts are part of the output format.
const (
	Exact    Relation = "exact"    // same text once noise is stripped
	Near     Relation = "near"     // same text, edited
	Contains Relation = "contains" // one clip's text stands inside the other
	Form     Relation = "form"     // same form with other numbers: shown, never a copy
	Story    Relation = "story"    // same event in other words
)

// Role is what a member is to its group.
type Role string

// The roles.
const (
	RoleKeep  Role = "keep"  // the clip to keep
	RoleCopy  Role = "copy"  // a copy of To: exact, near or contains
	RoleStory Role = "story" // same event as To, told in other words
)

// The reasons of a member that contains or is contained.
const (
	Inside = "inside" // its text stands inside that of To
	Holds  = "holds"  // it holds that of To: it is the fuller text, and nothing to remove
)

// Member is one clip of a group.
type Member struct {
	Origin
	Role     Role
	Relation Relation // "" for the keeper
	Score    float64  // exact, in [0,1]: Jaccard for exact and near, containment for contains, cosine for story; 1 for the keeper
	To       Origin   // the clip it relates to; the zero value for the keeper
	Reason   string   // keeper: the rule that chose it ("longest"); contains: Inside or Holds; story: the shared terms, and how far apart in time
	Title    string
	Words    int
	Date     Date // zero when unknown
	Site     string
	Charset  string
	SHA256   [32]byte
	Size     int64
	Against  bool // of the reference set: known before, kept, never acted on

	Development int // number of its development in Group.Developments, from 1; 0 when there is none
}

// Link is a relation beside the tree of a group: a clip contained in a second
// one, near clips of two groups, or a pair of one form with other numbers.
// Shown, never acted on.
type Link struct {
	A, B     Origin
	Relation Relation
	Score    float64
	Roundup  bool // B is a round-up or a live blog: it holds items of many stories and joins none
}

// Development is one round of a story that goes on: the ruling, and the appeal.
type Development struct {
	Title string // its most central headline
	Size  int    // clips
	First Date   // earliest and latest date of its clips; zero when none is known
	Last  Date
}

// Group is one story that repeats, or one set of copies with --level copy.
type Group struct {
	ID       string // 16 hex digits, from the content hashes of its members alone
	Title    string
	Cohesion float64 // lowest score between any two of its texts: story score where the event is told in several words, else Jaccard
	First    Date    // earliest and latest date of its clips; zero when none is known
	Last     Date
	Members  []Member // the keeper first, and each clip somewhere behind the one it relates to
	Links    []Link

	Weakest      [2]Origin     // the two texts whose score Cohesion is; zero when it has one text
	Entities     []string      // what most of its texts name, the heaviest first; none when it has one text, or without stories
	Numbers      []string      // and say: sums, quantities, figures
	Dates        []string      // and days
	Developments []Development // by number; none when all its clips tell of one
	Roundup      bool          // its clips are copies of one round-up or live blog
}

// Size is the number of clips.
func (g *Group) Size() int { return len(g.Members) }

// Run opens a report: what was asked.
type Run struct {
	Version string            // of newsdup
	Level   string            // "copy" or "story"
	Roots   []string          // folders that were named, as the paths of members begin: raw bytes, sorted
	Against []string          // those of the reference set
	Options map[string]string // options that change the result, by flag name; written in key order
}

// Summary closes a report.
type Summary struct {
	Read       int // clips read, empty and small ones included
	Empty      int // nothing left after cleaning
	Small      int // fewer words than --min-words
	Unreadable int // problems
	Groups     int
	Extra      int // clips beyond one a group, and beyond those of the reference set
	Exact      int // members by relation
	Near       int
	Contains   int
	Story      int
	Form       int            // pairs of one form, not copies
	Decoded    map[string]int // clips by charset, other than utf-8
	Repaired   int
	Links      int           // symbolic links that were not followed; on stderr only, never in a report
	Elapsed    time.Duration // wall time; on stderr only, never in a report
	PeakBytes  int64         // peak memory; on stderr only, never in a report
}
