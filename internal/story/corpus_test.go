package story

import (
	"context"
	"slices"
	"testing"

	"newsdup/internal/shingle"
)

// newCorpus holds the docs.
func newCorpus(docs []Doc) *Corpus {
	c := new(Corpus)
	for _, d := range docs {
		c.Add(d)
	}
	return c
}

// every numbers the docs.
func every(docs []Doc) []int32 {
	all := make([]int32, len(docs))
	for i := range all {
		all[i] = int32(i)
	}
	return all
}

// TestSomeDocs: docs that are not clustered change nothing for the others.
func TestSomeDocs(t *testing.T) {
	g := newGenerator(8)
	docs := slices.Concat(g.folder(2, 3, 5, 2, 9).docs, g.soup(20))
	// One doc whose row has an array of its own, and shrinks.
	long := Doc{}
	for id := range uint64(chunkEntries / 4) {
		long.Features = append(long.Features, shingle.Feature{ID: id<<40 | 1, TF: 1})
	}
	docs = slices.Concat(docs[:5:5], []Doc{long}, docs[5:])
	var some []Doc
	var numbers []int32
	for i, d := range docs {
		if i%3 != 1 {
			some = append(some, d)
			numbers = append(numbers, int32(i))
		}
	}
	want, err := newCorpus(some).Cluster(context.Background(), nil, nil, testBackground(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := newCorpus(docs).Cluster(context.Background(), numbers, nil, testBackground(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got.Labels, want.Labels) {
		t.Errorf("got %v\nwant %v", got.Labels, want.Labels)
	}
	for i := range some {
		for j := range i {
			if got.Cosine(i, j) != want.Cosine(i, j) {
				t.Fatalf("cosine %d, %d is %v, want %v", i, j, got.Cosine(i, j), want.Cosine(i, j))
			}
		}
	}
}

// TestChunks: rows written again over where they stood are those that were.
func TestChunks(t *testing.T) {
	var c chunks
	var rows [][]entry
	row := func(i, n int) (row []entry) {
		for k := range n {
			row = append(row, entry{float32(k), uint32(i)})
		}
		return row
	}
	size := func(i int) int { return (i * 7919) % (chunkEntries / 8) }
	for i := range 200 {
		rows = append(rows, c.store(row(i, size(i))))
	}
	to := c.rewind(0, int32(len(rows)))
	for i := range rows {
		rows[i] = to.store(rows[i][:size(i)/(1+i%3)])
	}
	for i := range rows {
		if !slices.Equal(rows[i], row(i, size(i)/(1+i%3))) {
			t.Fatalf("row %d is another", i)
		}
	}
	if to.at >= c.at {
		t.Errorf("%d chunks for the shorter rows, %d before", to.at+1, c.at+1)
	}
}

// TestDraw: fewer docs are the first of all that would be drawn, also of hashes that are not even.
func TestDraw(t *testing.T) {
	docs := newGenerator(9).folder(1, 200, 1, 2).docs
	c := newCorpus(append(docs, Doc{}))
	for range 2 {
		all := c.draw(every(docs), len(docs))
		if len(all) != len(docs) {
			t.Fatalf("%d docs drawn, want %d", len(all), len(docs))
		}
		for _, n := range []int{0, 1, 10, 100, len(docs) - 1, len(docs) + 9} {
			if got := c.draw(every(docs), n); !slices.Equal(got, all[:min(n, len(all))]) {
				t.Errorf("%d of them are others", n)
			}
		}
		for i := range docs {
			c.hash[i] |= 1 << 63
		}
	}
}
