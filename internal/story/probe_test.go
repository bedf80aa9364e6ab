package story

import (
	"slices"
	"testing"
)

// TestProbe: the same bits as Result.Cosine and the same terms as Result.Shared, whichever doc is kept.
func TestProbe(t *testing.T) {
	g := newGenerator(31)
	docs := append(g.folder(2, 3, 5, 2).docs, g.soup(20)...)
	r := run(t, docs, Options{}, defaultCaps)
	p := r.Probe()
	for k := range 20 * len(docs) * len(docs) {
		i, j := k/len(docs)%len(docs), k%len(docs)
		if k%3 == 0 {
			i, j = j, (i*7+k)%len(docs)
		}
		if k%5 == 0 { // another pair of the same place was asked for in between
			p.told[(uint64(min(i, j))<<32|uint64(max(i, j)))%toldPairs] = toldPair{1<<40 | 2<<20, 2}
		}
		if got, want := p.Cosine(i, j), r.Cosine(i, j); got != want {
			t.Fatalf("cosine %d, %d is %v, want %v", i, j, got, want)
		}
		if got, want := p.Shared(i, j, k%7), r.Shared(i, j, k%7); !slices.Equal(got, want) {
			t.Fatalf("%d and %d share %v, want %v", i, j, got, want)
		}
	}
}
