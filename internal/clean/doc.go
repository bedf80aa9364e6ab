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
//	text dumps     .941   precision .926 recall .958 (the fit's own pages; cross-validated .9205, .915 to .924)
//	article bodies .992   given as input: nothing is to go
//	html           .973   precision .965 recall .981; package markup alone .971
//
// Experiments with the segment model: F1 of text dumps, mean of several 5-fold
// cross-validations by package fit; their spread is .009 from least to most, so
// differences below .004 say nothing.
//
//	tried                                                     F1      kept
//	weights of the Python prototype (181 pages seen)           .929    no
//	L2 penalty 120                                             .916    no
//	L2 penalty 60                                              .916    no
//	L2 penalty 30, as the prototype                            .918    no
//	L2 penalty 15                                              .918    no
//	L2 penalty 8                                               .920    no
//	L2 penalty 5                                               .9205   yes
//	L2 penalty 3                                               .921    no
//	L2 penalty 1                                               .9195   no
//	also: prose with decay .95 on both sides, dates and
//	  bylines near, place, list items, dateline as the start   .916    no
//	the same without prose with decay .95                      .917    no
//	the same without dates and bylines near                    .918    no
//
// In part-extracted text, more than the prototype does: a headline may end in a
// stop, or have three words; its repeat goes; menus and share bars of one line
// are noise; a page without prose keeps nothing that a rule names.
package clean
