package clean

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestLikeliest against a sort.
func TestLikeliest(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 60 {
		v := make([]float64, n)
		places := make([]int32, n)
		for i := range v {
			v[i], places[i] = float64(r.IntN(20)), int32(i)
		}
		slices.SortStableFunc(places, func(a, b int32) int { return int(v[b] - v[a]) })
		want := slices.Sorted(slices.Values(places[:min(n, proposed)]))
		if got := likeliest(nil, v); !slices.Equal(got, want) {
			t.Errorf("%v: got %v, want %v", v, got, want)
		}
	}
}

// randomPage is units of every kind, with what is measured of them.
func randomPage(r *rand.Rand) *Cleaner {
	c := New(Options{})
	for range 1 + r.IntN(80) {
		u := unit{line: line{measures: measures{n: float64(1 + r.IntN(30)), end: endKind(r.IntN(4) - 1)}}}
		switch r.IntN(5) {
		case 0:
			u.rule = &class{traits: isMeta}
		case 1:
			u.rule = &class{traits: isStrong | isEnd}
		}
		c.units = append(c.units, u)
		c.shapes = append(c.shapes, shape{title: r.Float64(), repeats: r.IntN(4) == 0, turn: r.IntN(6) == 0})
	}
	c.scene.set(c.units)
	c.outline.set(c.units, c.shapes, &c.scene)
	return c
}

// TestRuns against features counted unit by unit and chances summed run by
// run.
func TestRuns(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		c := randomPage(r)
		n := len(c.units)
		begin, end := make([]float64, n), make([]float64, n)
		for i := range n {
			begin[i], end[i] = 4*r.NormFloat64(), 4*r.NormFloat64()
		}
		all, first, last := 0.0, make([]float64, n), make([]float64, n)
		for a := range n {
			for b := a; b < n; b++ {
				p := math.Exp(begin[a] + end[b])
				all, first[a], last[b] = all+p, first[a]+p, last[b]+p
			}
		}
		c.outline.runs(begin, end, func(a, b int, x *[RunCount]float64) {
			want := c.slowRun(a, b)
			want[runFirst] = max(leastChance, math.Log(first[a]/all)) / 3
			want[runLast] = max(leastChance, math.Log(last[b]/all)) / 3
			for k := range want {
				if math.Abs(want[k]-x[k]) > 1e-9 {
					t.Fatalf("run %d..%d of %d: feature %d is %g, want %g", a, b, n, k, x[k], want[k])
				}
			}
		})
	}
}

// slowRun counts the features of a run but its chances.
func (c *Cleaner) slowRun(a, b int) (x [RunCount]float64) {
	us, s := c.units, &c.scene
	n := len(us)
	sum := func(a, b int, f func(i int) float64) (sum float64) {
		for i := max(0, a); i <= min(b, n-1); i++ {
			sum += f(i)
		}
		return sum
	}
	prose := func(i int) float64 { return s.prose[i] }
	count := func(i int) float64 { return is(s.prose[i] > 0) }
	words := func(i int) float64 { return us[i].n }
	repeated := func(i int) float64 { return us[i].n * is(c.shapes[i].repeats) }
	meta := func(i int) float64 { return is(us[i].rule.has(isMeta)) }
	total, in, units := max(1, sum(0, n, prose)), max(1, sum(a, b, words)), float64(b-a+1)
	x[runWords] = math.Log1p(in) / 5
	x[runProse] = math.Log1p(sum(a, b, prose)) / 6
	x[runShare], x[runBefore], x[runBehind] = sum(a, b, prose)/total, sum(0, a-1, prose)/total, sum(b+1, n, prose)/total
	x[runDense] = sum(a, b, prose) / in
	x[runEnded] = sum(a, b, func(i int) float64 { return us[i].n * is(us[i].end == endSentence) }) / in
	x[runShort] = sum(a, b, func(i int) float64 { return is(us[i].n < 7 && us[i].end != endSentence) }) / units
	x[runTitle] = 4 * sum(a, b, func(i int) float64 { return c.shapes[i].title * s.prose[i] }) / max(1, sum(a, b, prose))
	var at []int // units of prose
	for i := a; i <= b; i++ {
		if s.prose[i] > 0 {
			at = append(at, i)
		}
	}
	top := at[:min(len(at), topProse)]
	for _, i := range top {
		x[runTitleTop] += 4 * c.shapes[i].title / float64(len(top))
	}
	x[runNoHead] = 1
	for i := 1; i < a; i++ {
		if c.shapes[i].title >= titleRepeats && us[i].n >= 3 && us[i].end != endSentence {
			x[runNoHead], x[runHead] = 0, math.Log1p(sum(i, a-1, prose))/5
		}
	}
	x[runMeta] = is(sum(a-metaReach, a-1, meta) > 0)
	x[runMetaInside] = min(1, sum(a+2, b-2, meta)/max(1, sum(a, b, count)))
	x[runMetaCount] = math.Log1p(sum(a+2, b-2, meta)) / 3
	x[runRepeats] = sum(a, b, repeated) / in
	x[runRepeatsOut] = sum(b+1, n, repeated) / max(1, sum(b+1, n, words))
	x[runClosed] = sum(a+1, b, func(i int) float64 { return count(i) * is(s.closed[i]) }) / max(1, sum(a, b, count))
	x[runLead], x[runTail] = math.Log1p(units)/4, math.Log1p(units)/4
	if len(at) > 0 {
		x[runLead], x[runTail] = math.Log1p(float64(at[0]-a))/4, math.Log1p(float64(b-at[len(at)-1]))/4
	}
	for k := 1; k < len(at); k++ {
		x[runGap] = max(x[runGap], math.Log1p(float64(at[k]-at[k-1]-1))/4)
		cues := sum(at[k-1]+1, at[k]-1, func(i int) float64 { return is(us[i].rule.has(isStrong)) })
		x[runGapCues] = max(x[runGapCues], math.Log1p(cues)/2)
	}
	x[runAfterProse], x[runBeforeProse] = is(a > 0 && s.prose[max(0, a-1)] > 0), is(b+1 < n && s.prose[min(n-1, b+1)] > 0)
	turn := func(i int) float64 { return is(c.shapes[i].turn) }
	x[runTurns], x[runTurnShare] = math.Log1p(sum(a, b, turn))/3, sum(a, b, turn)/units
	x[runTurnBehind] = is(sum(b+1, b+turnReach, turn) > 0)
	x[runCue] = 1
	for d := cueReach - 1; d >= 0; d-- {
		if i := b + 1 + d; i < n && us[i].rule.has(isStrong) {
			x[runCue] = float64(d) / cueReach
		}
	}
	return x
}
