package story

import "testing"

// TestBridge: a clip made half of one event and half of another of the same
// beat joins one of them at most, and does not weld the two.
func TestBridge(t *testing.T) {
	for seed := range uint64(20) {
		g := newGenerator(seed + 50)
		b := g.beat()
		first, second := g.event(b), g.event(b)
		var docs []Doc
		for range 8 {
			docs = append(docs, g.report(first), g.report(second))
		}
		docs = append(docs, g.folder(2, 3, 4).docs...)
		both := event{b, append(first.core[:3:3], second.core[:3]...), append(first.words[:15:15], second.words[:15]...)}
		docs = append(docs, g.report(both), g.report(both))
		labels := run(t, docs, Options{}, defaultCaps).Labels
		for i := range 16 {
			if labels[i] != labels[i%2] {
				t.Errorf("seed %d: report %d is not with the others of its event", seed, i)
			}
		}
		if labels[0] == labels[1] {
			t.Errorf("seed %d: the bridge welds the two events", seed)
		}
	}
}
