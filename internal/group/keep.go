package group

import (
	"fmt"
	"slices"
	"strings"
)

// Keep is a rule that prefers one clip of a story.
type Keep string

// The keep rules.
const (
	Longest  Keep = "longest"  // most words
	Cleanest Keep = "cleanest" // largest share of the page that is article
	Oldest   Keep = "oldest"   // earliest date; clips without one come last
	Newest   Keep = "newest"   // latest date; clips without one come last
	First    Keep = "first"    // first in the order of the listing
	Path     Keep = "path"     // shortest path, then first in byte order
)

// Reference is the reason given for a clip of the reference set, which is preferred to all
// others. It is not a rule that a user can ask for.
const Reference Keep = "against"

// defaultKeep is tried when the user asked for no rule: the longest text first, and of
// equally long ones the page with the least around its article.
var defaultKeep = []Keep{Longest, Cleanest}

// ParseKeep reads a comma-separated list of keep rules, as in "oldest,longest".
func ParseKeep(list string) ([]Keep, error) {
	var rules []Keep
	for _, name := range strings.Split(list, ",") {
		switch k := Keep(strings.TrimSpace(name)); k {
		case Longest, Cleanest, Oldest, Newest, First, Path:
			rules = append(rules, k)
		default:
			return nil, fmt.Errorf("read keep rule %q: want longest, cleanest, oldest, newest, first or path", name)
		}
	}
	return rules, nil
}

// compare says which of two clips the rule prefers: a negative number for a.
func (k Keep) compare(a, b *Clip) int {
	switch k {
	case Longest:
		return b.Words - a.Words
	case Cleanest:
		switch {
		case a.Share > b.Share:
			return -1
		case a.Share < b.Share:
			return 1
		}
	case Oldest, Newest:
		switch {
		case a.Date.IsZero() || b.Date.IsZero():
			if a.Date.IsZero() && b.Date.IsZero() {
				return 0
			}
			if b.Date.IsZero() {
				return -1
			}
			return 1
		case k == Oldest:
			return a.Date.Compare(b.Date.Time)
		default:
			return b.Date.Compare(a.Date.Time)
		}
	case First:
		return a.Compare(b.Origin)
	case Path:
		if d := len(a.Path) - len(b.Path); d != 0 {
			return d
		}
		return a.Compare(b.Origin)
	}
	return 0
}

// best returns the clip that the rules prefer, and the rule that decided: the one after
// which a single clip was left. Clips that are equal by all rules are told apart by First.
func (r records) best(ids []int32, rules []Keep) (int32, Keep) {
	if len(ids) == 1 {
		return ids[0], First
	}
	if len(rules) == 0 {
		rules = defaultKeep
	}
	left := slices.Clone(ids)
	if slices.ContainsFunc(left, func(id int32) bool { return r.record(id).Against }) {
		left = slices.DeleteFunc(left, func(id int32) bool { return !r.record(id).Against })
		if len(left) == 1 {
			return left[0], Reference
		}
	}
	for _, k := range append(slices.Clone(rules), First) {
		top := left[0]
		for _, id := range left[1:] {
			if k.compare(r.record(id), r.record(top)) < 0 {
				top = id
			}
		}
		left = slices.DeleteFunc(left, func(id int32) bool { return k.compare(r.record(top), r.record(id)) < 0 })
		if len(left) == 1 {
			return top, k
		}
	}
	return left[0], First
}
