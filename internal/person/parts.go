package person

import (
	"cmp"
	"encoding/binary"
	"math/bits"

	"newsdup/internal/entity"
	"newsdup/internal/spill"
)

// The names of a run in a file.
//
// A million clips name two million people and more, each once or twice: 300 MB. A table
// that spills writes its names to a file whenever it has some thousands, and begins anew.
// What was counted of one name at several times must come together then, and after it
// the names that may be spellings of each other. Both are done in parts, of which one
// at a time is in memory:
//
//	memory         Ada Roe 3, Bo Li 1        Ada Roe 1, Ada Ro 2
//	parts by ID    3: Ada Roe 3, Ada Roe 1   7: Bo Li 1          9: Ada Ro 2
//	parts by look  1: Ada Roe 4, Ada Ro 2    5: Bo Li 1
//
// A part by look is a Table in which the names have all spellings that any may have.
// Rejected: sorted runs that are merged. They need a sort each and a heap, and the order
// in which names come is of no use.

// parts is names in streams by some hash of theirs.
type parts struct {
	store *spill.Store
	names *spill.Streams[byte]
	code  []byte // scratch
	text  []byte // likewise
}

const (
	partBits  = 6       // of a hash that say which part: of a million clips each has some 4 MB
	partPiece = 1 << 13 // bytes that a part has in memory
)

func newParts(store *spill.Store) *parts {
	return &parts{store: store, names: spill.NewStreams[byte](store, 1<<partBits, partPiece)}
}

// partOf is the part of a hash.
func partOf(h uint64) int { return int(spread(h) >> (64 - partBits)) }

// add writes a name and its look to a part.
//
//	8 bytes ID, 8 last, 8 look, 24 context, uvarint clips, uvarint forms, and of each
//	uvarint n, n bytes, uvarint clips
func (p *parts) add(part int, look uint64, r *record) error {
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

// each calls do with the names of a part as they were added; their forms may be kept.
func (p *parts) each(part int, do func(look uint64, r *record)) error {
	b, err := p.names.Slice(part, 0, int(p.names.Len(part)), &p.text)
	if err != nil {
		return err
	}
	text := string(b) // of all forms
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

// stemsOfParts is Stems of a table that spills.
func (t *Table) stemsOfParts(u *union) (map[uint64]uint64, error) {
	if err := t.flush(); err != nil {
		return nil, err
	}
	looks := newParts(t.away.store.Beside())
	defer looks.store.Close()
	shift, err := t.byLook(looks, u.tables)
	if err != nil {
		return nil, err
	}
	for part := range 1 << partBits {
		some := Table{names: map[uint64]*record{}, shift: shift}
		var names []looked
		err := looks.each(part, func(look uint64, r *record) {
			if some.kept(r.last) {
				some.names[r.id] = r
				names = append(names, looked{look, r})
			}
		})
		if err != nil {
			return nil, err
		}
		u.add(&some, some.group(u.namer, names))
	}
	for part := range 1 << partBits {
		if err := t.away.each(part, func(_ uint64, r *record) { u.count(r) }); err != nil {
			return nil, err
		}
	}
	return u.stems(), nil
}

// byLook brings together what was counted of each name, and puts those that may be
// spellings of others into parts by their look. shift is what Table.shift would be if
// the names were in memory.
func (t *Table) byLook(looks *parts, tables *entity.Tables) (shift uint, err error) {
	var zeros [65]int // names whose last word has a hash with so many leading zeros
	for part := range 1 << partBits {
		some := Table{names: map[uint64]*record{}}
		if err := t.away.each(part, func(_ uint64, r *record) { some.merge(r) }); err != nil {
			return 0, err
		}
		for _, r := range some.names {
			zeros[bits.LeadingZeros64(spread(r.last))]++
			if look, ok := rough(tables, r.best()); ok {
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
