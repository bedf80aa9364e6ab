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
// 1,800, dictionary 250. Rejected: the shingles and features themselves (6,000); the clean
// text, compressed (900), which has to be cut into words and looked up again.

import (
	"context"
	"database/sql"
	"encoding/binary"

	"newsdup/internal/word"
)

// term is a token without its place.
type term struct {
	exact, stem uint64
	flags       word.Flag
}

const termBytes = 17

// form is a word.Form without its mark.
type form struct {
	stem uint64
	text string
}

// dictionary is both lists. Entries below saved are in the file.
type dictionary struct {
	terms      []term
	table      []uint32 // open addressing, 1 + number; a power of two, at most half full
	saved      int
	forms      []word.Form // Mark is 0
	numbers    map[form]uint32
	epoch      uint64 // of the marks that it leaves on forms of others
	savedForms int
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

// form is the number of f, a new one if it is new. Its mark says what that is
// when it comes again: a lookup by text costs as much as all else in a clip.
func (d *dictionary) form(f *word.Form) uint32 {
	if d.epoch == 0 {
		d.epoch = 1
	}
	if f.Mark>>32 == d.epoch {
		return uint32(f.Mark)
	}
	n, ok := d.numbers[form{f.Stem, f.Text}]
	if !ok {
		n = d.addForm(f.Stem, f.Text)
	}
	f.Mark = d.epoch<<32 | uint64(n)
	return n
}

func (d *dictionary) addForm(stem uint64, text string) uint32 {
	if d.numbers == nil {
		d.numbers = map[form]uint32{}
	}
	n := uint32(len(d.forms))
	d.forms = append(d.forms, word.Form{Stem: stem, Text: text})
	d.numbers[form{stem, text}] = n
	return n
}

// cut takes back what is not in the file: its transaction failed.
func (d *dictionary) cut() {
	for _, f := range d.forms[d.savedForms:] {
		delete(d.numbers, form{f.Stem, f.Text})
	}
	d.terms, d.forms, d.table = d.terms[:d.saved], d.forms[:d.savedForms], nil
	d.epoch++
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
	d.saved, d.savedForms = len(d.terms), len(d.forms)
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
		d.addForm(stem, text)
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
	if len(d.forms) > d.savedForms {
		b := make([]byte, 4)
		for _, f := range d.forms[d.savedForms:] {
			b = binary.LittleEndian.AppendUint64(b, f.Stem)
			b = appendString(b, f.Text)
		}
		if _, err := tx.ExecContext(ctx, insert, listForms, d.savedForms, seal(b)); err != nil {
			return err
		}
	}
	return nil
}

func (d *dictionary) settle() { d.saved, d.savedForms = len(d.terms), len(d.forms) }
