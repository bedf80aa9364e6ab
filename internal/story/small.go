package story

// The far background of a clip in a small folder.
//
// A folder of less than 51 clips lacks some of the ranks 21-50 that say what a clip shares
// with its beat (link.go), and most folders that people try first are such. If a missing
// rank counted nothing, any two strangers with one political cast would be a story. So it
// counts as much as clips of one beat mostly share, unless the folder says that this is
// not so, in one of two ways:
//
//	guess  = .065, falling to .04 while m goes from .18 to .24
//	m      = the second best cosine of the clip
//	lower  = mean cosine with the two thirds of the folder that are least like the clip
//	a missing rank counts min(guess, lower)
//
// Where most of a folder has nothing to do with a clip, its beat is not in the folder. And a
// clip with two others that are surely near it is in a story of three and more: what is
// least like it may be of that story, too, and says nothing of a beat.
//
// Example: two strangers with C = .14, alone in a folder, have f = .065 each: E = .01, no
// story. With three clips of other beats, of which each has .01 to .03, f = .04 and E = .06:
// there, they are one. Of eight reports of one event a clip has C = .35 and .28 with two and
// .13 with the others: f = .04, not .065, and E = .05 with these.
//
// Folders of 2, 3, 5 and 8 clips drawn from four labelled sets, three times by other hashes,
// some 1,600 of each kind: B-cubed F1; behind the stroke pairs of strangers, and of one event,
// put wrong. "Or half" is a lower of half of the folder, and no second best:
//
//	a missing rank counts            0               .06             .06 or half     as above
//	strangers                        .936|1,655 0    .974|613 0      .964|852 0      .970|717 0
//	two of one event, and strangers  .929|1,610 49   .964|641 77     .957|865 50     .964|729 50
//	strangers that are alike         .668|8,782 0    .773|4,971 0    .767|5,121 0    .779|5,098 0
//	two of one event, and such       .700|8,012 60   .801|4,448 91   .796|4,549 86   .799|4,828 91
//	all of one event                 .988|0 234      .970|0 1,297    .970|0 1,297    .973|0 841
//	of two events                    .975|145 161    .980|61 264     .984|59 175     .983|71 198
//	12 clips, strangers; one event   .853 .983       .935 .843       .905 .843       .911 .979
//	a twentieth of a set's events    +2.8                            .9746           +2.5
//	a fiftieth                       +4.9                            .9757           +2.6
//
// (The last two rows are of five sets, four times by other hashes; thousandths where another
// row stands for the figure.) From the column before the last each of the sets gains when
// the others choose among eight such rules. What is lost in folders of one event is mostly
// pairs alone: of pairs of one event six in a hundred have a cosine below .17, of pairs of
// strangers four in a hundred one above it.
//
// Rejected, for pairs alone: days in common, plain words in common, headlines in common or
// in the other's lead, the parts of names and of plain words, each beside the cosine in a
// logistic regression fitted on three sets; on the fourth none orders pairs better than the
// cosine (area .981 to .999 against strangers, .787 to .985 against such as are alike). Names
// of the tables (entity) taken for common words, pb .02 to .1, which trades like the guess:
// strangers +.009, one event -.009. What two clips have word for word counted less, so that
// one agency paragraph does not tie two stories: of drawn pairs with three in a hundred of
// their rows of five words in common and more, 240 are of one event and 11 are not.

import (
	"math"
	"slices"
)

const (
	farGuess   = 0.065 // what a rank counts of which the folder says nothing (.06 and .07 gain, too),
	farMate    = 0.18  // less if the second best cosine is above this,
	farMates   = 0.24  // and the least from here on
	leastShare = 3     // all but one clip in so many are the least like
)

// farLack is the part of the far background that is of ranks for which a folder is too small.
// It sorts the cosines, those above 0 with so many others.
func farLack(cos []uint64, others int) float64 {
	missing := min(farLast-farFirst, farLast-others)
	if missing <= 0 || others == 0 {
		return 0
	}
	slices.Sort(cos)
	least := max(1, others-(others+1)/leastShare)
	lower := 0.0
	for _, x := range cos[:max(0, least-(others-len(cos)))] {
		lower += math.Float64frombits(x) / float64(least)
	}
	guess := farGuess
	if n := len(cos); n > 1 {
		mates := (math.Float64frombits(cos[n-2]) - farMate) / (farMates - farMate)
		guess -= min(1, max(0, mates)) * (farGuess - farMin)
	}
	return float64(missing) / (farLast - farFirst) * min(guess, lower)
}
