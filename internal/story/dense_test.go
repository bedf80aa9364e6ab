package story

import (
	"cmp"
	"math"
	"slices"

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
	far := slices.Clone(d.far)
	anew := slices.Clone(rows)
	weighed := make([]bool, n)
	above := func(i int) bool {
		return slices.ContainsFunc(near[i], func(j int) bool { return was[i][j] > max(.11, far[i]+far[j]) })
	}
	for i := range docs {
		if weighed[i] = len(near[i]) >= 50 && d.far[i] > .055 && above(i); weighed[i] {
			anew[i] = denseBeat(rows, i, near[i][20:50], df, idf)
			d.weighed++
		}
	}
	rows = anew
	compare()
	for i := range docs {
		again := weighed[i]
		for _, j := range near[i] {
			again = again || weighed[j] && was[i][j] > max(.11, far[i]+.04)
		}
		if again && above(i) {
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
		low, least := 0.0, max(1, int(math.Round(2*float64(n)/3)))
		for _, c := range cos[:least] {
			low += c / float64(least)
		}
		guess := .065
		if n > 1 {
			guess -= .025 * min(1, max(0, (cos[n-2]-.18)/.06))
		}
		x += float64(min(30, 50-n)) / 30 * min(guess, low)
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
