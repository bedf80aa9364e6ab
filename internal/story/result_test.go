package story

import (
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

func TestMembers(t *testing.T) {
	docs := newGenerator(23).folder(3, 6, 1, 2, 3, 7, 12).docs
	r := run(t, docs, Options{}, defaultCaps)
	total := 0
	for label := range docs {
		members := r.Members(label)
		if len(members) > 0 && int(members[0]) != label {
			t.Errorf("label %d is not its smallest doc %d", label, members[0])
		}
		for _, i := range members {
			if r.Labels[i] != int32(label) {
				t.Errorf("doc %d of cluster %d has label %d", i, label, r.Labels[i])
			}
		}
		total += len(members)
	}
	if total != len(docs) {
		t.Errorf("the clusters hold %d docs of %d", total, len(docs))
	}
}
