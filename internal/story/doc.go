// Package story finds clips that tell the same event in different words.
//
// How: tf-idf cosines, less what each clip shares with its beat (the clips on similar
// subjects), clustered by average link. What it costs: time near linear in the number of
// clips, because each is compared with a bounded number of others (10,000 clips of 500
// words take some .5 s of one core); 8 bytes a feature and 2 kB a clip. What it refuses:
// randomness (the same docs give the same stories, for any number of workers), and the dates
// of pages as evidence: only days that a text itself names count, as words do.
//
// # Method
//
//	space.go     features to unit tf-idf vectors x; idf blends the folder with a background
//	brief.go     common words, which say more in a clip of few words
//	headline.go  words of headlines, which count once more by themselves
//	big.go       stories that are a large part of the folder: their clips count less in it
//	follow.go    stories of thousands of clips, of which 1,000 stand for all
//	abroad.go    words of other languages than English; foreign.go: of those that have no list
//	index.go     an index of rare features; search.go: the 100 candidates of a clip, from it
//	wake.go      the clips that may have a link: only these are compared with all candidates
//	near.go      the exact cosines C of these; order.go: in which order
//	beat.go      their rows by the idf of their beats, and cosines again
//	link.go      far background f, excess E = C - f - f, local scale g, link S = g g E
//	small.go     the far background in folders of less than 51 clips
//	merge.go     average link on S with contrast, down to the threshold
//	halves.go    two clusters that are halves of one story, just below the threshold
//	number.go    the merges that numbers, days or plain words speak against
//	pairs.go     the stories of two long clips that have little in common
//	short.go     clips of few words, which share too few of them with their story
//	result.go    labels, the parts of a pair's link, shared features
//	develop.go   the developments of a story that goes on
//	common.go    the names and numbers that most of its clips have
//	online.go    stories of a stream; flood.go: one that is a large part of it
//
// # Example
//
// A folder of 3,000 clips has ten reports each of a ferry fire and of another
// ferry running aground in the same week. Two reports of the fire share the
// ship, the port and the captain (C = .34), and "ferry", "passengers",
// "coastguard" with every report of the other accident (C = .16), which stand
// at rank 10-19; behind them come reports on shipping (C = .07, ranks 21-50).
// So f = .07 for all; E = .20 inside the fire, .02 across. The three best
// excesses average .22, g = (.15/.22)^.35 = .875; S = .153 inside and .015
// across, below .038: two stories. Plain cosine at a threshold that joins
// reports of a flood with C = .15 in a quiet corner of the folder would have
// made one of them.
//
// # Window
//
// With Options.Window, two clips with known dates that are further apart are not
// compared and do not count in each other's far background, and no merge puts such a
// pair into one story. So a long affair is reported as stories of one window's length
// each, and of an archive only one window need be loaded at a time.
//
// # Limits
//
// What remains wrong: two events of one cast in one week, told with the same
// numbers or with none (charges brought, charges denied; an offer by one club
// and by its rival; ten votes on one bill), and background, profile and
// comment, which share no more with their event than events of one beat do.
//
// # Experiments
//
// What was tried, what it gave, and what was learnt from it is in experiments.go and the
// files beside it: the tables of several hundred experiments, by theme.
package story
