package act

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"newsdup/internal/clip"
)

// when is the clock of the tests.
var when = time.Date(2026, 11, 22, 4, 0, 0, 0, time.UTC)

// write makes a file and the folders above it, with a time of its own.
func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	old := when.Add(-time.Duration(len(path)) * time.Hour)
	if err := os.Chtimes(path, old, old); err != nil {
		t.Fatal(err)
	}
}

// member is a member of a group with the bytes that stand at root/path now.
func member(t *testing.T, root, path string, role clip.Role, relation clip.Relation, to string) clip.Member {
	t.Helper()
	m := clip.Member{Origin: clip.Origin{Path: root + "/" + path}, Role: role, Relation: relation, Score: 1}
	if to != "" {
		m.To = clip.Origin{Path: root + "/" + to}
	}
	text, err := os.ReadFile(m.Path)
	if err == nil {
		m.SHA256, m.Size = sha256.Sum256(text), int64(len(text))
	}
	return m
}

// tree lists a folder: every name with its mode, time and bytes, newsdup's own folder apart.
func list(t *testing.T, root string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.Name() == private {
			return fs.SkipDir
		}
		info, err := os.Lstat(path)
		if err != nil {
			return err
		}
		rest := strings.TrimPrefix(path, root)
		switch {
		case rest == "": // making newsdup's folder changes its time
		case d.IsDir():
			fmt.Fprintf(&b, "%s %v %v\n", rest, info.Mode(), info.ModTime().UnixNano())
		case info.Mode()&fs.ModeSymlink != 0:
			target, _ := os.Readlink(path)
			fmt.Fprintf(&b, "%s -> %s\n", rest, target)
		default:
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			fmt.Fprintf(&b, "%s %v %v %q\n", rest, info.Mode(), info.ModTime().UnixNano(), text)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// run applies groups and returns the results by path below root.
func run(t *testing.T, root string, groups []*clip.Group, o Options, j Journal) (map[string]Result, Summary, error) {
	t.Helper()
	if o.Roots == nil {
		o.Roots = []string{root}
	}
	if o.Now.IsZero() {
		o.Now = when
	}
	got := map[string]Result{}
	sum, err := Apply(context.Background(), groups, o, j, func(r Result) error {
		got[strings.TrimPrefix(r.Path, root+"/")] = r
		return nil
	})
	return got, sum, err
}

func undo(t *testing.T, id string, j Journal) Summary {
	t.Helper()
	sum, err := Undo(context.Background(), id, nil, j, func(r Result) error {
		if r.Why != "" {
			t.Logf("undo %s: %s", r.Path, r.Why)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

func real(t *testing.T, dir string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestApplyUndo applies every act to random trees and takes it back: names,
// bytes, modes and times are as before, and nothing was lost in between.
func TestApplyUndo(t *testing.T) {
	for _, do := range Dos() {
		for seed := range 5 {
			t.Run(fmt.Sprintf("%s/%d", do, seed), func(t *testing.T) {
				r := rand.New(rand.NewPCG(uint64(seed), 7))
				root := real(t, t.TempDir())
				groups := plant(t, root, r)
				before := list(t, root)
				j := newMemory()
				got, sum, err := run(t, root, groups, Options{Do: do}, j)
				if err != nil {
					t.Fatal(err)
				}
				for path, res := range got {
					if res.Outcome != OutDone && do != Reflink && do != Remove {
						t.Errorf("%s: %s: %s", path, res.Outcome, res.Why)
					}
				}
				if do != Reflink && sum.Done == 0 { // not every file system can share blocks
					t.Fatal("nothing was done")
				}
				after := list(t, root)
				if sum.Done > 0 && after == before {
					t.Error("acts left no trace")
				}
				for range 2 {
					again, twice, err := run(t, root, groups, Options{Do: do}, j)
					if err != nil {
						t.Fatal(err)
					}
					if twice.Done != 0 || twice.Already != sum.Done {
						t.Errorf("a second application did %d and found %d of %d done: %v", twice.Done, twice.Already, sum.Done, again)
					}
				}
				if list(t, root) != after {
					t.Error("a second application changed the tree")
				}
				if sum.Done == 0 {
					return
				}
				if u := undo(t, sum.Run, j); u.Done != sum.Done {
					t.Errorf("undid %d of %d", u.Done, sum.Done)
				}
				if now := list(t, root); now != before {
					t.Errorf("the tree differs after undo\nbefore\n%s\nafter\n%s", before, now)
				}
				if u := undo(t, sum.Run, j); u.Done+u.Refused != 0 {
					t.Errorf("a second undo did %d and refused %d", u.Done, u.Refused)
				}
				if left, _ := os.ReadDir(filepath.Join(root, private, "quarantine")); len(left) != 0 {
					t.Errorf("quarantine holds %v after undo", left)
				}
			})
		}
	}
}

// plant writes a random tree of files and returns groups of them.
func plant(t *testing.T, root string, r *rand.Rand) []*clip.Group {
	t.Helper()
	dirs := []string{"", "a/", "a/b/", "c/", "c/d/e/", "ü \xff/"}
	var groups []*clip.Group
	for g := range 3 + r.IntN(4) {
		text := fmt.Sprintf("story %d", g)
		var names []string
		for i := range 2 + r.IntN(5) {
			name := fmt.Sprintf("%sg%d-%d.txt", dirs[r.IntN(len(dirs))], g, i)
			if i > 0 && r.IntN(3) == 0 {
				write(t, filepath.Join(root, name), fmt.Sprintf("%s edit %d", text, i))
			} else {
				write(t, filepath.Join(root, name), text)
			}
			if r.IntN(3) == 0 {
				if err := os.Chmod(filepath.Join(root, name), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			names = append(names, name)
		}
		group := &clip.Group{Members: []clip.Member{member(t, root, names[0], clip.RoleKeep, "", "")}}
		for i, name := range names[1:] {
			to := names[r.IntN(i+1)]
			group.Members = append(group.Members, member(t, root, name, clip.RoleCopy, []clip.Relation{clip.Exact, clip.Near}[r.IntN(2)], to))
		}
		groups = append(groups, group)
	}
	return groups
}

// pair is a group of two files with the same bytes, b going and a staying.
func pair(t *testing.T, root string) []*clip.Group {
	t.Helper()
	write(t, root+"/a.txt", "one text")
	write(t, root+"/d/b.txt", "one text")
	return []*clip.Group{{Members: []clip.Member{
		member(t, root, "a.txt", clip.RoleKeep, "", ""),
		member(t, root, "d/b.txt", clip.RoleCopy, clip.Exact, "a.txt"),
	}}}
}

// TestRefused changes a folder, or a report, between report and act.
func TestRefused(t *testing.T) {
	tests := []struct {
		name   string
		do     Do
		change func(t *testing.T, root string, g []*clip.Group, o *Options)
		want   Outcome
		why    string
	}{
		{"changed", "", func(t *testing.T, root string, g []*clip.Group, o *Options) { write(t, root+"/d/b.txt", "two text") }, OutRefused, "changed since"},
		{"gone", "", func(t *testing.T, root string, g []*clip.Group, o *Options) { os.Remove(root + "/d/b.txt") }, OutRefused, "it is gone"},
		{"folder gone", "", func(t *testing.T, root string, g []*clip.Group, o *Options) { os.Rename(root+"/d", root+"/e") }, OutRefused, "folder is gone"},
		{"keeper changed", "", func(t *testing.T, root string, g []*clip.Group, o *Options) { write(t, root+"/a.txt", "x") }, OutRefused, "stays"},
		{"keeper gone", "", func(t *testing.T, root string, g []*clip.Group, o *Options) { os.Remove(root + "/a.txt") }, OutRefused, "stays"},
		{"keeper is the copy by a link", "", func(t *testing.T, root string, g []*clip.Group, o *Options) {
			os.Remove(root + "/a.txt")
			os.Symlink("d/b.txt", root+"/a.txt")
		}, OutRefused, "symbolic link"},
		{"file became a link", "", func(t *testing.T, root string, g []*clip.Group, o *Options) {
			os.Remove(root + "/d/b.txt")
			os.Symlink("../a.txt", root+"/d/b.txt")
		}, OutRefused, "symbolic link"},
		{"folder became a link", "", func(t *testing.T, root string, g []*clip.Group, o *Options) {
			os.Rename(root+"/d", root+"/e")
			os.Symlink("e", root+"/d")
		}, OutRefused, "symbolic link"},
		{"folder became a file", "", func(t *testing.T, root string, g []*clip.Group, o *Options) {
			os.RemoveAll(root + "/d")
			write(t, root+"/d", "x")
		}, OutRefused, "no folder"},
		{"file became a folder", "", func(t *testing.T, root string, g []*clip.Group, o *Options) {
			os.Remove(root + "/d/b.txt")
			os.Mkdir(root+"/d/b.txt", 0o755)
		}, OutRefused, "not a regular file"},
		{"quarantine is a link", "", func(t *testing.T, root string, g []*clip.Group, o *Options) {
			os.Symlink("/tmp", root+"/.newsdup")
		}, OutRefused, "symbolic link"},
		{"dots", "", func(t *testing.T, root string, g []*clip.Group, o *Options) {
			g[0].Members[1].Path = root + "/d/../d/b.txt"
		}, OutRefused, "not plain"},
		{"dots at the start", "", func(t *testing.T, root string, g []*clip.Group, o *Options) {
			g[0].Members[1].Path = "../b.txt"
		}, OutRefused, "outside"},
		{"another root", "", func(t *testing.T, root string, g []*clip.Group, o *Options) {
			g[0].Members[1].Path = "/etc/hostname"
		}, OutRefused, "outside"},
		{"a sibling with the root's name", "", func(t *testing.T, root string, g []*clip.Group, o *Options) {
			g[0].Members[1].Path = root + "2/b.txt"
		}, OutRefused, "outside"},
		{"our own folder", "", func(t *testing.T, root string, g []*clip.Group, o *Options) {
			g[0].Members[1].Path = root + "/.newsdup/lock"
		}, OutRefused, "own folder"},
		{"NUL", "", func(t *testing.T, root string, g []*clip.Group, o *Options) {
			g[0].Members[1].Path = root + "/d/b\x00.txt"
		}, OutRefused, "not a file name"},
		{"edited hash", "", func(t *testing.T, root string, g []*clip.Group, o *Options) {
			g[0].Members[1].SHA256[3]++
		}, OutRefused, "changed since"},
		{"no keeper", "", func(t *testing.T, root string, g []*clip.Group, o *Options) {
			g[0].Members[0].Role, g[0].Members[0].Relation, g[0].Members[0].To = clip.RoleCopy, clip.Exact, g[0].Members[1].Origin
		}, OutRefused, "no clip of its group stays"},
		{"related to nothing", "", func(t *testing.T, root string, g []*clip.Group, o *Options) {
			g[0].Members[1].To.Path = root + "/x"
		}, OutRefused, "no clip of its group stays"},
		{"related to itself", "", func(t *testing.T, root string, g []*clip.Group, o *Options) {
			g[0].Members[1].To = g[0].Members[1].Origin
		}, OutRefused, "no clip of its group stays"},
		{"kept by another group", "", func(t *testing.T, root string, g []*clip.Group, o *Options) {
			m := g[0].Members[1]
			m.Role, m.Relation = clip.RoleKeep, ""
			g[0].Members = append(g[0].Members, m)
		}, OutRefused, "also keeps"},
		{"protected", "", func(t *testing.T, root string, g []*clip.Group, o *Options) {
			o.Protect = []string{root + "/d/"}
		}, OutSkipped, "protected"},
		{"a record", "", func(t *testing.T, root string, g []*clip.Group, o *Options) {
			g[0].Members[1].Line = 3
		}, OutSkipped, "one record"},
		{"for a record", "", func(t *testing.T, root string, g []*clip.Group, o *Options) {
			g[0].Members[0].Line, g[0].Members[1].To.Line = 3, 3
		}, OutSkipped, "stays is one record"},
		{"other bytes", Remove, func(t *testing.T, root string, g []*clip.Group, o *Options) {
			write(t, root+"/d/b.txt", "one text, edited")
			g[0].Members[1] = member(t, root, "d/b.txt", clip.RoleCopy, clip.Near, "a.txt")
		}, OutRefused, "way back"},
		{"one file already", Hardlink, func(t *testing.T, root string, g []*clip.Group, o *Options) {
			os.Remove(root + "/d/b.txt")
			os.Link(root+"/a.txt", root+"/d/b.txt")
		}, OutAlready, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root := real(t, t.TempDir())
			groups := pair(t, root)
			o := Options{Do: test.do}
			test.change(t, root, groups, &o)
			before := list(t, root)
			j := newMemory()
			_, sum, err := run(t, root, groups, o, j)
			if err != nil {
				t.Fatal(err)
			}
			var last Result
			_, err = Apply(context.Background(), groups, Options{Choice: Choice{Roots: []string{root}, Protect: o.Protect}, Do: test.do, Now: when}, j, func(r Result) error {
				last = r
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if last.Outcome != test.want || !strings.Contains(last.Why, test.why) {
				t.Errorf("%s: %s, want %s: %s", last.Outcome, last.Why, test.want, test.why)
			}
			if sum.Done != 0 || list(t, root) != before {
				t.Errorf("%d done; tree\n%s\nwas\n%s", sum.Done, list(t, root), before)
			}
		})
	}
}

// TestManyNames: the names of one file all go, though the first one's going is a
// change of the others; all come back, as one file unless it was deleted.
func TestManyNames(t *testing.T) {
	for _, do := range []Do{Quarantine, Hardlink, Symlink, Remove} {
		root := real(t, t.TempDir())
		for _, name := range []string{"a", "b"} {
			write(t, root+"/"+name, "one text")
		}
		for _, name := range []string{"c", "d"} {
			if err := os.Link(root+"/b", root+"/"+name); err != nil {
				t.Fatal(err)
			}
		}
		before := list(t, root)
		groups := []*clip.Group{{Members: []clip.Member{member(t, root, "a", clip.RoleKeep, "", "")}}}
		for _, name := range []string{"b", "c", "d"} {
			groups[0].Members = append(groups[0].Members, member(t, root, name, clip.RoleCopy, clip.Exact, "a"))
		}
		j := newMemory()
		got, sum, err := run(t, root, groups, Options{Do: do}, j)
		if err != nil || sum.Done != 3 {
			t.Errorf("%s: %d done, %v: %+v", do, sum.Done, err, got)
		}
		if u := undo(t, sum.Run, j); u.Done != 3 || list(t, root) != before {
			t.Errorf("%s: undo: %d done; tree\n%s\nwas\n%s", do, u.Done, list(t, root), before)
		}
		for _, name := range []string{"c", "d"} {
			if one := sameFile(t, root+"/b", root+"/"+name); one != (do != Remove) {
				t.Errorf("%s: undo: b and %s are one file: %v", do, name, one)
			}
		}
	}
}

// sameFile reports whether two names are of one file.
func sameFile(t *testing.T, a, b string) bool {
	t.Helper()
	x, err := os.Stat(a)
	y, err2 := os.Stat(b)
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	return os.SameFile(x, y)
}

// TestHolds leaves the fuller text alone, and retellings unless they are asked for.
func TestHolds(t *testing.T) {
	root := real(t, t.TempDir())
	for _, name := range []string{"keep", "inside", "fuller", "told", "copy of told"} {
		write(t, root+"/"+name, name)
	}
	fuller := member(t, root, "fuller", clip.RoleCopy, clip.Contains, "keep")
	fuller.Reason = clip.Holds
	inside := member(t, root, "inside", clip.RoleCopy, clip.Contains, "keep")
	inside.Reason = clip.Inside
	groups := []*clip.Group{{Members: []clip.Member{
		member(t, root, "keep", clip.RoleKeep, "", ""), inside, fuller,
		member(t, root, "told", clip.RoleStory, clip.Story, "keep"),
		member(t, root, "copy of told", clip.RoleCopy, clip.Near, "told"),
	}}}
	tests := []struct {
		relations []clip.Relation
		want      string
	}{
		{nil, "copy of told->told inside->keep"},
		{[]clip.Relation{clip.Exact}, ""},
		{[]clip.Relation{clip.Story, clip.Near}, "copy of told->keep told->keep"},
	}
	for _, test := range tests {
		got, _, err := run(t, root, groups, Options{Choice: Choice{Relations: test.relations}, DryRun: true}, newMemory())
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, name := range []string{"copy of told", "fuller", "inside", "keep", "told"} {
			if r, ok := got[name]; ok && r.Outcome == OutWould {
				names = append(names, name+"->"+filepath.Base(r.Keep))
			}
		}
		if s := strings.Join(names, " "); s != test.want {
			t.Errorf("%v: %s, want %s", test.relations, s, test.want)
		}
	}
}

// TestLimit refuses everything when too much would go.
func TestLimit(t *testing.T) {
	root := real(t, t.TempDir())
	groups := pair(t, root)
	for _, test := range []struct {
		read int
		over bool
	}{{2, true}, {4, true}, {5, false}, {100, false}} {
		_, _, err := run(t, root, groups, Options{Limit: .2, Read: test.read, DryRun: true}, newMemory())
		var limit *LimitError
		if errors.As(err, &limit) != test.over {
			t.Errorf("1 of %d: %v, want over %v", test.read, err, test.over)
		}
	}
}

// TestRunIDs counts on when a quarantine or the journal has the number: also
// with another journal, also when the clock was set back.
func TestRunIDs(t *testing.T) {
	root := real(t, t.TempDir())
	j := newMemory()
	for i, want := range []string{"20261122-1", "20261122-2", "20261122-3"} {
		if i == 2 {
			j = newMemory()
		}
		_, sum, err := run(t, root, pair(t, root), Options{}, j)
		if err != nil || sum.Run != want {
			t.Errorf("run %q, %v, want %q", sum.Run, err, want)
		}
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

// TestLock lets one in at a time and says who it is.
func TestLock(t *testing.T) {
	root := real(t, t.TempDir())
	first, err := Lock(context.Background(), []string{root, root + "/."}, 0, "pid 7, sweep")
	if err != nil {
		t.Fatal(err)
	}
	_, err = Lock(context.Background(), []string{root}, 60*time.Millisecond, "pid 8")
	var locked *LockedError
	if !errors.As(err, &locked) || locked.Holder != "pid 7, sweep" {
		t.Errorf("second lock: %v", err)
	}
	first.Close()
	second, err := Lock(context.Background(), []string{root}, 0, "pid 8")
	if err != nil {
		t.Fatal(err)
	}
	second.Close()
}
