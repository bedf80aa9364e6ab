package story

import (
	"context"
	"slices"
	"testing"

	"newsdup/internal/shingle"
)

// TestUnite: a corpus in which features were made one is the corpus that had them as one.
func TestUnite(t *testing.T) {
	const a, b, c, d, absent = 10, 20, 30, 40, 50
	f := func(id uint64, tf float32) shingle.Feature { return shingle.Feature{ID: id, TF: tf} }
	docs := [][]shingle.Feature{
		{f(a, 1), f(b, 2), f(c, 0.5)},
		{f(b, 2), f(d, 3)},
		{f(c, 1)},
	}
	united := [][]shingle.Feature{ // c is a, d is absent
		{f(a, shingle.AddTF(1, 0.5)), f(b, 2)},
		{f(b, 2), f(absent, 3)},
		{f(a, 1)},
	}
	long := func(first shingle.Feature) []shingle.Feature { // a row that stands alone
		row := []shingle.Feature{first}
		for id := range uint64(chunkEntries/8 + 1) {
			row = append(row, f(1000+id, 1))
		}
		return row
	}
	docs = append(docs, append(long(f(a, 1)), f(1<<40, 1)), docs[0])
	united = append(united, long(f(a, shingle.AddTF(1, 1))), united[0])

	var got, want Corpus
	for i := range docs {
		got.Add(Doc{Features: docs[i]})
		want.Add(Doc{Features: united[i]})
	}
	got.Unite(map[uint64]uint64{c: a, d: absent, 1 << 40: a, 60: 70})
	for i := range docs {
		x, y := named(&got, i), named(&want, i)
		if !slices.Equal(x, y) {
			t.Errorf("doc %d has %d features, or others than %d", i, len(x), len(y))
		}
	}
	background := func(uint64) float32 { return 0 }
	r, err := got.Cluster(context.Background(), nil, nil, background, Options{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := want.Cluster(context.Background(), nil, nil, background, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(r.Labels, s.Labels) {
		t.Errorf("labels are %v, want %v", r.Labels, s.Labels)
	}
}

// named is a row with the IDs of its features.
func named(c *Corpus, doc int) (row []shingle.Feature) {
	for _, e := range c.held[doc] {
		row = append(row, shingle.Feature{ID: c.of[e.col].id, TF: e.val})
	}
	return row
}
