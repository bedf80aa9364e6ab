package dedup

import (
	"newsdup/internal/clip"
	"newsdup/internal/source"
)

// tally counts what a run reads and passes its problems on.
type tally struct {
	sum      clip.Summary
	minWords int
	bad      func(clip.Problem) error
	listed   func(*source.Listing) error // called with the listing, before its problems; may be nil
}

// count takes one clip as read: the words of its body, and whether it is compared with others.
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

// problem takes one bad item.
func (t *tally) problem(p clip.Problem) error {
	t.sum.Unreadable++
	return t.bad(p)
}

// group takes one group of the report.
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

// relation counts what repeats by its relation.
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
