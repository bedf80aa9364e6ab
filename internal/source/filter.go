package source

import (
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// privateFolder holds newsdup's own quarantine: never input.
const privateFolder = ".newsdup"

// temporary begins the names of output files that are not finished: a run that
// was killed, or works right now, left them.
const temporary = ".newsdup-"

// isPrivate reports whether a name is newsdup's own: never input, also with Hidden.
func isPrivate(name string) bool { return name == privateFolder || strings.HasPrefix(name, temporary) }

// filter decides which names of a folder are taken.
type filter struct {
	globs, excludes []pattern
	hidden          bool
}

// pattern is a glob. One without a slash matches the base name at any depth,
// one with a slash the path below the named folder, as in gitignore.
type pattern struct {
	glob string
	base bool
}

func newFilter(o *Options) filter {
	return filter{globs: patterns(o.Globs), excludes: patterns(o.Excludes), hidden: o.Hidden}
}

func patterns(globs []string) []pattern {
	ps := make([]pattern, 0, len(globs))
	for _, g := range globs {
		g = strings.TrimSuffix(g, "/")
		base := !strings.Contains(g, "/")
		ps = append(ps, pattern{strings.TrimPrefix(strings.TrimPrefix(g, "./"), "/"), base})
	}
	return ps
}

// drops reports whether a file or folder is left out with all that is below it.
func (f *filter) drops(name, below string) bool {
	if isPrivate(name) || !f.hidden && name[0] == '.' {
		return true
	}
	return matches(f.excludes, name, below)
}

// takes reports whether a file passes the globs.
func (f *filter) takes(name, below string) bool {
	return len(f.globs) == 0 || matches(f.globs, name, below)
}

func matches(ps []pattern, name, below string) bool {
	for _, p := range ps {
		s := below
		if p.base {
			s = name
		}
		if doublestar.MatchUnvalidated(p.glob, s) {
			return true
		}
	}
	return false
}
