package story

// Experiments: folders that are not like the labelled sets. How to read the tables is in
// experiments.go; folders of 2 to 12 clips are in small.go.
//
// # Folders of other sizes, and dates
//
// Folders of a twentieth, a fifth and half of the events of the first four sets, 16 of each, agree:
// mean .9636 with all steps; contrast from .09, .07 .9609, .9610; threshold .0375, .0425 .9622,
// .9618; no floor of pb .9595, no numbers in conflict .9622, no local scale .9613. In the smallest, a
// far background of at least .05 costs Argos .02. Of the sets only ECB+ has dates, on 103 of 385
// pages, so this says little of folders of dated pages; Options.Window is for those.
//
// # Big stories
//
// Big stories are generated (generate_test.go). Reports together, of all; and the largest story in
// folders without any: 4,000 articles, and 10,000 pages of words that the background does not know.
//
//	story of / folder of        300/5,379 500/5,491 300/1,335 200/809 500/755  4,000  10,000
//	the first version              298        28         1        1       1        1       8
//	the steps kept                 300       422         1        3       1        1       8
//	and flat ranks                 300       498       235      196       2        -       -
//	df of names at most 100 + N/20 300       482        81       47       1        1       -
//	 at most 50 + N/50             300       498       298      199     310        1       -
//	df at most 100 + N/10          300       500       298      196     480        1       -
//	and flat ranks                 300       500       300      200     500    3,713       -
//	df at most 100 + (pb+1/20)N    300       499       300      199     498        1   4,699
//
//	and flat ranks, where they are 3 times the median cosine (link.go):
//	 .75-.85, from .12 (kept)       300       500       299       200       1      1      8
//	 .80-.90, from .08              300       500       289       200       1      1      -
//	 and of words together N/10     300       500       300       200     500      1      8
//
// None of the four changes a figure of the labelled sets; .65-.75, from .08 does (mixed .9028). Flat
// beats pay: of three generated beats of 210 clips in which a third of all words are the beat's, the
// largest story has 10 to 26 clips in place of 6; from half on each was one story before.
//
// A story of more than a third of its folder fell to pieces all the same, because its own words are
// common there; so clips of such stories count less in idf (big.go). By generated newsrooms
// (newsroom_test.go: 40 outlets, synonyms, quotes, facts left out, 110 to 750 words, background,
// neighbours with some of the cast), clips of the largest piece of each story; one neighbour is
// swallowed, of the hundred of one beat:
//
//	folder                              before        after
//	50, 100, 300, 1,000 and no other    18 47 31 7    49 100 300 1,000
//	300 and 100 others                  46            300
//	300 and 100 of its beat             29            298
//	500 of 755, 500 of 1,279            79 108        500 500
//	two of 300; of one beat             69 60; 4 4    300 300; 300 300
//	three of 200 and 200 others         129 140 128   200 200 200
//	1,000 and 500 of 3,000              121 159       1,000 500
//	3,000 of 3,372                      1             2,995
//	largest of 400 articles of a beat; with 60 words more of a field, of a formula, of one
//	that is reworded                    4 3 4 4       4 3 4 4
//
// Clips mixed at random out of two of a real event (.45 of the words of each) and
// one of something else (.3), for each of 34 events, 300 of them and 100 others: the
// largest piece has .31 of them before, .76 after, and nothing else. Who have
// the same two clips in common are nearer to each other than the event is.
//
// Stories of thousands: their words are in more clips than the index lists, and to
// merge them takes the square. With 1,000 clips that stand for all (follow.go):
//
//	8,000 of 11,520                     7,942         7,994
//	12,000 of 19,920                    6             11,968
//	12,000 and 2,000 of its beat        29            11,966
//	20,000 and no other                 54            20,000
//	two of 10,000                       8,736 7,513   10,000 10,000
//	two of 10,000, one beat             4,939 4,806   9,999 9,998
//	20,000, 5,000 and 2,500 of 101,200  1 - -         19,999 5,000 2,500
//
// A clip is of a big story from .6 of the story's mean cosine on, which one in a thousand does not
// reach, and of its neighbours in the beat none. With .7 one in a hundred was left out, and where
// nothing else is in the folder the words of all were weighed in these: of 20,000 5,903 together. Of
// real clips mixed at random, as above, the largest piece has .79 where it had .76 (.81 with .5). No
// labelled set has a story of 40 clips, so their figures are as before.
//
// In languages that no list knows big stories are found, too (foreign.go): of clips mixed at random
// 80 of 100 .816 to .951, 150 of 300 .911 to .961, without names .540 to .929 and .804 to .962. Known
// limits: without names, a folder that is one story of such a language, or half of less than 40 clips.
