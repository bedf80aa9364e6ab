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
	ID    uint64             // of its commonest name
	Form  string             // the commonest in Latin letters, else the commonest
	Clips int                // that say one of them; one that says two names of it counts twice
	Forms []entity.FormCount // and the clips that say each; by falling count, then by bytes
	names []uint64           // IDs, the commonest first
}

// Aliases are the alias groups of a run. Read-only, safe for concurrent use.
type Aliases struct {
	groups []Alias
	byID   map[uint64]int32    // ID of a name with several spellings -> its group
	last   map[uint64]lastWord // by stem; see Of
}

// lastWord is what the full names of a run tell of a last word.
type lastWord struct {
	name    uint64 // ID of the name that has it
	several bool   // names have it, not one
}

// maxMiddles bounds what a name is compared with: the commonest names of its
// block. A block with more is of names like Li, which nothing but chance parts.
const maxMiddles = 256

// middle is a name that others may join.
type middle struct {
	*record
	name  Name
	group int32
}

// Group finds the alias groups, and the name that each last word of the run belongs to.
func (t *Table) Group(tables *entity.Tables) *Aliases {
	a := &Aliases{groups: t.group(newNamer(tables), t.looks(tables)), byID: map[uint64]int32{}, last: make(map[uint64]lastWord, len(t.names))}
	for g := range a.groups {
		a.groups[g].choose(t)
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

// group finds the alias groups of names with several spellings. The commonest
// names are asked first, ties by ID: a name joins the first group whose middle
// it is like, or is the middle of a group of its own.
func (t *Table) group(n *namer, names []looked) (groups []Alias) {
	var middles []middle
	for block := range blocks(names) {
		middles = middles[:0]
		first := len(groups)
		for _, r := range block {
			name, ok := n.name(r.best())
			m := middle{r, name, -1}
			if ok = ok && !name.initial(); ok {
				m.group = t.join(n.tables, &m, middles, groups)
			}
			if m.group < 0 {
				m.group = int32(len(groups))
				groups = append(groups, Alias{ID: r.id})
				if ok && len(middles) < maxMiddles {
					middles = append(middles, m)
				}
			}
			groups[m.group].names = append(groups[m.group].names, r.id)
		}
		several := slices.DeleteFunc(groups[first:], func(g Alias) bool { return len(g.names) == 1 && t.names[g.ID].forms == nil })
		groups = groups[:first+len(several)]
	}
	return groups
}

// looked is a name and its look (rough.go); 0: it is like no other.
type looked struct {
	look uint64
	*record
}

// looks gives the names that may be spellings of others, and those of several forms.
func (t *Table) looks(tables *entity.Tables) []looked {
	names := make([]looked, 0, len(t.names))
	for _, r := range t.names {
		if look, ok := rough(tables, r.best()); ok || r.forms != nil {
			names = append(names, looked{look, r})
		}
	}
	return names
}

// blocks gives the names that may be spellings of each other, the commonest
// first in each block. Those alone in their block are given if they have
// several forms.
func blocks(names []looked) iter.Seq[[]*record] {
	slices.SortFunc(names, func(x, y looked) int { return cmp.Compare(x.look, y.look) })
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

// join is the group of the first middle that s is like, or -1. One that it is
// like only perhaps must have a thing in common beside it; and no name of the
// group may be parted from s by the tables.
func (t *Table) join(tables *entity.Tables, s *middle, middles []middle, groups []Alias) int32 {
	for i := range middles {
		m := &middles[i]
		v := Compare(&s.name, &m.name)
		if v == Same || v == Perhaps && s.context.shares(&m.context) {
			if !tables.Parts() || !t.parted(tables, s.record, groups[m.group].names) {
				return m.group
			}
		}
	}
	return -1
}

// parted says whether the tables part a name from one of the names with these IDs.
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

// spellings are the forms of a name, in no order.
func (r *record) spellings() []string {
	return append(slices.Collect(maps.Keys(r.forms)), r.form)
}

// choose counts the forms and chooses the canonical one.
func (x *Alias) choose(t *Table) {
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

// best is the form said by most clips, ties by bytes.
func (r *record) best() string {
	best, count := r.form, r.count
	for f, n := range r.forms {
		if n > count || n == count && f < best {
			best, count = f, n
		}
	}
	return best
}

// canonical is the ID that stands for that of a name.
func (a *Aliases) canonical(id uint64) uint64 {
	if g, ok := a.byID[id]; ok {
		return a.groups[g].ID
	}
	return id
}

// Of is the ID and the form that stand for a mention in this run. A last name
// alone stands for the one full name of the run that has it, if one has.
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
