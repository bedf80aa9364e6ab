// Package clean turns a raw page into an article: headline, body, byline,
// dateline and date. Page noise goes out, and each dropped line keeps the name
// of the rule that dropped it.
//
// How: lines are normalised, measured and classed in one pass (line.go) by the
// rules of rules.txt, which an index of literals spares from almost every line
// (index.go, literal.go); lines that a scraper broke at inline tags are joined
// (unit.go); the page is a full dump or a part-extracted text by evidence
// (mode.go). In a dump the body is the best contiguous run of units under a
// fitted linear model (features.go, segment.go, weights.go); in a
// part-extracted text everything stays but what a rule names and what stands
// short and unfinished beside it (decide.go). HTML goes through package markup
// first and is then a part-extracted text whose lines are whole blocks.
// Bylines, dates and datelines go to the metadata (meta.go, date.go,
// dateline.go).
//
// What it costs: 10 ns a byte of part-extracted text, 20 ns a byte of a dump
// that is mostly article, 60 ns of one that is mostly menus; 4 ms once to parse the rules.
// Time is linear in the page. What it refuses: lines beyond the first 131,072
// that are not blank; rules on lines longer than 1,800 bytes; a date that two
// orders of day and month could read. It never fails: what cannot be read is an
// empty clip.
//
// Word 4-gram F1 on article-extraction-benchmark, 181 pages:
//
//	text dumps     .927   precision .912 recall .943 (the fit's own pages; cross-validated .920)
//	article bodies .992   given as input: nothing is to go
//	html           .973   package markup alone .971
//
// The segment model came from a Python prototype. Both take the same mode on
// all 181 dumps, the same title on 180, the same body on 146. The other bodies
// differ by the dateline taken off (20), a sub-head or headline that ends in a
// short word and is not joined to the paragraph below (8), a headline's repeat
// dropped (2), and classes that the prototype lacks (5).
//
// In part-extracted text, more than the prototype does: a headline may end in a
// stop, or have three words; its repeat goes; menus and share bars of one line
// are noise; a page without prose keeps nothing that a rule names.
package clean
