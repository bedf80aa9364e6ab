package person

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"newsdup/internal/entity"
)

// Stems maps the stem of a last word to the stem that stands for it in this run: Token.Stem
// and Feature.ID of other spellings of one name. No stem is both a key and a value. The
// error is that of reading spilled names.
func (t *Table) Stems(tables *entity.Tables) (map[uint64]uint64, error) {
	u := stemUnion{namer: newNamer(tables), clips: map[stemPair]int32{}, total: map[uint64]int32{}}
	if t.hasSpilled {
		return t.stemsOfParts(&u)
	}
	u.add(t, t.aliasGroups(u.namer, t.looks(tables)))
	for _, r := range t.names {
		u.count(r)
	}
	return u.stems(), nil
}

// stemUnion finds the stems of last words that become one. The stem of a name in a group
// becomes that of the center of the group, if at least half of the clips that have the stem
// have it in a name of this group. A stem that another one becomes stays as it is, and so
// do the stems of common words and of things in the tables.
type stemUnion struct {
	*namer
	clips map[stemPair]int32 // clips with names of the group in which one stem may become the other
	total map[uint64]int32   // clips with any name, by the stem that may become another
}

type stemPair struct{ from, to uint64 }

// add adds the alias groups of a table.
func (u *stemUnion) add(t *Table, groups []Alias) {
	for _, g := range groups {
		to := t.names[g.ID].last
		for _, id := range g.names[1:] {
			if r := t.names[id]; r.last != to && isOneWord(r.commonestForm()) && isOneWord(t.names[g.ID].commonestForm()) &&
				!u.tables.Has(r.last) && u.tables.Background(r.last) == 0 && u.tables.Background(to) == 0 {
				u.clips[stemPair{r.last, to}] += r.clips
				u.total[r.last] = 0
			}
		}
	}
}

// count counts the clips of a name. It is called after all groups were added.
func (u *stemUnion) count(r *record) {
	if n, ok := u.total[r.last]; ok {
		u.total[r.last] = n + r.clips
	}
}

// stems is the result of Stems, once all names were counted.
func (u *stemUnion) stems() map[uint64]uint64 {
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

// isOneWord reports whether the last word of a form has no hyphen.
func isOneWord(form string) bool {
	return strings.IndexByte(form[strings.LastIndexByte(form, ' ')+1:], '-') < 0
}
