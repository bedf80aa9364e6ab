package clean

// The body of a page dump is one run of units a..b. It is likely the run with
// the largest
//
//	first(a) + member(a) + ... + member(b) + last(b)
//
// where each term is a weighted sum of features (features.go, weights.go):
// a share of a alone plus a share of b alone, since the members up to a-1 cancel.
// From the likeliest of both the final choice is made among whole runs (run.go).
// Judging units one by one, even by boosted trees on the same features, stays
// .03 below: the task is to find two boundaries.

import "math"

// vectors are the three feature vectors of one unit.
type vectors struct {
	member [memberCount]float64
	first  [firstCount]float64
	last   [lastCount]float64
}

// walk is what featuring carries from unit to unit.
type walk struct {
	prose    int     // units of prose before
	sum      float64 // their weight
	head     int     // last unit that repeats the title line, -1 for none
	sawEnded bool    // an end class has stood behind two units of prose
}

// surroundings is what the features of a unit, as a member, the first or the last of a
// run, have in common.
type surroundings struct {
	length        int // index of the feature of its length and end
	ended         bool
	caps, digits  float64
	left5, right5 float64 // prose in the 5 units before and behind
	left8, right8 float64
	short, shortR float64 // short lines in the 7
	cues, cuesR   float64 // and cues in the 8
	prose, closed bool
	place         float64 // in the page, in [0,1)
}

func (c *Cleaner) surroundings(i int) surroundings {
	u, s := &c.units[i], &c.scene
	x := surroundings{
		ended:  u.end == endSentence,
		caps:   float64(u.caps) / float64(max(1, u.words)),
		digits: c.shapes[i].digits,
		left5:  math.Log1p(s.left5[i]) / 4, right5: math.Log1p(s.right5[i]) / 4,
		left8: math.Log1p(s.left8[i]) / 5, right8: math.Log1p(s.right8[i]) / 5,
		short: s.short7[i] / 3, shortR: s.shortR7[i] / 3,
		cues: s.cues8[i] / 3, cuesR: s.cuesR8[i] / 3,
		prose: s.prose[i] > 0, closed: s.closed[i],
		place: float64(i) / float64(len(c.units)),
	}
	if x.length = bucket(u.n) * 2; x.ended {
		x.length++
	}
	return x
}

// features sets v for unit i; w has walked over the units before.
func (c *Cleaner) features(v *vectors, i int, w *walk) {
	*v = vectors{}
	u, x := &c.units[i], c.surroundings(i)
	c.memberFeatures(&v.member, i, &x)
	c.firstFeatures(&v.first, i, &x, w)
	c.lastFeatures(&v.last, i, &x, w)
	w.sum += c.scene.prose[i]
	if x.prose {
		w.prose++
	}
	if u.n >= 3 && !x.ended && c.shapes[i].title >= .7 && i > 0 {
		w.head = i
	}
}

func (c *Cleaner) memberFeatures(m *[memberCount]float64, i int, x *surroundings) {
	u, sh := &c.units[i], &c.shapes[i]
	m[x.length] = 1
	m[memberEllipsis] = is(u.end == endEllipsis)
	m[memberColon] = is(u.end == endColon)
	m[memberLower] = is(u.low)
	if u.n >= 3 && !x.ended {
		m[memberCapitals] = x.caps
	}
	m[memberDigits] = x.digits
	m[memberInner] = float64(sh.inner) / 3
	m[memberQuote] = is(sh.quote)
	m[memberBar] = is(sh.bar)
	m[memberCommas] = sh.comma
	m[memberUpper] = is(u.n >= 2 && u.upper)
	m[memberTitle] = sh.title
	m[memberProse5Left], m[memberProse5Right] = x.left5, x.right5
	m[memberProse8Left], m[memberProse8Right], m[memberProse8Min] = x.left8, x.right8, min(x.left8, x.right8)
	m[memberShort7Left], m[memberShort7Right] = x.short, x.shortR
	m[memberJoined] = is(u.pieces > 1)
	if u.n < 4 {
		m[memberShortDigits] = x.digits
	}
	if sh.repeats {
		m[memberRepeats] = .5
		if u.n < 12 {
			m[memberRepeats] = 1
		}
	}
	if u.rule != nil {
		m[memberMeta] = is(u.rule.has(isMeta))
		m[memberEnd] = is(u.rule.has(isEnd))
		m[memberSocial] = is(u.rule.has(isSocial))
		m[memberLegal] = is(u.rule.has(isLegal))
		m[memberNav] = is(u.rule.has(isNav))
		m[memberCaption] = is(u.rule.has(isCaption))
		m[memberBullet] = is(u.rule.has(isBullet))
	}
	m[memberCuesLeft], m[memberCuesRight] = x.cues, x.cuesR
	switch {
	case x.prose && x.closed:
		m[memberProseClosed] = 1
	case x.prose:
		m[memberProseOpen] = 1
	case x.closed:
		m[memberClosed] = 1
	default:
		m[memberOpen] = 1
		m[memberOpenDigits] = is(u.digit)
		m[memberOpenCapitals] = x.caps
	}
}

func (c *Cleaner) firstFeatures(f *[firstCount]float64, i int, x *surroundings, w *walk) {
	us, s := c.units, &c.scene
	n := len(us)
	u := &us[i]
	f[x.length] = 1
	f[firstTitle] = c.shapes[i].title
	if i == 0 {
		f[firstAfterNothing] = 1
	} else {
		switch p := &us[i-1]; {
		case p.rule.has(isMeta):
			f[firstAfterMeta] = 1
		case p.rule.has(isSocial | isBullet):
			f[firstAfterSocial] = 1
		case p.rule.has(isCaption):
			f[firstAfterCaption] = 1
		case p.end == endSentence && p.n >= 8:
			f[firstAfterSentence] = 1
		case p.n >= 12:
			f[firstAfterLong] = 1
		case p.n < 4:
			f[firstAfterShort] = 1
		}
	}
	f[firstMeta5] = is(anyHas(us[max(0, i-5):i], isMeta))
	switch d := i - w.head; {
	case w.head < 0:
		f[firstNoHead] = 1
	case d <= 2:
		f[firstHead2] = 1
	case d <= 5:
		f[firstHead5] = 1
	case d <= 12:
		f[firstHead12] = 1
	}
	f[firstFirst] = is(w.prose == 0)
	f[firstFirst3] = is(w.prose == 1 || w.prose == 2)
	f[firstProse8Left], f[firstProse8Right], f[firstProse5Right] = x.left8, x.right8, x.right5
	f[firstShort7Left], f[firstShort7Right] = x.short, x.shortR
	f[firstPlace] = x.place
	f[firstProseLeft] = w.sum / s.total
	f[firstLower] = is(u.low)
	f[firstRuled] = is(u.rule != nil)
	f[firstCuesLeft], f[firstCuesRight] = x.cues, x.cuesR
	f[firstGap0] = is(s.next[i] == 0)
	f[firstGap2] = is(s.next[i] == 1 || s.next[i] == 2)
	f[firstGapLong] = is(s.next[i] > 2)
	behind := us[i+1 : min(n, i+7)]
	f[firstMetaNext6] = is(anyHas(behind, isMeta))
	f[firstWidgetNext6] = is(anyHas(behind, isWidget))
	f[firstCaptionNext3] = is(anyHas(behind[:min(3, len(behind))], isCaption|isLegal))
}

func (c *Cleaner) lastFeatures(l *[lastCount]float64, i int, x *surroundings, w *walk) {
	us, s := c.units, &c.scene
	n := len(us)
	u := &us[i]
	l[x.length] = 1
	if i+1 == n {
		l[lastBeforeNothing] = 1
	} else {
		q, qs := &us[i+1], &c.shapes[i+1]
		switch {
		case q.rule.has(isEnd):
			l[lastBeforeEnd] = 1
		case q.rule.has(isSocial | isBullet):
			l[lastBeforeSocial] = 1
		case q.rule.has(isMeta):
			l[lastBeforeMeta] = 1
		case q.rule.has(isLegal):
			l[lastBeforeLegal] = 1
		case q.rule.has(isCaption):
			l[lastBeforeCaption] = 1
		case q.rule.has(isNav):
			l[lastBeforeNav] = 1
		case q.end == endSentence && q.n >= 8:
			l[lastBeforeSentence] = 1
		case q.n >= 12:
			l[lastBeforeLong] = 1
		case q.n < 4:
			l[lastBeforeShort] = 1
		}
		l[lastBeforeRepeat] = is(qs.repeats)
		l[lastBeforeEllipsis] = is(q.end == endEllipsis)
		l[lastBeforeTitle] = qs.title
		if q.rule.has(isEnd) && w.prose >= 2 && !w.sawEnded {
			l[lastFirstEnd] = 1
			w.sawEnded = true
		}
		l[lastFirstCue] = is(q.rule.has(isStrong) && !x.closed)
	}
	l[lastEnd3] = is(anyHas(us[i+1:min(n, i+4)], isEnd))
	l[lastProse8Left], l[lastProse8Right], l[lastProse5Left], l[lastProse5Right] = x.left8, x.right8, x.left5, x.right5
	l[lastShort7Left], l[lastShort7Right] = x.short, x.shortR
	l[lastPlace] = x.place
	l[lastProseRight] = 1 - (w.sum+s.prose[i])/s.total
	l[lastRuled] = is(u.rule != nil)
	l[lastLast] = is(l[lastProseRight] <= 0)
	l[lastCuesLeft], l[lastCuesRight] = x.cues, x.cuesR
	l[lastGap] = math.Log1p(float64(s.next[i])) / 4
	l[lastGap2] = is(s.next[i] >= 2)
	l[lastGapLong] = is(s.next[i] >= 5)
	for _, cue := range s.cue[i+1 : min(n, i+4)] {
		l[lastCues3] += cue / 3
	}
	l[lastClosed] = is(!x.prose && x.closed)
	l[lastOpen] = is(!x.prose && !x.closed)
}

func anyHas(us []unit, t traits) bool {
	for i := range us {
		if us[i].rule.has(t) {
			return true
		}
	}
	return false
}

func dot(a, b []float64) float64 {
	s := 0.0
	for i, x := range a {
		s += x * b[i]
	}
	return s
}

// score sets c.begins and c.ends: the score of a run a..b under the linear model
// is begins[a]+ends[b].
func (c *Cleaner) score() {
	c.begins, c.ends, c.members = sized(c.begins, len(c.units)), sized(c.ends, len(c.units)), sized(c.members, len(c.units))
	sum := 0.0
	w := walk{head: -1}
	v := &c.vectors
	for i := range c.units {
		c.features(v, i, &w)
		c.begins[i] = dot(v.first[:], c.weights.first[:]) - sum
		sum += c.scene.damp[i]*dot(v.member[:memberShapes], c.weights.member[:memberShapes]) +
			dot(v.member[memberShapes:], c.weights.member[memberShapes:])
		c.ends[i] = sum + dot(v.last[:], c.weights.last[:])
		c.members[i] = c.scene.damp[i]*dot(v.member[:memberShapes], c.weights.inside[:memberShapes]) +
			dot(v.member[memberShapes:], c.weights.inside[memberShapes:memberCount])
	}
}

// segment returns the first and the last unit of the best run.
func (c *Cleaner) segment() (a, b int) {
	c.score()
	c.outline.set(c.units, c.shapes, &c.scene)
	best := math.Inf(-1)
	b = len(c.units) - 1 // should no run be proposed
	c.outline.runs(c.begins, c.ends, func(first, last int, x *[RunCount]float64) {
		if s := dot(x[:], c.weights.run[:]); s > best {
			best, a, b = s, first, last
		}
	})
	return a, b
}
