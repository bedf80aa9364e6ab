package join

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"newsdup/internal/spill"
)

// TestLoad adds sets and loads some of them, from memory and from the file: those
// that are wanted, in the order of each part, as they were added.
func TestLoad(t *testing.T) {
	for _, limit := range []int64{0, 1 << 40} {
		r := rand.New(rand.NewPCG(7, 7))
		store := spill.New(t.TempDir(), limit)
		c := NewCollection(store, 0)
		var sets, words [][]uint64
		var wanted []bool
		for range 700 {
			set, beside := make([]uint64, r.IntN(2000)), make([]uint64, r.IntN(3)*r.IntN(300))
			for k := range set {
				set[k] = r.Uint64()
				if r.IntN(3) == 0 {
					set[k] >>= 20 // most of them in one region
				}
			}
			for k := range beside {
				beside[k] = r.Uint64()
			}
			slices.Sort(set)
			set = slices.Compact(set)
			if err := c.Add(set, beside); err != nil {
				t.Fatal(err)
			}
			sets, words, wanted = append(sets, set), append(words, beside), append(wanted, r.IntN(3) > 0)
		}
		for _, part := range []int{1000, 350, 256, 130} {
			next := make([]int, (len(wanted)+part-1)/part)
			for p := range next {
				next[p] = p * part
			}
			err := c.Load(wanted, part, func(n int32, elems, beside []uint64) error {
				at := &next[int(n)/part]
				for ; !wanted[*at]; *at++ {
				}
				if int(n) != *at || !slices.Equal(elems, sets[n]) || !slices.Equal(beside, words[n]) {
					t.Errorf("limit %d, parts of %d: set %d in place of %d, %d elements and %d words", limit, part, n, *at, len(elems), len(beside))
				}
				*at++
				return nil
			})
			for p, at := range next {
				if end := min(len(wanted), (p+1)*part); err != nil || slices.Contains(wanted[at:end], true) {
					t.Errorf("limit %d, parts of %d: ended before set %d of %d, %v", limit, part, at, end, err)
				}
			}
			stop := errors.New("stop")
			if err := c.Load(wanted, part, func(int32, []uint64, []uint64) error { return stop }); err != stop {
				t.Errorf("got %v", err)
			}
		}
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestPass counts regions of any width in one or more passes: every element of two
// sets or more is listed once with all of its sets.
func TestPass(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	pool := make([]uint64, 3000)
	for i := range pool {
		pool[i] = r.Uint64()
	}
	sets, number := make([][]uint64, 40), make([]int32, 40)
	held := map[uint64][]int32{}
	for i := range sets {
		for range 300 {
			sets[i] = append(sets[i], pool[r.IntN(len(pool))])
		}
		sets[i] = ascending(sets[i])
		number[i] = int32(i)
		for _, v := range sets[i] {
			held[v] = append(held[v], int32(i))
		}
	}
	var want []string
	for _, in := range held {
		if len(in) > 1 {
			want = append(want, fmt.Sprint(in))
		}
	}
	slices.Sort(want)
	for _, expected := range []int{0, few, 10_000, 1_000_000} {
		c := NewCollection(spill.New(t.TempDir(), 0), expected)
		for _, s := range sets {
			if err := c.Add(s, nil); err != nil {
				t.Fatal(err)
			}
		}
		for split := range 4 {
			out := spill.NewStreams[int32](spill.New(t.TempDir(), 0), 1, 1<<10)
			l := &lists{out: out}
			k := &counter{collection: c, set: number, result: l}
			for region := range 1 << c.width {
				for pass := range uint64(1) << split {
					if err := k.pass(region, split, pass, 100); err != nil {
						t.Fatal(err)
					}
				}
			}
			if err := l.flush(); err != nil {
				t.Fatal(err)
			}
			var got []string
			r := listReader{Reader: out.NewReader(0)}
			var head [listHead]int32
			for r.read(head[:]) == nil {
				sets := make([]int32, head[0])
				if err := r.read(sets); err != nil {
					t.Fatal(err)
				}
				for range head[1] {
					got = append(got, fmt.Sprint(sets))
				}
			}
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("%d expected, %d passes: %d elements, want %d", expected, 1<<split, len(got), len(want))
			}
		}
	}
}

// TestCollapse: sets that have all but the end of their digests in common stay two, and
// identical ones become one.
func TestCollapse(t *testing.T) {
	c := NewCollection(spill.New(t.TempDir(), 1<<40), 0)
	const n = 1 << 18 // by the birthday paradox eight pairs of a size have 32 bits in common
	for i := range uint64(n) {
		if err := c.Add([]uint64{i * 0x9e3779b97f4a7c15}, nil); err != nil {
			t.Fatal(err)
		}
	}
	near := map[uint64]int{}
	sets := []int32{7}
	for i, d := range c.digest {
		near[d[0]>>32]++
		sets = append(sets, int32(i))
	}
	if len(near) == n {
		t.Fatal("no two have 32 bits in common")
	}
	d := c.collapse(sets)
	if d.number() != n {
		t.Errorf("%d sets, want %d", d.number(), n)
	}
	if of := d.of(d.class[8]); !slices.Equal(of, []int32{0, 8}) {
		t.Errorf("set 7, given twice, is in places %v", of)
	}
}
