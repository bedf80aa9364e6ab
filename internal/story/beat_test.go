package story

import (
	"context"
	"math"
	"slices"
	"testing"

	"newsdup/internal/spill"
)

// TestReweigh: rows come out the same for any number of workers and in a file, and
// a variant that has all features of its doc has its row.
func TestReweigh(t *testing.T) {
	docs := newGenerator(8).folder(3, 70, 1, 2, 4, 6).docs
	n := len(docs)
	var variants []Variant
	for i := range docs {
		variants = append(variants, Variant{Doc: int32(n + i), Of: int32(i)})
	}
	rows := func(workers int, file bool, do bool) [][]entry {
		var c Corpus
		if file {
			store := spill.New(t.TempDir(), 0)
			store.Strict = true
			if err := c.Spill(store); err != nil {
				t.Fatal(err)
			}
		}
		for _, d := range slices.Concat(docs, docs) {
			if err := c.Add(d); err != nil {
				t.Fatal(err)
			}
		}
		dates := newDates(c.dates, 0)
		s, err := c.space(c.counts(c.count(every(docs), nil, roomOf(0), 2), variants), variants, nil, nil, testBackground(), roomOf(0))
		if err != nil {
			t.Fatal(err)
		}
		defer s.close()
		s.room = roomOf(30_000) // many blocks
		if do {
			if _, err := findNear(context.Background(), s, dates, defaultCaps, false, workers); err != nil {
				t.Fatal(err)
			}
		}
		var all [][]entry
		var buf []entry
		for i := range 2 * n {
			all = append(all, slices.Clone(s.row(i, &buf)))
		}
		if err := s.failed(); err != nil {
			t.Fatal(err)
		}
		return all
	}
	before, want := rows(1, false, false), rows(1, false, true)
	changed := 0
	for i := range docs {
		if !slices.Equal(want[i], before[i]) {
			changed++
		}
		if !slices.Equal(want[i], want[n+i]) {
			t.Fatalf("doc %d and its variant have other rows", i)
		}
	}
	if changed < n/2 {
		t.Errorf("%d of %d docs are weighed by their beat", changed, n)
	}
	for _, got := range [][][]entry{rows(8, false, true), rows(8, true, true), rows(1, true, true)} {
		if !slices.EqualFunc(got, want, slices.Equal) {
			t.Error("other rows with other workers or in a file")
		}
	}
}

// TestTally counts so many beats that the counters are cleared once and again.
func TestTally(t *testing.T) {
	count := newTally(3)
	both, one := [][]entry{{{1, 0}, {1, 1}}, {{1, 1}}}, [][]entry{{{1, 1}}}
	for beat := range 10_000 {
		rows, want := both, [3]uint8{1, 2, 0}
		if beat%3 > 0 {
			rows, want = one, [3]uint8{0, 1, 0}
		}
		count.rows(rows)
		if got := [3]uint8(count.along(nil, []entry{{1, 0}, {1, 1}, {1, 2}})); got != want {
			t.Fatalf("beat %d: counts %v, want %v", beat, got, want)
		}
	}
}

// TestTurnDown is the example of beat.go, in a row that half of its length stands in.
func TestTurnDown(t *testing.T) {
	s := &space{often: []float32{.018, .018}}
	row := []entry{{.5, 0}, {.5, 1}}
	s.turnDown(row, []uint8{12, 0}, .3)
	if ratio := float64(row[0].val / row[1].val); math.Abs(ratio-.79) > .002 {
		t.Errorf("it weighs %v of what it did, want .79", ratio)
	}
	square := float64(row[0].val)*float64(row[0].val) + float64(row[1].val)*float64(row[1].val)
	if x := .25 / (float64(row[1].val) * float64(row[1].val)); math.Abs(x-(1-.25+.25*.79*.79)) > .002 || square >= 1 {
		t.Errorf("the row is not unit again: %v", row)
	}
}
