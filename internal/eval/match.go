// Which predicted clip a gold name means. Gold names are written by hand or
// come with a data set, relative to some folder; predicted names are paths as
// found. They are compared by their last path element, as long as that is
// enough, and by whole path elements from the end where it is not:
//
//	gold              predicted               meant
//	a.txt             pages/a.txt             the same clip: one a.txt on either side
//	x/a.txt, y/a.txt  in/x/a.txt, in/y/a.txt  each its own: in/x/a.txt ends in x/a.txt
//	x/a.txt, y/a.txt  in/z/a.txt              none: which of the two cannot be known
//	a.txt             in/x/a.txt, in/y/a.txt  in/x/a.txt: the first in byte order
//
// Comparing last elements only was rejected: folders by day or by site repeat
// their file names.

package eval

import (
	"maps"
	"path"
	"slices"
	"strings"
)

// match maps the gold names that pred has to their predicted cluster.
func match(gold, pred map[string]string) map[string]string {
	byLast := make(map[string][]string, len(gold))
	for g := range gold {
		byLast[path.Base(g)] = append(byLast[path.Base(g)], g)
	}
	type claim struct {
		name  string
		whole bool // all of the gold name stands at the end of name
	}
	claims := make(map[string]claim, len(gold))
	for _, p := range slices.Sorted(maps.Keys(pred)) {
		g, whole := meant(p, byLast[path.Base(p)])
		if g == "" {
			continue
		}
		if old, taken := claims[g]; !taken || whole && !old.whole {
			claims[g] = claim{p, whole}
		}
	}
	clusters := make(map[string]string, len(claims))
	for g, c := range claims {
		clusters[g] = pred[c.name]
	}
	return clusters
}

// meant is the gold name that p stands for, among those of its last element:
// the longest that p ends in, else the only one that ends in p, else the only
// one at all; "" when there is none. whole says that one name ends in the other.
func meant(p string, candidates []string) (g string, whole bool) {
	longer := 0 // gold names that end in p
	for _, c := range candidates {
		switch {
		case endsIn(p, c):
			if !whole || len(c) > len(g) {
				g, whole = c, true
			}
		case endsIn(c, p):
			longer++
			if !whole {
				g = c
			}
		}
	}
	switch {
	case whole:
		return g, true
	case longer == 1:
		return g, true
	case len(candidates) == 1:
		return candidates[0], false
	}
	return "", false
}

// endsIn reports whether the last elements of the path long are those of short.
func endsIn(long, short string) bool {
	clean := func(p string) string { return "/" + strings.TrimPrefix(path.Clean(p), "/") }
	return strings.HasSuffix(clean(long), clean(short))
}
