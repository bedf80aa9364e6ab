package act

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"newsdup/internal/clip"
)

// TestUndoAside: an undo that was killed while it had a link aside goes on; what
// is a stranger's comes back to its name.
func TestUndoAside(t *testing.T) {
	for _, do := range []Do{Hardlink, Symlink} {
		for _, stranger := range []bool{false, true} {
			root := real(t, t.TempDir())
			j := newMemory()
			_, sum, err := run(t, root, pair(t, root), Options{Do: do}, j)
			if err != nil || sum.Done != 1 {
				t.Fatal(sum, err)
			}
			aside := root + "/d/" + undoName(sum.Run, 1)
			want := "one text"
			if stranger {
				want = "a stranger's"
				os.Remove(root + "/d/b.txt")
				write(t, aside, want)
			} else if err := os.Rename(root+"/d/b.txt", aside); err != nil {
				t.Fatal(err)
			}
			if u := undo(t, sum.Run, j); (u.Done == 1) == stranger {
				t.Errorf("%s, stranger %v: %+v", do, stranger, u)
			}
			if info, err := os.Lstat(root + "/d/b.txt"); err != nil || !info.Mode().IsRegular() {
				t.Errorf("%s, stranger %v: %v", do, stranger, err)
			}
			if text, _ := os.ReadFile(root + "/d/b.txt"); string(text) != want {
				t.Errorf("%s, stranger %v: %q", do, stranger, text)
			}
			if _, err := os.Lstat(aside); err == nil {
				t.Errorf("%s, stranger %v: something is aside still", do, stranger)
			}
		}
	}
}

// TestUndoBlocked: the way back is no folder any more; the file waits in quarantine.
func TestUndoBlocked(t *testing.T) {
	tests := []struct {
		name  string
		block func(root string)
		clear func(root string)
		why   string
	}{
		{"folder became a file", func(root string) { os.Remove(root + "/d"); os.WriteFile(root+"/d", nil, 0o644) },
			func(root string) { os.Remove(root + "/d") }, "no folder"},
		{"folder became a link", func(root string) { os.Rename(root+"/d", root+"/e"); os.Symlink("e", root+"/d") },
			func(root string) { os.Remove(root + "/d") }, "symbolic link"},
		{"root became a link", func(root string) { os.Rename(root, root+"2"); os.Symlink(root+"2", root) },
			func(root string) { os.Remove(root); os.Rename(root+"2", root) }, "a link now"},
		{"root is gone", func(root string) { os.Rename(root, root+"2") }, func(root string) { os.Rename(root+"2", root) }, "no such file"},
		{"root is another folder", func(root string) { os.Rename(root, root+"2"); os.Mkdir(root, 0o755) },
			func(root string) { os.Remove(root); os.Rename(root+"2", root) }, "not in quarantine any more"},
		{"changed in quarantine", func(root string) { os.WriteFile(root+"/.newsdup/quarantine/20261122-1/d/b.txt", []byte("x"), 0o644) },
			func(root string) {
				os.WriteFile(root+"/.newsdup/quarantine/20261122-1/d/b.txt", []byte("one text"), 0o644)
			}, "it changed in quarantine"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root := filepath.Join(real(t, t.TempDir()), "clips")
			j := newMemory()
			_, sum, err := run(t, root, pair(t, root), Options{}, j)
			if err != nil || sum.Done != 1 {
				t.Fatal(sum, err)
			}
			test.block(root)
			var why string
			tell := func(r Result) error { why = r.Why; return nil }
			u, err := Undo(context.Background(), sum.Run, nil, j, tell)
			if err != nil || u.Done != 0 || !strings.Contains(why, test.why) {
				t.Errorf("%+v, %v: %q, want %q", u, err, why, test.why)
			}
			if test.name == "changed in quarantine" {
				if p, err := Purge(context.Background(), sum.Run, false, nil, j, tell); err != nil || p.Refused != 1 {
					t.Errorf("purge of what changed: %+v, %v", p, err)
				}
			}
			test.clear(root)
			if u := undo(t, sum.Run, j); u.Done != 1 {
				t.Errorf("then %+v", u)
			}
			if text, _ := os.ReadFile(root + "/d/b.txt"); string(text) != "one text" {
				t.Errorf("%q", text)
			}
		})
	}
}

// TestClockSetBack: the ids of runs go on, and everything can be taken back.
func TestClockSetBack(t *testing.T) {
	root := real(t, t.TempDir())
	j := newMemory()
	var ids []string
	for _, now := range []time.Time{when, when.AddDate(-3, 0, 0), when, time.Unix(0, 0)} {
		_, sum, err := run(t, root, pair(t, root), Options{Now: now}, j)
		if err != nil || sum.Done != 1 {
			t.Fatal(sum, err)
		}
		ids = append(ids, sum.Run)
	}
	if want := []string{"20261122-1", "20231122-1", "20261122-2", "19700101-1"}; !slices.Equal(ids, want) {
		t.Errorf("%q", ids)
	}
	for i, id := range ids {
		if u := undo(t, id, j); (u.Done == 1) != (i == 0) { // the others' name is taken
			t.Errorf("%s: %+v", id, u)
		}
	}
}

// TestUndoBetween: of three runs that acted on one name, the first is not undone over
// the second when the third is: what stands there then is the second one's.
func TestUndoBetween(t *testing.T) {
	root := real(t, t.TempDir())
	for name, text := range map[string]string{"a": "one text", "b": "one text, edited", "c": "one text"} {
		write(t, root+"/"+name, text)
	}
	before := withoutTimes(list(t, root))
	j := newMemory()
	var ids []string
	for _, step := range []struct {
		do   Do
		keep string
	}{{Hardlink, "a"}, {Hardlink, "c"}, {Quarantine, "a"}} {
		groups := []*clip.Group{{Members: []clip.Member{
			member(t, root, step.keep, clip.RoleKeep, "", ""), member(t, root, "b", clip.RoleCopy, clip.Near, step.keep),
		}}}
		_, sum, err := run(t, root, groups, Options{Do: step.do}, j)
		if err != nil || sum.Done != 1 {
			t.Fatal(sum, err)
		}
		ids = append(ids, sum.Run)
	}
	for _, step := range []struct{ run, done int }{{2, 1}, {0, 0}, {1, 1}, {0, 1}} {
		if u := undo(t, ids[step.run], j); u.Done != step.done {
			t.Errorf("undo of run %d: %+v, want %d done", step.run+1, u, step.done)
		}
	}
	if now := withoutTimes(list(t, root)); now != before {
		t.Errorf("after all was undone\n%s\nwas\n%s", now, before)
	}
}

// TestLinkOutlivesKeeper: the link may be all that is left of the clip that stayed,
// unless the file that it stands for has the same bytes.
func TestLinkOutlivesKeeper(t *testing.T) {
	for _, c := range []struct {
		text    string // of b.txt, linked to a.txt
		refused int
	}{{"one text", 0}, {"one text, edited", 1}} {
		root := real(t, t.TempDir())
		j := newMemory()
		groups := pair(t, root)
		write(t, root+"/d/b.txt", c.text)
		groups[0].Members[1] = member(t, root, "d/b.txt", clip.RoleCopy, clip.Near, "a.txt")
		_, sum, err := run(t, root, groups, Options{Do: Hardlink}, j)
		if err != nil {
			t.Fatal(err)
		}
		os.Remove(root + "/a.txt")
		if u := undo(t, sum.Run, j); u.Refused != c.refused {
			t.Errorf("%q: %+v", c.text, u)
		}
		if text, _ := os.ReadFile(root + "/d/b.txt"); string(text) != "one text" {
			t.Errorf("%q: the last link was removed", c.text)
		}
	}
}

// TestRemovedFromQuarantine: the bytes of a removed file are in a later run's quarantine, which is not purged.
func TestRemovedFromQuarantine(t *testing.T) {
	root := real(t, t.TempDir())
	j := newMemory()
	_, first, err := run(t, root, pair(t, root), Options{Do: Remove}, j)
	if err != nil || first.Done != 1 {
		t.Fatal(first, err)
	}
	write(t, root+"/z.txt", "a longer text")
	groups := []*clip.Group{{Members: []clip.Member{
		member(t, root, "z.txt", clip.RoleKeep, "", ""), member(t, root, "a.txt", clip.RoleCopy, clip.Near, "z.txt"),
	}}}
	_, second, err := run(t, root, groups, Options{}, j)
	if err != nil || second.Done != 1 {
		t.Fatal(second, err)
	}
	purged, err := Purge(context.Background(), second.Run, false, nil, j, func(Result) error { return nil })
	if err != nil || purged.Refused != 1 {
		t.Errorf("purge took the way back: %+v, %v", purged, err)
	}
	if u := undo(t, first.Run, j); u.Done != 1 {
		t.Errorf("%+v", u)
	}
	purged, err = Purge(context.Background(), second.Run, false, nil, j, func(Result) error { return nil })
	if err != nil || purged.Done != 1 {
		t.Errorf("purge: %+v, %v", purged, err)
	}
	if text, _ := os.ReadFile(root + "/d/b.txt"); string(text) != "one text" {
		t.Error("b.txt did not come back")
	}
}
