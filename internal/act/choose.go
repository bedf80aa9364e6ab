// Which files a report lets go.
//
// A group is a tree: each member but the keeper names the clip it relates to.
//
//	keep  a.txt
//	near  b.txt   to a.txt
//	exact c.txt   to b.txt
//	story d.txt   to a.txt
//	near  e.txt   to d.txt
//
// With the relations exact, near and contains the files b, c and e may go. For
// each the way up must end at a clip that stays: a for b and c, d for e. That
// clip is hashed again before the file is touched. The simpler way, the keeper
// of the group for all of its members, would let e go and look at a, which
// tells the same event in other words: the text of e could be lost.
//
// A report is a file, and may be anybody's: a chain that ends nowhere, goes
// round, or ends at a clip that another group lets go is refused.

package act

import (
	"slices"
	"strings"

	"newsdup/internal/clip"
)

// Choice is what may go, and from where.
type Choice struct {
	Roots     []string        // folders that were read, as the report names them
	Relations []clip.Relation // of the members that may go; none is exact, near and contains
	Protect   []string        // folders and files that are never acted on
}

// copyRelations are the relations of copies.
var copyRelations = []clip.Relation{clip.Exact, clip.Near, clip.Contains}

// proposal is one file that may go.
type proposal struct {
	member clip.Member
	keep   *clip.Member // the clip that stays; nil when there is none
	why    string       // skipped by the rules, or refused: nothing to look at
	out    Outcome      // with why
}

// choose takes the members that may go from the groups, in the order of the report.
func choose(groups []*clip.Group, c Choice) []proposal {
	relations := c.Relations
	if len(relations) == 0 {
		relations = copyRelations
	}
	goes := func(m *clip.Member) bool {
		return m.Role != clip.RoleKeep && slices.Contains(relations, m.Relation) &&
			(m.Relation != clip.Contains || m.Reason != holds)
	}

	stays := map[string]bool{} // paths that some group keeps
	for _, g := range groups {
		for i := range g.Members {
			if m := &g.Members[i]; !goes(m) {
				stays[m.Path] = true
			}
		}
	}
	var found []proposal
	seen := map[string]bool{}
	for _, g := range groups {
		members := make(map[clip.Origin]*clip.Member, len(g.Members))
		for i := range g.Members {
			members[place(g.Members[i].Origin)] = &g.Members[i]
		}
		for i := range g.Members {
			m := &g.Members[i]
			if !goes(m) {
				continue
			}
			p := proposal{member: *m}
			p.keep = survivor(m, members, goes)
			switch {
			case m.Line > 0:
				p.out, p.why = OutSkipped, "one record of a file: use `newsdup uniq`"
			case m.Path == "-":
				p.out, p.why = OutSkipped, "standard input"
			case p.keep == nil:
				p.out, p.why = OutRefused, "no clip of its group stays"
			case p.keep.Line > 0:
				p.out, p.why = OutSkipped, "the clip that stays is one record of a file"
			case stays[m.Path]:
				p.out, p.why = OutRefused, "the report also keeps it"
			case seen[m.Path]:
				p.out, p.why = OutRefused, "the report names it twice"
			}
			seen[m.Path] = true
			found = append(found, p)
		}
	}
	return found
}

// holds is the Reason of a member that holds the text it relates to: the fuller one.
const holds = "holds"

// place is an origin without its ID, which says nothing about where it is.
func place(o clip.Origin) clip.Origin { return clip.Origin{Path: o.Path, Line: o.Line} }

// survivor is the clip at the end of the way up from m that does not go; nil when there is none.
func survivor(m *clip.Member, members map[clip.Origin]*clip.Member, goes func(*clip.Member) bool) *clip.Member {
	for range len(members) {
		up := members[place(m.To)]
		if up == nil || up == m {
			return nil
		}
		if !goes(up) {
			return up
		}
		m = up
	}
	return nil
}

// locate finds the root a path of the report lies below: the first that holds
// it, else the current folder for a path that is relative. rest is the path
// below the root.
func locate(path string, roots []string) (root, rest string, err error) {
	if path == "" || strings.IndexByte(path, 0) >= 0 {
		return "", "", refuse("not a file name")
	}
	for _, r := range roots {
		if rest, ok := below(path, r); ok {
			return r, rest, clear(rest)
		}
	}
	if strings.HasPrefix(path, "/") || len(roots) > 0 {
		return "", "", refuse("outside the folders that were read (%s)", quoteAll(roots))
	}
	return ".", path, clear(path)
}

// below is what is left of path below the folder root, as text: links and dots are for later.
func below(path, root string) (string, bool) {
	if root == "." && !strings.HasPrefix(path, "/") {
		return strings.TrimPrefix(path, "./"), true
	}
	rest, ok := strings.CutPrefix(path, strings.TrimSuffix(root, "/")+"/")
	return rest, ok && rest != ""
}

// clear refuses a path that is not plainly a file below its root.
func clear(rest string) error {
	for part := range strings.SplitSeq(rest, "/") {
		switch part {
		case "", ".", "..":
			return refuse("the path is not plain: it has an empty part, . or ..")
		case private:
			return refuse("newsdup's own folder")
		}
	}
	return nil
}
