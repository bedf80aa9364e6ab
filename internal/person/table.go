package person

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"newsdup/internal/entity"
	"newsdup/internal/spill"
)

// maxNames bounds the names of a table: four million take 520 MB, and are the names of some
// ten million clips.
const maxNames = 4 << 20

// Table counts the full names of a run. What it holds in the end does not depend on the
// order of the clips. The zero value is empty and ready to use. It is not safe for
// concurrent use.
//
// A table that grows beyond maxNames drops every second name, chosen by the hash of the
// last word, and from then on takes no name with such a hash. Which names are left follows
// from the names of the run alone. All names with one last word are left or dropped
// together, so no group of spellings is torn.
type Table struct {
	names     map[uint64]*record // by ID: all names, or those since the last spill
	moreForms int                // forms beyond the first of each name
	limit     int                // most names; 0 means maxNames
	dropBits  uint               // only names are kept whose last word has a hash with so many leading zeros

	spilled    *partition // nil when the table never spills
	spillAt    int        // forms in memory at which it spills
	hasSpilled bool

	beside [contextSize + 1]uint32 // scratch of Add
	free   []record                // allocated in chunks, because a run has millions of names
}

// record is one full name.
type record struct {
	id      uint64
	last    uint64           // stem of its last word
	clips   int32            // number of clips that name it
	count   int32            // number of clips that use form
	form    string           // the first form met
	forms   map[string]int32 // further forms and the number of their clips; nil for nearly every name
	context context
}

// contextSize is how many things a context remembers.
const contextSize = 6

// context is a sample of the other things that the clips with a name mention: those with
// the smallest hashes. Two samples share a thing with a probability near the Jaccard
// similarity of all that was mentioned (Broder, On the resemblance and containment of
// documents, 1997). With 32 bits of each hash, two samples share one by chance once in a
// hundred million times. 0 is a free place.
type context [contextSize]uint32

// Counted appends to dst, as copies, the mentions of one clip that Add needs; none if no
// person is among them.
func Counted(dst, clip []entity.Mention) []entity.Mention {
	if !slices.ContainsFunc(clip, func(m entity.Mention) bool { return isFull(&m) }) {
		return dst
	}
	first, size := len(dst), 0
	for i := range clip {
		if m := &clip[i]; m.Type != entity.Place && !m.Short {
			dst = append(dst, *m)
			dst[len(dst)-1].Forms = nil
			size += len(m.Form)
		}
	}
	var text strings.Builder // one string for all forms
	text.Grow(size)
	for i := first; i < len(dst); i++ {
		from := text.Len()
		text.WriteString(dst[i].Form)
		dst[i].Form = text.String()[from:]
	}
	return dst
}

// Spill lets the table write its names to a store whenever it has spillAt forms in memory.
// That never changes the result of Stems. Group cannot be used then. The caller closes the
// store when it is done with the table.
func (t *Table) Spill(store *spill.Store, spillAt int) {
	t.spilled, t.spillAt = newPartition(store), spillAt
}

// Len is how much the table holds in memory: its names and their further forms.
func (t *Table) Len() int { return len(t.names) + t.moreForms }

// Add counts the mentions of one clip. It keeps copies of their forms. The error is that of
// the store that it spills to.
func (t *Table) Add(clip []entity.Mention) error {
	if t.names == nil {
		t.names = map[uint64]*record{}
	}
	beside := t.beside[:0]
	for i := range clip {
		if m := &clip[i]; m.Type != entity.Place && !m.Short {
			beside = keepSmall(beside, contextHash(m.ID), contextSize+1)
		}
	}
	for i := range clip {
		if m := &clip[i]; isFull(m) && t.keeps(m.Last) {
			t.count(m, beside)
		}
	}
	if t.spilled != nil && t.Len() >= t.spillAt {
		return t.flush()
	}
	for !t.hasSpilled && len(t.names) > cmp.Or(t.limit, maxNames) {
		t.dropBits++
		maps.DeleteFunc(t.names, func(_ uint64, r *record) bool {
			gone := !t.keeps(r.last)
			if gone {
				t.moreForms -= len(r.forms)
			}
			return gone
		})
	}
	return nil
}

// flush writes the names that are in memory to the store.
func (t *Table) flush() error {
	t.hasSpilled = true
	for _, r := range t.names {
		if err := t.spilled.add(partOf(r.id), 0, r); err != nil {
			return err
		}
	}
	clear(t.names)
	t.free, t.moreForms = nil, 0
	return nil
}

// isFull reports whether a mention is the full name of a person. Names of things of unknown
// type are left out: nearly all stand in one clip only, and the rules for the spelling of
// people's names would join World Cup and World Cups.
func isFull(m *entity.Mention) bool {
	return !m.Short && m.Last != 0 && m.Type == entity.Person
}

// keeps reports whether names with this last word are counted.
func (t *Table) keeps(last uint64) bool { return t.dropBits == 0 || spread(last)>>(64-t.dropBits) == 0 }

// count counts one name, and what is mentioned beside it.
func (t *Table) count(m *entity.Mention, beside []uint32) {
	r := t.names[m.ID]
	if r == nil {
		r = t.newRecord()
		*r = record{id: m.ID, last: m.Last, form: strings.Clone(m.Form)}
		t.names[m.ID] = r
	}
	r.clips++
	t.addForm(r, m.Form, 1)
	self := contextHash(m.ID)
	for _, h := range beside {
		if h != self {
			r.context.add(h)
		}
	}
}

// newRecord returns a free record.
func (t *Table) newRecord() *record {
	if len(t.free) == 0 {
		t.free = make([]record, 256)
	}
	r := &t.free[0]
	t.free = t.free[1:]
	return r
}

// addForm counts a form of a name.
func (t *Table) addForm(r *record, form string, clips int32) {
	if form == r.form {
		r.count += clips
		return
	}
	if _, ok := r.forms[form]; !ok {
		if r.forms == nil {
			r.forms = map[string]int32{}
		}
		form = strings.Clone(form)
		t.moreForms++
	}
	r.forms[form] += clips
}

// merge adds what another table counted of a name. It keeps the strings of x.
func (t *Table) merge(x *record) {
	r := t.names[x.id]
	if r == nil {
		r = t.newRecord()
		*r = record{id: x.id, last: x.last, form: x.form}
		t.names[x.id] = r
	}
	r.clips += x.clips
	t.addForm(r, x.form, x.count)
	for form, clips := range x.forms {
		t.addForm(r, form, clips)
	}
	for _, h := range x.context {
		if h != 0 {
			r.context.add(h)
		}
	}
}

// add adds h if it is one of the smallest hashes.
func (c *context) add(h uint32) {
	n := slices.Index(c[:], 0)
	if n < 0 {
		n = contextSize
	}
	var b [contextSize + 1]uint32
	copy(c[:], keepSmall(append(b[:0], c[:n]...), h, contextSize))
}

// shares reports whether two contexts have a thing in common.
func (c *context) shares(d *context) bool {
	for _, h := range c {
		if h != 0 && slices.Contains(d[:], h) {
			return true
		}
	}
	return false
}

// keepSmall adds h to the ascending list s, which keeps the n smallest hashes.
func keepSmall(s []uint32, h uint32, n int) []uint32 {
	i, found := slices.BinarySearch(s, h)
	if found || i == n {
		return s
	}
	if len(s) < n {
		s = append(s, 0)
	}
	copy(s[i+1:], s[i:])
	s[i] = h
	return s
}

// contextHash is the part of a hash that contexts remember; it is never 0.
func contextHash(h uint64) uint32 { return max(1, uint32(spread(h)>>32)) }

// spread mixes the bits of a hash (the finish of xxHash64), so that the order of the
// results says nothing about the hashes. It is never 0.
func spread(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xc2b2ae3d27d4eb4f
	h ^= h >> 29
	h *= 0x165667b19e3779f9
	return max(1, h^h>>32)
}
