package story

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"

	"newsdup/internal/shingle"
	"newsdup/internal/spill"
)

// TestSpill: a corpus that spills, from the start or later, comes to the same
// figures to the last bit, also with variants and features that were made one.
func TestSpill(t *testing.T) {
	docs := newGenerator(3).folder(1, 500, 1, 2, 4, 6).docs
	docs = append(docs, newGenerator(4).doc(newGenerator(5).words(chunkEntries/8+10))) // stands alone
	docs = append(docs, Doc{})
	const never = -1
	if len(docs) < 2*defaultCaps.all || len(docs)*100 < 2*chunkEntries {
		t.Fatalf("%d docs are too few for an index and for two chunks", len(docs))
	}
	same := map[uint64]uint64{}
	for _, d := range docs[:20] {
		same[d.Features[0].ID] = wordID(commonWords)
	}
	delete(same, wordID(commonWords))
	var plain []int32
	var variants []Variant
	for i := range docs {
		if i%9 == 8 {
			variants = append(variants, Variant{Doc: int32(i), Of: int32(i - 1)})
		} else {
			plain = append(plain, int32(i))
		}
	}
	cluster := func(from int) *Result {
		var c Corpus
		for i, d := range docs {
			if i == from {
				store := spill.New(t.TempDir(), 0)
				store.Strict = true
				if err := c.Spill(store); err != nil {
					t.Fatal(err)
				}
			}
			if err := c.Add(d); err != nil {
				t.Fatal(err)
			}
		}
		c.Unite(same)
		room := roomOf(0)
		switch from {
		case 600:
			room = roomOf(3 << 20) // more than the least
		case 700:
			room = nil
		}
		r, err := c.Cluster(context.Background(), plain, variants, testBackground(), Options{Workers: 2, Explain: true, Room: room})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	want := cluster(never)
	for _, from := range []int{0, 600, 700, len(docs) - 1} {
		got := cluster(from)
		if !slices.Equal(got.Labels, want.Labels) || !reflect.DeepEqual(got.model, want.model) || got.Linked != want.Linked || got.Candidates != want.Candidates {
			t.Errorf("from doc %d: other labels, links or candidates", from)
		}
		probe := got.Probe()
		for i := range docs {
			j := (7*i + 3) % len(docs)
			x, y := want.Cosine(i, j), want.Cosine(i, i/2)
			if got.Cosine(i, j) != x || probe.Cosine(i, j) != x || probe.Cosine(i, i/2) != y || !slices.Equal(got.Shared(i, j, 9), want.Shared(i, j, 9)) {
				t.Fatalf("from doc %d: docs %d and %d have other scores", from, i, j)
			}
		}
		quantity := func(uint64) (int, uint64) { return 1, 1 }
		for label := range got.Labels {
			if members := got.Members(label); len(members) > 1 {
				names, numbers := got.Common([]int{int(members[0]), int(members[1])})
				wantNames, wantNumbers := want.Common([]int{int(members[0]), int(members[1])})
				if !slices.Equal(names, wantNames) || !slices.Equal(numbers, wantNumbers) || !slices.Equal(got.Developments(members, quantity), want.Developments(members, quantity)) {
					t.Errorf("from doc %d: story %d has other figures", from, label)
				}
			}
		}
		if err := got.Failed(); err != nil {
			t.Error(err)
		}
		if err := got.Close(); err != nil {
			t.Error(err)
		}
		if got.Cosine(800, 801); (got.Failed() == nil) != (from == 700) {
			t.Error("a row was read from a file that is closed")
		}
	}
}

// TestSpillNowhere: a file that cannot be made is an error of Add.
func TestSpillNowhere(t *testing.T) {
	store := spill.New("/nonexistent", 0)
	store.Strict = true
	var c Corpus
	err := c.Spill(store)
	for id := uint64(0); err == nil && id < 1<<20; id += 1000 {
		var d Doc
		for k := range uint64(1000) {
			d.Features = append(d.Features, shingle.Feature{ID: id + k, TF: 1})
		}
		err = c.Add(d)
	}
	if err == nil || !strings.Contains(err.Error(), `"/nonexistent"`) {
		t.Errorf("got %v", err)
	}
}

// roomOf is an Options.Room that is always the same.
func roomOf(bytes int64) func() int64 { return func() int64 { return bytes } }
