package person

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"newsdup/internal/entity"
)

// Stems maps the stem of a last word to the one that stands for it in this
// run: Token.Stem and Feature.ID of other spellings of one name. No stem is
// both a key and a value. The error is that of the store of a table that spills.
func (t *Table) Stems(tables *entity.Tables) (map[uint64]uint64, error) {
	u := union{namer: newNamer(tables), clips: map[stemPair]int32{}, total: map[uint64]int32{}}
	if t.gone {
		return t.stemsOfParts(&u)
	}
	u.add(t, t.group(u.namer, t.looks(tables)))
	for _, r := range t.names {
		u.count(r)
	}
	return u.stems(), nil
}

// union is the stems of last words that may be one: that of a name of a group
// becomes that of its middle, if half of the clips that say it or more say it
// of this group. A stem that another becomes stays what it is, and so do the
// stems of common words and of things of the tables.
type union struct {
	*namer
	clips map[stemPair]int32 // of the names of one group
	total map[uint64]int32   // by the stem that may become another: of all names
}

type stemPair struct{ from, to uint64 }

// add adds the groups of names of a table.
func (u *union) add(t *Table, groups []Alias) {
	for _, g := range groups {
		to := t.names[g.ID].last
		for _, id := range g.names[1:] {
			if r := t.names[id]; r.last != to && isOneWord(r.best()) && isOneWord(t.names[g.ID].best()) &&
				!u.tables.Has(r.last) && u.tables.Background(r.last) == 0 && u.tables.Background(to) == 0 {
				u.clips[stemPair{r.last, to}] += r.clips
				u.total[r.last] = 0
			}
		}
	}
}

// count counts the clips of a name, once all groups were added.
func (u *union) count(r *record) {
	if n, ok := u.total[r.last]; ok {
		u.total[r.last] = n + r.clips
	}
}

// stems is the map of Stems, once all names were counted.
func (u *union) stems() map[uint64]uint64 {
	stems := map[uint64]uint64{}
	target := map[uint64]bool{}
	for _, p := range slices.SortedFunc(maps.Keys(u.clips), func(x, y stemPair) int {
		return cmp.Or(cmp.Compare(u.clips[y], u.clips[x]), cmp.Compare(x.from, y.from), cmp.Compare(x.to, y.to))
	}) {
		_, moved := stems[p.from]
		_, gone := stems[p.to]
		if !moved && !gone && !target[p.from] && 2*u.clips[p] >= u.total[p.from] {
			stems[p.from] = p.to
			target[p.to] = true
		}
	}
	return stems
}

// isOneWord says whether the last word of a form is one, without a hyphen.
func isOneWord(form string) bool {
	return strings.IndexByte(form[strings.LastIndexByte(form, ' ')+1:], '-') < 0
}
