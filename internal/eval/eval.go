// Package eval scores a clustering of clips against labels.
//
// How: every measure follows from one contingency table of gold against predicted
// clusters. What it costs: a few maps over the labelled clips. What it refuses: to
// read pages, and to judge; it knows no threshold.
package eval

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// PRF is precision, recall and their harmonic mean, each in [0,1].
type PRF struct {
	Precision, Recall, F1 float64
}

func newPRF(p, r float64) PRF { return PRF{p, r, harmonic(p, r)} }

// Scores measure a clustering. Shares are in [0,1], 1 is best, but for ARI,
// which is 0 for chance and may be below.
type Scores struct {
	Clips int // labelled clips, distractors not among them
	Gold  int // clusters of the labels
	Pred  int // predicted clusters that hold a labelled clip

	// BCubed, for each clip: how much of its predicted cluster is of its gold
	// cluster (precision), how much of its gold cluster is in its predicted
	// cluster (recall); the mean over clips. A distractor in the predicted
	// cluster lowers precision. With n(g,p) clips of gold g in predicted p and
	// s(p) the size of p:
	//
	//	precision = 1/N sum n(g,p)^2 / s(p)    recall = 1/N sum n(g,p)^2 / s(g)
	//
	// Bagga and Baldwin, "Entity-Based Cross-Document Coreferencing Using the
	// Vector Space Model", COLING-ACL 1998; Amigó, Gonzalo, Artiles and Verdejo,
	// "A comparison of extrinsic clustering evaluation metrics based on formal
	// constraints", Information Retrieval 12, 2009, which shows it the one that
	// meets all four constraints.
	BCubed PRF

	// Pair: of the pairs of clips put together, those that belong together
	// (precision); of the pairs that belong together, those put together
	// (recall); 1 when there is no such pair. Distractors do not count.
	Pair PRF

	// ARI is the adjusted Rand index: pairs in common, corrected for chance,
	// with T, G, P the pairs together in both, in gold, in pred, of all pairs A:
	//
	//	(T - G P / A) / ((G + P)/2 - G P / A)
	//
	// Hubert and Arabie, "Comparing partitions", Journal of Classification 2, 1985. 1 when
	// the denominator is 0: both are one cluster, or both are all singletons.
	ARI float64

	// Homogeneity is 1 - H(gold|pred)/H(gold), completeness 1 - H(pred|gold)/H(pred),
	// each 1 when the entropy below is 0; V is their harmonic mean. Rosenberg and
	// Hirschberg, "V-Measure: A conditional entropy-based external cluster
	// evaluation measure", EMNLP-CoNLL 2007.
	Homogeneity, Completeness, V float64

	Distractors int // gold names in cluster "-"
	Swallowed   int // of these, put into a cluster with a labelled clip

	Matched int // gold names that pred has: with none the scores say nothing of pred
}

// Score measures pred against gold, both maps from name to cluster. A gold clip
// that pred does not name is a cluster of its own; names of pred that gold does
// not have are ignored, so is what they add to a cluster. Gold cluster "-"
// marks a distractor: never scored itself, but counted in the size of the
// predicted cluster that swallowed it. match.go says when two names are the
// same clip. Without labelled clips only Distractors is set.
func Score(gold, pred map[string]string) Scores {
	clusters := match(gold, pred)
	s := newTable(gold, clusters).scores()
	s.Matched = len(clusters)
	return s
}

// table is the contingency table of gold against predicted clusters. Clusters
// are numbered; gold, pred and swollen are indexed by these numbers.
type table struct {
	cells       []cell // of labelled clips, ordered: the last bits of a sum of floats depend on it
	gold        []int  // labelled clips by gold cluster
	pred        []int  // labelled clips by predicted cluster; may be 0
	swollen     []int  // labelled clips and distractors by predicted cluster
	clips       int    // labelled
	distractors int
	swallowed   int
}

// cell counts the clips of one gold cluster in one predicted cluster.
type cell struct{ gold, pred, n int }

// newTable counts the clips of gold; clusters are the predicted ones by gold
// name. Clusters are numbered as the clips in byte order meet them, so that
// neither their names nor the order of a map have a part in the result.
func newTable(gold, clusters map[string]string) table {
	var t table
	goldNumber, predNumber := map[string]int{}, map[string]int{}
	counts := map[[2]int]int{}
	var strays []int // predicted cluster of each distractor
	for _, name := range slices.Sorted(maps.Keys(gold)) {
		label, found := clusters[name]
		p, known := predNumber[label]
		if !found || !known { // a clip that is not found is alone
			p = len(t.swollen)
			t.swollen, t.pred = append(t.swollen, 0), append(t.pred, 0)
			if found {
				predNumber[label] = p
			}
		}
		t.swollen[p]++
		if gold[name] == Unlabelled {
			strays = append(strays, p)
			continue
		}
		g, known := goldNumber[gold[name]]
		if !known {
			g = len(t.gold)
			t.gold = append(t.gold, 0)
			goldNumber[gold[name]] = g
		}
		t.clips++
		t.gold[g]++
		t.pred[p]++
		counts[[2]int{g, p}]++
	}
	t.distractors = len(strays)
	for _, p := range strays {
		if t.pred[p] > 0 {
			t.swallowed++
		}
	}
	for key, n := range counts {
		t.cells = append(t.cells, cell{key[0], key[1], n})
	}
	slices.SortFunc(t.cells, func(a, b cell) int {
		return cmp.Or(cmp.Compare(a.gold, b.gold), cmp.Compare(a.pred, b.pred))
	})
	return t
}

func (t table) scores() Scores {
	s := Scores{Clips: t.clips, Gold: len(t.gold), Distractors: t.distractors, Swallowed: t.swallowed}
	if t.clips == 0 {
		return s
	}
	for _, n := range t.pred {
		if n > 0 {
			s.Pred++
		}
	}
	s.BCubed = t.bcubed()
	s.Pair, s.ARI = t.pairs()
	s.Homogeneity, s.Completeness = t.entropies()
	s.V = harmonic(s.Homogeneity, s.Completeness)
	return s
}

func (t table) bcubed() PRF {
	var p, r float64
	for _, c := range t.cells {
		n := float64(c.n)
		p += n * n / float64(t.swollen[c.pred])
		r += n * n / float64(t.gold[c.gold])
	}
	return newPRF(p/float64(t.clips), r/float64(t.clips))
}

func (t table) pairs() (pair PRF, ari float64) {
	var both float64
	for _, c := range t.cells {
		both += choose2(c.n)
	}
	gold, pred := sum(t.gold, choose2), sum(t.pred, choose2)
	chance := 0.0
	if t.clips > 1 {
		chance = gold * pred / choose2(t.clips)
	}
	return newPRF(ratio(both, pred), ratio(both, gold)), ratio(both-chance, (gold+pred)/2-chance)
}

func (t table) entropies() (homogeneity, completeness float64) {
	surprise := func(n int) float64 { // a cluster's part in the entropy, in nats
		if n == 0 {
			return 0
		}
		share := float64(n) / float64(t.clips)
		return -share * math.Log(share)
	}
	var joint float64
	for _, c := range t.cells {
		joint += surprise(c.n)
	}
	gold, pred := sum(t.gold, surprise), sum(t.pred, surprise)
	given := func(other, own float64) float64 { // 1 - H(own|other)/H(own), rounding kept out of the range
		return min(1, max(0, ratio(own+other-joint, own)))
	}
	return given(pred, gold), given(gold, pred)
}

// choose2 is the number of pairs of n things; exact below 2^53.
func choose2(n int) float64 { return float64(n) * float64(n-1) / 2 }

// sum adds f of each.
func sum(sizes []int, f func(int) float64) (total float64) {
	for _, n := range sizes {
		total += f(n)
	}
	return total
}

// ratio is a/b, and 1 for b = 0: nothing was asked for, nothing was missed.
func ratio(a, b float64) float64 {
	if b == 0 {
		return 1
	}
	return a / b
}

// harmonic is the harmonic mean; 0 when both are.
func harmonic(a, b float64) float64 {
	if a+b == 0 {
		return 0
	}
	return 2 * a * b / (a + b)
}
