package person

import (
	"cmp"
	"encoding/binary"
	"math/bits"

	"newsdup/internal/entity"
	"newsdup/internal/spill"
)

// The names of a run that has more of them than fit into memory.
//
// A million clips name more than two million people, each once or twice: 300 MB. A table
// that spills writes its names to a file whenever it has some thousands, and begins anew.
// Later the counts of one name from several times must come together, and then the names
// that may be spellings of each other. Both steps work on parts, of which one at a time is
// in memory:
//
//	memory         Ada Roe 3, Bo Li 1        Ada Roe 1, Ada Ro 2
//	parts by ID    3: Ada Roe 3, Ada Roe 1   7: Bo Li 1          9: Ada Ro 2
//	parts by look  1: Ada Roe 4, Ada Ro 2    5: Bo Li 1
//
// A part by look becomes a Table, whose names have all spellings that they can have.
//
// Rejected: sorted runs that are merged. Each run needs a sort and the merge a heap, and
// the order of the names is of no use.

// partition holds names in streams, one for each part of the values of a hash.
type partition struct {
	store *spill.Store
	names *spill.Streams[byte]
	code  []byte // scratch
	text  []byte // likewise
}

const (
	partBits  = 6       // bits of a hash that say which part; for a million clips, a part has some 4 MB
	partPiece = 1 << 13 // bytes of each part that are in memory
)

func newPartition(store *spill.Store) *partition {
	return &partition{store: store, names: spill.NewStreams[byte](store, 1<<partBits, partPiece)}
}

// partOf is the part of a hash.
func partOf(h uint64) int { return int(spread(h) >> (64 - partBits)) }

// add writes a name and its look to a part:
//
//	8 bytes ID, 8 last, 8 look, 24 context, uvarint clips, uvarint forms, and for each form
//	uvarint n, n bytes, uvarint clips
func (p *partition) add(part int, look uint64, r *record) error {
	b := p.code[:0]
	for _, v := range [...]uint64{r.id, r.last, look} {
		b = binary.LittleEndian.AppendUint64(b, v)
	}
	for _, h := range r.context {
		b = binary.LittleEndian.AppendUint32(b, h)
	}
	b = binary.AppendUvarint(b, uint64(r.clips))
	b = binary.AppendUvarint(b, uint64(1+len(r.forms)))
	form := func(form string, clips int32) {
		b = binary.AppendUvarint(b, uint64(len(form)))
		b = append(b, form...)
		b = binary.AppendUvarint(b, uint64(clips))
	}
	form(r.form, r.count)
	for f, clips := range r.forms {
		form(f, clips)
	}
	p.code = b
	return p.names.Append(part, p.code...)
}

// each calls do with the names of a part, in the order in which they were added. do may
// keep their forms.
func (p *partition) each(part int, do func(look uint64, r *record)) error {
	b, err := p.names.Slice(part, 0, int(p.names.Len(part)), &p.text)
	if err != nil {
		return err
	}
	text := string(b) // one string, of which all forms are parts
	at := 0
	number := func() int {
		v, n := binary.Uvarint(b[at:])
		at += n
		return int(v)
	}
	for at < len(b) {
		r := record{id: binary.LittleEndian.Uint64(b[at:]), last: binary.LittleEndian.Uint64(b[at+8:])}
		look := binary.LittleEndian.Uint64(b[at+16:])
		at += 24
		for i := range r.context {
			r.context[i] = binary.LittleEndian.Uint32(b[at:])
			at += 4
		}
		r.clips = int32(number())
		for k := range number() {
			n := number()
			form := text[at : at+n]
			at += n
			switch clips := int32(number()); {
			case k == 0:
				r.form, r.count = form, clips
			case r.forms == nil:
				r.forms = map[string]int32{form: clips}
			default:
				r.forms[form] = clips
			}
		}
		do(look, &r)
	}
	return nil
}

// stemsOfParts is Stems for a table that has spilled.
func (t *Table) stemsOfParts(u *stemUnion) (map[uint64]uint64, error) {
	if err := t.flush(); err != nil {
		return nil, err
	}
	looks := newPartition(t.spilled.store.Beside())
	defer looks.store.Close()
	shift, err := t.byLook(looks, u.tables)
	if err != nil {
		return nil, err
	}
	for part := range 1 << partBits {
		some := Table{names: map[uint64]*record{}, dropBits: shift}
		var names []lookedName
		err := looks.each(part, func(look uint64, r *record) {
			if some.keeps(r.last) {
				some.names[r.id] = r
				names = append(names, lookedName{look, r})
			}
		})
		if err != nil {
			return nil, err
		}
		u.add(&some, some.aliasGroups(u.namer, names))
	}
	for part := range 1 << partBits {
		if err := t.spilled.each(part, func(_ uint64, r *record) { u.count(r) }); err != nil {
			return nil, err
		}
	}
	return u.stems(), nil
}

// byLook brings together the counts of each name, and writes the names that may be
// spellings of others into parts by their look. dropBits is what Table.dropBits would be if
// all names were in memory.
func (t *Table) byLook(looks *partition, tables *entity.Tables) (shift uint, err error) {
	var zeros [65]int // how many names have a last word whose hash has so many leading zeros
	for part := range 1 << partBits {
		some := Table{names: map[uint64]*record{}}
		if err := t.spilled.each(part, func(_ uint64, r *record) { some.merge(r) }); err != nil {
			return 0, err
		}
		for _, r := range some.names {
			zeros[bits.LeadingZeros64(spread(r.last))]++
			if look, ok := roughLook(tables, r.commonestForm()); ok {
				if err := looks.add(partOf(look), look, r); err != nil {
					return 0, err
				}
			}
		}
	}
	left := 0
	for _, n := range zeros {
		left += n
	}
	for ; left > cmp.Or(t.limit, maxNames); shift++ {
		left -= zeros[shift]
	}
	return shift, nil
}
