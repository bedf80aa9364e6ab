package clean

// The linear model (segment.go) judges an end of the body by what stands near
// it; it cannot see that a run leaves most of the page's prose outside, or
// holds a thread of dated comments. So it only proposes: its 12 likeliest first
// units and 12 likeliest last units make up to 144 runs, and a second linear
// model, of features of whole runs, picks the best:
//
//	unit                      likely first  likely last
//	12 Dockers vote to ...        .1
//	14 Dockers in Port Anna       .8
//	31 Ships sail on Friday.                   .5       14..31: 80 % of the prose, the title's words
//	58 I hope it lasts!                        .4       14..58: a date a paragraph, a gap with cues
//
// Cross-validated on pages of sites not seen, that took word 4-gram F1 from
// .9155 to .926. The simpler way, the best run of the linear model with its ends
// moved over prose near by, is what has the .9155; without the moving, .910.
// The run with the largest F1 expected under the linear model is no better than
// the best one: the model is too sure of itself.

import (
	"math"
	"slices"
)

// Features of a run a..b.
const (
	runFirst       = iota // log chance that the body begins at a, / 3
	runLast               // log chance that it ends at b, / 3
	runWords              // log words, / 5
	runProse              // log weight of its prose, / 6
	runShare              // share of the page's prose
	runBefore             // share before it
	runBehind             // share behind it
	runDense              // prose per word
	runEnded              // share of its words in units that end a sentence
	runShort              // share of its units that are short and unfinished
	runTitle              // overlap of its prose with the title, * 4
	runTitleTop           // of its first three units of prose, * 4
	runHead               // log prose since a line that repeats the title, / 5
	runNoHead             // no such line before
	runMeta               // date or byline in the 5 units before
	runMetaInside         // dates and bylines inside per unit of prose, up to 1
	runMetaCount          // log of their number, / 3
	runRepeats            // share of its words in units that stand on the page twice
	runRepeatsOut         // the same of the words behind it
	runClosed             // share of its units of prose that stand behind a strong cue
	runGap                // log of its longest run of units without prose, / 4
	runGapCues            // log of the most strong cues in one such run, / 2
	runLead               // log units before its first prose, / 4
	runTail               // log units behind its last, / 4
	runAfterProse         // the unit before it is prose
	runBeforeProse        // the unit behind it is prose
	runCue                // units from its end to the next strong cue, up to 20, / 20
	runTurns              // log turns of a thread inside, / 3
	runTurnShare          // turns per unit
	runTurnBehind         // a turn among the units behind it
	RunCount
)

const (
	proposed     = 12  // first units, and last units
	leastChance  = -30 // logarithm; what is less likely is as unlikely
	metaReach    = 5
	turnReach    = 6
	topProse     = 3
	cueReach     = 20
	titleRepeats = .7 // overlap of a line that repeats the title
)

// tally sums up the units before one.
type tally struct {
	words, prose, proseUnits, ended, short, title, meta, repeats, closed, turns float64
}

// landmark is what a run needs of a single unit.
type landmark struct {
	prose, title float64
	head         int32 // last unit before that repeats the title line, -1 for none
	cue          int32 // units from here to the next strong cue behind it, up to cueReach
	strong, meta bool
}

// outline is a page as the choice among runs sees it.
type outline struct {
	sums  []tally // one more than units
	marks []landmark

	from, to     []float64 // log of the sum over begins up to, over ends from a unit on
	chance       []float64
	firsts, ends []int32
}

func (o *outline) set(units []unit, shapes []shape, s *scene) {
	n := len(units)
	o.sums, o.marks = sized(o.sums, n+1), sized(o.marks, n)
	o.sums[0] = tally{}
	head := int32(-1)
	for i := range units {
		u, sh := &units[i], &shapes[i]
		prose := s.prose[i] > 0
		ended := u.end == endSentence
		t := o.sums[i]
		t.words += u.n
		t.prose += s.prose[i]
		t.proseUnits += is(prose)
		t.ended += is(ended) * u.n
		t.short += is(u.n < 7 && !ended)
		t.title += sh.title * s.prose[i]
		t.meta += is(u.rule.has(isMeta))
		t.repeats += is(sh.repeats) * u.n
		t.closed += is(prose && s.closed[i])
		t.turns += is(sh.turn)
		o.sums[i+1] = t
		o.marks[i] = landmark{prose: s.prose[i], title: sh.title, head: head, strong: u.rule.has(isStrong), meta: u.rule.has(isMeta)}
		if i > 0 && sh.title >= titleRepeats && u.n >= 3 && !ended {
			head = int32(i)
		}
	}
	cue := int32(cueReach)
	for i := n - 1; i >= 0; i-- {
		o.marks[i].cue = cue
		if cue = min(cue+1, cueReach); o.marks[i].strong {
			cue = 0
		}
	}
}

// tally is the sum over units a..b.
func (o *outline) tally(a, b int) (t tally) {
	a = min(a, len(o.marks))
	b = max(a, b+1)
	p, q := &o.sums[a], &o.sums[b]
	return tally{
		q.words - p.words, q.prose - p.prose, q.proseUnits - p.proseUnits, q.ended - p.ended, q.short - p.short,
		q.title - p.title, q.meta - p.meta, q.repeats - p.repeats, q.closed - p.closed, q.turns - p.turns,
	}
}

// runs calls f with the features of each proposed run; begin and end are the
// scores of a unit as the first and the last of the body, such that
// begin[a]+end[b] is the score of a..b. The features are f's until it returns.
func (o *outline) runs(begin, end []float64, f func(a, b int, x *[RunCount]float64)) {
	n := len(begin)
	o.from, o.to, o.chance = sized(o.from, n), sized(o.to, n), sized(o.chance, n)
	sum := math.Inf(-1)
	for i, x := range begin {
		sum = logAdd(sum, x)
		o.from[i] = sum
	}
	sum = math.Inf(-1)
	for i := n - 1; i >= 0; i-- {
		sum = logAdd(sum, end[i])
		o.to[i] = sum
	}
	all := math.Inf(-1)
	for i, x := range end {
		all = logAdd(all, o.from[i]+x)
		o.chance[i] = o.from[i] + x
	}
	o.ends = likeliest(o.ends[:0], o.chance)
	for i, x := range begin {
		o.chance[i] = x + o.to[i]
	}
	o.firsts = likeliest(o.firsts[:0], o.chance)

	var x [RunCount]float64
	for _, a := range o.firsts {
		w := stretch{}
		from := int(a)
		for _, b := range o.ends { // ascending: the stretch grows
			if b < a {
				continue
			}
			for ; from <= int(b); from++ {
				w.grow(&o.marks[from])
			}
			o.features(&x, int(a), int(b), &w)
			x[runFirst] = max(leastChance, o.chance[a]-all) / 3
			x[runLast] = max(leastChance, o.from[b]+end[b]-all) / 3
			f(int(a), int(b), &x)
		}
	}
}

// stretch is what a sweep over the units of a run keeps.
type stretch struct {
	top        int     // units of prose, up to topProse
	topTitle   float64 // their overlap with the title
	lead       int     // units before the first prose
	gap, tail  int     // longest run of units without prose between two; the one since the last
	gapCues    int
	cuesOfTail int
}

func (w *stretch) grow(m *landmark) {
	if m.prose == 0 {
		w.tail++
		if m.strong {
			w.cuesOfTail++
		}
		return
	}
	if w.top == 0 {
		w.lead = w.tail
	} else {
		w.gap, w.gapCues = max(w.gap, w.tail), max(w.gapCues, w.cuesOfTail)
	}
	if w.top < topProse {
		w.top++
		w.topTitle += m.title
	}
	w.tail, w.cuesOfTail = 0, 0
}

func (o *outline) features(x *[RunCount]float64, a, b int, w *stretch) {
	n := len(o.marks)
	*x = [RunCount]float64{}
	in, behind := o.tally(a, b), o.tally(b+1, n-1)
	total := max(1, o.sums[n].prose)
	words, units := max(1, in.words), float64(b-a+1)
	x[runWords] = math.Log1p(words) / 5
	x[runProse] = math.Log1p(in.prose) / 6
	x[runShare] = in.prose / total
	x[runBefore] = o.sums[a].prose / total
	x[runBehind] = behind.prose / total
	x[runDense] = in.prose / words
	x[runEnded] = in.ended / words
	x[runShort] = in.short / units
	x[runTitle] = in.title / max(1, in.prose) * 4
	x[runTitleTop] = w.topTitle / float64(max(1, w.top)) * 4
	if h := o.marks[a].head; h < 0 {
		x[runNoHead] = 1
	} else {
		x[runHead] = math.Log1p(o.sums[a].prose-o.sums[h].prose) / 5
	}
	x[runMeta] = is(o.tally(max(0, a-metaReach), a-1).meta > 0)
	meta := 0.0 // the head and the foot of an article may hold its own
	if a+2 < b-1 {
		meta = o.tally(a+2, b-2).meta
	}
	x[runMetaInside] = min(1, meta/max(1, in.proseUnits))
	x[runMetaCount] = math.Log1p(meta) / 3
	x[runRepeats] = in.repeats / words
	x[runRepeatsOut] = behind.repeats / max(1, behind.words)
	x[runClosed] = o.tally(a+1, b).closed / max(1, in.proseUnits)
	x[runGap] = math.Log1p(float64(w.gap)) / 4
	x[runGapCues] = math.Log1p(float64(w.gapCues)) / 2
	if w.top > 0 {
		x[runLead] = math.Log1p(float64(w.lead)) / 4
	} else {
		x[runLead] = math.Log1p(units) / 4
	}
	x[runTail] = math.Log1p(float64(w.tail)) / 4
	x[runAfterProse] = is(a > 0 && o.marks[max(0, a-1)].prose > 0)
	x[runBeforeProse] = is(b+1 < n && o.marks[min(n-1, b+1)].prose > 0)
	x[runTurns] = math.Log1p(in.turns) / 3
	x[runTurnShare] = in.turns / units
	x[runTurnBehind] = is(o.tally(b+1, min(n-1, b+turnReach)).turns > 0)
	x[runCue] = float64(o.marks[b].cue) / cueReach
}

// likeliest appends to out the places of the largest values, ascending; of
// equal ones the first.
func likeliest(out []int32, v []float64) []int32 {
	for i, x := range v {
		k := len(out)
		if k == proposed {
			if x <= v[out[k-1]] {
				continue
			}
			k--
		} else {
			out = append(out, 0)
		}
		for ; k > 0 && v[out[k-1]] < x; k-- {
			out[k] = out[k-1]
		}
		out[k] = int32(i)
	}
	slices.Sort(out)
	return out
}

// logAdd is log(e^a + e^b).
func logAdd(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	if a-b > 36 || math.IsInf(b, -1) { // e^-36 is the last bit
		return a
	}
	return a + math.Log1p(math.Exp(b-a))
}
