package store

import (
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"newsdup/internal/act"
)

func newState(t *testing.T) *State {
	t.Helper()
	return openState(t, filepath.Join(t.TempDir(), "state.db"))
}

func openState(t *testing.T, path string) *State {
	t.Helper()
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// content is a content hash that is easy to tell apart.
func content(name byte) (sum [32]byte) {
	sum[0], sum[31] = name, name
	return sum
}

func TestNotSame(t *testing.T) {
	s := newState(t)
	s.now = func() time.Time { return time.Unix(1_700_000_000, 0) }
	a := NotSame{A: content('b'), B: content('a'), PathA: "b\xff.txt", PathB: "a.txt"}
	for i, want := range []bool{true, false} {
		if added, err := s.AddNotSame(t.Context(), a); added != want || err != nil {
			t.Errorf("add %d: %v, %v", i, added, err)
		}
	}
	if _, err := s.AddNotSame(t.Context(), NotSame{A: content('c'), B: content('a')}); err != nil {
		t.Fatal(err)
	}
	at := time.Unix(1_700_000_000, 0).UTC()
	want := []NotSame{
		{A: content('a'), B: content('b'), PathA: "a.txt", PathB: "b\xff.txt", Added: at},
		{A: content('a'), B: content('c'), Added: at},
	}
	if got, err := s.NotSame(t.Context()); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v, %v\nwant %v", got, err, want)
	}
	for i, want := range []bool{true, false} {
		if removed, err := s.RemoveNotSame(t.Context(), a); removed != want || err != nil {
			t.Errorf("remove %d: %v, %v", i, removed, err)
		}
	}
}

func anAct(n int, path string) act.Act {
	at := time.Date(2026, 3, 4, 5, 6, 7, 89, time.UTC)
	var owner *act.Owner
	if n%2 == 0 {
		owner = &act.Owner{UID: n, GID: 7, Attrs: []byte("x")}
	}
	return act.Act{
		Owner: owner,
		N:     n, Root: "/news", Path: path, Keep: "/news/keep.txt", Do: "quarantine", Relation: "near",
		SHA256: content('f'), KeepSHA: content('k'), Size: 1234, Mode: 0o640, ModTime: at, DirTime: at.Add(time.Hour), State: act.Planned,
	}
}

func TestJournal(t *testing.T) {
	s, ctx := newState(t), t.Context()
	began := time.Unix(1_700_000_000, 0).UTC()
	if err := s.Begin(ctx, act.Run{ID: "r1", Began: began}); err != nil {
		t.Fatal(err)
	}
	if err := s.Begin(ctx, act.Run{ID: "r1", Began: began}); err != act.ErrTaken {
		t.Errorf("a second run r1: %v", err)
	}
	acts := []act.Act{anAct(1, "a.txt"), anAct(2, "b\xff.txt"), anAct(3, "a.txt")}
	if err := s.Plan(ctx, "r1", acts); err != nil {
		t.Fatal(err)
	}
	if err := s.Plan(ctx, "r1", acts[:1]); err == nil {
		t.Error("an act was planned twice")
	}
	for name, err := range map[string]error{
		"Plan": s.Plan(ctx, "r0", acts), "Mark": s.Mark(ctx, "r0", acts), "End": s.End(ctx, "r0"),
	} {
		if err != act.ErrNoRun {
			t.Errorf("%s of an unknown run: %v", name, err)
		}
	}
	if _, err := s.Acts(ctx, "r0"); err != act.ErrNoRun {
		t.Errorf("Acts of an unknown run: %v", err)
	}
	acts[0].State, acts[0].DirAfter = act.Done, began.Add(time.Nanosecond)
	acts[1].State, acts[1].Note = act.Failed, "it changed"
	if err := s.Mark(ctx, "r1", acts[:2]); err != nil {
		t.Fatal(err)
	}
	got, err := s.Acts(ctx, "r1")
	if err != nil || !reflect.DeepEqual(got, acts) {
		t.Errorf("acts %v, %v\nwant %v", got, err, acts)
	}
	if last, run, err := s.Last(ctx, "/news", "a.txt"); last.N != 3 || run != "r1" || err != nil {
		t.Errorf("last: %v, %q, %v", last, run, err)
	}
	if _, _, err := s.Last(ctx, "/news", "c.txt"); err != act.ErrNoAct {
		t.Errorf("last of a file without acts: %v", err)
	}
	want := act.Run{ID: "r1", Began: began, Acts: 3, Done: 1, Failed: 1, Bytes: 1234}
	for _, ended := range []bool{false, true} {
		if ended {
			if err := s.End(ctx, "r1"); err != nil {
				t.Fatal(err)
			}
		}
		want.Ended = ended
		if runs, err := s.Runs(ctx); err != nil || !slices.Equal(runs, []act.Run{want}) {
			t.Errorf("runs %v, %v\nwant %v", runs, err, want)
		}
	}
}

func TestDocuments(t *testing.T) {
	s, ctx := newState(t), t.Context()
	at := time.Unix(1_700_000_000, 0).UTC()
	docs := []Document{{"1", "s", at, []byte("x")}, {"2", "s", at.Add(time.Hour), []byte{}}, {"3", "t", at.Add(-time.Hour), []byte{0, 255}}}
	addDocuments(t, s, docs)
	var got []string
	err := s.Documents(ctx, at, func(d Document) error {
		got = append(got, fmt.Sprintf("%s %s %v %q", d.ID, d.Story, d.Added.Equal(at), d.Data))
		return nil
	})
	if want := []string{`1 s true "x"`, `2 s false ""`}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v, want %q", got, err, want)
	}
	stop := errors.New("stop")
	if err := s.Documents(ctx, at, func(Document) error { return stop }); err != stop {
		t.Errorf("the caller's error came back as %v", err)
	}
}

func TestForget(t *testing.T) {
	s, ctx := newState(t), t.Context()
	s.now = func() time.Time { return time.Unix(86400*100, 0) }
	ids(t, s, "story", "ab cd")
	ids(t, s, "story", "abcd")
	s.Begin(ctx, act.Run{ID: "r1"})
	s.Plan(ctx, "r1", []act.Act{anAct(1, "a.txt")})
	s.AddNotSame(ctx, NotSame{A: content('a'), B: content('b')})
	addDocuments(t, s, []Document{{"1", "s", s.now(), nil}})
	s.now = func() time.Time { return time.Unix(86400*200, 0) }
	ids(t, s, "story", "xy")
	for _, c := range []struct {
		day                       int64
		forgotten                 Forgotten
		stories, aliases, members int
	}{
		{100, Forgotten{}, 2, 1, 6},
		{101, Forgotten{Stories: 1, Documents: 1}, 1, 0, 2},
		{201, Forgotten{Stories: 1}, 0, 0, 0},
	} {
		got, err := s.Forget(ctx, time.Unix(86400*c.day, 0))
		if got != c.forgotten || err != nil {
			t.Errorf("before day %d: %+v, %v, want %+v", c.day, got, err, c.forgotten)
		}
		i, err := s.Info(ctx)
		if i.Stories != c.stories || i.Aliases != c.aliases || i.Members != c.members || i.Runs != 1 || i.Acts != 1 || i.Open != 1 || i.NotSame != 1 || err != nil {
			t.Errorf("after day %d: %+v, %v", c.day, i, err)
		}
	}
}

// Every view of the package comment answers.
func TestViews(t *testing.T) {
	s, ctx := newState(t), t.Context()
	ids(t, s, "story", "ab cd")
	ids(t, s, "story", "abcd")
	s.Begin(ctx, act.Run{ID: "r1"})
	s.Plan(ctx, "r1", []act.Act{anAct(1, "a.txt")})
	s.AddNotSame(ctx, NotSame{A: content('a'), B: content('b')})
	addDocuments(t, s, []Document{{"1", "s", s.now(), []byte("x")}})
	for query, want := range map[string]string{
		"SELECT level || id || title || clips FROM stories":                  "storyabAbout abcd4",
		"SELECT level || alias || id FROM aliases":                           "storycdab",
		"SELECT id || count(*) || max(length(sha256)) FROM members":          "ab464",
		"SELECT substr(a, 1, 4) || substr(b, 1, 4) || path_a FROM notsame":   "61006200",
		"SELECT run || acts || done || failed || undone || purged FROM runs": "r110000",
		"SELECT run || n || do || state || path || keep FROM acts":           "r11quarantineplanned/news/a.txt/news/keep.txt",
		"SELECT id || story FROM documents":                                  "1s",
	} {
		got := ""
		if err := s.db.QueryRowContext(ctx, query).Scan(&got); err != nil || got != want {
			t.Errorf("%s: %q, %v, want %q", query, got, err, want)
		}
	}
}
