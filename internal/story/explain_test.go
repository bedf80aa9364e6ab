package story

import (
	"context"
	"math"
	"slices"
	"testing"
)

// TestMeet: at the threshold Meet names two docs are in one story, a step above
// it they are not, whatever the threshold of the run.
func TestMeet(t *testing.T) {
	testMeet(t, newGenerator(31).folder(3, 4, 1, 2, 3, 5).docs)
	testMeet(t, newGenerator(31).sequels(9, 4, 3).docs)
}

func testMeet(t *testing.T, docs []Doc) {
	r := run(t, docs, Options{Explain: true}, defaultCaps)
	labelsAt := map[float64][]int32{}
	at := func(threshold float64) []int32 {
		if labelsAt[threshold] == nil {
			labelsAt[threshold] = run(t, docs, Options{Threshold: threshold}, defaultCaps).Labels
		}
		return labelsAt[threshold]
	}
	joined, apart := 0, 0
	for i := 0; i < len(docs); i += 5 {
		for j := i + 1; j < len(docs); j += 3 {
			x, ok, err := r.Meet(context.Background(), i, j)
			if err != nil {
				t.Fatal(err)
			}
			if !ok {
				if l := at(.01); l[i] == l[j] {
					t.Errorf("%d and %d never meet, yet they do at .01", i, j)
				}
				continue
			}
			if l := at(x); l[i] != l[j] {
				t.Errorf("%d and %d are apart at %v", i, j, x)
			}
			if l := at(math.Round(x*1000+1) / 1000); l[i] == l[j] {
				t.Errorf("%d and %d are together above %v", i, j, x)
			}
			if same := r.Labels[i] == r.Labels[j]; same != (x >= r.Threshold) {
				t.Errorf("%d and %d: in one story %v, but they meet at %v", i, j, same, x)
			} else if same {
				joined++
			} else {
				apart++
			}
		}
	}
	if joined == 0 || apart == 0 {
		t.Errorf("%d pairs in one story, %d in two: want some of both", joined, apart)
	}
}

// TestBetween compares the figures of two clusters with sums over all pairs.
func TestBetween(t *testing.T) {
	docs := newGenerator(32).folder(3, 4, 1, 2, 3, 5).docs
	r := run(t, docs, Options{Explain: true}, defaultCaps)
	mean := func(a, b []int32) float64 {
		sum, n := 0.0, 0
		for _, i := range a {
			for _, j := range b {
				if i != j {
					sum += r.Link(int(i), int(j))
					n++
				}
			}
		}
		return sum / float64(max(1, n))
	}
	for _, a := range r.Labels {
		for _, b := range r.Labels {
			if a >= b {
				continue
			}
			x, y := r.Members(int(a)), r.Members(int(b))
			got := r.Between(a, b)
			want := Between{SizeA: len(x), SizeB: len(y), Mean: mean(x, y), InnerA: mean(x, x), InnerB: mean(y, y)}
			want.Score = want.Mean * min(1, innerFrom/max(innerFrom, min(want.InnerA, want.InnerB)))
			for _, f := range [][2]float64{{got.Mean, want.Mean}, {got.InnerA, want.InnerA}, {got.InnerB, want.InnerB}, {got.Score, want.Score}} {
				if math.Abs(f[0]-f[1]) > 1e-9 {
					t.Fatalf("clusters %d and %d: %+v, want %+v", a, b, got, want)
				}
			}
			if got.Score >= r.Threshold && !got.Numbers {
				t.Errorf("clusters %d and %d score %v and nothing parts them", a, b, got.Score)
			}
		}
	}
}

// TestBetweenVetoes: a pair that must stay apart, and a window.
func TestBetweenVetoes(t *testing.T) {
	docs := newGenerator(33).folder(1, 2, 4).docs
	free := run(t, docs, Options{}, defaultCaps)
	if free.Labels[0] != free.Labels[1] {
		t.Fatal("the first two docs are no story")
	}
	r := run(t, docs, Options{Explain: true, Apart: [][2]int32{{0, 1}}}, defaultCaps)
	if b := r.Between(r.Labels[0], r.Labels[1]); !b.Apart || b.Window {
		t.Errorf("a pair to be kept apart: %+v", b)
	}
	if _, ok, err := r.Meet(context.Background(), 0, 1); ok || err != nil {
		t.Errorf("a pair to be kept apart meets: %v", err)
	}
}

// TestMeetFollows: of clips that follow, which may go elsewhere at a higher threshold,
// Meet does not say the contrary of the run.
func TestMeetFollows(t *testing.T) {
	docs := newNewsroom(2).beats([]int{300, 300}, slices.Concat([]int{300}, times(4, 12, 6, 3, 1))).docs
	few := tight
	few.delegates = 60
	r := run(t, docs, Options{Threshold: .08, Explain: true}, few)
	for _, i := range []int{126, 133, 210} {
		j := int(r.Members(int(r.Labels[i]))[0])
		if x, ok, err := r.Meet(context.Background(), i, j); i == j || err != nil || !ok || x < r.Threshold {
			t.Errorf("%d and %d are in one story, but meet at %v, %v, %v", i, j, x, ok, err)
		}
	}
}
