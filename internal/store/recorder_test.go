package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"
)

// addDocuments records documents together.
func addDocuments(t *testing.T, s *State, docs []Document) {
	t.Helper()
	r, err := s.Recorder(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(r.Add(t.Context(), docs), r.Close()); err != nil {
		t.Fatal(err)
	}
}

// TestRecorder records documents one by one and together, and forgets the oldest.
func TestRecorder(t *testing.T) {
	ctx := context.Background()
	s, err := Open(ctx, filepath.Join(t.TempDir(), "state.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	r, err := s.Recorder(ctx)
	if err != nil {
		t.Fatal(err)
	}
	doc := func(i int) Document {
		return Document{ID: fmt.Sprint(i), Story: "s", Added: time.Unix(5, 0), Data: []byte{byte(i)}}
	}
	for _, docs := range [][]Document{{doc(0)}, {doc(1), doc(2), doc(3)}, nil, {doc(4)}} {
		if err := r.Add(ctx, docs); err != nil {
			t.Fatal(err)
		}
	}
	ids := func() (ids string) {
		t.Helper()
		err := s.Documents(ctx, time.Time{}, func(d Document) error { ids += d.ID; return nil })
		if err != nil {
			t.Fatal(err)
		}
		return ids
	}
	for _, keep := range []struct {
		newest int
		want   string
	}{{9, "01234"}, {5, "01234"}, {3, "234"}, {1, "4"}} {
		if err := s.KeepDocuments(ctx, keep.newest); err != nil {
			t.Fatal(err)
		}
		if got := ids(); got != keep.want {
			t.Errorf("of the newest %d there are %s, want %s", keep.newest, got, keep.want)
		}
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	full := 0
	if err := s.db.QueryRow("PRAGMA synchronous").Scan(&full); err != nil || full != 2 {
		t.Errorf("synchronous is %d, %v, want 2: the state is as durable as before", full, err)
	}
}

// BenchmarkRecorder is a document of 8 kB each commit.
func BenchmarkRecorder(b *testing.B) {
	ctx := context.Background()
	s, err := Open(ctx, filepath.Join(b.TempDir(), "state.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	r, err := s.Recorder(ctx)
	if err != nil {
		b.Fatal(err)
	}
	docs := []Document{{ID: "id", Story: "0123456789abcdef", Added: time.Unix(5, 0), Data: make([]byte, 8<<10)}}
	for b.Loop() {
		if err := r.Add(ctx, docs); err != nil {
			b.Fatal(err)
		}
	}
	if err := r.Close(); err != nil {
		b.Fatal(err)
	}
}
