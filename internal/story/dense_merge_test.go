package story

import (
	"math"
	"slices"

	"newsdup/internal/shingle"
)

// How the reference merges: every cluster with every other, anew after each merge.

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
