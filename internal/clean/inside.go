package clean

// Between two ends rightly chosen stand lines that are not the article's: headlines
// of other stories, captions, prompts that no rule knows. A logistic model judges
// the units of the run one by one, by what they are as members (features.go) and
// how they stand among the others:
//
//	Dockers in Port Anna voted on Monday to accept the offer.      stays
//	Ferry Company to Buy Three New Ships for the Northern Line     alone between paragraphs, capitals: goes
//	Ships will be let in from Friday, the company wrote.           stays
//	What the crews get                                             short: a sub-head, stays
//
// It drops only what it is fairly sure of, and only in a full dump. Asked about all
// units of the page in place of the two ends, such a model is .03 worse (segment.go).

// Features of a unit in a run, behind those of a member.
const (
	insideFirst      = memberCount + iota // the first that is kept
	insideSecond                          // the next one
	insideLast                            // the last
	insideBeforeLast                      // the one before
	insideAlone                           // ends no sentence, between two units of prose
	insideAloneLong                       // and has 9 to 24 words
	insideAloneCaps                       // its share of capitals
	insideCaps                            // the same of any from 9 words that ends no sentence
	insideList                            // of a unit that ends no sentence, neighbours that end none either
	insideListLong                        // of those from 7 words
	insideOpen                            // share of the run's units that end no sentence, of one of them
	insideBias
	InsideCount
)

// leastInside is the least score that stays: a chance of .35 to be the article's.
const leastInside = -.62

// insideVector sets x, whose first part is the unit's vector as a member, for unit
// kept[k] of a run; open is the share of its units that end no sentence.
func insideVector(x []float64, units []unit, kept []int32, k int, open float64) {
	clear(x[memberCount:])
	x[insideBias] = 1
	x[insideFirst], x[insideSecond] = is(k == 0), is(k == 1)
	x[insideLast], x[insideBeforeLast] = is(k == len(kept)-1), is(k == len(kept)-2)
	u := &units[kept[k]]
	if u.end == endSentence {
		return
	}
	neighbours, alone := 0.0, k > 0 && k+1 < len(kept)
	for _, j := range [...]int{k - 1, k + 1} {
		if j >= 0 && j < len(kept) {
			neighbours += is(units[kept[j]].end != endSentence)
			alone = alone && units[kept[j]].prose() > 0
		}
	}
	caps := 0.0
	if u.n >= 3 {
		caps = float64(u.caps) / float64(max(1, u.words))
	}
	x[insideAlone], x[insideAloneLong], x[insideAloneCaps] = is(alone), is(alone && u.n >= 9 && u.n < 25), is(alone)*caps
	x[insideCaps] = is(u.n >= 9) * caps
	x[insideList], x[insideListLong] = neighbours, is(u.n >= 7)*neighbours
	x[insideOpen] = open
}

// openShare is the share of some units that end no sentence.
func openShare(units []unit, kept []int32) float64 {
	n := 0.0
	for _, i := range kept {
		n += is(units[i].end != endSentence)
	}
	return n / float64(max(1, len(kept)))
}

// dropStrangers drops what the model takes out of the run a..b.
func (c *Cleaner) dropStrangers(a, b int) {
	kept := c.inside[:0]
	for i := a; i <= b; i++ {
		if c.why[i] == "" {
			kept = append(kept, int32(i))
		}
	}
	c.inside = kept
	open := openShare(c.units, kept)
	x := c.insideVector[:]
	for k, i := range kept {
		insideVector(x, c.units, kept, k, open)
		if x[insideAlone] > 0 && c.units[i].shouts() {
			c.why[i] = ruleStranger
			continue
		}
		if c.members[i]+dot(x[memberCount:], c.weights.inside[memberCount:]) < leastInside && !c.belowTime(int(i)) {
			c.why[i] = ruleStranger
		}
	}
}

// shouts reports a line in capitals that is longer than a sub-head: where it stands alone
// between paragraphs it is the headline of another page. Short ones are mostly sub-heads.
func (u *unit) shouts() bool { return u.upper && u.words >= longestShout && u.caps*4 >= u.words*3 }

const longestShout = 8 // words
