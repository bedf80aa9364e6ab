package act

import (
	"context"
	"os"
	"strings"
	"testing"

	"newsdup/internal/clip"
)

func purge(t *testing.T, run string, force bool, j Journal) (s Summary, why string) {
	t.Helper()
	s, err := Purge(context.Background(), run, force, nil, j, func(r Result) error { why += r.Why; return nil })
	if err != nil {
		t.Fatal(err)
	}
	return s, why
}

// TestPurgeKeepsTheLast: what may be the last clip of its story is not purged.
func TestPurgeKeepsTheLast(t *testing.T) {
	for _, test := range []struct {
		name string
		do   Do
		meet func(root string) // between the run and the purge
		why  string            // of the refusal; "" is none
	}{
		{"as it was", Quarantine, func(string) {}, ""},
		{"deleted", Quarantine, func(root string) { os.Remove(root + "/a.txt") }, "this may be the last of its story: undo the run, or give --force"},
		{"rewritten", Quarantine, func(root string) { os.WriteFile(root+"/a.txt", []byte("404"), 0o644) }, "it changed; this may be the last"},
		{"behind a link", Symlink, func(root string) { os.Remove(root + "/a.txt") }, "this may be the last"},
		{"under its other name", Hardlink, func(root string) { os.Remove(root + "/a.txt") }, ""},
		{"no name left", Hardlink, func(root string) { os.Remove(root + "/a.txt"); os.Remove(root + "/d/b.txt") }, "this may be the last"},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := real(t, t.TempDir())
			j := newMemory()
			_, sum, err := run(t, root, pair(t, root), Options{Do: test.do}, j)
			if err != nil {
				t.Fatal(err)
			}
			test.meet(root)
			s, why := purge(t, sum.Run, false, j)
			if refused := s.Refused == 1; refused != (test.why != "") || !strings.Contains(why, test.why) {
				t.Errorf("%+v, %q, want %q", s, why, test.why)
			}
			stored := root + "/" + storePath(sum.Run, "d/b.txt")
			if _, err := os.Stat(stored); (err == nil) != (test.why != "") {
				t.Errorf("in quarantine: %v", err)
			}
			if test.why == "" {
				return
			}
			if s, why := purge(t, sum.Run, true, j); s.Done != 1 {
				t.Errorf("with force: %+v, %q", s, why)
			}
		})
	}
}

// twoRuns moves b.txt for a.txt, and then a.txt for z.txt.
func twoRuns(t *testing.T, j Journal) (root string, first, second Summary) {
	t.Helper()
	root = real(t, t.TempDir())
	_, first, err := run(t, root, pair(t, root), Options{}, j)
	if err != nil {
		t.Fatal(err)
	}
	write(t, root+"/z.txt", "a longer text")
	groups := []*clip.Group{{Members: []clip.Member{
		member(t, root, "z.txt", clip.RoleKeep, "", ""), member(t, root, "a.txt", clip.RoleCopy, clip.Near, "z.txt"),
	}}}
	if _, second, err = run(t, root, groups, Options{}, j); err != nil {
		t.Fatal(err)
	}
	return root, first, second
}

// TestPurgeChain: the clip that stayed was taken by a later run, and what stayed then is deleted.
func TestPurgeChain(t *testing.T) {
	j := newMemory()
	root, first, second := twoRuns(t, j)
	os.Remove(root + "/z.txt")
	if s, why := purge(t, first.Run, false, j); s.Done != 1 {
		t.Errorf("the first run, whose clip waits in quarantine: %+v, %q", s, why)
	}
	if s, why := purge(t, second.Run, false, j); s.Refused != 1 {
		t.Errorf("the second run, with all that is left: %+v, %q", s, why)
	}
	write(t, root+"/z.txt", "a longer text")
	if s, why := purge(t, second.Run, false, j); s.Done != 1 {
		t.Errorf("the second run, when its clip is back: %+v, %q", s, why)
	}
}

// TestPurgedFirst purges the later of two runs first: the clip that stayed then will do.
func TestPurgedFirst(t *testing.T) {
	j := newMemory()
	_, first, second := twoRuns(t, j)
	for _, sum := range []Summary{second, first} {
		if s, why := purge(t, sum.Run, false, j); s.Done != 1 {
			t.Errorf("%+v, %q", s, why)
		}
	}
}

// TestPurgeCircle: a clip comes back, and the one that had stayed for it is moved for
// it; then it goes for good. Of the two in quarantine one is never purged.
func TestPurgeCircle(t *testing.T) {
	for _, order := range [][2]int{{0, 1}, {1, 0}} {
		root := real(t, t.TempDir())
		j := newMemory()
		_, first, err := run(t, root, pair(t, root), Options{}, j)
		if err != nil {
			t.Fatal(err)
		}
		write(t, root+"/d/b.txt", "one text")
		groups := []*clip.Group{{Members: []clip.Member{
			member(t, root, "d/b.txt", clip.RoleKeep, "", ""), member(t, root, "a.txt", clip.RoleCopy, clip.Exact, "d/b.txt"),
		}}}
		_, second, err := run(t, root, groups, Options{}, j)
		if err != nil || second.Done != 1 {
			t.Fatal(second, err)
		}
		os.Remove(root + "/d/b.txt")
		runs := []string{first.Run, second.Run}
		if s, why := purge(t, runs[order[0]], false, j); s.Done != 1 {
			t.Errorf("run %d, while the other's clip is there: %+v, %q", order[0], s, why)
		}
		if s, why := purge(t, runs[order[1]], false, j); s.Refused != 1 || !strings.Contains(why, "this may be the last") {
			t.Errorf("run %d, with all that is left: %+v, %q", order[1], s, why)
		}
	}
}

// TestSwappedRoot puts another folder where one was locked: neither is acted in.
func TestSwappedRoot(t *testing.T) {
	parent := real(t, t.TempDir())
	root, other := parent+"/clips", parent+"/moved"
	groups := pair(t, root)
	held, err := Lock(context.Background(), []string{root}, 0, "test")
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	swap := func(from, to string) {
		t.Helper()
		if err := os.Rename(from, to); err != nil {
			t.Fatal(err)
		}
	}
	swap(root, other)
	pair(t, root) // the same files
	j := newMemory()
	got, sum, err := run(t, root, groups, Options{Held: held}, j)
	if err != nil || sum.Refused != 1 {
		t.Fatalf("acted in a folder that was not locked: %+v, %v, %v", sum, got, err)
	}
	for _, r := range got {
		if !strings.Contains(r.Why, "is not the one that was locked: it was moved or replaced") {
			t.Errorf("%q", r.Why)
		}
	}
	swap(root, parent+"/decoy")
	swap(other, root)
	if _, sum, err = run(t, root, groups, Options{Held: held}, j); err != nil || sum.Done != 1 {
		t.Fatalf("%+v, %v", sum, err)
	}

	swap(root, other)
	if err := os.CopyFS(root, os.DirFS(other)); err != nil {
		t.Fatal(err)
	}
	back := func() Summary {
		s, err := Undo(context.Background(), sum.Run, held, j, func(Result) error { return nil })
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	if s := back(); s.Refused != 1 {
		t.Errorf("undone in a folder that was not locked: %+v", s)
	}
	swap(root, parent+"/decoy2")
	swap(other, root)
	if s := back(); s.Done != 1 {
		t.Errorf("undo: %+v", s)
	}
}
