package story

import (
	"testing"
)

func TestThresholdRefines(t *testing.T) {
	for name, docs := range map[string][]Doc{
		"events":  newGenerator(12).folder(3, 5, 1, 2, 5, 9).docs,
		"sequels": newGenerator(12).sequels(30, 5, 3).docs,
	} {
		coarse := run(t, docs, Options{Threshold: 0.01}, noCaps).Labels
		for _, threshold := range []float64{0.02, 0.03, 0.035, 0.039, 0.04, 0.0400001, 0.045, 0.08, 0.16, 0.5} {
			fine := run(t, docs, Options{Threshold: threshold}, noCaps).Labels
			for i := range fine {
				if coarse[i] != coarse[fine[i]] {
					t.Fatalf("%s: threshold %v joins %d and %d, which a lower one keeps apart", name, threshold, i, fine[i])
				}
			}
			coarse = fine
		}
	}
}

func TestApart(t *testing.T) {
	g := newGenerator(15)
	e := g.event(g.beat())
	var docs []Doc
	for range 9 {
		docs = append(docs, g.report(e))
	}
	o := Options{Apart: [][2]int32{{4, 1}, {5, 1}, {2, 7}}}
	labels := run(t, docs, o, defaultCaps).Labels
	for _, p := range [][2]int{{4, 1}, {5, 1}, {2, 7}} {
		if labels[p[0]] == labels[p[1]] {
			t.Errorf("%d and %d are in one story: %v", p[0], p[1], labels)
		}
	}
	stories := map[int32]int{}
	for _, l := range labels {
		stories[l]++
	}
	if len(stories) > 3 {
		t.Errorf("three pairs kept apart make %d stories of one event: %v", len(stories), labels)
	}
}
