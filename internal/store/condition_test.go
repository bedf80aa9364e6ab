package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"newsdup/internal/act"
)

func TestConditions(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	edit := func(name, pragma string) string {
		s, err := Open(t.Context(), at(name))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.db.Exec(pragma); err != nil {
			t.Fatal(err)
		}
		s.Close()
		return at(name)
	}
	write := func(name, text string) string {
		if err := os.WriteFile(at(name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return at(name)
	}
	for _, f := range []string{"a folder"} {
		if err := os.Mkdir(at(f), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	link := at("a link")
	if err := os.Symlink(edit("linked", "PRAGMA user_version"), link); err != nil {
		t.Fatal(err)
	}
	damaged := edit("damaged", "CREATE TABLE filler AS SELECT randomblob(20000) AS x")
	spoil(t, damaged, 4096, 16384)
	for _, c := range []struct {
		path string
		want Condition
	}{
		{at("new"), New},
		{at("deep/er/new"), New},
		{at("od#d ?%41\n\xff.db"), New},
		{write("empty", ""), New},
		{edit("current", "PRAGMA user_version"), Current},
		{edit("newer", "PRAGMA user_version = 99"), Newer},
		{edit("other program", "PRAGMA application_id = 7"), Foreign},
		{write("no database", strings.Repeat("not a database\n", 1000)), Foreign},
		{write("no database, short", "x"), Foreign},
		{edit("no format", "PRAGMA user_version = 0"), Corrupt},
		{damaged, Corrupt},
		{link, Link},
		{at("a folder"), Link},
		{at("current/below a file"), Unreadable},
	} {
		s, err := Open(t.Context(), c.path)
		got := ConditionOf(err)
		if err == nil {
			got = s.condition
			s.Close()
		}
		if got != c.want {
			t.Errorf("%q: %q, want %q (%v)", c.path, got, c.want, err)
		}
	}
	if _, err := OpenExisting(t.Context(), at("missing")); ConditionOf(err) != Missing {
		t.Errorf("a missing state: %v", err)
	}
	info, err := os.Stat(at("new"))
	if err != nil || info.Mode() != 0o600 {
		t.Errorf("mode of a new state: %v, %v", info.Mode(), err)
	}
}

// spoil overwrites bytes of a file.
func spoil(t *testing.T, path string, from, to int64) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt([]byte(strings.Repeat("\xa5", int(to-from))), from); err != nil {
		t.Fatal(err)
	}
}

// Every earlier format is brought up to this one, and keeps what it held.
func TestMigrate(t *testing.T) {
	k := stateKind()
	for format := 1; format < len(k.steps); format++ {
		path := filepath.Join(t.TempDir(), "state.db")
		old := k
		old.steps = k.steps[:format]
		f, err := openFile(t.Context(), old, path, true)
		if err != nil {
			t.Fatal(err)
		}
		s := &State{f, time.Now}
		if got := ids(t, s, "story", "ab"); got != "ab" {
			t.Fatal(got)
		}
		s.Close()
		s = openState(t, path)
		if s.condition != Older {
			t.Errorf("format %d: condition %q", format, s.condition)
		}
		if got := ids(t, s, "story", "abc"); got != "ab" {
			t.Errorf("format %d: the story was forgotten: %q", format, got)
		}
		n := 0
		if err := s.db.QueryRow("SELECT count(*) FROM stories").Scan(&n); err != nil || n != 1 {
			t.Errorf("format %d: %d stories, %v", format, n, err)
		}
	}
}

func TestFull(t *testing.T) {
	s, ctx := newState(t), t.Context()
	if _, err := s.db.Exec("PRAGMA max_page_count = 40"); err != nil {
		t.Fatal(err)
	}
	s.Begin(ctx, act.Run{ID: "r1"})
	var acts []act.Act
	for n := range 2000 {
		acts = append(acts, anAct(n+1, fmt.Sprint("file ", n)))
	}
	if err := s.Plan(ctx, "r1", acts); ConditionOf(err) != Full {
		t.Fatalf("a full disk: %v", err)
	}
	if err := s.Plan(ctx, "r1", acts[:2]); err != nil {
		t.Errorf("after a full disk: %v", err)
	}
	if got, err := s.Acts(ctx, "r1"); len(got) != 2 || err != nil {
		t.Errorf("%d acts, %v: a batch is all or nothing", len(got), err)
	}
}

func TestBusy(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	s, other := openState(t, path), openState(t, path)
	if _, err := other.db.Exec("PRAGMA busy_timeout = 1"); err != nil {
		t.Fatal(err)
	}
	err := s.change(t.Context(), func(*sql.Tx) error {
		_, err := other.Stories(t.Context(), "story", []Story{story("ab")})
		return err
	})
	if ConditionOf(err) != Busy {
		t.Errorf("two writers: %v", err)
	}
}

func TestCanceled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s := newState(t)
	cancel()
	if err := s.Begin(ctx, act.Run{ID: "r1"}); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}
