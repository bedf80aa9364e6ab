package act

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
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
