package story

import (
	"math/rand/v2"
	"testing"
)

// TestGatherAt checks that a cosine has the same bits from either side.
func TestGatherAt(t *testing.T) {
	const columns = 400
	r := rand.New(rand.NewPCG(1, 2))
	order := r.Perm(columns) // of the IDs
	random := func() (row []entry) {
		n := r.IntN(90)
		for _, col := range order {
			if r.IntN(columns) < n {
				row = append(row, entry{uint32(col), r.Float32() + 1e-6})
			}
		}
		return row
	}
	dense, place := make([]float64, columns), make([]uint8, columns)
	for range 2000 {
		a, b := random(), random()
		scatter(dense, a)
		want := gather(dense, b)
		set := newColumnSet(columns)
		set.add(a)
		if got := gatherAt(dense, b, set.meets(nil, b)); got != want {
			t.Fatalf("rows of %d and %d entries: %v, want %v", len(a), len(b), got, want)
		}
		unscatter(dense, a)
		if set.remove(a); len(set.meets(nil, a)) > 0 {
			t.Fatal("a row that was taken out is in the set")
		}
		set.add(b)
		scatter(dense, b)
		lanes(place, b)
		if got := regatherAt(dense, place, a, set.meets(nil, a)); got != want {
			t.Fatalf("rows of %d and %d entries: %v, want %v", len(a), len(b), got, want)
		}
		unscatter(dense, b)
	}
}
