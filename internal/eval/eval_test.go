package eval

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// clustering reads "a b c | d e" as names to clusters numbered from 1; the
// part after " - " is the distractors.
func clustering(s string) map[string]string {
	labels := map[string]string{}
	s, strays, _ := strings.Cut(s, " - ")
	for i, part := range strings.Split(s, "|") {
		for _, name := range strings.Fields(part) {
			labels[name] = fmt.Sprint(i + 1)
		}
	}
	for _, name := range strings.Fields(strays) {
		labels[name] = Unlabelled
	}
	return labels
}

func close9(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

// same compares but for rounding in the last digits.
func same(a, b Scores) bool {
	ok := true
	for _, p := range [][2]float64{
		{a.BCubed.Precision, b.BCubed.Precision}, {a.BCubed.Recall, b.BCubed.Recall}, {a.BCubed.F1, b.BCubed.F1},
		{a.Pair.Precision, b.Pair.Precision}, {a.Pair.Recall, b.Pair.Recall}, {a.Pair.F1, b.Pair.F1},
		{a.ARI, b.ARI}, {a.Homogeneity, b.Homogeneity}, {a.Completeness, b.Completeness}, {a.V, b.V},
	} {
		ok = ok && close9(p[0], p[1])
	}
	return ok && a.Clips == b.Clips && a.Gold == b.Gold && a.Pred == b.Pred &&
		a.Distractors == b.Distractors && a.Swallowed == b.Swallowed
}

var perfect = PRF{1, 1, 1}

// TestScore: values worked out by hand, as fractions.
func TestScore(t *testing.T) {
	ln := math.Log
	for _, c := range []struct {
		name, gold, pred string
		want             Scores
	}{
		{"nothing", "", "a b", Scores{}},
		{"one clip", "a", "a", Scores{Clips: 1, Gold: 1, Pred: 1, BCubed: perfect, Pair: perfect, ARI: 1, Homogeneity: 1, Completeness: 1, V: 1}},
		{"equal", "a b c | d e", "e d | b c a", Scores{Clips: 5, Gold: 2, Pred: 2, BCubed: perfect, Pair: perfect, ARI: 1, Homogeneity: 1, Completeness: 1, V: 1}},
		{"singletons, unnamed", "a | b | c", "", Scores{Clips: 3, Gold: 3, Pred: 3, BCubed: perfect, Pair: perfect, ARI: 1, Homogeneity: 1, Completeness: 1, V: 1}},
		{ // precision 1/4 each; pairs 2 of 6; every pair expected by chance is there
			"all in one", "a b | c d", "a b c d",
			Scores{Clips: 4, Gold: 2, Pred: 1, BCubed: PRF{.5, 1, 2. / 3}, Pair: PRF{1. / 3, 1, .5}, ARI: 0, Homogeneity: 0, Completeness: 1, V: 0},
		},
		{ // no pair is claimed: pair precision 1
			"all apart", "a b | c d", "",
			Scores{Clips: 4, Gold: 2, Pred: 4, BCubed: PRF{1, .5, 2. / 3}, Pair: PRF{1, 0, 0}, ARI: 0, Homogeneity: 1, Completeness: .5, V: 2. / 3},
		},
		{ // H(pred) = 1/2 ln 2 + 1/2 ln 4 = 3/2 ln 2, H(pred|gold) = 1/2 ln 2; ARI (1-1/3)/(3/2-1/3)
			"one split", "a b | c d", "a b | c | d",
			Scores{Clips: 4, Gold: 2, Pred: 3, BCubed: PRF{1, .75, 6. / 7}, Pair: PRF{1, .5, 2. / 3}, ARI: 4. / 7, Homogeneity: 1, Completeness: 2. / 3, V: .8},
		},
		{ // precision (2/3 + 2/3 + 1/3 + 2/3 + 2/3)/5, recall (2/3 + 2/3 + 1/3 + 1 + 1)/5; ARI (2 - 1.6)/(4 - 1.6)
			"a distractor swallowed", "a b c | d e - x y", "a b x | c d e | y",
			Scores{
				Clips: 5, Gold: 2, Pred: 2, Distractors: 2, Swallowed: 1,
				BCubed: PRF{.6, 11. / 15, .66}, Pair: PRF{.5, .5, .5}, ARI: 1. / 6,
				// both marginals are 3:2, the cells 2:1:2
				Homogeneity:  1 - (.4*ln(.4)*2+.2*ln(.2)-.6*ln(.6)-.4*ln(.4))/(.6*ln(.6)+.4*ln(.4)),
				Completeness: 1 - (.4*ln(.4)*2+.2*ln(.2)-.6*ln(.6)-.4*ln(.4))/(.6*ln(.6)+.4*ln(.4)),
				V:            1 - (.4*ln(.4)*2+.2*ln(.2)-.6*ln(.6)-.4*ln(.4))/(.6*ln(.6)+.4*ln(.4)),
			},
		},
		{"distractors together are not swallowed", "a b - x y", "a b | x y", Scores{
			Clips: 2, Gold: 1, Pred: 1, Distractors: 2, BCubed: perfect, Pair: perfect, ARI: 1, Homogeneity: 1, Completeness: 1, V: 1,
		}},
		{"names without label do not count", "a b", "a b c d", Scores{
			Clips: 2, Gold: 1, Pred: 1, BCubed: perfect, Pair: perfect, ARI: 1, Homogeneity: 1, Completeness: 1, V: 1,
		}},
		{"distractors alone", " - x y", "x y", Scores{Distractors: 2}},
	} {
		got := Score(clustering(c.gold), clustering(c.pred))
		if !same(got, c.want) {
			t.Errorf("%s:\ngot  %+v\nwant %+v", c.name, got, c.want)
		}
	}
}

// TestBaggaBaldwin is the example of the B-cubed paper: two responses that the
// older MUC score cannot tell apart, with precisions of 16/21 and 7/12.
func TestBaggaBaldwin(t *testing.T) {
	gold := clustering("1 2 3 4 5 | 6 7 | 8 9 A B C")
	for pred, want := range map[string]float64{
		"1 2 3 4 5 | 6 7 8 9 A B C": 16. / 21,
		"1 2 3 4 5 8 9 A B C | 6 7": 7. / 12,
	} {
		if got := Score(gold, clustering(pred)).BCubed; !close9(got.Precision, want) || got.Recall != 1 {
			t.Errorf("%s: %+v, want precision %v, recall 1", pred, got, want)
		}
	}
}

// TestScoreAgainstOther: the wanted values were printed by an independent program
// for these labels.
func TestScoreAgainstOther(t *testing.T) {
	gold := clustering("river1 river2 river3 river4 | vote1 vote2 vote3 | goal1 goal2 goal3 goal4 goal5 | fire1 fire2 | lone1 | lone2 - ad1 ad2 ad3 ad4")
	pred := clustering("river1 river2 river3 ad1 | river4 vote1 vote2 | goal1 goal2 goal3 ad2 | goal4 goal5 | fire1 fire2 lone1 | ad3 ad4")
	got := Score(gold, pred)
	for _, c := range []struct {
		what      string
		got, want float64
	}{
		{"clips", float64(got.Clips), 16},
		{"gold", float64(got.Gold), 6},
		{"pred", float64(got.Pred), 7},
		{"b3 p", got.BCubed.Precision, 0.7395833333333333},
		{"b3 r", got.BCubed.Recall, 0.6729166666666666},
		{"b3 f1", got.BCubed.F1, 0.7046767453294002},
		{"pair f1", got.Pair.F1, 0.5454545454545455},
		{"ari", got.ARI, 0.47674418604651164},
		{"v", got.V, 0.7970062542532607},
		{"distractors", float64(got.Distractors), 4},
		{"swallowed", float64(got.Swallowed), 2},
	} {
		if !close9(c.got, c.want) {
			t.Errorf("%s = %v, want %v", c.what, c.got, c.want)
		}
	}
}

// random is a clustering of n clips into at most k clusters, and a worse copy
// of it that leaves some clips out.
func random(r *rand.Rand, n, k int) (gold, pred map[string]string) {
	gold, pred = map[string]string{}, map[string]string{}
	for i := range n {
		name, cluster := fmt.Sprintf("dir%d/%d.txt", i%3, i), r.IntN(k)
		gold[name] = fmt.Sprint("g", cluster)
		if r.IntN(6) == 0 {
			gold[name] = Unlabelled
		}
		switch r.IntN(5) {
		case 0:
			pred[name] = fmt.Sprint("p", r.IntN(k))
		case 1:
		default:
			pred[name] = fmt.Sprint("p", cluster)
		}
	}
	return gold, pred
}

// TestScoreAgainstDefinitions works B-cubed and pairs out clip by clip, as their authors define them.
func TestScoreAgainstDefinitions(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		gold, pred := random(r, 2+r.IntN(40), 1+r.IntN(8))
		together := func(a, b string) bool { return a == b || pred[a] != "" && pred[a] == pred[b] }
		var p, q, tp, claimed, wanted, clips float64
		for a := range gold {
			if gold[a] == Unlabelled {
				continue
			}
			clips++
			var both, inPred, inGold float64
			for b := range gold {
				sameGold := gold[b] == gold[a]
				if together(a, b) {
					inPred++
				}
				if sameGold {
					inGold++
				}
				if sameGold && together(a, b) {
					both++
				}
				if a < b && gold[b] != Unlabelled {
					tp += one(sameGold && together(a, b))
					claimed += one(together(a, b))
					wanted += one(sameGold)
				}
			}
			p += both / inPred
			q += both / inGold
		}
		got := Score(gold, pred)
		if clips == 0 {
			continue
		}
		if !close9(got.BCubed.Precision, p/clips) || !close9(got.BCubed.Recall, q/clips) {
			t.Fatalf("b-cubed %+v, want %v %v", got.BCubed, p/clips, q/clips)
		}
		if claimed > 0 && !close9(got.Pair.Precision, tp/claimed) || wanted > 0 && !close9(got.Pair.Recall, tp/wanted) {
			t.Fatalf("pairs %+v, want %v/%v %v/%v", got.Pair, tp, claimed, tp, wanted)
		}
	}
}

func one(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// TestScoreProperties: names of clusters have no part in the result, to the last
// bit; gold against itself is perfect; swapping the sides swaps precision and recall.
func TestScoreProperties(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 100 {
		gold, pred := random(r, 2+r.IntN(60), 1+r.IntN(9))
		want := Score(gold, pred)
		if got := Score(renamed(r, gold), renamed(r, pred)); got != want {
			t.Fatalf("renamed: %+v, want %+v", got, want)
		}
		if s := Score(gold, gold); s.Clips > 0 && (s.BCubed.Recall != 1 || s.Pair != perfect || !close9(s.ARI, 1) || !close9(s.V, 1) || s.Swallowed != 0) {
			t.Fatalf("gold against itself: %+v", s)
		}
		maps.DeleteFunc(gold, func(name, c string) bool { return c == Unlabelled || pred[name] == "" })
		maps.DeleteFunc(pred, func(name, _ string) bool { return gold[name] == "" })
		a, b := Score(gold, pred), Score(pred, gold)
		if !close9(a.BCubed.Precision, b.BCubed.Recall) || !close9(a.Pair.Recall, b.Pair.Precision) || !close9(a.ARI, b.ARI) ||
			!close9(a.Homogeneity, b.Completeness) || !close9(a.V, b.V) {
			t.Fatalf("swapped: %+v and %+v", a, b)
		}
	}
}

// renamed gives the clusters of m other names; "-" stays.
func renamed(r *rand.Rand, m map[string]string) map[string]string {
	clusters := slices.Compact(slices.Sorted(maps.Values(m)))
	order := r.Perm(len(clusters))
	out := map[string]string{}
	for name, c := range m {
		i, _ := slices.BinarySearch(clusters, c)
		out[name] = fmt.Sprint("c", order[i])
		if c == Unlabelled {
			out[name] = c
		}
	}
	return out
}

func TestMatch(t *testing.T) {
	for _, c := range []struct{ gold, pred, want string }{
		{"a.txt", "pages/a.txt", "a.txt=pages/a.txt"},
		{"./a.txt", "pages//a.txt", "./a.txt=pages//a.txt"},
		{"gold/a.txt", "pages/a.txt", "gold/a.txt=pages/a.txt"},
		{"x/a.txt y/a.txt", "in/x/a.txt in/y/a.txt", "x/a.txt=in/x/a.txt y/a.txt=in/y/a.txt"},
		{"/data/x/a.txt /data/y/a.txt", "y/a.txt", "/data/y/a.txt=y/a.txt"},
		{"x/a.txt y/a.txt", "in/z/a.txt", ""},
		{"x/a.txt y/a.txt", "a.txt", ""},
		{"x/a.txt y/a.txt", "in/xx/a.txt", ""}, // whole elements only
		{"a.txt x/a.txt", "in/x/a.txt in/a.txt", "a.txt=in/a.txt x/a.txt=in/x/a.txt"},
		{"a.txt", "in/y/a.txt in/x/a.txt", "a.txt=in/x/a.txt"},
		{"x/a.txt", "in/b/a.txt in/x/a.txt", "x/a.txt=in/x/a.txt"}, // a whole match beats an earlier name
		{"a.txt", "b.txt", ""},
		{"a.txt", "in/ba.txt", ""},
	} {
		gold, pred := map[string]string{}, map[string]string{}
		for _, name := range strings.Fields(c.gold) {
			gold[name] = "1"
		}
		for _, name := range strings.Fields(c.pred) {
			pred[name] = name
		}
		var got []string
		found := match(gold, pred)
		for _, name := range slices.Sorted(maps.Keys(found)) {
			got = append(got, name+"="+found[name])
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("gold %s, pred %s: %s, want %s", c.gold, c.pred, got, c.want)
		}
	}
}

// BenchmarkScore scores 10,000 clips in at most 2,000 clusters.
func BenchmarkScore(b *testing.B) {
	gold, pred := random(rand.New(rand.NewPCG(5, 6)), 10_000, 2_000)
	b.Run("clips=10k", func(b *testing.B) {
		for b.Loop() {
			Score(gold, pred)
		}
	})
}
