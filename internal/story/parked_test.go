package story

import (
	"context"
	"errors"
	"slices"
	"testing"

	"newsdup/internal/spill"
)

// TestParked: clusters whose vectors wait in a file come to the same labels and to
// the same sums, whatever there is room for; what is in memory is no more than that.
func TestParked(t *testing.T) {
	f := newGenerator(5).folder(1, 8, 3, 40, 90)
	cluster := func(room int64) (labels []int32, inner []float64, written int64) {
		var c Corpus
		if err := c.Spill(spill.New(t.TempDir(), 0)); err != nil {
			t.Fatal(err)
		}
		docs := make([]int32, len(f.docs))
		for i, d := range f.docs {
			docs[i] = int32(i)
			if err := c.Add(d); err != nil {
				t.Fatal(err)
			}
		}
		s, err := c.space(c.counts(c.count(docs, nil, roomOf(1), 2), nil), nil, nil, nil, testBackground(), roomOf(1))
		if err != nil {
			t.Fatal(err)
		}
		defer s.close()
		s.room = roomOf(2 * room)
		dates := newDates(nil, 0)
		near, err := findNear(context.Background(), s, dates, defaultCaps, false, 1)
		if err != nil {
			t.Fatal(err)
		}
		m := newModel(near, 2)
		edges := m.edges(near, DefaultThreshold)
		labels = make([]int32, len(docs))
		for _, x := range components(len(docs), edges, nil) {
			r := newMerger(s, m, dates, DefaultThreshold)
			r.begin(&x, edges)
			for r.step(0) {
				if p := &r.parking; p.room > 0 && p.held > p.room {
					t.Fatalf("room for %d: %d are held", p.room, p.held)
				}
			}
			if r.parking.entries != nil {
				written += r.parking.entries.Len(0)
			}
			for k := range r.nodes {
				inner = append(inner, r.nodes[k].inner)
			}
			r.label(labels)
		}
		if err := s.failed(); err != nil {
			t.Error(err)
		}
		return labels, inner, written
	}
	want, sums, written := cluster(1 << 40)
	if written > 0 || slices.Max(want) == 0 {
		t.Fatalf("%d entries in a file, %d docs in one story", written, len(want))
	}
	last := int64(0)
	for _, room := range []int64{1 << 30, 2000 * sumBytes, 300 * sumBytes, sumBytes} {
		labels, inner, written := cluster(room)
		if !slices.Equal(labels, want) || !slices.Equal(inner, sums) {
			t.Errorf("room for %d bytes: other stories", room)
		}
		if written < last || (written == 0) != (room == 1<<30) {
			t.Errorf("room for %d bytes: %d entries in a file", room, written)
		}
		last = written
	}
}

// TestMergeUnread: edges that could not be read are an error before clips are merged by the others.
func TestMergeUnread(t *testing.T) {
	unread := errors.New("read a temporary file")
	s := &space{n: 2, rows: rows{away: newAway(spill.New(t.TempDir(), 0), 2)}}
	s.away.note(unread)
	m := &model{far: make([]float64, 2), scale: []float64{1, 1}}
	if _, err := merge(t.Context(), s, m, newEdges(s.away, 2), nil, newDates(nil, 0), DefaultThreshold, 1); err != unread {
		t.Errorf("got %v", err)
	}
}
