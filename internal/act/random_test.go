package act

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newsdup/internal/clip"
)

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
