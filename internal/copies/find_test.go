package copies

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"newsdup/internal/clip"
	"newsdup/internal/join"
	"newsdup/internal/shingle"
	"newsdup/internal/spill"
)

// versions is a text that loses words at its front and gains others at its
// end: version i shares all but i·step words with the first.
func versions(n, words, step int) (sets []*shingle.Set) {
	for i := range n {
		var ws []string
		for k := range words {
			ws = append(ws, "w"+letters(i*step+k))
		}
		sets = append(sets, set(strings.Join(ws, " ")))
	}
	return sets
}

// letters writes a number without digits, which would make numerals.
func letters(n int) string {
	s := ""
	for n++; n > 0; n /= 26 {
		s += string(rune('a' + n%26))
	}
	return s
}

func find(t *testing.T, sets []*shingle.Set) *Found {
	t.Helper()
	f, err := joinAndFind(context.Background(), sets, nil, Thresholds{}, 2)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestChain checks that a text replaced bit by bit is no single group.
func TestChain(t *testing.T) {
	sets := versions(12, 204, 40) // neighbours: J 160/240; two apart: C .6; four apart: C .2
	f := find(t, sets)
	if len(f.Groups) < 2 {
		t.Fatalf("%d groups of a chain of %d, want at least 2: %v", len(f.Groups), len(sets), f.Groups)
	}
	for _, g := range f.Groups {
		for _, a := range g.Members {
			for _, b := range g.Members {
				if n := shingle.Overlap(sets[a].Hashes, sets[b].Hashes); join.Containment(n, sets[a].Len()) < 0.4 {
					t.Errorf("group %v holds %d and %d, containment %.2f", g.Members, a, b, join.Containment(n, sets[a].Len()))
				}
			}
		}
	}
}

// TestGrowing checks that a text that only grows stays one group, however
// unlike its first and last version.
func TestGrowing(t *testing.T) {
	var sets []*shingle.Set
	for _, n := range []int{60, 90, 130, 190} {
		sets = append(sets, set(head(tram+" "+orchard, n)))
	}
	f := find(t, sets)
	if len(f.Groups) != 1 || len(f.Groups[0].Members) != 4 {
		t.Fatalf("groups %v, want one of 4", f.Groups)
	}
	want := join.Jaccard(sets[0].Len(), sets[0].Len(), sets[3].Len())
	if got := f.Groups[0].Cohesion; math.Abs(got-want) > 1e-12 || got > 0.4 {
		t.Errorf("cohesion %g, want %g", got, want)
	}
}

// TestContainsIsNoEdge checks that a round-up ties nothing.
func TestContainsIsNoEdge(t *testing.T) {
	sets := []*shingle.Set{set(tram), set(orchard), set(tram + " " + orchard + " " + notice + " " + notice), set(tail(tram, 110))}
	f := find(t, sets)
	if !slices.Equal(f.Label, []int32{0, 1, 2, 0}) {
		t.Errorf("labels %v, want [0 1 2 0]; groups %v", f.Label, f.Groups)
	}
	links := 0
	for p := range f.Pairs.All() {
		if p.Relation == clip.Contains {
			if _, outer := p.Inside(); outer != 2 {
				t.Errorf("%+v: the round-up is not the outer clip", p)
			}
			links++
		}
	}
	if links != 3 {
		t.Errorf("%d contained clips, want 3: %+v", links, f.Pairs)
	}
}

// TestFormKeepsApart checks that a notice near two issues of a form does not tie them.
func TestFormKeepsApart(t *testing.T) {
	mixed := notice + " " + tail(notice2, 36)
	sets := []*shingle.Set{set(notice), set(notice2), set(mixed)}
	f := find(t, sets)
	if f.Label[0] == f.Label[1] {
		t.Errorf("two issues of a form in one group: %v, pairs %+v", f.Label, f.Pairs)
	}
}

func TestFindCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := joinAndFind(ctx, versions(3, 100, 5), nil, Thresholds{}, 1); err != context.Canceled {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
	if _, err := joinAndFind(context.Background(), versions(3, 100, 5), nil, Thresholds{Near: -1}, 1); err == nil {
		t.Error("a negative threshold gives no error")
	}
	f, err := joinAndFind(context.Background(), nil, nil, Thresholds{}, 1)
	if err != nil || f.Pairs.Len()+len(f.Groups)+len(f.Label) != 0 {
		t.Errorf("no clips: %+v, %v", f, err)
	}
}

// joinAndFind joins sets and judges the pairs.
func joinAndFind(ctx context.Context, sets []*shingle.Set, apart [][2]int32, t Thresholds, workers int) (*Found, error) {
	c := join.NewCollection(spill.New("", 1<<62), 0)
	numbers := make([]int32, len(sets))
	for i, s := range sets {
		numbers[i] = int32(i)
		if err := c.Add(s.Hashes, nil); err != nil {
			return nil, err
		}
	}
	joined, err := c.Find(ctx, numbers, t.Join(func(i int32) Size { return SizeOf(sets[i]) }, workers))
	if err != nil {
		return nil, err
	}
	return Find(ctx, joined, inMemory(sets), apart, t, workers)
}

// inMemory is sets at hand.
type inMemory []*shingle.Set

func (s inMemory) Count() int { return len(s) }

func (s inMemory) Size(i int32) Size { return SizeOf(s[i]) }

func (s inMemory) Two(a, b int32) (x, y *shingle.Set) { return s[a], s[b] }

func (s inMemory) Reader() Sets { return s }
