package join

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// reference is every pair by the definition: all against all, overlaps counted in a map.
func reference(sets [][]uint64, o Options) []Pair {
	var pairs []Pair
	for a := range sets {
		in := map[uint64]bool{}
		for _, v := range sets[a] {
			in[v] = true
		}
		for b := a + 1; b < len(sets); b++ {
			n := 0
			for _, v := range sets[b] {
				if in[v] {
					n++
				}
			}
			small, large := min(len(sets[a]), len(sets[b])), max(len(sets[a]), len(sets[b]))
			if n == 0 {
				continue
			}
			jaccard := float64(n) / float64(small+large-n)
			ok := o.Jaccard > 0 && jaccard >= o.Jaccard || o.Containment > 0 && float64(n)/float64(small) >= o.Containment
			if small < o.Small {
				ok = o.SmallJaccard > 0 && jaccard >= o.SmallJaccard
			}
			if ok {
				pairs = append(pairs, Pair{int32(a), int32(b), int32(n)})
			}
		}
	}
	return pairs
}

func collect(t testing.TB, sets [][]uint64, o Options) []Pair {
	t.Helper()
	var got []Pair
	_, err := findPairs(context.Background(), sets, o, func(p Pair) error {
		got = append(got, p)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// options are the thresholds that tests go through; 0.55, 0.3 and 0.7 are inexact in binary.
var options = []Options{
	{Jaccard: 1},
	{Jaccard: 0.7},
	{Jaccard: 0.5},
	{Jaccard: 0.3},
	{Jaccard: 0.2},
	{Jaccard: 0.01},
	{Containment: 1},
	{Containment: 0.55},
	{Containment: 0.1},
	{Jaccard: 0.5, Containment: 0.55},
	{Jaccard: 0.2, Containment: 0.9},
	{Jaccard: 0.5, Containment: 0.55, Small: 20, SmallJaccard: 0.9},
	{Jaccard: 0.3, Small: 20},
	{},
}

// TestRoom: a join in little room reads the sets more often, and finds the same; in
// too little it says so.
func TestRoom(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	sets := make([][]uint64, 3000)
	for i := range sets {
		for range 40 + r.IntN(80) {
			sets[i] = append(sets[i], element(r.Uint64N(40_000)))
		}
		if k := r.IntN(i + 1); i%3 == 0 { // an edit of another
			sets[i] = append(sets[i], sets[k][:len(sets[k])*3/4]...)
		}
		slices.Sort(sets[i])
		sets[i] = slices.Compact(sets[i])
	}
	o := Options{Jaccard: .3, Containment: .4, Crowd: 50}
	want := collect(t, sets, o)
	if len(want) < 1000 {
		t.Fatalf("%d pairs", len(want))
	}
	o.Workers = 3
	for _, o.Room = range []int64{3 << 20, 1 << 22, 1 << 30} {
		if got := collect(t, sets, o); !slices.Equal(got, want) {
			t.Errorf("room of %d: %d pairs, want %d", o.Room, len(got), len(want))
		}
	}
	o.Room = 1 << 10
	var above *RoomError
	if _, err := findPairs(context.Background(), sets, o, nil); !errors.As(err, &above) || above.Need < 1<<20 {
		t.Errorf("got %v", err)
	}
}

// TestSubregions: the passes of a region double until one fits.
func TestSubregions(t *testing.T) {
	for _, c := range []struct {
		words, room int64
		want        int
	}{
		{1 << 20, 0, 0}, {1 << 25, 0, 2}, {1 << 20, 32 << 20, 0}, {1 << 20, 8 << 20, 2}, {1 << 26, 1 << 18, mostPasses}, {1 << 25, 1 << 30, 2},
	} {
		if got := subregions(c.words, c.room); got != c.want {
			t.Errorf("%d words in room for %d bytes: 2^%d passes, want 2^%d", c.words, c.room, got, c.want)
		}
	}
}

// element makes a small number an element that could be a hash.
func element(v uint64) uint64 {
	v = (v + 1) * 0xbf58476d1ce4e5b9
	return v ^ v>>29
}

func ascending(s []uint64) []uint64 {
	slices.Sort(s)
	return slices.Compact(s)
}

// skewed makes n sets of up to size elements drawn from a Zipf vocabulary, a
// third of them edited or cut from, or equal to, an earlier one, some with a
// block that many share.
func skewed(r *rand.Rand, n, size int) [][]uint64 {
	z := rand.NewZipf(r, 1.1, 3, 50*uint64(size))
	sets := make([][]uint64, n)
	for i := range sets {
		var s []uint64
		switch {
		case i > 0 && r.IntN(3) == 0:
			from := sets[r.IntN(i)]
			rate := []float64{0, 0, 0.05, 0.2, 0.6}[r.IntN(5)]
			for _, v := range from {
				if r.Float64() >= rate {
					s = append(s, v)
				}
			}
			for range int(rate * float64(r.IntN(size))) {
				s = append(s, element(z.Uint64()))
			}
		default:
			for range r.IntN(size) {
				s = append(s, element(z.Uint64()))
			}
			if r.IntN(2) == 0 {
				for v := range uint64(r.IntN(size/2 + 1)) {
					s = append(s, element(1e6+v))
				}
			}
		}
		sets[i] = ascending(s)
	}
	return sets
}

func TestPairsRandom(t *testing.T) {
	for seed := range uint64(25) {
		r := rand.New(rand.NewPCG(seed, 1))
		sets := skewed(r, 40+r.IntN(60), []int{4, 20, 100}[seed%3])
		for _, o := range options {
			if got, want := collect(t, sets, o), reference(sets, o); !slices.Equal(got, want) {
				t.Fatalf("seed %d, %+v: %d pairs, want %d\ngot  %v\nwant %v", seed, o, len(got), len(want), got, want)
			}
		}
	}
}

// TestPairsSmallValues has sets whose values all fall into one region and one
// run of the filter, as no hash would.
func TestPairsSmallValues(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	sets := make([][]uint64, 80)
	for i := range sets {
		for range r.IntN(30) {
			sets[i] = append(sets[i], r.Uint64N(60))
		}
		sets[i] = ascending(sets[i])
	}
	for _, o := range options {
		if got, want := collect(t, sets, o), reference(sets, o); !slices.Equal(got, want) {
			t.Fatalf("%+v: %d pairs, want %d", o, len(got), len(want))
		}
	}
}

// TestPairsRegions has enough elements for many regions, so that cursors, workers and regions meet.
func TestPairsRegions(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	sets := make([][]uint64, 120)
	for i := range sets {
		n := 1000 + r.IntN(3000)
		if i%4 == 3 {
			sets[i] = append(sets[i], sets[i-1][:len(sets[i-1])/2]...)
		}
		for range n {
			sets[i] = append(sets[i], r.Uint64())
		}
		sets[i] = ascending(sets[i])
	}
	for _, o := range []Options{{Jaccard: 0.2}, {Jaccard: 0.5, Containment: 0.3}} {
		want := reference(sets, o)
		for _, o.Workers = range []int{1, 2, 8} {
			if got := collect(t, sets, o); len(got) < 20 || !slices.Equal(got, want) {
				t.Fatalf("%+v: %d pairs, want %d", o, len(got), len(want))
			}
		}
	}
}

// pages are notes of our own, with what folders do to them: cuts, edits, a
// shared footer, two reports on one thing.
var pages = func() []string {
	ferry := "The night ferry to Low Harbour will run twice a week from the first of March, the island council said after a vote that took less than ten minutes. Islanders had asked for a winter service since the bridge was closed to lorries, and the operator had asked for money. Both got something: the service is to run for two years, the council pays for the pilot, and fares stay as they were in the autumn."
	market := "Dealers at the covered market say they will keep their stalls open through the repairs to the roof, which begin on the north side and move one bay a week. The city offered them places on the square, but few wanted to stand in the rain for a month. A tent was refused because of the wind."
	school := "The school on Hill Road wants to keep its old bell, although the tower that holds it must come down. Parents collected the cost of a wooden frame within a week and the head teacher promised to ring it by hand, every morning, until somebody finds the time to mend the clockwork."
	footer := " Write to the desk with corrections. Pictures may be used with the name of the photographer. All times are local."
	return []string{
		ferry, ferry + footer, strings.ToUpper(ferry), market, market + footer, school, school + footer,
		ferry[:200], ferry[180:], strings.Replace(ferry, "less than ten minutes", "most of the afternoon", 1),
		strings.Replace(strings.Replace(ferry, "two years", "three winters", 1), "island council", "council of the island", 1),
		market + " " + school, school + " " + ferry, strings.Replace(market, "through", "during", 2),
		"A second ferry may follow, but nobody at the council would say when." + footer, footer, "", "Low Harbour", "Low Harbour",
		"Under the new rules the night ferry to Low Harbour sails on Mondays and Thursdays.",
	}
}()

// shingles hashes five words in a row.
func shingles(text string) []uint64 {
	ws := strings.Fields(strings.ToLower(text))
	var s []uint64
	for i := 0; i == 0 && len(ws) > 0 || i+5 <= len(ws); i++ {
		h := uint64(14695981039346656037)
		for _, b := range []byte(strings.Join(ws[i:min(i+5, len(ws))], " ")) {
			h = (h ^ uint64(b)) * 1099511628211
		}
		s = append(s, element(h))
	}
	return ascending(s)
}

func TestPairsText(t *testing.T) {
	var sets [][]uint64
	for _, p := range pages {
		sets = append(sets, shingles(p))
	}
	for _, o := range options {
		if got, want := collect(t, sets, o), reference(sets, o); !slices.Equal(got, want) {
			t.Errorf("%+v:\ngot  %v\nwant %v", o, got, want)
		}
	}
}

// TestPairsShuffled checks that other orders and other numbers of workers give the same pairs.
func TestPairsShuffled(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	sets := skewed(r, 300, 60)
	for _, o := range options {
		want := map[[2]int32]int32{}
		for _, p := range collect(t, sets, o) {
			want[[2]int32{p.A, p.B}] = p.Overlap
		}
		perm := r.Perm(len(sets))
		shuffled := make([][]uint64, len(sets))
		for i, from := range perm {
			shuffled[i] = sets[from]
		}
		o.Workers = 1
		first := collect(t, shuffled, o)
		if len(first) != len(want) {
			t.Fatalf("%+v: %d pairs after shuffling, want %d", o, len(first), len(want))
		}
		for _, p := range first {
			a, b := int32(perm[p.A]), int32(perm[p.B])
			if want[[2]int32{min(a, b), max(a, b)}] != p.Overlap {
				t.Fatalf("%+v: pair %d %d has another overlap after shuffling", o, a, b)
			}
		}
		for _, o.Workers = range []int{2, 8, 1000} {
			if got := collect(t, shuffled, o); !slices.Equal(got, first) {
				t.Fatalf("%d workers give other pairs or another order than 1", o.Workers)
			}
		}
	}
}

// TestPairsGrow checks that a lower threshold keeps every pair.
func TestPairsGrow(t *testing.T) {
	sets := skewed(rand.New(rand.NewPCG(8, 8)), 300, 60)
	var last []Pair
	for _, v := range []float64{1, 0.9, 0.7, 0.55, 0.3, 0.1, 0.01} {
		got := collect(t, sets, Options{Jaccard: v, Containment: min(1, v+0.05)})
		in := map[Pair]bool{}
		for _, p := range got {
			in[p] = true
		}
		for _, p := range last {
			if !in[p] {
				t.Fatalf("threshold %g loses the pair %v", v, p)
			}
		}
		last = got
	}
}

// TestNeed compares the least overlap with a search from below.
func TestNeed(t *testing.T) {
	for _, o := range options {
		r, err := newRule(o)
		if err != nil {
			t.Fatal(err)
		}
		for a := 1; a <= 60; a++ {
			for b := a; b <= 130; b++ {
				want := 1
				for want <= a && !r.qualifies(want, a, b) {
					want++
				}
				if got := r.need(a, b); got != want {
					t.Fatalf("%+v: sets of %d and %d need %d, want %d", o, a, b, got, want)
				}
			}
		}
	}
}

// TestHubs counts the work on sets that all share something: it must follow
// the pairs that qualify, not the square of the sets.
func TestHubs(t *testing.T) {
	unique := uint64(1e9)
	fresh := func(n int) (s []uint64) {
		for range n {
			unique++
			s = append(s, element(unique))
		}
		return s
	}
	footer := fresh(40)
	with := func(n int, own func() []uint64) [][]uint64 {
		sets := make([][]uint64, n)
		for i := range sets {
			sets[i] = ascending(append(own(), footer...))
		}
		return sets
	}
	copied := func() func() []uint64 { // every second set copies most of the one before
		i, last := 0, []uint64(nil)
		return func() []uint64 {
			if i++; i%2 == 0 {
				return append(slices.Clone(last[:90]), fresh(10)...)
			}
			last = fresh(100)
			return slices.Clone(last)
		}
	}
	edits := func(n int) [][]uint64 { // each lacks five in a hundred of one text
		text, r := fresh(100), rand.New(rand.NewPCG(7, 8))
		sets := make([][]uint64, n)
		for i := range sets {
			own := slices.Clone(text)
			for _, k := range r.Perm(len(own))[:5] {
				own[k] = fresh(1)[0]
			}
			sets[i] = ascending(own)
		}
		return sets
	}
	both := Options{Jaccard: 0.5, Containment: 0.55}
	for _, c := range []struct {
		name          string
		sets          [][]uint64
		o             Options
		pairs, atMost int // pairs found; lookups allowed
	}{
		{"a footer under everything", with(20000, func() []uint64 { return fresh(60) }), both, 0, 0},
		{"a footer under everything, J 0.3", with(20000, func() []uint64 { return fresh(60) }), Options{Jaccard: 0.3}, 0, 0},
		{"a footer and copies", with(5000, copied()), both, 2500, 400000},
		{"identical", with(2000, func() []uint64 { return nil }), both, 1999000, 0},
		{"one template, other numbers", with(300, func() []uint64 { return fresh(20) }), both, 44850, 21 * 44850},
		{"edits of one text", edits(300), both, 44850, 6 * 44850},
		{"a footer of two fifths, within reach", with(20000, func() []uint64 { return fresh(60) }), Options{Containment: .35, Crowd: 500}, 20000*16 - 136, 20000 * 6 * 16},
	} {
		n := 0
		s, err := findPairs(context.Background(), c.sets, c.o, func(Pair) error { n++; return nil })
		if err != nil {
			t.Fatal(err)
		}
		if n != c.pairs || s.Lookups > c.atMost {
			t.Errorf("%s: %d pairs by %d lookups and %d merges, want %d by at most %d lookups", c.name, n, s.Lookups, s.Merges, c.pairs, c.atMost)
		}
	}
}

// TestCrowd: with a bound every pair that is left out shares nothing that fewer
// sets hold, in what the smaller one asks for, and that one says so.
func TestCrowd(t *testing.T) {
	left := 0
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 2))
		sets := skewed(r, 150, 60)
		o := Options{Jaccard: 0.2, Containment: 0.3, Crowd: 20, Workers: 1 + int(seed%3)}
		held, twins := map[uint64]int{}, map[string]int{}
		for _, s := range sets {
			twins[fmt.Sprint(s)]++
			for _, v := range s {
				held[v]++
			}
		}
		f, pairs := find(t, sets, o)
		found := map[Pair]bool{}
		for _, p := range pairs {
			found[p] = true
		}
		want := reference(sets, o)
		exact := map[Pair]bool{}
		for _, p := range want {
			exact[p] = true
		}
		for p := range found {
			if !exact[p] {
				t.Fatalf("seed %d: pair %v is none, or has another overlap", seed, p)
			}
		}
		for _, p := range want {
			if found[p] {
				continue
			}
			left++
			if !f.Crowded(p.A) && !f.Crowded(p.B) {
				t.Fatalf("seed %d: pair %v is left out, and none of the two is of a crowd", seed, p)
			}
			small, large := sets[p.A], sets[p.B]
			if twins[fmt.Sprint(small)]+twins[fmt.Sprint(large)] > 2 {
				continue // the first of identical sets may speak for them
			}
			if len(small) > len(large) {
				small, large = large, small
			}
			slices.SortFunc(small, func(v, w uint64) int { return cmp.Compare(held[v], held[w]) })
			need := 1
			for float64(need)/float64(len(small)) < o.Containment && float64(need)/float64(2*len(small)-need) < o.Jaccard {
				need++
			}
			for _, v := range small[:len(small)-need] { // one less than the prefix: equally rare elements go by another order
				if slices.Contains(large, v) && held[v] <= 12 { // identical sets are held once in the index
					t.Fatalf("seed %d: pair %v is left out, but few sets hold %x", seed, p, v)
				}
			}
			slices.Sort(small)
		}
		for _, o.Workers = range []int{1, 8} {
			if got := collect(t, sets, o); len(got) != len(found) {
				t.Fatalf("seed %d: %d pairs with %d workers, %d before", seed, len(got), o.Workers, len(found))
			}
		}
	}
	if left < 500 {
		t.Errorf("%d pairs were left out: the test says little", left)
	}
}

// TestCrowdedIsMissing: a set that has met all larger ones is of no crowd, whichever of
// two elements that are as common as each other it asks for first.
func TestCrowdedIsMissing(t *testing.T) {
	for _, v := range [][2]uint64{{1 << 8, 1 << 62}, {1 << 62, 1 << 8}} {
		unique := uint64(1 << 40)
		fresh := func(n int) (s []uint64) {
			for range n {
				unique++
				s = append(s, unique)
			}
			return s
		}
		rare, half, all := uint64(1), v[0], v[1]
		sets := [][]uint64{ascending(append(fresh(10), rare, half, all))}
		for range 10 {
			sets = append(sets, ascending(append(fresh(20), rare, all)), ascending(append(fresh(20), half, all)),
				ascending(append(fresh(2), half))) // a smaller one, so that half is as common as all
		}
		f, pairs := find(t, sets, Options{Containment: .01, Crowd: 20, Workers: 2})
		larger := 0
		for _, p := range pairs {
			if p.A == 0 && len(sets[p.B]) > len(sets[0]) {
				larger++
			}
		}
		if larger != 20 || f.Crowded(0) {
			t.Errorf("half %x, all %x: %d of 20 larger sets found, of a crowd %t", half, all, larger, f.Crowded(0))
		}
	}
}

// TestAccept: pairs that are not accepted are not found, and nobody is in a pair for them.
func TestAccept(t *testing.T) {
	sets := skewed(rand.New(rand.NewPCG(3, 3)), 100, 40)
	odd := func(p Pair) bool { return p.Overlap%2 == 1 }
	var want []Pair
	for _, p := range reference(sets, Options{Jaccard: 0.2}) {
		if odd(p) || slices.Equal(sets[p.A], sets[p.B]) { // identical sets are not asked for
			want = append(want, p)
		}
	}
	if got := collect(t, sets, Options{Jaccard: 0.2, Accept: odd}); !slices.Equal(got, want) {
		t.Errorf("%d pairs, want %d", len(got), len(want))
	}
}

func TestPairsErrors(t *testing.T) {
	sets := skewed(rand.New(rand.NewPCG(9, 9)), 50, 20)
	stop := errors.New("enough")
	calls := 0
	_, err := findPairs(context.Background(), sets, Options{Jaccard: 0.01}, func(Pair) error { calls++; return stop })
	if err != stop || calls != 1 {
		t.Errorf("yield's error after one call: got %v after %d", err, calls)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := findPairs(ctx, sets, Options{Jaccard: 0.01}, func(Pair) error { return nil }); err != context.Canceled {
		t.Errorf("cancelled: got %v", err)
	}
	zero := 0.0
	for _, o := range []Options{{Jaccard: -0.1}, {Jaccard: 1.5}, {Containment: 2}, {Jaccard: zero / zero}, {Jaccard: 0.5, SmallJaccard: -1}} {
		if _, err := findPairs(context.Background(), sets, o, func(Pair) error { return nil }); err == nil {
			t.Errorf("%+v: no error", o)
		}
	}
	for _, none := range [][][]uint64{nil, {}, {nil}, {nil, nil, {}}, {{1}}, {{1}, {2}}} {
		if got := collect(t, none, Options{Jaccard: 0.01, Containment: 0.01}); len(got) != 0 {
			t.Errorf("%v: got pairs %v", none, got)
		}
	}
}

func TestScores(t *testing.T) {
	for _, c := range []struct {
		overlap, a, b        int
		jaccard, containment float64
	}{{0, 0, 0, 0, 0}, {0, 3, 4, 0, 0}, {2, 3, 4, 0.4, 2.0 / 3}, {3, 3, 3, 1, 1}, {1, 1, 1000, 0.001, 1}} {
		if j, k := Jaccard(c.overlap, c.a, c.b), Containment(c.overlap, c.a); j != c.jaccard || k != c.containment {
			t.Errorf("overlap %d of %d and %d: J %g, C %g, want %g, %g", c.overlap, c.a, c.b, j, k, c.jaccard, c.containment)
		}
	}
}

// FuzzPairs reads sets from bytes: 0 ends a set, any other byte is an element.
func FuzzPairs(f *testing.F) {
	f.Add([]byte("abc\x00abd\x00abc\x00xyz"), uint8(50), uint8(55), uint8(0))
	f.Add([]byte("\x00\x00a\x00ab\x00abcdefgh\x00abcdefgi"), uint8(20), uint8(0), uint8(3))
	f.Add([]byte("aaaa\x00a"), uint8(100), uint8(100), uint8(9))
	f.Fuzz(func(t *testing.T, data []byte, jaccard, containment, small uint8) {
		if len(data) > 2000 {
			return
		}
		var sets [][]uint64
		for _, s := range strings.Split(string(data), "\x00") {
			var set []uint64
			for _, b := range []byte(s) {
				set = append(set, element(uint64(b)))
			}
			sets = append(sets, ascending(set))
		}
		o := Options{Jaccard: float64(jaccard%101) / 100, Containment: float64(containment%101) / 100, Small: int(small % 10), SmallJaccard: 0.9}
		if got, want := collect(t, sets, o), reference(sets, o); !slices.Equal(got, want) {
			t.Errorf("%+v: got %v, want %v", o, got, want)
		}
	})
}

// corpus is n pages of 300 to 800 words from a Zipf vocabulary of 60,000, 30 %
// of them copies of an earlier one with 1 to 15 % of the words edited, each
// with one of 40 footers of 50 words; one page in three quotes one of 3,000
// common phrases. Word 5-grams.
func corpus(n int) [][]uint64 {
	r := rand.New(rand.NewPCG(1, 7))
	z := rand.NewZipf(r, 1.07, 2.7, 60000)
	word := func() uint64 { return element(z.Uint64()) }
	run := func(n int) []uint64 {
		ws := make([]uint64, n)
		for i := range ws {
			ws[i] = word()
		}
		return ws
	}
	phrases, footers := make([][]uint64, 3000), make([][]uint64, 40)
	for i := range phrases {
		phrases[i] = run(6 + r.IntN(9))
	}
	for i := range footers {
		footers[i] = run(50)
	}
	texts, sets := make([][]uint64, n), make([][]uint64, n)
	for i := range sets {
		if i > 0 && r.Float64() < 0.3 {
			rate := 0.01 + 0.14*r.Float64()
			for _, w := range texts[r.IntN(i)] {
				if r.Float64() < rate {
					w = word()
				}
				texts[i] = append(texts[i], w)
			}
		} else {
			for range 3 {
				texts[i] = append(append(texts[i], run(100+r.IntN(167))...), phrases[r.IntN(len(phrases))]...)
			}
		}
		page := append(slices.Clone(texts[i]), footers[r.IntN(len(footers))]...)
		for k := 0; k+5 <= len(page); k++ {
			var h uint64
			for _, w := range page[k : k+5] {
				h = h*0x9e3779b97f4a7c15 + w
			}
			sets[i] = append(sets[i], element(h))
		}
		sets[i] = ascending(sets[i])
	}
	return sets
}

func BenchmarkPairs(b *testing.B) {
	sets := corpus(10000)
	for _, o := range []Options{
		{Jaccard: 0.7},
		{Jaccard: 0.5},
		{Jaccard: 0.5, Containment: 0.55, Small: 40, SmallJaccard: 0.9},
		{Jaccard: 0.3},
		{Jaccard: 0.2},
	} {
		o.Workers = 1
		b.Run(fmt.Sprintf("docs=10k/jaccard=%g/containment=%g", o.Jaccard, o.Containment), func(b *testing.B) {
			b.ReportAllocs()
			var s Stats
			n := 0
			for b.Loop() {
				n = 0
				s, _ = findPairs(context.Background(), sets, o, func(Pair) error { n++; return nil })
			}
			b.ReportMetric(float64(n), "pairs")
			b.ReportMetric(float64(s.Kept), "kept")
			b.ReportMetric(float64(s.Lookups), "lookups")
			b.ReportMetric(float64(s.Merges), "merges")
		})
	}
}
