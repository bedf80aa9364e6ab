package join

import (
	"context"
	"errors"
	"testing"

	"newsdup/internal/spill"
)

// TestProbeErrorStays: a link that is written does not hide that another set could not
// be read before it.
func TestProbeErrorStays(t *testing.T) {
	store := spill.New(t.TempDir(), 0)
	c := NewCollection(store, 0)
	for range 3 {
		if err := c.Add([]uint64{1, 2, 3, uint64(c.Len() + 10)}, nil); err != nil {
			t.Fatal(err)
		}
	}
	d := c.collapse([]int32{0, 1, 2})
	x, err := c.index(context.Background(), d, store.Beside(), 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	r, err := newRule(Options{Jaccard: .5})
	if err != nil {
		t.Fatal(err)
	}
	failed := errors.New("failed")
	for _, before := range []error{nil, failed} {
		n := d.number()
		p := probe{index: x, rule: r, linked: make([]bool, n), links: newLinks(store, 1).list, seen: make([]int32, n), err: before}
		if p.run(0); p.err != before || p.links.Len(0) != 2 {
			t.Errorf("%d links and %v, want 2 and %v", p.links.Len(0), p.err, before)
		}
	}
}
