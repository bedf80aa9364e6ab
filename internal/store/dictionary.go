package store

// The dictionary of a cache.
//
// A token is 17 bytes and a clip has hundreds of them, of which most have been
// met in other clips. Each different one gets a number when it is first met, so
// that frequent ones have small numbers, and a clip's text is a list of numbers:
//
//	"the strike of the dockers"    0 1 2 0 3    5 bytes
//
// Forms are the texts by which stems are shown, numbered in the same way.
//
// Lists grow at their end and never change; what a transaction adds to one is a
// row of the table segment. A process that finds rows of another one reads them
// before it adds its own, inside the transaction, so numbers mean one thing.
//
// Measured on 10,000 generated pages of 610 words, bytes a clip: tokens and forms
// 2,300, dictionary 250. Rejected: forms in ascending order, as differences (500
// less, for a sort a clip); the shingles and features themselves (6,000); the clean
// text, compressed (900), which has to be cut into words and looked up again.

import (
	"context"
	"database/sql"
	"encoding/binary"
	"slices"

	"newsdup/internal/word"
)

// term is a token without its place.
type term struct {
	exact, stem uint64
	flags       word.Flag
}

const termBytes = 17

// dictionary is both lists. Entries below saved are in the file.
type dictionary struct {
	terms      []term
	table      []uint32 // open addressing, 1 + number; a power of two, at most half full
	saved      int
	forms      word.FormList
	byHash     map[uint64]uint32 // the last form of a hash, from 1
	before     []uint32          // by form: the one of the same hash before it, from 1; 0 is none
	marker     *byte             // of the marks in other lists; another one when they do not hold any more
	savedForms int
	numbered   []uint32 // scratch
}

// The lists, by their number in the table segment.
const (
	listTerms = 0
	listForms = 1
)

func (t *term) place() uint64 {
	h := t.exact ^ t.stem*0x9e3779b97f4a7c15 ^ uint64(t.flags)<<7
	return h ^ h>>29
}

// term is the number of t, a new one if it is new.
func (d *dictionary) term(t term) uint32 {
	if 2*len(d.terms) >= len(d.table) {
		d.grow()
	}
	mask := uint64(len(d.table) - 1)
	for i := t.place() & mask; ; i = (i + 1) & mask {
		n := d.table[i]
		if n == 0 {
			d.terms = append(d.terms, t)
			d.table[i] = uint32(len(d.terms))
			return uint32(len(d.terms) - 1)
		}
		if d.terms[n-1] == t {
			return n - 1
		}
	}
}

// numberTerms gives the number of each token; the list is used again. Two loops,
// for the cache: the loads of the first do not wait for each other.
func (d *dictionary) numberTerms(tokens []word.Token) []uint32 {
	if d.table == nil {
		d.grow()
	}
	d.numbered = slices.Grow(d.numbered[:0], len(tokens))[:len(tokens)]
	mask := uint64(len(d.table) - 1)
	for i := range tokens {
		t := term{tokens[i].Exact, tokens[i].Stem, tokens[i].Flags}
		d.numbered[i] = d.table[t.place()&mask]
	}
	for i, n := range d.numbered {
		t := term{tokens[i].Exact, tokens[i].Stem, tokens[i].Flags}
		if n > 0 && d.terms[n-1] == t {
			d.numbered[i] = n - 1
		} else {
			d.numbered[i] = d.term(t)
		}
	}
	return d.numbered
}

func (d *dictionary) grow() {
	size := max(1<<12, 4*len(d.table))
	for 2*len(d.terms) >= size {
		size *= 2
	}
	d.table = make([]uint32, size)
	mask := uint64(size - 1)
	for n := range d.terms {
		i := d.terms[n].place() & mask
		for d.table[i] != 0 {
			i = (i + 1) & mask
		}
		d.table[i] = uint32(n + 1)
	}
}

// numberForms gives the number of each form of a list; what it gives is used
// again. Marks in the list say what they are when they come again: a lookup by
// text costs as much as all else in a clip.
func (d *dictionary) numberForms(forms []uint32, list *word.FormList) []uint32 {
	if len(forms) == 0 {
		return nil
	}
	if d.marker == nil {
		d.marker = new(byte)
	}
	if list.Marker != d.marker {
		clear(list.Marks)
		list.Marker = d.marker
	}
	d.numbered = d.numbered[:0]
	for _, f := range forms {
		for int(f) >= len(list.Marks) {
			list.Marks = append(list.Marks, 0)
		}
		if list.Marks[f] == 0 {
			list.Marks[f] = 1 + d.form(list.At(f))
		}
		d.numbered = append(d.numbered, list.Marks[f]-1)
	}
	return d.numbered
}

// form is the number of f, a new one if it is new.
func (d *dictionary) form(f word.Form) uint32 {
	for n := d.byHash[formHash(f)]; n > 0; n = d.before[n-1] {
		if d.forms.At(n-1) == f {
			return n - 1
		}
	}
	return d.addForm(f)
}

// formHash is the hash of a form. Of many forms the stem is the hash of the text.
func formHash(f word.Form) uint64 { return word.HashString(f.Text) + f.Stem*0x9e3779b97f4a7c15 }

func (d *dictionary) addForm(f word.Form) uint32 {
	if d.byHash == nil {
		d.byHash = map[uint64]uint32{}
	}
	n, h := d.forms.Add(f), formHash(f)
	d.before = append(d.before, d.byHash[h])
	d.byHash[h] = n + 1
	return n
}

// cut takes back what is not in the file: its transaction failed.
func (d *dictionary) cut() {
	for n := d.forms.Len() - 1; n >= d.savedForms; n-- {
		d.byHash[formHash(d.forms.At(uint32(n)))] = d.before[n]
	}
	d.before = d.before[:d.savedForms]
	d.forms.Cut(d.savedForms)
	d.terms, d.table, d.marker = d.terms[:d.saved], nil, nil
}

// load reads what the file has beyond what is known. It reports false when the
// file's segments are damaged.
func (d *dictionary) load(ctx context.Context, tx querier) (ok bool, err error) {
	rows, err := tx.QueryContext(ctx, "SELECT list, data FROM segment WHERE first >= CASE list WHEN 0 THEN ? ELSE ? END ORDER BY list, first", d.saved, d.savedForms)
	if err != nil {
		return false, err
	}
	defer rows.Close()
	ok = true
	grown := false
	for rows.Next() {
		var list int
		var data sql.RawBytes
		if err := rows.Scan(&list, &data); err != nil {
			return false, err
		}
		grown = true
		in, sealed := unseal(data)
		switch {
		case !sealed:
			ok = false
		case list == listTerms:
			d.readTerms(&in)
		default:
			d.readForms(&in)
		}
		ok = ok && !in.bad
	}
	d.saved, d.savedForms = len(d.terms), d.forms.Len()
	if grown {
		d.table = nil
	}
	return ok, rows.Err()
}

// querier is a database or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

func (d *dictionary) readTerms(in *decoder) {
	if len(in.b)%termBytes != 0 {
		in.fail()
	}
	for len(in.b) > 0 {
		b := in.bytes(termBytes)
		d.terms = append(d.terms, term{binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint64(b[8:]), word.Flag(b[16])})
	}
}

func (d *dictionary) readForms(in *decoder) {
	for len(in.b) > 0 {
		stem, text := in.fixed64(), in.string()
		if in.bad {
			return
		}
		d.addForm(word.Form{Stem: stem, Text: text})
	}
}

// save writes the entries that are new. They count as saved by settle, once the
// transaction is through.
func (d *dictionary) save(ctx context.Context, tx *sql.Tx) error {
	const insert = "INSERT INTO segment VALUES (?, ?, ?)"
	if len(d.terms) > d.saved {
		b := make([]byte, 4, 4+termBytes*(len(d.terms)-d.saved))
		for _, t := range d.terms[d.saved:] {
			b = binary.LittleEndian.AppendUint64(b, t.exact)
			b = binary.LittleEndian.AppendUint64(b, t.stem)
			b = append(b, byte(t.flags))
		}
		if _, err := tx.ExecContext(ctx, insert, listTerms, d.saved, seal(b)); err != nil {
			return err
		}
	}
	if d.forms.Len() > d.savedForms {
		b := make([]byte, 4)
		for n := d.savedForms; n < d.forms.Len(); n++ {
			f := d.forms.At(uint32(n))
			b = binary.LittleEndian.AppendUint64(b, f.Stem)
			b = appendString(b, f.Text)
		}
		if _, err := tx.ExecContext(ctx, insert, listForms, d.savedForms, seal(b)); err != nil {
			return err
		}
	}
	return nil
}

func (d *dictionary) settle() { d.saved, d.savedForms = len(d.terms), d.forms.Len() }
