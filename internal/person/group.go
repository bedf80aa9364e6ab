package person

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsdup/internal/entity"
)

// Alias is the spellings of one name in a run.
type Alias struct {
	ID    uint64             // of the commonest spelling
	Form  string             // the commonest form in Latin letters, or else the commonest form
	Clips int                // that have one of the spellings; a clip with two of them counts twice
	Forms []entity.FormCount // all forms and the clips that have each, by falling count, then by bytes
	names []uint64           // IDs of the spellings, the commonest first
	many  bool               // there are several forms
}

// Aliases are the alias groups of a run. They do not change and are safe for concurrent
// use.
type Aliases struct {
	groups []Alias
	byID   map[uint64]int32    // the group of each name with several spellings, by ID
	last   map[uint64]lastWord // by the stem of the last word; see Of
}

// lastWord is what the full names of a run say about a last word.
type lastWord struct {
	name    uint64 // ID of a name that has it
	several bool   // more names than one have it
}

// maxCenters bounds what a name is compared with: the commonest names of its block. Only
// names like Li have larger blocks, and there nothing but chance tells people apart.
const maxCenters = 256

// center is a name in the center of a group, which others may join.
type center struct {
	*record
	name  Name
	group int32
}

// Group finds the alias groups of the run, and the name that each last word belongs to.
func (t *Table) Group(tables *entity.Tables) *Aliases {
	a := &Aliases{groups: t.aliasGroups(newNamer(tables), t.looks(tables)), byID: map[uint64]int32{}, last: make(map[uint64]lastWord, len(t.names))}
	for g := range a.groups {
		a.groups[g].chooseForm(t)
		for _, id := range a.groups[g].names {
			a.byID[id] = int32(g)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(t.names)) {
		l, ok := a.last[t.names[id].last]
		if !ok {
			l.name = a.canonical(id)
		}
		l.several = l.several || l.name != a.canonical(id)
		a.last[t.names[id].last] = l
	}
	return a
}

// aliasGroups finds the alias groups of names with several spellings. The commonest names
// are asked first, ties by ID. A name joins the first group whose center it is like;
// otherwise it becomes the center of a group of its own.
func (t *Table) aliasGroups(n *namer, names []lookedName) (groups []Alias) {
	var centers []center
	for block := range blocks(names) {
		centers = centers[:0]
		first := len(groups)
		ids := make([]uint64, 0, len(block)) // of the groups: nearly every one has a single name
		for _, r := range block {
			name, ok := n.name(r.commonestForm())
			m := center{r, name, -1}
			if ok = ok && !name.isInitial(); ok {
				m.group = t.findGroup(n.tables, &m, centers, groups)
			}
			if m.group < 0 {
				m.group = int32(len(groups))
				ids = append(ids, r.id)
				groups = append(groups, Alias{ID: r.id, names: slices.Clip(ids[len(ids)-1:]), many: r.forms != nil})
				if ok && len(centers) < maxCenters {
					centers = append(centers, m)
				}
				continue
			}
			g := &groups[m.group]
			g.names, g.many = append(g.names, r.id), true
		}
		several := slices.DeleteFunc(groups[first:], func(g Alias) bool { return !g.many })
		groups = groups[:first+len(several)]
	}
	return groups
}

// lookedName is a name with its look (look.go); the look is 0 when no other name is like
// it.
type lookedName struct {
	look uint64
	*record
}

// looks lists the names that may be spellings of others, and those that have several forms.
func (t *Table) looks(tables *entity.Tables) []lookedName {
	names := make([]lookedName, 0, len(t.names))
	for _, r := range t.names {
		if look, ok := roughLook(tables, r.commonestForm()); ok || r.forms != nil {
			names = append(names, lookedName{look, r})
		}
	}
	return names
}

// blocks gives the names with the same look, which may be spellings of each other, the
// commonest first in each block. A name that is alone in its block is given only if it has
// several forms.
func blocks(names []lookedName) iter.Seq[[]*record] {
	slices.SortFunc(names, func(x, y lookedName) int { return cmp.Compare(x.look, y.look) })
	var block []*record
	return func(yield func([]*record) bool) {
		for i := 0; i < len(names); {
			block = append(block[:0], names[i].record)
			for i++; i < len(names) && names[i].look == names[i-1].look; i++ {
				block = append(block, names[i].record)
			}
			slices.SortFunc(block, func(x, y *record) int {
				return cmp.Or(cmp.Compare(y.clips, x.clips), cmp.Compare(x.id, y.id))
			})
			if (len(block) > 1 || block[0].forms != nil) && !yield(block) {
				return
			}
		}
	}
}

// findGroup is the group of the first center that s is like, or -1. If s is only perhaps
// the same name, the clips of both must mention a thing in common. No name of the group may
// be one that the user parted from s (entity.Tables.Parted).
func (t *Table) findGroup(tables *entity.Tables, s *center, centers []center, groups []Alias) int32 {
	for i := range centers {
		m := &centers[i]
		v := Compare(&s.name, &m.name)
		if v == Same || v == Perhaps && s.context.shares(&m.context) {
			if !tables.Parts() || !t.parted(tables, s.record, groups[m.group].names) {
				return m.group
			}
		}
	}
	return -1
}

// parted reports whether the user parted a name from one of the names with these IDs.
func (t *Table) parted(tables *entity.Tables, r *record, names []uint64) bool {
	for _, id := range names {
		for _, f := range t.names[id].spellings() {
			if slices.ContainsFunc(r.spellings(), func(g string) bool { return tables.Parted(f, g) }) {
				return true
			}
		}
	}
	return false
}

// spellings lists the forms of a name, in no particular order.
func (r *record) spellings() []string {
	return append(slices.Collect(maps.Keys(r.forms)), r.form)
}

// chooseForm counts the forms of an alias group and chooses the one to show.
func (x *Alias) chooseForm(t *Table) {
	counts := map[string]int{}
	for _, id := range x.names {
		r := t.names[id]
		x.Clips += int(r.clips)
		counts[r.form] += int(r.count)
		for f, n := range r.forms {
			counts[f] += int(n)
		}
	}
	for f, n := range counts {
		x.Forms = append(x.Forms, entity.FormCount{Form: f, Count: n})
	}
	slices.SortFunc(x.Forms, func(f, g entity.FormCount) int {
		return cmp.Or(cmp.Compare(g.Count, f.Count), strings.Compare(f.Form, g.Form))
	})
	x.Form = x.Forms[0].Form
	if i := slices.IndexFunc(x.Forms, func(f entity.FormCount) bool { return isLatin(f.Form) }); i >= 0 {
		x.Form = x.Forms[i].Form
	}
}

func isLatin(form string) bool {
	first, _ := utf8.DecodeRuneInString(form)
	return unicode.Is(unicode.Latin, first)
}

// commonestForm is the form that most clips have, ties by bytes.
func (r *record) commonestForm() string {
	best, count := r.form, r.count
	for f, n := range r.forms {
		if n > count || n == count && f < best {
			best, count = f, n
		}
	}
	return best
}

// canonical is the ID that stands for the ID of a name.
func (a *Aliases) canonical(id uint64) uint64 {
	if g, ok := a.byID[id]; ok {
		return a.groups[g].ID
	}
	return id
}

// Of returns the ID and the form that stand for a mention in this run. A last name alone
// stands for a full name if exactly one full name of the run has it.
func (a *Aliases) Of(m *entity.Mention) (id uint64, form string) {
	id, form = m.ID, m.Form
	if l, ok := a.last[m.Last]; ok && m.Short && m.Type != entity.Organisation && !l.several {
		id = l.name
	}
	if g, ok := a.byID[id]; ok {
		return a.groups[g].ID, a.groups[g].Form
	}
	return id, form
}
