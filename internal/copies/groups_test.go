package copies

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"newsdup/internal/clip"
	"newsdup/internal/join"
	"newsdup/internal/shingle"
)

// slowGroups follows the rule to the letter: all pairs scored, near pairs
// closest first, two groups tied when every pair across them may be together.
// It returns the labels and the lowest Jaccard similarity by label.
func slowGroups(sets []*shingle.Set, t Thresholds) ([]int32, map[int32]float64) {
	t = t.WithDefaults()
	n := len(sets)
	all := make([][]Pair, n)
	var near []Pair
	for a := range n {
		all[a] = make([]Pair, n)
		for b := range n {
			if a == b {
				continue
			}
			i, j := min(a, b), max(a, b)
			p := Judge(join.Pair{A: int32(i), B: int32(j), Overlap: int32(shingle.Overlap(sets[i].Hashes, sets[j].Hashes))}, sets[i], sets[j], t)
			if p.Relation == "" && min(sets[a].Len(), sets[b].Len()) >= t.Small && Ask(&p, sets[i], sets[j], t).Form {
				p.Relation = clip.Form
			}
			all[a][b] = p
			if a < b && p.Relation == clip.Near {
				near = append(near, p)
			}
		}
	}
	content := func(p Pair) (lesser, greater []uint64) {
		a, b := sets[p.A].Hashes, sets[p.B].Hashes
		if slices.Compare(a, b) > 0 {
			a, b = b, a
		}
		return a, b
	}
	slices.SortStableFunc(near, func(p, q Pair) int {
		pa, pb := content(p)
		qa, qb := content(q)
		return cmp.Or(cmp.Compare(q.Jaccard, p.Jaccard), slices.Compare(pa, qa), slices.Compare(pb, qb))
	})
	label := make([]int32, n)
	for i := range label {
		label[i] = int32(i)
	}
	for _, p := range near {
		a, b := label[p.A], label[p.B]
		ok := a != b
		for i := range n {
			for j := range n {
				if label[i] == a && label[j] == b {
					ok = ok && all[i][j].Relation != clip.Form && all[i][j].Containment() >= t.Together
				}
			}
		}
		if !ok {
			continue
		}
		for i := range label {
			if label[i] == max(a, b) {
				label[i] = min(a, b)
			}
		}
	}
	lowest := map[int32]float64{}
	for i := range n {
		for j := range n {
			if i != j && label[i] == label[j] {
				if v, ok := lowest[label[i]]; !ok || all[i][j].Jaccard < v {
					lowest[label[i]] = all[i][j].Jaccard
				}
			}
		}
	}
	return label, lowest
}

// family makes n clips of edits, cuts and extensions of a few texts of random
// words, some with numbers that change like those of a template.
func family(r *rand.Rand, n int) []*shingle.Set {
	var texts [][]string
	var sets []*shingle.Set
	invent := func() string {
		if r.IntN(12) == 0 {
			return fmt.Sprint(r.IntN(1000))
		}
		return "w" + letters(r.IntN(5000))
	}
	for range n {
		var ws []string
		if len(texts) == 0 || r.IntN(6) == 0 {
			for range 30 + r.IntN(200) {
				ws = append(ws, invent())
			}
		} else {
			rate := []float64{0.003, 0.01, 0.03, 0.1}[r.IntN(4)]
			numbers := r.IntN(3) == 0
			for _, w := range texts[r.IntN(len(texts))] {
				if r.Float64() < rate || numbers && w[0] <= '9' {
					if w[0] <= '9' {
						w = fmt.Sprint(r.IntN(1000))
					} else {
						w = invent()
					}
				}
				ws = append(ws, w)
			}
			switch r.IntN(4) {
			case 0:
				ws = ws[r.IntN(len(ws)/2+1):]
			case 1:
				for range r.IntN(100) {
					ws = append(ws, invent())
				}
			}
		}
		texts = append(texts, ws)
		sets = append(sets, set(strings.Join(ws, " ")))
	}
	return sets
}

func TestGroupsRandom(t *testing.T) {
	split, vetoed := 0, 0
	for seed := range uint64(15) {
		r := rand.New(rand.NewPCG(seed, 3))
		sets := family(r, 60)
		for _, th := range []Thresholds{{}, {Near: 0.3}, {Near: 0.7, Contains: 0.8}} {
			f, err := joinAndFind(context.Background(), sets, nil, th, 2)
			if err != nil {
				t.Fatal(err)
			}
			want, lowest := slowGroups(sets, th)
			for p := range f.Pairs.All() {
				if p.Relation == clip.Near && f.Label[p.A] != f.Label[p.B] {
					split++
				}
				if p.Relation == clip.Form {
					vetoed++
				}
			}
			if !slices.Equal(f.Label, want) {
				t.Fatalf("seed %d, %+v:\ngot  %v\nwant %v", seed, th, f.Label, want)
			}
			for _, g := range f.Groups {
				if g.Cohesion != lowest[g.Members[0]] {
					t.Fatalf("seed %d: cohesion %g, want %g", seed, g.Cohesion, lowest[g.Members[0]])
				}
			}
		}
	}
	if split == 0 || vetoed == 0 {
		t.Errorf("%d near pairs split, %d forms: the families try nothing", split, vetoed)
	}
}

// TestGroupsShuffled checks that the order of the clips and the number of workers change nothing.
func TestGroupsShuffled(t *testing.T) {
	for seed := range uint64(10) {
		r := rand.New(rand.NewPCG(seed, 4))
		sets := family(r, 80)
		first := find(t, sets)
		perm := r.Perm(len(sets))
		shuffled := make([]*shingle.Set, len(sets))
		at := make([]int, len(sets))
		for i, from := range perm {
			shuffled[i] = sets[from]
			at[from] = i
		}
		for _, workers := range []int{1, 8} {
			f, err := joinAndFind(context.Background(), shuffled, nil, Thresholds{}, workers)
			if err != nil {
				t.Fatal(err)
			}
			for a := range sets {
				for b := range sets {
					if (first.Label[a] == first.Label[b]) != (f.Label[at[a]] == f.Label[at[b]]) {
						t.Fatalf("seed %d: clips %d and %d are grouped otherwise after shuffling", seed, a, b)
					}
				}
			}
			if f.Pairs.Len() != first.Pairs.Len() {
				t.Fatalf("seed %d: %d pairs after shuffling, want %d", seed, f.Pairs.Len(), first.Pairs.Len())
			}
		}
	}
}

// TestGroupsRefine checks that a higher threshold only splits groups.
func TestGroupsRefine(t *testing.T) {
	for seed := range uint64(10) {
		sets := family(rand.New(rand.NewPCG(seed, 5)), 80)
		var coarse []int32
		for _, near := range []float64{0.5, 0.6, 0.7, 0.8, 0.9, 0.95} {
			f, err := joinAndFind(context.Background(), sets, nil, Thresholds{Near: near, Contains: 0.55 + near/10, Small: 1}, 1)
			if err != nil {
				t.Fatal(err)
			}
			if coarse != nil {
				for a := range sets {
					for b := range sets {
						if f.Label[a] == f.Label[b] && coarse[a] != coarse[b] {
							t.Fatalf("seed %d: clips %d and %d meet at near %g and not below", seed, a, b, near)
						}
					}
				}
			}
			coarse = f.Label
		}
	}
}

// BenchmarkFind has families of 200 clips among 5,000: edits, cuts and
// extensions of random texts of 30 to 230 words.
func BenchmarkFind(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 6))
	var sets []*shingle.Set
	for range 25 {
		sets = append(sets, family(r, 200)...)
	}
	b.Run("docs=5k", func(b *testing.B) {
		for b.Loop() {
			if _, err := joinAndFind(context.Background(), sets, nil, Thresholds{}, 1); err != nil {
				b.Fatal(err)
			}
		}
	})
}
