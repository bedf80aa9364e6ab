package story

import (
	"fmt"
	"math"
	"slices"
	"testing"
)

func TestPairs(t *testing.T) {
	docs := newGenerator(21).folder(2, 4, 1, 3, 6).docs
	r := run(t, docs, Options{}, defaultCaps)
	d := newDense(docs, testBackground(), Options{})
	for i := range docs {
		for j := range docs {
			p := r.Pair(i, j)
			want := min(1, d.cosine[i][j])
			if i == j {
				want = 1
			}
			if math.Abs(p.Cosine-want) > 1e-12 {
				t.Fatalf("cosine of %d and %d is %v, want %v", i, j, p.Cosine, want)
			}
			if link := p.ScaleA * p.ScaleB * (p.Cosine - p.FarA - p.FarB); math.Abs(link-p.Link) > 1e-12 {
				t.Fatalf("link of %d and %d is %v, its parts give %v", i, j, p.Link, link)
			}
			if q := r.Pair(j, i); q.Cosine != p.Cosine || q.FarA != p.FarB || q.ScaleA != p.ScaleB {
				t.Fatalf("%d and %d: %+v one way, %+v the other", i, j, p, q)
			}
		}
	}
}

func TestShared(t *testing.T) {
	docs := newGenerator(22).folder(1, 1, 2).docs
	r := run(t, docs, Options{}, defaultCaps)
	all := r.Shared(0, 1, math.MaxInt)
	sum := 0.0
	for k, x := range all {
		sum += x.Weight
		if k > 0 && x.Weight > all[k-1].Weight {
			t.Errorf("term %d weighs more than the one before", k)
		}
	}
	if math.Abs(sum-r.Cosine(0, 1)) > 1e-12 {
		t.Errorf("the terms sum to %v, the cosine is %v", sum, r.Cosine(0, 1))
	}
	if got := r.Shared(0, 1, 3); !slices.Equal(got, all[:3]) {
		t.Errorf("three terms are %v, want %v", got, all[:3])
	}
	if got := r.Shared(0, 1, 0); len(got) != 0 {
		t.Errorf("no terms asked for, got %v", got)
	}
}

func TestClusterFigures(t *testing.T) {
	docs := newGenerator(23).folder(3, 6, 1, 2, 3, 7, 12).docs
	r := run(t, docs, Options{}, defaultCaps)
	total := 0
	for label := range docs {
		members := r.Members(label)
		if len(members) == 0 {
			continue
		}
		total += len(members)
		if int(members[0]) != label {
			t.Errorf("label %d is not its smallest doc %d", label, members[0])
		}
		lowest, central, highest := 1.0, label, math.Inf(-1)
		for _, i := range members {
			if r.Labels[i] != int32(label) {
				t.Errorf("doc %d of cluster %d has label %d", i, label, r.Labels[i])
			}
			sum := 0.0
			for _, j := range members {
				if i != j {
					lowest = min(lowest, r.Cosine(int(i), int(j)))
					sum += r.Cosine(int(i), int(j))
				}
			}
			if len(members) > 2 && sum > highest+1e-9 {
				central, highest = int(i), sum
			}
			best := math.Inf(-1)
			for _, j := range members {
				if i != j {
					best = max(best, r.Link(int(i), int(j)))
				}
			}
			partner, link, ok := r.Partner(int(i))
			if ok != (len(members) > 1) {
				t.Errorf("doc %d of a cluster of %d: partner %v", i, len(members), ok)
			}
			if ok && (math.Abs(link-best) > 1e-12 || math.Abs(r.Link(int(i), partner)-link) > 1e-12) {
				t.Errorf("partner of %d is %d with %v, the best link is %v", i, partner, link, best)
			}
		}
		if got := r.Cohesion(label); math.Abs(got-lowest) > 1e-12 {
			t.Errorf("cohesion of %d is %v, want %v", label, got, lowest)
		}
		if got := r.Central(label); got != central {
			t.Errorf("central doc of %d is %d, want %d", label, got, central)
		}
	}
	if total != len(docs) {
		t.Errorf("the clusters hold %d docs of %d", total, len(docs))
	}
}

// oneCluster is the result that takes all docs as one story.
func oneCluster(docs []Doc) *Result {
	s, err := newCorpus(docs).space(every(docs), nil, nil, nil, testBackground(), 0)
	if err != nil {
		panic(err)
	}
	return newResult(s, &model{}, nil, make([]int32, len(docs)), DefaultThreshold)
}

// Beyond cohesionPairs the figure is that of a true pair, close to the lowest.
func TestCohesionOfLargeCluster(t *testing.T) {
	r := oneCluster(newGenerator(24).folder(1, 1, 300).docs)
	members := r.Members(0)
	exact := r.cohesion(members, members)
	some := r.cohesion(r.outliers(members, 20), members)
	if some < exact || some > exact+0.01 {
		t.Errorf("cohesion over the outliers is %v, over all pairs %v", some, exact)
	}
	if r.Cohesion(0) != exact {
		t.Errorf("300 docs are few enough for the exact figure")
	}
}

// BenchmarkCohesion: one story of N clips.
func BenchmarkCohesion(b *testing.B) {
	for _, n := range []int{300, 2000} {
		b.Run(fmt.Sprintf("clips=%d", n), func(b *testing.B) {
			r := oneCluster(newGenerator(25).folder(1, 1, n).docs)
			for b.Loop() {
				r.Cohesion(0)
			}
		})
	}
}
