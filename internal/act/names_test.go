package act

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"newsdup/internal/clip"
)

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
