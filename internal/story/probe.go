package story

// Probe gives cosines, and shared terms, of one doc with many: its row is scattered once and each
// other row then gathered, an eighth of the time of walking both (2.9 us on
// news). Terms are added in the order of their IDs as in Result.Cosine, so the
// answer is the same to the last bit. It is not safe for concurrent use.
type Probe struct {
	*Result
	dense []float64 // by column: the row of doc
	doc   int       // -1 for none
	buf   []entry   // for a row
	kept  [keptRows]keptRow
	told  [toldPairs]toldPair
}

// toldPair is a cosine that was given: who writes a story asks for its pairs three times, for
// the headline, the lowest score and what each text is closest to.
type toldPair struct {
	pair uint64 // the lower doc, then the other; 0 for none
	cos  float64
}

const toldPairs = 4093 // a prime; one of the pairs that leave the same rest: 64 KB, as many as 90 docs make

// keptRow is a row of a file: as every two clips of a story are compared, it is wanted
// again soon.
type keptRow struct {
	of  int // 1 + its doc
	row []entry
	buf []entry
}

const (
	keptRows = 512     // one of the docs whose number leaves the same rest: few stories have so many clips
	keptMost = 1 << 10 // entries of one that is kept: 8 KB
)

// row is that of a doc, valid until the next.
func (p *Probe) row(i int) []entry {
	s := p.space
	if s.away == nil || s.length(i) > keptMost {
		return s.row(i, &p.buf)
	}
	k := &p.kept[i%keptRows]
	if k.of != i+1 {
		k.of, k.row = i+1, s.row(i, &k.buf)
	}
	return k.row
}

// Probe returns a Probe of the result.
func (r *Result) Probe() *Probe {
	return &Probe{Result: r, dense: make([]float64, len(r.space.df)), doc: -1}
}

// Cosine is Result.Cosine; keep one of the two docs for as many calls as you can.
func (p *Probe) Cosine(i, j int) float64 {
	if i == j {
		return 1
	}
	pair := uint64(min(i, j))<<32 | uint64(max(i, j))
	told := &p.told[pair%toldPairs]
	if told.pair != pair {
		sum := 0.0
		for _, e := range p.other(i, j) {
			sum += p.dense[e.col] * float64(e.val)
		}
		*told = toldPair{pair, min(1, sum)}
	}
	return told.cos
}

// Shared is Result.Shared.
func (p *Probe) Shared(i, j, n int) []Term {
	if i == j {
		return p.Result.Shared(i, j, n)
	}
	w := words{space: p.space, most: n}
	for _, e := range p.other(i, j) {
		if x := p.dense[e.col] * float64(e.val); x > 0 {
			w.add(e.col, x)
		}
	}
	return w.ranked()
}

// other scatters one of two docs, if neither is, and gives the row of the other.
func (p *Probe) other(i, j int) []entry {
	if j == p.doc {
		i, j = j, i
	}
	if i != p.doc {
		if p.doc >= 0 {
			unscatter(p.dense, p.row(p.doc))
		}
		scatter(p.dense, p.row(i))
		p.doc = i
	}
	return p.row(j)
}
