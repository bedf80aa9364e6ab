package act

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"newsdup/internal/clip"
)

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
