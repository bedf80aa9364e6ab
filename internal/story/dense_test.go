package story

import (
	"cmp"
	"math"
	"slices"

	"newsdup/internal/shingle"
	"newsdup/internal/word"
)

// The slow, obvious reference: all pairs, maps in place of flat arrays, every
// mean recomputed from single links before every merge.

type dense struct {
	docs    []Doc
	rows    []map[uint64]float64
	cosine  [][]float64
	far     []float64
	scale   []float64
	part    [kinds][][]float64 // the part of each kind in the cosine
	apart   [][]bool
	banned  map[[2]int]bool // Options.Apart, both ways
	weighed int             // docs by their beat
	flags   map[uint64]word.Flag
	named   map[uint64]int
	idf     func(id uint64) float64
}

func newDense(docs []Doc, background Background, o Options) *dense {
	n := len(docs)
	d := &dense{docs: docs, far: make([]float64, n), scale: make([]float64, n), banned: map[[2]int]bool{}}
	for _, p := range o.Apart {
		d.banned[[2]int{int(p[0]), int(p[1])}], d.banned[[2]int{int(p[1]), int(p[0])}] = true, true
	}
	df := map[uint64]int{}
	flags := map[uint64]word.Flag{}
	names := map[uint64]int{}
	for _, doc := range docs {
		for _, f := range doc.Features {
			df[f.ID]++
			flags[f.ID] |= f.Flags
			if f.Flags&(word.Name|word.Entity) != 0 && f.Flags&word.Calendar == 0 {
				names[f.ID]++
			} else {
				names[f.ID]--
			}
		}
	}
	foreign, abroad := 0, map[uint64]int{}
	for _, doc := range docs {
		known := 0
		for _, f := range doc.Features {
			if background(f.ID) > 0 {
				known++
			}
		}
		if 4*known < len(doc.Features) {
			foreign++
			for _, f := range doc.Features {
				abroad[f.ID]++
			}
		}
	}
	d.flags, d.named = flags, names
	rows := make([]map[uint64]float64, n)
	d.rows = rows
	for i, doc := range docs {
		rows[i] = map[uint64]float64{}
		square, length := 0.0, 0
		for _, f := range doc.Features {
			length += bit(f.Flags&word.Headline == 0)
		}
		brief := min(1, max(0, 6-math.Log2(float64(max(1, length)))))
		for _, f := range doc.Features {
			pb := 0.0
			if flags[f.ID]&word.Number == 0 && names[f.ID] <= 0 && .6*(1-math.Exp(-350*float64(background(f.ID)))) <= .005 && 2*abroad[f.ID] > df[f.ID] {
				pb = float64(abroad[f.ID]*abroad[f.ID]) / float64(foreign*foreign+100)
			}
			idf := denseIDF(n, df[f.ID], flags[f.ID], 350, float64(background(f.ID)), pb)
			if idf > 0 {
				idf += brief * (denseIDF(n, df[f.ID], flags[f.ID], 200, float64(background(f.ID)), pb) - idf)
			}
			x := float64(f.TF) * idf
			rows[i][f.ID] = x
			square += x * x
		}
		for id, x := range rows[i] {
			rows[i][id] = float64(float32(x * (1 / math.Sqrt(square)))) // a weight is a float32
		}
	}
	for i := range docs {
		d.apart = append(d.apart, make([]bool, n))
		for j := range docs {
			if a, b := docs[i].Date, docs[j].Date; o.Window > 0 && !a.IsZero() && !b.IsZero() {
				d.apart[i][j] = a.Gap(b) > o.Window
			}
		}
	}
	compare := func() {
		d.cosine, d.part = nil, [kinds][][]float64{}
		for i := range docs {
			d.cosine = append(d.cosine, make([]float64, n))
			for k := range d.part {
				d.part[k] = append(d.part[k], make([]float64, n))
			}
			for j := range docs {
				for _, f := range docs[i].Features {
					x := rows[i][f.ID] * rows[j][f.ID]
					d.cosine[i][j] += x
					switch {
					case flags[f.ID]&word.Number != 0:
						d.part[number][i][j] += x
					case flags[f.ID]&word.Calendar != 0:
						d.part[calendar][i][j] += x
					case names[f.ID] <= 0:
						d.part[plain][i][j] += x
					}
				}
			}
		}
	}
	compare()
	idf := func(id uint64) float64 { return denseIDF(n, df[id], flags[id], 350, float64(background(id)), 0) }
	d.idf = idf
	was := d.cosine
	near := make([][]int, n) // candidates, the best first
	for i := range docs {
		for j := range docs {
			if i != j && !d.apart[i][j] {
				near[i] = append(near[i], j)
			}
		}
		slices.SortStableFunc(near[i], func(a, b int) int { return cmp.Compare(float32(was[i][b]), float32(was[i][a])) })
		d.far[i] = d.farOf(i, near[i])
	}
	anew := slices.Clone(rows)
	weighed := make([]bool, n)
	for i := range docs {
		if weighed[i] = len(near[i]) >= 50 && d.far[i] > .04 && was[i][near[i][0]] > d.far[i]+.04; weighed[i] {
			anew[i] = denseBeat(rows, i, near[i][20:50], df, idf)
			d.weighed++
		}
	}
	rows = anew
	compare()
	far := slices.Clone(d.far)
	for i := range docs {
		again := weighed[i]
		for _, j := range near[i] {
			again = again || weighed[j] && was[i][j] > far[i]+.04
		}
		if again {
			d.far[i] = d.farOf(i, near[i][:min(64, len(near[i]))])
		}
	}
	for i := range docs {
		r := d.meanOfBest(0, min(3, n-1), func(j int) float64 { return max(0, d.excess(i, j)) }, i)
		d.scale[i] = math.Pow(.15/max(.15, r), .35)
	}
	return d
}

// farOf is the far background of doc i by some of the others.
func (d *dense) farOf(i int, others []int) float64 {
	x := d.meanOfBest(20, 50, func(j int) float64 {
		if !slices.Contains(others, j) {
			return 0
		}
		return d.cosine[i][j]
	}, i)
	if n := len(d.docs) - 1; n < 50 {
		cos := make([]float64, n) // 0 for who is not compared
		for k, j := range others {
			cos[k] = d.cosine[i][j]
		}
		slices.Sort(cos)
		low, half := 0.0, (n+1)/2
		for _, c := range cos[:half] {
			low += c / float64(half)
		}
		x += float64(min(30, 50-n)) / 30 * min(.06, low)
	}
	own := min(1, max(0, (x-.15)/.05))
	return own*.04 + (1-own)*min(.12, max(.04, x))
}

// denseBeat gives the row of doc i by the idf of its beat.
func denseBeat(rows []map[uint64]float64, i int, beat []int, df map[uint64]int, idf func(uint64) float64) map[uint64]float64 {
	a := .3 * min(1, max(0, math.Log(float64(len(rows[i]))/32)/math.Log(4)))
	row := map[uint64]float64{}
	square := 0.0
	for id, x := range rows[i] {
		n := 0.0
		for _, j := range beat {
			if _, ok := rows[j][id]; ok && df[id] > 1 {
				n++
			}
		}
		if q := (n + 10*math.Exp(-idf(id))) / 40; x > 0 {
			x *= 1 - a + a*min(1, math.Log(1/q)/idf(id))
		}
		row[id] = x
		square += x * x
	}
	for id := range row {
		row[id] /= math.Sqrt(square)
	}
	return row
}

func denseIDF(n, df int, flags word.Flag, words, f, least float64) float64 {
	pb := 1 - math.Exp(-words*f)
	if f < .01 {
		pb *= .6
	}
	pb = max(pb, .005, least)
	if flags&word.Number != 0 {
		pb = .02
	}
	if flags&word.Figure != 0 {
		pb = .005
	}
	return max(0, math.Log((float64(n)+1000+1)/(float64(df)+1000*pb+.5)))
}

// meanOfBest is the mean of the values ranked from..to of all docs that are
// compared with i.
func (d *dense) meanOfBest(from, to int, value func(int) float64, i int) float64 {
	var all []float64
	for j := range d.docs {
		if j != i && !d.apart[i][j] {
			all = append(all, value(j))
		}
	}
	slices.Sort(all)
	slices.Reverse(all)
	sum := 0.0
	for r := from; r < min(to, len(all)); r++ {
		sum += all[r]
	}
	return sum / max(1, float64(to-from))
}

func (d *dense) excess(i, j int) float64 { return d.cosine[i][j] - d.far[i] - d.far[j] }

func (d *dense) link(i, j int) float64 { return d.scale[i] * d.scale[j] * d.excess(i, j) }

// mean is the mean link over pairs of a and b; ok is false when one of them is
// outside the window.
func (d *dense) mean(a, b []int) (mean float64, ok bool) {
	pairs := 0
	for _, i := range a {
		for _, j := range b {
			if i == j {
				continue
			}
			if d.apart[i][j] {
				return 0, false
			}
			mean += d.link(i, j)
			pairs++
		}
	}
	return mean / max(1, float64(pairs)), true
}

// meanPart is the mean part of a kind in the cosines, times g, over pairs of a and b.
func (d *dense) meanPart(k kind, a, b []int) float64 {
	sum, pairs := 0.0, 0
	for _, i := range a {
		for _, j := range b {
			if i != j {
				sum += d.scale[i] * d.scale[j] * d.part[k][i][j]
				pairs++
			}
		}
	}
	return sum / float64(pairs)
}

// score is that of two clusters; ok is false when something speaks against the merge.
func (d *dense) score(a, b []int) (c float64, ok bool) {
	c, ok = d.mean(a, b)
	for _, i := range a {
		ok = ok && !slices.ContainsFunc(b, func(j int) bool { return d.banned[[2]int{i, j}] })
	}
	inA, _ := d.mean(a, a)
	inB, _ := d.mean(b, b)
	if len(a) > 1 && len(b) > 1 {
		c *= min(1, .08/max(.08, min(inA, inB)))
		floor := [kinds]float64{number: .01, calendar: .01, plain: .03}
		for k := number; k < kinds; k++ {
			agree := min(d.meanPart(k, a, a), d.meanPart(k, b, b))
			across := d.meanPart(k, a, b)
			ok = ok && (units(agree) < units(floor[k]) || units(across) >= units(.35*agree))
		}
	}
	return c, ok
}

// halves gives the pairs of clusters, numbered below n, that are halves of one story.
func (d *dense) halves(clusters map[int][]int, n int) (pairs [][2]int) {
	// other is the mean link to the nearest other cluster than not, and which it is.
	other := func(a, not int) (nearest int, mean float64) {
		for b := range n {
			if b == a || b == not || clusters[b] == nil {
				continue
			}
			tied := false
			for _, i := range clusters[a] {
				tied = tied || slices.ContainsFunc(clusters[b], func(j int) bool { return d.link(i, j) >= DefaultThreshold })
			}
			if m, ok := d.mean(clusters[a], clusters[b]); ok && tied && m > mean {
				nearest, mean = b, m
			}
		}
		return nearest, mean
	}
	for a := range n {
		if clusters[a] == nil {
			continue
		}
		b, mean := other(a, -1)
		if mean == 0 || b < a {
			continue
		}
		_, nextA := other(a, b)
		_, nextB := other(b, a)
		score, ok := d.score(clusters[a], clusters[b])
		lead := mean - max(nextA, nextB)
		if ok && units(score) >= units(.03) && units(lead) > 0 && units(4*d.days(clusters[a], clusters[b])+math.Log(1+d.words(clusters[a], clusters[b]))+65*min(.06, lead)) >= units(6) {
			pairs = append(pairs, [2]int{a, b})
		}
	}
	return pairs
}

// about says whether doc i is about feature f, which is of kind k.
func (d *dense) about(f shingle.Feature, k kind) bool {
	least := 1 + math.Log(1+5*math.Exp(-40./60))
	if k == calendar {
		least = 1 + math.Log(3*(1+5*math.Exp(-1)))
	}
	return kindOf(d.flags[f.ID], d.named[f.ID] > 0) == k && float64(f.TF) >= least-1e-6
}

func (d *dense) days(a, b []int) (sum float64) {
	for _, i := range a {
		for _, j := range b {
			x, y, common := 0, 0, 0
			for _, f := range d.docs[i].Features {
				if d.about(f, calendar) {
					x++
				}
			}
			for _, f := range d.docs[j].Features {
				if d.about(f, calendar) {
					y++
					for _, g := range d.docs[i].Features {
						if g.ID == f.ID && d.about(g, calendar) {
							common++
						}
					}
				}
			}
			if common > 0 {
				sum++
			} else if x > 0 && y > 0 {
				sum--
			}
		}
	}
	return sum / float64(len(a)*len(b))
}

func (d *dense) words(a, b []int) (sum float64) {
	for _, i := range a {
		for _, j := range b {
			for _, f := range d.docs[i].Features {
				for _, g := range d.docs[j].Features {
					if f.ID == g.ID && d.about(f, plain) && d.about(g, plain) {
						sum += d.idf(f.ID)
					}
				}
			}
		}
	}
	return sum / float64(len(a)*len(b))
}

// labels clusters.
func (d *dense) labels(threshold float64) []int32 {
	clusters := map[int][]int{} // by number
	for i := range d.docs {
		clusters[i] = []int{i}
	}
	second := threshold <= DefaultThreshold // is still to come
	for next := len(d.docs); ; next++ {
		least := threshold
		if second {
			least = DefaultThreshold
		}
		best, bestA, bestB := int64(0), -1, -1
		for a := range next {
			for b := a + 1; b < next; b++ {
				if clusters[a] == nil || clusters[b] == nil {
					continue
				}
				c, ok := d.score(clusters[a], clusters[b])
				if ok && c >= least && units(c) > best {
					best, bestA, bestB = units(c), a, b
				}
			}
		}
		if bestA < 0 && second {
			second = false
			for _, pair := range d.halves(clusters, next) {
				clusters[next] = slices.Concat(clusters[pair[0]], clusters[pair[1]])
				delete(clusters, pair[0])
				delete(clusters, pair[1])
				next++
			}
			next--
			continue
		}
		if bestA < 0 {
			break
		}
		clusters[next] = append(slices.Clone(clusters[bestA]), clusters[bestB]...)
		delete(clusters, bestA)
		delete(clusters, bestB)
	}
	labels := make([]int32, len(d.docs))
	for _, c := range clusters {
		for _, i := range c {
			labels[i] = int32(slices.Min(c))
		}
		if len(c) == 2 {
			length := math.Sqrt(float64(len(d.docs[c[0]].Features) * len(d.docs[c[1]].Features)))
			if d.link(c[0], c[1]) < threshold+.04*max(0, min(1, math.Log2(length/64))) {
				labels[c[0]], labels[c[1]] = int32(c[0]), int32(c[1])
				continue
			}
		}
		stays := slices.DeleteFunc(slices.Clone(c), func(i int) bool { return d.sharesFew(i, c, threshold) })
		for _, i := range c {
			if labels[i] = int32(i); slices.Contains(stays, i) {
				labels[i] = int32(slices.Min(stays))
			}
		}
	}
	return labels
}

// sharesFew says whether a doc of few words shares too few of them with the docs of its cluster.
func (d *dense) sharesFew(i int, cluster []int, threshold float64) bool {
	shared := map[uint64]bool{}
	for _, j := range cluster {
		for id, x := range d.rows[i] {
			if j != i && d.link(i, j) >= threshold && x*d.rows[j][id] > 0 {
				shared[id] = true
			}
		}
	}
	least := 2
	if len(cluster) == 2 {
		least = 3
	}
	return len(d.docs[i].Features) <= 32 && len(cluster) > 1 && len(shared) < min(least, len(d.docs[i].Features))
}
