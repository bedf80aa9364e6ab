package store

// The coding of one clip.
//
//	crc32    of what follows
//	clip     title, lead, site, charset, date, words, size, share, repaired
//	tokens   count, then the number of each in the dictionary; its place is its index
//	forms    count, then numbers, some twice
//	blobs    count, then kind, version, length and bytes of each, as other packages code them
//
// What clips are compared by, shingles and features, is made again from the
// tokens: 50 ns a word, a twentieth of what cleaning costs.

import (
	"encoding/binary"
	"slices"

	"newsdup/internal/clip"
	"newsdup/internal/word"
)

// Format is the version of the coding of clips and answers, part of every key
// of the cache: change it when either changes.
const Format = 3

// Key names what a record was made of.
type Key struct {
	SHA256  [32]byte // of the file, or of the line of a JSONL file
	Variant uint64   // of whatever else the features depend on but the options: a hash, or 0
}

// Clip is what a run keeps of one clip.
type Clip struct {
	Key
	Title    string
	Lead     string
	Site     string
	Charset  string
	Date     clip.Date
	Words    int
	Size     int64
	Share    float64
	Repaired bool
	Tokens   []word.Token   // Pos is the index
	Forms    []uint32       // numbers in List, some twice
	List     *word.FormList // when read, of the dictionary: for as long as the cache is open
	Blobs    []Blob
}

// Blob is what another package keeps of a clip.
type Blob struct {
	Kind    uint64 // which package's
	Version uint64 // of its coding; another one than expected reads as none
	Data    []byte
}

// Blob is the data of a kind and version; nil when there is none.
func (c *Clip) Blob(kind, version uint64) []byte {
	for _, b := range c.Blobs {
		if b.Kind == kind && b.Version == version {
			return b.Data
		}
	}
	return nil
}

// encode appends the coding of c to b, and to the dictionary what is new in it.
func (d *dictionary) encode(b []byte, c *Clip) []byte {
	start := len(b)
	b = append(b, 0, 0, 0, 0)
	for _, s := range [...]string{c.Title, c.Lead, c.Site, c.Charset} {
		b = appendString(b, s)
	}
	b = appendDate(b, c.Date)
	b = binary.AppendUvarint(b, uint64(c.Words))
	b = binary.AppendUvarint(b, uint64(c.Size))
	b = appendFloat(b, c.Share)
	b = appendBool(b, c.Repaired)

	b = binary.AppendUvarint(b, uint64(len(c.Tokens)))
	for _, n := range d.numberTerms(c.Tokens) {
		b = binary.AppendUvarint(b, uint64(n))
	}
	b = binary.AppendUvarint(b, uint64(len(c.Forms)))
	for _, n := range d.numberForms(c.Forms, c.List) {
		b = binary.AppendUvarint(b, uint64(n))
	}
	b = binary.AppendUvarint(b, uint64(len(c.Blobs)))
	for _, x := range c.Blobs {
		b = binary.AppendUvarint(b, x.Kind)
		b = binary.AppendUvarint(b, x.Version)
		b = appendString(b, string(x.Data))
	}
	seal(b[start:])
	return b
}

// decode reads a coding into c, whose Key stays and whose slices are used
// again. It reports false for a coding that is damaged or speaks of numbers
// that the dictionary does not have; c is then rubbish.
func (d *dictionary) decode(c *Clip, data []byte) bool {
	in, ok := unseal(data)
	if !ok {
		return false
	}
	c.Title, c.Lead, c.Site, c.Charset = in.string(), in.string(), in.string(), in.string()
	c.Date = in.date()
	c.Words, c.Size, c.Share, c.Repaired = int(in.uint()), int64(in.uint()), in.float(), in.bool()
	if c.Words < 0 || c.Size < 0 {
		return false
	}

	n := in.count(1)
	c.Tokens = slices.Grow(c.Tokens[:0], n)[:n]
	for i := range c.Tokens {
		id := in.uint()
		if id >= uint64(len(d.terms)) {
			return false
		}
		t := &d.terms[id]
		c.Tokens[i] = word.Token{Exact: t.exact, Stem: t.stem, Pos: uint32(i), Flags: t.flags}
	}
	n = in.count(1)
	c.Forms, c.List = slices.Grow(c.Forms[:0], n)[:n], &d.forms
	for i := range c.Forms {
		id := in.uint()
		if id >= uint64(d.forms.Len()) {
			return false
		}
		c.Forms[i] = uint32(id)
	}
	n = in.count(3)
	c.Blobs = slices.Grow(c.Blobs[:0], n)[:n]
	for i := range c.Blobs {
		c.Blobs[i] = Blob{in.uint(), in.uint(), slices.Clone(in.bytes(in.count(1)))}
	}
	return !in.bad && len(in.b) == 0
}
