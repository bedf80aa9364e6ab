// Which files of a report may be acted on.
//
// A group is a tree: each member but the keeper names the clip it relates to.
//
//	keep  a.txt
//	near  b.txt   to a.txt
//	exact c.txt   to b.txt
//	story d.txt   to a.txt
//	near  e.txt   to d.txt
//
// With the relations exact, near and contains, b, c and e may go. From each of them
// the way up the tree must end at a clip that stays: a for b and c, d for e. That
// clip is hashed again before the file is touched. The simpler way, to check the
// keeper of the group for all members, would remove e on the strength of a, which
// tells the same event in other words: the text of e could be lost.
//
// A clip contained in a host that also goes needs more care: the part of the host
// that it copies may be missing from the clip that stays.
//
//	keep      a.txt
//	near      b.txt  to a.txt
//	contains  c.txt  to b.txt
//
// So c goes only if its host b stays, or b has (by exact steps) the text of a clip
// that stays, or a link of the report says that a clip that stays contains c.
// Otherwise c stays; the next report compares it with a.
//
// A chain of near copies is bounded too: c is near b and b near a, but c may share
// little with a. As 1 - Jaccard is a distance, two steps of .9 and .8 leave at least
// .7; where less than leastNear is left, the clip stays until the next report.
//
// A report also shows as contained a clip of which hardly half stands in another: a
// story of three paragraphs that opens with two of an agency's. Removing it would
// lose what its author wrote, so a contained clip goes only from leastInside on;
// below that it stays and is named.
//
// A report may come from anybody: a chain that ends nowhere, forms a cycle, or ends
// at a clip that another group removes is refused.

package act

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"newsdup/internal/clip"
)

// Choice is what may go, and from where.
type Choice struct {
	Roots     []string        // folders that were read, as the report names them
	Relations []clip.Relation // of the members that may go; none is exact, near and contains
	Against   []string        // folders of the reference set: a clip there may be the one that stays, and never goes
	Protect   []string        // folders and files that are never acted on
}

// leastInside is the share of a clip's text that stands in the one that holds it,
// for it to go: what a near copy of the lowest score shares with its equal in
// length (a Jaccard of 1/2 is 2/3 of each). Of wire pages that share less, 25 to 50
// words in a hundred stand nowhere else, mostly whole sentences; of those that share
// more, 25 at most, mostly single words.
const leastInside = 2. / 3

// leastNear is the Jaccard similarity to the clip that stays from which a clip goes
// when what it is near to goes as well: that of near copies by default. A near copy of
// the clip that stays itself goes at whatever threshold its report was made.
const leastNear = .5

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
	stays := map[string]bool{} // paths that some group keeps
	fates := make([][]fate, len(groups))
	for i, g := range groups {
		fates[i] = settle(g, c.Relations)
		for k := range g.Members {
			if !fates[i][k].goes {
				stays[path.Clean(g.Members[k].Path)] = true
			}
		}
	}
	var found []proposal
	seen := map[string]bool{}
	for i, g := range groups {
		for k := range g.Members {
			m, f := &g.Members[k], &fates[i][k]
			if !f.goes && f.why == "" {
				continue
			}
			p := proposal{member: *m, keep: f.keep}
			name := path.Clean(m.Path)
			switch {
			case m.Line > 0:
				p.out, p.why = OutSkipped, "one record of a file: of JSONL, `newsdup uniq` drops repeats"
			case m.Path == "-":
				p.out, p.why = OutSkipped, "standard input"
			case f.why != "":
				p.out, p.why = OutSkipped, f.why
			case p.keep == nil:
				p.out, p.why = OutRefused, "no clip of its group stays"
			case p.keep.Line > 0:
				p.out, p.why = OutSkipped, "the clip that stays is one record of a file"
			case stays[name]:
				p.out, p.why = OutRefused, "the report also keeps it"
			case seen[name]:
				p.out, p.why = OutRefused, "the report names it twice"
			}
			seen[name] = true
			found = append(found, p)
		}
	}
	return found
}

// place is an origin without its ID, which says nothing about where it is.
func place(o clip.Origin) clip.Origin { return clip.Origin{Path: o.Path, Line: o.Line} }

// fate is what becomes of a member.
type fate struct {
	known bool
	goes  bool
	keep  *clip.Member // of one that goes: the clip that stays; nil when there is none
	same  bool         // keep has the same text: every step of the way up is exact
	sure  float64      // the least Jaccard similarity to keep that the scores of the way up leave; 1 over a story that was asked for
	why   string       // one that stays although its relation is asked for
}

// settle finds the fate of each member of a group.
func settle(g *clip.Group, relations []clip.Relation) []fate {
	if len(relations) == 0 {
		relations = copyRelations
	}
	s := &settling{group: g, relations: relations, at: make(map[clip.Origin]int, len(g.Members)), fates: make([]fate, len(g.Members))}
	for i := range g.Members {
		s.at[place(g.Members[i].Origin)] = i
	}
	s.holder = holders(g, s.at, s.goes)
	begun := make([]bool, len(g.Members))
	for i := range g.Members {
		var way []int // up from i to one whose fate is known
		for k, ok := i, true; ok && !begun[k]; k, ok = s.at[place(g.Members[k].To)] {
			begun[k] = true
			if way = append(way, k); !s.goes(&g.Members[k]) {
				break
			}
		}
		for _, k := range slices.Backward(way) {
			s.decide(k)
		}
	}
	return s.fates
}

// settling is the fates of one group while they are being found.
type settling struct {
	group     *clip.Group
	relations []clip.Relation
	at        map[clip.Origin]int  // the number of a member
	holder    map[int]*clip.Member // see holders
	fates     []fate
}

// asked reports whether members of this kind are to go.
func (s *settling) asked(m *clip.Member) bool {
	return m.Role != clip.RoleKeep && !m.Against && slices.Contains(s.relations, m.Relation) &&
		(m.Relation != clip.Contains || m.Reason != clip.Holds)
}

// goes reports whether a member is asked for and has little text of its own.
func (s *settling) goes(m *clip.Member) bool {
	return s.asked(m) && (m.Relation != clip.Contains || m.Score >= leastInside)
}

// decide finds the fate of member k. That of the one which it relates to is known, unless the
// report leads nowhere or round: then no clip stays for k, and it will be refused.
func (s *settling) decide(k int) {
	m, f := &s.group.Members[k], &s.fates[k]
	f.known = true
	if f.goes = s.goes(m); !f.goes {
		if s.asked(m) {
			f.why = fmt.Sprintf("it has text of its own: only %.2f of it stands in %q", m.Score, m.To.Path)
		}
		return
	}
	to, ok := s.at[place(m.To)]
	if !ok || !s.fates[to].known || to == k {
		return
	}
	up := &s.fates[to]
	if f.keep, f.same, f.sure = up.keep, up.same && m.Relation == clip.Exact, up.sure; !up.goes {
		f.keep, f.same, f.sure = &s.group.Members[to], m.Relation == clip.Exact, 1
	}
	switch m.Relation {
	case clip.Near:
		f.sure -= 1 - m.Score
	case clip.Contains:
		f.sure = 0
	case clip.Story:
		f.sure = 1
	}
	if !up.goes || f.keep == nil {
		return
	}
	switch {
	case m.Relation == clip.Near && f.sure < leastNear:
		f.goes, f.why = false, "it is near a clip that goes as well, and nothing shows that what stays holds it"
	case m.Relation == clip.Contains && !up.same:
		if f.keep = s.holder[k]; f.keep == nil {
			f.goes, f.why = false, "it stands inside a clip that goes as well, and nothing shows that what stays holds it"
		}
	}
}

// holders finds for the members of a group a clip that stays and, as a link of the report says, holds them.
func holders(g *clip.Group, at map[clip.Origin]int, goes func(*clip.Member) bool) map[int]*clip.Member {
	found := map[int]*clip.Member{}
	for _, l := range g.Links {
		inner, ok := at[place(l.A)]
		outer, held := at[place(l.B)]
		if !ok || !held || inner == outer || l.Relation != clip.Contains || l.Score < leastInside || goes(&g.Members[outer]) {
			continue
		}
		if found[inner] == nil {
			found[inner] = &g.Members[outer]
		}
	}
	return found
}

// locate finds the root a path of the report lies below: the innermost that holds
// it, for that one is on its file system if any is; else the current folder for a
// path that is relative. rest is the path below the root.
func locate(path string, roots []string) (root, rest string, err error) {
	if path == "" || strings.IndexByte(path, 0) >= 0 {
		return "", "", refuse("not a file name")
	}
	found := false
	for _, r := range roots {
		if below, ok := below(path, r); ok && (!found || len(below) < len(rest)) {
			root, rest, found = r, below, true
		}
	}
	if found {
		return root, rest, clear(rest)
	}
	if strings.HasPrefix(path, "/") || len(roots) > 0 {
		return "", "", refuse("outside the folders that were read (%s); name its folder, too (apply: --root)", quoteAll(roots))
	}
	return ".", path, clear(path)
}

// below is what is left of path below the folder root, as text: links and dots are for later.
func below(path, root string) (string, bool) {
	if root == "" {
		return "", false
	}
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
