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

// How much memory a run will need follows from what it has read, so a budget is kept
// by ending a run that would exceed it, before it does. Shingles and what a report says
// of a clip go to a file whatever the budget is (corpus.go, clips.go); features when
// they would no longer fit or, without a budget, when they are many; and the nearer the
// limit, the less garbage the collector leaves (package budget). A page that takes most
// of the budget is not made: it is a problem of its own, and the run goes on.
//
//	always            the program and its tables; of words how they are shown
//	until clustering  of a clip some numbers, what names and features there are
//	while reading     the list of files; the largest page, its words and what is made of them; of those on
//	                  their way a part (gate.go)
//	while joining     what is left: in less room sets are read more often (join.Options.Room)
//	behind it         the pairs found, and then all features as they are weighed
//	while clustering  of a clip less, as all is in files; the index of the heaviest features, cosines on
//	                  their way and then the links of clips; what is known of each feature
//	while writing     the largest group
//
// Rejected: an error only when the memory is used up. The user has then waited for an
// hour, and the system may kill another program instead.
const (
	budgetBase     = 27 << 20 // bytes, of the program and its tables
	budgetProgram  = 34 << 20 // what is not on the heap, where what lives there is measured
	budgetPage     = 26       // a byte of the largest page, by its weight
	budgetClip     = 140      // a clip,
	budgetFile     = 40       // and one that is a file, beside its path
	budgetKept     = 1000     // a clip of a run that remembers its answer
	budgetGiven    = 60       // a clip from clustering on,
	budgetMember   = 800      // and one of the largest group
	budgetTold     = 25       // a clip at story level,
	budgetName     = 130      // and a name in them, of those in memory,
	namesPart      = 32       // which take one part of the budget in so many
	budgetShingle  = 2        // bytes that joining takes for a shingle,
	budgetJoin     = 6 << 20  // and in all, where there is not more
	budgetGrouped  = 24       // a pair of clips while copies are grouped,
	budgetPair     = 12       // and behind that,
	budgetLoose    = 240      // and one that no group shows more: its line in the report
	budgetForm     = 72       // a form of a word to be shown
	budgetTerm     = 80       // a distinct feature,
	budgetWeighed  = 110      // while it is weighed,
	budgetColumn   = 40       // and behind that
	budgetNumber   = 16       // a number of a clip
	budgetFeature  = 8        // a feature,
	budgetSum      = 16       // and what clusters are made of it
	budgetStory    = 2400     // a text in clustering
	budgetAway     = 130      // a text in clustering beside the index, its features in a file
	budgetSlack    = 12 << 20 // garbage, which small runs have less of: an eighth of what their clips take
	budgetSpelling = 1536     // of a budget is a spelling known: it takes 64, and twice that while the table grows
	budgetWorker   = 32 << 20 // for each worker so much: two are counted above, and one more takes 3 MB
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

// need is the bytes that a run of so many times the clips added so far takes at its peak.
func (c *corpus) need(level Level, times float64) int64 {
	n := int64(len(c.set))
	always, before, behind := int64(0), n*budgetClip, n*budgetGiven+c.related*budgetPair+c.loose*budgetLoose+c.together*budgetMember // clustering
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
			always += c.featured * budgetFeature
			behind += texts*budgetStory + c.featured*budgetSum + c.numbered*budgetNumber
		}
		terms = int64(c.stories.Terms())
		if c.spellings != nil {
			forms = int64(c.spellings.Forms())
		}
	}
	scaled := func(bytes int64) float64 { return float64(bytes) * times }
	words := func(bytes int64) float64 { return float64(bytes) * math.Pow(times, heaps) }
	names := min(scaled(int64(c.names.Len())*budgetName), float64(c.naming)) // the others are in a file
	reading := float64(c.listed + int64(c.largest)*budgetPage)
	joining := max(min(budgetJoin, scaled(c.shingled*budgetShingle)), scaled(c.related*budgetGrouped))
	held := scaled(always) + words(forms*budgetForm) + max(
		scaled(before)+words(terms*budgetTerm)+names+max(reading, joining),
		scaled(before)+words(terms*budgetWeighed),
		scaled(behind)+words(terms*budgetColumn))
	return budgetBase + int64(held+min(budgetSlack, held/8))
}

// heaps is the power of a text's length with which its distinct words grow (Heaps'
// law): .4 to .6 in one language, more where misprints and numbers abound.
const heaps = 0.7

// pagePart is the part of what a budget leaves beside the program that one page may
// take. It hangs on nothing that was read before, so that the order of the clips has
// no say in which are compared; and only a run whose lists take the rest ends for a page.
const pagePart = .8

// tooLarge is the problem of a page that takes so many bytes while it is made, when that
// is more than a part of what a budget leaves beside the program; nil when it is not.
func (o *Options) tooLarge(page clip.Origin, bytes int64, part float64) *clip.Problem {
	if o.Budget == 0 || bytes <= int64(part*float64(o.Budget-budgetBase)) {
		return nil
	}
	const mb = 1 << 20
	return &clip.Problem{Origin: page, Class: clip.TooLarge, Err: fmt.Errorf("read %q: it takes about %d MB, too much within %d MB; give --memory %dM",
		page.String(), (bytes+mb-1)/mb, o.Budget/mb, (budgetBase+int64(float64(bytes)/part))/mb+1)}
}

// weigh is the weight of a page: without a budget its bytes.
func (o *Options) weigh(text []byte) int {
	if o.Budget == 0 {
		return len(text)
	}
	return weigh(text)
}

// largePage is the weight of one that is counted at the gate as what it takes while it is made: 7 MB.
const largePage = 256 << 10

// What the words of a page weigh at least, in bytes. Those of prose weigh less than
// its bytes; a table of letters, a list of names and text without blanks do not.
const (
	weightWord   = 4  // a word,
	weightName   = 5  // and one with a capital more,
	weightOfMany = 10 // more yet where they are more than a quarter of the words: a list of names
	weightSingle = 4  // a letter of a script without blanks,
	weightGram   = 6  // and two that did not stand side by side before, see gramCount
	mostWeight   = 9  // a byte, "A1" all over
)

// weigh is how many bytes of prose take as much memory as a page while it is made.
// Short pages, which cannot be large, are not looked at.
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

// gramCount estimates how many distinct grams a text without blanks has, in a bit for
// each hash: of m bits those that stay 0 are m e^(-n/m) (linear counting). A gram is two
// letters with their marks, of an alphabet three and four, too, as package entity cuts
// them. The zero value has none.
type gramCount struct {
	seen    []uint64
	zeros   int
	letters [4]uint64 // the last ones, the last of all in front
}

const gramBits = 20

// add adds a letter, or a mark of the last one.
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

// firstSyllabic is from where letters of scripts without blanks are syllables and words, of kana and Han.
const firstSyllabic = 0x3000

// distinct is the estimate.
func (g *gramCount) distinct() int {
	if g.seen == nil {
		return 0
	}
	const m = 1 << gramBits
	return int(-m * math.Log(max(1, float64(g.zeros))/m))
}

// left is the bytes that may still be used: of what is left beside what lives three
// quarters, as some is garbage.
func (o *Options) left() int64 { return (o.Budget - budgetProgram - budget.Live()) / 4 * 3 }

// room is what clustering may use of them for features that went to a file; nil is no bound.
func (c *corpus) room(o *Options) func() int64 {
	if o.Budget == 0 || !c.stories.Spills() {
		return nil
	}
	return o.left
}

// joinRoom is what joining may use; 0 is no bound.
func (o *Options) joinRoom() int64 {
	if o.Budget == 0 {
		return 0
	}
	return max(budgetJoin, o.left())
}

// keepTo sees to it that a run keeps to its budget: when all that was read would
// no longer fit, the features go to a file, and when not even that is enough the
// run ends.
func (c *corpus) keepTo(o *Options, files int) error {
	if o.Budget == 0 {
		if c.featured > featuresInMemory {
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
	all := c.need(o.Level, max(1, float64(files)/float64(len(c.set))))
	return &BudgetError{Budget: o.Budget, Need: need, All: all, Clips: len(c.set), Files: files}
}

// keepGroup ends a run whose largest group, of so many clips, has no room when it is
// written: it is made, and printed, as a whole.
func (c *corpus) keepGroup(o *Options, clips int) error {
	made := int64(clips) * budgetMember
	if o.Budget == 0 || made <= budgetSlack {
		return nil
	}
	need := budgetProgram + budget.Live() + made
	if need <= o.Budget {
		return nil
	}
	return &BudgetError{Budget: o.Budget, Need: need, All: need, Clips: len(c.set), Files: len(c.set)}
}

// featuresInMemory is how many of them wait in memory for clustering: 128 MB, those
// of some 40,000 clips.
const featuresInMemory = 16 << 20

// spill has features go to a file, if they do not yet.
func (c *corpus) spill(o *Options) error {
	if c.stories.Spills() {
		return nil
	}
	store := spill.New(o.TempDir, 0)
	store.Strict = o.Budget > 0
	return c.stories.Spill(store)
}
