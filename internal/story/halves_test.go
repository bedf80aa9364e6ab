package story

import (
	"slices"
	"testing"
)

// Of folders of events told in halves: some halves are joined by the second decision and some
// are not; both are as Halves says, whatever the order of the docs; and a threshold above it undoes it.
func TestHalves(t *testing.T) {
	var asked, joined int
	for seed := range uint64(12) {
		docs := newGenerator(seed).sequels(8, 5, 3).docs
		r := run(t, docs, Options{Explain: true, Workers: 3}, defaultCaps)
		finer := run(t, docs, Options{Threshold: DefaultThreshold + 1e-9}, defaultCaps)
		back := slices.Clone(docs)
		slices.Reverse(back)
		reversed := run(t, back, Options{}, defaultCaps)
		last := len(docs) - 1
		for i := range docs {
			for j := range i {
				if together := r.Labels[i] == r.Labels[j]; together != (reversed.Labels[last-i] == reversed.Labels[last-j]) {
					t.Fatalf("seed %d: docs %d and %d are together %v, and in reverse %v", seed, i, j, together, !together)
				}
				h, ok, err := r.Halves(t.Context(), i, j)
				if err != nil {
					t.Fatal(err)
				}
				if !ok {
					continue
				}
				asked++
				if h.Joined {
					joined++
				}
				if h.Joined != (h.Evidence() >= h.Least()) || h.Joined && r.Labels[i] != r.Labels[j] || finer.Labels[i] == finer.Labels[j] {
					t.Errorf("seed %d: docs %d and %d: %+v, labels %d and %d", seed, i, j, h, r.Labels[i], r.Labels[j])
				}
			}
		}
	}
	if joined == 0 || asked == joined {
		t.Errorf("of %d pairs of docs in halves %d are joined: want some of both", asked, joined)
	}
}
