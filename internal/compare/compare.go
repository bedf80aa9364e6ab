// Package compare compares two clean texts word by word: what is kept, removed and
// added, and which paragraphs moved.
//
// How: paragraphs that occur in both texts in another order, exactly or nearly, are
// set aside as moved (chain.go). Paragraphs that occur once in both are anchors, and
// between anchors the words are compared by Myers' algorithm (1986), as implemented
// in sergi/go-diff (align.go). The words that pair up decide which paragraphs belong
// together, and these make the rows (layout.go).
//
// What it costs: n log n for n words, plus a bounded sum of squares of the stretches
// between anchors, a second or two at worst; some 200 bytes a word.
//
// What it refuses: I/O, the clock (the result depends on the texts alone), and white
// space as a difference: paragraph breaks are shown but do not count.
//
// The result is symmetric: with the texts exchanged, removed and added change places,
// in the same rows and the same runs.
package compare

import "strings"

// Text is what a clip is compared by.
type Text struct {
	Title string
	Body  string // one paragraph a line; empty lines are no paragraphs
}

// Op says in which of the two texts a run stands.
type Op uint8

// The operations that turn the first text into the second.
const (
	Keep   Op = iota // in both
	Remove           // in the first alone
	Add              // in the second alone
)

// String is "keep", "remove" or "add".
func (o Op) String() string { return [...]string{"keep", "remove", "add"}[o] }

// Run is words in a row with one fate. The texts of a row's runs, joined as
// they are, read as a paragraph; "\n" stands where a paragraph breaks.
type Run struct {
	Op    Op
	Text  string // with the blank or "\n" before it; valid UTF-8, NFC
	Words int
	Marks int // punctuation and symbols
}

// Kind says how the two sides of a row stand to each other.
type Kind uint8

// The kinds.
const (
	Same      Kind = iota // the same words on both sides
	Changed               // some words kept, some not
	Removed               // a paragraph of the first text alone
	Added                 // a paragraph of the second text alone
	MovedAway             // stands here in the first text, and as MovedHere at its place in the second
	MovedHere             // stands here in the second text
)

// String is the name of the kind in the output format.
func (k Kind) String() string {
	return [...]string{"same", "changed", "removed", "added", "moved_away", "moved_here"}[k]
}

// Span is a range of paragraphs, counted from 1; the title is 0.
type Span struct{ First, Last int }

// Row is a stretch of the two texts that belongs together: mostly one paragraph
// a side, more where a paragraph was split or joined.
type Row struct {
	Kind  Kind
	Title bool
	A, B  *Span // nil: nothing on that side; a moved row has both, its places in the two texts
	Runs  []Run // of a MovedAway those of its MovedHere; Same has one, Keep
}

// Count counts words, or marks, by what happened to them.
type Count struct {
	Kept, Moved, Removed, Added int // Moved: kept, in a paragraph that moved
}

// A is the count of the first text.
func (c Count) A() int { return c.Kept + c.Moved + c.Removed }

// B is the count of the second text.
func (c Count) B() int { return c.Kept + c.Moved + c.Added }

// Result is the comparison. Read in order, the kept and removed runs of all
// rows but MovedHere are the first text, the kept and added runs of all rows
// but MovedAway the second.
type Result struct {
	Rows  []Row
	Words Count // runs of letters and digits; characters in scripts written without blanks
	Marks Count
	// Coarse: a part was too long to be compared word by word and stands as
	// removed and added, though its parts may have words in common.
	Coarse bool
}

// Same reports whether the texts differ in white space at most.
func (r *Result) Same() bool {
	for i := range r.Rows {
		if r.Rows[i].Kind != Same {
			return false
		}
	}
	return true
}

// Texts compares two texts, of any content and size.
func Texts(a, b Text) *Result {
	words := map[string]int32{}
	x, y := cut(a, words), cut(b, words)
	swapped := strings.Compare(x.text, y.text) > 0
	if swapped { // ties are broken by order: one order for both directions
		x, y = y, x
	}
	m := align(x, y)
	if swapped {
		x, y = y, x
		m.flip()
	}
	return layout(x, y, m)
}
