package group

import (
	"slices"
	"sync/atomic"
	"testing"

	"newsdup/internal/crew"
)

// TestInTurn checks that the groups and their order do not depend on the number of workers,
// and that a caller may stop after any group and range over the groups again.
func TestInTurn(t *testing.T) {
	var f fixture
	for i := range 5 * clipsAhead {
		f.words = append(f.words, 20+i%7)
		if i%2 == 1 {
			f.near = append(f.near, [2]int{i - 1, i})
		}
	}
	in := f.input()
	in.Workers = 1
	want := slices.Collect(built(in))
	if len(want) != len(f.near) {
		t.Fatalf("%d groups, want %d", len(want), len(f.near))
	}
	in.Workers = 3
	groups := built(in)
	for _, enough := range []int{1, clipsAhead, len(want)} {
		n := 0
		for g := range groups {
			if g.ID != want[n].ID {
				t.Fatalf("group %d is another", n)
			}
			if n++; n == enough {
				break
			}
		}
		if n != enough {
			t.Errorf("%d groups, want %d", n, enough)
		}
	}
}

// TestPanic checks that a panic in a worker reaches the caller, who would wait for ever for
// the group that the worker was making. There are more groups than are made ahead, so that
// the other worker has some to make.
func TestPanic(t *testing.T) {
	var f fixture
	for i := range 2 * clipsAhead {
		f.words = append(f.words, 50)
		if i%2 == 1 {
			f.near = append(f.near, [2]int{i - 1, i})
		}
	}
	in := f.input()
	in.Workers = 2
	made := int32(0)
	in.Scores = func() Scores {
		return Scores{Story: scores{}, Jaccard: func(a, b int32) float64 {
			if atomic.AddInt32(&made, 1) == 1 {
				panic("no")
			}
			return .9
		}}
	}
	defer func() {
		if p, ok := recover().(*crew.Panic); !ok || p.Value != "no" {
			t.Errorf("%v, want the panic", p)
		}
	}()
	groups, _ := Build(in)
	for range groups {
	}
	t.Error("no panic")
}
