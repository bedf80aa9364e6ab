package clean

// The features and their weights. Fitted on the 181 pages of the public
// article-extraction-benchmark by log-likelihood of segments, targets
// softmax(F1/.004), L2 30; five-fold cross-validated F1 .920. The numbers come
// out of a fit; none is to be set by hand.

// Lengths: a unit's bucket of words, doubled, plus one when it ends a sentence.
const lengths = 12

// Features feature of a unit of the body.
const (
	memberEllipsis     = lengths + iota // ends in an ellipsis
	memberColon                         // ends in a colon
	memberLower                         // starts in lower case
	memberCapitals                      // share of capitalised words, without a sentence end
	memberDigits                        // share of digits
	memberInner                         // sentence ends inside / 3
	memberQuote                         // a quotation mark
	memberBar                           // | or a spaced bullet
	memberCommas                        // commas per 12 words, up to 1
	memberUpper                         // all capitals
	memberTitle                         // overlap with the title line
	memberProse5Left                    // log prose to the left, halved each unit, / 4
	memberProse5Right                   // to the right
	memberProse8Left                    // log prose to the left, times .8 each unit, / 5
	memberProse8Right                   // to the right
	memberProse8Min                     // the smaller of the two
	memberShort7Left                    // short lines to the left, times .7 each unit, / 3
	memberShort7Right                   // to the right
	memberJoined                        // joined from several lines
	memberShortDigits                   // share of digits, under 4 words
	memberRepeats                       // stands on the page twice
	memberMeta                          // class
	memberEnd                           // class
	memberSocial                        // class
	memberLegal                         // class
	memberNav                           // class
	memberCaption                       // class
	memberBullet                        // class
	memberCuesLeft                      // named lines to the left, times .8 each unit, / 3
	memberCuesRight                     // to the right
	memberOpen                          // no prose, and no strong cue since the last
	memberClosed                        // no prose, behind a strong cue
	memberOpenDigits                    // open, with a digit
	memberOpenCapitals                  // open: share of capitalised words
	memberProseOpen                     // prose, and no strong cue since the last
	memberProseClosed                   // prose behind a strong cue
	memberCount
)

// Features of the first unit of the body.
const (
	firstTitle       = lengths + iota // overlap with the title line
	firstAfterMeta                    // class of the unit before
	firstAfterSocial                  // or bullet
	firstAfterCaption
	firstAfterNothing  // first unit of the page
	firstAfterShort    // under 4 words
	firstAfterSentence // of 8 words or more
	firstAfterLong     // 12 words or more, no sentence
	firstMeta5         // date or byline in the 5 units before
	firstHead2         // 2 units or fewer behind a line that repeats the title
	firstHead5         // 5 or fewer
	firstHead12        // 12 or fewer
	firstNoHead        // no such line before
	firstFirst         // no prose before
	firstFirst3        // one or two units of prose before
	firstProse8Left    // log prose to the left, times .8 each unit, / 5
	firstProse8Right   // to the right
	firstProse5Right   // to the right
	firstShort7Left    // short lines to the left, times .7 each unit, / 3
	firstShort7Right   // to the right
	firstPlace         // share of the units before
	firstLower         // starts in lower case
	firstRuled         // named by a rule
	firstProseLeft     // share of the prose before
	firstCuesLeft      // named lines to the left, times .8 each unit, / 3
	firstCuesRight     // to the right
	firstGap0          // prose comes next
	firstGap2          // within 3 units
	firstGapLong       // later
	firstMetaNext6     // date or byline in the 6 units behind
	firstCaptionNext3  // caption or legal in the 3 behind
	firstWidgetNext6   // share, print, subscribe in the 6 behind
	firstCount
)

// Features of the last unit of the body.
const (
	lastBeforeEnd    = lengths + iota // class of the unit behind
	lastBeforeSocial                  // or bullet
	lastBeforeMeta
	lastBeforeLegal
	lastBeforeCaption
	lastBeforeNav
	lastBeforeNothing  // last unit of the page
	lastBeforeShort    // under 4 words
	lastBeforeSentence // of 8 words or more
	lastBeforeLong     // 12 words or more, no sentence
	lastBeforeRepeat   // it stands on the page twice
	lastEnd3           // an end class in the 3 units behind
	lastProse8Left     // log prose to the left, times .8 each unit, / 5
	lastProse8Right    // to the right
	lastProse5Left     // log prose to the left, halved each unit, / 4
	lastProse5Right    // to the right
	lastShort7Left     // short lines to the left, times .7 each unit, / 3
	lastShort7Right    // to the right
	lastPlace          // share of the units before
	lastRuled          // named by a rule
	lastProseRight     // share of the prose behind
	lastBeforeEllipsis // it is a teaser
	lastBeforeTitle    // its overlap with the title line
	lastLast           // no prose behind
	lastCuesLeft       // named lines to the left, times .8 each unit, / 3
	lastCuesRight      // to the right
	lastGap            // log of the units to the next prose, / 4
	lastGap2           // within 3 units
	lastGapLong        // later
	lastCues3          // named lines among the 3 behind, / 3
	lastFirstEnd       // first end class behind two units of prose
	lastFirstCue       // first strong cue since prose
	lastOpen           // no prose, no strong cue since the last
	lastClosed         // no prose, behind a strong cue
	lastCount
)

// memberShapes is one past the last feature that scene.damp acts on.
const memberShapes = memberShortDigits + 1

type weights struct {
	member [memberCount]float64
	first  [firstCount]float64
	last   [lastCount]float64
}

// fitted is never written to.
var fitted = weights{
	member: [memberCount]float64{
		-0.152, 0.054, -0.19, 0.189, -0.047, 0.133, 0.034, 0.079, -0.026, 0.254, -0.029, 0.346, // lengths
		memberEllipsis:     -0.064,
		memberColon:        0.069,
		memberLower:        -0.234,
		memberCapitals:     0.062,
		memberDigits:       -0.109,
		memberInner:        0.092,
		memberQuote:        -0.016,
		memberBar:          -0.173,
		memberCommas:       0.275,
		memberUpper:        0.049,
		memberTitle:        0.105,
		memberProse5Left:   0.068,
		memberProse5Right:  0.107,
		memberProse8Left:   -0.351,
		memberProse8Right:  -0.067,
		memberProse8Min:    -0.339,
		memberShort7Left:   0.128,
		memberShort7Right:  0.269,
		memberJoined:       0.046,
		memberShortDigits:  0.019,
		memberRepeats:      -0.071,
		memberMeta:         -0.08,
		memberEnd:          -0.055,
		memberSocial:       0.112,
		memberLegal:        -0.037,
		memberNav:          -0.137,
		memberCaption:      -0.161,
		memberBullet:       0.086,
		memberCuesLeft:     -0.015,
		memberCuesRight:    -0.034,
		memberOpen:         -0.14,
		memberClosed:       -0.221,
		memberOpenDigits:   0.139,
		memberOpenCapitals: 0.008,
		memberProseOpen:    0.552,
		memberProseClosed:  0.247,
	},
	first: [firstCount]float64{
		-0.01, 0, -0.061, -0.038, -0.21, -0.025, -0.107, 0.104, -0.037, 0.298, 0, 0.088, // lengths
		firstTitle:         0.274,
		firstAfterMeta:     0.141,
		firstAfterSocial:   0.007,
		firstAfterCaption:  0.167,
		firstAfterNothing:  -0.006,
		firstAfterShort:    -0.188,
		firstAfterSentence: -0.351,
		firstAfterLong:     0.092,
		firstMeta5:         0.487,
		firstHead2:         0.234,
		firstHead5:         0.284,
		firstHead12:        0.102,
		firstNoHead:        -0.212,
		firstFirst:         0.14,
		firstFirst3:        0.326,
		firstProse8Left:    -0.246,
		firstProse8Right:   0.165,
		firstProse5Right:   0.257,
		firstShort7Left:    0.019,
		firstShort7Right:   -0.206,
		firstPlace:         -0.037,
		firstLower:         -0.025,
		firstRuled:         0.066,
		firstProseLeft:     -0.243,
		firstCuesLeft:      0.264,
		firstCuesRight:     0.034,
		firstGap0:          0.27,
		firstGap2:          -0.088,
		firstGapLong:       -0.182,
		firstMetaNext6:     -0.167,
		firstCaptionNext3:  -0.137,
		firstWidgetNext6:   0.026,
	},
	last: [lastCount]float64{
		0.052, 0.01, 0.018, 0.008, -0.188, 0.035, -0.054, -0.013, 0.006, 0.045, 0.009, 0.071, // lengths
		lastBeforeEnd:      0.079,
		lastBeforeSocial:   0.133,
		lastBeforeMeta:     0.034,
		lastBeforeLegal:    -0.008,
		lastBeforeCaption:  -0.017,
		lastBeforeNav:      -0.089,
		lastBeforeNothing:  0.027,
		lastBeforeShort:    0.031,
		lastBeforeSentence: -0.176,
		lastBeforeLong:     0.031,
		lastBeforeRepeat:   -0.044,
		lastEnd3:           0.229,
		lastProse8Left:     0.18,
		lastProse8Right:    -0.096,
		lastProse5Left:     0.377,
		lastProse5Right:    -0.144,
		lastShort7Left:     -0.184,
		lastShort7Right:    0.06,
		lastPlace:          -0.043,
		lastRuled:          0.069,
		lastProseRight:     -0.07,
		lastBeforeEllipsis: -0.007,
		lastBeforeTitle:    0.038,
		lastLast:           -0.027,
		lastCuesLeft:       -0.008,
		lastCuesRight:      0.289,
		lastGap:            0.018,
		lastGap2:           0.08,
		lastGapLong:        0.023,
		lastCues3:          0.209,
		lastFirstEnd:       0.046,
		lastFirstCue:       0.156,
		lastOpen:           -0.058,
		lastClosed:         -0.063,
	},
}
