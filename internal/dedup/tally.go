package dedup

import (
	"newsdup/internal/clip"
	"newsdup/internal/source"
)

// tally counts what a run reads and reports its problems.
type tally struct {
	sum      clip.Summary
	minWords int
	bad      func(clip.Problem) error
	listed   func(*source.Listing) error // called with the listing before its problems are reported; may be nil
}

// count counts one clip: the number of words of its body, and whether it is compared with
// others.
func (t *tally) count(words int, compared bool, charset string, repaired bool) {
	t.sum.Read++
	switch {
	case compared:
	case words == 0:
		t.sum.Empty++
	case words < t.minWords:
		t.sum.Small++
	}
	if charset != "" && charset != "utf-8" {
		if t.sum.Decoded == nil {
			t.sum.Decoded = map[string]int{}
		}
		t.sum.Decoded[charset]++
	}
	if repaired {
		t.sum.Repaired++
	}
}

// problem counts one item that could not be read, and reports it.
func (t *tally) problem(p clip.Problem) error {
	t.sum.Unreadable++
	return t.bad(p)
}

// group counts one group of the report.
func (t *tally) group(g *clip.Group) {
	t.sum.Groups++
	for i := range g.Members {
		m := &g.Members[i]
		if m.Against {
			continue
		}
		if m.Role != clip.RoleKeep {
			t.sum.Extra++
		}
		t.relation(m.Relation)
	}
}

// relation counts a clip that repeats another, by how it does.
func (t *tally) relation(r clip.Relation) {
	switch r {
	case clip.Exact:
		t.sum.Exact++
	case clip.Near:
		t.sum.Near++
	case clip.Contains:
		t.sum.Contains++
	case clip.Story:
		t.sum.Story++
	}
}
