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
	a := t.group(tables)
	a.last = make(map[uint64]lastWord, len(t.names))
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

// Stems maps the stem of a last word to the one that stands for it in this
// run: Token.Stem and Feature.ID of other spellings of one name. No stem is
// both a key and a value.
func (t *Table) Stems(tables *entity.Tables) map[uint64]uint64 {
	return t.unite(tables, t.group(tables))
}

// group finds the alias groups of names with several spellings. The commonest
// names are asked first, ties by ID: a name joins the first group whose middle
// it is like, or is the middle of a group of its own.
func (t *Table) group(tables *entity.Tables) *Aliases {
	a := &Aliases{byID: map[uint64]int32{}}
	var middles []middle
	for block := range t.blocks(tables) {
		middles = middles[:0]
		first := len(a.groups)
		for _, r := range block {
			name, ok := NewName(tables, r.best())
			m := middle{r, name, -1}
			if ok = ok && !name.initial(); ok {
				m.group = a.join(t, tables, &m, middles)
			}
			if m.group < 0 {
				m.group = int32(len(a.groups))
				a.groups = append(a.groups, Alias{ID: r.id})
				if ok && len(middles) < maxMiddles {
					middles = append(middles, m)
				}
			}
			a.groups[m.group].names = append(a.groups[m.group].names, r.id)
		}
		several := slices.DeleteFunc(a.groups[first:], func(g Alias) bool { return len(g.names) == 1 && t.names[g.ID].forms == nil })
		a.groups = a.groups[:first+len(several)]
	}
	for g := range a.groups {
		a.groups[g].choose(t)
		for _, id := range a.groups[g].names {
			a.byID[id] = int32(g)
		}
	}
	return a
}

// blocks gives the names that may be spellings of each other, the commonest
// first in each block. Those alone in their block are given if they have
// several forms.
func (t *Table) blocks(tables *entity.Tables) iter.Seq[[]*record] {
	type looked struct {
		look uint64 // see rough.go
		*record
	}
	names := make([]looked, 0, len(t.names))
	for _, r := range t.names {
		if look, ok := rough(tables, r.best()); ok || r.forms != nil {
			names = append(names, looked{look, r})
		}
	}
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
func (a *Aliases) join(t *Table, tables *entity.Tables, s *middle, middles []middle) int32 {
	for i := range middles {
		m := &middles[i]
		v := Compare(&s.name, &m.name)
		if v == Same || v == Perhaps && s.context.shares(&m.context) {
			if !tables.Parts() || !t.parted(tables, s.record, a.groups[m.group].names) {
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

// unite finds the stems of last words that are one: that of a name of a group
// becomes that of its middle, if half of the clips that say it or more say it
// of this group. A stem that another becomes stays what it is, and so do the
// stems of common words and of things of the tables.
func (t *Table) unite(tables *entity.Tables, a *Aliases) map[uint64]uint64 {
	type pair struct{ from, to uint64 }
	clips := map[pair]int32{} // of this group
	total := map[uint64]int32{}
	for _, g := range a.groups {
		to := t.names[g.ID].last
		for _, id := range g.names[1:] {
			if r := t.names[id]; r.last != to && isOneWord(r.best()) && isOneWord(t.names[g.ID].best()) &&
				!tables.Has(r.last) && tables.Background(r.last) == 0 && tables.Background(to) == 0 {
				clips[pair{r.last, to}] += r.clips
				total[r.last] = 0
			}
		}
	}
	if len(clips) == 0 {
		return nil
	}
	for _, r := range t.names {
		if n, ok := total[r.last]; ok {
			total[r.last] = n + r.clips
		}
	}
	stems := map[uint64]uint64{}
	target := map[uint64]bool{}
	for _, p := range slices.SortedFunc(maps.Keys(clips), func(x, y pair) int {
		return cmp.Or(cmp.Compare(clips[y], clips[x]), cmp.Compare(x.from, y.from), cmp.Compare(x.to, y.to))
	}) {
		_, moved := stems[p.from]
		_, gone := stems[p.to]
		if !moved && !gone && !target[p.from] && 2*clips[p] >= total[p.from] {
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
