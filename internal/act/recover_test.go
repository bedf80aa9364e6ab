package act

import (
	"context"
	"errors"
	"os"
	"testing"
)

// TestRecover puts a folder into each state that a kill can leave, and looks
// at what Recover makes of it, and Undo then.
func TestRecover(t *testing.T) {
	const id = "20261122-1"
	const stored = "/.newsdup/quarantine/20261122-1/d/b.txt"
	toStore := func(t *testing.T, root string) {
		t.Helper()
		if err := os.MkdirAll(root+"/.newsdup/quarantine/20261122-1/d", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(root+"/d/b.txt", root+stored); err != nil {
			t.Fatal(err)
		}
	}
	temp := func(t *testing.T, root string) {
		t.Helper()
		if err := os.Link(root+"/a.txt", root+"/d/"+tempName(id, 1)); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct {
		name  string
		do    Do
		state func(t *testing.T, root string)
		want  State
		in    bool // the file is in its place after Recover
	}{
		{"not begun", Quarantine, func(t *testing.T, root string) {}, Failed, true},
		{"moved", Quarantine, toStore, Done, false},
		{"moved by two calls, between them", Quarantine, func(t *testing.T, root string) {
			os.MkdirAll(root+"/.newsdup/quarantine/20261122-1/d", 0o755)
			os.Link(root+"/d/b.txt", root+stored)
		}, Failed, true},
		{"taken by somebody", Quarantine, func(t *testing.T, root string) { os.Remove(root + "/d/b.txt") }, Failed, false},
		{"link made", Hardlink, temp, Failed, true},
		{"link made and moved", Hardlink, func(t *testing.T, root string) { temp(t, root); toStore(t, root) }, Failed, true},
		{"link in place", Hardlink, func(t *testing.T, root string) {
			toStore(t, root)
			os.Link(root+"/a.txt", root+"/d/b.txt")
		}, Done, true},
		{"symlink made and moved", Symlink, func(t *testing.T, root string) {
			os.Symlink("../a.txt", root+"/d/"+tempName(id, 1))
			toStore(t, root)
		}, Failed, true},
		{"removal moved", Remove, toStore, Failed, true},
		{"removed", Remove, func(t *testing.T, root string) { os.Remove(root + "/d/b.txt") }, Done, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root := real(t, t.TempDir())
			groups := pair(t, root)
			j := newMemory()
			j.fail = func(method string) error { // the kill: planned, and nothing after
				if method == "Mark" || method == "End" {
					return errInjected
				}
				return nil
			}
			scene := newScene(Choice{Roots: []string{root}}, nil)
			defer scene.close()
			found := choose(groups, Choice{})
			r, err := scene.check(context.Background(), &found[0], test.do, j)
			if err != nil {
				t.Fatal(err)
			}
			r.act.N = 1
			j.Begin(context.Background(), Run{ID: id})
			j.Plan(context.Background(), id, []Act{r.act})
			test.state(t, root)
			j.fail = nil
			n, err := Recover(context.Background(), []string{root}, nil, j)
			if err != nil || n != 1 {
				t.Fatal(n, err)
			}
			acts, _ := j.Acts(context.Background(), id)
			if acts[0].State != test.want {
				t.Errorf("%s (%s), want %s", acts[0].State, acts[0].Note, test.want)
			}
			if _, err := os.Lstat(root + "/d/b.txt"); (err == nil) != test.in {
				t.Errorf("in place: %v, want %v", err, test.in)
			}
			if _, err := os.Lstat(root + "/d/" + tempName(id, 1)); err == nil {
				t.Error("a half-made link is left")
			}
			if !j.runs[0].Ended {
				t.Error("the run is open still")
			}
			undo(t, id, j)
			if text, _ := os.ReadFile(root + "/d/b.txt"); test.name != "taken by somebody" && string(text) != "one text" {
				t.Errorf("after undo: %q", text)
			}
		})
	}
}

// TestJournalFails: what was done stays noted or can be found out; nothing begins without a journal.
func TestJournalFails(t *testing.T) {
	for _, method := range []string{"Begin", "Plan", "Mark", "End"} {
		t.Run(method, func(t *testing.T) {
			root := real(t, t.TempDir())
			groups := pair(t, root)
			before := list(t, root)
			j := newMemory()
			j.fail = func(m string) error {
				if m == method {
					return errInjected
				}
				return nil
			}
			_, _, err := run(t, root, groups, Options{}, j)
			if !errors.Is(err, errInjected) {
				t.Fatalf("error %v", err)
			}
			if done := list(t, root) != before; done != (method == "Mark" || method == "End") {
				t.Errorf("files moved: %v", done)
			}
			j.fail = nil
			if _, err := Recover(context.Background(), []string{root}, nil, j); err != nil {
				t.Fatal(err)
			}
			for _, r := range j.runs {
				undo(t, r.ID, j)
			}
			if now := list(t, root); method != "Mark" && now != before { // a folder's time after the act is noted by Mark
				t.Errorf("after undo\n%s\nwas\n%s", now, before)
			}
			if text, _ := os.ReadFile(root + "/d/b.txt"); string(text) != "one text" {
				t.Error("b.txt is lost")
			}
		})
	}
}

// TestRecoverWaits leaves runs in folders that are not locked, or not there, for later.
func TestRecoverWaits(t *testing.T) {
	root := real(t, t.TempDir())
	j := newMemory()
	j.Begin(context.Background(), Run{ID: "r"})
	j.Plan(context.Background(), "r", []Act{{N: 1, Root: root + "/x", Path: "a", State: Planned}})
	for _, roots := range [][]string{nil, {root + "/x"}} {
		if n, err := Recover(context.Background(), roots, nil, j); n != 0 || err != nil || j.runs[0].Ended {
			t.Errorf("%v: %d, %v, ended %v", roots, n, err, j.runs[0].Ended)
		}
	}
}

// TestUndoKilledAtTheEnd: the file is back, and the link that an undo had taken
// aside still there; the next undo removes it.
func TestUndoKilledAtTheEnd(t *testing.T) {
	for _, do := range []Do{Hardlink, Symlink} {
		root := real(t, t.TempDir())
		groups := pair(t, root)
		j := newMemory()
		_, sum, err := run(t, root, groups, Options{Do: do}, j)
		if err != nil || sum.Done != 1 {
			t.Fatal(sum, err)
		}
		temp := root + "/d/" + undoName(sum.Run, 1)
		if err := os.Rename(root+"/d/b.txt", temp); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(root+"/"+storePath(sum.Run, "d/b.txt"), root+"/d/b.txt"); err != nil {
			t.Fatal(err)
		}
		if u := undo(t, sum.Run, j); u.Done != 1 {
			t.Errorf("%s: %+v", do, u)
		}
		if _, err := os.Lstat(temp); err == nil {
			t.Errorf("%s: the link that was taken aside is left", do)
		}
		if text, _ := os.ReadFile(root + "/d/b.txt"); string(text) != "one text" {
			t.Errorf("%s: %q", do, text)
		}
	}
}
