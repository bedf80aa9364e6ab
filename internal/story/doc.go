// Package story finds clips that tell the same event in different words.
//
// How: tf-idf cosines, less what each clip shares with its beat, clustered by
// average link. What it costs: time near linear in the number of clips (an
// absolute cap on what a clip is compared with; 10,000 clips of 500 words take
// some .7 s of one core), 8 bytes a feature and 2 kB a clip. What it refuses: training, dates as evidence, randomness: the same
// docs give the same stories, for any number of workers.
//
// # Method
//
//	space.go     features to unit tf-idf vectors x; idf blends the folder with a background
//	index.go     the 100 candidates of each clip, from an index of rare features
//	near.go      their exact cosines C
//	link.go      far background f, excess E = C - f - f, local scale g, link S = g g E
//	merge.go     average link on S with contrast, down to the threshold
//	result.go    labels, the parts of a pair's link, shared features
//	cohesion.go  lowest cosine and most central clip of a story
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
// across, below .04: two stories. Plain cosine at a threshold that joins
// reports of a flood with C = .15 in a quiet corner of the folder would have
// made one of them.
//
// # Window
//
// With Options.Window two clips whose dates are both known and further apart
// are not compared, nor do they count in each other's far background; and no
// merge is made that would put such a pair into one story. So a long affair
// comes out as stories of one window's length each, which is what a window
// asks for. What is loaded of an archive may then be bounded by it.
//
// # Rejected
//
// Figures are B-cubed F1 on labelled news (ECB+ if not said otherwise).
//
//	5-gram Jaccard, tuned to .01        .66-.71: other words are other words
//	plain tf-idf, average link          .869; complete link .911
//	entity-only cosine                  .912
//	bigrams, skip-bigrams, entity pairs no gain on English
//	BM25 or binary tf, weighted Jaccard no gain
//	LSA, neighbourhood idf, CSLS        no gain on top of the excess
//	shared-neighbour Jaccard            no gain
//	fitted pair models (trees, 30       .963 where fitted, .85-.88 on a set left out
//	features; logistic, 7)
//	single link with verification .904, label propagation .888, complete .886,
//	Louvain .873, star .860             average link .906 on the same links
//	dropping lines that three clips     .975 to .769: syndicated copies share
//	share                               real text
//
// # Experiments
//
// Five open sets: argos-wikinews, basil, ecbplus, neus, mixed (and how many of
// 2,127 unrelated clips mixed swallows), on the prototype's features. "300" is
// how many reports of generated stories of 300 are together (12 of them in a
// folder of 8,496; see generate_test.go), "50" the same for stories of 50 in
// 5,496, "50/458" for one story of 50 that is a ninth of its folder.
//
//	tried                               argos basil ecb+  neus  mixed sw.  50   300   50/458   kept
//	prototype                           .924  .990  .938  .877  .897  4   .99   0     0        -
//	same in Go, float32 weights         the same partition on all five sets
//	far background at most .09          .924  .980  .938  .874  .891  4  1.00  .08    0        no
//	at most .08                         .926  .980  .920  .872  .886  7  1.00  .87   .78       no
//	at most .07                         .924  .980  .920  .862  .877 11  1.00  .99   .98       no
//	f back to .05 for x from .16 to .22 .924  .990  .938  .877  .896  4  1.00 1.00   .82       no
//	f back to .05 for x from .15 to .20 .924  .990  .938  .877  .896  4  1.00 1.00   .94       yes
//	from .13 to .18                     .924  .990  .938  .875  .895  4  1.00 1.00   .98       no
//	from .12 to .16                     .924  .990  .938  .874  .885  4  1.00 1.00  1.00       no
//	kept, and df in the idf at most 200 .924  .990  .938  .875  .891  1  1.00 1.00     -       no
//	at most 100                         .924  .990  .938  .871  .887  1  1.00 1.00     -       no
//	at most 50                          .921  .986  .938  .867  .881  2    -  welded   -       no
//
//	features of more than 300 clips     same .. .. .. ..             -    -      -         no
//	indexed by every k-th posting       (stories of 500 fall to pieces with it, too)
//
// Known limit: a story of 100 clips and more that is a tenth of its folder
// falls to pieces (one of 300 in 5,291 clips holds 298 together, one of 500 in
// 5,491 only 28), because its own words are common there and the cosines of
// its clips sink to .16. A bound on df cures that (100 of 100 and 300 of 300
// in folders of 508 and 708 with df at most 100) and costs .006 to .009 on
// neus and mixed.
package story
