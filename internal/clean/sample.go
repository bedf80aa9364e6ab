package clean

// Sample is a page as the fit of the segment model sees it: one entry a unit.
type Sample struct {
	Vectors [][]float64 // features as a member, then as the first, then as the last unit of the body
	Kept    []string    // what the body holds of the unit; "" when a rule drops it between paragraphs

	outline outline
	units   []unit
}

// Run is a run of units that may be the body.
type Run struct {
	First, Last int
	Features    []float64 // RunCount of them
}

// Where the parts of a vector begin.
const (
	FirstFeature = memberCount
	LastFeature  = memberCount + firstCount
)

// NewSample measures a dump of a page. The cleaner's weights play no part.
func (c *Cleaner) NewSample(page []byte) *Sample {
	c.build(page, false)
	c.measure()
	s := &Sample{}
	s.outline.set(c.units, c.shapes, &c.scene)
	w := walk{head: -1}
	for i := range c.units {
		v := &c.vectors
		c.features(v, i, &w)
		flat := make([]float64, 0, WeightCount)
		for k, x := range v.member {
			if k < memberShapes {
				x *= c.scene.damp[i]
			}
			flat = append(flat, x)
		}
		flat = append(append(flat, v.first[:]...), v.last[:]...)
		kept := string(c.units[i].text)
		if c.units[i].rule.has(dropsInside) {
			kept = ""
		}
		s.Vectors, s.Kept = append(s.Vectors, flat), append(s.Kept, kept)
		u := c.units[i]
		u.text = nil
		s.units = append(s.units, u)
	}
	return s
}

// Inside calls f with the units of a run that rules leave, and the vector of each.
func (s *Sample) Inside(first, last int, f func(i int, x []float64)) {
	var kept []int32
	seen := map[string]bool{}
	for i := first; i <= last; i++ {
		if s.Kept[i] != "" && !(seen[s.Kept[i]] && s.units[i].n >= shortestRepeat) {
			kept = append(kept, int32(i))
			seen[s.Kept[i]] = true
		}
	}
	open := openShare(s.units, kept)
	for k, i := range kept {
		x := make([]float64, InsideCount)
		copy(x, s.Vectors[i][:memberCount])
		insideVector(x, s.units, kept, k, open)
		f(int(i), x)
	}
}

// Runs lists the runs that a linear model proposes under which a..b has the
// score begin[a]+end[b].
func (s *Sample) Runs(begin, end []float64) (runs []Run) {
	s.outline.runs(begin, end, func(a, b int, x *[RunCount]float64) {
		runs = append(runs, Run{a, b, append([]float64(nil), x[:]...)})
	})
	return runs
}
