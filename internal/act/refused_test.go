package act

import (
	"context"
	"os"
	"strings"
	"testing"

	"newsdup/internal/clip"
)

// refusal is a report of one pair (see pair) that is not acted on.
type refusal struct {
	root    string
	group   *clip.Group
	options Options
	want    Outcome
	why     string
}

// newRefusal makes the pair and its report. The working folder is the pair's from now on.
func newRefusal(t *testing.T, why string) *refusal {
	root := real(t, t.TempDir())
	t.Chdir(root)
	return &refusal{root: root, group: pair(t, root)[0], want: OutRefused, why: why}
}

// keep and gone are the two members of the report: the one that stays and the one that goes.
func (r *refusal) keep() *clip.Member { return &r.group.Members[0] }
func (r *refusal) gone() *clip.Member { return &r.group.Members[1] }

// check applies the report twice. Both times nothing may be done, for the reason wanted.
func (r *refusal) check(t *testing.T) {
	t.Helper()
	before := list(t, r.root)
	j := newMemory()
	o := r.options
	o.Roots, o.Now = []string{r.root}, when
	for range 2 {
		var last Result
		sum, err := Apply(context.Background(), []*clip.Group{r.group}, o, j, func(r Result) error {
			last = r
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if last.Outcome != r.want || !strings.Contains(last.Why, r.why) {
			t.Errorf("%s: %s, want %s: %s", last.Outcome, last.Why, r.want, r.why)
		}
		if sum.Done != 0 || list(t, r.root) != before {
			t.Errorf("%d done; tree\n%s\nwas\n%s", sum.Done, list(t, r.root), before)
		}
	}
}

// TestRefusedFolder changes the folder after the report.
func TestRefusedFolder(t *testing.T) {
	for _, test := range []struct {
		name, why string
		change    func(*testing.T)
	}{
		{"changed", "changed since", func(t *testing.T) { write(t, "d/b.txt", "two text") }},
		{"gone", "it is gone", func(*testing.T) { os.Remove("d/b.txt") }},
		{"folder gone", "folder is gone", func(*testing.T) { os.Rename("d", "e") }},
		{"keeper changed", "stays", func(t *testing.T) { write(t, "a.txt", "x") }},
		{"keeper gone", "stays", func(*testing.T) { os.Remove("a.txt") }},
		{"keeper is the copy by a link", "symbolic link", func(*testing.T) { os.Remove("a.txt"); os.Symlink("d/b.txt", "a.txt") }},
		{"file became a link", "symbolic link", func(*testing.T) { os.Remove("d/b.txt"); os.Symlink("../a.txt", "d/b.txt") }},
		{"folder became a link", "symbolic link", func(*testing.T) { os.Rename("d", "e"); os.Symlink("e", "d") }},
		{"folder became a file", "no folder", func(t *testing.T) { os.RemoveAll("d"); write(t, "d", "x") }},
		{"file became a folder", "not a regular file", func(*testing.T) { os.Remove("d/b.txt"); os.Mkdir("d/b.txt", 0o755) }},
		{"quarantine is a link", "symbolic link", func(*testing.T) { os.Symlink("/tmp", ".newsdup") }},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := newRefusal(t, test.why)
			test.change(t)
			r.check(t)
		})
	}
}

// TestRefusedReport edits the report.
func TestRefusedReport(t *testing.T) {
	for _, test := range []struct {
		name, why string
		edit      func(root string, keep, gone *clip.Member)
	}{
		{"dots", "not plain", func(root string, _, gone *clip.Member) { gone.Path = root + "/d/../d/b.txt" }},
		{"dots at the start", "outside", func(_ string, _, gone *clip.Member) { gone.Path = "../b.txt" }},
		{"another root", "outside", func(_ string, _, gone *clip.Member) { gone.Path = "/etc/hostname" }},
		{"a sibling with the root's name", "outside", func(root string, _, gone *clip.Member) { gone.Path = root + "2/b.txt" }},
		{"our own folder", "own folder", func(root string, _, gone *clip.Member) { gone.Path = root + "/.newsdup/lock" }},
		{"NUL", "not a file name", func(root string, _, gone *clip.Member) { gone.Path = root + "/d/b\x00.txt" }},
		{"edited hash", "changed since", func(_ string, _, gone *clip.Member) { gone.SHA256[3]++ }},
		{"no keeper", "no clip of its group stays", func(_ string, keep, gone *clip.Member) {
			keep.Role, keep.Relation, keep.To = clip.RoleCopy, clip.Exact, gone.Origin
		}},
		{"related to nothing", "no clip of its group stays", func(root string, _, gone *clip.Member) { gone.To.Path = root + "/x" }},
		{"related to itself", "no clip of its group stays", func(_ string, _, gone *clip.Member) { gone.To = gone.Origin }},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := newRefusal(t, test.why)
			test.edit(r.root, r.keep(), r.gone())
			r.check(t)
		})
	}
}

// TestLeft: what else is left alone.
func TestLeft(t *testing.T) {
	for _, test := range []struct {
		name, why string
		want      Outcome
		change    func(t *testing.T, r *refusal)
	}{
		{"kept by another group", "also keeps", OutRefused, func(_ *testing.T, r *refusal) {
			m := *r.gone()
			m.Role, m.Relation = clip.RoleKeep, ""
			r.group.Members = append(r.group.Members, m)
		}},
		{"protected", "protected", OutSkipped, func(_ *testing.T, r *refusal) { r.options.Protect = []string{r.root + "/d/"} }},
		{"a record", "one record", OutSkipped, func(_ *testing.T, r *refusal) { r.gone().Line = 3 }},
		{"for a record", "stays is one record", OutSkipped, func(_ *testing.T, r *refusal) { r.keep().Line, r.gone().To.Line = 3, 3 }},
		{"other bytes", "way back", OutRefused, func(t *testing.T, r *refusal) {
			r.options.Do = Remove
			write(t, "d/b.txt", "one text, edited")
			*r.gone() = member(t, r.root, "d/b.txt", clip.RoleCopy, clip.Near, "a.txt")
		}},
		{"one file already", "", OutAlready, func(_ *testing.T, r *refusal) {
			r.options.Do = Hardlink
			os.Remove("d/b.txt")
			os.Link("a.txt", "d/b.txt")
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := newRefusal(t, test.why)
			r.want = test.want
			test.change(t, r)
			r.check(t)
		})
	}
}

// TestUndoRefused meets a file that came since, and goes on when it is gone.
func TestUndoRefused(t *testing.T) {
	for _, do := range []Do{Quarantine, Hardlink, Symlink, Remove} {
		t.Run(string(do), func(t *testing.T) {
			root := real(t, t.TempDir())
			groups := pair(t, root)
			before := list(t, root)
			j := newMemory()
			_, sum, err := run(t, root, groups, Options{Do: do}, j)
			if err != nil || sum.Done != 1 {
				t.Fatal(sum, err)
			}
			os.Remove(root + "/d/b.txt")
			write(t, root+"/d/b.txt", "somebody else's")
			if u := undo(t, sum.Run, j); u.Done != 0 || u.Refused != 1 {
				t.Errorf("%+v", u)
			}
			if text, _ := os.ReadFile(root + "/d/b.txt"); string(text) != "somebody else's" {
				t.Error("undo overwrote a file")
			}
			os.RemoveAll(root + "/d")
			if u := undo(t, sum.Run, j); u.Done != 1 {
				t.Errorf("%+v", u)
			}
			want := strings.SplitAfter(before, "\n") // the folder is new
			if got := list(t, root); !strings.Contains(got, want[len(want)-2]) {
				t.Errorf("%s, want %s", got, want)
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
