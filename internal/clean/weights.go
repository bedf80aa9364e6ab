package clean

// The features of the segment model. Their weights stand in weights.txt, one a
// line in the order of the constants: package fit computes them (what from is
// told there), none is set by hand. A new feature is a constant here, a line with
// weight 0 there, its value in segment.go or run.go, and a new fit.

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

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

// Weights of the segment model; immutable once in use.
type Weights struct {
	member [memberCount]float64
	first  [firstCount]float64
	last   [lastCount]float64
	run    [RunCount]float64
	inside [InsideCount]float64
}

// WeightCount is the number of features of units, of all three parts; those of
// runs (run.go) come behind them, then those of units in a run (inside.go).
const WeightCount = memberCount + firstCount + lastCount

//go:embed weights.txt
var weightsText string

// fitted is the embedded weights.
var fitted = sync.OnceValues(func() (*Weights, error) { return ParseWeights(weightsText) })

// ParseWeights reads the form of weights.txt.
func ParseWeights(text string) (*Weights, error) {
	values, err := parseValues(text, WeightCount+RunCount+InsideCount)
	if err != nil {
		return nil, err
	}
	return NewWeights(values), nil
}

// parseValues reads a number of weights: a line each, with part and feature.
func parseValues(text string, count int) ([]float64, error) {
	var values []float64
	for i, l := range strings.Split(strings.TrimSpace(text), "\n") {
		if strings.HasPrefix(l, "#") {
			continue
		}
		f := strings.Fields(l)
		if len(f) != 3 {
			return nil, fmt.Errorf("read weights: line %d: want part, feature, weight", i+1)
		}
		v, err := strconv.ParseFloat(f[2], 64)
		if err != nil {
			return nil, fmt.Errorf("read weights: line %d: %w", i+1, err)
		}
		values = append(values, v)
	}
	if len(values) != count {
		return nil, fmt.Errorf("read weights: %d features, want %d", len(values), count)
	}
	return values, nil
}

// NewWeights takes WeightCount values, of members, first and last units, RunCount
// values of runs and InsideCount of units in a run.
func NewWeights(values []float64) *Weights {
	w := &Weights{}
	values = values[copy(w.member[:], values):]
	values = values[copy(w.first[:], values):]
	values = values[copy(w.last[:], values):]
	values = values[copy(w.run[:], values):]
	copy(w.inside[:], values)
	return w
}

// WeightsText is the text of weights.txt with other values.
func WeightsText(values []float64) string { return withValues(weightsText, values) }

// withValues is a text of weights with other values.
func withValues(text string, values []float64) string {
	var b strings.Builder
	k := 0
	for l := range strings.Lines(text) {
		if f := strings.Fields(l); len(f) == 3 && f[0][0] != '#' {
			l = fmt.Sprintf("%s %s %.3f\n", f[0], f[1], values[k])
			k++
		}
		b.WriteString(l)
	}
	return b.String()
}

// FeatureNames are part and feature, in the order of the weights.
func FeatureNames() []string {
	var names []string
	for l := range strings.Lines(weightsText) {
		if f := strings.Fields(l); len(f) == 3 && f[0][0] != '#' {
			names = append(names, f[0]+" "+f[1])
		}
	}
	return names
}
