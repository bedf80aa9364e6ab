package story

import (
	"slices"
	"sync/atomic"
	"testing"
)

// TestWakeOne: of docs that are near each other the one of most pairs is woken, but none
// that is near one who is awake.
func TestWakeOne(t *testing.T) {
	f := &finder{index: &index{space: &space{n: 7}}, woken: make([]atomic.Bool, 7)}
	f.wake(5)
	f.wakeOne([]pair{{0, 1}, {0, 2}, {1, 2}, {1, 3}, {4, 5}})
	var woken []int
	for i := range f.woken {
		if f.woken[i].Load() {
			woken = append(woken, i)
		}
	}
	if !slices.Equal(woken, []int{0, 1, 5}) {
		t.Errorf("docs %v are awake, want 0 and 1, each near others that are not, and 5", woken)
	}
}
