package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
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

// story is a group of contents a letter each, whose own id is the letters.
func story(clips string) Story {
	g := Story{ID: clips, Title: "About " + clips}
	for _, c := range []byte(clips) {
		g.Clips = append(g.Clips, content(c))
	}
	return g
}

func TestStories(t *testing.T) {
	for _, c := range []struct {
		name string
		runs []string // groups, one word each
		want []string // their ids
	}{
		{"again", []string{"ab cd", "ab cd"}, []string{"ab cd", "ab cd"}},
		{"grows", []string{"ab", "abc", "abcd"}, []string{"ab", "ab", "ab"}},
		{"shrinks", []string{"abc", "bc"}, []string{"abc", "abc"}},
		{"all clips change, bit by bit", []string{"ab", "bc", "cd"}, []string{"ab", "ab", "ab"}},
		{"a clip alone for a time", []string{"ab", "xy", "ac"}, []string{"ab", "xy", "ab"}},
		{"merge: the older lives", []string{"ab", "cd", "cdab"}, []string{"ab", "cd", "ab"}},
		{"merge of three", []string{"ab", "cd", "ef", "fdb"}, []string{"ab", "cd", "ef", "ab"}},
		{"merged clips stay, unseen", []string{"ab", "cd", "bc", "xd"}, []string{"ab", "cd", "ab", "ab"}},
		{"split: the larger part keeps it", []string{"abcde", "ab cde"}, []string{"abcde", "ab abcde"}},
		{"split in halves: the first", []string{"abcd", "ab cd"}, []string{"abcd", "abcd cd"}},
		{"split and merge back", []string{"abcd", "ab cd", "abcd"}, []string{"abcd", "abcd cd", "abcd"}},
		{"exchange", []string{"abc xyz", "abz xyc"}, []string{"abc xyz", "abc xyz"}},
		{"merge and split at once", []string{"ab cd", "abc dx"}, []string{"ab cd", "ab dx"}},
		{"order of groups", []string{"ab cd", "cd ab"}, []string{"ab cd", "cd ab"}},
		{"one content in two groups", []string{"ab", "ab bc", "ab bc"}, []string{"ab", "ab bc", "ab bc"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newState(t)
			for i, run := range c.runs {
				if got := ids(t, s, "story", run); got != c.want[i] {
					t.Errorf("run %d %q: %q, want %q", i+1, run, got, c.want[i])
				}
			}
		})
	}
}

func ids(t *testing.T, s *State, level, groups string) string {
	t.Helper()
	var list []Story
	for _, g := range strings.Fields(groups) {
		list = append(list, story(g))
	}
	got, err := s.Stories(t.Context(), level, list)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(got, " ")
}

func TestStoriesTakenID(t *testing.T) {
	s := newState(t)
	ids(t, s, "story", "ab")
	ids(t, s, "story", "abc") // is "ab"
	ids(t, s, "story", "acx") // "ab" moves on to the larger part
	list := []Story{story("acx"), {ID: "ab", Title: "the whole of it once", Clips: [][32]byte{content('y')}}}
	got, err := s.Stories(t.Context(), "story", list)
	if err != nil {
		t.Fatal(err)
	}
	if got[0] != "ab" || got[1] == "ab" || len(got[1]) != 16 {
		t.Errorf("ids %q: the second must be new", got)
	}
}

func TestStoriesAlias(t *testing.T) {
	s := newState(t)
	ids(t, s, "story", "ab")
	ids(t, s, "story", "cd")
	ids(t, s, "story", "ef")
	ids(t, s, "story", "cdef") // ef is cd
	ids(t, s, "story", "abcd") // both are ab
	var got string
	if err := s.db.QueryRow("SELECT group_concat(level || ' ' || alias || ' ' || id, ', ' ORDER BY alias) FROM aliases").Scan(&got); err != nil {
		t.Fatal(err)
	}
	if want := "story cd ab, story ef ab"; got != want {
		t.Errorf("aliases %q, want %q", got, want)
	}
}

func TestStoriesLevels(t *testing.T) {
	s := newState(t)
	ids(t, s, "story", "abcd")
	if got := ids(t, s, "copy", "ab cd"); got != "ab cd" {
		t.Errorf("copies are named after stories: %q", got)
	}
}

// The same groups change nothing, so that an answer holds; any other do.
func TestGeneration(t *testing.T) {
	s := newState(t)
	generation := func() string {
		g, err := s.Generation(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return g
	}
	seen := map[string]bool{}
	for _, c := range []struct {
		name string
		do   func()
		same bool
	}{
		{"empty", func() {}, false},
		{"first", func() { ids(t, s, "story", "ab cd") }, false},
		{"again", func() { ids(t, s, "story", "ab cd") }, true},
		{"grown", func() { ids(t, s, "story", "abx cd") }, false},
		{"merged", func() { ids(t, s, "story", "abxcd") }, false},
		{"pair", func() { s.AddNotSame(t.Context(), NotSame{A: content('a'), B: content('b')}) }, true},
	} {
		c.do()
		if g := generation(); seen[g] != c.same {
			t.Errorf("%s: generation %s known %v, want %v", c.name, g, seen[g], c.same)
		} else {
			seen[g] = true
		}
	}
	if g, err := newState(t).Generation(t.Context()); err != nil || seen[g] {
		t.Errorf("another state has the generation %s of this one, %v", g, err)
	}
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
