package clip

import "time"

// Explanation says why two clips are, or are not, one story among the clips
// that they were judged with.
type Explanation struct {
	A, B     Side
	Same     bool     // one group of the report holds both
	Relation Relation // of the two clips; "" when there is none
	Ground   Ground   // what decided
	Clips    int      // judged together, A and B included; without those that are too short
	Alone    bool     // nothing but A and B was asked for
	Window   time.Duration
	MinWords int

	RoundupA, RoundupB bool // it, or a copy of it, may be a round-up: it holds clips that share nothing

	Copy     *CopyScores    // nil when one of them is too short to be compared
	Story    *StoryScores   // nil as Copy
	Clusters *ClusterScores // nil unless both stand in the story space, in two stories
	Halves   *HalvesScores  // nil unless their stories might have been halves of one
	Phrases  []Phrase       // words in a row that stand in both, the rarest first
	Terms    []SharedTerm   // what the cosine is made of, the heaviest first
	Evidence []Evidence     // by kind
	Path     []Step         // from A to B, when they joined through others
	Flips    []Flip         // what would turn the answer
}

// Side is one of the two clips.
type Side struct {
	Origin
	Title string
	Words int
	Date  Date // zero when unknown
	Site  string
	Short bool // it has too few words to be compared, or none
}

// Ground is what decided; the texts are part of the output format.
type Ground string

// The grounds of one story, from the strongest.
const (
	GroundExact    Ground = "exact"    // the same words
	GroundNear     Ground = "near"     // near copies
	GroundChain    Ground = "chain"    // copies of one text through others, too far apart themselves
	GroundContains Ground = "contains" // one stands inside the other
	GroundLink     Ground = "link"     // the link of the two reaches the threshold
	GroundOthers   Ground = "others"   // it does not, that of their clusters did
	GroundHalves   Ground = "halves"   // it did not, but their clusters are halves of one story by other evidence
)

// The grounds of two stories.
const (
	GroundNotSame  Ground = "notsame"  // somebody said that they are not the same
	GroundShort    Ground = "short"    // fewer words than --min-words, or none: not compared
	GroundForm     Ground = "form"     // one form with other numbers
	GroundRoundup  Ground = "roundup"  // one holds clips of several stories and joins none
	GroundWindow   Ground = "window"   // dated too far apart
	GroundApart    Ground = "apart"    // their stories hold two clips of one form, or a pair that is not the same
	GroundNumbers  Ground = "numbers"  // each story agrees on its numbers, its days or its plain words, and they do not share them
	GroundWords    Ground = "words"    // one is a clip of few words that shares too few of them with the story of the other
	GroundWeak     Ground = "weak"     // the link of the two is below the threshold
	GroundCosine   Ground = "cosine"   // it is not, but at their cosine no link is looked for
	GroundClusters Ground = "clusters" // it is not, but that of their stories is
)

// CopyScores are the scores of two texts as copies, each with its threshold.
type CopyScores struct {
	ShinglesA, ShinglesB, Shared int
	Jaccard, AInB, BInA          float64 // exact, in [0,1]

	Near     float64 // least Jaccard of near; of two small texts already theirs
	Contains float64 // least containment of contains, the lower one for a shared lead where that matters; 0: small texts are never contained
	Small    int     // texts of fewer shingles are small

	Lead, LeastLead float64 // share of one's first shingles that the other has; a lead is shared from LeastLead on

	Guard *GuardScores // nil: the template guard was not asked
}

// GuardScores are those of the texts with numbers read "#", months and
// weekdays "@".
type GuardScores struct {
	Jaccard, Containment           float64
	RiseJaccard, RiseContainment   float64 // above the plain scores
	LeastJaccard, LeastContainment float64 // the rise from which on it is a form
	Form                           bool
}

// StoryScores are the scores of two clips as reports of one event:
//
//	Link = ScaleA * ScaleB * (Linked - FarA - FarB)
type StoryScores struct {
	Cosine    float64 // of the two clips, exact, in [0,1]
	Threshold float64

	// A copy group is judged by one clip, its longest. The rest is of the two
	// that were, and 0 when that is one clip or a round-up.
	JudgedA, JudgedB Origin
	Judged           bool
	Linked           float64 // their cosine
	FarA, FarB       float64 // what each shares with its beat alone
	ScaleA, ScaleB   float64 // less than 1 where many clips are alike
	Link             float64
	Alone            float64 // the link that the two need as a story by themselves, above Threshold; 0: that is enough, or others are with them

	Meet float64 // the highest threshold, in thousandths, at which they are one story; 0: there is none
}

// Least is what Link is held against.
func (s *StoryScores) Least() float64 { return max(s.Threshold, s.Alone) }

// ClusterScores are those of the stories that two clips are in.
type ClusterScores struct {
	SizeA, SizeB   int     // texts, a copy group counting as one
	Mean           float64 // link of all pairs between
	InnerA, InnerB float64 // and inside
	Score          float64 // Mean, less when both are dense inside: what the threshold is about
}

// HalvesScores are those of two stories that are each other's nearest, with a score just
// below the threshold: Evidence decides.
type HalvesScores struct {
	Score           float64
	Days            float64 // pairs that are about a day in common, less those about none in common: a share, in [-1,1]
	Words           float64 // idf of the plain words that both are about, mean of all pairs
	Lead            float64 // mean link of the two above that of either to another story
	Evidence, Least float64 // what these make together, and what it takes
	Joined          bool
}

// Place is where something stands in a page: its lines, from 1, ascending; 0
// is a title that the page does not have as a line.
type Place []int

// Phrase is a run of words that stands in both texts.
type Phrase struct {
	Text  string // as the first clip has it; the beginning of a long one
	Words int
	A, B  Place // the line it begins in, each time
}

// SharedTerm is a word or a name that both texts have.
type SharedTerm struct {
	Text   string
	Weight float64 // its part of the cosine
	A, B   Place
}

// Evidence is what two clips say of one kind of thing.
type Evidence struct {
	Kind     EvidenceKind
	Both     []string // named by both, the one named most often first
	A, B     []string // by one alone
	MoreBoth int      // left out
	MoreA    int
	MoreB    int
}

// EvidenceKind is a kind of evidence; more may be added. Persons are among the
// names until they are told apart.
type EvidenceKind string

// The kinds.
const (
	Names   EvidenceKind = "names"   // places, organisations, and what is written as a name
	Figures EvidenceKind = "figures" // distinctive numbers
)

// Step is a tie between two clips on the way from one to the other.
type Step struct {
	From, To Origin
	Relation Relation // exact, near, contains or story
	Score    float64  // Jaccard, containment or link
}

// Flip is a change of options that would turn the answer.
type Flip struct {
	Option FlipOption
	Value  float64       // of a threshold, or words
	Window time.Duration // of FlipWindow
	Join   bool          // they would become one; else they would part
	Sure   bool          // else one obstacle of several would go
}

// FlipOption is an option that may turn an answer.
type FlipOption string

// The options.
const (
	FlipNear     FlipOption = "near"
	FlipContains FlipOption = "contains"
	FlipStory    FlipOption = "story"
	FlipWindow   FlipOption = "window"
	FlipMinWords FlipOption = "min-words"
)
