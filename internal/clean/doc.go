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
// What it costs: 10 to 15 ns a byte of part-extracted text, 60 to 90 ns a byte of
// a dump, on one core of a small cloud machine; 6 ms once to parse the rules.
// Time is linear in the page. What it refuses: lines beyond the first 131,072
// that are not blank; rules on lines longer than 1,800 bytes; a date that two
// orders of day and month could read. It never fails: what cannot be read is an
// empty clip.
//
// Word 4-gram F1 on article-extraction-benchmark, 181 pages:
//
//	text dumps     .927   precision .912 recall .943 (the fit's own pages; cross-validated .920)
//	article bodies .993   given as input: nothing is to go
//	html           .973   package markup alone .971
//
// The segment model came from a Python prototype. Both agree on the mode and
// the title of all 181 dumps and on 155 bodies; the other bodies differ by the
// dateline taken off (20), a headline's repeat dropped (2), and classes that the
// prototype does not have in other languages than English (4).
//
// Against it, in part-extracted text: a headline may end in a stop, or have
// three words; a headline's repeat goes; a headline that ends in a short word
// is not joined to the paragraph below; menus and share bars of one line are
// noise.
package clean
