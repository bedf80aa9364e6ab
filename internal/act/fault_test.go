package act

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"newsdup/internal/clip"
)

// cannot is the rename of a file system that does not know RENAME_NOREPLACE.
func cannot(int, string, int, string) error { return unix.EINVAL }

// TestRenameFails applies where the system fails, or where somebody else acts
// just then: the file is where it was, or where the journal says.
func TestRenameFails(t *testing.T) {
	tests := []struct {
		name   string
		do     Do
		rename func(root string, calls int, do func() error) error
		want   Outcome
		why    string
		in     string // what stands in the file's place then
		undone bool   // there is something for undo
	}{
		{"another file system", Quarantine, func(string, int, func() error) error { return unix.EXDEV }, OutRefused, "another file system than the quarantine", "one text", false},
		{"read-only", Hardlink, func(string, int, func() error) error { return unix.EROFS }, OutRefused, "read-only", "one text", false},
		{"disk full", Quarantine, func(string, int, func() error) error { return unix.ENOSPC }, OutRefused, "no space left", "one text", false},
		{"swapped before it is moved", Quarantine, func(root string, calls int, do func() error) error {
			if calls == 1 {
				os.Remove(root + "/d/b.txt")
				os.WriteFile(root+"/d/b.txt", []byte("a stranger's"), 0o644)
			}
			return do()
		}, OutRefused, "another file took its place", "a stranger's", false},
		{"the clip that stays goes with it", Remove, func(root string, calls int, do func() error) error {
			err := do()
			if calls == 1 { // two names of one file, as on a file system that does not tell A from a
				os.Remove(root + "/a.txt")
			}
			return err
		}, OutRefused, "is the same file or was swapped", "one text", false},
		{"written to while it is moved", Remove, func(root string, calls int, do func() error) error {
			if calls == 1 {
				f, _ := os.OpenFile(root+"/d/b.txt", os.O_WRONLY, 0)
				f.WriteString("ONE")
				f.Close()
			}
			return do()
		}, OutRefused, "", "ONE text", false},
		{"cannot be put back", Hardlink, func(root string, calls int, do func() error) error {
			err := do()
			if calls == 1 {
				os.WriteFile(root+"/d/b.txt", []byte("a new one"), 0o644)
			}
			return err
		}, OutRefused, "it is in quarantine, for putting it back failed", "a new one", true},
		{"the link cannot be put in place", Symlink, func(root string, calls int, do func() error) error {
			if calls == 2 {
				return unix.EIO
			}
			return do()
		}, OutRefused, "input/output error", "one text", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root := real(t, t.TempDir())
			groups := pair(t, root)
			j := newMemory()
			calls := 0
			rename := func(from int, name string, to int, as string) error {
				calls++
				return test.rename(root, calls, func() error { return renameFree(from, name, to, as) })
			}
			got, sum, err := run(t, root, groups, Options{Do: test.do, rename: rename}, j)
			if err != nil {
				t.Fatal(err)
			}
			if r := got["d/b.txt"]; r.Outcome != test.want || !strings.Contains(r.Why, test.why) {
				t.Errorf("%s: %q, want %s: %q", r.Outcome, r.Why, test.want, test.why)
			}
			if text, _ := os.ReadFile(root + "/d/b.txt"); string(text) != test.in {
				t.Errorf("in its place: %q, want %q", text, test.in)
			}
			if names, _ := filepath.Glob(root + "/d/.newsdup*"); len(names) > 0 {
				t.Errorf("left behind: %q", names)
			}
			if acts, _ := j.Acts(context.Background(), sum.Run); (acts[0].State == Done) != test.undone {
				t.Errorf("the journal says %s: %s", acts[0].State, acts[0].Note)
			}
			if !test.undone {
				if left, _ := os.ReadDir(root + "/.newsdup/quarantine"); len(left) > 0 {
					t.Errorf("left in quarantine: %v", left)
				}
				return
			}
			if u := undo(t, sum.Run, j); u.Refused != 1 { // the new one is in its place
				t.Errorf("%+v", u)
			}
			os.Remove(root + "/d/b.txt")
			if u := undo(t, sum.Run, j); u.Done != 1 {
				t.Errorf("%+v", u)
			}
			if text, _ := os.ReadFile(root + "/d/b.txt"); string(text) != "one text" {
				t.Errorf("after undo: %q", text)
			}
		})
	}
}

// renameFree is renameNoReplace for every file system, where nobody comes between its calls.
func renameFree(from int, name string, to int, as string) error {
	var st unix.Stat_t
	if unix.Fstatat(to, as, &st, unix.AT_SYMLINK_NOFOLLOW) == nil {
		return unix.EEXIST
	}
	return unix.Renameat(from, name, to, as)
}

// TestCannotRename applies and takes back without RENAME_NOREPLACE, and kills
// undo between its two calls.
func TestCannotRename(t *testing.T) {
	for _, do := range []Do{Quarantine, Hardlink, Symlink, Remove} {
		t.Run(string(do), func(t *testing.T) {
			root := real(t, t.TempDir())
			groups := pair(t, root)
			before := list(t, root)
			j := newMemory()
			_, sum, err := run(t, root, groups, Options{Do: do, rename: cannot}, j)
			if err != nil || sum.Done != 1 {
				t.Fatal(sum, err)
			}
			const stored = "/.newsdup/quarantine/20261122-1/d/b.txt"
			if do != Remove {
				os.Rename(root+"/d/b.txt", root+"/d/"+undoName(sum.Run, 1)) // a link, aside
				if err := os.Link(root+stored, root+"/d/b.txt"); err != nil {
					t.Fatal(err)
				}
			}
			s := newSites(nil)
			defer s.close()
			s.rename = cannot
			acts, _ := j.Acts(context.Background(), sum.Run)
			u, err := s.undo(context.Background(), Summary{Run: sum.Run}, acts, j, func(r Result) error {
				if r.Why != "" {
					t.Error(r.Why)
				}
				return nil
			})
			if err != nil || u.Done != 1 {
				t.Errorf("%+v, %v", u, err)
			}
			if got := withoutTimes(list(t, root)); got != withoutTimes(before) {
				t.Errorf("%s\nwas\n%s", got, before)
			}
		})
	}
	// what comes while the file is on its way is not overwritten
	root := real(t, t.TempDir())
	write(t, root+"/a", "one")
	write(t, root+"/b", "two")
	tree, err := openTree(root)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.close()
	r := renameFunc(cannot)
	if err := r.give(tree.top, "a", tree.top, "b"); !errors.Is(err, unix.EEXIST) {
		t.Errorf("give: %v", err)
	}
	if err := r.take(tree.top, "a", tree.top, "b"); !errors.Is(err, unix.EEXIST) {
		t.Errorf("take: %v", err)
	}
	if text, _ := os.ReadFile(root + "/b"); string(text) != "two" {
		t.Errorf("b is %q", text)
	}
}

// withoutTimes is a listing of files alone, without the times of folders.
func withoutTimes(list string) string {
	var b strings.Builder
	for line := range strings.Lines(list) {
		if !strings.Contains(line, " drwx") {
			b.WriteString(line)
		}
	}
	return b.String()
}

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

// TestOwnFolder: what waits in quarantine is not acted on as if it were a folder of clips.
func TestOwnFolder(t *testing.T) {
	root := real(t, t.TempDir())
	j := newMemory()
	if _, sum, err := run(t, root, pair(t, root), Options{}, j); err != nil || sum.Done != 1 {
		t.Fatal(sum, err)
	}
	inner := root + "/.newsdup/quarantine/20261122-1"
	groups := pair(t, inner)
	got, sum, err := run(t, inner, groups, Options{}, j)
	if err != nil || sum.Done != 0 || !strings.Contains(got["d/b.txt"].Why, "own folder") {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := Lock(context.Background(), []string{inner}, 0, "me"); err == nil || !strings.Contains(err.Error(), "newsdup's own") {
		t.Errorf("lock: %v", err)
	}
	if info, err := os.Stat(inner); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read the quarantine: %v, %v", info.Mode(), err)
	}
}

// TestTwoNames: one file under two spellings is neither moved twice nor moved
// while it stays under the other.
func TestTwoNames(t *testing.T) {
	root := real(t, t.TempDir())
	for _, name := range []string{"a", "b", "c"} {
		write(t, root+"/"+name, "one text")
	}
	t.Chdir(root)
	m := func(path string, role clip.Role, relation clip.Relation, to string) clip.Member {
		x := member(t, root, strings.TrimPrefix(path, "./"), role, relation, "")
		x.Path, x.To.Path = path, to
		return x
	}
	groups := []*clip.Group{
		{Members: []clip.Member{m("./a", clip.RoleKeep, "", ""), m("c", clip.RoleCopy, clip.Exact, "./a"), m("./c", clip.RoleCopy, clip.Exact, "./a")}},
		{Members: []clip.Member{m("b", clip.RoleKeep, "", ""), m("a", clip.RoleCopy, clip.Exact, "b")}},
	}
	var got []string
	_, err := Apply(context.Background(), groups, Options{Choice: Choice{Roots: []string{"."}}, Now: when}, newMemory(), func(r Result) error {
		got = append(got, fmt.Sprintf("%s %s %s", r.Path, r.Outcome, r.Why))
		return nil
	})
	slices.Sort(got)
	want := []string{"./c refused the report names it twice", "a refused the report also keeps it", "c done "}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v", got, err)
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

// TestRuns applies and takes back at random, many runs over one tree: whatever
// the order, nothing is lost on the way, and when all is undone the tree is as it was.
func TestRuns(t *testing.T) {
	for seed := range 30 {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			r := rand.New(rand.NewPCG(uint64(seed), 99))
			root := real(t, t.TempDir())
			groups := plant(t, root, r)
			before := withoutTimes(list(t, root))
			texts := map[string]bool{}
			for _, g := range groups {
				for _, m := range g.Members {
					text, _ := os.ReadFile(m.Path)
					texts[string(text)] = true
				}
			}
			j := newMemory()
			var open []string
			for range 25 {
				if len(open) > 0 && r.IntN(2) == 0 {
					i := r.IntN(len(open))
					quietUndo(t, open[i], j) // some may have to wait for another run
				} else {
					g := shuffled(t, groups, r)
					_, sum, err := run(t, root, g, Options{Do: Dos()[r.IntN(len(Dos()))]}, j)
					if err != nil {
						t.Fatal(err)
					}
					if sum.Run != "" {
						open = append(open, sum.Run)
					}
				}
				if lost := missing(root, texts); len(lost) > 0 {
					t.Fatalf("lost: %q", lost)
				}
			}
			for range open { // in any order, as often as there are runs
				for _, i := range r.Perm(len(open)) {
					quietUndo(t, open[i], j)
				}
			}
			if now := withoutTimes(list(t, root)); now != before {
				t.Errorf("after all was undone\n%s\nwas\n%s", now, before)
			}
			if left, _ := os.ReadDir(root + "/.newsdup/quarantine"); len(left) > 0 {
				t.Errorf("left in quarantine: %v", left)
			}
		})
	}
}

// quietUndo is undo that says nothing of what has to wait for another run.
func quietUndo(t *testing.T, id string, j Journal) {
	t.Helper()
	if _, err := Undo(context.Background(), id, nil, j, func(Result) error { return nil }); err != nil {
		t.Fatal(err)
	}
}

// shuffled is a report of the same files as they are now, with another of each group to stay.
func shuffled(t *testing.T, groups []*clip.Group, r *rand.Rand) []*clip.Group {
	var list []*clip.Group
	for _, g := range groups {
		var there []clip.Member
		for _, m := range g.Members {
			dir, name := filepath.Split(m.Path)
			if info, err := os.Lstat(m.Path); err == nil && info.Mode().IsRegular() {
				there = append(there, member(t, strings.TrimSuffix(dir, "/"), name, clip.RoleCopy, clip.Near, ""))
			}
		}
		if len(there) < 2 {
			continue
		}
		r.Shuffle(len(there), func(i, j int) { there[i], there[j] = there[j], there[i] })
		there = there[:2+r.IntN(len(there)-1)]
		there[0].Role, there[0].Relation = clip.RoleKeep, ""
		for i := range there[1:] {
			there[i+1].To = there[r.IntN(i+1)].Origin
		}
		list = append(list, &clip.Group{Members: there})
	}
	return list
}

// missing lists the texts that no file below root has.
func missing(root string, texts map[string]bool) (lost []string) {
	found := map[string]bool{}
	_ = filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			text, _ := os.ReadFile(path)
			found[string(text)] = true
		}
		return nil
	})
	for text := range texts {
		if !found[text] {
			lost = append(lost, text)
		}
	}
	return lost
}

// TestMany acts on a folder of 2,000 files, and takes it back; of 10,000 in `make torture`.
func TestMany(t *testing.T) {
	n := 2_000
	if os.Getenv("NEWSDUP_TORTURE") != "" {
		n = 10_000
	}
	root := real(t, t.TempDir())
	g := &clip.Group{}
	for i := range n {
		name := fmt.Sprintf("clip-%05d.txt", i)
		if err := os.WriteFile(root+"/"+name, []byte("one text"), 0o644); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			g.Members = append(g.Members, member(t, root, name, clip.RoleKeep, "", ""))
		} else {
			g.Members = append(g.Members, member(t, root, name, clip.RoleCopy, clip.Exact, g.Members[0].Path[len(root)+1:]))
		}
	}
	j := newMemory()
	_, sum, err := run(t, root, []*clip.Group{g}, Options{}, j)
	if err != nil || sum.Done != n-1 {
		t.Fatal(sum, err)
	}
	if u := undo(t, sum.Run, j); u.Done != n-1 {
		t.Errorf("%+v", u)
	}
	if files, _ := os.ReadDir(root); len(files) != n+1 { // .newsdup
		t.Errorf("%d files", len(files))
	}
}
