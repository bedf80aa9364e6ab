package act

import (
	"strings"
	"testing"

	"newsdup/internal/clip"
)

// TestContained: a clip inside one that goes as well goes only if it is known
// that what stays holds it, and none goes of which a part stands nowhere else.
// Groups are written as they are read: each member with its relation and the one
// it relates to; = is a link that says "inside"; part and ~ are as contains and =,
// with a score that is too low; edit is a near copy of .8.
func TestContained(t *testing.T) {
	tests := []struct{ group, want string }{
		{"a, b contains a", "b->a"},
		{"a, b near a, c contains b", "b->a; c stays"},
		{"a, b exact a, c contains b", "b->a; c->a"},
		{"a, b exact a, c exact b, d contains c", "b->a; c->a; d->a"},
		{"a, b near a, c exact b, d contains c", "b->a; c->a; d stays"},
		{"a, b near a, c contains b, c=a", "b->a; c->a"},
		{"a, b near a, c contains b, b=a", "b->a; c stays"},
		{"a, b near a, c contains b, c=x", "b->a; c stays"},
		{"a, b near a, d near a, c contains b, c=d", "b->a; c stays; d->a"}, // d goes, too
		{"a, b contains a, c contains b", "b->a; c stays"},
		{"a, b near a, c contains b, d near c", "b->a; c stays; d->c"}, // and what is near it goes for it
		{"a, b near a, c contains b, d contains c", "b->a; c stays; d->c"},
		{"a, b near a, c near b", "b->a; c stays"},
		{"a, b edit a, c edit b", "b->a; c->a"},
		{"a, b edit a, c exact b, d edit c", "b->a; c->a; d->a"},
		{"a, b edit a, c edit b, d edit c", "b->a; c->a; d stays"},
		{"a, b edit a, c near b, d edit c", "b->a; c stays; d->c"},
		{"a, b contains a, c edit b", "b->a; c stays"},
		{"a, b part a", "b stays"},
		{"a, b part a, c exact b", "b stays; c->b"},
		{"a, b exact a, c part b", "b->a; c stays"},
		{"a, b near a, c contains b, c~a", "b->a; c stays"},
		{"a, b near a, c part b, c=a", "b->a; c stays"},
		{"a, f holds a, c contains f", "c->f"},
		{"a, s story a, c contains s", "c->s"},
		{"a, b near c, c near b, d contains b", "b refused; c refused; d refused"},
		{"a, b near b", "b refused"},
		{"a, b contains x", "b refused"},
	}
	for _, test := range tests {
		g := &clip.Group{}
		for part := range strings.SplitSeq(test.group, ", ") {
			if i := strings.IndexAny(part, "=~"); i >= 0 {
				l := clip.Link{A: clip.Origin{Path: part[:i]}, B: clip.Origin{Path: part[i+1:]}, Relation: clip.Contains, Score: leastInside}
				if part[i] == '~' {
					l.Score = .66
				}
				g.Links = append(g.Links, l)
				continue
			}
			f := strings.Fields(part)
			m := clip.Member{Origin: clip.Origin{Path: f[0]}, Role: clip.RoleKeep}
			if len(f) == 3 {
				m.Role, m.Relation, m.To.Path, m.Score = clip.RoleCopy, clip.Relation(f[1]), f[2], leastInside
				switch f[1] {
				case clip.Holds:
					m.Relation, m.Reason = clip.Contains, clip.Holds
				case "edit":
					m.Relation, m.Score = clip.Near, .8
				case "part":
					m.Relation, m.Score = clip.Contains, .66
				}
			}
			g.Members = append(g.Members, m)
		}
		got := map[string]string{}
		for _, p := range choose([]*clip.Group{g}, Choice{}) {
			switch p.out {
			case OutSkipped:
				got[p.member.Path] = p.member.Path + " stays"
			case OutRefused:
				got[p.member.Path] = p.member.Path + " refused"
			default:
				got[p.member.Path] = p.member.Path + "->" + p.keep.Path
			}
		}
		var list []string
		for _, name := range strings.Split("abcdfs", "") {
			if got[name] != "" {
				list = append(list, got[name])
			}
		}
		if s := strings.Join(list, "; "); s != test.want {
			t.Errorf("%s: %s, want %s", test.group, s, test.want)
		}
	}
}

// TestChooseLong: a chain as long as a line of a report can hold ends.
func TestChooseLong(t *testing.T) {
	g := &clip.Group{}
	name := func(i int) clip.Origin { return clip.Origin{Path: "f", Line: i + 1} }
	for i := range 300_000 {
		m := clip.Member{Origin: name(i), Role: clip.RoleKeep}
		if i > 0 {
			m.Role, m.Relation, m.To, m.Score = clip.RoleCopy, clip.Near, name(i-1), 1
		}
		g.Members = append(g.Members, m)
	}
	for i, j := 1, len(g.Members)-1; i < j; i, j = i+1, j-1 { // the last one first
		g.Members[i], g.Members[j] = g.Members[j], g.Members[i]
	}
	for i, f := range settle(g, nil) {
		if i > 0 && (!f.goes || f.keep != &g.Members[0]) {
			t.Fatalf("member %d: %+v", i, f)
		}
	}
}

// TestLocate finds the innermost root, whatever the order of roots.
func TestLocate(t *testing.T) {
	tests := []struct{ path, roots, root, rest, why string }{
		{"clips/a", "clips", "clips", "a", ""},
		{"clips/sub/a", "clips clips/sub", "clips/sub", "a", ""},
		{"clips/sub/a", "clips/sub clips", "clips/sub", "a", ""},
		{"clips/a", "clips/", "clips/", "a", ""},
		{"a/b", ".", ".", "a/b", ""},
		{"a/b", "", ".", "a/b", ""},
		{"/x/a", "/", "/", "x/a", ""},
		{"/x/a", "", "", "", "outside"},
		{"clips", "clips", "", "", "outside"},
		{"clipsx/a", "clips", "", "", "outside"},
		{"clips/../a", "clips", "clips", "../a", "not plain"},
		{"clips//a", "clips", "clips", "/a", "not plain"},
		{"clips/a/", "clips", "clips", "a/", "not plain"},
		{"clips/.newsdup/x", "clips", "clips", ".newsdup/x", "own folder"},
		{"", "clips", "", "", "no"},
	}
	for _, test := range tests {
		root, rest, err := locate(test.path, strings.Fields(test.roots))
		why := ""
		if err != nil {
			why = err.Error()
		}
		if root != test.root || rest != test.rest || !strings.Contains(why, test.why) || (why == "") != (test.why == "") {
			t.Errorf("%q below %s: %q, %q, %q", test.path, test.roots, root, rest, why)
		}
	}
	if _, _, err := locate("/etc/x", []string{""}); err == nil {
		t.Error("a root without a name holds everything")
	}
}
