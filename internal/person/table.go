package person

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"newsdup/internal/entity"
	"newsdup/internal/spill"
)

// maxNames bounds the names of a table: 4 million are 520 MB, and those of some
// ten million clips.
const maxNames = 4 << 20

// Table counts the full names of a run. What it holds in the end does not
// depend on the order of the clips. The zero value is empty and works; it is
// not safe for concurrent use.
//
// A table that grows beyond maxNames drops every second name, by the hash of
// its last word, and those hashes stay out from then on: which names are left
// follows from the names of the run alone, and theirs are all there, so that
// no group is torn.
type Table struct {
	names map[uint64]*record // or those since the last that went to
	away  *parts             // nil: none did
	most  int                // forms that wait for it in memory
	gone  bool               // some are there
	limit int                // maxNames when 0
	shift uint               // names whose last word has a hash with this many leading zeros are kept
	near  [contextSize + 1]uint32
	free  []record // cut from chunks: a million names are no million objects

	further int // forms beyond the first of their name
}

// record is one full name.
type record struct {
	id      uint64
	last    uint64           // stem of its last word
	clips   int32            // that say it
	count   int32            // of form
	form    string           // the first form met
	forms   map[string]int32 // further forms, and their clips; nil for nearly every name
	context context
}

// contextSize is how much of what a name stands beside is kept.
const contextSize = 6

// context is a sample of what the clips that say a name mention, too: the
// smallest hashes, so that the samples of two names share what they have in
// common with a chance near the Jaccard similarity of the wholes (Broder: On
// the resemblance and containment of documents, 1997). 32 bits of each: two samples
// share one by chance once in a hundred million times. 0 is free.
type context [contextSize]uint32

// Counted appends to dst what Add wants to know of the mentions of one clip, as
// a copy: nothing, when no person is among them.
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

// Spill writes the names to a store whenever so many forms of them are in memory. It
// never changes what Stems gives. Group is for a table that does not spill. The caller
// closes the store behind it.
func (t *Table) Spill(store *spill.Store, most int) { t.away, t.most = newParts(store), most }

// Len is how much the table holds in memory: its names, and their forms beyond the first.
func (t *Table) Len() int { return len(t.names) + t.further }

// Add counts the mentions of one clip. It keeps copies of forms. The error is that of
// the store to spill to.
func (t *Table) Add(clip []entity.Mention) error {
	if t.names == nil {
		t.names = map[uint64]*record{}
	}
	beside := t.near[:0]
	for i := range clip {
		if m := &clip[i]; m.Type != entity.Place && !m.Short {
			beside = keepSmall(beside, sampled(m.ID), contextSize+1)
		}
	}
	for i := range clip {
		if m := &clip[i]; isFull(m) && t.kept(m.Last) {
			t.count(m, beside)
		}
	}
	if t.away != nil && t.Len() >= t.most {
		return t.flush()
	}
	for !t.gone && len(t.names) > cmp.Or(t.limit, maxNames) {
		t.shift++
		maps.DeleteFunc(t.names, func(_ uint64, r *record) bool {
			gone := !t.kept(r.last)
			if gone {
				t.further -= len(r.forms)
			}
			return gone
		})
	}
	return nil
}

// flush writes what is in memory to the file.
func (t *Table) flush() error {
	t.gone = true
	for _, r := range t.names {
		if err := t.away.add(partOf(r.id), 0, r); err != nil {
			return err
		}
	}
	clear(t.names)
	t.free, t.further = nil, 0
	return nil
}

// isFull says whether a mention is the full name of a person. Names of which a
// clip does not tell what they name are left out: nearly all are said once, and
// the rules for the spelling of people would join World Cup and World Cups.
func isFull(m *entity.Mention) bool {
	return !m.Short && m.Last != 0 && m.Type == entity.Person
}

// kept says whether names with this last word are in the table.
func (t *Table) kept(last uint64) bool { return t.shift == 0 || spread(last)>>(64-t.shift) == 0 }

// count counts one name and what stands beside it.
func (t *Table) count(m *entity.Mention, beside []uint32) {
	r := t.names[m.ID]
	if r == nil {
		r = t.room()
		*r = record{id: m.ID, last: m.Last, form: strings.Clone(m.Form)}
		t.names[m.ID] = r
	}
	r.clips++
	t.say(r, m.Form, 1)
	self := sampled(m.ID)
	for _, h := range beside {
		if h != self {
			r.context.add(h)
		}
	}
}

// room is a record that is free.
func (t *Table) room() *record {
	if len(t.free) == 0 {
		t.free = make([]record, 256)
	}
	r := &t.free[0]
	t.free = t.free[1:]
	return r
}

// say counts a form of a name.
func (t *Table) say(r *record, form string, clips int32) {
	if form == r.form {
		r.count += clips
		return
	}
	if _, ok := r.forms[form]; !ok {
		if r.forms == nil {
			r.forms = map[string]int32{}
		}
		form = strings.Clone(form)
		t.further++
	}
	r.forms[form] += clips
}

// merge counts what another table counted of a name, whose form stays.
func (t *Table) merge(x *record) {
	r := t.names[x.id]
	if r == nil {
		r = t.room()
		*r = record{id: x.id, last: x.last, form: x.form}
		t.names[x.id] = r
	}
	r.clips += x.clips
	t.say(r, x.form, x.count)
	for form, clips := range x.forms {
		t.say(r, form, clips)
	}
	for _, h := range x.context {
		if h != 0 {
			r.context.add(h)
		}
	}
}

// add keeps h if it is one of the smallest.
func (c *context) add(h uint32) {
	n := slices.Index(c[:], 0)
	if n < 0 {
		n = contextSize
	}
	var b [contextSize + 1]uint32
	copy(c[:], keepSmall(append(b[:0], c[:n]...), h, contextSize))
}

// shares says whether two contexts have a thing in common.
func (c *context) shares(d *context) bool {
	for _, h := range c {
		if h != 0 && slices.Contains(d[:], h) {
			return true
		}
	}
	return false
}

// keepSmall adds h to the ascending list s of at most n hashes; the largest gives way.
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

// sampled is what contexts keep of a hash: never 0.
func sampled(h uint64) uint32 { return max(1, uint32(spread(h)>>32)) }

// spread mixes a hash, so that order says nothing (the end of xxHash64). It is never 0.
func spread(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xc2b2ae3d27d4eb4f
	h ^= h >> 29
	h *= 0x165667b19e3779f9
	return max(1, h^h>>32)
}
