package copies

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"newsdup/internal/clip"
	"newsdup/internal/join"
	"newsdup/internal/shingle"
)

// crowds makes folders in which all is like all: edits of two texts, notices of
// one form, each with a copy, and articles that share a footer of two fifths.
// kind is what should be grouped: texts 0 and 1, each notice by itself with its
// copy, no article.
func crowds(r *rand.Rand, texts, notices, articles int) (sets []*shingle.Set, kind []int) {
	word := func() string { return "w" + letters(r.IntN(5000)) }
	run := func(n int) []string {
		ws := make([]string, n)
		for i := range ws {
			ws[i] = word()
		}
		return ws
	}
	add := func(k int, ws []string) {
		sets, kind = append(sets, set(strings.Join(ws, " "))), append(kind, k)
	}
	for k := range 2 {
		text := run(80)
		for range texts {
			ws := append([]string{}, text...)
			for range 1 + r.IntN(2) {
				ws[r.IntN(len(ws))] = word()
			}
			add(k, ws)
		}
	}
	form := run(80)
	for n := range notices {
		var ws []string
		for i, w := range form {
			if ws = append(ws, w); i%16 == 8 {
				ws = append(ws, fmt.Sprint(r.IntN(1e6)))
			}
		}
		add(2+n, ws)
		ws[3] = word()
		add(2+n, ws)
	}
	footer := run(40)
	for n := range articles {
		add(2+notices+n, append(run(60), footer...))
	}
	return sets, kind
}

// TestCrowds: of what hundreds share each clip finds some, and the groups are
// those of all pairs; the rare is found as ever.
func TestCrowds(t *testing.T) {
	sets, kind := crowds(rand.New(rand.NewPCG(1, 2)), 700, 600, 1500)
	ctx := context.Background()
	f, err := joinAndFind(ctx, sets, nil, Thresholds{}, 2)
	if err != nil {
		t.Fatal(err)
	}
	if most := 60 * len(sets); f.Pairs.Len() > most {
		t.Errorf("%d pairs of %d clips, want at most %d", f.Pairs.Len(), len(sets), most)
	}
	first := map[int]int32{}
	for i, k := range kind {
		if _, ok := first[k]; !ok {
			first[k] = int32(i)
		}
		if f.Label[i] != first[k] {
			t.Errorf("clip %d of kind %d is in the group of %d, want %d", i, k, f.Label[i], first[k])
		}
	}

	perm := rand.New(rand.NewPCG(3, 4)).Perm(len(sets))
	shuffled := make([]*shingle.Set, len(sets))
	for i, from := range perm {
		shuffled[i] = sets[from]
	}
	g, err := joinAndFind(ctx, shuffled, nil, Thresholds{}, 8)
	if err != nil {
		t.Fatal(err)
	}
	of := map[int32]int32{}
	for i, from := range perm {
		if l, ok := of[g.Label[i]]; ok && l != f.Label[from] {
			t.Fatalf("clip %d is grouped otherwise after shuffling", from)
		}
		of[g.Label[i]] = f.Label[from]
	}
	if g.Pairs.Len() != f.Pairs.Len() || len(g.Groups) != len(f.Groups) {
		t.Errorf("%d pairs and %d groups after shuffling, want %d and %d", g.Pairs.Len(), len(g.Groups), f.Pairs.Len(), len(f.Groups))
	}
	for i := range g.Groups {
		if len(g.Groups[i].Members) > 2 && g.Groups[i].Cohesion != f.Groups[f.groupOf(of[g.Label[g.Groups[i].Members[0]]])].Cohesion {
			t.Errorf("group %d has another cohesion after shuffling", i)
		}
	}
}

// groupOf is the group that a clip labels.
func (f *Found) groupOf(first int32) int {
	for i, g := range f.Groups {
		if g.Members[0] == first {
			return i
		}
	}
	return -1
}

// TestFoundApart: a form that was found keeps two groups of a crowd apart though
// neither of its clips is crowded itself, and whichever of them comes first.
func TestFoundApart(t *testing.T) {
	const n = 40 // clips of a group, more than are sampled
	text := strings.Fields(strings.Repeat("x ", 80))
	for i := range text {
		text[i] = "w" + letters(i)
	}
	var sets []*shingle.Set
	for i := range 2 * n {
		ws := append([]string{}, text...)
		ws[i] = "edit" + letters(i)
		sets = append(sets, set(strings.Join(ws, " ")))
	}
	for _, swapped := range []bool{false, true} {
		pair := func(a, b int, jaccard float64, relation clip.Relation) packed {
			shared := int32(2 * jaccard / (1 + jaccard) * float64(sets[0].Len()))
			return pack(join.Pair{A: int32(a), B: int32(b), Overlap: shared}, relation)
		}
		var pairs []packed
		for i := 1; i < n; i++ {
			pairs = append(pairs, pair(0, i, .95, clip.Near))
		}
		pairs = append(pairs, pair(0, n, .6, clip.Near), pair(n-1, 2*n-1, .7, clip.Form))
		for i := n + 1; i < 2*n; i++ {
			pairs = append(pairs, pair(n, i, .95, clip.Near))
		}
		list := append([]*shingle.Set{}, sets...)
		if swapped { // the group that moves to the other is now the other one
			list = append(list[n:], list[:n]...)
		}
		crowded := func(i int32) bool { return i != n-1 && i != 2*n-1 }
		var sizes []string
		for _, g := range groups(&Pairs{pairs, inMemory(list)}, nil, crowded, Thresholds{}.WithDefaults()) {
			sizes = append(sizes, fmt.Sprint(len(g.Members)))
		}
		if got := strings.Join(sizes, " "); got != "40 40" {
			t.Errorf("swapped %v: groups of %s, want 40 40", swapped, got)
		}
	}
}
