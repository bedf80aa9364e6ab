package dedup

import (
	"fmt"
	"math"
	"unicode"
	"unicode/utf8"

	"newsdup/internal/budget"
	"newsdup/internal/clip"
	"newsdup/internal/entity"
	"newsdup/internal/spill"
)

// How a run keeps to its memory budget.
//
// How much memory a run will need follows from what it has read, so a budget is kept by
// ending a run before it exceeds the budget. Shingles, and what a report says of a clip, go
// to a file in any case (corpus.go, clips.go). Features go to a file when they would not
// fit any more or, without a budget, when there are many of them. The nearer the limit is,
// the less garbage the collector leaves (package budget). A page that takes most of the
// budget is not made: it is a problem of its own, and the run goes on.
//
//	always            the program and its tables; how each word is shown
//	until clustering  some numbers for each clip, what names and features there are
//	while reading     the list of files; the largest page, its words and what is made of them; a part
//	                  for the pages in flight (gate.go)
//	while joining     what is left: with less room, sets are read more often (join.Options.Room)
//	after joining     the pairs found, and then all features with their weights
//	while clustering  less for each clip, because everything is in files; the index of the heaviest
//	                  features, cosines in flight and then the links of clips; what is known of each
//	                  feature
//	while writing     the largest group
//
// Rejected: an error only when the memory is used up. The user has waited for an hour then,
// and the system may kill another program instead.
const (
	// Bytes of the program.
	budgetBase    = 27 << 20 // the program and its tables
	budgetProgram = 34 << 20 // what is not on the heap, for where the live heap is measured

	// Bytes of each clip, file, name, pair or feature.
	budgetPage    = 26   // a byte of weight of the largest page
	budgetClip    = 140  // a clip until clustering
	budgetFile    = 40   // a file of the listing, beside its path
	budgetKept    = 1000 // a clip of a run that remembers its answer
	budgetGiven   = 60   // a clip from clustering on
	budgetMember  = 800  // a clip of the largest group
	budgetTold    = 25   // a clip at story level, in addition
	budgetName    = 130  // a name in memory
	budgetShingle = 2    // a shingle while joining
	budgetGrouped = 24   // a pair of clips while copies are grouped
	budgetPair    = 12   // a pair of clips after that
	budgetLoose   = 240  // a pair that the report lists as a link
	budgetForm    = 72   // a form of a word to be shown
	budgetTerm    = 80   // a distinct feature while reading
	budgetWeighed = 110  // a distinct feature while features are weighed
	budgetColumn  = 40   // a distinct feature while clustering
	budgetNumber  = 16   // a number in a clip
	budgetFeature = 8    // a feature of a clip
	budgetSum     = 16   // a feature of a clip, in the sums of its cluster
	budgetStory   = 2400 // a text in clustering
	budgetAway    = 130  // a text in clustering whose features are in a file, beside the index

	// Bytes in all, and parts of a budget.
	budgetJoin     = 6 << 20  // joining takes no more, unless there is more room
	budgetSlack    = 12 << 20 // most garbage; small runs have an eighth of what their clips take
	budgetSpelling = 1536     // a budget allows one spelling for each so many bytes; it takes 64, and 128 while the table grows
	budgetWorker   = 32 << 20 // a budget allows one worker for each so many bytes; budgetBase counts two, and one more takes 3 MB
	namesPart      = 32       // names in memory take one part of a budget in this many
)

// BudgetError says that a run needs more than Options.Budget.
type BudgetError struct {
	Budget int64 // bytes
	Need   int64 // bytes that the clips read so far need at least
	All    int64 // bytes that all files need, if the others are like those read so far
	Clips  int   // read so far
	Files  int   // listed
}

// Error implements error.
func (e *BudgetError) Error() string {
	const mb = 1 << 20
	noun, verb, files := "clips", "need", "files"
	if e.Clips == 1 {
		noun, verb = "clip", "needs"
	}
	if e.Files == 1 {
		files = "file"
	}
	text := fmt.Sprintf("keep to %d MB: %d %s of %d %s %s %d MB", e.Budget/mb, e.Clips, noun, e.Files, files, verb, (e.Need+mb-1)/mb)
	give := int64(1.1 * float64(max(e.Need, e.All)))
	switch {
	case e.All > e.Need:
		text += fmt.Sprintf(", all of them about %d", (e.All+mb-1)/mb)
	case e.Clips > e.Files: // how many clips there are is not known
		text += ", and more may follow"
		give = max(give, 2*e.Budget)
	}
	return fmt.Sprintf("%s; give --memory %dM, or group fewer at a time with --against", text, give/mb)
}

// need is the bytes that a run takes at its peak that has so many times the clips added so
// far.
func (c *corpus) need(level Level, times float64) int64 {
	n := int64(len(c.setOf))
	always, before, behind := int64(0), n*budgetClip, n*budgetGiven+c.pairCount*budgetPair+c.looseCount*budgetLoose+c.largestGroup*budgetMember // clustering
	forms, terms := int64(0), int64(0)
	if c.remembered {
		always += n * budgetKept
	}
	if level == LevelStory {
		before += n * budgetTold
		texts := int64(c.texts) // copies of one are one
		if c.stories.Spills() {
			behind += texts*budgetAway + c.stories.IndexBytes()
		} else {
			always += c.features * budgetFeature
			behind += texts*budgetStory + c.features*budgetSum + c.numbers*budgetNumber
		}
		terms = int64(c.stories.Terms())
		if c.spellings != nil {
			forms = int64(c.spellings.Forms())
		}
	}
	scaled := func(bytes int64) float64 { return float64(bytes) * times }
	words := func(bytes int64) float64 { return float64(bytes) * math.Pow(times, heaps) }
	names := min(scaled(int64(c.names.Len())*budgetName), float64(c.nameBytes)) // the others are in a file
	reading := float64(c.listBytes + int64(c.largestPage)*budgetPage)
	joining := max(min(budgetJoin, scaled(c.shingles*budgetShingle)), scaled(c.pairCount*budgetGrouped))
	held := scaled(always) + words(forms*budgetForm) + max(
		scaled(before)+words(terms*budgetTerm)+names+max(reading, joining),
		scaled(before)+words(terms*budgetWeighed),
		scaled(behind)+words(terms*budgetColumn))
	return budgetBase + int64(held+min(budgetSlack, held/8))
}

// heaps is the power of a text's length with which the number of its distinct words grows
// (Heaps' law): .4 to .6 in one language, more where misprints and numbers abound.
const heaps = 0.7

// pagePart is the share of what a budget leaves beside the program that one page may take.
// It depends on nothing that was read before, so that the order of the clips never decides
// which are compared. A run ends because of a page only if its lists take the rest.
const pagePart = .8

// tooLarge is the problem of a page that takes so many bytes while it is made, if that is
// more than a share (part) of what a budget leaves beside the program; otherwise nil.
func (o *Options) tooLarge(page clip.Origin, bytes int64, part float64) *clip.Problem {
	if o.Budget == 0 || bytes <= int64(part*float64(o.Budget-budgetBase)) {
		return nil
	}
	const mb = 1 << 20
	return &clip.Problem{Origin: page, Class: clip.TooLarge, Err: fmt.Errorf("read %q: it takes about %d MB, too much within %d MB; give --memory %dM",
		page.String(), (bytes+mb-1)/mb, o.Budget/mb, (budgetBase+int64(float64(bytes)/part))/mb+1)}
}

// weigh is the weight of a page; without a budget, its number of bytes.
func (o *Options) weigh(text []byte) int {
	if o.Budget == 0 {
		return len(text)
	}
	return weigh(text)
}

// largePage is the weight from which a page counts at the gate with what it takes while it
// is made, 7 MB.
const largePage = 256 << 10

// The least weight, in bytes, of the words of a page. Words of prose weigh less than their
// bytes. Words in a table of letters, in a list of names or in text without spaces do not.
const (
	weightWord   = 4  // a word
	weightName   = 5  // a word with a capital, in addition
	weightOfMany = 10 // a word with a capital beyond a quarter of all words, in addition: it is a list of names
	weightSingle = 4  // a letter of a script without spaces
	weightGram   = 6  // a distinct gram of such letters, see gramCount
	mostWeight   = 9  // most weight of a byte: a text of "A1" all over
)

// weigh is the number of bytes of prose that take as much memory as the page while it is
// made. Short pages, which cannot be large, are not looked at.
func weigh(text []byte) int {
	size, weight := len(text), 0
	words, names := 0, 0
	var grams gramCount
	letters, digits := false, false // of a word that text goes on: 5bn is two
	if size < largePage/mostWeight {
		return size
	}
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		text = text[n:]
		switch {
		case entity.IsSingle(r):
			weight += weightSingle
			grams.add(r)
			letters, digits = false, false
		case unicode.IsNumber(r):
			if !digits {
				words++
			}
			letters, digits = false, true
		case !unicode.In(r, unicode.L, unicode.M):
			letters, digits = false, false
		case !letters:
			words++
			if unicode.IsUpper(r) {
				names++
			}
			letters, digits = true, false
		}
	}
	weight += words*weightWord + names*weightName + max(0, 4*names-words)*weightOfMany/4 + grams.distinct()*weightGram
	return max(size, weight)
}

// gramCount estimates how many distinct grams a text without spaces has. Each gram sets a
// bit by its hash; if n grams were met, about m e^(-n/m) of m bits stay 0 (linear
// counting). A gram is two letters with their marks and, in an alphabet, also three and
// four, as package entity cuts them. The zero value has none.
type gramCount struct {
	seen    []uint64
	zeros   int
	letters [4]uint64 // the last ones, the last of all in front
}

const gramBits = 20

// add adds a letter, or a mark of the last letter.
func (g *gramCount) add(r rune) {
	if g.seen == nil {
		g.seen, g.zeros = make([]uint64, 1<<gramBits/64), 1<<gramBits
	}
	if unicode.IsMark(r) {
		g.letters[0] = g.letters[0]*31 + uint64(r)
		return
	}
	size := 2
	if r < firstSyllabic {
		size = len(g.letters)
	}
	hash := g.letters[0]
	for _, letter := range g.letters[1:size] {
		hash = (hash<<32 + letter) * 0x9e3779b97f4a7c15 // of the golden ratio (Knuth 3, 6.4)
		at := hash >> (64 - gramBits)
		if bit := uint64(1) << (at & 63); g.seen[at>>6]&bit == 0 {
			g.seen[at>>6] |= bit
			g.zeros--
		}
		hash ^= hash >> 29
	}
	copy(g.letters[1:], g.letters[:])
	g.letters[0] = uint64(r)
}

// firstSyllabic is the first letter of the scripts without spaces whose letters are
// syllables and words: kana and Han.
const firstSyllabic = 0x3000

// distinct is the estimate.
func (g *gramCount) distinct() int {
	if g.seen == nil {
		return 0
	}
	const m = 1 << gramBits
	return int(-m * math.Log(max(1, float64(g.zeros))/m))
}

// left is the bytes that may still be used: three quarters of what is not live, because the
// rest is garbage.
func (o *Options) left() int64 { return (o.Budget - budgetProgram - budget.Live()) / 4 * 3 }

// room says how many bytes clustering may use for features that went to a file; nil means
// no bound.
func (c *corpus) room(o *Options) func() int64 {
	if o.Budget == 0 || !c.stories.Spills() {
		return nil
	}
	return o.left
}

// joinRoom is the bytes that joining may use; 0 means no bound.
func (o *Options) joinRoom() int64 {
	if o.Budget == 0 {
		return 0
	}
	return max(budgetJoin, o.left())
}

// keepTo keeps a run to its budget. If what was read would not fit any more, the features
// go to a file. If that is not enough, the run ends.
func (c *corpus) keepTo(o *Options, files int) error {
	if o.Budget == 0 {
		if c.features > featuresInMemory {
			return c.spill(o)
		}
		return nil
	}
	need := c.need(o.Level, 1)
	if need > o.Budget && o.Level == LevelStory {
		if err := c.spill(o); err != nil {
			return err
		}
		need = c.need(o.Level, 1)
	}
	if need <= o.Budget {
		return nil
	}
	all := c.need(o.Level, max(1, float64(files)/float64(len(c.setOf))))
	return &BudgetError{Budget: o.Budget, Need: need, All: all, Clips: len(c.setOf), Files: files}
}

// keepGroup ends a run whose largest group, of so many clips, does not fit, because a group
// is made and printed as a whole.
func (c *corpus) keepGroup(o *Options, clips int) error {
	made := int64(clips) * budgetMember
	if o.Budget == 0 || made <= budgetSlack {
		return nil
	}
	need := budgetProgram + budget.Live() + made
	if need <= o.Budget {
		return nil
	}
	return &BudgetError{Budget: o.Budget, Need: need, All: need, Clips: len(c.setOf), Files: len(c.setOf)}
}

// featuresInMemory is how many features stay in memory until clustering: 128 MB, those of
// some 40,000 clips.
const featuresInMemory = 16 << 20

// spill makes the features go to a file, if they do not go there yet.
func (c *corpus) spill(o *Options) error {
	if c.stories.Spills() {
		return nil
	}
	store := spill.New(o.TempDir, 0)
	store.Strict = o.Budget > 0
	return c.stories.Spill(store)
}
