package join

import (
	"context"
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
