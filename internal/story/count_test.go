package story

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"newsdup/internal/spill"
)

// TestCount: any number of goroutines counts the same, and makes the same space of it, of
// rows in memory, of such that stand alone, and of those in a file.
func TestCount(t *testing.T) {
	docs := newGenerator(3).folder(6, 200, 1, 2, 4).docs
	docs = append(docs, newGenerator(4).doc(newGenerator(5).words(chunkEntries/8+10)), Doc{}) // alone, and empty
	docs = append(docs, newGenerator(6).folder(1, 300, 1, 2).docs...)
	var plain []int32
	var variants []Variant
	follows := make([]bool, 0, len(docs))
	for i := range docs {
		switch i % 7 {
		case 3: // left out
		case 5:
			variants = append(variants, Variant{Doc: int32(i), Of: int32(i - 1)})
		default:
			plain, follows = append(plain, int32(i)), append(follows, i%14 == 0)
		}
	}
	english := testBackground()
	for _, away := range []bool{false, true} {
		made := func(workers int) (*counted, *space) {
			c := newCorpus(docs)
			if !away && len(c.all) < 6 {
				t.Fatalf("%d chunks are too few for parts", len(c.all))
			}
			if away {
				if err := c.Spill(spill.New(t.TempDir(), 0)); err != nil {
					t.Fatal(err)
				}
			}
			n := c.survey(plain, english, nil, nil, workers)
			if len(n.parts) != workers {
				t.Fatalf("%d parts, want %d", len(n.parts), workers)
			}
			df := slices.Clone(n.df)
			s, err := c.space(c.counts(n, variants), variants, nil, follows, english, nil)
			if err != nil {
				t.Fatal(err)
			}
			n.df = df
			return n, s
		}
		want, space := made(1)
		for workers := 2; workers <= 5; workers++ {
			t.Run(fmt.Sprintf("%d, away %v", workers, away), func(t *testing.T) {
				n, s := made(workers)
				if !slices.Equal(n.df, want.df) || !slices.Equal(n.lengths, want.lengths) || !slices.Equal(n.foreign, want.foreign) {
					t.Error("other counts")
				}
				if !slices.Equal(s.id, space.id) || !slices.Equal(s.df, space.df) || !slices.Equal(s.often, space.often) || !reflect.DeepEqual(s.held, space.held) {
					t.Error("other rows or columns")
				}
				var bufs [2][]uint64
				for i := range plain {
					if !slices.Equal(n.numbers.of(i, &bufs[0]), want.numbers.of(i, &bufs[1])) || !slices.Equal(s.salient.of(int32(i)), space.salient.of(int32(i))) {
						t.Fatalf("doc %d has other numbers or marks", i)
					}
				}
			})
		}
	}
}

// TestOrdered: columns are in order, by falling df and then by ID.
func TestOrdered(t *testing.T) {
	c := newCorpus(newGenerator(7).folder(1, 300, 1, 2).docs)
	few := c.counts(c.count(every(make([]Doc, c.Len())), nil, nil, 3), nil)
	list := c.ordered(few)
	if !slices.IsSortedFunc(list, column.compare) {
		t.Error("out of order")
	}
	if n := len(list); n < 1000 || list[0].df < 2*dealtOften || list[n-1].df != 2 {
		t.Errorf("%d columns, of %d to %d docs", n, list[0].df, list[n-1].df)
	}
	for _, x := range list {
		if c.of[x.term].id != x.id || few.df[x.term] != x.df {
			t.Fatalf("term %d is not %+v", x.term, x)
		}
	}
	kept := 0
	for _, df := range few.df {
		kept += bit(df >= 2)
	}
	if len(list) != kept {
		t.Errorf("%d columns for %d terms", len(list), kept)
	}
}
