package story

import (
	"math/rand/v2"
	"testing"
)

// TestGatherAll checks dots of many rows at once against those of one at a time,
// and that a dot has the same bits from either side.
func TestGatherAll(t *testing.T) {
	const columns = 400
	r := rand.New(rand.NewPCG(1, 2))
	order := r.Perm(columns) // of the IDs
	random := func() (row []entry) {
		n := r.IntN(90)
		for _, col := range order {
			if r.IntN(columns) < n {
				row = append(row, entry{r.Float32() + 1e-6, uint32(col)})
			}
		}
		return row
	}
	dense := make([]float32, columns)
	against := func(row []entry, rows [][]entry, which []int32) []float64 {
		dots := make([]float64, len(which))
		scatter(dense, row)
		asked := make([][]entry, len(which))
		for k, i := range which {
			asked[k] = rows[i]
		}
		gatherAll(dense, asked, dots)
		unscatter(dense, row)
		return dots
	}
	for range 300 {
		rows := make([][]entry, 1+r.IntN(12))
		which := make([]int32, r.IntN(3*touchRows))
		for k := range rows {
			rows[k] = random()
		}
		for k := range which {
			which[k] = int32(r.IntN(len(rows)))
		}
		row := random()
		for k, got := range against(row, rows, which) {
			other := rows[which[k]]
			want := 0.0
			for _, x := range row {
				for _, y := range other {
					if x.col == y.col {
						want += float64(x.val) * float64(y.val)
					}
				}
			}
			if got != want {
				t.Fatalf("row %d of %d: %v, want %v", k, len(which), got, want)
			}
			if back := against(other, [][]entry{row}, []int32{0}); back[0] != got {
				t.Fatalf("row %d of %d: %v, from the other side %v", k, len(which), got, back[0])
			}
		}
	}
}
