package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"newsdup/internal/act"
)

func TestVerify(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	s := openState(t, path)
	if err := s.Verify(t.Context()); err != nil {
		t.Error(err)
	}
	if err := s.Compact(t.Context()); err != nil {
		t.Error(err)
	}
}

// Whatever page of a state is damaged, Repair saves the rest, keeps the damaged
// file, and leaves a state that works.
func TestRepair(t *testing.T) {
	dir := t.TempDir()
	whole := filepath.Join(dir, "whole.db")
	s, err := Open(t.Context(), whole)
	if err != nil {
		t.Fatal(err)
	}
	const runs, each = 4, 40
	for r := range runs {
		id := fmt.Sprint("r", r)
		s.Begin(t.Context(), act.Run{ID: id})
		var acts []act.Act
		for n := range each {
			acts = append(acts, anAct(n+1, fmt.Sprint("file ", n)))
		}
		if err := s.Plan(t.Context(), id, acts); err != nil {
			t.Fatal(err)
		}
	}
	s.AddNotSame(t.Context(), NotSame{A: content('a'), B: content('b')})
	addDocuments(t, s, []Document{{"1", "s", time.Now(), []byte{}}})
	ids(t, s, "story", "ab cd")
	if err := s.Compact(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.Close()
	bytes, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	most, nothing := 0, 0
	for page := range len(bytes) / 4096 {
		path := filepath.Join(dir, fmt.Sprint(page, ".db"))
		if err := os.WriteFile(path, bytes, 0o600); err != nil {
			t.Fatal(err)
		}
		spoil(t, path, int64(page)*4096+200, int64(page)*4096+3900)
		for range 2 { // the second time it is whole
			saved, err := Repair(t.Context(), path)
			if err != nil {
				t.Fatalf("page %d: %v", page, err)
			}
			if info, err := os.Stat(saved.Damaged); err != nil || info.Size() == 0 {
				t.Errorf("page %d: the damaged file is gone: %v", page, err)
			}
			most = max(most, saved.Rows["act"])
			s := openState(t, path)
			if err := s.Verify(t.Context()); err != nil {
				t.Errorf("page %d: %v", page, err)
			}
			if err := s.Begin(t.Context(), act.Run{ID: fmt.Sprint("new", time.Now().UnixNano())}); err != nil {
				t.Errorf("page %d: %v", page, err)
			}
			if i, err := s.Info(t.Context()); err != nil || i.Acts != saved.Rows["act"] {
				t.Errorf("page %d: %+v, %v, saved %v", page, i, err, saved)
			} else if i.Acts+i.Stories+i.NotSame == 0 && saved.Damaged == path+".damaged" {
				nothing++
			}
			s.Close()
		}
	}
	if nothing > 2 {
		t.Errorf("nothing was saved in %d cases: the schema is two pages", nothing)
	}
	if most != runs*each {
		t.Errorf("at most %d acts of %d were saved", most, runs*each)
	}
}

// TestOpenAtOnce: of many that find no state, each gets a whole one.
func TestOpenAtOnce(t *testing.T) {
	for round := range 15 {
		path := filepath.Join(t.TempDir(), "state.db")
		errs := make(chan error)
		for range 6 {
			go func() {
				s, err := Open(context.Background(), path)
				if err == nil {
					err = s.Close()
				}
				errs <- err
			}()
		}
		for range 6 {
			if err := <-errs; err != nil {
				t.Errorf("round %d: %v", round, err)
			}
		}
	}
}
